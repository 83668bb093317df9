//! The patient, the visit and the time that a document tells of. A document is taken for a patient of its own: a record does
//! not say whose other documents are the same patient's.

use std::ops::RangeInclusive;

use epicrisis_record::{Age, AgeUnit, Kind, Mention, Record, Time};

use super::cell::Varchar;
use super::concepts;
use super::date::Date;
use super::occurs;
use super::tables::{ObservationPeriod, Person, VisitOccurrence};

/// Where nothing is known of the age: the first year there is. OMOP demands one, and this is taken for no real one.
const UNKNOWN_BIRTH: i32 = 1;

/// The patient. The year of birth is counted back from the day of the document, so that the age on that day is right even
/// where the day is a placeholder.
pub(super) fn person(record: &Record, key: i64, date: Date) -> Person {
    let subject = &record.subject;
    let sex = subject.sex.map(|sex| sex.value);
    Person {
        person_id: key,
        gender_concept_id: sex.map_or(concepts::NONE, concepts::gender),
        year_of_birth: subject.age.and_then(|age| born(date, age)).unwrap_or(UNKNOWN_BIRTH),
        race_concept_id: concepts::NONE,
        ethnicity_concept_id: concepts::NONE,
        person_source_value: Some(Varchar::new(&record.document.id)),
        gender_source_value: sex.map(|sex| Varchar::new(sex.as_str())),
        gender_source_concept_id: Some(concepts::NONE),
        race_source_concept_id: Some(concepts::NONE),
        ethnicity_source_concept_id: Some(concepts::NONE),
        ..Person::default()
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Bounded just before.
fn born(date: Date, age: Age) -> Option<i32> {
    let number = age.number.get();
    if !(0.0..=2_000.0).contains(&number) {
        return None;
    }
    let months = match age.unit {
        AgeUnit::Years => number * 12.0,
        AgeUnit::Months => number,
        AgeUnit::Weeks => number * 7.0 / 30.4,
        AgeUnit::Days | AgeUnit::Hours => number / 30.4 / if age.unit == AgeUnit::Hours { 24.0 } else { 1.0 },
    };
    Some(date.year_before(months as u32)).filter(|year| *year > UNKNOWN_BIRTH)
}

/// What tells of the visit itself and is nothing that was done at it.
const ADMISSION: &str = "hospital-admission";
const EMERGENCY: &str = "emergency-department-visit";
const DISCHARGE: &str = "hospital-discharge";

/// Whether a mention is of the visit itself.
pub(crate) fn is_visit(mention: &Mention) -> bool {
    mention.kind == Kind::Procedure
        && mention
            .concept_id()
            .is_some_and(|id| [ADMISSION, EMERGENCY, DISCHARGE].contains(&id))
}

/// The visit: as long as a day, since documents do not give its days.
pub(super) fn visit(record: &Record, key: i64, date: Date) -> VisitOccurrence {
    let tells_of = |concept| {
        let mut mentions = record.mentions.iter();
        mentions.any(|mention| {
            mention.concept_id() == Some(concept)
                && occurs(mention)
                && mention.time == Time::Current
                && is_visit(mention)
        })
    };
    let (admitted, emergency) = (tells_of(ADMISSION), tells_of(EMERGENCY));
    VisitOccurrence {
        visit_occurrence_id: key,
        person_id: key,
        visit_concept_id: concepts::visit(admitted, emergency),
        visit_start_date: date,
        visit_end_date: date,
        visit_type_concept_id: concepts::NLP,
        visit_source_value: Some(Varchar::new(&record.document.id)),
        visit_source_concept_id: Some(concepts::NONE),
        ..VisitOccurrence::default()
    }
}

/// The time from the first to the last day of what the document says.
pub(super) fn period(key: i64, days: RangeInclusive<Date>) -> ObservationPeriod {
    ObservationPeriod {
        observation_period_id: key,
        person_id: key,
        observation_period_start_date: *days.start(),
        observation_period_end_date: *days.end(),
        period_type_concept_id: concepts::NLP,
    }
}
