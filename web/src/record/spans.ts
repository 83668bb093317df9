/** Durations and dates of ISO 8601, in words and in order. */
import { locale } from "../words/index.ts";

/** The parts of a duration that `Intl` can name, by their UCUM unit. */
const intl: Readonly<Record<string, string>> = { a: "year", mo: "month", wk: "week", d: "day", h: "hour", min: "minute", s: "second" };
/** Days in each, as far as an order of events needs them. */
const days: Readonly<Record<string, number>> = { a: 365.25, mo: 365.25 / 12, wk: 7, d: 1, h: 1 / 24, min: 1 / 1440, s: 1 / 86400 };

/** So many of a UCUM unit of time, in words: `3 days`. */
export function span(number: number, ucum: string): string {
  const named = intl[ucum];
  if (named === undefined) return `${number.toLocaleString(locale.value)} ${ucum}`;
  return new Intl.NumberFormat(locale.value, { style: "unit", unit: named, unitDisplay: "long", maximumFractionDigits: 10 }).format(number);
}

/** Whether a UCUM unit is one of time, which is said in words. */
export function isSpan(ucum: string): boolean {
  return Object.hasOwn(intl, ucum);
}

/** A duration of one part; `null` for what is none. */
export function duration(iso: string): { number: number; unit: string } | null {
  const parts = /^P(T?)(\d+(?:\.\d+)?)([YMWDHS])$/.exec(iso);
  if (!parts) return null;
  const unit = parts[1] === "T" ? { H: "h", M: "min", S: "s" }[parts[3]!] : { Y: "a", M: "mo", W: "wk", D: "d" }[parts[3]!];
  return unit === undefined ? null : { number: Number(parts[2]), unit };
}

/** A duration in words; as it is where it is none of one part. */
export function durationWords(iso: string): string {
  const parts = duration(iso);
  return parts ? span(parts.number, parts.unit) : iso;
}

/** How many days a duration takes; `null` for what is none. */
export function inDays(iso: string): number | null {
  const parts = duration(iso);
  return parts ? parts.number * days[parts.unit]! : null;
}

/** A date as far as it is known: a year, a month of it, a day, a minute; as it is where it is no such date. */
export function moment(iso: string): string {
  const parts = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d))?)?)?/.exec(iso);
  if (!parts || parts[0].length !== iso.replace(/:\d\d(\.\d+)?$/, (tail) => (iso.length > 16 ? "" : tail)).length) return iso;
  const [year, month, day, hour, minute] = parts.slice(1).map((part) => (part === undefined ? undefined : Number(part)));
  if (year === undefined || month === undefined) return iso;
  const date = new Date(Date.UTC(year, month - 1, day ?? 1, hour ?? 0, minute ?? 0));
  if (Number.isNaN(date.getTime()) || date.getUTCMonth() !== month - 1) return iso;
  const shown: Intl.DateTimeFormatOptions = { year: "numeric", month: "long", timeZone: "UTC" };
  if (day !== undefined) shown.day = "numeric";
  if (hour !== undefined) Object.assign(shown, { hour: "2-digit", minute: "2-digit" });
  return new Intl.DateTimeFormat(locale.value, shown).format(date);
}

/** When a correction was made, short. */
export function stamp(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return new Intl.DateTimeFormat(locale.value, { dateStyle: "short", timeStyle: "short" }).format(date);
}
