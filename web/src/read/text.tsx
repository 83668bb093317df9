/** The text with its mentions marked: one stop of the keyboard, with arrows from mention to mention. */
import type { ComponentChildren } from "preact";
import { useEffect, useId, useMemo } from "preact/hooks";
import { choose, chosen, lighting } from "../state/chosen.ts";
import { filter } from "../state/filter.ts";
import { bare, move, settle } from "../state/roving.ts";
import type { View } from "../state/view.ts";
import { harmless } from "../text/clean.ts";
import type { Nest } from "../text/nest.ts";
import { language, name, say } from "../words/index.ts";
import { after, before, classes, described } from "./marks.ts";
import { passages, type Marked, type Passage } from "./passages.ts";

/** The marks that the keyboard goes to: the first piece of each mention. */
const marks = "mark[id]";

interface Shown {
  readonly view: View;
  /** The ids of the elements that describe marks, by their words. */
  readonly descriptions: ReadonlyMap<string, string>;
  /** The mention that the keyboard comes to first. */
  readonly first: string | null;
}

export interface TextProps {
  readonly view: View;
  /** What a key does that is not for moving; whether it did something. */
  readonly onKey?: (event: KeyboardEvent) => boolean;
  /** Asked to show the chosen fact, and to have the keyboard go there. */
  readonly onOpen: () => void;
  readonly rootRef: { current: HTMLDivElement | null };
}

export function Text({ view, onKey, onOpen, rootRef }: TextProps) {
  const prefix = useId();
  const shown = filter.value;
  const spoken = language.value;
  // Hundreds of marks: made anew only when they are others.
  const body = useMemo(() => {
    const parts = passages(view, shown);
    const told = { view, descriptions: descriptions(view, prefix), first: firstOf(parts.flatMap((part) => part.marked)) };
    return (
      <>
        {parts.map((passage) => (
          <PassagePart key={passage.start} passage={passage} shown={told} />
        ))}
        <div hidden data-aside="" lang={spoken}>
          {[...told.descriptions].map(([words, id]) => (
            <span key={id} id={id}>
              {words}
            </span>
          ))}
        </div>
      </>
    );
  }, [view, shown, spoken]);
  const press = (event: KeyboardEvent) => {
    const root = rootRef.current;
    if (!bare(event) || !root) return;
    const at = event.target instanceof Element ? event.target.closest<HTMLElement>(marks) : null;
    const to = at && move(root, marks, at, event.key);
    if (to) {
      // The card follows, where it is open.
      if (chosen.value !== "") choose(to.dataset["m"] ?? "");
    } else if (at && (event.key === "Enter" || event.key === " ")) {
      choose(at.dataset["m"] ?? "");
      onOpen();
    } else if (!onKey?.(event)) {
      return;
    }
    event.preventDefault();
  };
  return (
    <div
      ref={rootRef}
      class="document"
      lang={view.told.record.document.language}
      onKeyDown={press}
      onClick={pick}
      {...lighting}
      onFocusIn={(event) => {
        settle(rootRef.current, marks, event.target);
        lighting.onFocusIn(event);
      }}
    >
      <p class="hidden" data-aside="" lang={spoken}>
        {say("keys.text")} {onKey && say("keys.review")}
      </p>
      {body}
      <ChosenMark view={view} rootRef={rootRef} />
    </div>
  );
}

function pick(event: MouseEvent): void {
  const mark = event.target instanceof Element ? event.target.closest<HTMLElement>("mark[data-m]") : null;
  // Who selects words ends on a mark often enough, and means the words.
  if (mark && (document.getSelection()?.isCollapsed ?? true)) choose(mark.dataset["m"] ?? "");
}

/** Marks the chosen mention, and brings it into sight. */
function ChosenMark({ view, rootRef }: { view: View; rootRef: TextProps["rootRef"] }) {
  const id = chosen.value;
  const shown = filter.value;
  useEffect(() => {
    const root = rootRef.current;
    if (!root) return;
    for (const mark of root.querySelectorAll("[data-chosen]")) mark.removeAttribute("data-chosen");
    if (id === "") return;
    const pieces = root.querySelectorAll<HTMLElement>(`[data-m="${CSS.escape(id)}"]`);
    for (const piece of pieces) piece.setAttribute("data-chosen", "");
    settle(root, marks, pieces[0] ?? null);
    pieces[0]?.scrollIntoView({ block: "nearest" });
  }, [id, view, shown]);
  return null;
}

function descriptions(view: View, prefix: string): Map<string, string> {
  const ids = new Map<string, string>();
  for (const mention of [...view.told.record.mentions, ...view.struck]) {
    const words = described(mention, view.checked?.get(mention.id)?.state);
    if (!ids.has(words)) ids.set(words, `${prefix}-${ids.size}`);
  }
  return ids;
}

function firstOf(marked: readonly Nest<Marked>[]): string | null {
  for (const { of, inside } of marked) {
    const found = of.what === "mention" ? of.mention.id : firstOf(inside);
    if (found !== null) return found;
  }
  return null;
}

function PassagePart({ passage, shown }: { passage: Passage; shown: Shown }) {
  return (
    <div class="passage" data-start={passage.start}>
      {passage.section !== null && (
        <h3 data-aside="" lang={language.value}>
          {name("section", passage.section)}
        </h3>
      )}
      <p>{pieces(shown, passage.start, passage.end, passage.marked)}</p>
    </div>
  );
}

function pieces(shown: Shown, start: number, end: number, marked: readonly Nest<Marked>[]): ComponentChildren[] {
  const { text } = shown.view;
  const made: ComponentChildren[] = [];
  let at = start;
  for (const one of marked) {
    if (at < one.start) made.push(harmless(text.slice(at, one.start)));
    made.push(piece(shown, one));
    at = one.end;
  }
  if (at < end) made.push(harmless(text.slice(at, end)));
  return made;
}

function piece(shown: Shown, one: Nest<Marked>): ComponentChildren {
  const inside = pieces(shown, one.start, one.end, one.inside);
  const { of } = one;
  if (of.what === "cue") {
    return (
      <b class="cue" data-role={of.cue.role} title={name("role", of.cue.role)}>
        {inside}
      </b>
    );
  }
  if (of.what === "warning") {
    return (
      <span class="warned" title={name("warning", of.warning.code)}>
        {inside}
      </span>
    );
  }
  const { mention } = of;
  const checked = shown.view.checked?.get(mention.id)?.state;
  const first = one.start === mention.start;
  const whole = first
    ? {
        id: mention.id,
        tabIndex: mention.id === shown.first ? 0 : -1,
        role: "link" as const,
        "aria-describedby": shown.descriptions.get(described(mention, checked)),
      }
    : {};
  return (
    <mark
      {...whole}
      class={classes(mention, checked)}
      data-m={mention.id}
      data-f={shown.view.told.factOf.get(mention.id)?.id}
      data-before={(first && before(mention)) || undefined}
      data-after={(one.end === mention.end && after(mention, checked)) || undefined}
    >
      {inside}
    </mark>
  );
}
