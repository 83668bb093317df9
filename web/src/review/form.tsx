/** The form in which a mention is changed or added. */
import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Concept, Kind, Mention, Presence } from "../api/types.ts";
import { useSearch } from "../lexicon/search.ts";
import { kinds, presences } from "../read/marks.ts";
import { nextWord, trimmed } from "../read/places.ts";
import { chosen } from "../state/chosen.ts";
import { labelIn, type View } from "../state/view.ts";
import { lead, tail } from "../text/around.ts";
import { harmless } from "../text/clean.ts";
import { capital, language, name, say } from "../words/index.ts";
import { changeOf, draft, selected, withConcept, type Draft } from "./draft.ts";
import { act, learn } from "./store.ts";

export function DraftForm({ view, of, before }: { view: View; of: Draft; before: Mention | null }) {
  const first = useRef<HTMLSelectElement>(null);
  useEffect(() => first.current?.focus(), []);
  const set = (next: Draft) => {
    draft.value = next;
  };
  const close = () => {
    draft.value = null;
    document.querySelector<HTMLElement>(`mark[id="${CSS.escape(chosen.value)}"]`)?.focus();
  };
  const save = async () => {
    if (await act({ change: changeOf(of, before) })) close();
  };
  return (
    <form
      class="draft"
      aria-label={of.key === null ? say("review.add") : say("review.change")}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        close();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {of.key === null && <h3>{say("review.add")}</h3>}
      <div class="fields">
        <label>
          {say("field.kind")}
          <select ref={first} value={of.kind} onChange={(event) => set({ ...of, kind: event.currentTarget.value as Kind })}>
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {name("kind", kind)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {say("field.presence")}
          <select value={of.presence} onChange={(event) => set({ ...of, presence: event.currentTarget.value as Presence })}>
            {presences.map((presence) => (
              <option key={presence} value={presence}>
                {name("presence", presence)}
              </option>
            ))}
          </select>
        </label>
        <ConceptField view={view} of={of} onChoose={set} />
      </div>
      <SpanField view={view} of={of} onChoose={set} />
      <p class="tools">
        <button type="submit" class="primary">
          {say("review.save")}
        </button>
        <button type="button" onClick={close}>
          {say("review.cancel")}
        </button>
      </p>
    </form>
  );
}

/** A field in which a concept is looked up, and a list of what was found. */
function ConceptField({ view, of, onChoose }: { view: View; of: Draft; onChoose: (next: Draft) => void }) {
  const list = useId();
  const own = of.concept ? (view.labels.get(of.concept.id) ?? of.concept.label) : "";
  const [query, setQuery] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const found = useSearch({ query: query ?? "", limit: 8 });
  const open = query !== null && found !== null && found.length > 0;
  const choose = (concept: Concept | null) => {
    if (concept) learn(concept);
    onChoose(withConcept(of, concept));
    setQuery(null);
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === "Escape" && query !== null) {
      event.stopPropagation();
      setQuery(null);
    } else if (!open) return;
    else if (event.key === "ArrowDown") setAt(Math.min(at + 1, found.length - 1));
    else if (event.key === "ArrowUp") setAt(Math.max(at - 1, 0));
    else if (event.key === "Enter") choose(found[Math.min(at, found.length - 1)]!);
    else return;
    event.preventDefault();
  };
  return (
    <div class="combo">
      <label>
        {say("field.concept")}
        <input
          role="combobox"
          autocomplete="off"
          aria-expanded={open}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={open ? `${list}-${Math.min(at, found.length - 1)}` : undefined}
          placeholder={say("field.search")}
          value={query ?? own}
          onInput={(event) => {
            setQuery(event.currentTarget.value);
            setAt(0);
            if (event.currentTarget.value === "") onChoose(withConcept(of, null));
          }}
          onKeyDown={keys}
          onBlur={() => setQuery(null)}
        />
      </label>
      <ul id={list} role="listbox" aria-label={say("field.concept")} hidden={!open}>
        {open &&
          found.map((concept, place) => (
            <li
              key={concept.id}
              id={`${list}-${place}`}
              role="option"
              aria-selected={place === at}
              // Before the field loses the keyboard, and the list with it.
              onMouseDown={(event) => {
                event.preventDefault();
                choose(concept);
              }}
            >
              {capital(labelIn(concept, language.value))} <span class="note">{name("kind", concept.kind)}</span>
            </li>
          ))}
      </ul>
    </div>
  );
}

/** The words that a mention covers: moved word by word, or taken from what is selected. */
function SpanField({ view, of, onChoose }: { view: View; of: Draft; onChoose: (next: Draft) => void }) {
  const move = (edge: "start" | "end", direction: 1 | -1) => {
    const to = nextWord(view, of[edge], direction, edge);
    const next = trimmed(view, edge === "start" ? to : of.start, edge === "end" ? to : of.end);
    if (next) onChoose({ ...of, ...next });
  };
  const mark = selected.value;
  const around = 24;
  return (
    <div class="span-field" role="group" aria-label={say("field.span")}>
      <span class="moves">
        <button type="button" aria-label={say("span.start_earlier")} title={say("span.start_earlier")} onClick={() => move("start", -1)}>
          ⇤
        </button>
        <button type="button" aria-label={say("span.start_later")} title={say("span.start_later")} onClick={() => move("start", 1)}>
          ⇥
        </button>
      </span>
      <span class="preview" role="status" lang={view.told.record.document.language}>
        <span class="note">{lead(view.text, of.start, around)}</span>
        <mark class={of.kind}>{harmless(view.text.slice(of.start, of.end))}</mark>
        <span class="note">{tail(view.text, of.end, around)}</span>
      </span>
      <span class="moves">
        <button type="button" aria-label={say("span.end_earlier")} title={say("span.end_earlier")} onClick={() => move("end", -1)}>
          ⇤
        </button>
        <button type="button" aria-label={say("span.end_later")} title={say("span.end_later")} onClick={() => move("end", 1)}>
          ⇥
        </button>
      </span>
      {mark && (mark.start !== of.start || mark.end !== of.end) && (
        <button type="button" onClick={() => onChoose({ ...of, ...mark })}>
          {say("review.use_selection")}
        </button>
      )}
    </div>
  );
}
