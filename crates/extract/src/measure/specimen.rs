//! Of which specimen a value is: the reference ranges are those of blood.

use epicrisis_record::Kind;

use crate::found::Found;
use crate::order::Order;
use crate::read::{Mark, Reading};

/// How many tokens may part a value from the specimen behind it.
const NEAR: usize = 3;

/// Whether a value is that of urine or another fluid with ranges of its own: `LCR: glucosa 50`, `glucosa en orina`, `el
/// líquido pleural tenía proteínas de 4 g/dl`.
pub(crate) fn of_other_fluid(reading: &Reading<'_, '_>, order: &Order, found: &[Found], at: usize) -> bool {
    let value = &found[at];
    let fluid = |site: &Found| site.concept.is_some_and(|c| reading.lexicon.is_test(c));
    let sites = || {
        let here = order.around(reading, value.start()).iter().copied();
        here.filter(|i| found[*i].kind == Kind::BodySite && found[*i].parent != Some(at))
    };
    let before = sites()
        .filter(|i| found[*i].end() < value.start())
        .max_by_key(|i| found[*i].last);
    let label = reading.sentence(value.start()).label_end;
    let goes_on = |site: &Found| {
        let hard =
            |t: usize| reading.words[t].mark == Mark::Hard && !matches!(reading.tokens.folded_form(t), ":" | "=");
        site.last < label || !(site.end() + 1..value.start()).any(hard)
    };
    let behind = sites()
        .filter(|i| found[*i].start() > value.start())
        .min_by_key(|i| found[*i].first);
    let tied = |site: &Found| {
        site.start() <= value.end() || {
            let between = value.end() + 1..site.start();
            between.len() <= NEAR
                && !between.is_empty()
                && between
                    .clone()
                    .all(|t| reading.words[t].mark == Mark::None && reading.words[t].class.is_small())
        }
    };
    match behind.map(|i| &found[i]).filter(|s| tied(s)) {
        Some(site) => fluid(site),
        None => before.is_some_and(|i| fluid(&found[i]) && goes_on(&found[i])),
    }
}
