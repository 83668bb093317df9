import { example, expect, openFiles, test } from "./page.ts";

test.describe(() => {
  test.use({ complaints: /401/ });
  test("where a token is asked for, the page asks the reader, and sends it with all", async ({ page }) => {
    const sent: (string | null)[] = [];
    await page.route("**/v1/**", async (route) => {
      const shown = await route.request().headerValue("authorization");
      sent.push(shown);
      if (shown === "Bearer secret") await route.continue();
      else await route.fulfill({ status: 401, contentType: "application/problem+json", body: '{"title":"A token is needed"}' });
    });
    await page.goto("/");
    await page.getByLabel("Token").fill("wrong");
    await page.getByRole("button", { name: "Use it" }).click();
    await expect(page.getByLabel("Token")).toBeVisible();
    await page.getByLabel("Token").fill("secret");
    await page.getByRole("button", { name: "Use it" }).click();
    await expect(page.getByLabel("Token")).toHaveCount(0);
    await expect(page.locator(".foot")).toContainText("Epicrisis 0");
    await openFiles(page, [example("stroke-es")]);
    expect(sent.at(-1)).toBe("Bearer secret");
    expect(sent[0]).toBeNull();
  });
});

test("where no document is kept, none is offered to be", async ({ page }) => {
  await page.route("**/v1/info", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ json: { ...((await answer.json()) as object), store: false } });
  });
  await openFiles(page, [example("stroke-es")]);
  await expect(page.locator(".foot")).toContainText("Epicrisis 0");
  await expect(page.getByRole("button", { name: "Keep for checking" })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Checking" })).toHaveCount(0);
});

test("the interface for programs is tried: a request goes out, its answer is shown as text", async ({ page }) => {
  await page.goto("/try");
  await expect(page.locator(".operation")).not.toHaveCount(0);
  const extract = page.locator(".operation").filter({ has: page.locator("code.path", { hasText: /^\/v1\/extract$/ }) });
  await extract.locator("summary").click();
  await extract.locator("label", { hasText: /^Type/ }).locator("select").selectOption("text/plain");
  await extract.getByLabel("Body").fill("Niega fiebre. <img src=x onerror=window.hit=1>");
  await extract.getByRole("button", { name: "Send" }).click();
  await expect(extract.getByRole("status")).toContainText("200");
  const record = JSON.parse((await extract.locator("pre").textContent()) ?? "") as { mentions: { concept: { id: string } }[] };
  expect(record.mentions.map(({ concept }) => concept.id)).toContain("fever");
  await extract.getByLabel(/^format/).fill("html");
  await extract.getByRole("button", { name: "Send" }).click();
  await expect(extract.locator("pre")).toContainText("<!DOCTYPE html>", { ignoreCase: true });
  expect(await page.evaluate(() => (window as unknown as Record<string, unknown>)["hit"])).toBeUndefined();
});

test.describe(() => {
  test.use({ complaints: /400|422/ });
  test("what the service refuses is shown as it says it", async ({ page }) => {
    await page.goto("/try");
    const view = page.locator(".operation").filter({ has: page.locator("code.path", { hasText: /^\/v1\/view$/ }) });
    await view.locator("summary").click();
    await view.getByLabel("Body").fill("{ no json");
    await view.getByRole("button", { name: "Send" }).click();
    await expect(view.getByRole("status")).toContainText("400");
    await expect(view.locator("pre")).toContainText("urn:epicrisis:problem:bad-request");
  });
});

test("a long document is shown, and is quick to use", async ({ page }) => {
  const { text } = example("heart-failure-es");
  const long = Array.from({ length: 40 }, () => text).join("\n\n");
  await openFiles(page, [{ name: "long", text: long }]);
  const marks = page.locator(".document mark[id]");
  const count = await marks.count();
  expect(count).toBeGreaterThan(3000);
  const begun = Date.now();
  await marks.nth(count - 1).click();
  await expect(page.locator(".card")).toBeVisible();
  await page.getByRole("group", { name: "Kind" }).getByRole("button", { name: /^problem/ }).click();
  await expect(page.locator(".document mark.finding")).toHaveCount(0);
  await page.getByRole("tab", { name: "Values" }).click();
  await expect(page.locator(".view")).toBeVisible();
  // Generous, since machines differ; what would be felt is far below it.
  expect(Date.now() - begun).toBeLessThan(8000);
});
