/** How far the checking has come: progress, every mention in the order of the text, what was said so far. */
import type { Mention } from "../api/types.ts";
import { stamp } from "../record/spans.ts";
import { states } from "../record/said.ts";
import { choose, chosen } from "../state/chosen.ts";
import { filter, passes } from "../state/filter.ts";
import { label, type View } from "../state/view.ts";
import { clean } from "../text/clean.ts";
import { name, say } from "../words/index.ts";
import { judge, nextOpen } from "./actions.tsx";
import { idOf } from "./effective.ts";
import { stored } from "./store.ts";

const signs = { open: "○", accepted: "✓", rejected: "✗", changed: "✎", added: "＋" } as const;

export function ReviewList({ view }: { view: View }) {
  const mentions = [...view.told.record.mentions, ...view.struck].sort((a, b) => a.start - b.start || b.end - a.end);
  const done = mentions.filter((mention) => view.checked?.get(mention.id)?.state !== "open").length;
  const shown = mentions.filter((mention) => passes(filter.value, view, mention));
  const next = nextOpen(view, view.told.mentions.get(chosen.value) ?? null);
  return (
    <>
      <div class="progress">
        <label>
          <progress max={mentions.length} value={done} />{" "}
          <span class="number">{say("review.progress", { done, all: mentions.length })}</span>
        </label>
        {next ? (
          <button type="button" onClick={() => choose(next.id)}>
            {say("review.next")}
          </button>
        ) : (
          <span class="note">{say("review.all_done")}</span>
        )}
      </div>
      <p class="note">{say("keys.review")}</p>
      <section class="part">
        <h3>
          {say("review.mentions")} <span class="count">{shown.length}</span>
        </h3>
        <ul class="checks">
          {shown.map((mention) => (
            <Line key={mention.id} view={view} mention={mention} />
          ))}
        </ul>
      </section>
      <History view={view} />
    </>
  );
}

function Line({ view, mention }: { view: View; mention: Mention }) {
  const state = view.checked?.get(mention.id)?.state ?? "open";
  const words = label(view, mention);
  return (
    <li data-f={view.told.factOf.get(mention.id)?.id} class={chosen.value === mention.id ? "chosen" : undefined}>
      <span class={`sign is-${state}`} title={name("review", state)}>
        <span aria-hidden="true">{signs[state]}</span>
        <span class="hidden">{name("review", state)}</span>
      </span>
      <span class="told">
        <button type="button" class="name" onClick={() => choose(mention.id)}>
          {words}
        </button>
        <span class="rest">{[name("kind", mention.kind), ...states(mention)].join(", ")}</span>
        <span class="evidence">
          <q lang={view.told.record.document.language}>{clean(mention.text)}</q>
        </span>
      </span>
      <span class="quick">
        <button type="button" aria-label={`${say("review.accept")}: ${words}`} title={say("review.accept")} onClick={() => void judge(view, mention, "accept")}>
          ✓
        </button>
        <button type="button" aria-label={`${say("review.reject")}: ${words}`} title={say("review.reject")} onClick={() => void judge(view, mention, "reject")}>
          ✗
        </button>
      </span>
    </li>
  );
}

const doneWords = { accept: "accepted", reject: "rejected", change: "changed", add: "added", undo: "undone" } as const;

function History({ view }: { view: View }) {
  const history = stored.value?.history ?? [];
  return (
    <section class="part">
      <h3>
        {say("review.history")} <span class="count">{history.length}</span>
      </h3>
      {history.length === 0 && <p class="note">{say("review.no_history")}</p>}
      <ol class="history">
        {[...history].reverse().map((correction) => {
          const id = idOf(correction.key);
          const mention = view.told.mentions.get(id) ?? view.struck.find((one) => one.id === id);
          return (
            <li key={correction.version} class={correction.undone ? "undone" : undefined}>
              <span class="when number">{stamp(correction.at)}</span> <span class="who">{correction.reviewer}</span>{" "}
              <span>{name("review", doneWords[correction.action])}</span>{" "}
              {mention && (
                <button type="button" class="link" onClick={() => choose(mention.id)}>
                  {label(view, mention)}
                </button>
              )}
              {correction.undone && <span class="rest">{say("review.undone")}</span>}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
