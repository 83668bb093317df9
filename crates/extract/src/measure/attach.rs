//! From a name and its number to a value.

use epicrisis_lexicon::AnalyteView;
use epicrisis_record::{Number, Span, Value, Warning, WarningCode};
use epicrisis_text::{CharIndex, TokenKind};

use super::analyte::{Right, fitting_unit};
use super::choose::{choose, value};
use super::number::{Join, Numeral};
use super::result::say;
use super::unit::{UnitHit, unit_at};
use crate::found::Found;
use crate::read::Reading;
use crate::span::chars;

pub(super) fn widen(found: &mut Found, token: usize) {
    let token = token as u32;
    if let Some((_, last)) = found.fragments.last_mut() {
        *last = (*last).max(token);
    }
    if let Some((first, _)) = found.fragments.first_mut() {
        *first = (*first).min(token);
    }
    found.first = found.first.min(token);
    found.last = found.last.max(token);
}

/// Gives a measurement its number; returns the second mention of a pair.
pub(super) fn attach(
    reading: &Reading<'_, '_>,
    index: &CharIndex<'_>,
    analyte: &AnalyteView<'_, '_>,
    numeral: &Numeral,
    right: &Right,
    found: &mut Found,
    warnings: &mut Vec<Warning>,
) -> Option<Found> {
    let end = numeral.unit_end.max(numeral.end) - 1;
    if let (Some(parts), [second, ..]) = (analyte.parts(), numeral.more.as_slice()) {
        return pair(reading, index, parts, numeral, *second, found, warnings);
    }
    if let Some(phrase) = &right.result {
        say(reading, index, phrase, found);
    }
    let said = found.value.take();
    // A titre (`1/80`) is a result of its own kind: its number is the dilution.
    let ratio =
        numeral.readings.first() == Some(&1.0) || analyte.canonical().is_none() && analyte.plausible().is_none();
    if numeral.join == Some(Join::Slash) && ratio && analyte.parts().is_none() {
        let text = numeral
            .readings
            .first()
            .zip(numeral.more.first())
            .map(|(a, b)| format!("{a}/{b}"));
        let mut value = Value {
            text,
            ..said.map(|v| *v).unwrap_or_default()
        };
        written(reading, index, numeral, &mut value);
        found.value = Some(Box::new(value));
        widen(found, end);
        return None;
    }
    let hit = fitting_unit(analyte, numeral).copied().or(right.header);
    // `12.000 leucocitos/mm3`: the unit behind the name.
    let hit = hit.or_else(|| {
        let behind = unit_at(reading, reading.tokens.span(found.end()).end.index());
        let before = numeral.first < found.start() && numeral.units.is_empty();
        behind.into_iter().find(|u| before && analyte.unit(u.unit).is_some())
    });
    let hit = hit.or(numeral.units.first().copied());
    let mut made = one(
        reading,
        index,
        analyte,
        numeral,
        &numeral.readings,
        hit,
        found.first as usize,
        warnings,
    )?;
    if numeral.join == Some(Join::Range) {
        made.low = made.number.take();
        made.high = numeral.more.first().and_then(|n| Number::new(*n).ok());
        made.canonical = None;
    }
    if let Some(said) = said {
        made.text = said.text;
        made.interpretation = said.interpretation;
    }
    found.value = Some(Box::new(made));
    widen(found, end);
    if numeral.first < found.start() {
        widen(found, numeral.first);
    }
    None
}

/// Notes where a number is written, its unit and its sign of comparison included.
pub(super) fn written(reading: &Reading<'_, '_>, index: &CharIndex<'_>, numeral: &Numeral, value: &mut Value) {
    let last = numeral.unit_end.max(numeral.end).max(numeral.first + 1) - 1;
    let span = chars(index, reading.stretch(numeral.first, last));
    (value.start, value.end) = (Some(span.start), Some(span.end));
}

/// The value of one number, with the warnings that it gives rise to.
#[expect(clippy::too_many_arguments, reason = "one number meets all that decides it here")]
pub(super) fn one(
    reading: &Reading<'_, '_>,
    index: &CharIndex<'_>,
    analyte: &AnalyteView<'_, '_>,
    numeral: &Numeral,
    readings: &[f64],
    hit: Option<UnitHit>,
    first: usize,
    warnings: &mut Vec<Warning>,
) -> Option<Value> {
    let chosen = choose(analyte, readings, hit.map(|h| h.unit))?;
    let mut made = value(reading, analyte, &chosen);
    made.comparator = numeral.comparator;
    made.unit_text = hit.and_then(|h| reading.text.get(h.start..h.end)).map(str::to_owned);
    let last = numeral.end.max(numeral.first + 1) - 1;
    let span: Span = chars(index, reading.stretch(first.min(numeral.first), last));
    written(reading, index, numeral, &mut made);
    let name = reading
        .lexicon
        .unit(hit.map_or(u32::MAX, |h| h.unit))
        .unwrap_or("no unit");
    if let Some(other) = chosen.open {
        let message = format!(
            "the number may be {} or {other}: both are possible here; taken as the first",
            chosen.number
        );
        warnings.push(Warning::at(WarningCode::AMBIGUOUS_NUMBER, message, span));
    }
    if chosen.implausible {
        let message = format!(
            "{} ({name}) is outside what a living patient can have; check the number and its unit",
            chosen.number
        );
        warnings.push(Warning::at(WarningCode::IMPLAUSIBLE_VALUE, message, span));
    }
    Some(made)
}

/// `120/80`: two measurements, each with its own number.
pub(super) fn pair(
    reading: &Reading<'_, '_>,
    index: &CharIndex<'_>,
    parts: [u32; 2],
    numeral: &Numeral,
    second: f64,
    found: &mut Found,
    warnings: &mut Vec<Warning>,
) -> Option<Found> {
    let hit = numeral.units.first().copied();
    let name = (found.first, found.last);
    // The tokens of the two numbers: digits are tokens of their own.
    let digits: Vec<usize> = (numeral.first..numeral.end)
        .filter(|t| reading.tokens[*t].kind == TokenKind::Number)
        .collect();
    let (one_at, two_at) = (*digits.first()?, *digits.get(1)?);
    let unit_end = numeral.unit_end.max(numeral.end) - 1;
    let mut make = |part: u32, readings: &[f64], at: usize, end: usize| -> Option<Found> {
        let analyte = reading.lexicon.analyte(part)?;
        let hit = hit.filter(|h| analyte.unit(h.unit).is_some());
        let mut made = found.clone();
        made.concept = Some(part);
        let value = one(
            reading,
            index,
            &analyte,
            numeral,
            readings,
            hit,
            name.0 as usize,
            warnings,
        )?;
        made.value = Some(Box::new(value));
        made.last = end as u32;
        made.first = name.0.min(at as u32);
        if at > name.1 as usize + 1 {
            made.fragments = vec![name, (at as u32, end as u32)];
        }
        Some(made)
    };
    let first = make(parts[0], &numeral.readings, one_at, one_at)?;
    let other = make(parts[1], &[second], two_at, unit_end)?;
    *found = first;
    Some(other)
}
