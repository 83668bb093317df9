/** The legend of the marks, each of which is a filter too. */
import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import type { Mention } from "../api/types.ts";
import { sectionAt } from "../record/facts.ts";
import { clearFilter, filter, filtered, passes, toggled, whoseOf, type Filter } from "../state/filter.ts";
import type { View } from "../state/view.ts";
import { language, name, say } from "../words/index.ts";
import { after, before, kinds, presences, whoses } from "./marks.ts";

const states = ["open", "accepted", "rejected", "changed", "added"] as const;
/** A mention that is nothing but there. */
const plain = { presence: "present", experiencer: "patient", time: "current", confidence: 1 } as const;

export function Legend({ view }: { view: View }) {
  const given = filter.value;
  const spoken = language.value;
  const mentions = useMemo(() => [...view.told.record.mentions, ...view.struck], [view]);
  const sections = useMemo(() => {
    const kinds = [...new Set(mentions.flatMap((mention) => sectionAt(view.told.record, mention.start) ?? []))];
    return kinds.map((kind) => ({ kind, words: name("section", kind) })).sort((a, b) => a.words.localeCompare(b.words, spoken));
  }, [mentions, spoken]);
  const shown = mentions.filter((mention) => passes(given, view, mention)).length;
  const count = (of: (mention: Mention) => boolean) => mentions.filter(of).length;
  const set = (next: Partial<Filter>) => {
    filter.value = { ...given, ...next };
  };
  // Where it would leave little room for the text, it is folded at first.
  const wide = matchMedia("(min-width: 75em) and (min-height: 45em)").matches;
  return (
    <details class="legend" open={wide}>
      <summary>
        <span class="summary-label">{say("filter.label")}</span>
        <span class="note" role="status">
          {say("filter.shown", { shown, all: mentions.length })}
        </span>
      </summary>
      <Group label={say("filter.kind")}>
        {kinds.map((kind) => (
          <Chip
            key={kind}
            pressed={given.kinds.has(kind)}
            count={count((mention) => mention.kind === kind)}
            onPress={() => set({ kinds: toggled(given.kinds, kind) })}
          >
            <mark class={kind}>{name("kind", kind)}</mark>
          </Chip>
        ))}
      </Group>
      <Group label={say("filter.presence")}>
        {presences.map((presence) => {
          const like = { ...plain, presence };
          return (
            <Chip
              key={presence}
              pressed={given.presences.has(presence)}
              count={count((mention) => mention.presence === presence)}
              onPress={() => set({ presences: toggled(given.presences, presence) })}
            >
              <mark class={presence} data-before={before(like) || undefined} data-after={after(like) || undefined}>
                {name("presence", presence)}
              </mark>
            </Chip>
          );
        })}
        {whoses.map((whose) => {
          const front = whose === "family" || whose === "other";
          const words = front ? name("person", whose) : name("time", whose);
          const sign = name("sign", whose);
          return (
            <Chip
              key={whose}
              pressed={given.whose.has(whose)}
              count={count((mention) => whoseOf(mention).includes(whose))}
              onPress={() => set({ whose: toggled(given.whose, whose) })}
            >
              <mark class="any" data-before={front ? sign : undefined} data-after={front ? undefined : sign}>
                {words}
              </mark>
            </Chip>
          );
        })}
      </Group>
      {view.checked && (
        <Group label={say("filter.review")}>
          {states.map((state) => (
            <Chip
              key={state}
              pressed={given.checked.has(state)}
              count={count((mention) => (view.checked?.get(mention.id)?.state ?? "open") === state)}
              onPress={() => set({ checked: toggled(given.checked, state) })}
            >
              <span class={`state is-${state}`} data-after={after(plain, state) || undefined}>
                {name("review", state)}
              </span>
            </Chip>
          ))}
        </Group>
      )}
      <div class="more">
        <label>
          {say("filter.section")}{" "}
          <select value={given.section} onChange={(event) => set({ section: event.currentTarget.value })}>
            <option value="">{say("filter.all")}</option>
            {sections.map(({ kind, words }) => (
              <option key={kind} value={kind}>
                {words}
              </option>
            ))}
          </select>
        </label>
        <label>
          {say("filter.confidence")}{" "}
          <input
            type="range"
            min="0"
            max="1"
            step="0.05"
            value={given.confidence}
            aria-valuetext={percent(given.confidence)}
            onInput={(event) => set({ confidence: Number(event.currentTarget.value) })}
          />{" "}
          <output class="number">{percent(given.confidence)}</output>
        </label>
        {filtered(given) && (
          <button type="button" class="quiet" onClick={clearFilter}>
            {say("filter.clear")}
          </button>
        )}
      </div>
    </details>
  );
}

export function percent(share: number): string {
  return new Intl.NumberFormat(language.value, { style: "percent" }).format(share);
}

function Group({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div class="chips" role="group" aria-label={label}>
      {children}
    </div>
  );
}

function Chip(props: { pressed: boolean; count: number; onPress: () => void; children: ComponentChildren }) {
  // What the document has none of is neither explained nor chosen from.
  if (props.count === 0 && !props.pressed) return null;
  return (
    <button type="button" class="chip" aria-pressed={props.pressed} onClick={props.onPress}>
      {props.children} <span class="count">{props.count}</span>
    </button>
  );
}
