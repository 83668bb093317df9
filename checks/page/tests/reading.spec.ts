import { readFileSync } from "node:fs";
import { cases, choose, covered, example, expect, openFiles, paste, points, shown, test, view } from "./page.ts";

for (const { name, text } of cases()) {
  test(`${name}: marks stand where the record says`, async ({ page, request }) => {
    await paste(page, text);
    const pasted = text.replace(/\r\n?/g, "\n");
    const { record } = await view(request, pasted);
    const seen = await shown(page);
    expect(seen.text).toBe(pasted);
    const marked = covered(seen.marks);
    expect([...marked.keys()].sort()).toEqual(record.mentions.map(({ id }) => id).sort());
    for (const mention of record.mentions) {
      expect(marked.get(mention.id), mention.id).toEqual(points(mention));
      const mark = page.locator(`mark[id="${mention.id}"]`);
      await expect(mark).toHaveCount(1);
      const classes = seen.marks.find(({ id }) => id === mention.id)?.classes ?? [];
      expect(classes).toContain(mention.kind);
      expect(classes.includes("absent"), mention.id).toBe(mention.presence === "absent");
    }
  });
}

const heart = "🫀🫁 Paciente de 64 años 𝛽 con disnea. Niega fiebre 🌡️ y tos.\n👩🏽‍⚕️ Exploración: TA 150/90 mmHg 😀, SatO2 88%.";

test("characters beyond the basic plane move nothing", async ({ page, request }) => {
  await paste(page, heart);
  const { record } = await view(request, heart);
  const seen = await shown(page);
  expect(seen.text).toBe(heart);
  expect(record.mentions.length).toBeGreaterThan(4);
  for (const mention of record.mentions) {
    expect(covered(seen.marks).get(mention.id)).toEqual(points(mention));
    const letters = Array.from(heart);
    const own = seen.marks.filter(({ id }) => id === mention.id).map(({ text }) => text);
    const parts = mention.fragments?.length ? mention.fragments : [[mention.start, mention.end] as const];
    expect(own.join("")).toBe(parts.map(([start, end]) => letters.slice(start, end).join("")).join(""));
  }
});

test("a text of another kind of line ends is one text", async ({ page }) => {
  await openFiles(page, [{ name: "crlf", text: "Antecedentes: HTA.\r\nNiega fiebre.\r\n" }]);
  const { text, marks } = await shown(page);
  expect(text.replace(/\r\n/g, "\n")).toBe("Antecedentes: HTA.\nNiega fiebre.\n");
  expect(marks.map(({ text }) => text)).toEqual(expect.arrayContaining(["HTA", "fiebre"]));
});

test("the pointer on a mark lights the fact, and on a fact its marks, and nothing else", async ({ page }) => {
  await openFiles(page, [example("heart-failure-es")]);
  const lit = page.locator("[data-lit]");
  await expect(lit).toHaveCount(0);
  const mark = page.locator(".document mark", { hasText: /^lumbalgia$/ });
  const fact = await mark.getAttribute("data-f");
  await mark.hover();
  const own = await page.locator(`[data-f="${fact}"]`).count();
  expect(own).toBeGreaterThan(3);
  await expect(lit).toHaveCount(own);
  await expect(page.locator(`.view li[data-f="${fact}"]`)).toHaveAttribute("data-lit", "");
  await page.locator(".bar").first().hover();
  await expect(lit).toHaveCount(0);
  await page.locator(`.view li[data-f="${fact}"]`).hover();
  await expect(lit).toHaveCount(own);
  await expect(mark).toHaveAttribute("data-lit", "");
  await expect(page.locator(".document mark", { hasText: /^disnea$/ }).first()).not.toHaveAttribute("data-lit", "");
});

