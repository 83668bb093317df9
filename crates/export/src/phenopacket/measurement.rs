//! Measurements: what LOINC has a code for, with a value that the schema can hold.

use std::collections::HashSet;
use std::fmt::Write;

use epicrisis_record::{CodeSystem, Comparator, Kind, Mention, Number, Value as RecordValue};

use crate::summary::values;

use super::fact::{Case, is_there};
use super::feature::place;
use super::model::{Measurement, Quantity, ReferenceRange, Value};
use super::{term, time};

pub(super) fn measurements(case: &Case<'_>) -> Vec<Measurement> {
    // A value that is told twice was measured once.
    let mut known = HashSet::new();
    let mut measurements = Vec::new();
    let mentions = case.record.mentions.iter();
    for mention in mentions.filter(|mention| mention.kind == Kind::Measurement && is_there(mention)) {
        let Some(measurement) = measurement(case, mention) else {
            continue;
        };
        let what = &measurement;
        if known.insert((what.assay.clone(), what.value.clone(), what.time_observed.clone())) {
            measurements.push(measurement);
        }
    }
    measurements
}

fn measurement(case: &Case<'_>, mention: &Mention) -> Option<Measurement> {
    let value = mention.value.as_deref()?;
    Some(Measurement {
        assay: term::of_mention(mention, &[CodeSystem::LOINC])?,
        value: result(value)?,
        time_observed: time::of_mentions(case, &[mention]),
        description: description(case, mention, value),
    })
}

/// The value; `None` where the schema has no place for it: a range, a bound without a reference, a number whose unit is not
/// known.
fn result(value: &RecordValue) -> Option<Value> {
    let exact = matches!(value.comparator, None | Some(Comparator::About));
    if exact && let Some(quantity) = quantity(value) {
        return Some(Value::Quantity(quantity));
    }
    value.interpretation.map(term::interpretation).map(Value::OntologyClass)
}

/// The number in its usual unit, so that packets can be compared; else as it is written.
pub(super) fn quantity(value: &RecordValue) -> Option<Quantity> {
    let (number, unit) = match &value.canonical {
        Some(usual) => (usual.number, usual.unit.as_str()),
        None => (value.number?, value.unit.as_deref()?),
    };
    Some(Quantity {
        unit: term::unit(unit),
        value: number,
        reference_range: range(value, unit),
    })
}

/// The normal range. The schema wants both its ends: one that is open below begins at nought, below which there is no amount
/// of anything but a temperature; one that is open above cannot be written. One that a text prints without a unit is in that
/// of its value, unless the value was converted.
fn range(value: &RecordValue, unit: &str) -> Option<ReferenceRange> {
    let range = value.reference_range.as_ref()?;
    let written = value.unit.as_ref().or(value.assumed_unit.as_ref());
    let range_unit = match range.unit.as_str() {
        "" => written.filter(|written| *written == unit)?.as_str(),
        known => known,
    };
    let high = range.high?;
    let low = match range.low {
        Some(low) => low,
        None if high > Number::ZERO && range_unit != "Cel" => Number::ZERO,
        None => return None,
    };
    Some(ReferenceRange {
        unit: term::unit(range_unit),
        low,
        high,
    })
}

/// The words that say it, where they stand, and what has no field: what the value means, and what that was judged by.
fn description(case: &Case<'_>, mention: &Mention, value: &RecordValue) -> String {
    let mut text = format!("{} [{}]", mention.text, place(&case.record.document.id, mention));
    if let Some(interpretation) = value.interpretation {
        let _ = write!(text, "; {}", values::meaning(interpretation));
    }
    if let Some(range) = &value.reference_range {
        let _ = match (range.low, range.high) {
            (Some(low), Some(high)) => write!(text, "; normal {low} to {high}"),
            (Some(low), None) => write!(text, "; normal from {low}"),
            (None, Some(high)) => write!(text, "; normal up to {high}"),
            (None, None) => Ok(()),
        };
        let blank = if range.unit.is_empty() { "" } else { " " };
        let _ = write!(text, "{blank}{} ({})", range.unit, range.source);
    }
    if let Some(unit) = &value.assumed_unit {
        let _ = write!(text, "; unit {unit} assumed");
    }
    text
}
