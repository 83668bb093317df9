//! The record itself and what is not a mention.

use serde::{Deserialize, Serialize};

use crate::{AgeUnit, CharOffset, Mention, MentionId, Number, RelationKind, SectionKind, Sex, Span, WarningCode};

/// The name and version of the record's form. A renamed or removed field is a new version; an added one is not.
pub const SCHEMA: &str = "epicrisis.record/1";

/// What Epicrisis says about one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Record {
    /// The name and version of this form.
    #[cfg_attr(feature = "schema", schemars(extend("const" = SCHEMA)))]
    pub schema: String,
    /// The document.
    pub document: Document,
    /// The patient.
    pub subject: Subject,
    /// What the parts of the document are about, in order.
    pub sections: Vec<Section>,
    /// What the document says, ordered by start, then the longer first.
    pub mentions: Vec<Mention>,
    /// How mentions stand to each other.
    pub relations: Vec<Relation>,
    /// What a reader of the record should know about how it came about.
    pub warnings: Vec<Warning>,
}

impl Record {
    /// A record that says nothing yet.
    #[must_use]
    pub fn new(document: Document) -> Self {
        Self {
            schema: SCHEMA.to_owned(),
            document,
            subject: Subject::default(),
            sections: Vec::new(),
            mentions: Vec::new(),
            relations: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// The mention with this id. Takes time in proportion to the mentions; build a map for many look-ups.
    #[must_use]
    pub fn mention(&self, id: MentionId) -> Option<&Mention> {
        self.mentions.iter().find(|mention| mention.id == id)
    }

    /// The innermost section that holds this code point: of those that do, the one that starts last.
    #[must_use]
    pub fn section_at(&self, offset: CharOffset) -> Option<&Section> {
        let begun = self.sections.partition_point(|section| section.start <= offset);
        self.sections[..begun].iter().rev().find(|section| offset < section.end)
    }
}

/// The document a record is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Document {
    /// The id the input carried, else taken from its path.
    pub id: String,
    /// BCP 47; `und` where it could not be told.
    pub language: String,
    /// From 0 to 1.
    pub language_confidence: Number,
    /// In code points.
    pub length: u32,
    /// Of the text as read, in UTF-8; lower-case hexadecimal.
    pub sha256: String,
}

/// The patient; every value points at the mention it came from. `null` where the text does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Subject {
    /// How old.
    pub age: Option<Age>,
    /// Which sex.
    pub sex: Option<SexValue>,
}

/// An age, and where it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Age {
    /// How many of `unit`.
    pub number: Number,
    /// The unit.
    pub unit: AgeUnit,
    /// The mention it came from.
    pub mention: MentionId,
}

/// A sex, and where it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SexValue {
    /// Which.
    pub value: Sex,
    /// The mention it came from.
    pub mention: MentionId,
}

/// A part of the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Section {
    /// What it is about.
    pub kind: SectionKind,
    /// The first code point.
    pub start: CharOffset,
    /// The code point behind the last.
    pub end: CharOffset,
    /// Its heading as written; `null` where a cue in the running text told it.
    #[serde(default)]
    pub heading: Option<String>,
}

impl Section {
    /// Where it is, in code points.
    #[must_use]
    pub const fn span(&self) -> Span {
        Span {
            start: self.start,
            end: self.end,
        }
    }
}

/// How one mention stands to another: *from* KIND *to*.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Relation {
    /// How.
    pub kind: RelationKind,
    /// The mention it is said of.
    pub from: MentionId,
    /// The mention it leads to.
    pub to: MentionId,
}

/// What a reader of the record should know about how it came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Warning {
    /// What it is about.
    pub code: WarningCode,
    /// What and why, in English.
    pub message: String,
    /// The first code point it is about; 0 with `end` 0 where it is about the whole document.
    pub start: CharOffset,
    /// The code point behind the last.
    pub end: CharOffset,
}

impl Warning {
    /// A warning about a stretch of the text.
    #[must_use]
    pub fn at(code: WarningCode, message: impl Into<String>, span: Span) -> Self {
        Self {
            code,
            message: message.into(),
            start: span.start,
            end: span.end,
        }
    }

    /// A warning about the whole document.
    #[must_use]
    pub fn whole(code: WarningCode, message: impl Into<String>) -> Self {
        Self::at(code, message, Span::default())
    }

    /// Where it is, in code points.
    #[must_use]
    pub const fn span(&self) -> Span {
        Span {
            start: self.start,
            end: self.end,
        }
    }
}
