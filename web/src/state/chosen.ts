/** The mention that the reader looks at, and what lights up beside it. */
import { signal } from "@preact/signals";

/** The id of the chosen mention; empty for none. */
export const chosen = signal("");
export function choose(id: string): void {
  chosen.value = id;
}

/** Lights up what belongs to one fact, in the text and in the record alike; what is lit already goes out first. */
export function light(fact: string | null): void {
  for (const lit of document.querySelectorAll("[data-lit]")) lit.removeAttribute("data-lit");
  if (fact === null) return;
  for (const part of document.querySelectorAll(`[data-f="${CSS.escape(fact)}"]`)) part.setAttribute("data-lit", "");
}

function factAt(target: EventTarget | null): string | null {
  const part = target instanceof Element ? target.closest<HTMLElement>("[data-f]") : null;
  return part?.dataset["f"] ?? null;
}

/** What is under the pointer or has the keyboard lights up with all that belongs to it. */
export const lighting = {
  onMouseOver: (event: Event) => light(factAt(event.target)),
  onMouseLeave: () => light(null),
  onFocusIn: (event: Event) => light(factAt(event.target)),
  onFocusOut: () => light(null),
};
