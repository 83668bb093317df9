/** What stands around a place of a text, on one line, by whole words. */
import { harmless } from "./clean.ts";
import type { CodePoints } from "./offsets.ts";

/** What stands before a place, from the beginning of a word, at most so many code points. */
export function lead(text: CodePoints, at: number, most: number): string {
  const from = Math.max(0, at - most);
  const words = harmless(text.slice(from, at)).replace(/\s+/g, " ");
  return from === 0 ? words : `… ${words.replace(/^\S*\s/, "")}`;
}

/** What stands behind a place, to the end of a word. */
export function tail(text: CodePoints, at: number, most: number): string {
  const words = harmless(text.slice(at, at + most)).replace(/\s+/g, " ");
  return at + most >= text.length ? words : `${words.replace(/\s\S*$/, "")} …`;
}
