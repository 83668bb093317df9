/** Places of the shown text: from the browser's to code points, and back. */
import type { View } from "../state/view.ts";

/** What of the text a reader selected, in code points. */
export interface Selected {
  readonly start: number;
  readonly end: number;
}

/** The text nodes of a passage that belong to the document; headings stand among them and do not. */
function* texts(passage: Element): Generator<Text> {
  const walker = document.createTreeWalker(passage, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
    node instanceof Element && node.hasAttribute("data-aside") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  for (let node = walker.nextNode(); node; node = walker.nextNode()) if (node instanceof Text) yield node;
}

const passageStart = (passage: Element) => Number(passage.getAttribute("data-start"));

/** The code point at a place of the browser's; `null` where that is not in the text. */
function pointAt(root: Element, view: View, node: Node, offset: number): number | null {
  const at = node instanceof Element ? node : node.parentElement;
  const passage = at?.closest("[data-start]");
  if (!passage || !root.contains(passage)) return null;
  const place = document.createRange();
  place.setStart(node, offset);
  let units = view.text.units(passageStart(passage));
  for (const text of texts(passage)) {
    if (text === node) return view.text.points(units + offset);
    if (place.comparePoint(text, 0) >= 0) break;
    units += text.data.length;
  }
  return view.text.points(units);
}

/** What is selected of the text, without blanks at its ends; `null` for nothing. */
export function selectedIn(root: Element, view: View): Selected | null {
  const selection = document.getSelection();
  if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const start = pointAt(root, view, range.startContainer, range.startOffset);
  const end = pointAt(root, view, range.endContainer, range.endOffset);
  return start === null || end === null ? null : trimmed(view, start, end);
}

export function trimmed(view: View, start: number, end: number): Selected | null {
  const words = view.text.slice(start, end);
  const lead = Array.from(words.slice(0, words.length - words.trimStart().length)).length;
  const tail = Array.from(words.slice(words.trimEnd().length)).length;
  return start + lead < end - tail ? { start: start + lead, end: end - tail } : null;
}

/** The browser's range for a stretch of the text; `null` where it is not shown. */
export function rangeOf(root: Element, view: View, start: number, end: number): Range | null {
  const from = placeOf(root, view, start, false);
  const to = placeOf(root, view, end, true);
  if (!from || !to) return null;
  const range = document.createRange();
  range.setStart(...from);
  range.setEnd(...to);
  return range;
}

/** Where a code point is shown; of the end of a stretch, the place behind the last. */
function placeOf(root: Element, view: View, point: number, end: boolean): [Text, number] | null {
  const passages = [...root.querySelectorAll("[data-start]")];
  const passage = passages.findLast((p) => (end ? passageStart(p) < point : passageStart(p) <= point)) ?? passages[0];
  if (!passage) return null;
  let rest = view.text.units(point) - view.text.units(passageStart(passage));
  for (const text of texts(passage)) {
    if (end ? rest <= text.data.length : rest < text.data.length) return [text, rest];
    rest -= text.data.length;
  }
  return null;
}

/** Where a word begins and ends around a place, for moving the ends of a span word by word. */
export function nextWord(view: View, from: number, direction: 1 | -1, edge: "start" | "end"): number {
  const isWord = (at: number) => /[\p{L}\p{N}\p{M}]/u.test(view.text.slice(at, at + 1));
  for (let at = from + direction; at > 0 && at < view.text.length; at += direction) {
    const begins = isWord(at) && !isWord(at - 1);
    const ends = !isWord(at) && isWord(at - 1);
    if (edge === "start" ? begins : ends) return at;
  }
  return direction < 0 ? 0 : view.text.length;
}
