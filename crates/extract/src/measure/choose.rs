//! Which of a number's readings is meant, in which unit, and what it says of the patient.
//!
//! The typography of a document is a hint, no more: what a living patient can have decides. What stays open is said.

use epicrisis_lexicon::AnalyteView;
use epicrisis_lexicon::format::RangeRec;
use epicrisis_record::{Interpretation, Number, Quantity, ReferenceRange, Sex, Value};

use crate::read::Reading;

/// What of the patient decides which reference range applies.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Subject {
    /// In years.
    pub(crate) age: Option<f64>,
    pub(crate) sex: Option<Sex>,
}

/// A number with what was decided about it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Chosen {
    pub(crate) number: f64,
    /// The unit of the text.
    pub(crate) unit: Option<u32>,
    /// The only unit that would be plausible, where the text has none.
    pub(crate) assumed: Option<u32>,
    /// Two readings stay possible.
    pub(crate) open: Option<f64>,
    /// No reading is possible.
    pub(crate) implausible: bool,
}

/// Numbers computed from others are rounded to this many digits, which drops the noise of binary fractions and nothing
/// that a laboratory reports.
const DIGITS: u8 = 10;

/// Decides what a number behind an analyte is.
pub(super) fn choose(analyte: &AnalyteView<'_, '_>, readings: &[f64], unit: Option<u32>) -> Option<Chosen> {
    let first = *readings.first()?;
    // What a number would be in the canonical unit; NaN for a unit that does not lead there (`%` of a count).
    let canonical = |number: f64, unit: u32| analyte.unit(unit).map(|way| number * way.factor + way.offset);
    let plausible = |number: f64, unit: u32| {
        let (low, high) = analyte.plausible()?;
        // What cannot be judged is not ruled out.
        Some(canonical(number, unit).is_none_or(|c| c.is_nan() || (low..=high).contains(&c)))
    };
    let mut chosen = Chosen {
        number: first,
        unit,
        assumed: None,
        open: None,
        implausible: false,
    };
    if let Some(unit) = unit {
        let fits: Vec<f64> = readings
            .iter()
            .copied()
            .filter(|r| plausible(*r, unit) != Some(false))
            .collect();
        match fits.as_slice() {
            [] => chosen.implausible = true,
            [one] => chosen.number = *one,
            [one, other, ..] => {
                chosen.number = *one;
                chosen.open = Some(*other);
            }
        }
        return Some(chosen);
    }
    let fits: Vec<(f64, u32, f64)> = readings
        .iter()
        .flat_map(|r| analyte.reported().iter().map(move |u| (*r, u.unit as u32)))
        .filter(|(r, u)| plausible(*r, *u) == Some(true))
        .map(|(r, u)| (r, u, canonical(r, u).unwrap_or(f64::NAN)))
        .collect();
    if let Some((number, unit, value)) = fits.first() {
        chosen.number = *number;
        // Units of one size (`/mm3`, `/uL`), and 249.000/mm3 beside 249,000 10*9/L, are one answer.
        let same = |other: f64| (other / value - 1.0).abs() < 1e-9 || other == *value;
        if fits.iter().all(|(_, _, other)| same(*other)) {
            chosen.assumed = Some(*unit);
        } else {
            chosen.open = fits
                .iter()
                .find(|(n, _, other)| n != number && !same(*other))
                .map(|(n, _, _)| *n);
        }
    } else if analyte.plausible().is_some() && !analyte.reported().is_empty() {
        chosen.implausible = readings.len() > 1 || analyte.canonical().is_some();
    }
    Some(chosen)
}

/// The record's value of what was decided; `interpret` adds the reference range once the patient is known.
pub(super) fn value(reading: &Reading<'_, '_>, analyte: &AnalyteView<'_, '_>, chosen: &Chosen) -> Value {
    let code = |unit: Option<u32>| unit.and_then(|u| reading.lexicon.unit(u)).map(str::to_owned);
    let mut value = Value {
        number: Number::new(chosen.number).ok(),
        unit: code(chosen.unit),
        assumed_unit: code(chosen.assumed),
        ..Value::default()
    };
    let way = chosen
        .unit
        .or(chosen.assumed)
        .and_then(|u| analyte.unit(u))
        .filter(|w| !w.factor.is_nan());
    if let (Some(way), Some(unit)) = (way, code(analyte.canonical())) {
        let number = Number::new(chosen.number * way.factor + way.offset).ok();
        value.canonical = number.map(|n| Quantity {
            number: n.significant(DIGITS),
            unit,
        });
    }
    value
}

