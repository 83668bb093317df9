/** What was when, in the order of time: dates first, then what is counted from the time of the document. */
import type { Mention } from "../api/types.ts";
import { say } from "../words/index.ts";
import type { Case } from "./facts.ts";
import { durationWords, inDays, moment } from "./spans.ts";

/** What was at one time. */
export interface Moment {
  /** What says when. */
  readonly time: Mention;
  /** In the order of the document; never empty. */
  readonly events: readonly Mention[];
}

type Order = { readonly date: string } | { readonly days: number };

export function direction(time: Mention): string | null {
  const said: unknown = (time.attributes as Readonly<Record<string, unknown>>)["direction"];
  return typeof said === "string" ? said : null;
}

/** The moment a time says; none for a duration that is not tied to anything. */
function orderOf(time: Mention): Order | null {
  const text = time.value?.text;
  if (text == null) return null;
  const days = inDays(text);
  if (days === null) return { date: text };
  switch (direction(time)) {
    // What has lasted so long began so long ago.
    case "before":
    case "for":
      return { days: -days };
    case "after":
    case "ahead":
      return { days };
    default:
      return null;
  }
}

function compare(a: Order, b: Order): number {
  if ("date" in a) return "date" in b ? (a.date < b.date ? -1 : a.date > b.date ? 1 : 0) : -1;
  return "date" in b ? 1 : a.days - b.days;
}

export function timeline(of: Case): Moment[] {
  const found = new Map<string, { order: Order; time: Mention; events: Mention[] }>();
  for (const relation of of.record.relations) {
    if (relation.kind !== "at-time") continue;
    const event = of.mentions.get(relation.from);
    const time = of.mentions.get(relation.to);
    // What was not there has no place on the line.
    const order = time && event?.presence === "present" ? orderOf(time) : null;
    if (!event || !time || !order) continue;
    const known = found.get(time.id);
    if (known) known.events.push(event);
    else found.set(time.id, { order, time, events: [event] });
  }
  return [...found.values()].sort((a, b) => compare(a.order, b.order) || a.time.start - b.time.start);
}

/** A time in words: a date, or how far it lies from the document's. */
export function when(time: Mention): string {
  const text = time.value?.text ?? "";
  if (inDays(text) === null) return moment(text);
  const span = durationWords(text);
  switch (direction(time)) {
    case "before":
      return say("when.before", { span });
    case "after":
      return say("when.after", { span });
    case "ahead":
      return say("when.ahead", { span });
    default:
      return say("when.for", { span });
  }
}
