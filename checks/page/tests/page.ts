// What the tests share: opening documents, and what is asked of every page: no complaint, nothing from elsewhere.
import { readdirSync, readFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test as base, type APIRequestContext, type Page } from "@playwright/test";

export { expect };

const root = join(import.meta.dirname, "..", "..", "..");

export interface Mention {
  id: string;
  kind: string;
  start: number;
  end: number;
  fragments?: [number, number][];
  text: string;
  concept: { id: string; label: string; codes: { system: string; code: string }[] } | null;
  presence: string;
  experiencer: string;
  time: string;
  confidence: number;
  cues: { role: string; rule?: string; start: number; end: number }[];
}

export interface CaseRecord {
  document: { id: string; language: string; length: number };
  mentions: Mention[];
  sections: { kind: string; start: number; end: number }[];
  relations: { kind: string; from: string; to: string }[];
  warnings: { code: string }[];
}

export interface Case {
  name: string;
  text: string;
}

/** The cases of `examples/`, and others where they lie beside the repository. */
export function cases(): Case[] {
  const folders = [join(root, "examples"), join(root, "..", "shared", "cases")].filter((folder) => existsSync(folder));
  return folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".txt"))
      .sort()
      .map((name) => ({ name: name.slice(0, -4), text: readFileSync(join(folder, name), "utf8") })),
  );
}

export function example(name: string): Case {
  const found = cases().find((one) => one.name === name);
  if (!found) throw new Error(`there is no example ${name}`);
  return found;
}

/** The words of the page in a language. */
export function words(language: string): Record<string, string> {
  return JSON.parse(readFileSync(join(root, "web", "src", "words", `${language}.json`), "utf8")) as Record<string, string>;
}

/** Where pictures are put, for people to look at. */
export function picture(name: string): string {
  return join(process.env["EPICRISIS_OUT"] ?? join(root, "target", "page"), "pictures", `${name}.png`);
}

interface Given {
  /** What the browser may complain of in this test. */
  complaints: RegExp | null;
}

export const test = base.extend<Given & { quiet: void }>({
  complaints: [null, { option: true }],
  quiet: [
    async ({ context, baseURL, complaints }, use) => {
      const heard: string[] = [];
      const watch = (page: Page) => {
        page.on("console", (message) => {
          if (message.type() === "error" || message.type() === "warning") heard.push(message.text());
        });
        page.on("pageerror", (error) => heard.push(String(error)));
        page.on("request", (request) => {
          const url = request.url();
          if (!url.startsWith(`${baseURL}`) && !url.startsWith("blob:")) heard.push(`asked ${url}`);
        });
      };
      context.on("page", watch);
      for (const page of context.pages()) watch(page);
      await use();
      expect(heard.filter((message) => !complaints?.test(message))).toEqual([]);
    },
    { auto: true },
  ],
});

/** Pastes a text and waits until it is read. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.goto("/#/read");
  await page.locator("#paste").fill(text);
  await page.locator(".intake button[type=submit]").click();
  await expect(page.locator(".document")).toBeVisible();
}

/** Opens files and waits until the first is read. */
export async function openFiles(page: Page, files: Case[]): Promise<void> {
  await page.goto("/#/read");
  const given = files.map(({ name, text }) => ({ name: `${name}.txt`, mimeType: "text/plain", buffer: Buffer.from(text) }));
  await page.locator("input[type=file]").setInputFiles(given);
  await expect(page.locator(".document")).toBeVisible();
}

/** What the service says of a text; as a text field hands it over, with its line ends. */
export async function view(
  request: APIRequestContext,
  text: string,
  language = "en",
): Promise<{ record: CaseRecord; labels: Record<string, string> }> {
  const answer = await request.post("/v1/view", { data: { id: "x", text, interface: language } });
  expect(answer.ok()).toBe(true);
  return (await answer.json()) as { record: CaseRecord; labels: Record<string, string> };
}

/** A mark as the browser has it: which code points of the text it covers, counted by the browser alone. */
export interface Mark {
  id: string;
  start: number;
  end: number;
  text: string;
  classes: string[];
}

/** All marks, and the text that is shown. */
export async function shown(page: Page): Promise<{ text: string; marks: Mark[] }> {
  return page.evaluate(() => {
    const passages = [...document.querySelectorAll(".document .passage p")];
    const before = new Map<Element, number>();
    let at = 0;
    let text = "";
    const marks: { id: string; start: number; end: number; text: string; classes: string[] }[] = [];
    const walk = (node: Node): void => {
      if (node instanceof Text) {
        at += Array.from(node.data).length;
        text += node.data;
      } else if (node instanceof Element) {
        before.set(node, at);
        for (const child of node.childNodes) walk(child);
        if (node instanceof HTMLElement && node.matches("mark[data-m]")) {
          const start = before.get(node) ?? 0;
          marks.push({ id: node.dataset["m"] ?? "", start, end: at, text: node.textContent ?? "", classes: [...node.classList] });
        }
      }
    };
    for (const passage of passages) walk(passage);
    return { text, marks: marks.sort((a, b) => a.start - b.start || b.end - a.end) };
  });
}

/** The code points that marks cover, by mention. */
export function covered(marks: Mark[]): Map<string, Set<number>> {
  const points = new Map<string, Set<number>>();
  for (const { id, start, end } of marks) {
    const set = points.get(id) ?? new Set<number>();
    points.set(id, set);
    for (let point = start; point < end; point++) set.add(point);
  }
  return points;
}

/** The code points of a mention, by its record. */
export function points(mention: Mention): Set<number> {
  const parts = mention.fragments?.length ? mention.fragments : [[mention.start, mention.end] as [number, number]];
  return new Set(parts.flatMap(([start, end]) => Array.from({ length: end - start }, (_, at) => start + at)));
}

/** Chooses a format to save in. */
export async function choose(page: Page, format: string): Promise<void> {
  await page.locator(".menu summary").click();
  await page.locator(".menu").getByRole("button", { name: format, exact: true }).click();
}
