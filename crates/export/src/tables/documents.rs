//! `documents`: a row a document, with what is known of the patient.

use std::iter;

use epicrisis_record::{AgeUnit, Number, Record};

use super::Case;
use super::cell::Field;

pub(super) const NAME: &str = "documents";

pub(super) fn rows<'r>(case: &Case<'r>) -> impl Iterator<Item = &'r Record> {
    iter::once(case.record)
}

/// A column of this table.
type Of<'r> = Field<&'r Record>;

pub(super) fn fields<'r>() -> [Of<'r>; 11] {
    [
        Of::text("document", |row| (&row.document.id).into()).always(),
        Of::text("language", |row| (&row.document.language).into()).always(),
        Of::number("language_confidence", |row| row.document.language_confidence.into()).always(),
        Of::integer("length_chars", |row| row.document.length.into()).always(),
        Of::text("sha256", |row| (&row.document.sha256).into()),
        Of::number("age", |row| row.subject.age.map(|age| age.number).into()),
        Of::text("age_unit", |row| row.subject.age.map(|age| age.unit.as_str()).into()),
        Of::number("age_years", |row| years(row).into()),
        Of::text("sex", |row| row.subject.sex.map(|sex| sex.value.as_str()).into()),
        Of::integer("mentions", |row| row.mentions.len().into()).always(),
        Of::text("warnings", |row| {
            let mut codes: Vec<&str> = row.warnings.iter().map(|warning| warning.code.as_str()).collect();
            codes.sort_unstable();
            codes.dedup();
            codes.join("|").into()
        }),
    ]
}

/// The age in years, to compare by: a month is a twelfth, a week seven days, a year 365.25 days.
fn years(record: &Record) -> Option<Number> {
    let age = record.subject.age?;
    let in_a_year = match age.unit {
        AgeUnit::Years => 1.0,
        AgeUnit::Months => 12.0,
        AgeUnit::Weeks => 365.25 / 7.0,
        AgeUnit::Days => 365.25,
        AgeUnit::Hours => 365.25 * 24.0,
    };
    Number::new(age.number.get() / in_a_year)
        .ok()
        .map(|years| years.significant(6))
}
