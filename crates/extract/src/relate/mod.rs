//! What mentions have to do with one another.

mod antibiogram;
mod causes;
mod findings;
mod places;
mod same;
mod times;

use epicrisis_lexicon::Category;
use epicrisis_record::RelationKind;

use crate::found::Found;
use crate::order::Order;
use crate::read::{Mark, Phrase, Reading};

/// A relation between two mentions, by their places in the list.
pub(crate) type Link = (RelationKind, usize, usize);

/// Finds all relations.
pub(crate) fn relate(reading: &Reading<'_, '_>, found: &mut [Found]) -> Vec<Link> {
    let order = Order::new(reading, found);
    let mut links = Vec::new();
    places::locate(reading, found, &order, &mut links);
    causes::causes(reading, found, &order, &mut links);
    causes::isolates(reading, found, &order, &mut links);
    findings::found_on(reading, found, &order, &mut links);
    antibiogram::antibiogram(found, &order, &mut links);
    same::same(found, &order, &mut links);
    times::at_time(reading, found, &order, &mut links);
    links.sort_unstable();
    links.dedup();
    // Whatever rule said it, what an organism was first isolated from is its specimen.
    for &(kind, organism, from) in &links {
        if kind == RelationKind::IsolatedFrom && found[organism].specimen.is_none() {
            found[organism].specimen = Some(from);
        }
    }
    times::by_moment(reading, found, &links);
    links
}

/// The relating phrases of a kind.
fn phrases<'r>(reading: &'r Reading<'_, '_>, kind: RelationKind) -> impl Iterator<Item = (&'r Phrase, bool)> + use<'r> {
    let lexicon = reading.lexicon;
    reading.phrases.of(Category::Relation).iter().filter_map(move |p| {
        let rec = lexicon.tables().relations.get(p.payload as usize)?;
        (lexicon.str(rec.kind) == kind.as_str()).then_some((p, rec.forward == 1))
    })
}

/// Whether only small words, attributes and joining marks stand between two tokens; `words` more may.
fn near(reading: &Reading<'_, '_>, from: usize, to: usize, words: usize) -> bool {
    if to < from || to - from > 8 {
        return false;
    }
    let mut own = 0;
    (from..to).all(|t| {
        let word = &reading.words[t];
        match word.mark {
            Mark::Soft => true,
            Mark::None if word.class.joins() => false,
            Mark::None if word.is_content() => {
                own += 1;
                own <= words || level(reading, t)
            }
            Mark::None => true,
            _ => false,
        }
    })
}

/// A spinal level is no word of its own sense.
fn level(reading: &Reading<'_, '_>, token: usize) -> bool {
    let form = reading.tokens.folded_form(token);
    form.len() <= 3 && form.starts_with(['c', 't', 'd', 'l', 's']) && form.bytes().skip(1).all(|b| b.is_ascii_digit())
}

/// Whether two stretches are items of one list: joined by a comma or a conjunction, small words aside.
fn listed(reading: &Reading<'_, '_>, from: usize, to: usize) -> bool {
    if to < from || to - from > 10 {
        return false;
    }
    let mut joined = false;
    (from..to).all(|t| {
        let word = &reading.words[t];
        match word.mark {
            Mark::Comma => {
                joined = true;
                true
            }
            Mark::Soft => true,
            Mark::None if word.class.joins() => {
                joined = true;
                true
            }
            Mark::None => !word.is_content() || level(reading, t),
            _ => false,
        }
    }) && joined
}
