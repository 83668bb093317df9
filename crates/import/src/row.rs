//! What every reader yields, whatever it reads.

use std::fmt;
use std::sync::Arc;

use epicrisis_lexicon::ConceptKind;

use crate::data::Lang;

/// A name of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// As the terminology has it.
    pub text: String,
    /// `None` where the terminology does not say.
    pub language: Option<Lang>,
    /// Whether the terminology prefers it to its other names.
    pub preferred: bool,
}

impl Name {
    /// A preferred name.
    pub fn preferred(text: impl Into<String>, language: Option<Lang>) -> Self {
        Self {
            text: text.into(),
            language,
            preferred: true,
        }
    }

    /// Another name.
    pub fn synonym(text: impl Into<String>, language: Option<Lang>) -> Self {
        Self {
            text: text.into(),
            language,
            preferred: false,
        }
    }
}

/// Some of the names of one code. Several rows may speak of one code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The code system, by the name that the record gives it.
    pub system: Arc<str>,
    /// The code, as the record has it.
    pub code: String,
    /// What it names, where the terminology says so.
    pub kind: Option<ConceptKind>,
    /// Its names; a row may have none.
    pub names: Vec<Name>,
    /// Codes of other systems for the very same thing.
    pub also: Vec<(Arc<str>, String)>,
    /// The line it stands in, counted from 1; 0 where there are no lines.
    pub line: u64,
}

/// A row that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRow {
    /// The file.
    pub file: Arc<str>,
    /// The line, counted from 1.
    pub line: u64,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for BadRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

/// What a reader meets, in the order of the file.
#[derive(Clone, Debug)]
pub enum Event {
    /// A row, and its file.
    Row(Row, Arc<str>),
    /// A row that cannot be used and is skipped.
    Bad(BadRow),
    /// A row that is out of use by the terminology's own word: withdrawn, inactive, suppressed.
    Retired,
}
