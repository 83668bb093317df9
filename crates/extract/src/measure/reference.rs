//! Reference ranges that a text prints beside a value: `Hb 9,8 g/dl (vn 12-16)`.
//!
//! A laboratory's own range is the better one: it judges the value in place of the lexicon's.

use epicrisis_lexicon::Category;
use epicrisis_record::{Comparator, Interpretation, Number, ReferenceRange};

use super::analyte::{analyte_of, numeral_at};
use super::number::{Join, Numerals};
use crate::found::Found;
use crate::order::Order;
use crate::read::{Mark, Reading};

/// How many tokens may part the words from the range.
const LEAD: usize = 3;

/// How many tokens may part the value from the words.
const FAR: usize = 6;

/// Where a printed range comes from, in the record's words.
const SOURCE: &str = "printed in the text";

/// A range of the text: the token its words begin at, and its number's place in the list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Printed {
    words: usize,
    numeral: usize,
}

/// Finds the printed ranges, so that their numbers are nobody's values.
pub(crate) fn printed(reading: &Reading<'_, '_>, numerals: &mut Numerals) -> Vec<Printed> {
    let mut out = Vec::new();
    for phrase in reading.phrases.of(Category::Reference) {
        let from = phrase.end as usize;
        let end = (from + LEAD).min(reading.sentence(phrase.first as usize).end as usize);
        // A sign of comparison is part of the number.
        let Some(at) = (from..end).find_map(|t| numeral_at(numerals, t)) else {
            continue;
        };
        let lead = (from..numerals[at].first).all(|t| {
            let word = &reading.words[t];
            matches!(reading.tokens.folded_form(t), ":" | "=" | ",")
                || word.mark == Mark::Soft
                || word.mark == Mark::None && !word.is_content()
        });
        let numeral = &mut numerals[at];
        let bound = numeral.comparator.is_some_and(|c| c != Comparator::About);
        let range = numeral.join == Some(Join::Range);
        if lead && numeral.digits && !numeral.used && (bound || range) {
            numeral.used = true;
            out.push(Printed {
                words: phrase.first as usize,
                numeral: at,
            });
        }
    }
    out
}

/// Gives each printed range to the value it stands behind.
pub(crate) fn give(
    reading: &Reading<'_, '_>,
    order: &Order,
    numerals: &Numerals,
    printed: &[Printed],
    found: &mut [Found],
) {
    for range in printed {
        let here = order.around(reading, range.words).iter().copied();
        let with_number = |i: &usize| found[*i].value.as_ref().is_some_and(|v| v.number.is_some());
        let owner = here
            .filter(|i| found[*i].end() < range.words)
            .filter(with_number)
            .max_by_key(|i| found[*i].last);
        let Some(owner) = owner.filter(|i| {
            let from = value_end(numerals, &found[*i], range.words);
            range.words - from <= FAR && (from..range.words).all(|t| reading.words[t].mark != Mark::Close)
        }) else {
            continue;
        };
        let mention = &mut found[owner];
        let analyte = analyte_of(reading, mention);
        let numeral = &numerals[range.numeral];
        let Some(value) = &mut mention.value else { continue };
        // Its own unit, else the value's.
        let hit = numeral.units.first().map(|u| u.unit);
        let written = hit.and_then(|u| reading.lexicon.unit(u));
        let unit = written.or(value.unit.as_deref()).unwrap_or_default().to_owned();
        // Where the typography leaves two readings, the likelier.
        let first = numeral.readings.first().copied().unwrap_or(f64::NAN);
        let last = numeral.more.first().copied();
        let (low, high) = match (numeral.comparator, last) {
            (Some(Comparator::Less | Comparator::LessOrEqual), _) => (None, Some(first)),
            (Some(_), _) => (Some(first), None),
            (None, _) => (Some(first), last),
        };
        let same = written.is_none() || value.unit.as_deref() == written;
        let number = if same {
            value.number.map(Number::get)
        } else {
            // In the range's unit, by way of the canonical one.
            let way = analyte.as_ref().zip(hit).and_then(|(a, u)| a.unit(u));
            way.zip(value.canonical.as_ref())
                .map(|(way, canonical)| (canonical.number.get() - way.offset) / way.factor)
        };
        let number = number.filter(|n| !n.is_nan() && value.comparator.is_none());
        value.interpretation = match number {
            Some(n) if low.is_some_and(|low| n < low) => Some(Interpretation::Low),
            Some(n) if high.is_some_and(|high| n > high) => Some(Interpretation::High),
            Some(_) => Some(Interpretation::Normal),
            None => value.interpretation,
        };
        value.reference_range = Some(ReferenceRange {
            low: low.and_then(|n| Number::new(n).ok()),
            high: high.and_then(|n| Number::new(n).ok()),
            unit,
            source: SOURCE.to_owned(),
        });
    }
}

/// Behind a mention's value, or behind the number that stands between it and the range.
fn value_end(numerals: &Numerals, mention: &Found, until: usize) -> usize {
    let before = numerals.partition_point(|n| n.first < until).checked_sub(1);
    let numeral = before.and_then(|n| numerals.get(n)).map_or(0, |n| n.unit_end);
    numeral.max(mention.end() + 1).min(until)
}
