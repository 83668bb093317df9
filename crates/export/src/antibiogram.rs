//! Antibiograms: what an organism was found to be susceptible or resistant to.

use epicrisis_record::{Experiencer, Kind, Mention};

/// What a drug does to an organism.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Susceptibility {
    Susceptible,
    Intermediate,
    Resistant,
}

impl Susceptibility {
    /// What a mention says of a drug that was tested on an organism of the patient's; nothing of any other mention.
    pub(crate) fn of(mention: &Mention) -> Option<Self> {
        if mention.kind != Kind::Medication || mention.experiencer != Experiencer::Patient {
            return None;
        }
        match mention.attributes.other.get("susceptibility")?.as_str()? {
            "susceptible" => Some(Self::Susceptible),
            "intermediate" => Some(Self::Intermediate),
            "resistant" => Some(Self::Resistant),
            _ => None,
        }
    }

    /// As laboratories report it, and HL7's interpretations have it.
    pub(crate) const fn letter(self) -> &'static str {
        match self {
            Self::Susceptible => "S",
            Self::Intermediate => "I",
            Self::Resistant => "R",
        }
    }

    /// In words.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Susceptible => "Susceptible",
            Self::Intermediate => "Intermediate",
            Self::Resistant => "Resistant",
        }
    }
}
