/** What a reader chose, kept in this browser: the language, the colours, the name that corrections are signed with. */
import { effect, signal } from "@preact/signals";
import { isLanguage, language } from "../words/index.ts";

export type Theme = "auto" | "light" | "dark";
export const theme = signal<Theme>("auto");
export const reviewer = signal("");

/** A browser may forbid a page to keep anything; then nothing is kept, and all else works. */
export function recall(store: "localStorage" | "sessionStorage", key: string): string | null {
  try {
    return window[store].getItem(`epicrisis.${key}`);
  } catch {
    return null;
  }
}

export function keep(store: "localStorage" | "sessionStorage", key: string, value: string): void {
  try {
    window[store].setItem(`epicrisis.${key}`, value);
  } catch {
    // No room, or not allowed: it lasts as long as the page.
  }
}

export function startSettings(): void {
  const spoken = recall("localStorage", "language");
  if (spoken !== null && isLanguage(spoken)) language.value = spoken;
  const chosen = recall("localStorage", "theme");
  if (chosen === "light" || chosen === "dark") theme.value = chosen;
  reviewer.value = recall("localStorage", "reviewer") ?? "";
  effect(() => {
    document.documentElement.lang = language.value;
  });
  effect(() => {
    if (theme.value === "auto") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = theme.value;
    keep("localStorage", "theme", theme.value);
  });
  effect(() => keep("localStorage", "reviewer", reviewer.value));
}

/** Chooses the language of the page; what the browser says counts only until then. */
export function speak(code: string): void {
  if (!isLanguage(code)) return;
  language.value = code;
  keep("localStorage", "language", code);
}
