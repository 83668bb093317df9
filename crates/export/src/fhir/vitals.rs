//! Vital signs: FHIR lays profiles on the codes of some, which take numbers in certain units and nothing else.

use epicrisis_record::Mention;

use super::build::effective as effective_of;
use super::model::{CodeableConcept, Component, Effective, ExtensionValue, Observation, Quantity, Unknown, ValueX};
use super::plan::{DIASTOLIC, SYSTOLIC, has_loinc};
use super::systems::{ABSENT_REASON, LOINC, concept, loinc};
use super::value::translation;
use super::when::When;

/// The panel of blood pressure: it has no value of its own.
pub(super) const PRESSURE: &str = "85354-9";

/// The body mass index.
const BODY_MASS_INDEX: &str = "39156-5";

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
    (BODY_MASS_INDEX, &["kg/m2"]),
    (PRESSURE, &[]),
    ("8480-6", &["mm[Hg]"]),
    ("8462-4", &["mm[Hg]"]),
];

/// Whether a mention is of a vital sign.
pub(super) fn is_vital(mention: &Mention) -> bool {
    VITALS.iter().any(|(code, _)| has_loinc(mention, code))
}

/// When it was, for an observation: the profiles demand a time, and a date to the day.
pub(super) fn effective(mention: &Mention, when: Option<When>) -> (Option<Effective>, Option<String>) {
    if !is_vital(mention) {
        return effective_of(when);
    }
    let (known, words) = effective_of(when.map(|when| match when {
        When::Date(date) if date.len() < "2019-03-01".len() => When::Words(date),
        when => when,
    }));
    let unknown = || Effective::Unknown(Unknown::to_the_document());
    (Some(known.unwrap_or_else(unknown)), words)
}

/// Makes an observation of a vital sign fit its profile: words are no values, and the panel of blood pressure has both its
/// values, or the reasons for their absence.
pub(super) fn complete(observation: &mut Observation) {
    if units(&observation.code).is_none() {
        return;
    }
    // The profiles bind whatever a part's value is to units: words are the reason why there is none.
    for component in &mut observation.component {
        if let Some(ValueX::Concept(said)) = &component.value {
            component.data_absent_reason = Some(CodeableConcept {
                text: said.text.clone(),
                ..concept(ABSENT_REASON, "as-text", "As Text")
            });
            component.value = None;
        }
    }
    if has(&observation.code, PRESSURE) {
        both_values(observation);
    }
    // This profile alone demands a number: without one, the code is a part's.
    if has(&observation.code, BODY_MASS_INDEX) && !matches!(observation.value, Some(ValueX::Quantity(_))) {
        if !observation
            .component
            .iter()
            .any(|component| has(&component.code, BODY_MASS_INDEX))
        {
            observation.component.push(Component {
                code: observation.code.clone(),
                data_absent_reason: observation.data_absent_reason.clone(),
                ..Component::default()
            });
        }
        observation.code.coding.retain(|code| code.system != LOINC);
    }
}

fn has(concept: &CodeableConcept, code: &str) -> bool {
    let mut codes = concept.coding.iter();
    codes.any(|known| known.system == LOINC && known.code == code)
}

fn both_values(observation: &mut Observation) {
    for (code, name) in [
        (SYSTOLIC, "Systolic blood pressure"),
        (DIASTOLIC, "Diastolic blood pressure"),
    ] {
        if !observation.component.iter().any(|component| has(&component.code, code)) {
            observation.component.push(Component {
                code: loinc(code, name),
                data_absent_reason: Some(concept(ABSENT_REASON, "unknown", "Unknown")),
                ..Component::default()
            });
        }
    }
}

/// The units that a code takes; `None` where it takes anything.
fn units(code: &CodeableConcept) -> Option<&'static [&'static str]> {
    VITALS
        .iter()
        .find(|(vital, _)| has(code, vital))
        .map(|(_, units)| *units)
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
