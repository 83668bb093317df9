import { example, expect, openFiles, shown, test, view, type Mention } from "./page.ts";

test("filters show what they say, in the text and in the record", async ({ page, request }) => {
  const given = example("heart-failure-es");
  await openFiles(page, [given]);
  const { record } = await view(request, given.text);
  const all = record.mentions.length;
  const status = page.locator(".legend .note");
  const chip = (group: string, words: RegExp) => page.getByRole("group", { name: group }).getByRole("button", { name: words });
  const shows = async (holds: (mention: Mention) => boolean) => {
    const ids = record.mentions.filter(holds).map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(0);
    await expect(status).toHaveText(`${ids.length} of ${all} mentions shown`);
    expect([...new Set((await shown(page)).marks.map(({ id }) => id))].sort()).toEqual(ids.sort());
  };
  await shows(() => true);

  await chip("Kind", /^problem/).click();
  await shows(({ kind }) => kind === "problem");
  await expect(page.locator(".view h3", { hasText: "Medication" })).toHaveCount(0);
  await expect(page.locator(".view h3", { hasText: "Problems" })).toHaveCount(1);
  await chip("Kind", /^finding/).click();
  await shows(({ kind }) => kind === "problem" || kind === "finding");
  await chip("Presence", /absent/).click();
  await shows(({ kind, presence }) => (kind === "problem" || kind === "finding") && presence === "absent");
  await page.getByRole("button", { name: "Show all" }).click();
  await shows(() => true);

  await chip("Presence", /in the family/).click();
  await shows(({ experiencer }) => experiencer === "family");
  await chip("Presence", /past/).click();
  await shows(({ experiencer, time }) => experiencer === "family" || time === "past");
  await page.getByRole("button", { name: "Show all" }).click();

  const laboratory = record.sections.filter(({ kind }) => kind === "laboratory");
  await page.getByLabel("Section").selectOption("laboratory");
  await shows(({ start }) => laboratory.some((section) => section.start <= start && start < section.end));
  await page.getByLabel("Section").selectOption("");

  const least = 0.95;
  await page.getByLabel("Confidence from").fill(String(least));
  await shows(({ confidence }) => confidence >= least);
  await expect(page.getByLabel("Confidence from")).toHaveAttribute("aria-valuetext", "95%");
});

test("the lexicon is searched by a word of any language", async ({ page }) => {
  await page.goto("/#/lexicon");
  const field = page.getByRole("searchbox");
  await field.fill("fièvre");
  const first = page.locator(".lexicon .facts li").first();
  await expect(first).toContainText("Fever");
  await expect(first).toContainText("HP:0001945");
  await first.locator("button.name").click();
  await expect(page.locator(".concept")).toContainText("febbre");
  await expect(page.locator(".concept")).toContainText("febră");
  await page.getByLabel("Kind").selectOption("organism");
  await expect(page.locator(".lexicon .facts li mark").first()).toHaveText("organism");
  await expect(page.locator(".lexicon .facts mark:not(.organism)")).toHaveCount(0);
  await field.fill("qqqqxxxx");
  await expect(page.locator(".lexicon [role=status]").first()).toHaveText("Nothing has these letters.");
});
