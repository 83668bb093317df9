/** How a mention is marked: by what it is, and by whether, whose and when it is; never in colour alone. */
import type { Mention, ReviewState } from "../api/types.ts";
import { doubtful, states } from "../record/said.ts";
import { name, say } from "../words/index.ts";

/** The kinds, in the order of the legend. */
export const kinds = [
  "problem",
  "finding",
  "measurement",
  "medication",
  "procedure",
  "organism",
  "device",
  "substance",
  "body-site",
  "time",
  "demographic",
] as const;
export const presences = ["present", "absent", "possible", "conditional", "hypothetical", "not-assessed"] as const;
export const whoses = ["family", "other", "past", "planned"] as const;

/** The classes of an element that stands for a mention. */
export function classes(mention: Pick<Mention, "kind" | "presence">, checked?: ReviewState): string {
  const shown: string[] = [mention.kind];
  if (mention.presence !== "present") shown.push(mention.presence);
  if (checked !== undefined && checked !== "open") shown.push(`is-${checked}`);
  return shown.join(" ");
}

/** Places and times are told with what they are places and times of, which has the signs. */
const told = (mention: { readonly kind?: Mention["kind"] }) => mention.kind === "body-site" || mention.kind === "time";

/** The signs in front of a mention. */
export function before(mention: Pick<Mention, "presence" | "experiencer"> & { kind?: Mention["kind"] }): string {
  if (told(mention)) return "";
  const signs: string[] = [];
  if (mention.presence === "absent") signs.push("−");
  if (mention.experiencer !== "patient") signs.push(name("sign", mention.experiencer));
  return signs.join(" ");
}

/** The signs behind a mention. */
export function after(
  mention: Pick<Mention, "presence" | "time" | "confidence"> & { kind?: Mention["kind"] },
  checked?: ReviewState,
): string {
  const signs: string[] = [];
  const own = !told(mention);
  if (own && mention.presence === "possible") signs.push("?");
  else if (own && mention.presence !== "present" && mention.presence !== "absent") signs.push(name("sign", mention.presence));
  if (own && mention.time !== "current") signs.push(name("sign", mention.time));
  if (mention.confidence < doubtful) signs.push("(?)");
  if (checked !== undefined) signs.push({ open: "", accepted: "✓", rejected: "✗", changed: "✎", added: "＋" }[checked]);
  return signs.filter(Boolean).join(" ");
}

/** What it is and how it stands, in words. */
export function described(mention: Mention, checked?: ReviewState): string {
  const words = [name("kind", mention.kind), ...states(mention)];
  if (checked !== undefined && checked !== "open") words.push(say(`review.${checked}`));
  return words.join(", ");
}
