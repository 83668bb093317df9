//! What stands where in a table.

use std::borrow::Cow;
use std::fmt::Write;

use epicrisis_record::{CharOffset, MentionId, Number};

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub holds: Holds,
    /// Whether it is known in each row.
    pub always: bool,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// UTF-8 text, never empty.
    Text,
    /// A whole number of 32 bits with a sign.
    Integer,
    /// A finite number of 64 bits.
    Number,
    /// `true` or `false`.
    Truth,
}

/// A column, and how it is known of a row.
pub(super) struct Field<R> {
    pub(super) column: Column,
    pub(super) of: fn(&R) -> Cell<'_>,
}

impl<R> Field<R> {
    const fn new(name: &'static str, holds: Holds, of: fn(&R) -> Cell<'_>) -> Self {
        let always = false;
        Self {
            column: Column { name, holds, always },
            of,
        }
    }

    pub(super) const fn text(name: &'static str, of: fn(&R) -> Cell<'_>) -> Self {
        Self::new(name, Holds::Text, of)
    }

    pub(super) const fn integer(name: &'static str, of: fn(&R) -> Cell<'_>) -> Self {
        Self::new(name, Holds::Integer, of)
    }

    pub(super) const fn number(name: &'static str, of: fn(&R) -> Cell<'_>) -> Self {
        Self::new(name, Holds::Number, of)
    }

    pub(super) const fn truth(name: &'static str, of: fn(&R) -> Cell<'_>) -> Self {
        Self::new(name, Holds::Truth, of)
    }

    /// Says that it is known in each row.
    pub(super) const fn always(mut self) -> Self {
        self.column.always = true;
        self
    }
}

/// What stands in a column of a row.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell<'r> {
    Unknown,
    Text(Cow<'r, str>),
    Integer(i32),
    Number(Number),
    Truth(bool),
}

impl Cell<'_> {
    /// Prints it as CSV has it.
    pub(super) fn print(&self, out: &mut String) {
        let _ = match self {
            Cell::Unknown => Ok(()),
            Cell::Text(text) => out.write_str(text),
            Cell::Integer(whole) => write!(out, "{whole}"),
            Cell::Number(number) => write!(out, "{number}"),
            Cell::Truth(truth) => write!(out, "{truth}"),
        };
    }
}

impl<'r> From<&'r str> for Cell<'r> {
    fn from(text: &'r str) -> Self {
        Cow::Borrowed(text).into()
    }
}

impl<'r> From<&'r String> for Cell<'r> {
    fn from(text: &'r String) -> Self {
        text.as_str().into()
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Cow::<str>::Owned(text).into()
    }
}

impl<'r> From<Cow<'r, str>> for Cell<'r> {
    /// A text without letters says nothing, and CSV could not tell it from what is not known.
    fn from(text: Cow<'r, str>) -> Self {
        if text.is_empty() {
            Cell::Unknown
        } else {
            Cell::Text(text)
        }
    }
}

impl From<MentionId> for Cell<'_> {
    fn from(id: MentionId) -> Self {
        id.to_string().into()
    }
}

impl From<Number> for Cell<'_> {
    fn from(number: Number) -> Self {
        Cell::Number(number)
    }
}

impl From<CharOffset> for Cell<'_> {
    fn from(offset: CharOffset) -> Self {
        offset.0.into()
    }
}

impl From<u32> for Cell<'_> {
    /// No document is so long that it would not fit: the largest that is read has 2^30 bytes.
    fn from(whole: u32) -> Self {
        i32::try_from(whole).map_or(Cell::Unknown, Cell::Integer)
    }
}

impl From<usize> for Cell<'_> {
    fn from(whole: usize) -> Self {
        i32::try_from(whole).map_or(Cell::Unknown, Cell::Integer)
    }
}

impl From<bool> for Cell<'_> {
    fn from(truth: bool) -> Self {
        Cell::Truth(truth)
    }
}

impl<'r, T: Into<Cell<'r>>> From<Option<T>> for Cell<'r> {
    fn from(known: Option<T>) -> Self {
        known.map_or(Cell::Unknown, Into::into)
    }
}
