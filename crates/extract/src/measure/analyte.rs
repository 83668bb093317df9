//! Which value belongs to which analyte.

use epicrisis_lexicon::{AnalyteView, Category};
use epicrisis_record::{Kind, Warning};
use epicrisis_text::{CharIndex, TokenKind};

use super::attach::{attach, widen};
use super::choose::choose;
use super::finding::{CLOSE, of_findings};
use super::grade::of_scales;
use super::list::{distribute, share_results};
use super::number::{Join, Numeral, Numerals};
use super::result::{is_result, of_tests, result_left, say, tested};
use super::unit::{UnitHit, unit_at};
use crate::found::Found;
use crate::read::{Mark, Phrase, Reading};

/// How many tokens may part an analyte from its value.
const FAR: usize = 10;

/// How many words of their own sense may stand there (`hemoglobina al ingreso de 9,9`).
const WORDS: usize = 2;

/// What stands where an analyte's value would.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Right {
    /// The number, by its place in the list.
    pub(super) number: Option<usize>,
    /// The result in words.
    pub(super) result: Option<Phrase>,
    /// A unit in parentheses before the number: `Leucocitos (10^9/L): 12`.
    pub(super) header: Option<UnitHit>,
}

/// Binds values to the measurements among the mentions. Pairs (`TA 120/80`) become two mentions.
pub(crate) fn bind(
    reading: &Reading<'_, '_>,
    index: &CharIndex<'_>,
    numerals: &mut Numerals,
    found: &mut Vec<Found>,
    warnings: &mut Vec<Warning>,
) {
    // In the order of the text, so that a number goes to the nearest name before it.
    let mut order: Vec<usize> = (0..found.len())
        .filter(|i| found[*i].kind == Kind::Measurement)
        .collect();
    order.sort_by_key(|i| found[*i].first);
    // Where something else is spoken of; a place or a specimen (`glucosa en sangre`) may stand before the value.
    let mut others: Vec<usize> = found
        .iter()
        .filter(|f| f.kind != Kind::BodySite && f.kind != Kind::Time)
        .map(Found::start)
        .collect();
    others.sort_unstable();
    let mut extra = Vec::new();
    distribute(reading, index, numerals, found, &order, warnings);
    for &at in &order {
        let Some(analyte) = analyte_of(reading, &found[at]).filter(|_| found[at].value.is_none()) else {
            continue;
        };
        let behind = others.partition_point(|s| *s <= found[at].end());
        let next = others.get(behind).copied().unwrap_or(usize::MAX);
        let mut right = look_right(reading, numerals, &found[at], next, &analyte);
        // `11.100 leucocitos con 250.000 plaquetas`: the number before the name, as the one behind is the next name's.
        let count = count_left(reading, numerals, &found[at], &analyte);
        if count.is_some()
            && (right.number.is_none() || right.number.is_some_and(|n| leads_to(reading, &numerals[n], next)))
        {
            right = Right {
                number: count,
                ..Right::default()
            };
        }
        let around = unit_around(numerals, &found[at]);
        if let Some(n) = around.filter(|n| !numerals[*n].used && fitting_unit(&analyte, &numerals[*n]).is_some()) {
            right = Right {
                number: Some(n),
                ..Right::default()
            };
        }
        if right.number.is_none() && right.result.is_none() {
            right.number = look_left(numerals, reading, found[at].start(), &analyte);
            right.result = result_left(reading, found[at].start());
        }
        if let Some(n) = right.number {
            numerals[n].used = true;
            let numeral = numerals[n].clone();
            extra.extend(attach(
                reading,
                index,
                &analyte,
                &numeral,
                &right,
                &mut found[at],
                warnings,
            ));
        } else if let Some(phrase) = &right.result {
            say(reading, index, phrase, &mut found[at]);
            let behind = phrase.first > found[at].last;
            let end = if behind { phrase.end - 1 } else { phrase.first };
            widen(&mut found[at], end as usize);
        }
    }
    of_scales(reading, index, found);
    of_tests(reading, index, found);
    order.extend((0..found.len()).filter(|i| tested(reading, &found[*i])));
    order.sort_by_key(|i| found[*i].first);
    share_results(reading, found, &order);
    found.extend(extra);
    of_findings(reading, index, numerals, found, warnings);
}

/// The number in whose unit a name lies: `300 leucocitos/mm3`.
fn unit_around(numerals: &Numerals, f: &Found) -> Option<usize> {
    let at = numerals.partition_point(|n| n.end <= f.start()).checked_sub(1)?;
    numerals.get(at).filter(|n| f.end() < n.unit_end).map(|_| at)
}

