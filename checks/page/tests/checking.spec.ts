import type { Page } from "@playwright/test";
import { choose, expect, openFiles, test } from "./page.ts";

const text = "Paciente con disnea y fiebre. Niega dolor torácico. Tratado con enalapril 20 mg. De forma súbita 🫀 palpitaciones leves.";
let count = 0;

/** A kept document of its own, being checked. */
async function keep(page: Page, name = `case ${Date.now()} ${count++}`): Promise<string> {
  await openFiles(page, [{ name, text }]);
  await page.getByRole("button", { name: "Keep for checking" }).click();
  await expect(page.locator(".checks li").first()).toBeVisible();
  return name;
}

async function sign(page: Page, name: string): Promise<void> {
  await page.getByRole("dialog").getByLabel("Name").fill(name);
  await page.getByRole("dialog").getByRole("button", { name: "Go on" }).click();
}

const mark = (page: Page, words: string) => page.locator(".document mark[id]", { hasText: new RegExp(`^${words}$`) });
const line = (page: Page, words: string) => page.locator(".checks li", { hasText: words });
const progress = (page: Page) => page.locator(".progress .number");

/** Selects words of the text as a reader does, from the beginning of the one to the end of the other. */
async function select(page: Page, from: string, to: string): Promise<void> {
  await page.evaluate(
    ([from, to]) => {
      const walker = document.createTreeWalker(document.querySelector(".document")!, NodeFilter.SHOW_TEXT);
      const range = document.createRange();
      for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
        if (node.parentElement?.closest("[data-aside]")) continue;
        if (node.data.includes(from!)) range.setStart(node, node.data.indexOf(from!));
        if (node.data.includes(to!)) range.setEnd(node, node.data.indexOf(to!) + to!.length);
      }
      getSelection()!.removeAllRanges();
      getSelection()!.addRange(range);
    },
    [from, to],
  );
}

test("accepted and rejected by the keyboard; the name is asked once; loading again keeps it", async ({ page }) => {
  await keep(page);
  const total = await page.locator(".checks li").count();
  await mark(page, "disnea").focus();
  await page.keyboard.press("a");
  await sign(page, "Ana");
  await expect(mark(page, "disnea")).toHaveClass(/is-accepted/);
  await expect(mark(page, "fiebre")).toBeFocused();
  await page.keyboard.press("r");
  await expect(mark(page, "fiebre")).toHaveClass(/is-rejected/);
  await expect(progress(page)).toHaveText(`2 of ${total} checked`);
  await page.getByRole("tab", { name: "All facts" }).click();
  await expect(page.locator(".view")).toContainText("Dyspnoea");
  // What was struck is told no more.
  await expect(page.locator(".view")).not.toContainText("Fever");
  await page.reload();
  await expect(mark(page, "disnea")).toHaveClass(/is-accepted/);
  await expect(mark(page, "fiebre")).toHaveClass(/is-rejected/);
  await mark(page, "fiebre").click();
  await expect(page.locator(".card .actions .state")).toContainText("rejected by Ana");
  await expect(page.locator(".history li")).toHaveCount(2);
});

test("whoever is quick does not get in the own way", async ({ page }) => {
  await keep(page);
  await mark(page, "disnea").focus();
  await page.keyboard.press("a");
  await sign(page, "Ana");
  await expect(mark(page, "fiebre")).toBeFocused();
  // All at once: one judgement at a time is taken, and none meets the version that another made.
  await page.evaluate(() => {
    for (let time = 0; time < 5; time++) {
      document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key: "a", bubbles: true, cancelable: true }));
      document.querySelector<HTMLElement>(".checks li:nth-child(4) .quick button")?.click();
    }
  });
  await expect(mark(page, "fiebre")).toHaveClass(/is-accepted/);
  await page.waitForTimeout(300);
  await expect(page.locator(".conflict")).toHaveCount(0);
  await expect(page.locator(".history li")).toHaveCount(2);
});

