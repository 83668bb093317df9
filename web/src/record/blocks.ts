/** The parts of the record as it is told, and which of them a mention belongs to: exactly one, or none. */
import type { Mention, SectionKind } from "../api/types.ts";

/** As they are told; the same parts as in the pages of `--format html`. */
export const blocks = [
  "patient",
  "diagnoses",
  "problems",
  "findings",
  "vitals",
  "laboratory",
  "measurements",
  "microbiology",
  "procedures",
  "medication",
  "devices",
  "substances",
  "absent",
  "uncertain",
  "past",
  "family",
  "others",
  "planned",
] as const;
export type Block = (typeof blocks)[number];

/** Those whose facts are measured values. */
export const valued: ReadonlySet<Block> = new Set(["vitals", "laboratory", "measurements"]);

/** Where a mention belongs by itself; whether a problem is a diagnosis takes the whole record to tell. */
export function blockOf(mention: Mention, section: SectionKind | null): Block | null {
  // Places and times are told with what they are places and times of.
  if (mention.kind === "body-site" || mention.kind === "time") return null;
  if (mention.experiencer === "family") return "family";
  if (mention.experiencer === "other") return "others";
  if (mention.presence === "absent") return "absent";
  if (mention.presence !== "present") return "uncertain";
  if (mention.time === "past") return "past";
  if (mention.time === "planned") return "planned";
  switch (mention.kind) {
    case "problem":
      return section === "diagnosis" ? "diagnoses" : "problems";
    case "finding":
      return "findings";
    case "measurement":
      return measured(mention, section);
    case "medication":
      return "medication";
    case "procedure":
      return "procedures";
    case "organism":
      return "microbiology";
    case "device":
      return "devices";
    case "substance":
      return "substances";
    case "demographic":
      return "patient";
  }
}

/** LOINC codes of what is measured at the bedside. */
const vitalSigns: ReadonlySet<string> = new Set(
  (
    "8480-6 8462-4 8478-0 85354-9 8867-4 8893-0 9279-1 8310-5 8331-1 8328-7 8332-9 59408-5 2708-6 3151-8 3150-6 29463-7 " +
    "3141-9 8302-2 39156-5 9843-4 8287-5 9269-2 72514-3"
  ).split(" "),
);

function measured(mention: Mention, section: SectionKind | null): Block {
  const loinc = mention.concept?.codes.find((code) => code.system === "LOINC");
  if ((loinc && vitalSigns.has(loinc.code)) || section === "vitals") return "vitals";
  if (section === "laboratory" || section === "microbiology") return "laboratory";
  if (section === "imaging" || section === "ecg") return "measurements";
  return loinc ? "laboratory" : "measurements";
}
