//! What is sent and answered about documents that people check.

use std::collections::BTreeMap;

use epicrisis_record::{Kind, Presence, Record, Span};
use serde::{Deserialize, Deserializer, Serialize};

/// A document to be kept.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct NewDocumentRequest {
    /// What it is called; made from the text where it is not given.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::kept_id"))]
    pub(crate) id: Option<String>,
    /// Its text.
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::text"))]
    pub(crate) text: String,
    /// The code of its language, or `auto`.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::language"))]
    pub(crate) language: Option<String>,
}

/// What can be asked of a document.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct DocumentQuery {
    /// The language in which concepts are named in `labels`.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::language"))]
    pub(crate) interface: Option<String>,
    /// Only what this reviewer said; without, what all said, the last word counting.
    #[serde(default)]
    pub(crate) reviewer: Option<String>,
}

/// What is done to a mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub(crate) enum Action {
    /// It is right as it is.
    Accept,
    /// It should not be there.
    Reject,
    /// It is another than was said.
    Change,
    /// It was missed.
    Add,
}

/// A correction.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct CorrectionRequest {
    /// The version of the document that the reviewer saw.
    #[serde(deserialize_with = "crate::whole::version")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::version"))]
    pub(crate) version: i64,
    /// Who says so.
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::reviewer"))]
    pub(crate) reviewer: String,
    /// What is done.
    pub(crate) action: Action,
    /// The mention; not where one is added.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::key"))]
    pub(crate) key: Option<String>,
    /// What it is; where one is added, or to change it.
    #[serde(default)]
    pub(crate) kind: Option<Kind>,
    /// The id of its concept, or null for none; not given, it stays.
    #[serde(default, deserialize_with = "given")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub(crate) concept: Option<Option<String>>,
    /// Whether it is there; where one is added, it is present unless this is given.
    #[serde(default)]
    pub(crate) presence: Option<Presence>,
    /// The first code point; where one is added, or to change its span, with `end`.
    #[serde(default, deserialize_with = "crate::whole::offset")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::offset"))]
    pub(crate) start: Option<u32>,
    /// The code point behind the last.
    #[serde(default, deserialize_with = "crate::whole::offset")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::offset"))]
    pub(crate) end: Option<u32>,
}

/// Tells what is null from what is not given.
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// Takes back a reviewer's last correction.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct UndoRequest {
    /// The version of the document that the reviewer saw.
    #[serde(deserialize_with = "crate::whole::version")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::version"))]
    pub(crate) version: i64,
    /// Whose last correction.
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::reviewer"))]
    pub(crate) reviewer: String,
}

/// The documents that are kept.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct DocumentsAnswer {
    /// The one last changed first.
    pub(crate) documents: Vec<ListedDocument>,
}

/// A document in the list.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct ListedDocument {
    /// What it is called.
    pub(crate) id: String,
    /// How its text begins.
    pub(crate) title: String,
    /// Its language, BCP 47.
    pub(crate) language: String,
    /// Raised by each correction and each undoing.
    pub(crate) version: i64,
    /// How many corrections stand.
    pub(crate) corrections: u64,
    /// When it was last changed.
    pub(crate) updated: String,
}

/// A document that is kept.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
// The record has a document of its own.
#[cfg_attr(feature = "schema", schemars(rename = "KeptDocument"))]
pub(crate) struct Document {
    /// What it is called.
    pub(crate) id: String,
    /// Raised by each correction and each undoing; corrections name the one that was seen.
    pub(crate) version: i64,
    /// Its text.
    pub(crate) text: String,
    /// Its record, as the engine made it when the document came.
    pub(crate) record: Record,
    /// What made the record: the program and its version.
    pub(crate) made_with: String,
    /// Its mentions, as they are after the corrections; rejected ones too.
    pub(crate) mentions: Vec<ReviewMention>,
    /// What was said, in order.
    pub(crate) history: Vec<Correction>,
    /// What its concepts are called in the language asked for, by id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) labels: BTreeMap<String, String>,
}

/// Who found a mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub(crate) enum Origin {
    /// The engine.
    Engine,
    /// A person.
    Reviewer,
}

/// What was said of a mention last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub(crate) enum State {
    /// Nothing yet.
    Open,
    /// It is right.
    Accepted,
    /// It should not be there.
    Rejected,
    /// It was another.
    Changed,
    /// It was missed.
    Added,
}

