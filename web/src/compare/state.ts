/** Which tellings are compared, and what came of it. The choice lasts as long as the tab. */
import { computed, effect, signal } from "@preact/signals";
import { post } from "../api/client.ts";
import type { ComparedFact, Comparison } from "../api/types.ts";
import { attempt, news } from "../app/notices.tsx";
import { keep, recall } from "../app/settings.ts";
import { open, viewFor, type Open } from "../state/documents.ts";
import { CodePoints } from "../text/offsets.ts";
import { capital, say } from "../words/index.ts";

/** So many tellings a comparison takes. */
export const fewest = 2;
export const most = 7;

/** The documents that are not to be compared, by their keys: what is opened is meant to be compared until said otherwise. */
export const left = signal<ReadonlySet<string>>(new Set());
export const taken = computed(() => open.value.filter(({ key }) => !left.value.has(key)));

/** A comparison and what it was made of. */
export interface Compared {
  readonly tellings: readonly Open[];
  readonly texts: readonly CodePoints[];
  readonly comparison: Comparison;
}

export const compared = signal<Compared | null>(null);
/** What is looked at: a fact or a fault by its place in the comparison. */
export const looked = signal<{ readonly fact: number } | { readonly fault: number } | null>(null);

/** Whether the tab was comparing when it was loaded last. */
export let wasCompared = false;

export function startCompare(): void {
  wasCompared = recall("sessionStorage", "compared") === "yes";
  const kept = recall("sessionStorage", "left");
  if (kept !== null) left.value = new Set(kept.split(" ").filter(Boolean));
  effect(() => keep("sessionStorage", "left", [...left.value].join(" ")));
  effect(() => keep("sessionStorage", "compared", compared.value ? "yes" : ""));
}

export async function compare(): Promise<void> {
  const tellings = taken.value;
  if (tellings.length < fewest || tellings.length > most) return;
  const body = {
    // The name may be another's, too; the key tells which is which.
    tellings: tellings.map(({ key, text, language }) => ({ id: key, text, ...(language === "" ? {} : { language }) })),
  };
  const comparison = await attempt(say("busy.comparing"), () => post<Comparison>("/v1/compare", body));
  if (!comparison) return;
  looked.value = null;
  compared.value = { tellings, texts: tellings.map(({ text }) => new CodePoints(text)), comparison };
  news.value = summary(comparison);
}

export function summary({ facts }: Comparison): string {
  const count = (agreement: ComparedFact["agreement"]) => facts.filter((fact) => fact.agreement === agreement).length;
  return say("compare.summary", { facts: facts.length, all: count("all"), some: count("some"), differs: count("differs") });
}

/** What a fact is called in the reader's language, as far as the tellings were read in it. */
export function factLabel({ tellings }: Compared, fact: ComparedFact): string {
  if (fact.concept !== null) {
    for (const telling of tellings) {
      const words = viewFor(telling)?.labels.get(fact.concept);
      if (words !== undefined) return words;
    }
  }
  return capital(fact.label);
}
