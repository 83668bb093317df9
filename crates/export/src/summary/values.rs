//! Measured values, in words: the value, what it means, the usual unit, the normal range.

use epicrisis_record::{Interpretation, ReferenceRange, Value};

use super::words;

/// How far out of the ordinary a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    /// It is not, or nobody can say.
    Plain,
    /// Out of its range.
    Caution,
    /// Dangerously so.
    Alarm,
}

/// What a value means, as it is shown.
pub(crate) struct Mark {
    /// The letters of HL7, and a sign.
    pub(crate) text: &'static str,
    pub(crate) level: Level,
}

pub(crate) fn mark(interpretation: Option<Interpretation>) -> Mark {
    let (text, level) = match interpretation {
        None | Some(Interpretation::Normal) => ("", Level::Plain),
        Some(Interpretation::Low) => ("L ↓", Level::Caution),
        Some(Interpretation::High) => ("H ↑", Level::Caution),
        Some(Interpretation::CriticallyLow) => ("LL ↓↓", Level::Alarm),
        Some(Interpretation::CriticallyHigh) => ("HH ↑↑", Level::Alarm),
        Some(Interpretation::Abnormal) => ("A !", Level::Caution),
        Some(Interpretation::Positive) => ("POS +", Level::Caution),
        Some(Interpretation::Negative) => ("NEG", Level::Plain),
    };
    Mark { text, level }
}

/// What the letters stand for.
pub(crate) fn meaning(interpretation: Interpretation) -> &'static str {
    match interpretation {
        Interpretation::Normal => "normal",
        Interpretation::Low => "low",
        Interpretation::High => "high",
        Interpretation::CriticallyLow => "critically low",
        Interpretation::CriticallyHigh => "critically high",
        Interpretation::Abnormal => "abnormal",
        Interpretation::Positive => "positive",
        Interpretation::Negative => "negative",
    }
}

/// The value as written, with the unit that the text has or that was taken for granted.
pub(crate) fn shown(value: &Value) -> String {
    let written = words::value(value);
    match value.assumed_unit.as_deref().filter(|_| unit_assumed(value)) {
        Some(unit) => words::join(&written, &words::unit(unit)),
        None => written,
    }
}

/// Whether the unit is one that the text does not give.
pub(crate) fn unit_assumed(value: &Value) -> bool {
    value.assumed_unit.is_some() && value.unit.is_none() && value.unit_text.is_none()
}

/// The number in the usual unit, where that is another; how the value stands to it is not said.
pub(crate) fn usual(value: &Value) -> Option<String> {
    let canonical = value.canonical.as_ref()?;
    let unit = value.unit.as_ref().or(value.assumed_unit.as_ref());
    let same = Some(canonical.number) == value.number && unit == Some(&canonical.unit);
    (!same).then(|| words::join(&canonical.number.to_string(), &words::unit(&canonical.unit)))
}

/// The normal range, with its unit where that is not the one of the number to its left.
pub(crate) fn range(value: &Value) -> Option<String> {
    let ReferenceRange { low, high, unit, .. } = value.reference_range.as_ref()?;
    let numbers = match (low, high) {
        (Some(low), Some(high)) => format!("{low}–{high}"),
        (Some(low), None) => format!("≥ {low}"),
        (None, Some(high)) => format!("≤ {high}"),
        (None, None) => return None,
    };
    let shown = value
        .canonical
        .as_ref()
        .map(|canonical| &canonical.unit)
        .or(value.unit.as_ref());
    let unit = if shown == Some(unit) {
        String::new()
    } else {
        words::unit(unit)
    };
    Some(words::join(&numbers, &unit))
}
