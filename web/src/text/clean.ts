/**
 * Words of a document, fit to show: control characters, and those that turn the direction of writing, as U+FFFD, one for
 * one, so that no offset moves. Line ends and tabs stay.
 */
export function harmless(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g, "\ufffd");
}

/** The same on one line. */
export function clean(text: string): string {
  return harmless(text.trim().replace(/\s+/g, " "));
}
