import { example, expect, openFiles, test, type Case } from "./page.ts";

const spanish: Case = {
  name: "a-es",
  text: "Paciente con dolor en la rodilla derecha. Niega fiebre. Leucocitos 12.300/mm3. Se inició enalapril 20 mg vo.",
};
const italian: Case = {
  name: "a-it",
  text: "Paziente con dolore al ginocchio sinistro. Riferisce febbre. Leucociti 12,300/mm3. È stato iniziato enalaprile 20 g per os.",
};

async function compare(page: import("@playwright/test").Page, tellings: Case[]): Promise<void> {
  await openFiles(page, tellings);
  await page.getByRole("link", { name: "Compare" }).click();
  await expect(page.locator(".choices input:checked")).toHaveCount(tellings.length);
  await page.locator(".chooser button[type=submit]").click();
  await expect(page.locator(".columns")).toBeVisible();
}

test("what a translation broke comes first, with the words of each telling", async ({ page }) => {
  await compare(page, [spanish, italian]);
  const faults = page.locator(".faults li");
  const side = faults.filter({ hasText: "Side changed" });
  await expect(side).toHaveClass(/high/);
  await expect(side).toContainText("Another side stands where the others agree on one.");
  await expect(side.locator("dl > div").first()).toContainText("rodilla derecha");
  await expect(side.locator(".differs")).toContainText("a-it");
  await expect(side.locator(".differs mark")).toHaveText("sinistro");
  await expect(faults.filter({ hasText: "Unit changed" })).toHaveCount(1);
  const dangers = await faults.evaluateAll((all) => all.map((one) => ["high", "moderate", "low"].findIndex((d) => one.classList.contains(d))));
  expect(dangers).toEqual([...dangers].sort());
  await side.locator("button.name").click();
  await expect(page.locator(".columns mark[data-chosen]")).toHaveCount(2);
  await expect(page.locator(".columns mark[data-chosen]").first()).toBeInViewport();
});

test("the texts stand in columns, whole; a fact lights up in all of them", async ({ page }) => {
  const tellings = ["es", "fr", "it", "pt", "ro", "en"].map((code) => example(`stroke-${code}`));
  await compare(page, tellings);
  await expect(page.locator(".columns thead th")).toHaveCount(6);
  for (const [at, { text }] of tellings.entries()) {
    const cells = await page.locator(`.columns tbody td:nth-child(${at + 1}):not(.none)`).allTextContents();
    const squeezed = (all: string) => all.replace(/\s+/g, "");
    const whole = squeezed(text);
    // In the order of the rows, which is not always that of the text.
    for (const cell of cells) expect(whole).toContain(squeezed(cell));
    expect(cells.map(squeezed).join("").length).toBeGreaterThan(whole.length * 0.98);
  }
  const fact = page.locator(".columns mark[data-fact]", { hasText: /^apixab[aá]n$/ }).first();
  const id = await fact.getAttribute("data-f");
  await fact.hover();
  const own = page.locator(`.columns mark[data-f="${id}"]`);
  expect(await own.count()).toBe(6);
  await expect(page.locator(".columns [data-lit]")).toHaveCount(6);
  await fact.click();
  const strip = page.locator(".strip");
  await expect(strip.locator("h3")).toHaveText("Apixaban");
  await expect(strip.locator("dl > div")).toHaveCount(6);
  await strip.getByRole("button", { name: "Close" }).click();
  await expect(strip).toHaveCount(0);
  // Hundreds of facts, one stop of the keyboard.
  await expect(page.locator('.columns mark[tabindex="0"]')).toHaveCount(1);
  await fact.focus();
  await page.keyboard.press("Home");
  await expect(page.locator(".columns mark[data-fact]").first()).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(strip).toBeVisible();
});

test("what all say alike can be left out", async ({ page }) => {
  await compare(page, [spanish, italian]);
  const facts = page.locator(".columns mark[data-fact]");
  const all = await facts.count();
  await page.getByLabel("Show").selectOption("unlike");
  const unlike = await facts.count();
  expect(unlike).toBeGreaterThan(0);
  expect(unlike).toBeLessThan(all);
  await page.getByLabel("Show").selectOption("faults");
  await expect(facts).toHaveCount(0);
  expect(await page.locator(".columns mark[data-fault]").count()).toBeGreaterThan(2);
});

test("two to seven, no fewer and no more; loading again keeps the choice and the comparison", async ({ page }) => {
  const seven = Array.from({ length: 8 }, (_, at) => ({ name: `t${at}`, text: spanish.text }));
  await openFiles(page, seven);
  await page.getByRole("link", { name: "Compare" }).click();
  const run = page.locator(".chooser button[type=submit]");
  await expect(run).toBeDisabled();
  await page.getByLabel("t7").uncheck();
  await expect(run).toBeEnabled();
  await run.click();
  await expect(page.locator(".columns thead th")).toHaveCount(7);
  await expect(page.locator(".faults")).toContainText("No fault was found.");
  await page.reload();
  await expect(page.locator(".columns thead th")).toHaveCount(7);
  await expect(page.getByLabel("t7")).not.toBeChecked();
  for (const name of ["t1", "t2", "t3", "t4", "t5", "t6"]) await page.getByLabel(name).uncheck();
  await expect(run).toBeDisabled();
});
