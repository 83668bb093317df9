/** The shapes that the service sends, by short names; all of them from its own description. */
import type { components, paths } from "./schema.ts";

type Schemas = components["schemas"];
/** What an operation answers with, where all goes well. */
type Answer<T> = T extends { responses: { 200: { content: { "application/json": infer Body } } } } ? Body : never;

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
export type Problem = Schemas["Problem"];
export type Info = Answer<paths["/v1/info"]["get"]>;
export type Viewed = Answer<paths["/v1/view"]["post"]>;
export type Concept = Answer<paths["/v1/lexicon/concepts/{id}"]["get"]>;
export type Found = Answer<paths["/v1/lexicon/search"]["get"]>;

export type Stored = Answer<paths["/v1/documents/{id}"]["get"]>;
export type StoredList = Answer<paths["/v1/documents"]["get"]>;
export type StoredSummary = StoredList["documents"][number];
export type ReviewMention = Stored["mentions"][number];
export type ReviewState = ReviewMention["state"];
export type Correction = Stored["history"][number];
/** What a correction says; what it leaves out stays as it is. */
export type Change = Omit<Schemas["CorrectionRequest"], "version" | "reviewer">;
export type Agreement = Answer<paths["/v1/agreement"]["get"]>;
export type Evaluation = Answer<paths["/v1/evaluation"]["get"]>;
export type KindScore = Evaluation["kinds"][number];

export type Comparison = Answer<paths["/v1/compare"]["post"]>;
export type Fault = Comparison["faults"][number];
export type ComparedFact = Comparison["facts"][number];
export type Said = ComparedFact["said"][number];
