//! The parts of the summary, and which of them a mention belongs to: exactly one, or none.

use epicrisis_record::{CodeSystem, Experiencer, Kind, Mention, Presence, SectionKind, Time};

/// A part of the summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Block {
    Patient,
    Diagnoses,
    Problems,
    Findings,
    Vitals,
    Laboratory,
    Measurements,
    Microbiology,
    Procedures,
    Medication,
    Devices,
    Substances,
    Absent,
    Uncertain,
    Past,
    Family,
    Others,
    Planned,
}

impl Block {
    /// As they stand in the summary; the patient, who is told in another form, stands before them.
    pub(crate) const ORDER: &'static [Self] = &[
        Self::Diagnoses,
        Self::Problems,
        Self::Findings,
        Self::Vitals,
        Self::Laboratory,
        Self::Measurements,
        Self::Microbiology,
        Self::Procedures,
        Self::Medication,
        Self::Devices,
        Self::Substances,
        Self::Absent,
        Self::Uncertain,
        Self::Past,
        Self::Family,
        Self::Others,
        Self::Planned,
    ];

    /// Its heading.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Patient => "Patient",
            Self::Diagnoses => "Diagnoses",
            Self::Problems => "Problems",
            Self::Findings => "Findings",
            Self::Vitals => "Vital signs",
            Self::Laboratory => "Laboratory",
            Self::Measurements => "Other measurements",
            Self::Microbiology => "Microbiology",
            Self::Procedures => "Procedures",
            Self::Medication => "Medication",
            Self::Devices => "Devices",
            Self::Substances => "Substances",
            Self::Absent => "Absent: denied or not found",
            Self::Uncertain => "Uncertain",
            Self::Past => "Past history",
            Self::Family => "Family history",
            Self::Others => "Other persons",
            Self::Planned => "Planned",
        }
    }

    /// Where a mention belongs by itself; whether a problem is a diagnosis takes the whole record to tell.
    pub(crate) fn of(mention: &Mention, section: Option<SectionKind>) -> Option<Self> {
        // Places and times are told with what they are places and times of.
        if matches!(mention.kind, Kind::BodySite | Kind::Time) {
            return None;
        }
        match mention.experiencer {
            Experiencer::Family => return Some(Self::Family),
            Experiencer::Other => return Some(Self::Others),
            Experiencer::Patient => {}
        }
        match mention.presence {
            Presence::Absent => return Some(Self::Absent),
            Presence::Present => {}
            _ => return Some(Self::Uncertain),
        }
        match mention.time {
            Time::Past => return Some(Self::Past),
            Time::Planned => return Some(Self::Planned),
            Time::Current => {}
        }
        Some(match mention.kind {
            Kind::Problem if section == Some(SectionKind::Diagnosis) => Self::Diagnoses,
            Kind::Problem => Self::Problems,
            Kind::Finding => Self::Findings,
            Kind::Measurement => measurement(mention, section),
            Kind::Medication => Self::Medication,
            Kind::Procedure => Self::Procedures,
            Kind::Organism => Self::Microbiology,
            Kind::Device => Self::Devices,
            Kind::Substance => Self::Substances,
            Kind::Demographic => Self::Patient,
            Kind::BodySite | Kind::Time => return None,
        })
    }
}

/// LOINC codes of what is measured at the bedside. A fact about the codes, in no language.
const VITAL_SIGNS: &[&str] = &[
    "8480-6",  // systolic blood pressure
    "8462-4",  // diastolic blood pressure
    "8478-0",  // mean blood pressure
    "85354-9", // blood pressure
    "8867-4",  // heart rate
    "8893-0",  // pulse
    "9279-1",  // respiratory rate
    "8310-5",  // body temperature
    "8331-1",  // oral temperature
    "8328-7",  // axillary temperature
    "8332-9",  // rectal temperature
    "59408-5", // oxygen saturation by pulse oximetry
    "2708-6",  // oxygen saturation, arterial
    "3151-8",  // inhaled oxygen flow
    "3150-6",  // inhaled oxygen fraction
    "29463-7", // body weight
    "3141-9",  // body weight, measured
    "8302-2",  // body height
    "39156-5", // body mass index
    "9843-4",  // head circumference
    "8287-5",  // head circumference by tape measure
    "9269-2",  // Glasgow coma score
    "72514-3", // pain score
];

fn measurement(mention: &Mention, section: Option<SectionKind>) -> Block {
    let loinc = mention
        .concept
        .iter()
        .flat_map(|concept| &concept.codes)
        .find(|code| code.system == CodeSystem::LOINC);
    if loinc.is_some_and(|code| VITAL_SIGNS.contains(&code.code.as_str())) || section == Some(SectionKind::Vitals) {
        return Block::Vitals;
    }
    match section {
        Some(SectionKind::Laboratory | SectionKind::Microbiology) => Block::Laboratory,
        Some(SectionKind::Imaging | SectionKind::Ecg) => Block::Measurements,
        _ if loinc.is_some() => Block::Laboratory,
        _ => Block::Measurements,
    }
}
