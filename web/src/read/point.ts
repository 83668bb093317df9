/** Shows a stretch of the text without touching the marks: the browser paints it, where it can. */

const shown = "pointed";

/** Paints a range and brings it into sight. */
export function point(range: Range, scroll = true): void {
  paint(range);
  if (!scroll) return;
  const at = range.startContainer.parentElement;
  at?.scrollIntoView({ block: "nearest" });
}

export function paint(range: Range | null): void {
  if (typeof Highlight === "undefined" || !("highlights" in CSS)) return;
  if (range) CSS.highlights.set(shown, new Highlight(range));
  else CSS.highlights.delete(shown);
}
