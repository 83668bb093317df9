import { expect, openFiles, shown, test } from "./page.ts";

const script = `<script>window.hit=1</script><img src=x onerror="window.hit=1"><svg onload="window.hit=1"><a href="javascript:window.hit=1">fiebre</a>`;

async function unhurt(page: import("@playwright/test").Page): Promise<void> {
  expect(await page.evaluate(() => (window as unknown as Record<string, unknown>)["hit"])).toBeUndefined();
  await expect(page.locator("#app script, #app img, #app [onerror], #app [onload], #app a[href^=javascript]")).toHaveCount(0);
}

test("script in a text and in the name of a file is words", async ({ page }) => {
  const name = `<img src=x onerror=window.hit=1>"'&`;
  const text = `Niega fiebre. ${script} Presenta tos &lt;b&gt; y </mark></p></script> disnea.`;
  await openFiles(page, [{ name, text }]);
  expect((await shown(page)).text).toBe(text);
  await unhurt(page);
  await expect(page.locator(".case h1")).toHaveText(name);
  await page.locator(".document mark", { hasText: /^disnea$/ }).click();
  for (const tab of await page.getByRole("tab").all()) {
    await tab.click();
    await unhurt(page);
  }
  await page.getByRole("button", { name: "Keep for checking" }).click();
  await expect(page.locator(".checks li").first()).toBeVisible();
  await expect(page.locator(".case h1")).toHaveText(name);
  await unhurt(page);
  await page.getByRole("link", { name: "Checking" }).click();
  await expect(page.locator(".kept tbody tr").first()).toBeVisible();
  await unhurt(page);
});

test("script in tellings is words", async ({ page }) => {
  await openFiles(page, [
    { name: "<b>a</b>", text: `Niega fiebre. ${script}` },
    { name: "<b>b</b>", text: `Riferisce febbre. ${script}` },
  ]);
  await page.getByRole("link", { name: "Compare" }).click();
  await page.locator(".chooser button[type=submit]").click();
  await expect(page.locator(".columns thead th").first()).toContainText("<b>a</b>");
  await unhurt(page);
});

test("what turns the direction of writing or steers a terminal is shown as a box", async ({ page }) => {
  await openFiles(page, [{ name: "odd", text: "Niega\u202e fiebre\u0007 y tos\u2066." }]);
  const { text, marks } = await shown(page);
  expect(text).toBe("Niega\ufffd fiebre\ufffd y tos\ufffd.");
  expect(marks.map(({ text }) => text)).toContain("tos");
});

test("addresses that lead nowhere lead to the page", async ({ page }) => {
  for (const hash of ["#/nowhere", "#/read/%E0%A4%A", "#/read/<script>", "#//x", "#/lexicon/"]) {
    await page.goto(`/${hash}`);
    await expect(page.locator("main h1")).toBeVisible();
    await unhurt(page);
  }
});

test("an empty text is told to be one", async ({ page }) => {
  await page.goto("/");
  await page.locator("#paste").fill("  \n ");
  await page.locator(".intake button[type=submit]").click();
  await expect(page.getByRole("alert")).toContainText("there is no text in it");
});

test.describe(() => {
  test.use({ complaints: /503/ });
  test("the service is gone: said so, and tried again", async ({ page }) => {
  await page.goto("/");
  await page.route("**/v1/view", (route) => route.fulfill({ status: 503, contentType: "application/problem+json", body: '{"title":"The service is busy","detail":"come back"}' }), { times: 1 });
  await page.locator("#paste").fill("Niega fiebre.");
  await page.locator(".intake button[type=submit]").click();
  await expect(page.getByRole("alert")).toContainText("The service is busy: come back");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.locator(".document mark").first()).toBeVisible();
});
});
