/** Text and record side by side: what is the same for a document that was pasted and for one that is checked. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Mention } from "../api/types.ts";
import { choose, chosen, lighting } from "../state/chosen.ts";
import type { View } from "../state/view.ts";
import { say, type Key } from "../words/index.ts";
import { Card } from "./card.tsx";
import { AboutDocument } from "./document.tsx";
import { Facts } from "./facts.tsx";
import { Legend } from "./legend.tsx";
import { Problems } from "./problems.tsx";
import { Text } from "./text.tsx";
import { Timeline } from "./timeline.tsx";
import { AllValues } from "./values.tsx";

export interface PanesProps {
  readonly view: View;
  /** Where the text is. */
  readonly rootRef: { current: HTMLDivElement | null };
  readonly onKey?: (event: KeyboardEvent) => boolean;
  readonly actions?: (mention: Mention) => ComponentChildren;
  /** A view of the record before the others. */
  readonly first?: { readonly key: Key; readonly body: () => ComponentChildren };
  /** What stands below the text. */
  readonly below?: ComponentChildren;
}

/** Where text and record are side by side, as the styles have it. */
const wide = "screen and (min-width: 60em) and (min-height: 30em)";

type Tab = "first" | "record" | "problems" | "values" | "timeline" | "document";

export function Panes({ view, rootRef, onKey, actions, first, below }: PanesProps) {
  const [tab, setTab] = useState<Tab>(first ? "first" : "record");
  const [opened, setOpened] = useState(0);
  const record = useRef<HTMLElement>(null);
  const { warnings } = view.told.record;
  const shown = chosen.value;
  useEffect(() => {
    // Where the record scrolls by itself; elsewhere the text would be lost from sight.
    if (shown !== "" && matchMedia(wide).matches) record.current?.querySelector(".view .chosen")?.scrollIntoView({ block: "nearest" });
  }, [shown, tab]);
  const tabs: { id: Tab; words: string; body: () => ComponentChildren }[] = [
    ...(first ? [{ id: "first" as const, words: say(first.key), body: first.body }] : []),
    { id: "record", words: say("tab.record"), body: () => <Facts view={view} /> },
    { id: "problems", words: say("tab.problems"), body: () => <Problems view={view} /> },
    { id: "values", words: say("tab.values"), body: () => <AllValues view={view} /> },
    { id: "timeline", words: say("tab.timeline"), body: () => <Timeline view={view} /> },
    {
      id: "document",
      words: say("tab.document") + (warnings.length > 0 ? ` (${warnings.length})` : ""),
      body: () => <AboutDocument view={view} root={rootRef} />,
    },
  ];
  const at = Math.max(0, tabs.findIndex(({ id }) => id === tab));
  const turn = (event: KeyboardEvent) => {
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = tabs[(to + tabs.length) % tabs.length]!;
    setTab(next.id);
    document.getElementById(`tab-${next.id}`)?.focus();
  };
  return (
    <div class={shown === "" ? "panes" : "panes has-card"}>
      <section class="pane text" aria-label={say("doc.text")} id="text">
        <h2 class="hidden">{say("doc.text")}</h2>
        <Jump to={record} words={say("app.skip_record")} />
        <Legend view={view} />
        <Text view={view} rootRef={rootRef} onOpen={() => setOpened(opened + 1)} {...(onKey ? { onKey } : {})} />
        {below}
      </section>
      <section class="pane record" aria-label={say("doc.record")} id="record" ref={record}>
        <h2 class="hidden">{say("doc.record")}</h2>
        <Jump to={rootRef} words={say("app.skip_text")} />
        <div class="tabs" role="tablist" aria-label={say("tab.label")} onKeyDown={turn}>
          {tabs.map(({ id, words }, place) => (
            <button
              key={id}
              type="button"
              role="tab"
              id={`tab-${id}`}
              aria-selected={place === at}
              aria-controls="view"
              tabIndex={place === at ? 0 : -1}
              onClick={() => setTab(id)}
            >
              {words}
            </button>
          ))}
        </div>
        <div
          // Another view begins at its beginning.
          key={tabs[at]!.id}
          class="view"
          role="tabpanel"
          id="view"
          aria-labelledby={`tab-${tabs[at]!.id}`}
          tabIndex={0}
          {...lighting}
          onKeyDown={(event) => {
            if (event.key === "Escape") choose("");
          }}
        >
          {tabs[at]!.body()}
        </div>
        <Card view={view} root={rootRef} opened={opened} {...(actions ? { actions } : {})} />
      </section>
    </div>
  );
}

/** On a narrow screen the record follows the text; this leads from one to the other. */
function Jump({ to, words }: { to: { current: HTMLElement | null }; words: string }) {
  return (
    <button type="button" class="quiet jump" onClick={() => to.current?.scrollIntoView({ block: "start" })}>
      {words}
    </button>
  );
}
