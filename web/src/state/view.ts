/** A document as it is shown: its text, its record made ready to be told, the labels in the reader's language. */
import type { CaseRecord, Concept, Mention, ReviewMention, Viewed } from "../api/types.ts";
import { caseOf, type Case } from "../record/facts.ts";
import { clean } from "../text/clean.ts";
import { CodePoints } from "../text/offsets.ts";
import { capital } from "../words/index.ts";

export interface View {
  readonly name: string;
  readonly text: CodePoints;
  readonly told: Case;
  /** What concepts are called in the reader's language. */
  readonly labels: ReadonlyMap<string, string>;
  /** How far each mention was checked, by its id in the record; `null` where nothing is checked. */
  readonly checked: ReadonlyMap<string, ReviewMention> | null;
  /** What reviewers struck: no part of what is told, but to be seen. */
  readonly struck: readonly Mention[];
}

export function labelsOf(viewed: Viewed): Map<string, string> {
  return new Map(Object.entries(viewed.labels).map(([id, label]) => [id, capital(label)]));
}

export function viewOf(name: string, text: string, record: CaseRecord, labels: ReadonlyMap<string, string>): View {
  return { name, text: new CodePoints(text), told: caseOf(record), labels, checked: null, struck: [] };
}

/** What a mention's concept is called; where it has none, its own words. */
export function label(view: View, mention: Mention): string {
  const { concept } = mention;
  return concept ? (view.labels.get(concept.id) ?? concept.label) : clean(mention.text);
}

/** What a concept of the lexicon is called in a language. */
export function labelIn(concept: Concept, language: string): string {
  return concept.labels[language] ?? concept.label;
}
