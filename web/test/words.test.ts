import assert from "node:assert/strict";
import { test } from "node:test";
import { readFileSync, readdirSync } from "node:fs";
import { clean, harmless } from "../src/text/clean.ts";
import { capital, language, localeFor, name, preferred, say } from "../src/words/index.ts";

const folder = new URL("../../src/words/", import.meta.url);
const tables = Object.fromEntries(
  readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => [file.slice(0, -5), JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Record<string, string>]),
);

test("every language has every key, with the same places to fill", () => {
  const { en, ...others } = tables;
  const holes = (words: string) => (words.match(/\{\w+\}/g) ?? []).sort();
  for (const [code, table] of Object.entries(others)) {
    assert.deepEqual(Object.keys(table), Object.keys(en!), code);
    for (const [key, words] of Object.entries(table)) {
      assert.deepEqual(holes(words), holes(en![key]!), `${code} ${key}`);
      assert.notEqual(words.trim(), "", `${code} ${key}`);
    }
  }
});

test("letters and signs are those of the language", () => {
  const all = (code: string) => Object.values(tables[code]!).join("\n");
  assert.doesNotMatch(all("ro"), /[şţŞŢ]/);
  assert.match(all("ro"), /[șț]/);
  // A French sign of two parts has a blank before it.
  assert.doesNotMatch(all("fr"), /[^\s\u00a0\u202f][?!;:](\s|$)/);
  assert.doesNotMatch(Object.values(tables).map((table) => Object.values(table).join("\n")).join("\n"), /'|\.\.\./);
});

test("the reader's first language that there is, with the reader's own country", () => {
  assert.equal(preferred(["de-DE", "pt-BR", "en"]), "pt");
  assert.equal(preferred(["de"]), "en");
  assert.equal(preferred([]), "en");
  assert.equal(localeFor("pt", ["en", "pt-BR"]), "pt-BR");
  assert.equal(localeFor("pt", ["en"]), "pt-PT");
});

test("places are filled, with numbers as the language writes them", () => {
  language.value = "es";
  assert.equal(say("filter.shown", { shown: 12, all: 12345 }), "12 de 12.345 menciones mostradas");
  assert.equal(say("docs.close", { name: "{all} $&" }), "Cerrar {all} $&");
});

test("a name that the page has no word for is shown as it is", () => {
  language.value = "en";
  assert.equal(name("kind", "body-site"), "body site");
  assert.equal(name("kind", "my-own"), "my own");
  assert.equal(name("kind", "constructor"), "constructor");
  assert.equal(capital("ictus"), "Ictus");
  assert.equal(capital(""), "");
});

test("nothing of a document takes hold of what shows it, and no offset moves", () => {
  assert.equal(clean(" a\r\n\t b\u001b[31mred\u202e\0"), "a b\ufffd[31mred\ufffd\ufffd");
  const odd = "a\u202eb\u0000🫀\n\tc";
  assert.equal(harmless(odd).length, odd.length);
  assert.equal(harmless(odd), "a\ufffdb\ufffd🫀\n\tc");
});
