//! A mention: one thing the document says, with the characters that say it.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{
    Attributes, CharOffset, CodeSystem, CueRole, Experiencer, Kind, Number, Presence, Size, Span, Time, Value,
};

/// What stands between the fragments of a mention in its `text`.
pub const FRAGMENT_JOINER: &str = " … ";

/// The id of a mention, unique in its record. In JSON and in print `m` and a number: `m12`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "std::borrow::Cow<'_, str>", into = "String")]
pub struct MentionId(pub u32);

/// A mention's id that is not `m` and a number.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{0}` is no mention id; write `m` and a number, as `m12`")]
pub struct MentionIdError(String);

impl fmt::Display for MentionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "m{}", self.0)
    }
}

impl FromStr for MentionId {
    type Err = MentionIdError;

    fn from_str(text: &str) -> Result<Self, MentionIdError> {
        text.strip_prefix('m')
            // One id has one spelling: `m+1` and `m01`, which `parse` would take, are none.
            .filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()) && (*digits == "0" || !digits.starts_with('0')))
            .and_then(|digits| digits.parse().ok())
            .map(Self)
            .ok_or_else(|| MentionIdError(text.to_owned()))
    }
}

impl TryFrom<std::borrow::Cow<'_, str>> for MentionId {
    type Error = MentionIdError;

    fn try_from(text: std::borrow::Cow<'_, str>) -> Result<Self, MentionIdError> {
        text.parse()
    }
}

impl From<MentionId> for String {
    fn from(id: MentionId) -> Self {
        id.to_string()
    }
}

/// What a mention means, in no language.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Concept {
    /// The lexicon's id, kebab-case.
    pub id: String,
    /// The English label.
    pub label: String,
    /// The codes, in the lexicon's order.
    #[serde(default)]
    pub codes: Vec<Code>,
}

/// One code of one system.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Code {
    /// The system's short name.
    pub system: CodeSystem,
    /// The code, as the system writes it.
    pub code: String,
}

/// A stretch of the text that decided presence, experiencer or time.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cue {
    /// What it decided.
    pub role: CueRole,
    /// The first code point.
    pub start: CharOffset,
    /// The code point behind the last.
    pub end: CharOffset,
    /// The rule by which it decided; only where an explanation was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// Its words; only where an explanation was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The stretch that it holds for; only where an explanation was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Span>,
}

impl Cue {
    /// Where it is, in code points.
    #[must_use]
    pub const fn span(&self) -> Span {
        Span {
            start: self.start,
            end: self.end,
        }
    }
}

/// One thing the document says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Mention {
    /// Unique in the record; the same for the same text and version.
    pub id: MentionId,
    /// What it is.
    pub kind: Kind,
    /// The first code point.
    pub start: CharOffset,
    /// The code point behind the last.
    pub end: CharOffset,
    /// The stretches it is made of, in order; empty (and not written) where it is one stretch.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fragments: Vec<Span>,
    /// The covered text; fragments joined with [`FRAGMENT_JOINER`].
    pub text: String,
    /// What it means; `None` where nothing in the lexicon names it. Shared, since a document says things repeatedly.
    #[serde(default)]
    pub concept: Option<Arc<Concept>>,
    /// Whether it is there.
    pub presence: Presence,
    /// Whom it is about.
    pub experiencer: Experiencer,
    /// When it was.
    pub time: Time,
    /// What else the text says of it.
    #[serde(default)]
    pub attributes: Attributes,
    /// Its value; of measurements, and of times in normal form.
    #[serde(default)]
    pub value: Option<Box<Value>>,
    /// What in the text decided presence, experiencer and time.
    #[serde(default)]
    pub cues: Vec<Cue>,
    /// From 0 to 1.
    pub confidence: Number,
}

impl Mention {
    /// From the first to behind the last code point, gaps between fragments included.
    #[must_use]
    pub const fn span(&self) -> Span {
        Span {
            start: self.start,
            end: self.end,
        }
    }

    /// The stretches it is made of: its fragments, or its one span.
    pub fn stretches(&self) -> impl Iterator<Item = Span> + '_ {
        let whole = self.fragments.is_empty().then(|| self.span());
        whole.into_iter().chain(self.fragments.iter().copied())
    }

    /// Its value, and those of its attributes: size, dose and strength.
    pub fn values(&self) -> impl Iterator<Item = &Value> + '_ {
        let a = &self.attributes;
        let sizes = a.size.iter().flat_map(Size::measures);
        let given = a.dose.as_deref().into_iter().chain(a.strength.as_deref());
        self.value.as_deref().into_iter().chain(given).chain(sizes)
    }

    /// The concept's id, where it has one.
    #[must_use]
    pub fn concept_id(&self) -> Option<&str> {
        self.concept.as_deref().map(|concept| concept.id.as_str())
    }

    /// The English label of its concept, else its own words.
    #[must_use]
    pub fn label(&self) -> &str {
        self.concept.as_deref().map_or(&self.text, |concept| &concept.label)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_one_spelling() {
        assert_eq!("m12".parse(), Ok(MentionId(12)));
        assert_eq!(MentionId(12).to_string(), "m12");
        for wrong in ["", "m", "12", "m01", "m+1", "m-1", "M1", "m99999999999", "m1 "] {
            assert!(wrong.parse::<MentionId>().is_err(), "{wrong}");
        }
    }
}
