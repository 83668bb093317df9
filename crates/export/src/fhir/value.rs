//! Numbers with their units, as FHIR has them.

use epicrisis_record::{Comparator, Interpretation, Number, Value};

use super::model::{CodeableConcept, Extension, ExtensionValue, Quantity, Range, ReferenceRange, ValueX};
use super::systems::{self, UCUM};

/// A UCUM unit as people write it; in FHIR's `unit`, beside the code.
pub(super) fn unit(ucum: &str) -> String {
    let word = match ucum {
        "a" => "years",
        "mo" => "months",
        "wk" => "weeks",
        "d" => "days",
        "Cel" => "°C",
        "[degF]" => "°F",
        _ => "",
    };
    if !word.is_empty() {
        return word.to_owned();
    }
    let mut written = String::with_capacity(ucum.len());
    let mut rest = ucum;
    while let Some(open) = rest.find(['{', '[']) {
        let (before, inside) = rest.split_at(open);
        written.push_str(before);
        let close = inside.find(['}', ']']).unwrap_or(inside.len());
        written.push_str(&inside[1..close]);
        rest = inside.get(close + 1..).unwrap_or("");
    }
    written.push_str(rest);
    written.replace("10*", "10^")
}

/// A number in a unit; in no unit where the text has none and none can be meant.
pub(super) fn quantity(number: Number, ucum: Option<&str>) -> Quantity {
    // The unit of pure numbers is no word.
    let word = ucum.filter(|ucum| *ucum != "1").map(unit).unwrap_or_default();
    Quantity {
        value: Some(number),
        unit: word,
        system: if ucum.is_some() { UCUM } else { "" },
        code: ucum.unwrap_or_default().to_owned(),
        ..Quantity::default()
    }
}

/// The unit that a value is in: the text's, else the only one that can be meant.
pub(super) fn ucum(value: &Value) -> Option<&str> {
    value.unit.as_deref().or(value.assumed_unit.as_deref())
}

/// A number, or a range, as the text has it, with what it is in the usual unit beside it.
pub(super) fn measured(value: &Value) -> Option<ValueX> {
    let ucum = ucum(value);
    if let Some(number) = value.number {
        let usual = value
            .canonical
            .as_ref()
            .filter(|usual| Some(usual.unit.as_str()) != ucum);
        let translation = usual.map(|usual| translation(quantity(usual.number, Some(&usual.unit))));
        return Some(ValueX::Quantity(Quantity {
            extension: translation.into_iter().collect(),
            comparator: comparator(value.comparator),
            ..quantity(number, ucum)
        }));
    }
    let end = |end: Option<Number>| end.map(|number| quantity(number, ucum));
    let range = Range {
        low: end(value.low),
        high: end(value.high),
    };
    (range.low.is_some() || range.high.is_some()).then_some(ValueX::Range(range))
}

/// The same in another unit.
pub(super) fn translation(quantity: Quantity) -> Extension {
    Extension {
        url: "http://hl7.org/fhir/StructureDefinition/iso21090-PQ-translation",
        value: Some(ExtensionValue::Quantity(Box::new(quantity))),
        ..Extension::default()
    }
}

/// FHIR has no word for *about*: a remark says it.
fn comparator(comparator: Option<Comparator>) -> &'static str {
    match comparator {
        Some(Comparator::About) | None => "",
        Some(sharp) => sharp.as_str(),
    }
}

/// What should be known of a value and has no element.
pub(super) fn remarks(value: &Value) -> Vec<String> {
    let about = (value.comparator == Some(Comparator::About)).then(|| "The value is approximate.".to_owned());
    let range = value.number.is_none() && value.low.is_some();
    let bound = value
        .comparator
        .filter(|comparator| range && *comparator != Comparator::About);
    let bound = bound.map(|comparator| format!("The text has {comparator} before the range."));
    let assumed = value.unit.is_none().then_some(value.assumed_unit.as_deref()).flatten();
    let assumed = assumed.map(|ucum| format!("The unit is not written; {ucum} is the only plausible one."));
    about.into_iter().chain(bound).chain(assumed).collect()
}

/// What a value means, where it was compared.
pub(super) fn interpretation(value: &Value) -> Vec<CodeableConcept> {
    value.interpretation.map(systems::interpretation).into_iter().collect()
}

/// The range it was compared with, and whose range that is.
pub(super) fn reference_range(value: &Value) -> Vec<ReferenceRange> {
    let Some(range) = &value.reference_range else {
        return Vec::new();
    };
    let end = |end: Option<Number>| end.map(|number| quantity(number, Some(&range.unit)));
    vec![ReferenceRange {
        low: end(range.low),
        high: end(range.high),
        text: range.source.clone(),
    }]
}

/// A value in one line.
pub(super) fn line(value: &Value) -> String {
    let sign = value.comparator.map(Comparator::as_str).unwrap_or_default();
    let number = match (value.number, value.low, value.high) {
        (Some(number), ..) => Some(number.to_string()),
        (None, Some(low), Some(high)) => Some(format!("{low} to {high}")),
        (None, Some(end), None) | (None, None, Some(end)) => Some(end.to_string()),
        _ => None,
    };
    let unit = ucum(value).filter(|ucum| *ucum != "1").map(unit);
    let number = number.map(|number| format!("{sign}{number}"));
    let flag = value.interpretation.filter(|flag| *flag != Interpretation::Normal);
    let flag = flag.filter(|_| number.is_some()).map(|flag| format!("({flag})"));
    let parts = [
        number.clone(),
        unit.filter(|_| number.is_some()),
        value.text.clone(),
        flag,
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::unit;

    #[test]
    fn units_are_written_as_people_do() {
        for (ucum, written) in [
            ("mm[Hg]", "mmHg"),
            ("10*9/L", "10^9/L"),
            ("[IU]/mL", "IU/mL"),
            ("{tbl}", "tbl"),
            ("mL/min/{1.73_m2}", "mL/min/1.73_m2"),
            ("mg/dL", "mg/dL"),
            ("a", "years"),
            ("{", ""),
        ] {
            assert_eq!(unit(ucum), written);
        }
    }
}
