//! Which sentence of one telling is which of the other, and which word which.

mod alignment;
mod features;
mod letters;
mod sentence;
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

/// The sentences of an alignment alone.
pub(crate) fn sentences(a: &Telling<'_>, b: &Telling<'_>) -> Vec<Unit> {
    let units = |a, b| sentence::align(a, b, &Features::new(a, b));
    if in_order(a, b) {
        return units(a, b);
    }
    let exchanged = |u: Unit| Unit { a: u.b, b: u.a, ..u };
    units(b, a).into_iter().map(exchanged).collect()
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
    let features = Features::new(a, b);
    let units = sentence::align(a, b, &features);
    let links = words::link(a, b, &units);
    Alignment::new(units, links, a.words().len(), b.words().len())
}

#[cfg(test)]
mod tests;
