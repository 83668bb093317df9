//! Vital signs: FHIR lays profiles on the codes of some, which take numbers in certain units and nothing else.

use epicrisis_record::Mention;

use super::model::{CodeableConcept, Effective, ExtensionValue, Period, Quantity, ValueX};
use super::plan::has_loinc;
use super::systems::LOINC;
use super::value::translation;

/// The codes that have a profile in FHIR R4, and the units it takes.
const VITALS: &[(&str, &[&str])] = &[
    ("9279-1", &["/min"]),
    ("8867-4", &["/min"]),
    ("2708-6", &["%"]),
    ("59408-5", &["%"]),
    ("8310-5", &["Cel", "[degF]"]),
    ("8302-2", &["cm", "[in_i]"]),
    ("9843-4", &["cm", "[in_i]"]),
    ("29463-7", &["kg", "g", "[lb_av]"]),
    ("39156-5", &["kg/m2"]),
    ("8480-6", &["mm[Hg]"]),
    ("8462-4", &["mm[Hg]"]),
];

/// Whether a mention is of a vital sign.
pub(super) fn is_vital(mention: &Mention) -> bool {
    VITALS.iter().any(|(code, _)| has_loinc(mention, code))
}

/// When it was, for an observation: the profiles demand a time, and a date to the day.
pub(super) fn effective(mention: &Mention, effective: Option<Effective>) -> Option<Effective> {
    if !is_vital(mention) {
        return effective;
    }
    Some(match effective {
        None => Effective::Period(Period::unknown_to_the_document()),
        Some(Effective::Date(date)) if date.len() < "2019-03-01".len() => Effective::Period(Period::within(&date)),
        Some(known) => known,
    })
}

/// The units that a code takes; `None` where it takes anything.
fn units(code: &CodeableConcept) -> Option<&'static [&'static str]> {
    let has = |vital: &str| {
        code.coding
            .iter()
            .any(|known| known.system == LOINC && known.code == vital)
    };
    VITALS.iter().find(|(vital, _)| has(vital)).map(|(_, units)| *units)
}

/// Puts a number into the unit that its code takes, if it is known in that one, too: the text's own stands beside it.
pub(super) fn fit(code: &CodeableConcept, value: ValueX) -> ValueX {
    match (units(code), value) {
        (Some(units), ValueX::Quantity(quantity)) if !units.contains(&quantity.code.as_str()) => {
            ValueX::Quantity(usual(units, quantity))
        }
        (_, value) => value,
    }
}

fn usual(units: &[&str], quantity: Quantity) -> Quantity {
    let known = quantity.extension.iter().find_map(|extension| match &extension.value {
        Some(ExtensionValue::Quantity(other)) if units.contains(&other.code.as_str()) => Some((**other).clone()),
        _ => None,
    });
    let Some(known) = known else {
        return quantity;
    };
    let stated = Quantity {
        extension: Vec::new(),
        comparator: "",
        ..quantity.clone()
    };
    Quantity {
        extension: vec![translation(stated)],
        comparator: quantity.comparator,
        ..known
    }
}

/// Whether a code's profile lets this be its value.
pub(super) fn takes(code: &CodeableConcept, value: &ValueX) -> bool {
    match (units(code), value) {
        (None, _) => true,
        (Some(units), ValueX::Quantity(quantity)) => units.contains(&quantity.code.as_str()),
        (Some(_), _) => false,
    }
}
