/** Which mentions are shown: of each group those that are pressed, or all where none is. */
import { signal } from "@preact/signals";
import type { Kind, Mention, Presence, ReviewState } from "../api/types.ts";
import { sectionAt } from "../record/facts.ts";
import type { View } from "./view.ts";

export type Whose = "family" | "other" | "past" | "planned";

export interface Filter {
  readonly kinds: ReadonlySet<Kind>;
  readonly presences: ReadonlySet<Presence>;
  readonly whose: ReadonlySet<Whose>;
  readonly checked: ReadonlySet<ReviewState>;
  /** The kind of section; empty for all. */
  readonly section: string;
  /** The least confidence. */
  readonly confidence: number;
}

const all: Filter = {
  kinds: new Set(),
  presences: new Set(),
  whose: new Set(),
  checked: new Set(),
  section: "",
  confidence: 0,
};

export const filter = signal<Filter>(all);

export function clearFilter(): void {
  filter.value = all;
}

export function filtered(given: Filter): boolean {
  const groups = [given.kinds, given.presences, given.whose, given.checked];
  return given.section !== "" || given.confidence > 0 || groups.some((group) => group.size > 0);
}

/** A set with one more, or one less. */
export function toggled<T>(set: ReadonlySet<T>, one: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(one)) next.add(one);
  return next;
}

/** What of a mention is not the patient's, or not now. */
export function whoseOf(mention: Mention): Whose[] {
  const whose: Whose[] = [];
  if (mention.experiencer !== "patient") whose.push(mention.experiencer);
  if (mention.time !== "current") whose.push(mention.time);
  return whose;
}

export function passes(given: Filter, view: View, mention: Mention): boolean {
  const state = view.checked?.get(mention.id)?.state ?? "open";
  return (
    (given.kinds.size === 0 || given.kinds.has(mention.kind)) &&
    (given.presences.size === 0 || given.presences.has(mention.presence)) &&
    (given.whose.size === 0 || whoseOf(mention).some((one) => given.whose.has(one))) &&
    (given.checked.size === 0 || given.checked.has(state)) &&
    (given.section === "" || sectionAt(view.told.record, mention.start) === given.section) &&
    mention.confidence >= given.confidence
  );
}
