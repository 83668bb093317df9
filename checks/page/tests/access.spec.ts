import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { example, expect, openFiles, picture, test } from "./page.ts";

/** Every view of the page, and how one gets there. */
const views: Record<string, (page: Page) => Promise<void>> = {
  intake: async (page) => {
    await page.goto("/");
    await expect(page.locator("#paste")).toBeVisible();
  },
  facts: async (page) => {
    await openFiles(page, [example("heart-failure-es")]);
    await page.locator(".document mark", { hasText: /^fiebre$/ }).click();
    await expect(page.locator(".card")).toBeVisible();
  },
  problems: (page) => tab(page, "Problems"),
  values: async (page) => {
    await tab(page, "Values");
    await page.locator(".values tbody .name").nth(3).click();
    await expect(page.locator(".card svg.bar")).toBeVisible();
  },
  timeline: (page) => tab(page, "Time line"),
  document: (page) => tab(page, /^Document/),
  compare: async (page) => {
    await openFiles(page, ["es", "it", "ro"].map((code) => example(`stroke-${code}`)));
    await page.getByRole("link", { name: "Compare" }).click();
    await page.locator(".chooser button[type=submit]").click();
    await page.locator(".columns mark[data-fact]").first().click();
    await expect(page.locator(".strip")).toBeVisible();
  },
  lexicon: async (page) => {
    await page.goto("/#/lexicon/fever");
    await page.getByRole("searchbox").fill("fever");
    await expect(page.locator(".lexicon .facts li").first()).toBeVisible();
    await expect(page.locator(".concept dl")).toBeVisible();
  },
  checking: async (page) => {
    await openFiles(page, [example("stroke-es")]);
    await page.getByRole("button", { name: "Keep for checking" }).click();
    await page.locator(".checks .name").nth(2).click();
    await page.locator(".card").getByRole("button", { name: "Change" }).click();
    await expect(page.locator("form.draft")).toBeVisible();
  },
  reviewer: async (page) => {
    await page.goto("/#/checking/stroke-es");
    await page.locator(".checks .quick button").first().click();
    await expect(page.getByRole("dialog")).toBeVisible();
  },
  kept: async (page) => {
    await page.goto("/#/checking");
    await expect(page.locator(".kept tbody tr").first()).toBeVisible();
  },
  try: async (page) => {
    await page.goto("/try");
    await page.locator(".operation summary", { hasText: "/v1/extract" }).first().click();
    await expect(page.locator(".operation[open]")).toBeVisible();
  },
};

async function tab(page: Page, name: string | RegExp): Promise<void> {
  await openFiles(page, [example("heart-failure-es")]);
  await page.getByRole("tab", { name }).click();
}

const ways = [
  { name: "light", colorScheme: "light", width: 1440, height: 900 },
  { name: "dark", colorScheme: "dark", width: 1440, height: 900 },
  { name: "phone", colorScheme: "light", width: 360, height: 740 },
] as const;

for (const { name: way, colorScheme, width, height } of ways) {
  test.describe(way, () => {
    test.use({ colorScheme, viewport: { width, height } });
    for (const [name, go] of Object.entries(views)) {
      test(`${name}: nothing that axe finds, nothing wider than the window`, async ({ page }) => {
        await go(page);
        await page.mouse.move(0, 0);
        await page.screenshot({ path: picture(`${name}-${way}`) });
        const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]).analyze();
        const told = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
        expect(told).toEqual([]);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(wide).toBeLessThanOrEqual(0);
      });
    }
  });
}

test("axe finds what is wrong, where something is", async ({ page }) => {
  await views["facts"]!(page);
  await page.evaluate(() => {
    for (const part of document.querySelectorAll("[aria-label]")) part.removeAttribute("aria-label");
    document.querySelector("main")?.setAttribute("role", "presentation");
  });
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.length).toBeGreaterThan(0);
});

for (const code of ["es", "fr", "it", "pt", "ro"]) {
  test.describe(() => {
    test.use({ viewport: { width: 360, height: 740 }, locale: code });
    test(`${code}: no line of the page is too long for a phone`, async ({ page }) => {
      await openFiles(page, [example("heart-failure-fr")]);
      await page.locator(".legend summary").click();
      for (const part of await page.getByRole("tab").all()) {
        await part.click();
        expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
      }
      await page.screenshot({ path: picture(`phone-${code}`), fullPage: true });
    });
  });
}

test("the colours follow the system, or the reader", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto("/");
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await ground();
  await page.getByLabel("Colours").selectOption("light");
  const light = await ground();
  expect(light).not.toBe(dark);
  await page.reload();
  expect(await ground()).toBe(light);
  await page.emulateMedia({ colorScheme: "light" });
  await page.getByLabel("Colours").selectOption("dark");
  expect(await ground()).toBe(dark);
  await page.getByLabel("Colours").selectOption("auto");
  expect(await ground()).toBe(light);
});

test("kind and presence are told without colour", async ({ page }) => {
  await openFiles(page, [example("heart-failure-es")]);
  const look = (name: string) =>
    page
      .locator(`.document mark.${name}:not(.absent, .possible)`)
      .first()
      .evaluate((mark) => {
        const { borderTopStyle, borderBottomStyle, borderBottomWidth, fontStyle, borderBottomLeftRadius, backgroundColor } = getComputedStyle(mark);
        return [borderTopStyle, borderBottomStyle, borderBottomWidth, fontStyle, borderBottomLeftRadius, backgroundColor === "rgba(0, 0, 0, 0)"].join();
      });
  const kinds = ["problem", "finding", "measurement", "medication", "procedure", "organism", "device"];
  expect(new Set(await Promise.all(kinds.map(look))).size).toBe(kinds.length);
  const absent = page.locator(".document mark.absent").first();
  expect(await absent.evaluate((mark) => getComputedStyle(mark).textDecorationLine)).toContain("line-through");
  expect(await absent.evaluate((mark) => getComputedStyle(mark, "::before").content)).toContain("−");
  const family = page.locator('.document mark[data-before~="fam"]').first();
  expect(await family.evaluate((mark) => getComputedStyle(mark, "::before").content)).toContain("fam");
});

test("the keyboard is seen where it is, and reaches all", async ({ page }) => {
  await openFiles(page, [example("stroke-en")]);
  await page.keyboard.press("Tab");
  await expect(page.locator(".skip")).toBeFocused();
  const reached = new Set<string>();
  for (let step = 0; step < 60; step++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const focused = document.activeElement!;
      const { outlineStyle, outlineWidth } = getComputedStyle(focused);
      const part = focused.closest(".bar, .documents, .case-head, .legend, .document, .tabs, .view, .foot");
      return { part: part?.className.split(" ")[0] ?? "", seen: outlineStyle !== "none" && outlineWidth !== "0px", tag: focused.outerHTML.slice(0, 80) };
    });
    expect(at.seen, at.tag).toBe(true);
    reached.add(at.part);
  }
  expect([...reached]).toEqual(expect.arrayContaining(["bar", "documents", "case-head", "legend", "document", "tabs", "view"]));
});

test("on paper there is nothing to press", async ({ page }) => {
  await openFiles(page, [example("stroke-en")]);
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".tabs")).toBeHidden();
  await expect(page.locator(".legend")).toBeHidden();
  await expect(page.locator(".document mark").first()).toBeVisible();
  await expect(page.locator(".view .facts").first()).toBeVisible();
  await page.pdf({ path: picture("paper").replace(/png$/, "pdf") });
});
