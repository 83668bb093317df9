//! What stands in a cell of a table: a type for each of CDM 5.4's, so that a row of the wrong types does not compile.

use epicrisis_record::Number;

use super::date::Date;

/// The type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// A key that is derived, and what points at one: 64 bits. See [`super::ids`](crate::omop).
    Key,
    /// An integer of 32 bits: concept ids, years, counts.
    Integer,
    /// A decimal number.
    Numeric,
    /// At most so many characters.
    Varchar(usize),
    /// Text of any length.
    Text,
    /// A day.
    Date,
    /// A moment.
    Timestamp,
}

/// What one cell holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value<'v> {
    /// Nothing.
    Null,
    /// Of an integer or a key.
    Integer(i64),
    /// Of a decimal number.
    Number(Number),
    /// Of text of any type.
    Text(&'v str),
    /// Of a day.
    Date(Date),
}

/// A type of the rows' fields, and the column it makes.
pub(super) trait Cell {
    /// The column's type.
    const TYPE: Type;
    /// Whether it may be empty.
    const NULLABLE: bool = false;
    /// What it holds.
    fn value(&self) -> Value<'_>;
}

impl Cell for i64 {
    const TYPE: Type = Type::Key;
    fn value(&self) -> Value<'_> {
        Value::Integer(*self)
    }
}

impl Cell for i32 {
    const TYPE: Type = Type::Integer;
    fn value(&self) -> Value<'_> {
        Value::Integer(i64::from(*self))
    }
}

impl Cell for Number {
    const TYPE: Type = Type::Numeric;
    fn value(&self) -> Value<'_> {
        Value::Number(*self)
    }
}

impl Cell for Date {
    const TYPE: Type = Type::Date;
    fn value(&self) -> Value<'_> {
        Value::Date(*self)
    }
}

impl Cell for String {
    const TYPE: Type = Type::Text;
    fn value(&self) -> Value<'_> {
        Value::Text(self)
    }
}

impl<T: Cell> Cell for Option<T> {
    const TYPE: Type = T::TYPE;
    const NULLABLE: bool = true;
    fn value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Null, T::value)
    }
}

/// A moment, which no document gives: the column is there and always empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timestamp {}

impl Cell for Timestamp {
    const TYPE: Type = Type::Timestamp;
    fn value(&self) -> Value<'_> {
        match *self {}
    }
}

/// Text of at most `MOST` characters, which counts as databases do: code points.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Varchar<const MOST: usize>(String);

impl<const MOST: usize> Varchar<MOST> {
    /// The text, cut where the column ends. No character of it is one that PostgreSQL refuses.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut text = without_nul(text);
        if let Some((end, _)) = text.char_indices().nth(MOST) {
            text.truncate(end);
        }
        Self(text)
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<const MOST: usize> Cell for Varchar<MOST> {
    const TYPE: Type = Type::Varchar(MOST);
    fn value(&self) -> Value<'_> {
        Value::Text(&self.0)
    }
}

/// The text with U+FFFD for U+0000, which PostgreSQL has no place for. Offsets stay: both are one code point.
pub(super) fn without_nul(text: &str) -> String {
    text.replace('\0', "\u{FFFD}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_by_code_points() {
        assert_eq!(Varchar::<3>::new("ñandú").as_str(), "ñan");
        assert_eq!(Varchar::<5>::new("ñandú").as_str(), "ñandú");
        assert_eq!(Varchar::<5>::new("a\0b").as_str(), "a\u{FFFD}b");
    }

    #[test]
    fn what_may_be_empty_says_so() {
        const { assert!(<Option<Varchar<50>> as Cell>::NULLABLE) };
        const { assert!(!<Varchar<50> as Cell>::NULLABLE) };
        assert_eq!(<Option<Varchar<50>> as Cell>::TYPE, Type::Varchar(50));
        assert_eq!(None::<i32>.value(), Value::Null);
    }
}
