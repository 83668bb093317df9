/** What a reviewer is about to say of a mention, before it is kept. */
import { signal } from "@preact/signals";
import type { Change, Concept, Kind, Mention, Presence } from "../api/types.ts";
import { kinds } from "../read/marks.ts";
import type { Selected } from "../read/places.ts";

export interface Draft {
  /** The key of the mention; `null` where one is added. */
  readonly key: string | null;
  readonly kind: Kind;
  readonly concept: { readonly id: string; readonly label: string } | null;
  readonly presence: Presence;
  readonly start: number;
  readonly end: number;
}

export const draft = signal<Draft | null>(null);
/** What of the text is selected. */
export const selected = signal<Selected | null>(null);

export function draftOf(key: string, mention: Mention): Draft {
  const { kind, concept, presence, start, end } = mention;
  return { key, kind, concept: concept && { id: concept.id, label: concept.label }, presence, start, end };
}

export function draftAdding({ start, end }: Selected): Draft {
  return { key: null, kind: "finding", concept: null, presence: "present", start, end };
}

/** A concept says what it is, too. */
export function withConcept(of: Draft, concept: Concept | null): Draft {
  if (!concept) return { ...of, concept: null };
  const kind = kinds.find((kind) => kind === concept.kind) ?? of.kind;
  return { ...of, concept: { id: concept.id, label: concept.label }, kind };
}

/** What is to be sent: only what is another than before. A mention that is right as it is, is accepted. */
export function changeOf(of: Draft, before: Mention | null): Change {
  const { key, kind, concept, presence, start, end } = of;
  if (key === null || !before) return { action: "add", kind, concept: concept?.id ?? null, presence, start, end };
  const change = {
    ...(kind === before.kind ? {} : { kind }),
    ...(concept?.id === before.concept?.id ? {} : { concept: concept?.id ?? null }),
    ...(presence === before.presence ? {} : { presence }),
    ...(start === before.start && end === before.end ? {} : { start, end }),
  };
  return Object.keys(change).length === 0 ? { action: "accept", key } : { action: "change", key, ...change };
}
