/** Many things, one stop of the keyboard: it stops where it was last, and arrows go on from there. */

/** The one of many that the keyboard stops at is the one it was at last. */
export function settle(root: Element | null, marks: string, at: EventTarget | null): void {
  if (!root || !(at instanceof HTMLElement) || !at.matches(marks)) return;
  for (const mark of root.querySelectorAll<HTMLElement>(`${marks}[tabindex="0"]`)) mark.tabIndex = -1;
  at.tabIndex = 0;
}

/** Goes from one to another by a key; `null` where the key is not one for that. */
export function move(root: Element, marks: string, from: Element, key: string): HTMLElement | null {
  const all = [...root.querySelectorAll<HTMLElement>(marks)];
  const at = all.findIndex((mark) => mark === from);
  const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[key];
  if (at < 0 || to === undefined) return null;
  const mark = all[Math.max(0, Math.min(to, all.length - 1))] ?? null;
  mark?.focus();
  return mark;
}

/** Whether a key event is one without others held, which are the browser's. */
export function bare(event: KeyboardEvent): boolean {
  return !event.altKey && !event.ctrlKey && !event.metaKey;
}
