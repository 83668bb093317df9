//! Offsets and spans, typed by what they count, so that bytes and code points cannot be mixed.

use std::fmt;
use std::ops::Range;

/// A position in a text, counted in UTF-8 bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ByteOffset(u32);

/// A position in a text, counted in Unicode code points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CharOffset(u32);

macro_rules! offset {
    ($name:ident) => {
        impl $name {
            /// An offset of this kind.
            pub const fn new(value: u32) -> Self {
                Self(value)
            }

            /// The number itself.
            pub const fn get(self) -> u32 {
                self.0
            }

            /// The number as an index.
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

offset!(ByteOffset);
offset!(CharOffset);

/// A half-open stretch `start..end` of one kind of offset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span<O> {
    /// The first position inside.
    pub start: O,
    /// The first position behind.
    pub end: O,
}

/// A span in UTF-8 bytes.
pub type ByteSpan = Span<ByteOffset>;
/// A span in Unicode code points.
pub type CharSpan = Span<CharOffset>;

impl<O: Copy + Ord> Span<O> {
    /// A span from `start` to `end`; an end before the start gives an empty span at `start`.
    pub fn new(start: O, end: O) -> Self {
        Self {
            start,
            end: end.max(start),
        }
    }

    /// Whether nothing is inside.
    pub fn is_empty(&self) -> bool {
        self.start >= self.end
    }

    /// Whether the two share at least one position.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether all of `other` is inside.
    pub fn covers(&self, other: &Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that holds both.
    pub fn hull(&self, other: &Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

impl ByteSpan {
    /// A byte span from plain indexes.
    pub const fn at(start: u32, end: u32) -> Self {
        Self {
            start: ByteOffset::new(start),
            end: ByteOffset::new(end),
        }
    }

    /// The span as a range that indexes a `str`.
    pub fn range(&self) -> Range<usize> {
        self.start.index()..self.end.index()
    }
}
