import assert from "node:assert/strict";
import { test } from "node:test";
import type { Value } from "../src/api/types.ts";
import { frequencyWords } from "../src/record/said.ts";
import { durationWords, inDays, moment, span } from "../src/record/spans.ts";
import { join, unit } from "../src/record/units.ts";
import { abnormal, bar, normal, number, shown, usual } from "../src/record/values.ts";
import { language } from "../src/words/index.ts";

const value = (given: Partial<Value>): Value => ({
  number: null,
  low: null,
  high: null,
  unit_text: null,
  unit: null,
  canonical: null,
  interpretation: null,
  ...given,
});
const plain = (text: string | null) => text?.replace(/[\u00a0\u202f]/g, " ") ?? null;

test("numbers are written as the language does, with all their digits", () => {
  language.value = "es";
  assert.equal(number(245000), "245.000");
  assert.equal(number(8450), "8450");
  assert.equal(number(0.0625), "0,0625");
  language.value = "fr";
  assert.equal(plain(number(245000)), "245 000");
  language.value = "en";
  assert.equal(number(13.4), "13.4");
});

test("a value is shown with what the text has, and no more", () => {
  language.value = "en";
  assert.equal(plain(shown(value({ number: 0.5, comparator: "<", unit: "mg/dL", unit_text: "mg/dl" }))), "< 0.5 mg/dL");
  assert.equal(plain(shown(value({ low: 10, high: 15, unit: "%" }))), "10–15%");
  assert.equal(plain(shown(value({ text: "positive", interpretation: "POS" }))), "positive");
  assert.equal(plain(shown(value({ number: 139, assumed_unit: "mmol/L" }))), "139 mmol/L");
  assert.equal(plain(shown(value({ number: 139 }))), "139");
  assert.equal(plain(shown(value({ number: 37.5, unit: "Cel" }))), "37.5°C");
  assert.equal(plain(shown(value({ number: 72, unit: "a" }))), "72 years");
  language.value = "ro";
  assert.equal(plain(shown(value({ text: "positive" }))), "pozitiv");
  assert.equal(plain(shown(value({ number: 72, unit: "a" }))), "72 de ani");
});

test("the usual unit is told only where it is another", () => {
  language.value = "en";
  const count = value({ number: 12300, unit: "/mm3", canonical: { number: 12.3, unit: "10*9/L" } });
  assert.equal(plain(usual(count)), "12.3 10⁹/L");
  assert.equal(usual(value({ number: 12.3, unit: "10*9/L", canonical: { number: 12.3, unit: "10*9/L" } })), null);
});

test("a range has its unit where the number beside it has another", () => {
  language.value = "en";
  const reference_range = { low: 4, high: 11, unit: "10*9/L", source: "x" };
  assert.equal(plain(normal(value({ number: 5, reference_range }))), "4–11 10⁹/L");
  assert.equal(plain(normal(value({ number: 5, canonical: { number: 5, unit: "10*9/L" }, reference_range }))), "4–11");
  assert.equal(plain(normal(value({ reference_range: { low: 96, high: null, unit: "%", source: "x" } }))), "≥ 96%");
});

test("a value lies where its range puts it", () => {
  const at = (number: number, low: number | null, high: number | null, comparator?: "<" | ">") => {
    const of = value({ number, unit: "g/L", reference_range: { low, high, unit: "g/L", source: "x" }, ...(comparator ? { comparator } : {}) });
    const found = bar(of);
    return found && [found.at, found.points];
  };
  assert.deepEqual(at(10, 10, 20), [30, null]);
  assert.deepEqual(at(20, 10, 20), [70, null]);
  assert.deepEqual(at(500, 10, 20), [96, "right"]);
  assert.deepEqual(at(-500, 10, 20), [4, "left"]);
  assert.deepEqual(at(8, null, 8), [50, null]);
  assert.deepEqual(at(48, 96, null), [25, null]);
  assert.deepEqual(at(8, null, 8, "<"), [50, "left"]);
  assert.equal(at(1, null, null), null);
  assert.equal(at(1, 2, 2), null);
  assert.equal(at(1, null, 0), null);
});

test("a number in another unit has no place on the scale", () => {
  const reference_range = { low: 1, high: 2, unit: "g/L", source: "x" };
  assert.equal(bar(value({ number: 5, unit: "mg/dL", reference_range })), null);
  assert.equal(bar(value({ number: 5, unit: "mg/dL", canonical: { number: 1.5, unit: "g/L" }, reference_range }))?.at, 50);
});

test("abnormal is what has a flag that warns", () => {
  for (const interpretation of ["L", "H", "LL", "HH", "A", "POS"] as const) assert.ok(abnormal(value({ interpretation })));
  for (const interpretation of ["N", "NEG", null] as const) assert.ok(!abnormal(value({ interpretation })));
});

test("units as they are written by hand", () => {
  assert.equal(unit("10*9/L"), "10⁹/L");
  assert.equal(unit("mm[Hg]"), "mmHg");
  assert.equal(unit("[pH]"), "");
  assert.equal(unit("umol/L"), "µmol/L");
  assert.equal(unit("/uL"), "/µL");
  assert.equal(unit("u/L"), "u/L");
  assert.equal(unit("{beats}/min"), "/min");
  assert.equal(unit("1"), "");
  assert.equal(plain(join("80", "mmHg")), "80 mmHg");
  assert.equal(join("97", "%"), "97%");
});

test("durations in words and in order", () => {
  language.value = "en";
  assert.equal(durationWords("P7D"), "7 days");
  assert.equal(durationWords("PT1H"), "1 hour");
  assert.equal(durationWords("P1Y2M"), "P1Y2M");
  assert.equal(inDays("P2W"), 14);
  assert.equal(inDays("PT12H"), 0.5);
  assert.equal(inDays("2019-03"), null);
  assert.equal(inDays("P"), null);
  language.value = "es";
  assert.equal(span(1, "mo"), "1 mes");
  language.value = "ro";
  assert.equal(plain(span(20, "d")), "20 de zile");
  assert.equal(span(3, "fortnight"), "3 fortnight");
});

test("dates as far as they are known", () => {
  language.value = "fr";
  assert.equal(moment("2019-03-01"), "1 mars 2019");
  assert.equal(moment("2019-03"), "mars 2019");
  assert.equal(moment("2019"), "2019");
  for (const odd of ["2019-13-01", "2019-02-31", "19-03", "later", "", "2019-03-01x"]) assert.equal(moment(odd), odd);
  language.value = "en";
  assert.match(moment("2019-03-01T08:30"), /1 March 2019.*08:30/);
});

test("how often, in words", () => {
  language.value = "en";
  assert.equal(frequencyWords({ times: 1, period: 8, period_unit: "h" }), "every 8 hours");
  assert.equal(frequencyWords({ times: 2, period: 1, period_unit: "d" }), "2×/day");
  assert.equal(frequencyWords({ pattern: "1-0-1" }), "1-0-1");
  assert.equal(frequencyWords({ as_needed: true }), "as needed");
  assert.equal(frequencyWords({ text: "now and then" }), "“now and then”");
  language.value = "it";
  assert.equal(frequencyWords({ times: 1, period: 24, period_unit: "h" }), "ogni 24 ore");
});
