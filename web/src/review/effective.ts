/** The record after what reviewers said of it: what they struck is gone, what they changed changed, what they added there. */
import type { CaseRecord, Mention, ReviewMention, Stored } from "../api/types.ts";
import { caseOf } from "../record/facts.ts";
import type { View } from "../state/view.ts";
import { CodePoints } from "../text/offsets.ts";

/** The id that a checked mention has in the record: the engine's own, else its key. */
export function idOf(key: string): string {
  return key.replace(/^t(?=\d)/, "m");
}

export function checkedView(stored: Stored, labels: ReadonlyMap<string, string>): View {
  const original = new Map(stored.record.mentions.map((mention) => [mention.id, mention]));
  const checked = new Map<string, ReviewMention>();
  const mentions: Mention[] = [];
  const struck: Mention[] = [];
  for (const said of stored.mentions) {
    const id = idOf(said.key);
    checked.set(id, said);
    (said.state === "rejected" ? struck : mentions).push(effective(id, original.get(id), said));
  }
  const there = new Set(mentions.map(({ id }) => id));
  const record: CaseRecord = {
    ...stored.record,
    mentions,
    relations: stored.record.relations.filter(({ from, to }) => there.has(from) && there.has(to)),
  };
  return { name: stored.id, text: new CodePoints(stored.text), told: caseOf(record), labels, checked, struck };
}

function effective(id: string, before: Mention | undefined, said: ReviewMention): Mention {
  const concept = said.concept;
  const same = before?.concept && before.concept.id === concept?.id ? before.concept : null;
  const moved = !before || before.start !== said.start || before.end !== said.end;
  const base: Mention = before ?? {
    id,
    kind: said.kind,
    start: said.start,
    end: said.end,
    text: said.text,
    concept: null,
    presence: said.presence,
    experiencer: "patient",
    time: "current",
    attributes: {},
    value: null,
    cues: [],
    confidence: 1,
  };
  const { fragments, ...whole } = base;
  return {
    ...whole,
    ...(moved || !fragments ? {} : { fragments }),
    id,
    kind: said.kind,
    presence: said.presence,
    start: said.start,
    end: said.end,
    text: said.text,
    concept: same ?? (concept ? { id: concept.id, label: concept.label, codes: [] } : null),
  };
}