/// A name inside a unit is the unit's where the same name stands before the number: `frequenza respiratoria 20 respiri al
/// minuto` is one rate.
pub(crate) fn drop_units(numerals: &Numerals, found: &mut Vec<Found>) {
    let inside = |f: &Found| {
        let number = unit_around(numerals, f)
            .filter(|_| f.kind == Kind::Measurement)
            .map(|at| &numerals[at]);
        number.is_some_and(|n| {
            found
                .iter()
                .any(|g| g.concept == f.concept && g.end() < n.first && n.first - g.end() <= CLOSE)
        })
    };
    let drop: Vec<bool> = found.iter().map(inside).collect();
    if !drop.contains(&true) {
        return;
    }
    let place: Vec<usize> = drop
        .iter()
        .scan(0, |kept, d| Some(std::mem::replace(kept, *kept + usize::from(!d))))
        .collect();
    for f in found.iter_mut() {
        f.parent = f.parent.filter(|p| !drop[*p]).map(|p| place[p]);
    }
    let mut gone = drop.iter();
    found.retain(|_| !gone.next().copied().unwrap_or(false));
}

pub(super) fn analyte_of<'d>(reading: &Reading<'_, 'd>, found: &Found) -> Option<AnalyteView<'d, 'd>> {
    reading.lexicon.analyte(found.concept?)
}

/// Walks from the name to the right, over what may stand there, to a number or a result in words.
fn look_right(
    reading: &Reading<'_, '_>,
    numerals: &Numerals,
    found: &Found,
    next: usize,
    analyte: &AnalyteView<'_, '_>,
) -> Right {
    let mut right = Right::default();
    let sentence = reading.sentence(found.end());
    let mut words = 0;
    let mut token = found.end() + 1;
    let limit = (token + FAR).min(sentence.end as usize).min(next);
    while token < limit {
        if let Some(n) = numeral_at(numerals, token) {
            let numeral = &numerals[n];
            let panel = analyte.canonical().is_none() && analyte.plausible().is_none();
            let ratio = numeral.join == Some(Join::Slash);
            let fits = !numeral.used && numeral.digits && (!panel || ratio) && unit_fits(analyte, numeral);
            // `SpO 2 at 97 %`: a digit of the name, which no patient can have, before a number with the analyte's unit.
            let of_name = fits
                && numeral.units.is_empty()
                && numeral.more.is_empty()
                && choose(analyte, &numeral.readings, None).is_some_and(|c| c.implausible)
                && (numeral.end..limit.min(numeral.end + CLOSE))
                    .find_map(|t| numeral_at(numerals, t))
                    .is_some_and(|n| !numerals[n].used && fitting_unit(analyte, &numerals[n]).is_some());
            if of_name {
                token = numeral.end;
                continue;
            }
            if fits {
                right.number = Some(n);
            }
            return right;
        }
        let word = &reading.words[token];
        if let Some(phrase) = reading
            .phrases
            .at(Category::Result, token)
            .filter(|p| is_result(reading, p))
        {
            right.result.get_or_insert(*phrase);
            token = phrase.end as usize;
            continue;
        }
        match word.mark {
            Mark::Open => {
                let at = reading.tokens.span(token).end.index();
                if let Some(unit) = unit_at(reading, at)
                    .into_iter()
                    .find(|u| analyte.unit(u.unit).is_some())
                {
                    right.header = Some(unit);
                    token = (token + 1..limit)
                        .find(|t| reading.words[*t].mark == Mark::Close)
                        .unwrap_or(token);
                }
            }
            Mark::Close | Mark::Soft => {}
            // `Hemoglobin, 9.2 g/dL`: a comma right behind the name, and a number with the analyte's own unit.
            Mark::Comma => {
                let own = numeral_at(numerals, token + 1).filter(|n| {
                    let numeral = &numerals[*n];
                    let free = !numeral.used && numeral.digits && fitting_unit(analyte, numeral).is_some();
                    free && token == found.end() + 1 && !leads_to(reading, numeral, next)
                });
                right.number = own;
                return right;
            }
            Mark::Hard => {
                if !matches!(
                    reading.tokens.folded_form(token),
                    ":" | "=" | "<" | ">" | "~" | "." | "→" | "+" | "|" | "≈" | "≤" | "≥"
                ) {
                    return right;
                }
            }
            Mark::None if word.is_content() => {
                // Behind a result in words only its own number may follow.
                words += 1;
                if words > WORDS || right.result.is_some() || reading.phrases.at(Category::Cue, token).is_some() {
                    return right;
                }
            }
            Mark::None => {
                if reading.words[token].class.joins() {
                    return right;
                }
            }
        }
        token += 1;
    }
    right
}

