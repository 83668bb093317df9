//! Antibiograms: drugs that an organism was tested against, which nobody took for that.

use epicrisis_record::{Experiencer, Kind, Mention, Time};

use super::Settings;
use super::coding::Coding;
use super::concepts;

/// What a drug does to an organism.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Susceptibility {
    Susceptible,
    Intermediate,
    Resistant,
}

impl Susceptibility {
    /// As laboratories report it, and HL7's interpretations have it.
    pub(super) const fn letter(self) -> &'static str {
        match self {
            Self::Susceptible => "S",
            Self::Intermediate => "I",
            Self::Resistant => "R",
        }
    }

    /// SNOMED CT's qualifier, where the vocabularies have it.
    pub(super) fn concept(self, settings: &Settings) -> i32 {
        let code = match self {
            Self::Susceptible => "131196009",
            Self::Intermediate => "11896004",
            Self::Resistant => "30714006",
        };
        settings.concept("SNOMED", code).unwrap_or(concepts::NONE)
    }
}

/// What a mention says of a drug that was tested on an organism of the patient's; nothing of any other mention.
pub(super) fn susceptibility(mention: &Mention) -> Option<Susceptibility> {
    let patients = mention.experiencer == Experiencer::Patient && mention.time != Time::Planned;
    if mention.kind != Kind::Medication || !patients {
        return None;
    }
    match mention.attributes.other.get("susceptibility")?.as_str()? {
        "susceptible" => Some(Susceptibility::Susceptible),
        "intermediate" => Some(Susceptibility::Intermediate),
        "resistant" => Some(Susceptibility::Resistant),
        _ => None,
    }
}

/// The test by the drug's code: no vocabulary that comes with the records has a code of the test itself.
pub(super) fn source_value(coding: &Coding) -> String {
    format!("susceptibility {}", coding.source_value.as_str())
}