test("what is undone is as it was", async ({ page }) => {
  await keep(page);
  await mark(page, "disnea").focus();
  await page.keyboard.press("r");
  await sign(page, "Ana");
  await expect(mark(page, "disnea")).toHaveClass(/is-rejected/);
  await page.getByRole("button", { name: "Undo mine" }).click();
  await expect(mark(page, "disnea")).not.toHaveClass(/is-/);
  await expect(progress(page)).toContainText("0 of");
  await page.reload();
  await expect(mark(page, "disnea")).not.toHaveClass(/is-/);
});

test.describe(() => {
  test.use({ complaints: /422/ });
  test("there may be nothing to undo", async ({ page }) => {
    await keep(page);
    await page.getByRole("button", { name: "Undo mine" }).click();
    await sign(page, "Ana");
    await expect(page.getByRole("alert")).toContainText("nothing of yours");
  });
});

test("kind, presence, concept and words are changed", async ({ page }) => {
  await keep(page);
  await mark(page, "enalapril").click();
  await page.locator(".card").getByRole("button", { name: "Change" }).click();
  const form = page.locator("form.draft");
  await form.getByLabel("Presence").selectOption("possible");
  const concept = form.getByRole("combobox", { name: "Concept" });
  await concept.fill("lisinopril");
  await expect(form.getByRole("option", { name: /Lisinopril/ }).first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(concept).toHaveValue("Lisinopril");
  await form.getByRole("button", { name: "End one word later" }).click();
  await expect(form.locator(".preview mark")).toHaveText("enalapril 20");
  await form.getByRole("button", { name: "Save" }).click();
  await sign(page, "Ana");
  const changed = mark(page, "enalapril 20");
  await expect(changed).toHaveClass(/is-changed/);
  await expect(changed).toHaveClass(/possible/);
  await expect(line(page, "Lisinopril")).toContainText("possible");
  await page.reload();
  await expect(mark(page, "enalapril 20")).toHaveClass(/is-changed/);
  await expect(line(page, "Lisinopril")).toHaveCount(1);
});

test("what was missed is added from what is selected, behind a wide character too", async ({ page }) => {
  await keep(page);
  await select(page, "De forma", "súbita 🫀 ");
  await page.locator(".below").getByRole("button", { name: "Add a mention" }).click();
  const form = page.locator("form.draft");
  // Without the blank at its end.
  await expect(form.locator(".preview mark")).toHaveText("De forma súbita 🫀");
  await form.getByRole("button", { name: "End one word earlier" }).click();
  await expect(form.locator(".preview mark")).toHaveText("De forma súbita");
  await form.getByLabel("Kind").selectOption("time");
  await form.getByRole("button", { name: "Save" }).click();
  await sign(page, "Ana");
  await expect(mark(page, "De forma súbita")).toHaveClass(/time is-added/);
  await select(page, "leves", "leves");
  await page.locator(".below").getByRole("button", { name: "Add a mention" }).click();
  await form.getByRole("button", { name: "Save" }).click();
  await expect(mark(page, "leves")).toHaveClass(/finding is-added/);
  await page.reload();
  await expect(mark(page, "leves")).toHaveClass(/is-added/);
  await expect(page.locator(".history li")).toHaveCount(2);
});

test("the words of a mention are those that are selected", async ({ page }) => {
  await keep(page);
  await mark(page, "fiebre").click();
  await page.locator(".card").getByRole("button", { name: "Change" }).click();
  const form = page.locator("form.draft");
  await expect(form.getByRole("button", { name: "Use the selection" })).toHaveCount(0);
  await select(page, "disnea", "fiebre");
  await form.getByRole("button", { name: "Use the selection" }).click();
  await expect(form.locator(".preview mark")).toHaveText("disnea y fiebre");
  await form.getByRole("button", { name: "Save" }).click();
  await sign(page, "Ana");
  await expect(page.locator('.document mark[id].is-changed')).toHaveText("disnea y fiebre");
});

test("a mention is added without a mouse", async ({ page }) => {
  await keep(page);
  await mark(page, "palpitaciones").focus();
  await page.keyboard.press("n");
  const form = page.locator("form.draft");
  await expect(form.getByLabel("Kind")).toBeFocused();
  await form.getByRole("button", { name: "End one word later" }).press("Enter");
  await expect(form.locator(".preview mark")).toHaveText("palpitaciones leves");
  await form.getByRole("button", { name: "Save" }).press("Enter");
  await sign(page, "Ana");
  await expect(mark(page, "palpitaciones leves")).toHaveClass(/is-added/);
});

test.describe(() => {
  test.use({ complaints: /409/ });
  test("two reviewers at once: the second is told, and nothing is lost", async ({ page, browser, baseURL }) => {
    const name = await keep(page);
    const context = await browser.newContext({ baseURL: baseURL ?? "", locale: "en-GB" });
    const other = await context.newPage();
    await other.goto(`/#/checking/${encodeURIComponent(name)}`);
    await mark(other, "disnea").focus();
    await other.keyboard.press("a");
    await sign(other, "Ioana");
    await expect(mark(other, "disnea")).toHaveClass(/is-accepted/);

    await mark(page, "fiebre").focus();
    await page.keyboard.press("r");
    await sign(page, "Ana");
    await expect(page.getByRole("alert").filter({ hasText: "Somebody else changed this document" })).toBeVisible();
    await expect(mark(page, "fiebre")).not.toHaveClass(/is-rejected/);
    await page.getByRole("button", { name: "Load and apply mine" }).click();
    await expect(mark(page, "fiebre")).toHaveClass(/is-rejected/);
    await expect(mark(page, "disnea")).toHaveClass(/is-accepted/);
    await expect(page.getByText("Somebody else changed")).toHaveCount(0);

    // Ana takes back her own, not what Ioana did.
    await page.getByRole("button", { name: "Undo mine" }).click();
    await expect(mark(page, "fiebre")).not.toHaveClass(/is-rejected/);
    await expect(mark(page, "disnea")).toHaveClass(/is-accepted/);

    await other.getByRole("button", { name: "Undo mine" }).click();
    await other.getByRole("button", { name: "Load only" }).click();
    await expect(mark(other, "disnea")).toHaveClass(/is-accepted/);
    await context.close();
  });
});

test("kept documents are listed; reviewers are compared; what was checked is taken out", async ({ page, browser, baseURL }) => {
  const name = await keep(page);
  await mark(page, "disnea").focus();
  await page.keyboard.press("a");
  await sign(page, `Ana ${name}`);
  await expect(mark(page, "disnea")).toHaveClass(/is-accepted/);
  const context = await browser.newContext({ baseURL: baseURL ?? "", locale: "en-GB" });
  const other = await context.newPage();
  await other.goto(`/#/checking/${encodeURIComponent(name)}`);
  await mark(other, "disnea").focus();
  await other.keyboard.press("a");
  await sign(other, `Ioana ${name}`);
  await expect(other.locator(".history li")).toHaveCount(2);
  await context.close();

  const [download] = await Promise.all([page.waitForEvent("download"), choose(page, "brat, as checked")]);
  expect(download.suggestedFilename()).toMatch(/\.ann$/);

  await page.getByRole("link", { name: "Checking" }).click();
  const row = page.locator(".kept tbody tr", { hasText: name });
  await expect(row.first()).toContainText("Spanish");
  await expect(page.getByRole("table", { name: "Agreement between reviewers" })).toContainText("Ana");
  await expect(page.getByRole("table", { name: /The engine against/ })).toContainText("finding");
  await row.first().getByRole("link").click();
  await expect(page.locator(".case h1")).toHaveText(name);
});
