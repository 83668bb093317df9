//! Which sentence of one telling is which of the other, which clause which, and which word which.

mod alignment;
mod clauses;
mod features;
mod letters;
mod segments;
mod words;

pub use alignment::{Alignment, Link, Unit};
use features::Features;
pub(crate) use letters::likeness;
pub(crate) use words::{alike, same};

use crate::Telling;

/// Aligns two tellings. `align(a, b)` is exactly `align(b, a)` with its sides exchanged, and a text against itself is aligned
/// word by word.
#[must_use]
pub fn align(a: &Telling<'_>, b: &Telling<'_>) -> Alignment {
    if in_order(a, b) {
        ordered(a, b)
    } else {
        ordered(b, a).exchanged()
    }
}

/// The sentences and the clauses of an alignment alone.
pub(crate) fn stretches(a: &Telling<'_>, b: &Telling<'_>) -> [Vec<Unit>; 2] {
    if in_order(a, b) {
        return units(a, b);
    }
    units(b, a).map(|units| units.into_iter().map(Unit::exchanged).collect())
}

/// What is equally good is decided by what comes first; so that both ways round give the same, one order is always taken.
fn in_order(a: &Telling<'_>, b: &Telling<'_>) -> bool {
    let key = |t: &Telling<'_>| {
        (
            t.words().len(),
            t.record().document.sha256.clone(),
            t.record().document.language.clone(),
        )
    };
    key(a) <= key(b)
}

fn ordered(a: &Telling<'_>, b: &Telling<'_>) -> Alignment {
    let [sentences, clauses] = units(a, b);
    let links = words::link(a, b, &sentences, &clauses);
    Alignment::new(sentences, clauses, links, a.words().len(), b.words().len())
}

fn units(a: &Telling<'_>, b: &Telling<'_>) -> [Vec<Unit>; 2] {
    let features = Features::new(a, b);
    let sentences = segments::align(
        a.words().sentences().collect(),
        b.words().sentences().collect(),
        &features,
    );
    let mut within = Vec::with_capacity(sentences.len());
    for unit in &sentences {
        let (own, theirs) = (clauses::cut(a, &unit.a), clauses::cut(b, &unit.b));
        if own.len().max(theirs.len()) < 2 || own.is_empty() || theirs.is_empty() {
            within.push(unit.clone());
            continue;
        }
        let moved = |clause: Unit| Unit {
            moved: clause.moved || unit.moved,
            ..clause
        };
        within.extend(segments::align(own, theirs, &features).into_iter().map(moved));
    }
    [sentences, within]
}

#[cfg(test)]
mod tests;
