//! Documents, as they are sent.

use serde::{Deserialize, Deserializer};

/// A document to read.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct DocumentIn {
    /// What the record calls it; by its place where it is not given.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::id"))]
    pub(crate) id: Option<String>,
    /// Its text.
    pub(crate) text: String,
    /// The code of its language; told from the text where it is not given, or `auto`.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::language"))]
    pub(crate) language: Option<String>,
}

/// Documents to read, in one body.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(untagged))]
pub(crate) enum ExtractRequest {
    /// One: its record is the answer.
    One(DocumentIn),
    /// Several: the answer has them in this order.
    Several(Several),
}

/// Several documents to read.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct Several {
    /// The documents.
    pub(crate) documents: Vec<DocumentIn>,
}

/// Either of the two, field by field, so that an error says which field is wrong.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Either {
    #[serde(default)]
    documents: Option<Vec<DocumentIn>>,
    #[serde(default)]
    id: Option<String>,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    language: Option<String>,
}

impl<'de> Deserialize<'de> for ExtractRequest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let wrong = || serde::de::Error::custom("missing field `text`, or `documents` with nothing beside it");
        match Either::deserialize(deserializer)? {
            Either {
                documents: Some(documents),
                id: None,
                text: None,
                language: None,
            } => Ok(Self::Several(Several { documents })),
            Either {
                documents: None,
                id,
                text: Some(text),
                language,
            } => Ok(Self::One(DocumentIn { id, text, language })),
            _ => Err(wrong()),
        }
    }
}

/// What can be asked of an extraction beside the documents.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub(crate) struct ExtractQuery {
    /// Of a document sent as text, what the record calls it.
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::id"))]
    pub(crate) id: Option<String>,
    /// The code of the language of documents that do not say theirs, or `auto`.
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::language"))]
    pub(crate) language: Option<String>,
    /// The format of the answer, instead of `Accept`.
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::format"))]
    pub(crate) format: Option<String>,
    /// Whether each cue of a record says its rule and its scope.
    pub(crate) explain: bool,
    /// When what is written is said to be made, for formats that name a time, as `2026-03-01T12:00:00Z`; the clock is never
    /// asked.
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::instant"))]
    pub(crate) issued: Option<String>,
}