pub(super) fn numeral_at(numerals: &Numerals, token: usize) -> Option<usize> {
    let at = numerals.partition_point(|n| n.first < token);
    numerals.get(at).is_some_and(|n| n.first == token).then_some(at)
}

/// A number with the unit of something else is not this analyte's.
fn unit_fits(analyte: &AnalyteView<'_, '_>, numeral: &Numeral) -> bool {
    numeral.units.is_empty() || fitting_unit(analyte, numeral).is_some() || analyte.units().is_empty()
}

pub(super) fn fitting_unit<'n>(analyte: &AnalyteView<'_, '_>, numeral: &'n Numeral) -> Option<&'n UnitHit> {
    let reported = |u: &&UnitHit| analyte.reported().iter().any(|r| r.unit == u64::from(u.unit));
    numeral
        .units
        .iter()
        .find(reported)
        .or_else(|| numeral.units.iter().find(|u| analyte.unit(u.unit).is_some()))
}

/// Whether the next name stands right behind a number, over a small word at most: the number is that name's.
fn leads_to(reading: &Reading<'_, '_>, numeral: &Numeral, next: usize) -> bool {
    let between = numeral.unit_end..next.max(numeral.unit_end);
    next >= numeral.unit_end
        && between.len() <= 1
        && between.clone().all(|t| {
            let word = &reading.words[t];
            word.mark == Mark::None && word.class.is_small() && !word.class.joins()
        })
}

/// The smallest count of cells that is written without a unit.
const COUNT: f64 = 100.0;

/// `11.100 leucocitos`, `12,000 leukocytes/mm3`: a bare number right before the name of what is counted in a volume. One
/// that has a unit of something else behind the name (`20 leucocitos/campo`) is none.
fn count_left(
    reading: &Reading<'_, '_>,
    numerals: &Numerals,
    found: &Found,
    analyte: &AnalyteView<'_, '_>,
) -> Option<usize> {
    let first = found.start();
    let at = numerals.partition_point(|n| n.first < first).checked_sub(1)?;
    let numeral = numerals.get(at)?;
    let counted = |u: Option<u32>| reading.lexicon.unit(u?).filter(|u| u.starts_with("10*"));
    counted(analyte.canonical())?;
    let many = numeral.readings.iter().any(|n| *n >= COUNT);
    let free = !numeral.used && numeral.digits && numeral.units.is_empty() && numeral.more.is_empty() && many;
    let same = reading.words.get(numeral.first).map(|w| w.sentence) == reading.words.get(first).map(|w| w.sentence);
    if !free || !same || !leads_to(reading, numeral, first) {
        return None;
    }
    // What is counted per something else has a stroke behind its name and no unit of the analyte.
    let behind = found.end() + 1;
    let stroke = reading
        .words
        .get(behind)
        .is_some_and(|_| reading.tokens.folded_form(behind) == "/");
    let fits = |u: &UnitHit| analyte.unit(u.unit).is_some();
    let unit = unit_at(reading, reading.tokens.span(found.end()).end.index());
    (!stroke || unit.iter().any(fits)).then_some(at)
}

/// `109 lpm de frecuencia cardíaca`: a number before the name, with a unit that fits and a small word between.
fn look_left(
    numerals: &Numerals,
    reading: &Reading<'_, '_>,
    first: usize,
    analyte: &AnalyteView<'_, '_>,
) -> Option<usize> {
    let at = numerals.partition_point(|n| n.unit_end <= first).checked_sub(1)?;
    let numeral = numerals.get(at)?;
    let between = numeral.unit_end..first;
    let small = between.len() <= 2
        && between
            .clone()
            .all(|t| reading.words[t].mark == Mark::None && !reading.words[t].is_content());
    let same = reading.words.get(numeral.first).map(|w| w.sentence) == reading.words.get(first).map(|w| w.sentence);
    let free = !numeral.used && numeral.digits && same && small;
    // `(80% neutrófilos, …`: with no small word between, only where the number begins an item.
    let begins = numeral
        .first
        .checked_sub(1)
        .is_none_or(|t| !reading.words[t].is_content() || reading.words[t].mark != Mark::None);
    let before = numeral
        .first
        .checked_sub(1)
        .is_some_and(|t| reading.tokens[t].kind != TokenKind::Number);
    (free && fitting_unit(analyte, numeral).is_some() && (!between.is_empty() || begins && before)).then_some(at)
}
