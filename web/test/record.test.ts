import assert from "node:assert/strict";
import { test } from "node:test";
import type { CaseRecord, Mention, ReviewMention, Stored } from "../src/api/types.ts";
import { caseOf, sectionAt } from "../src/record/facts.ts";
import { timeline, when } from "../src/record/timeline.ts";
import { passages } from "../src/read/passages.ts";
import { changeOf, draftOf } from "../src/review/draft.ts";
import { checkedView, idOf } from "../src/review/effective.ts";
import { filter, passes } from "../src/state/filter.ts";
import { viewOf } from "../src/state/view.ts";
import { language } from "../src/words/index.ts";

language.value = "en";
const text = "Fever, cough. Fever. Denies pain. For 3 days.";

function mention(id: string, start: number, end: number, given: Partial<Mention> = {}): Mention {
  const concept = given.concept === undefined ? { id: text.slice(start, end).toLowerCase(), label: text.slice(start, end), codes: [] } : given.concept;
  return {
    kind: "finding",
    text: text.slice(start, end),
    presence: "present",
    experiencer: "patient",
    time: "current",
    attributes: {},
    value: null,
    cues: [],
    confidence: 0.9,
    ...given,
    id,
    start,
    end,
    concept,
  };
}

function record(mentions: Mention[], given: Partial<CaseRecord> = {}): CaseRecord {
  return {
    schema: "epicrisis.record/1",
    document: { id: "x", language: "en", language_confidence: 1, length: text.length, sha256: "0" },
    subject: { age: null, sex: null },
    sections: [
      { kind: "present-illness", start: 0, end: 21, heading: null },
      { kind: "diagnosis", start: 21, end: 45, heading: null },
    ],
    mentions,
    relations: [],
    warnings: [],
    ...given,
  };
}

const fever = mention("m1", 0, 5);
const cough = mention("m2", 7, 12);
const again = mention("m3", 14, 19);
const pain = mention("m4", 28, 32, { presence: "absent", cues: [{ role: "negation", start: 21, end: 27 }] });

test("one thing is one fact, however often it is said; what is denied is another part", () => {
  const told = caseOf(record([fever, cough, again, pain]));
  assert.deepEqual(told.facts.map(({ block, mentions }) => [block, mentions.map(({ id }) => id)]), [
    ["findings", ["m1", "m3"]],
    ["findings", ["m2"]],
    ["absent", ["m4"]],
  ]);
  assert.equal(told.factOf.get("m3"), told.factOf.get("m1"));
});

test("two sides are two facts", () => {
  const left = mention("m1", 0, 5, { attributes: { laterality: "left" } });
  const right = mention("m3", 14, 19, { attributes: { laterality: "right" } });
  assert.equal(caseOf(record([left, right])).facts.length, 2);
  assert.equal(caseOf(record([left, mention("m3", 14, 19)])).facts.length, 1);
});

test("what was suspected and then found is told where it is found", () => {
  const suspected = mention("m1", 0, 5, { presence: "possible" });
  assert.deepEqual(caseOf(record([suspected, again])).facts.map(({ block }) => block), ["findings"]);
  assert.deepEqual(caseOf(record([suspected])).facts.map(({ block }) => block), ["uncertain"]);
});

test("a problem of the diagnosis is a diagnosis wherever it is said", () => {
  const before = mention("m1", 0, 5, { kind: "problem" });
  const there = mention("m5", 28, 32, { kind: "problem", concept: { id: "fever", label: "Fever", codes: [] } });
  assert.deepEqual(caseOf(record([before, there])).facts.map(({ block }) => block), ["diagnoses"]);
});

test("a place and a time are told with what they are of", () => {
  const site = mention("m2", 7, 12, { kind: "body-site" });
  const of = mention("m1", 0, 5, { attributes: { site: "m2" } });
  const told = caseOf(record([of, site]));
  assert.equal(told.facts.length, 1);
  assert.equal(told.factOf.get("m2")?.mentions[0].id, "m1");
});

test("the last of sections that hold a place is its section", () => {
  assert.equal(sectionAt(record([]), 20), "present-illness");
  assert.equal(sectionAt(record([]), 21), "diagnosis");
  assert.equal(sectionAt(record([]), 99), null);
});

