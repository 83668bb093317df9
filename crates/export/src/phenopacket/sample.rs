//! Biosamples: what was taken from the patient to be looked at, and which organisms were found in it.

use std::collections::HashMap;

use epicrisis_record::{Kind, Mention, MentionId, RelationKind};

use super::fact::{Case, is_there};
use super::feature::place;
use super::model::{Biosample, Measurement, OntologyClass, Procedure, Value};
use super::{action, resource, term, time};

/// What tells two samples apart: of which tissue, and how it was taken or grown.
type Key = (Option<OntologyClass>, Option<Procedure>);

/// The samples, in the order in which the document first speaks of them.
pub(super) fn biosamples(case: &Case<'_>) -> Vec<Biosample> {
    let mut samples: Vec<Biosample> = Vec::new();
    let mut known: HashMap<Key, usize> = HashMap::new();
    let document = &case.record.document.id;
    for (mention, organisms) in specimens(case) {
        let Some(key) = what(case, mention) else {
            continue;
        };
        let number = samples.len();
        let at = *known.entry(key.clone()).or_insert(number);
        if at == number {
            samples.push(Biosample {
                id: format!("{document}-sample-{}", number + 1),
                individual_id: document.clone(),
                description: format!("{} [{}]", mention.text, place(document, mention)),
                sampled_tissue: key.0,
                measurements: Vec::new(),
                taxonomy: term::human(),
                time_of_collection: time::of_mentions(case, &[mention]),
                procedure: key.1,
            });
        }
        let grown = &mut samples[at].measurements;
        for organism in organisms {
            if let Some(identified) = identified(case, organism)
                && !grown.iter().any(|before| before.value == identified.value)
            {
                grown.push(identified);
            }
        }
    }
    samples
}

/// The mentions that something was isolated from, with the organisms that are said to be in each.
fn specimens<'r>(case: &Case<'r>) -> Vec<(&'r Mention, Vec<&'r Mention>)> {
    let mut organisms: HashMap<MentionId, Vec<&Mention>> = HashMap::new();
    for mention in &case.record.mentions {
        let related = case.leads_to(mention, RelationKind::IsolatedFrom).map(|to| to.id);
        let mut all: Vec<MentionId> = mention.attributes.specimen.into_iter().chain(related).collect();
        all.sort_unstable();
        all.dedup();
        for specimen in all {
            let inside = organisms.entry(specimen).or_default();
            if mention.kind == Kind::Organism && is_there(mention) {
                inside.push(mention);
            }
        }
    }
    let mentions = case.record.mentions.iter().filter(|mention| is_there(mention));
    mentions
        .filter_map(|mention| Some((mention, organisms.remove(&mention.id)?)))
        .collect()
}

/// Which tissue it is of, and what was done to have it; a sample of which neither is known is none.
fn what(case: &Case<'_>, specimen: &Mention) -> Option<Key> {
    match specimen.kind {
        Kind::Procedure => {
            let procedure = action::procedure(case, specimen)?;
            Some((procedure.body_site.clone(), Some(procedure)))
        }
        Kind::BodySite => Some((Some(term::named(specimen, resource::SITES)?), None)),
        _ => None,
    }
}

/// That an organism was found: LOINC's term for it stands for any test.
fn identified(case: &Case<'_>, organism: &Mention) -> Option<Measurement> {
    let document = &case.record.document.id;
    Some(Measurement {
        description: format!("{} [{}]", organism.text, place(document, organism)),
        assay: term::class("LOINC:41852-5", "Microorganism or agent identified in Specimen"),
        value: Value::OntologyClass(term::named(organism, resource::ORGANISMS)?),
        time_observed: time::of_mentions(case, &[organism]),
    })
}