/// Adds the interpretation and the reference range that applies to the patient.
pub(crate) fn interpret(reading: &Reading<'_, '_>, analyte: &AnalyteView<'_, '_>, subject: Subject, value: &mut Value) {
    // The text's own range stands.
    if value.reference_range.is_some() {
        return;
    }
    let written = |r: &RangeRec| value.unit.is_some() && value.unit.as_deref() == reading.lexicon.unit(r.unit as u32);
    let joined = |r: &RangeRec| analyte.unit(r.unit as u32).filter(|w| !w.factor.is_nan());
    let canonical = value.canonical.as_ref().map(|c| c.number.get());
    // In the unit as written (`22 %`), or in the canonical one.
    let usable = |r: &RangeRec| written(r) || canonical.is_some() && joined(r).is_some();
    let Some(range) = applies(reading, analyte.ranges(), subject, usable) else {
        return;
    };
    let (number, factor, offset) = match (canonical, joined(range)) {
        _ if written(range) => match value.number {
            Some(number) => (number.get(), 1.0, 0.0),
            None => return,
        },
        (Some(number), Some(way)) => (number, way.factor, way.offset),
        _ => return,
    };
    let bound = |n: f64| (!n.is_nan()).then_some(n * factor + offset);
    // Rounded, so that a value on the bound is not thrown over it by a binary fraction.
    let round = |n: f64| Number::new(n).map(|n| n.significant(DIGITS).get()).unwrap_or(n);
    let low = bound(range.low).is_some_and(|low| number < round(low));
    let high = bound(range.high).is_some_and(|high| number > round(high));
    // `< 5` is below every bound above 5, and says nothing of one below it.
    let said = match value.comparator {
        Some(epicrisis_record::Comparator::Less | epicrisis_record::Comparator::LessOrEqual) => !high,
        Some(epicrisis_record::Comparator::Greater | epicrisis_record::Comparator::GreaterOrEqual) => !low,
        _ => true,
    };
    if said && value.interpretation.is_none() {
        value.interpretation = Some(match (low, high) {
            (true, _) => Interpretation::Low,
            (_, true) => Interpretation::High,
            _ => Interpretation::Normal,
        });
    }
    let number = |n: f64| Number::new(n).ok().filter(|n| !n.get().is_nan());
    value.reference_range = Some(ReferenceRange {
        low: number(range.low),
        high: number(range.high),
        unit: reading.lexicon.unit(range.unit as u32).unwrap_or_default().to_owned(),
        source: reading.lexicon.str(range.source).to_owned(),
    });
}

/// Adults' ranges are not a child's; a range by sex is nobody's whose sex is unknown.
fn applies<'d>(
    reading: &Reading<'_, 'd>,
    ranges: &'d [RangeRec],
    subject: Subject,
    usable: impl Fn(&RangeRec) -> bool,
) -> Option<&'d RangeRec> {
    let fits = |range: &&RangeRec| {
        let sex = reading.lexicon.str(range.sex);
        let right_sex = sex.is_empty() || subject.sex.is_some_and(|s| s.as_str() == sex);
        let right_age = match subject.age {
            Some(age) => {
                let low = if range.age_low.is_nan() && range.age_high.is_nan() {
                    18.0
                } else {
                    range.age_low
                };
                (low.is_nan() || age >= low) && (range.age_high.is_nan() || age < range.age_high)
            }
            // No age: taken for an adult, as most letters are about one.
            None => range.age_high.is_nan() && (range.age_low.is_nan() || range.age_low <= 18.0),
        };
        right_sex && right_age
    };
    // The one that asks for a sex is the more exact.
    ranges
        .iter()
        .filter(|r| usable(r))
        .filter(fits)
        .max_by_key(|r| !reading.lexicon.str(r.sex).is_empty())
}