/// A mention as people left it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct ReviewMention {
    /// `t` and the number of the record's mention, or `r` and a number for one that was added.
    pub(crate) key: String,
    /// Who found it.
    pub(crate) origin: Origin,
    /// What was said of it last.
    pub(crate) state: State,
    /// What it is.
    pub(crate) kind: Kind,
    /// What it means.
    pub(crate) concept: Option<NamedConcept>,
    /// Whether it is there.
    pub(crate) presence: Presence,
    /// The first code point.
    pub(crate) start: u32,
    /// The code point behind the last.
    pub(crate) end: u32,
    /// The stretches it is made of, where it is not one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) fragments: Vec<Span>,
    /// The covered text.
    pub(crate) text: String,
    /// Who said so last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) by: Option<String>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) at: Option<String>,
}

/// A concept with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct NamedConcept {
    /// The lexicon's id.
    pub(crate) id: String,
    /// The English label.
    pub(crate) label: String,
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub(crate) enum Done {
    /// A mention was found right.
    Accept,
    /// A mention was found wrong.
    Reject,
    /// A mention was changed.
    Change,
    /// A mention was added.
    Add,
    /// The reviewer's last correction was taken back.
    Undo,
}

/// A correction in the history of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct Correction {
    /// The version that it made.
    pub(crate) version: i64,
    /// Who.
    pub(crate) reviewer: String,
    /// What.
    pub(crate) action: Done,
    /// Which mention.
    pub(crate) key: String,
    /// When, by the clock of the service.
    pub(crate) at: String,
    /// What the mention is since then; nothing where something was taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) kind: Option<Kind>,
    /// What it means since then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) concept: Option<NamedConcept>,
    /// Whether it is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) presence: Option<Presence>,
    /// The first code point.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) start: Option<u32>,
    /// The code point behind the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) end: Option<u32>,
    /// Whether it was taken back since.
    pub(crate) undone: bool,
}

/// In which format a document is taken out.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct ExportQuery {
    /// `json` (the record with its provenance), or `brat` (the annotations).
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::export"))]
    pub(crate) format: Option<String>,
    /// Only what this reviewer said.
    #[serde(default)]
    pub(crate) reviewer: Option<String>,
}

/// A document with what people made of it.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct ExportAnswer {
    /// The record after the corrections: rejected mentions are gone, changed ones changed, added ones there.
    pub(crate) record: Record,
    /// The document's text.
    pub(crate) text: String,
    /// Where it all comes from.
    pub(crate) provenance: Provenance,
}

/// Where a record comes from.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct Provenance {
    /// What made the record before the corrections: the program and its version.
    pub(crate) made_with: String,
    /// The version of the document.
    pub(crate) version: i64,
    /// Who said what of which mention last.
    pub(crate) mentions: Vec<MentionProvenance>,
    /// What was said, in order.
    pub(crate) history: Vec<Correction>,
}

/// Where a mention comes from.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct MentionProvenance {
    /// The mention of the record.
    pub(crate) mention: String,
    /// Its key in the history.
    pub(crate) key: String,
    /// Who found it.
    pub(crate) origin: Origin,
    /// What was said of it last.
    pub(crate) state: State,
    /// Who said so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) by: Option<String>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) at: Option<String>,
}

/// How far reviewers agree.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct AgreementAnswer {
    /// Each two who reviewed a document in common.
    pub(crate) pairs: Vec<PairAgreement>,
}

/// How far two reviewers agree.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct PairAgreement {
    /// One.
    pub(crate) a: String,
    /// The other.
    pub(crate) b: String,
    /// Documents that both reviewed.
    pub(crate) documents: u64,
    /// Mentions of which they say the same.
    pub(crate) agreed: u64,
    /// Mentions of which both said something, and those that one added and the other did not.
    pub(crate) of: u64,
    /// The F1 of the mentions that one leaves standing against those of the other; nothing where neither leaves one.
    pub(crate) f1: Option<f64>,
}

/// How good the engine is by what people made of its records.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct EvaluationAnswer {
    /// Documents that were corrected.
    pub(crate) documents: u64,
    /// Over all kinds.
    pub(crate) total: Option<KindScore>,
    /// Kind by kind, those of which something was said.
    pub(crate) kinds: Vec<KindScore>,
}

/// How good the engine is at a kind.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct KindScore {
    /// The kind, or `all`.
    pub(crate) kind: String,
    /// Mentions that people left standing or added.
    pub(crate) gold: u64,
    /// Mentions of the engine of which people said something.
    pub(crate) made: u64,
    /// Where both cover the same characters.
    pub(crate) strict: FiguresAnswer,
    /// Where they share a character.
    pub(crate) overlapping: FiguresAnswer,
}

/// Precision, recall and F1; nothing where nothing was counted.
#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct FiguresAnswer {
    /// Of what was made, how much is right.
    pub(crate) precision: Option<f64>,
    /// Of what there is, how much was found.
    pub(crate) recall: Option<f64>,
    /// Their harmonic mean.
    pub(crate) f1: Option<f64>,
}
