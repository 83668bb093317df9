//! Phenotypic features: what HPO has a term for.

use epicrisis_record::{CodeSystem, Course, Kind, Mention};

use super::fact::{Case, Fact, gather};
use super::model::{Evidence, ExternalReference, PhenotypicFeature};
use super::{term, time};

pub(super) fn features(case: &Case<'_>) -> Vec<PhenotypicFeature> {
    let mentions = case.record.mentions.iter();
    let terms = mentions
        .filter(|mention| matches!(mention.kind, Kind::Finding | Kind::Problem))
        .filter_map(|mention| Some((mention, term::of_mention(mention, &[CodeSystem::HPO])?)));
    gather(terms).into_iter().map(|fact| feature(case, fact)).collect()
}

fn feature(case: &Case<'_>, fact: Fact<'_>) -> PhenotypicFeature {
    let course = |course: &&Course| fact.mentions.iter().any(|m| m.attributes.course == Some(**course));
    let courses = Course::ALL.iter().filter(course).copied();
    let modifiers = fact
        .side
        .map(term::laterality)
        .into_iter()
        .chain(courses.filter_map(term::course))
        .collect();
    let evidence = fact.mentions.iter().map(|mention| evidence(case, mention));
    PhenotypicFeature {
        // What was never there did not begin.
        onset: (!fact.excluded)
            .then(|| time::of_mentions(case, &fact.mentions))
            .flatten(),
        excluded: fact.excluded,
        severity: fact.severity.map(term::severity),
        modifiers,
        evidence: evidence.collect(),
        r#type: fact.term,
    }
}

/// The characters that say it, and that a program read them.
fn evidence(case: &Case<'_>, mention: &Mention) -> Evidence {
    let document = &case.record.document.id;
    Evidence {
        evidence_code: term::class("ECO:0007669", "computational evidence used in automatic assertion"),
        reference: ExternalReference {
            id: document.clone(),
            reference: Some(place(document, mention)),
            description: mention.text.clone(),
        },
    }
}

/// Where a mention stands, as a reference that RFC 5147 defines for plain text: positions are code points, half-open.
pub(super) fn place(document: &str, mention: &Mention) -> String {
    let mut place = String::new();
    for byte in document.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            place.push(char::from(byte));
        } else {
            place.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("{place}#char={},{}", mention.start, mention.end)
}
