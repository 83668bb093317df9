//! Values of what no lexicon lists: `NSE = 235 ng/ml` is a measurement, whatever NSE is.
//!
//! Only a number with a unit of concentration or of counts in a volume is one for certain: nothing else is written so but
//! what a laboratory reports, and the strength of a drug, which has the drug by it.

use epicrisis_lexicon::Dimension;
use epicrisis_record::{Kind, Number, Value, Warning, WarningCode};
use epicrisis_text::{CharIndex, TokenKind};

use super::attach::written;
use super::number::{Join, Numeral, Numerals};
use super::unit::UnitHit;
use crate::found::Found;
use crate::order::Order;
use crate::read::{Mark, Reading};
use crate::span::chars;

/// How many words an unlisted name may have.
const NAME: usize = 3;

/// How many tokens may part it from its number.
const LEAD: usize = 3;

/// How far before a number a drug makes it a strength.
const DRUG: usize = 10;

/// Makes measurements without a concept of the laboratory values that are nobody's.
pub(crate) fn unlisted(
    reading: &Reading<'_, '_>,
    index: &CharIndex<'_>,
    order: &Order,
    numerals: &mut Numerals,
    found: &mut Vec<Found>,
    warnings: &mut Vec<Warning>,
) {
    let mut extra = Vec::new();
    for numeral in numerals.iter_mut().filter(|n| n.digits && !n.used) {
        let concentration = |u: &&UnitHit| u.dimension == Dimension::Concentration;
        let Some(unit) = numeral.units.iter().find(concentration).copied() else {
            continue;
        };
        let Some(name) = name(reading, order, found, numeral) else {
            continue;
        };
        numeral.used = true;
        if let [one, other] = numeral.readings.as_slice() {
            let message = format!("the number may be {one} or {other}, and nothing says which; taken as the first");
            let span = chars(index, reading.stretch(numeral.first, numeral.end - 1));
            warnings.push(Warning::at(WarningCode::AMBIGUOUS_NUMBER, message, span));
        }
        let last = numeral.unit_end.max(numeral.end) - 1;
        let mut mention = Found::new(Kind::Measurement, None, name, last);
        mention.confidence = UNSURE;
        mention.value = Some(Box::new(value(reading, index, numeral, unit)));
        extra.push(mention);
    }
    found.extend(extra);
}

/// What is known of it is its value alone.
const UNSURE: f64 = 0.5;

fn value(reading: &Reading<'_, '_>, index: &CharIndex<'_>, numeral: &Numeral, unit: UnitHit) -> Value {
    let number = |n: Option<&f64>| n.and_then(|n| Number::new(*n).ok());
    let mut value = Value {
        number: number(numeral.readings.first()),
        comparator: numeral.comparator,
        unit: reading.lexicon.unit(unit.unit).map(str::to_owned),
        unit_text: reading.text.get(unit.start..unit.end).map(str::to_owned),
        ..Value::default()
    };
    if numeral.join == Some(Join::Range) {
        value.low = value.number.take();
        value.high = number(numeral.more.first());
    }
    written(reading, index, numeral, &mut value);
    value
}

/// The first token of the words before a number that name what it is of: unknown words right before it, over small words
/// and signs.
fn name(reading: &Reading<'_, '_>, order: &Order, found: &[Found], numeral: &Numeral) -> Option<usize> {
    let sentence = reading.sentence(numeral.first);
    let low = sentence.first as usize;
    let near = numeral.first.saturating_sub(DRUG);
    let here = || order.around(reading, numeral.first).iter().map(|i| &found[*i]);
    let drug = here().any(|f| f.kind == Kind::Medication && f.first as usize >= near && f.end() < numeral.first);
    if drug {
        return None;
    }
    let taken = |t: usize| here().any(|f| f.has(t));
    let is_word = |t: usize| {
        let word = &reading.words[t];
        word.mark == Mark::None && word.is_content() && reading.tokens[t].kind == TokenKind::Word && !taken(t)
    };
    let mut at = numeral.first;
    let mut lead = 0;
    loop {
        at = at.checked_sub(1).filter(|t| *t >= low)?;
        if is_word(at) {
            break;
        }
        let word = &reading.words[at];
        let sign = matches!(reading.tokens.folded_form(at), ":" | "=" | "(" | "[");
        let small = word.mark == Mark::None && !word.is_content();
        lead += 1;
        if lead > LEAD || taken(at) || !(sign || small || word.mark == Mark::Soft) {
            return None;
        }
    }
    let first = (low..at).rev().take(NAME - 1).take_while(|t| is_word(*t)).last();
    Some(first.unwrap_or(at))
}
