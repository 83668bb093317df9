/** A kept document, to be checked: as it is read, with what may be done about each mention. */
import { useEffect, useMemo, useRef } from "preact/hooks";
import { busy } from "../app/notices.tsx";
import { link } from "../app/route.ts";
import { Exports } from "../read/exports.tsx";
import { Panes } from "../read/panes.tsx";
import { selectedIn } from "../read/places.ts";
import { person } from "../record/said.ts";
import { choose, chosen } from "../state/chosen.ts";
import { clearFilter } from "../state/filter.ts";
import type { View } from "../state/view.ts";
import { clean } from "../text/clean.ts";
import { capital, language, languageName, say } from "../words/index.ts";
import { Actions, judge } from "./actions.tsx";
import { draft, draftAdding, draftOf, selected } from "./draft.ts";
import { checkedView } from "./effective.ts";
import { DraftForm } from "./form.tsx";
import { ReviewList } from "./list.tsx";
import { act, conflict, labels, load, reapply, stored } from "./store.ts";

export function Checking({ id }: { id: string }) {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    choose("");
    clearFilter();
    draft.value = null;
  }, [id]);
  useEffect(() => {
    void load(id);
  }, [id, language.value]);
  const shown = stored.value?.id === id ? stored.value : null;
  const named = shown && labels(shown);
  const names = named && JSON.stringify([...named]);
  const view = useMemo(() => (shown && named ? checkedView(shown, named) : null), [shown, names]);
  useSelection(root, view);
  if (!shown || !view) return <p class="waiting">{busy.value || <a href={link("checking")}>{say("stored.back")}</a>}</p>;
  const { record } = view.told;
  return (
    <article class="case">
      <header class="case-head">
        <p>
          <a href={link("checking")}>
            <span aria-hidden="true">‹ </span>
            {say("stored.back")}
          </a>
        </p>
        <h1>{shown.id}</h1>
        <p class="who">{capital(person(view).words)}</p>
        <p class="note">{languageName(record.document.language)}</p>
        <div class="tools">
          <button type="button" onClick={() => void act("undo")}>
            <span aria-hidden="true">↶ </span>
            {say("review.undo")}
          </button>
          <Exports name={shown.id} text={shown.text} language={record.document.language} kept={shown.id} />
        </div>
      </header>
      <Conflict />
      <Panes
        view={view}
        rootRef={root}
        first={{ key: "tab.review", body: () => <ReviewList view={view} /> }}
        actions={(mention) => <Actions view={view} mention={mention} />}
        onKey={(event) => keys(view, event)}
        below={<Below view={view} />}
      />
    </article>
  );
}

/** Knows what of the text is selected; what is selected elsewhere, as in a field, changes nothing. */
function useSelection(root: { current: HTMLElement | null }, view: View | null): void {
  useEffect(() => {
    if (!view) return;
    const take = () => {
      const at = document.getSelection()?.anchorNode;
      if (root.current && at && root.current.contains(at)) selected.value = selectedIn(root.current, view);
    };
    document.addEventListener("selectionchange", take);
    return () => document.removeEventListener("selectionchange", take);
  }, [view]);
}

/** The keys that do something while the keyboard is in the text; letters do nothing elsewhere. */
function keys(view: View, event: KeyboardEvent): boolean {
  const at = event.target instanceof Element ? event.target.closest<HTMLElement>("mark[id]") : null;
  const id = at?.dataset["m"] ?? chosen.value;
  const mention = view.told.mentions.get(id) ?? view.struck.find((one) => one.id === id);
  const said = mention && view.checked?.get(mention.id);
  const key = event.key.toLowerCase();
  if (key === "u") {
    void act("undo");
  } else if (key === "n") {
    const place = selected.value ?? mention;
    if (!place) return false;
    draft.value = draftAdding(place);
  } else if (!mention || !said) {
    return false;
  } else if (key === "a" || key === "r") {
    void judge(view, mention, key === "a" ? "accept" : "reject");
  } else if (key === "c") {
    choose(mention.id);
    draft.value = draftOf(said.key, mention);
  } else {
    return false;
  }
  return true;
}

/** Below the text: what is selected and what can be made of it, or the form for it. */
function Below({ view }: { view: View }) {
  const drawn = draft.value;
  const place = selected.value;
  if (drawn?.key === null) {
    return (
      <div class="below">
        <DraftForm view={view} of={drawn} before={null} />
      </div>
    );
  }
  if (!place || drawn) return null;
  return (
    <div class="below">
      <span class="note">{say("review.selected")}</span>{" "}
      <q lang={view.told.record.document.language}>{clean(view.text.slice(place.start, place.end))}</q>{" "}
      <button
        type="button"
        class="primary"
        onClick={() => {
          draft.value = draftAdding(place);
        }}
      >
        {say("review.add")}
      </button>
    </div>
  );
}

function Conflict() {
  if (!conflict.value || !stored.value) return null;
  const { id } = stored.value;
  return (
    <div class="conflict" role="alert">
      <strong>{say("conflict.title")}</strong> <span>{say("conflict.text")}</span>
      <span class="tools">
        <button type="button" class="primary" onClick={() => void reapply()}>
          {say("conflict.reapply")}
        </button>
        <button type="button" onClick={() => void load(id)}>
          {say("conflict.reload")}
        </button>
      </span>
    </div>
  );
}
