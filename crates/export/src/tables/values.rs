//! `values`: a row a value, of a mention itself and of its dose, its strength and each measure of its size.

use epicrisis_record::{CodeSystem, Mention, Size, Value};

use super::Case;
use super::cell::Field;

pub(super) const NAME: &str = "values";

/// A value of a mention.
pub(super) struct Row<'r> {
    document: &'r str,
    mention: &'r Mention,
    /// What of the mention it is.
    role: &'static str,
    /// Its place among the values of this role, from 0.
    at: usize,
    value: &'r Value,
}

pub(super) fn rows<'c, 'r>(case: &'c Case<'r>) -> impl Iterator<Item = Row<'r>> + use<'c, 'r> {
    let document = case.record.document.id.as_str();
    case.record.mentions.iter().flat_map(move |mention| {
        let attributes = &mention.attributes;
        let sizes = attributes.size.iter().flat_map(Size::measures).enumerate();
        let one = |role, value: Option<&'r Value>| value.map(|value| (role, 0, value));
        let all = one("value", mention.value.as_deref())
            .into_iter()
            .chain(one("dose", attributes.dose.as_deref()))
            .chain(one("strength", attributes.strength.as_deref()))
            .chain(sizes.map(|(at, value)| ("size", at, value)));
        all.map(move |(role, at, value)| Row {
            document,
            mention,
            role,
            at,
            value,
        })
    })
}

/// A column of this table.
type Of<'r> = Field<Row<'r>>;

pub(super) fn fields<'r>() -> [Of<'r>; 28] {
    [
        Of::text("document", |row| row.document.into()).always(),
        Of::text("mention", |row| row.mention.id.into()).always(),
        Of::text("role", |row| row.role.into()).always(),
        Of::integer("ordinal", |row| row.at.into()).always(),
        Of::text("kind", |row| row.mention.kind.as_str().into()).always(),
        Of::text("concept", |row| row.mention.concept_id().into()),
        Of::text("label", |row| {
            row.mention.concept.as_ref().map(|concept| &concept.label).into()
        }),
        Of::text("loinc", |row| loinc(row.mention).into()),
        Of::text("presence", |row| row.mention.presence.as_str().into()).always(),
        Of::text("experiencer", |row| row.mention.experiencer.as_str().into()).always(),
        Of::text("temporality", |row| row.mention.time.as_str().into()).always(),
        Of::text("comparator", |row| {
            row.value.comparator.map(|sign| sign.as_str()).into()
        }),
        Of::number("number", |row| row.value.number.into()),
        Of::number("low", |row| row.value.low.into()),
        Of::number("high", |row| row.value.high.into()),
        Of::text("unit_text", |row| row.value.unit_text.as_ref().into()),
        Of::text("unit", |row| row.value.unit.as_ref().into()),
        Of::text("assumed_unit", |row| row.value.assumed_unit.as_ref().into()),
        Of::number("canonical_number", |row| {
            row.value.canonical.as_ref().map(|usual| usual.number).into()
        }),
        Of::text("canonical_unit", |row| {
            row.value.canonical.as_ref().map(|usual| &usual.unit).into()
        }),
        Of::text("value_text", |row| row.value.text.as_ref().into()),
        Of::text("interpretation", |row| {
            row.value.interpretation.map(|means| means.as_str()).into()
        }),
        Of::number("reference_low", |row| {
            row.value.reference_range.as_ref().and_then(|range| range.low).into()
        }),
        Of::number("reference_high", |row| {
            row.value.reference_range.as_ref().and_then(|range| range.high).into()
        }),
        Of::text("reference_unit", |row| {
            row.value.reference_range.as_ref().map(|range| &range.unit).into()
        }),
        Of::text("reference_source", |row| {
            row.value.reference_range.as_ref().map(|range| &range.source).into()
        }),
        Of::integer("start_char", |row| row.value.start.into()),
        Of::integer("end_char", |row| row.value.end.into()),
    ]
}

fn loinc(mention: &Mention) -> Option<&str> {
    let mut codes = mention.concept.iter().flat_map(|concept| &concept.codes);
    codes
        .find(|code| code.system == CodeSystem::LOINC)
        .map(|code| code.code.as_str())
}
