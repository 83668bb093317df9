//! A fault that was found, with the words of every telling.

use epicrisis_record::{CharOffset, Span};
use serde::Serialize;

use super::fault::{Danger, Fault};
use crate::Telling;

/// A stretch of a telling.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Place {
    /// The telling, by its place in the comparison.
    pub telling: usize,
    /// The first code point.
    pub start: CharOffset,
    /// The code point behind the last.
    pub end: CharOffset,
    /// The letters between.
    pub text: String,
}

impl Place {
    pub(super) fn of(tellings: &[Telling<'_>], telling: usize, span: Span) -> Self {
        Self {
            telling,
            start: span.start,
            end: span.end,
            text: tellings[telling].slice(span).to_owned(),
        }
    }
}

/// A fault, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Finding {
    /// What went wrong.
    pub code: Fault,
    /// How much it matters to the patient.
    pub danger: Danger,
    /// What it is about: a label in English, or words of the text.
    pub about: String,
    /// The row in which it stands, by its place in the comparison.
    pub row: usize,
    /// The telling or tellings in which the fault lies: those that differ from most others. Of two tellings, the second.
    pub differs: Vec<usize>,
    /// Where each telling speaks of it, by telling; where it says nothing, what stands there instead is not given.
    pub places: Vec<Place>,
}

impl Finding {
    /// Where a telling speaks of it.
    #[must_use]
    pub fn place(&self, telling: usize) -> Option<&Place> {
        self.places.iter().find(|p| p.telling == telling)
    }
}
