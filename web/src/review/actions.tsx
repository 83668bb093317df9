/** What may be done about the chosen mention: accept, reject, change. */
import type { Mention } from "../api/types.ts";
import { stamp } from "../record/spans.ts";
import { choose } from "../state/chosen.ts";
import type { View } from "../state/view.ts";
import { name, say } from "../words/index.ts";
import { draft, draftOf } from "./draft.ts";
import { DraftForm } from "./form.tsx";
import { act } from "./store.ts";

export function Actions({ view, mention }: { view: View; mention: Mention }) {
  const said = view.checked?.get(mention.id);
  if (!said) return null;
  const drawn = draft.value;
  if (drawn?.key === said.key) return <DraftForm view={view} of={drawn} before={mention} />;
  return (
    <div class="actions">
      <button type="button" aria-pressed={said.state === "accepted"} onClick={() => void judge(view, mention, "accept")}>
        <span aria-hidden="true">✓ </span>
        {say("review.accept")}
      </button>
      <button type="button" aria-pressed={said.state === "rejected"} onClick={() => void judge(view, mention, "reject")}>
        <span aria-hidden="true">✗ </span>
        {say("review.reject")}
      </button>
      <button
        type="button"
        onClick={() => {
          draft.value = draftOf(said.key, mention);
        }}
      >
        <span aria-hidden="true">✎ </span>
        {say("review.change")}
      </button>
      <span class={`state is-${said.state}`}>
        {name("review", said.state)}
        {said.by && <span class="note"> {say("review.by", { name: said.by, time: said.at ? stamp(said.at) : "" })}</span>}
      </span>
    </div>
  );
}

/** Whether a judgement is on its way: a second one would be of the same mention, and meant the next. */
let judging = false;

/** Accepts or rejects a mention, and goes on to the next that is open. */
export async function judge(view: View, mention: Mention, action: "accept" | "reject"): Promise<void> {
  const said = view.checked?.get(mention.id);
  if (!said || judging) return;
  const next = nextOpen(view, mention);
  judging = true;
  const kept = await act({ change: { action, key: said.key } });
  judging = false;
  if (!kept) return;
  const id = next?.id ?? mention.id;
  choose(id);
  // When the marks are those of the new record.
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`mark[id="${CSS.escape(id)}"]`)?.focus());
}

/** The next mention of which nobody said anything, from the beginning again where there is none behind. */
export function nextOpen(view: View, after: Mention | null): Mention | null {
  const { mentions } = view.told.record;
  const at = after ? mentions.findIndex(({ id }) => id === after.id) : -1;
  const open = (mention: Mention) => mention !== after && view.checked?.get(mention.id)?.state === "open";
  return mentions.slice(at + 1).find(open) ?? mentions.find(open) ?? null;
}
