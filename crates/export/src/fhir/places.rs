//! Places of the body that no other resource codes: they become resources of their own, so that no code is lost.

use std::collections::{HashMap, HashSet};

use epicrisis_record::{Experiencer, Kind, Mention, MentionId};

use super::case::Case;
use super::links::Links;
use super::plan::{Fact, Plan, Shape};

/// Adds the places that are said by themselves, and all but the first of an observation, which holds one. Each place once.
pub(super) fn structures<'r>(plan: &mut Plan<'r>, case: &Case<'r>, links: Links) {
    let place = |mention: &'r Mention| (mention.concept_id(), mention.attributes.laterality);
    let (coded, extra) = held(&plan.facts, case);
    let ids: HashSet<MentionId> = coded.iter().map(|mention| mention.id).collect();
    let places: HashSet<_> = coded.iter().map(|mention| place(mention)).collect();
    let mut made: HashMap<_, usize> = HashMap::new();
    for mention in &case.record.mentions {
        let own = mention.kind == Kind::BodySite && mention.experiencer == Experiencer::Patient;
        let coded = ids.contains(&mention.id) || places.contains(&place(mention));
        let wanted = own && mention.concept.is_some() && !plan.keys.contains_key(&mention.id);
        if !wanted || coded && !extra.contains(&mention.id) {
            continue;
        }
        let at = *made.entry(place(mention)).or_insert(plan.facts.len());
        if let Some(fact) = plan.facts.get_mut(at) {
            fact.mentions.push(mention);
        } else {
            plan.facts.push(Fact {
                shape: Shape::Structure,
                key: links.of(Shape::Structure.kind(), mention.id),
                mentions: vec![mention],
            });
        }
        plan.keys.insert(mention.id, plan.facts[at].key);
    }
}

/// The places that resources code, and those that have no room there.
fn held<'r>(facts: &[Fact<'r>], case: &Case<'r>) -> (Vec<&'r Mention>, HashSet<MentionId>) {
    let mut coded = Vec::new();
    let mut extra = HashSet::new();
    for fact in facts {
        if fact.key.kind == "Observation" {
            // Of another specimen, what it is stands where it is said.
            coded.extend(case.specimen(fact.lead()).filter(|of| of.kind == Kind::BodySite));
        }
        for mention in fact.placed() {
            let sites = case.sites(mention);
            let (held, more) = sites.split_at(room(fact.shape).min(sites.len()));
            coded.extend(held);
            extra.extend(more.iter().map(|site| site.id));
        }
    }
    (coded, extra)
}

/// How many places the resource of a mention holds.
fn room(shape: Shape) -> usize {
    match shape {
        Shape::Condition | Shape::Procedure | Shape::Request => usize::MAX,
        Shape::Medication | Shape::Report | Shape::Allergy | Shape::Family | Shape::Structure | Shape::Aside => 0,
        _ => 1,
    }
}
