/** What is said of a fact beside its name, in words: presence, time, attributes, relations; and of the patient. */
import type { Attributes, Frequency, Mention, RelationKind } from "../api/types.ts";
import { label, type View } from "../state/view.ts";
import { clean } from "../text/clean.ts";
import { name, say } from "../words/index.ts";
import type { Fact } from "./facts.ts";
import { durationWords, span } from "./spans.ts";
import { direction, when } from "./timeline.ts";
import { shown } from "./values.ts";

/** Below this confidence the reader is told to doubt. */
export const doubtful = 0.6;

/** Sex and age in words, and the mentions that say them. */
export function person(view: View): { words: string; mentions: string[] } {
  const { age, sex } = view.told.record.subject;
  const parts: string[] = [];
  if (sex) parts.push(name("person.sex", sex.value));
  if (age) parts.push(span(age.number, age.unit));
  return { words: parts.join(", "), mentions: [...new Set([sex?.mention, age?.mention].flatMap((id) => id ?? []))] };
}

/** The first known of what the mentions of a fact say of something. */
export function known<T>(fact: Fact, of: (attributes: Attributes) => T | null | undefined): T | null {
  for (const mention of fact.mentions) {
    const said = of(mention.attributes);
    if (said != null) return said;
  }
  return null;
}

/** How a mention stands, where it is not plainly there, now, the patient's. */
export function states(mention: Mention): string[] {
  const said: string[] = [];
  if (mention.presence !== "present") said.push(name("presence", mention.presence));
  if (mention.experiencer !== "patient") said.push(name("person", mention.experiencer));
  if (mention.time !== "current") said.push(name("time", mention.time));
  if (mention.confidence < doubtful) said.push(say("state.doubtful"));
  return said;
}

/** What the part of the record that a fact is told in does not say already. */
export function qualifiers(fact: Fact): string[] {
  const [first] = fact.mentions;
  const said: string[] = [];
  if (first.presence !== "present" && !(fact.block === "absent" && first.presence === "absent")) {
    const degree = first.attributes.degree;
    said.push(fact.block === "uncertain" && degree != null ? name("term", degree) : name("presence", first.presence));
  }
  if (first.time !== "current" && fact.block !== first.time) said.push(name("time", first.time));
  if (fact.block === "family" || fact.block === "others") return said;
  if (first.experiencer !== "patient") said.push(name("person", first.experiencer));
  return said;
}

/** What the place of something is called. */
export function site(view: View, attributes: Attributes): string | null {
  const mention = attributes.site == null ? undefined : view.told.mentions.get(attributes.site);
  if (!mention) return null;
  const side = attributes.laterality ? null : mention.attributes.laterality;
  const words = label(view, mention);
  return side ? `${words} (${name("term", side)})` : words;
}

/** How bad it is, how it runs, where it is and how large. */
export function description(view: View, fact: Fact): string[] {
  const terms = (["severity", "course", "laterality"] as const).flatMap((of) => known(fact, (a) => a[of]) ?? []);
  const size = known(fact, (a) => a.size);
  return [
    ...terms.map((term) => name("term", term)),
    ...[known(fact, (a) => site(view, a)), known(fact, (a) => a.level)].flatMap((said) => (said ? [clean(said)] : [])),
    ...(size ? [sizeWords(size)] : []),
  ];
}

export function sizeWords(size: NonNullable<Attributes["size"]>): string {
  return (Array.isArray(size) ? size : [size]).map(shown).join(" × ");
}

/** How much of a drug at once, of what strength and in which form. */
export function dose(fact: Fact): string {
  const amounts = [known(fact, (a) => a.dose), known(fact, (a) => a.strength)].flatMap((value) => (value ? [shown(value)] : []));
  const form = known(fact, (a) => a.form);
  return [...amounts, ...(form ? [name("term", form)] : [])].join(", ");
}

/** How often, and for how long. */
export function often(fact: Fact): string {
  const frequency = known(fact, (a) => a.frequency);
  const duration = known(fact, (a) => a.duration);
  const words = [frequency ? frequencyWords(frequency) : "", duration ? say("when.for", { span: durationWords(duration) }) : ""];
  return words.filter(Boolean).join(", ");
}

export function frequencyWords(frequency: Frequency): string {
  const words: string[] = [];
  const times = frequency.times ?? 1;
  const period = frequency.period ?? 1;
  if (frequency.pattern != null) words.push(clean(frequency.pattern));
  else if (frequency.period_unit != null && period === 1) {
    words.push(say("often.times", { times, unit: name("unit", frequency.period_unit) }));
  } else if (frequency.period_unit != null) {
    const length = span(period, frequency.period_unit);
    words.push(times === 1 ? say("often.every", { span: length }) : say("often.times_in", { times, span: length }));
  } else if (frequency.times != null) words.push(say("often.only", { times }));
  if (frequency.as_needed === true) words.push(say("often.needed"));
  if (words.length === 0 && frequency.text != null) words.push(`“${clean(frequency.text)}”`);
  return words.join(", ");
}

/** How a fact stands to others: the words that lead to them, and each once. */
export interface Related {
  readonly words: string;
  readonly to: readonly { readonly words: string; readonly mention: Mention }[];
}

/** The relations of a fact, as they are told beside it. */
export function relations(view: View, fact: Fact): Related[] {
  const told = new Map<string, { words: string; mention: Mention }[]>();
  const put = (kind: RelationKind, to: string) => {
    const mention = view.told.mentions.get(to);
    // The place is among the attributes, the dose stands with its drug, and sameness was used to bring together.
    const silent = kind === "dose-of" || kind === "same-as" || (kind === "located-at" && known(fact, (a) => a.site) !== null);
    if (!mention || silent) return;
    const words = kind === "at-time" ? timeWords(mention) : label(view, mention);
    const lead = kind === "at-time" ? "" : say(`rel.${kind}`);
    const there = told.get(lead) ?? [];
    told.set(lead, there);
    if (!there.some((other) => other.words === words)) there.push({ words, mention });
  };
  for (const mention of fact.mentions) {
    for (const relation of view.told.from.get(mention.id) ?? []) put(relation.kind, relation.to);
    if (mention.attributes.specimen != null) put("isolated-from", mention.attributes.specimen);
  }
  return [...told].map(([words, to]) => ({ words, to }));
}

/** A time in words; where the record has no value of it, the document's. */
export function timeWords(time: Mention): string {
  const text = time.value?.text;
  if (text == null) return clean(time.text);
  return direction(time) === null && text.startsWith("P") ? durationWords(text) : when(time);
}
