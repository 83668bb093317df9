/** The shapes that the service sends, by short names. */
import type { components } from "./schema.ts";

type Schemas = components["schemas"];
export type CaseRecord = Schemas["Record"];
export type Mention = Schemas["Mention"];
export type Value = Schemas["Value"];
export type Attributes = Schemas["Attributes"];
export type Frequency = Schemas["Frequency"];
export type Relation = Schemas["Relation"];
export type RelationKind = Schemas["RelationKind"];
export type Section = Schemas["Section"];
export type SectionKind = Schemas["SectionKind"];
export type Cue = Schemas["Cue"];
export type Kind = Schemas["Kind"];
export type Presence = Schemas["Presence"];
export type Experiencer = Schemas["Experiencer"];
export type Time = Schemas["Time"];
export type Interpretation = Schemas["Interpretation"];
export type Warning = Schemas["Warning"];
export type Code = Schemas["Code"];

/** What went wrong, as RFC 9457 has it. */
export interface Problem {
  readonly type?: string;
  readonly title?: string;
  readonly status?: number;
  readonly detail?: string;
  /** On a conflict, the version that the document has now. */
  readonly version?: number;
}

export interface Info {
  readonly version: string;
  readonly store: boolean;
  readonly languages: readonly string[];
  readonly formats: readonly { readonly name: string; readonly media_type: string; readonly several: boolean }[];
}

export interface Viewed {
  readonly record: CaseRecord;
  /** What the concepts of the record are called in the language asked for. */
  readonly labels: Readonly<Record<string, string>>;
}

export interface Concept {
  readonly id: string;
  readonly kind: Kind;
  readonly label: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly codes: readonly Code[];
  readonly matched?: string;
  readonly terms?: Readonly<Record<string, readonly string[]>>;
}

export type ReviewState = "open" | "accepted" | "rejected" | "changed" | "added";
export type Action = "accept" | "reject" | "change" | "add";

export interface ReviewMention {
  readonly key: string;
  readonly origin: "engine" | "reviewer";
  readonly state: ReviewState;
  readonly kind: Kind;
  readonly concept: { readonly id: string; readonly label: string } | null;
  readonly presence: Presence;
  readonly start: number;
  readonly end: number;
  readonly fragments?: readonly (readonly [number, number])[];
  readonly text: string;
  readonly by?: string | null;
  readonly at?: string | null;
}

/** What a correction says; what it leaves out stays as it is. */
export interface Change {
  readonly action: Action;
  readonly key?: string;
  readonly kind?: Kind;
  readonly concept?: string | null;
  readonly presence?: Presence;
  readonly start?: number;
  readonly end?: number;
}

export interface Correction {
  readonly version: number;
  readonly reviewer: string;
  readonly action: Action | "undo";
  readonly key: string;
  readonly at: string;
  readonly undone: boolean;
}

export interface Stored {
  readonly id: string;
  readonly version: number;
  readonly text: string;
  readonly record: CaseRecord;
  readonly mentions: readonly ReviewMention[];
  readonly history: readonly Correction[];
  readonly labels?: Readonly<Record<string, string>>;
}

export interface StoredSummary {
  readonly id: string;
  readonly title: string;
  readonly language: string;
  readonly version: number;
  readonly corrections: number;
  readonly updated: string;
}

export type Danger = "high" | "moderate" | "low";

export interface Fault {
  readonly code: string;
  readonly danger: Danger;
  readonly about: string;
  readonly row: number;
  readonly differs: readonly number[];
  readonly places: readonly { readonly telling: number; readonly start: number; readonly end: number; readonly text: string }[];
}

export interface Said {
  readonly telling: number;
  readonly mention: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly presence: Presence;
  readonly experiencer: Experiencer;
  readonly time: Time;
  readonly side?: string | null;
}

export interface ComparedFact {
  readonly row: number;
  readonly kind: Kind;
  readonly concept: string | null;
  readonly label: string;
  readonly agreement: "all" | "some" | "differs";
  readonly differs: readonly string[];
  readonly said: readonly Said[];
}

export interface Comparison {
  readonly tellings: readonly { readonly name: string; readonly language: string; readonly length: number }[];
  readonly faults: readonly Fault[];
  readonly facts: readonly ComparedFact[];
  readonly rows: readonly (readonly [number, number] | null)[][];
}

export interface Agreement {
  readonly pairs: readonly {
    readonly a: string;
    readonly b: string;
    readonly documents: number;
    readonly agreed: number;
    readonly of: number;
    readonly f1: number | null;
  }[];
}

export interface Figures {
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
}

export interface KindScore {
  readonly kind: string;
  readonly gold: number;
  readonly made: number;
  readonly strict: Figures;
  readonly overlapping: Figures;
}

export interface Evaluation {
  readonly documents: number;
  readonly total: KindScore | null;
  readonly kinds: readonly KindScore[];
}
