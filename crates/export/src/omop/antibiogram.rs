//! Antibiograms: drugs that an organism was tested against, which nobody took for that.

use epicrisis_record::{Mention, Time};

use super::Settings;
use super::coding::Coding;
use super::concepts;
use crate::antibiogram::Susceptibility;

/// SNOMED CT's qualifier of a result, where the vocabularies have it.
pub(super) fn concept(found: Susceptibility, settings: &Settings) -> i32 {
    let code = match found {
        Susceptibility::Susceptible => "131196009",
        Susceptibility::Intermediate => "11896004",
        Susceptibility::Resistant => "30714006",
    };
    settings.concept("SNOMED", code).unwrap_or(concepts::NONE)
}

/// What a mention says of a drug that was tested; nothing of a test that is still to be made.
pub(super) fn susceptibility(mention: &Mention) -> Option<Susceptibility> {
    Susceptibility::of(mention).filter(|_| mention.time != Time::Planned)
}

/// The test by the drug's code: no vocabulary that comes with the records has a code of the test itself.
pub(super) fn source_value(coding: &Coding) -> String {
    format!("susceptibility {}", coding.source_value.as_str())
}
