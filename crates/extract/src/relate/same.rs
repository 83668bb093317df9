//! The same problem, said again: each later mention leads to the first, so that a record has one problem with several pieces
//! of evidence.

use std::collections::HashMap;

use epicrisis_record::{Experiencer, Kind, Presence, RelationKind};

use super::Link;
use crate::found::Found;
use crate::order::Order;

/// So many problems of one concept are kept apart by side and level; a document with more is no case.
const MOST_ALIKE: usize = 16;

/// Ties each mention of a problem to the first that it does not contradict.
pub(super) fn same(found: &[Found], order: &Order, links: &mut Vec<Link>) {
    let mut known: HashMap<u32, Vec<usize>> = HashMap::new();
    for &at in order.all() {
        let f = &found[at];
        let there = matches!(f.presence, Presence::Present | Presence::Possible);
        let Some(concept) = f
            .concept
            .filter(|_| f.kind == Kind::Problem && there && f.parent.is_none())
        else {
            continue;
        };
        if f.experiencer != Experiencer::Patient {
            continue;
        }
        let alike = known.entry(concept).or_default();
        match alike.iter().copied().find(|first| agree(&found[*first], f)) {
            Some(first) => links.push((RelationKind::SameAs, at, first)),
            None if alike.len() < MOST_ALIKE => alike.push(at),
            None => {}
        }
    }
}

/// Whether both may be one: neither side, level nor time contradicts.
fn agree(one: &Found, other: &Found) -> bool {
    let (a, b) = (&one.attributes, &other.attributes);
    let side = a.laterality.is_none() || b.laterality.is_none() || a.laterality == b.laterality;
    let level = a.level.is_none() || b.level.is_none() || a.level == b.level;
    side && level && one.time == other.time
}
