//! Which organism a drug was tested against.

use epicrisis_record::{Kind, RelationKind};

use super::Link;
use crate::found::Found;
use crate::order::Order;

/// `E. coli sensible a ceftriaxona, resistente a ampicilina`: each drug that the context found to be tested, to the organism
/// last spoken of.
pub(super) fn antibiogram(found: &[Found], order: &Order, links: &mut Vec<Link>) {
    let mut organism = None;
    for &at in order.all() {
        match found[at].kind {
            Kind::Organism => organism = Some(at),
            Kind::Medication if found[at].attributes.other.contains_key("susceptibility") => {
                links.extend(organism.map(|organism| (RelationKind::TestedAgainst, organism, at)));
            }
            _ => {}
        }
    }
}
