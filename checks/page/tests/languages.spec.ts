import { example, expect, openFiles, paste, test, view, words } from "./page.ts";

const locales = { es: "es-ES", fr: "fr-FR", it: "it-IT", pt: "pt-PT", ro: "ro-RO", en: "en-GB" };
const codes = Object.keys(locales) as (keyof typeof locales)[];

for (const code of codes) {
  test.describe(() => {
    test.use({ locale: locales[code] });
    test(`${code}: the page speaks it, concepts too, and writes numbers as it does`, async ({ page, request }) => {
      const table = words(code);
      const given = example("stroke-en");
      await openFiles(page, [given]);
      await expect(page.locator("html")).toHaveAttribute("lang", code);
      const { record, labels } = await view(request, given.text, code);
      await expect(page.locator(".bar nav a").first()).toHaveText(table["nav.read"]!);
      await expect(page.getByRole("tab")).toHaveText(
        ["record", "problems", "values", "timeline", "document"].map((tab) => new RegExp(`^${table[`tab.${tab}`]!}`)),
      );
      const atrial = record.mentions.find(({ concept, presence }) => concept?.id === "atrial-fibrillation" && presence === "present")!;
      await page.locator(`mark[id="${atrial.id}"]`).click();
      const own = labels["atrial-fibrillation"]!;
      await expect(page.locator(".card h3")).toHaveText(own.charAt(0).toLocaleUpperCase(code) + own.slice(1));
      await expect(page.locator(".card")).toContainText(table["card.why"]!);
      await page.getByRole("tab").nth(2).click();
      const grouped = new Intl.NumberFormat(locales[code]).format(245000);
      await expect(page.locator(".values tbody tr", { hasText: grouped })).toHaveCount(1);
      const part = new Intl.NumberFormat(locales[code]).format(13.4);
      await expect(page.locator(".values tbody", { hasText: part }).first()).toBeVisible();
      if (code !== "en") {
        const english = words("en");
        const spoken = await page.locator("body").innerText();
        const left = ["tab.record", "filter.label", "nav.compare", "app.purpose", "card.confidence", "value.abnormal", "doc.keep"];
        for (const key of left) {
          expect(spoken).toContain(table[key]);
          if (table[key] !== english[key]) expect(spoken).not.toMatch(new RegExp(`(^|[^\\p{L}])${english[key]}([^\\p{L}]|$)`, "u"));
        }
      }
    });
  });
}

test("the language is chosen, kept, and read anew", async ({ page }) => {
  await paste(page, example("stroke-ro").text);
  await expect(page.getByRole("tab").first()).toHaveText("All facts");
  await page.getByLabel("Language of the page").selectOption("ro");
  await expect(page.getByRole("tab").first()).toHaveText("Toate faptele");
  await expect(page.locator(".view .name", { hasText: /hipertensiune/i }).first()).toBeVisible();
  await page.reload();
  await expect(page.getByRole("tab").first()).toHaveText("Toate faptele");
  await expect(page.locator("html")).toHaveAttribute("lang", "ro");
  expect(await page.evaluate(() => document.title)).toContain("Citire");
  // The letters of the language, not those that look like them.
  expect(await page.locator("body").innerText()).not.toMatch(/[şţŞŢ]/);
});

test.describe(() => {
  test.use({ locale: "pt-BR" });
  test("a Brazilian reader gets Portuguese, with the numbers of Brazil", async ({ page }) => {
    await openFiles(page, [example("stroke-pt")]);
    await expect(page.locator("html")).toHaveAttribute("lang", "pt");
    await page.getByRole("tab", { name: "Valores" }).click();
    await expect(page.locator(".values tbody", { hasText: "245.000" }).first()).toBeVisible();
  });
});

test.describe(() => {
  test.use({ locale: "de-DE" });
  test("who speaks none of the languages gets English", async ({ page }) => {
    await page.goto("/");
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await expect(page.locator("h1")).toHaveText("Read a document");
  });
});
