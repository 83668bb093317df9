/** What the record says, each thing once: mentions of one thing brought together. */
import type { Attributes, CaseRecord, Mention, Relation, SectionKind } from "../api/types.ts";
import { blockOf, type Block } from "./blocks.ts";

/** One thing that the document says, however often. */
export interface Fact {
  /** Its number in the record as it is told. */
  readonly id: number;
  readonly block: Block;
  /** In the order of the document; never empty. */
  readonly mentions: [Mention, ...Mention[]];
  /** The section of the first. */
  readonly section: SectionKind | null;
}

/** A record, ready to be told. */
export interface Case {
  readonly record: CaseRecord;
  readonly mentions: ReadonlyMap<string, Mention>;
  readonly facts: readonly Fact[];
  /** The fact that tells a mention; of a place or a time, the fact whose place or time it is. */
  readonly factOf: ReadonlyMap<string, Fact>;
  /** The relations that lead away from a mention, and to it. */
  readonly from: ReadonlyMap<string, readonly Relation[]>;
  readonly to: ReadonlyMap<string, readonly Relation[]>;
}

/** So many things of one concept are kept apart; comparing each with all would take time with the square of a document. */
const mostAlike = 32;

/** The section that a code point lies in. */
export function sectionAt(record: CaseRecord, at: number): SectionKind | null {
  return record.sections.findLast((section) => section.start <= at && at < section.end)?.kind ?? null;
}

export function caseOf(record: CaseRecord): Case {
  const mentions = new Map(record.mentions.map((mention) => [mention.id, mention]));
  const facts = collect(record, mentions);
  const factOf = new Map<string, Fact>();
  for (const fact of facts) for (const mention of fact.mentions) factOf.set(mention.id, fact);
  borrow(record, factOf);
  return { record, mentions, facts, factOf, from: by(record.relations, "from"), to: by(record.relations, "to") };
}

/** Places of the body and times are told with what they are places and times of. */
function borrow(record: CaseRecord, factOf: Map<string, Fact>): void {
  const pairs = record.mentions.flatMap((mention) =>
    [mention.attributes.site, mention.attributes.specimen].flatMap((to) => (to == null ? [] : [[to, mention.id] as const])),
  );
  for (const relation of record.relations) pairs.push([relation.to, relation.from]);
  for (const [to, from] of pairs) {
    const fact = factOf.get(from);
    if (fact && !factOf.has(to)) factOf.set(to, fact);
  }
}

function by(relations: readonly Relation[], end: "from" | "to"): Map<string, Relation[]> {
  const map = new Map<string, Relation[]>();
  for (const relation of relations) {
    const known = map.get(relation[end]);
    if (known) known.push(relation);
    else map.set(relation[end], [relation]);
  }
  return map;
}

/** What tells two things of one concept apart, as far as the mentions of a fact say it. */
type Marks = Readonly<Record<"laterality" | "level" | "site" | "dose" | "route", string | null>>;

function collect(record: CaseRecord, mentions: ReadonlyMap<string, Mention>): Fact[] {
  const sections = new Map(record.mentions.map((mention) => [mention.id, sectionAt(record, mention.start)]));
  const now = (mention: Mention) =>
    mention.presence === "present" && mention.experiencer === "patient" && mention.time === "current" && mention.kind !== "time";
  const confirmed = new Set(record.mentions.filter(now).map((mention) => mention.concept?.id));
  const diagnosed = new Set(
    record.mentions
      .filter((mention) => mention.kind === "problem" && now(mention) && sections.get(mention.id) === "diagnosis")
      .map((mention) => mention.concept?.id),
  );
  const facts: Fact[] = [];
  const marksOf: Marks[] = [];
  const known = new Map<string, number[]>();
  for (const mention of record.mentions) {
    const section = sections.get(mention.id) ?? null;
    let block = blockOf(mention, section);
    if (block === null) continue;
    const concept = mention.concept?.id;
    // What was suspected first and confirmed later is told once, where it is confirmed.
    const suspected = mention.presence === "possible" || mention.presence === "hypothetical";
    if (block === "uncertain" && suspected && concept !== undefined && confirmed.has(concept)) {
      block = blockOf({ ...mention, presence: "present", time: "current" }, section) ?? block;
    }
    if (block === "problems" && concept !== undefined && diagnosed.has(concept)) block = "diagnoses";
    const doubt = block === "uncertain" ? [mention.presence, mention.attributes.degree ?? null] : null;
    const key = JSON.stringify([block, concept ?? mention.text, anywhere(mention.value), doubt]);
    const alike = known.get(key) ?? [];
    known.set(key, alike);
    const marks = marksFor(mentions, mention.attributes);
    const same = find(alike, marksOf, marks);
    if (same === null) {
      alike.push(facts.length);
      facts.push({ id: facts.length, block, mentions: [mention], section });
      marksOf.push(marks);
    } else {
      facts[same]!.mentions.push(mention);
      marksOf[same] = take(marksOf[same]!, marks);
    }
  }
  return facts;
}

/** The fact that a mention with these marks speaks of: one with the same, else the only one that they do not contradict. */
function find(alike: readonly number[], marksOf: readonly Marks[], marks: Marks): number | null {
  const recent = alike.slice(-mostAlike).reverse();
  const names = Object.keys(marks) as (keyof Marks)[];
  const same = recent.find((at) => names.every((name) => marksOf[at]![name] === marks[name]));
  if (same !== undefined) return same;
  const fit = recent.filter((at) =>
    names.every((name) => marks[name] === null || marksOf[at]![name] === null || marks[name] === marksOf[at]![name]),
  );
  return fit.length === 1 ? fit[0]! : null;
}

function take(known: Marks, more: Marks): Marks {
  const names = Object.keys(known) as (keyof Marks)[];
  return Object.fromEntries(names.map((name) => [name, known[name] ?? more[name]])) as Marks;
}

function marksFor(mentions: ReadonlyMap<string, Mention>, attributes: Attributes): Marks {
  const site = attributes.site == null ? undefined : mentions.get(attributes.site);
  const place = site && [site.concept?.id ?? site.text, attributes.laterality ? null : (site.attributes.laterality ?? null)];
  return {
    laterality: attributes.laterality ?? null,
    level: attributes.level ?? null,
    site: place ? JSON.stringify(place) : null,
    dose: attributes.dose ? JSON.stringify(anywhere(attributes.dose)) : null,
    route: attributes.route ?? null,
  };
}

/** A value without where it stands, so that it equals itself elsewhere. */
function anywhere(value: Mention["value"]): unknown {
  return value ? { ...value, start: null, end: null } : null;
}