test("a mark opens the card; a fact leads to its words", async ({ page }) => {
  await openFiles(page, [example("heart-failure-es")]);
  await expect(page.locator(".card")).toHaveCount(0);
  await page.locator(".document mark", { hasText: /^fiebre$/ }).click();
  const card = page.locator(".card");
  await expect(card.locator("h3")).toHaveText("Fever");
  await expect(card).toContainText("absent");
  await expect(card).toContainText("HP:0001945");
  await expect(card.locator(".why")).toContainText("negation");
  await expect(card.locator(".why")).toContainText("Negaba");
  await expect(card.locator(".why")).toContainText("holds for");
  await expect(page.locator(".view li.chosen")).toContainText("Fever");
  await expect(page.locator(".view li.chosen")).toBeInViewport();
  await page.locator(".view .facts button.name", { hasText: "Mitral regurgitation" }).click();
  await expect(page.locator(".document mark[data-chosen]")).toHaveText("insuficiencia mitral grave");
  await expect(page.locator(".document mark[data-chosen]")).toBeInViewport();
  await expect(card).toContainText("found on");
  await card.locator(".links button", { hasText: "Echocardiogram" }).click();
  await expect(card.locator("h3")).toHaveText("Echocardiogram");
  await expect(card).toContainText("showed");
  await card.getByRole("button", { name: "Close" }).click();
  await expect(card).toHaveCount(0);
});

test("the keyboard goes on where another part of the page begins", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("link", { name: "Lexicon" }).press("Enter");
  await expect(page.locator("#main")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("searchbox")).toBeFocused();
});

test("all of it by the keyboard", async ({ page }) => {
  await openFiles(page, [example("stroke-en")]);
  const marks = page.locator(".document mark[id]");
  await expect(page.locator('.document mark[tabindex="0"]')).toHaveCount(1);
  await marks.first().focus();
  await page.keyboard.press("ArrowRight");
  await expect(marks.nth(1)).toBeFocused();
  await page.keyboard.press("End");
  await expect(marks.last()).toBeFocused();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  await expect(marks.nth(1)).toBeFocused();
  await expect(page.locator('.document mark[tabindex="0"]')).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(page.locator(".card h3")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.locator(".card")).toHaveCount(0);
  await expect(marks.nth(1)).toBeFocused();
  await page.getByRole("tab", { name: "All facts" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: "Problems" })).toHaveAttribute("aria-selected", "true");
});

test("values are judged, and the abnormal ones can be had alone", async ({ page }) => {
  await openFiles(page, [example("heart-failure-es")]);
  await page.getByRole("tab", { name: "Values" }).click();
  const rows = page.locator(".values tbody tr");
  const all = await rows.count();
  const rate = rows.filter({ hasText: "Heart rate" });
  await expect(rate).toContainText("110/min");
  await expect(rate.locator(".flag")).toContainText("high");
  await expect(rate.locator("svg.bar")).toHaveCount(1);
  await expect(rows.filter({ hasText: "temperature" }).locator(".flag")).toHaveCount(0);
  await page.getByLabel("Abnormal only").check();
  const some = await rows.count();
  expect(some).toBeGreaterThan(0);
  expect(some).toBeLessThan(all);
  await expect(page.locator(".values .flag")).toHaveCount(some);
});

test("problems, the time line and the document have their views", async ({ page, request }) => {
  const given = example("heart-failure-es");
  await openFiles(page, [given]);
  const { record } = await view(request, given.text);
  await page.getByRole("tab", { name: "Problems" }).click();
  const rows = page.locator(".problems tbody tr");
  await expect(rows.filter({ hasText: "Hypertension" })).toContainText("present");
  await expect(rows.filter({ hasText: "Pulmonary embolism" })).toContainText("absent");
  await expect(rows.filter({ hasText: "in the family" })).toHaveCount(1);
  await page.getByRole("tab", { name: "Time line" }).click();
  const times = await page.locator(".moments .when").allTextContents();
  expect(times.length).toBeGreaterThan(2);
  expect(times[0]).toContain("8 years before");
  await page.getByRole("tab", { name: /^Document/ }).click();
  await expect(page.locator(".warnings > li")).toHaveCount(record.warnings.length);
  await expect(page.locator(".view")).toContainText("Spanish");
});

