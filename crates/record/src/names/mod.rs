//! The words of the record: every closed list of names, and the two open ones.

mod closed;
mod open;

pub use closed::{
    AgeUnit, Comparator, Course, CueRole, Degree, Experiencer, Interpretation, Kind, Laterality, Presence,
    RelationKind, Route, SectionKind, Severity, Sex, Time,
};
pub use open::{CodeSystem, WarningCode};

use thiserror::Error;

/// A name that is none of those the record knows.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{found}` is no {what}; known are: {known}")]
pub struct UnknownName {
    /// What was looked for, as `kind` or `presence`.
    pub what: &'static str,
    /// What was found instead.
    pub found: String,
    /// The names that would have been right, parted by commas.
    pub known: String,
}
