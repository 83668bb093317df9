//! The concepts of OMOP that are the same in every vocabulary release, and which of them stands for what.

use epicrisis_record::{Comparator, RelationKind, Route, Sex};

/// No concept fits, or none is known.
pub(super) const NONE: i32 = 0;
/// Where a fact comes from: *NLP*.
pub(super) const NLP: i32 = 32_858;
/// Where a note comes from: *EHR note*.
pub(super) const EHR_NOTE: i32 = 32_831;
/// *History of event*: what it was stands in the value.
pub(super) const HISTORY: i32 = 1_340_204;
/// *Family history of clinical finding*: which stands in the value.
pub(super) const FAMILY_HISTORY: i32 = 4_167_217;

/// The gender's concept; OMOP has standard ones for two.
pub(super) const fn gender(sex: Sex) -> i32 {
    match sex {
        Sex::Male => 8507,
        Sex::Female => 8532,
        Sex::Other | Sex::Unknown => NONE,
    }
}

/// How a value stands to its number. Nothing is the same as `=`; nearly has no concept.
pub(super) const fn operator(comparator: Comparator) -> Option<i32> {
    match comparator {
        Comparator::Less => Some(4_171_756),
        Comparator::LessOrEqual => Some(4_171_754),
        Comparator::Greater => Some(4_172_704),
        Comparator::GreaterOrEqual => Some(4_171_755),
        Comparator::About => None,
    }
}

/// A result in words, where it is one of the two that every test can have.
pub(super) fn result(words: &str) -> Option<i32> {
    match words {
        "positive" => Some(9191),
        "negative" => Some(9189),
        _ => None,
    }
}

/// By which way a drug is given.
pub(super) const fn route(route: Route) -> i32 {
    match route {
        Route::Oral => 4_132_161,
        Route::Intravenous => 4_171_047,
        Route::Intramuscular => 4_302_612,
        Route::Subcutaneous => 4_142_048,
        Route::Inhaled => 40_486_069,
        Route::Topical => 4_263_689,
        Route::Rectal => 4_290_759,
        Route::Sublingual => 4_292_110,
        Route::Intrathecal => 4_217_202,
        Route::Transdermal => 4_262_099,
        Route::Ophthalmic => 40_549_429,
        Route::Otic => 4_023_156,
        Route::Nasal => 4_262_914,
        Route::Vaginal => 4_057_765,
        Route::Enteral => 4_167_540,
    }
}

/// The language a note is in.
pub(super) fn language(code: &str) -> i32 {
    match code {
        "en" => 4_180_186,
        "es" => 4_182_511,
        _ => NONE,
    }
}

/// What kind of visit it was, by whether the document tells of an admission and of the emergency department.
pub(super) const fn visit(admitted: bool, emergency: bool) -> i32 {
    match (admitted, emergency) {
        (true, true) => 262,
        (true, false) => 9201,
        (false, true) => 9203,
        (false, false) => NONE,
    }
}

/// The tables whose rows can stand in a relationship.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Domain {
    Condition,
    Drug,
    Procedure,
    Device,
    Measurement,
    Observation,
    Specimen,
}

impl Domain {
    /// The concept of the domain.
    pub(super) const fn concept(self) -> i32 {
        match self {
            Self::Condition => 19,
            Self::Drug => 13,
            Self::Procedure => 10,
            Self::Device => 17,
            Self::Measurement => 21,
            Self::Observation => 27,
            Self::Specimen => 36,
        }
    }

    /// By its name in a vocabulary. What has no table of its own is an observation; some names are of two domains, of which
    /// the first counts.
    pub(super) fn named(name: &str) -> Self {
        match name.split('/').next().unwrap_or_default() {
            "Condition" => Self::Condition,
            "Drug" => Self::Drug,
            "Procedure" => Self::Procedure,
            "Device" => Self::Device,
            "Measurement" | "Meas" => Self::Measurement,
            "Specimen" => Self::Specimen,
            _ => Self::Observation,
        }
    }
}

/// The relationship from one row to another, and the one back: OMOP wants both.
pub(super) const fn relationship(kind: RelationKind, from: Domain, to: Domain) -> Option<(i32, i32)> {
    const DUE_TO: (i32, i32) = (44_818_780, 44_818_878);
    const TREATS: (i32, i32) = (44_818_734, 44_818_832);
    const HAS_FOCUS: (i32, i32) = (44_818_759, 44_818_857);
    const FOUND_BY: (i32, i32) = (44_818_800, 44_818_898);
    const HAS_SPECIMEN: (i32, i32) = (44_818_756, 44_818_854);
    const IN_PANEL: (i32, i32) = (46_233_679, 46_233_678);
    match (kind, from, to) {
        (RelationKind::CausedBy, _, _) => Some(DUE_TO),
        (RelationKind::GivenFor, Domain::Drug, _) => Some(TREATS),
        (RelationKind::GivenFor, Domain::Procedure, _) => Some(HAS_FOCUS),
        (RelationKind::TreatedWith, _, Domain::Drug) => Some((TREATS.1, TREATS.0)),
        (RelationKind::TreatedWith, _, Domain::Procedure) => Some((HAS_FOCUS.1, HAS_FOCUS.0)),
        (RelationKind::TestedAgainst, _, Domain::Measurement) => Some((HAS_FOCUS.1, HAS_FOCUS.0)),
        (RelationKind::IsolatedFrom, _, Domain::Specimen) => Some(HAS_SPECIMEN),
        (RelationKind::ResultOf, Domain::Measurement, Domain::Measurement) => Some(IN_PANEL),
        (RelationKind::FoundOn | RelationKind::IsolatedFrom | RelationKind::ResultOf, _, Domain::Procedure) => {
            Some(FOUND_BY)
        }
        _ => None,
    }
}
