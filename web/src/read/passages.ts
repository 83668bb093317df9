/** A text cut at its sections, each part with what is marked in it. */
import type { Cue, Mention, SectionKind, Warning } from "../api/types.ts";
import { passes, type Filter } from "../state/filter.ts";
import type { View } from "../state/view.ts";
import { nest, within, type Nest, type Stretch } from "../text/nest.ts";

/** What a stretch of the text is. */
export type Marked =
  | { readonly what: "mention"; readonly mention: Mention }
  | { readonly what: "cue"; readonly cue: Cue }
  | { readonly what: "warning"; readonly warning: Warning };

export interface Passage {
  readonly start: number;
  readonly end: number;
  /** What it is about; `null` before the first section, and where it goes on with what the passage before is about. */
  readonly section: SectionKind | null;
  readonly marked: readonly Nest<Marked>[];
}

export function passages(view: View, filter: Filter): Passage[] {
  const stretches = marks(view, filter);
  const bounds: { start: number; section: SectionKind | null }[] = [];
  for (const { start, kind } of view.told.record.sections) {
    const last = bounds.at(-1);
    if (last?.start === start) bounds.pop();
    if (bounds.length === 0 && start > 0) bounds.push({ start: 0, section: null });
    bounds.push({ start, section: kind });
  }
  if (bounds.length === 0) bounds.push({ start: 0, section: null });
  let told: SectionKind | null = null;
  return bounds.map(({ start, section }, at) => {
    const end = bounds[at + 1]?.start ?? view.text.length;
    const again = section === told;
    told = section;
    return { start, end, section: again ? null : section, marked: nest(within(stretches, start, end)) };
  });
}

function marks(view: View, filter: Filter): Stretch<Marked>[] {
  const { record } = view.told;
  const stretches: Stretch<Marked>[] = [];
  const cues = new Map<string, Cue>();
  for (const mention of [...record.mentions, ...view.struck]) {
    if (!passes(filter, view, mention)) continue;
    const of: Marked = { what: "mention", mention };
    const parts = mention.fragments?.length ? mention.fragments : [[mention.start, mention.end] as const];
    for (const [start, end] of parts) stretches.push({ start, end, of });
    for (const cue of mention.cues) if (cue.role !== "section") cues.set(`${cue.start} ${cue.end}`, cue);
  }
  for (const cue of cues.values()) stretches.push({ start: cue.start, end: cue.end, of: { what: "cue", cue } });
  for (const warning of record.warnings) {
    stretches.push({ start: warning.start, end: warning.end, of: { what: "warning", warning } });
  }
  return stretches;
}