test("what is open is there again when the page is loaded again, until it is closed", async ({ page }) => {
  await openFiles(page, [example("stroke-es"), example("stroke-fr")]);
  await page.locator(".documents a", { hasText: "stroke-fr" }).click();
  await expect(page.locator(".case h1")).toHaveText("stroke-fr");
  await page.reload();
  await expect(page.locator(".case h1")).toHaveText("stroke-fr");
  await expect(page.locator(".document mark").first()).toBeVisible();
  await page.getByRole("button", { name: "Close stroke-fr" }).click();
  await expect(page.locator(".case h1")).toHaveText("stroke-es");
  await page.getByRole("button", { name: "Close stroke-es" }).click();
  await page.reload();
  await expect(page.locator("#paste")).toBeVisible();
  await expect(page.locator(".documents")).toHaveCount(0);
});

test("a text can be read in another language than it was taken for", async ({ page, request }) => {
  const text = "Febbre e tosse.";
  await paste(page, text);
  const field = page.locator(".case-head").getByLabel("Language of the text");
  await field.selectOption("ro");
  const answer = await request.post("/v1/view", { data: { text, language: "ro" } });
  const { record } = (await answer.json()) as { record: { document: { language: string }; mentions: { id: string }[] } };
  await expect(page.locator(".document")).toHaveAttribute("lang", "ro");
  await page.reload();
  await expect(page.locator(".document")).toHaveAttribute("lang", "ro");
  await expect(page.locator(".document mark[id]")).toHaveCount(record.mentions.length);
  await field.selectOption("");
  await expect(page.locator(".document")).not.toHaveAttribute("lang", "ro");
});

test("files are dropped on the page; what is no text is said to be none", async ({ page }) => {
  await page.goto("/");
  const drop = async (files: { name: string; bytes: number[] }[]) => {
    const data = await page.evaluateHandle((given) => {
      const transfer = new DataTransfer();
      for (const { name, bytes } of given) transfer.items.add(new File([new Uint8Array(bytes)], name));
      return transfer;
    }, files);
    await page.dispatchEvent("body", "dragover", { dataTransfer: data });
    await expect(page.locator(".drop")).toBeVisible();
    await page.dispatchEvent("body", "drop", { dataTransfer: data });
  };
  // Windows-1252, as the old systems have it.
  await drop([{ name: "old.txt", bytes: [...Buffer.from("Niega náuseas.", "latin1")] }]);
  await expect(page.locator(".document mark", { hasText: "náuseas" })).toBeVisible();
  await expect(page.locator(".drop")).toHaveCount(0);
  await drop([{ name: "picture.png", bytes: [137, 80, 78, 71, 0, 0, 0, 1] }]);
  await expect(page.getByRole("alert")).toContainText("picture.png");
  await expect(page.locator(".documents a")).toHaveCount(2);
});

test("what was read is saved in the formats of the service", async ({ page, request }) => {
  const given = example("stroke-it");
  await openFiles(page, [given]);
  const { record } = await view(request, given.text);
  const save = async (format: string) => {
    const [download] = await Promise.all([page.waitForEvent("download"), choose(page, format)]);
    return { name: download.suggestedFilename(), content: readFileSync(await download.path(), "utf8") };
  };
  const json = await save("Record (JSON)");
  expect(json.name).toBe("stroke-it.json");
  const saved = JSON.parse(json.content) as { mentions: { text: string }[] };
  expect(saved.mentions.map(({ text }) => text)).toEqual(record.mentions.map(({ text }) => text));
  const fhir = await save("FHIR R4");
  expect((JSON.parse(fhir.content) as { resourceType: string }).resourceType).toBe("Bundle");
  expect((await save("Page to be read")).content).toMatch(/^<!doctype html>/i);
});
