/** Measured values: as written, in the usual unit, what they mean, where they lie in their range. */
import type { Interpretation, Value } from "../api/types.ts";
import { clean } from "../text/clean.ts";
import { locale, say } from "../words/index.ts";
import { isSpan, span } from "./spans.ts";
import { join, unit } from "./units.ts";

/** A number as the reader's language writes it, with all its digits. */
export function number(value: number): string {
  return new Intl.NumberFormat(locale.value, { maximumFractionDigits: 10, useGrouping: "min2" as unknown as boolean }).format(value);
}

/** How a value stands to its number, with the blank behind it. */
function comparator(value: Value): string {
  switch (value.comparator) {
    case "<":
      return "<\u00a0";
    case "<=":
      return "≤\u00a0";
    case ">":
      return ">\u00a0";
    case ">=":
      return "≥\u00a0";
    case "~":
      return `${say("value.about")}\u00a0`;
    default:
      return "";
  }
}

/** Two ends, or the one that there is. */
function range(low: number | null | undefined, high: number | null | undefined): string | null {
  if (low != null && high != null) return `${number(low)}–${number(high)}`;
  if (low != null) return `≥\u00a0${number(low)}`;
  if (high != null) return `≤\u00a0${number(high)}`;
  return null;
}

/** Whether the unit is one that the text does not give. */
export function unitAssumed(value: Value): boolean {
  return value.assumed_unit != null && value.unit === null && value.unit_text === null;
}

/** The value with the unit that the text has or that was taken for granted: `< 0.5 mg/dL`, `10–15`, `positive`. */
export function shown(value: Value): string {
  const figure = value.number !== null ? number(value.number) : range(value.low, value.high);
  if (figure === null) return words(value.text ?? "");
  if (value.number !== null && value.unit !== null && isSpan(value.unit)) return comparator(value) + span(value.number, value.unit);
  const of = value.unit ?? (unitAssumed(value) ? value.assumed_unit : null);
  const written = of != null ? unit(of) : clean(value.unit_text ?? "");
  const said = value.text != null ? ` (${words(value.text)})` : "";
  return join(comparator(value) + figure, written) + said;
}

/** A result in words, which the record has in English; what has a flag of its own is said in the reader's language. */
function words(text: string): string {
  const flag = { positive: "POS", negative: "NEG", normal: "N", abnormal: "A" }[text.toLowerCase()];
  return flag ? say(`flag.${flag as Interpretation}`) : clean(text);
}

/** The number in the usual unit, where that is another. */
export function usual(value: Value): string | null {
  const { canonical } = value;
  if (!canonical) return null;
  const same = canonical.number === value.number && canonical.unit === (value.unit ?? value.assumed_unit);
  return same ? null : comparator(value) + join(number(canonical.number), unit(canonical.unit));
}

/** The normal range, with its unit where that is not the one of the number beside it. */
export function normal(value: Value): string | null {
  const reference = value.reference_range;
  const numbers = reference ? range(reference.low, reference.high) : null;
  if (!reference || numbers === null) return null;
  const beside = value.canonical?.unit ?? value.unit;
  return join(numbers, beside === reference.unit ? "" : unit(reference.unit));
}

/** The letters of HL7 with a sign, and how far out of the ordinary it is. */
export function flag(value: Value): { text: string; level: "plain" | "caution" | "alarm"; meaning: string } | null {
  const { interpretation } = value;
  if (interpretation === null) return null;
  const [text, level] = marks[interpretation];
  return { text, level, meaning: say(`flag.${interpretation}`) };
}

const marks: Readonly<Record<Interpretation, readonly [string, "plain" | "caution" | "alarm"]>> = {
  N: ["", "plain"],
  L: ["L ↓", "caution"],
  H: ["H ↑", "caution"],
  LL: ["LL ↓↓", "alarm"],
  HH: ["HH ↑↑", "alarm"],
  A: ["A !", "caution"],
  POS: ["POS +", "caution"],
  NEG: ["NEG", "plain"],
};

/** Whether a value is out of its range or is a positive result. */
export function abnormal(value: Value): boolean {
  return value.interpretation !== null && marks[value.interpretation][1] !== "plain";
}

/** Where a value lies, in hundredths of the bar's width. */
export interface Bar {
  readonly normal: readonly [number, number];
  readonly at: number;
  /** Where it points: to what lies beyond the end of the bar, or anywhere below or above a number. */
  readonly points: "left" | "right" | null;
}

/** Of a range with two ends, normal is the middle; so there is as much room for what is too low as for what is too high. */
const middle = [30, 70] as const;
/** Where what is beyond the bar is drawn. */
const ends = [4, 96] as const;

/** The bar of a value that has a number and a range in one unit: linear; with one end, that end is in the middle. */
export function bar(value: Value): Bar | null {
  const reference = value.reference_range;
  if (!reference) return null;
  const canonical = value.canonical?.unit === reference.unit ? value.canonical.number : null;
  const at = canonical ?? (value.unit === reference.unit ? value.number : null);
  if (at === null) return null;
  const { low, high } = reference;
  let place: number;
  let span: readonly [number, number];
  if (low != null && high != null && low < high) {
    [place, span] = [middle[0] + ((at - low) / (high - low)) * (middle[1] - middle[0]), middle];
  } else if (low != null && high == null && low > 0) {
    [place, span] = [(at / low) * 50, [50, 100]];
  } else if (high != null && low == null && high > 0) {
    [place, span] = [(at / high) * 50, [0, 50]];
  } else {
    return null;
  }
  if (!Number.isFinite(place)) return null;
  const told = { "<": "left", "<=": "left", ">": "right", ">=": "right", "~": null }[value.comparator ?? "~"] as Bar["points"];
  const points = told ?? (place < ends[0] ? "left" : place > ends[1] ? "right" : null);
  return { normal: span, at: Math.min(Math.max(place, ends[0]), ends[1]), points };
}
