//! Offsets that say what they count.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An offset in **Unicode code points** of the text as read: not bytes, not UTF-16 units, not graphemes.
///
/// A type of its own so that a byte offset cannot be put where the record wants this. In JSON a plain integer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(transparent, description = "An offset in Unicode code points.")
)]
pub struct CharOffset(pub u32);

impl CharOffset {
    /// The offset as an index, in code points.
    #[must_use]
    pub const fn get(self) -> usize {
        self.0 as usize
    }
}

impl From<u32> for CharOffset {
    fn from(value: u32) -> Self {
        Self(value)
    }
}

impl fmt::Display for CharOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A half-open stretch of the text, in code points. In JSON `[start, end]`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "(CharOffset, CharOffset)", into = "(CharOffset, CharOffset)")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(with = "(CharOffset, CharOffset)"))]
pub struct Span {
    /// The first code point.
    pub start: CharOffset,
    /// The code point behind the last.
    pub end: CharOffset,
}

impl Span {
    /// The stretch from `start` up to and without `end`, both in code points.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self {
            start: CharOffset(start),
            end: CharOffset(end),
        }
    }

    /// How many code points it covers; 0 where it ends before it starts.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end.0.saturating_sub(self.start.0)
    }

    /// Whether it covers nothing.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Whether `other` lies within it.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a code point.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

impl From<(CharOffset, CharOffset)> for Span {
    fn from((start, end): (CharOffset, CharOffset)) -> Self {
        Self { start, end }
    }
}

impl From<Span> for (CharOffset, CharOffset) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\u{2013}{}", self.start, self.end)
    }
}