test("the time line is in the order of time; what was not there is not on it", () => {
  const time = (id: string, start: number, iso: string, direction?: string) =>
    mention(id, start, start + 2, {
      kind: "time",
      concept: null,
      attributes: direction === undefined ? {} : ({ direction } as Mention["attributes"]),
      value: { number: null, low: null, high: null, unit: null, unit_text: null, canonical: null, interpretation: null, text: iso },
    });
  const times = [time("m5", 34, "P3D", "before"), time("m6", 36, "2019-03"), time("m7", 38, "P1Y", "before"), time("m8", 40, "P2D")];
  const at = (from: string, to: string) => ({ kind: "at-time" as const, from, to });
  const told = caseOf(record([fever, cough, pain, ...times], { relations: [at("m1", "m5"), at("m2", "m6"), at("m1", "m7"), at("m4", "m5"), at("m2", "m8")] }));
  const moments = timeline(told);
  assert.deepEqual(moments.map(({ time }) => time.id), ["m6", "m7", "m5"]);
  assert.deepEqual(moments[2]?.events.map(({ id }) => id), ["m1"]);
  assert.deepEqual(moments.map(({ time }) => when(time)), ["March 2019", "1 year before", "3 days before"]);
});

test("the text is cut at its sections and nowhere else; no character is lost", () => {
  const view = viewOf("x", text, record([fever, cough, again, pain]), new Map());
  const parts = passages(view, filter.value);
  assert.deepEqual(parts.map(({ start, end, section }) => [start, end, section]), [
    [0, 21, "present-illness"],
    [21, 45, "diagnosis"],
  ]);
  assert.equal(parts.map(({ start, end }) => view.text.slice(start, end)).join(""), text);
  const late = record([], { sections: [{ kind: "plan", start: 10, end: 45, heading: null }] });
  assert.deepEqual(passages(viewOf("x", text, late, new Map()), filter.value).map(({ start, section }) => [start, section]), [
    [0, null],
    [10, "plan"],
  ]);
});

test("of a group that nothing is pressed in, all are shown", () => {
  const view = viewOf("x", text, record([fever, pain]), new Map());
  const given = filter.value;
  assert.ok(passes(given, view, fever));
  assert.ok(!passes({ ...given, presences: new Set(["absent"] as const) }, view, fever));
  assert.ok(passes({ ...given, presences: new Set(["absent"] as const) }, view, pain));
  assert.ok(!passes({ ...given, section: "diagnosis" }, view, fever));
  assert.ok(!passes({ ...given, confidence: 0.95 }, view, fever));
});

const open = (key: string, of: Mention, given: Partial<ReviewMention> = {}): ReviewMention => ({
  key,
  origin: "engine",
  state: "open",
  kind: of.kind,
  concept: of.concept && { id: of.concept.id, label: of.concept.label },
  presence: of.presence,
  start: of.start,
  end: of.end,
  text: of.text,
  ...given,
});

function stored(mentions: ReviewMention[], relations: CaseRecord["relations"] = []): Stored {
  const made = record([fever, cough], { relations });
  return { id: "x", version: 1, text, record: made, mentions, history: [], made_with: "x" } as Stored;
}

test("what reviewers said is what is told", () => {
  const relations: CaseRecord["relations"] = [{ kind: "caused-by", from: "m1", to: "m2" }];
  const view = checkedView(
    stored(
      [
        open("t1", fever, { state: "changed", presence: "absent", concept: { id: "chills", label: "Chills" }, end: 12, text: "Fever, cough" }),
        open("t2", cough, { state: "rejected" }),
        open("r1", again, { origin: "reviewer", state: "added" }),
      ],
      relations,
    ),
    new Map(),
  );
  assert.deepEqual(view.told.record.mentions.map(({ id, presence, text }) => [id, presence, text]), [
    ["m1", "absent", "Fever, cough"],
    ["r1", "present", "Fever"],
  ]);
  assert.deepEqual(view.told.record.mentions[0]?.concept, { id: "chills", label: "Chills", codes: [] });
  assert.deepEqual(view.struck.map(({ id }) => id), ["m2"]);
  assert.deepEqual(view.told.record.relations, []);
  assert.equal(view.checked?.get("m2")?.state, "rejected");
});

test("keys of the engine are ids of the record, and others stay", () => {
  assert.equal(idOf("t12"), "m12");
  assert.equal(idOf("r3"), "r3");
  assert.equal(idOf("t"), "t");
});

test("only what is another than before is sent", () => {
  const drawn = draftOf("t1", fever);
  assert.deepEqual(changeOf(drawn, fever), { action: "accept", key: "t1" });
  assert.deepEqual(changeOf({ ...drawn, presence: "absent" }, fever), { action: "change", key: "t1", presence: "absent" });
  assert.deepEqual(changeOf({ ...drawn, end: 4 }, fever), { action: "change", key: "t1", start: 0, end: 4 });
  assert.deepEqual(changeOf({ ...drawn, concept: null }, fever), { action: "change", key: "t1", concept: null });
  assert.deepEqual(changeOf({ ...drawn, key: null }, null), {
    action: "add",
    kind: "finding",
    concept: "fever",
    presence: "present",
    start: 0,
    end: 5,
  });
});
