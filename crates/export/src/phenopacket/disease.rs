//! Diseases: problems that a terminology of diseases has.

use std::collections::HashSet;

use epicrisis_record::Kind;

use super::fact::{Case, Fact, gather};
use super::model::Disease;
use super::{resource, term, time};

pub(super) fn diseases(case: &Case<'_>) -> Vec<Disease> {
    let mentions = case.record.mentions.iter();
    let terms = mentions
        .filter(|mention| mention.kind == Kind::Problem)
        .filter_map(|mention| Some((mention, term::of_mention(mention, resource::DISEASES)?)));
    // A disease has no severity: what differs by that alone is one.
    let mut known = HashSet::new();
    let mut facts = gather(terms);
    facts.retain(|fact| known.insert((fact.term.clone(), fact.excluded, fact.side)));
    facts.into_iter().map(|fact| disease(case, fact)).collect()
}

fn disease(case: &Case<'_>, fact: Fact<'_>) -> Disease {
    let there = !fact.excluded;
    Disease {
        onset: there.then(|| time::of_mentions(case, &fact.mentions)).flatten(),
        primary_site: fact.mentions.iter().find_map(|mention| case.site(mention)),
        laterality: fact.side.map(term::laterality),
        excluded: fact.excluded,
        term: fact.term,
    }
}
