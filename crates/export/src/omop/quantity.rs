//! Values in OMOP's terms: sign, number, unit, range, and the words that they were said with.

use epicrisis_record::{Number, Value};

use super::Settings;
use super::cell::Varchar;
use super::concepts;
use super::note::{self, Cutter};

/// A value, in OMOP's terms.
#[derive(Default)]
pub(super) struct Quantity {
    pub(super) operator: Option<i32>,
    pub(super) number: Option<Number>,
    pub(super) concept: Option<i32>,
    pub(super) unit: Option<i32>,
    /// As UCUM; only what the text gives.
    pub(super) unit_source: Option<Varchar<50>>,
    pub(super) range: (Option<Number>, Option<Number>),
    /// A result in words, in English.
    pub(super) words: Option<Varchar<50>>,
    /// As the text has it.
    pub(super) written: Option<Varchar<50>>,
}

/// What a record says a range is from, where the document gives it.
const FROM_DOCUMENT: [&str; 2] = ["document", "printed in the text"];

impl Quantity {
    pub(super) fn of(value: &Value, settings: &Settings, cutter: &Cutter<'_>) -> Self {
        // A unit that the text does not give and only one fits: in OMOP a concept is what it is taken for, a source value what
        // was written.
        let unit = value.unit.as_deref().or(value.assumed_unit.as_deref());
        let written = value.unit.as_deref().or(value.unit_text.as_deref());
        // A laboratory's own range, in the unit of the value; others are no part of the source.
        let range = value
            .reference_range
            .as_ref()
            .filter(|range| FROM_DOCUMENT.contains(&range.source.as_str()) && Some(range.unit.as_str()) == unit);
        let covered = value
            .span()
            .map(|span| cutter.cut(span))
            .filter(|covered| !covered.is_empty());
        Self {
            operator: value.comparator.and_then(concepts::operator),
            number: value.number,
            concept: value.text.as_deref().and_then(concepts::result),
            unit: unit
                .or(written)
                .map(|unit| settings.concept("UCUM", unit).unwrap_or(concepts::NONE)),
            unit_source: written.map(Varchar::new),
            range: (range.and_then(|range| range.low), range.and_then(|range| range.high)),
            words: value.text.as_deref().map(Varchar::new),
            written: covered
                .map(Varchar::new)
                .or_else(|| Some(Varchar::new(&note::value(value)))),
        }
    }
}
