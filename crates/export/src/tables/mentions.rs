//! `mentions`: a row a mention, with its concept, its codes and what is said of it.

use std::collections::BTreeMap;

use epicrisis_record::{Attributes, CodeSystem, Frequency, Mention, SectionKind};

use super::Case;
use super::cell::{Cell, Field};

pub(super) const NAME: &str = "mentions";

/// A mention, and what the record knows about it elsewhere.
pub(super) struct Row<'r> {
    document: &'r str,
    mention: &'r Mention,
    section: Option<SectionKind>,
    site: Option<&'r Mention>,
}

pub(super) fn rows<'c, 'r>(case: &'c Case<'r>) -> impl Iterator<Item = Row<'r>> + use<'c, 'r> {
    case.record.mentions.iter().map(|mention| Row {
        document: &case.record.document.id,
        mention,
        section: case.record.section_at(mention.start).map(|section| section.kind),
        site: mention.attributes.site.and_then(|site| case.mention(site)),
    })
}

/// A column of this table.
type Of<'r> = Field<Row<'r>>;

pub(super) fn fields<'r>() -> [Of<'r>; 45] {
    [
        Of::text("document", |row| row.document.into()).always(),
        Of::text("mention", |row| row.mention.id.into()).always(),
        Of::text("kind", |row| row.mention.kind.as_str().into()).always(),
        Of::integer("start_char", |row| row.mention.start.into()).always(),
        Of::integer("end_char", |row| row.mention.end.into()).always(),
        Of::text("fragments", |row| fragments(row.mention).into()),
        Of::text("covered_text", |row| (&row.mention.text).into()),
        Of::text("section", |row| row.section.map(|section| section.as_str()).into()),
        Of::text("concept", |row| row.mention.concept_id().into()),
        Of::text("label", |row| {
            row.mention.concept.as_ref().map(|concept| &concept.label).into()
        }),
        Of::text("presence", |row| row.mention.presence.as_str().into()).always(),
        Of::text("degree", |row| {
            row.mention.attributes.degree.map(|degree| degree.as_str()).into()
        }),
        Of::text("experiencer", |row| row.mention.experiencer.as_str().into()).always(),
        Of::text("temporality", |row| row.mention.time.as_str().into()).always(),
        Of::number("confidence", |row| row.mention.confidence.into()).always(),
        Of::text("icd10", |row| codes(row.mention, &CodeSystem::ICD_10)),
        Of::text("hpo", |row| codes(row.mention, &CodeSystem::HPO)),
        Of::text("mondo", |row| codes(row.mention, &CodeSystem::MONDO)),
        Of::text("mesh", |row| codes(row.mention, &CodeSystem::MESH)),
        Of::text("atc", |row| codes(row.mention, &CodeSystem::ATC)),
        Of::text("loinc", |row| codes(row.mention, &CodeSystem::LOINC)),
        Of::text("ncbi_taxon", |row| codes(row.mention, &CodeSystem::NCBI_TAXON)),
        Of::text("uberon", |row| codes(row.mention, &CodeSystem::UBERON)),
        Of::text("snomed_ct", |row| codes(row.mention, &CodeSystem::SNOMED_CT)),
        Of::text("other_codes", |row| other_codes(row.mention).into()),
        Of::text("severity", |row| {
            attributes(row).severity.map(|severity| severity.as_str()).into()
        }),
        Of::text("course", |row| {
            attributes(row).course.map(|course| course.as_str()).into()
        }),
        Of::text("laterality", |row| {
            attributes(row).laterality.map(|side| side.as_str()).into()
        }),
        Of::text("site", |row| attributes(row).site.into()),
        Of::text("site_label", |row| row.site.map(Mention::label).into()),
        Of::text("specimen", |row| attributes(row).specimen.into()),
        Of::text("level", |row| attributes(row).level.as_ref().into()),
        Of::text("route", |row| attributes(row).route.map(|route| route.as_str()).into()),
        Of::text("form", |row| attributes(row).form.as_ref().into()),
        Of::number("frequency_times", |row| {
            frequency(row).and_then(|often| often.times).into()
        }),
        Of::number("frequency_period", |row| {
            frequency(row).and_then(|often| often.period).into()
        }),
        Of::text("frequency_unit", |row| {
            frequency(row).and_then(|often| often.period_unit.as_ref()).into()
        }),
        Of::text("frequency_pattern", |row| {
            frequency(row).and_then(|often| often.pattern.as_ref()).into()
        }),
        Of::truth("as_needed", |row| {
            frequency(row).and_then(|often| often.as_needed).into()
        }),
        Of::text("frequency_text", |row| {
            frequency(row).and_then(|often| often.text.as_ref()).into()
        }),
        Of::text("duration", |row| attributes(row).duration.as_ref().into()),
        Of::text("susceptibility", |row| susceptibility(row.mention).into()),
        Of::text("result", |row| attributes(row).result.as_ref().into()),
        Of::text("also", |row| attributes(row).also.map(|kind| kind.as_str()).into()),
        Of::text("other", |row| other(row.mention).into()),
    ]
}

fn attributes<'r>(row: &Row<'r>) -> &'r Attributes {
    &row.mention.attributes
}

fn frequency<'r>(row: &Row<'r>) -> Option<&'r Frequency> {
    attributes(row).frequency.as_deref()
}

/// `173-178;188-196`; nothing of what is one stretch.
fn fragments(mention: &Mention) -> String {
    let stretches = mention.fragments.iter();
    let written: Vec<String> = stretches.map(|span| format!("{}-{}", span.start, span.end)).collect();
    written.join(";")
}

/// The codes of a system, parted by `|`.
fn codes<'r>(mention: &'r Mention, system: &CodeSystem) -> Cell<'r> {
    let all = mention.concept.iter().flat_map(|concept| &concept.codes);
    let mut own = all.filter(|code| code.system == *system).map(|code| code.code.as_str());
    match (own.next(), own.next()) {
        (Some(first), Some(second)) => {
            let all: Vec<&str> = [first, second].into_iter().chain(own).collect();
            all.join("|").into()
        }
        (first, _) => first.into(),
    }
}

/// The codes of systems that have no column, as `SYSTEM:CODE`, parted by `|`.
fn other_codes(mention: &Mention) -> String {
    let with_column = |system: &CodeSystem| CodeSystem::KNOWN.contains(&system.as_str()) && *system != CodeSystem::UCUM;
    let all = mention.concept.iter().flat_map(|concept| &concept.codes);
    let others = all.filter(|code| !with_column(&code.system));
    let written: Vec<String> = others.map(|code| format!("{}:{}", code.system, code.code)).collect();
    written.join("|")
}

/// Of a drug of an antibiogram, what it does to the organism.
fn susceptibility(mention: &Mention) -> Option<&str> {
    mention.attributes.other.get(SUSCEPTIBILITY)?.as_str()
}

const SUSCEPTIBILITY: &str = "susceptibility";

/// What has no column, as a JSON object.
fn other(mention: &Mention) -> Option<String> {
    let other = mention.attributes.other.iter();
    let rest: BTreeMap<_, _> = other.filter(|(name, _)| *name != SUSCEPTIBILITY).collect();
    (!rest.is_empty()).then(|| serde_json::to_string(&rest).ok())?
}
