/** The document that is checked, as the service has it, and what is done to it. */
import { signal } from "@preact/signals";
import { ApiError, get, post } from "../api/client.ts";
import type { Change, Concept, Stored } from "../api/types.ts";
import { attempt, blame, fault, news } from "../app/notices.tsx";
import { labelIn } from "../state/view.ts";
import { capital, language, name, say } from "../words/index.ts";
import { whoChecks } from "./reviewer.tsx";

export const stored = signal<Stored | null>(null);
/** What could not be kept because another changed the document in the meantime; `null` for nothing. */
export const conflict = signal<{ readonly act: Act } | null>(null);
/** What concepts are called that reviewers brought in, by language and id. */
const brought = signal<ReadonlyMap<string, string>>(new Map());

/** What a reviewer does. */
export type Act = { readonly change: Change } | "undo";

const path = (id: string, rest = "") => `/v1/documents/${encodeURIComponent(id)}${rest}`;

export async function load(id: string): Promise<void> {
  const found = await attempt(say("busy.reading", { name: id }), () => get<Stored>(path(id), { interface: language.value }));
  conflict.value = null;
  stored.value = found;
  if (found) void nameConcepts(found);
}

/** What is done last; the next waits for it, since it names the version that this makes. */
let last: Promise<unknown> = Promise.resolve();

/** Does it, when what was asked before is done; whether it was kept. */
export function act(what: Act): Promise<boolean> {
  const done = last.then(() => keep(what));
  last = done;
  return done;
}

async function keep(act: Act): Promise<boolean> {
  const before = stored.value;
  const reviewer = before && (await whoChecks());
  if (!before || reviewer === null) return false;
  const place = act === "undo" ? "/undo" : "/corrections";
  const body = { version: before.version, reviewer, ...(act === "undo" ? {} : act.change) };
  fault.value = "";
  try {
    const after = await post<Stored>(`${path(before.id, place)}?interface=${language.value}`, body);
    // Who answers without labels has not changed them.
    stored.value = after.labels || !before.labels ? after : { ...after, labels: before.labels };
    conflict.value = null;
    news.value = say("review.kept", { what: act === "undo" ? say("review.undone") : done(act.change) });
    void nameConcepts(after);
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.conflict) conflict.value = { act };
    else if (act === "undo" && error instanceof ApiError && error.status === 422) fault.value = say("review.nothing_to_undo");
    else blame(error);
    return false;
  }
}

/** Loads what there is now, and does again what was not kept. */
export async function reapply(): Promise<void> {
  const again = conflict.value;
  if (!stored.value || !again) return;
  await load(stored.value.id);
  await act(again.act);
}

const doneWords = { accept: "accepted", reject: "rejected", change: "changed", add: "added" } as const;

function done(change: Change): string {
  return name("review", doneWords[change.action]);
}

export function labels(of: Stored): ReadonlyMap<string, string> {
  const all = new Map(Object.entries(of.labels ?? {}).map(([id, words]) => [id, capital(words)]));
  const prefix = `${language.value} `;
  for (const [at, words] of brought.value) if (at.startsWith(prefix)) all.set(at.slice(prefix.length), words);
  return all;
}

/** What a reviewer chose has its name already. */
export function learn(concept: Concept): void {
  const words = capital(labelIn(concept, language.value));
  brought.value = new Map(brought.value).set(`${language.value} ${concept.id}`, words);
}

/** Asks for the names of concepts that the record did not have. */
async function nameConcepts(of: Stored): Promise<void> {
  const known = labels(of);
  const missing = new Set(of.mentions.flatMap(({ concept }) => (concept && !known.has(concept.id) ? [concept.id] : [])));
  for (const id of missing) {
    try {
      learn(await get<Concept>(`/v1/lexicon/concepts/${encodeURIComponent(id)}`));
    } catch {
      // Its English name is in the document, and will do.
    }
  }
}
