//! Which value belongs to which analyte.

use epicrisis_lexicon::{AnalyteView, Category, WordClass};
use epicrisis_record::{Interpretation, Kind, Number, Span, Value, Warning, WarningCode};
use epicrisis_text::{CharIndex, TokenKind};

use super::choose::{choose, value};
use super::number::{Join, Numeral, Numerals, Readings};
use super::unit::{UnitHit, unit_at};
use crate::found::Found;
use crate::read::{Mark, Reading};
use crate::span::chars;

/// How many tokens may part an analyte from its value.
const FAR: usize = 10;
/// How many words of their own sense may stand there (`hemoglobina al ingreso de 9,9`).
const WORDS: usize = 2;

/// What stands where an analyte's value would.
#[derive(Clone, Copy, Debug, Default)]
struct Right {
    /// The number, by its place in the list.
    number: Option<usize>,
    /// The result in words: the phrase's payload, and its last token.
    result: Option<(u32, usize)>,
    /// A unit in parentheses before the number: `Leucocitos (10^9/L): 12`.
    header: Option<UnitHit>,
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
        } else if let Some((payload, last)) = right.result {
            say(reading, payload, &mut found[at]);
            widen(&mut found[at], last);
        }
    }
    share_results(reading, found, &order);
    of_tests(reading, found);
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

/// `TAC craneal normal`, `la ecografía fue normal`: the result in words right behind a test.
fn of_tests(reading: &Reading<'_, '_>, found: &mut [Found]) {
    let mut starts: Vec<usize> = found.iter().map(Found::start).collect();
    starts.sort_unstable();
    for f in found
        .iter_mut()
        .filter(|f| f.kind == Kind::Procedure && f.value.is_none())
    {
        let test = f
            .concept
            .and_then(|c| reading.lexicon.concept(c))
            .is_some_and(|c| c.is_test());
        let from = f.end() + 1;
        let next = starts
            .get(starts.partition_point(|s| *s < from))
            .copied()
            .unwrap_or(usize::MAX);
        let end = (from + CLOSE).min(reading.sentence(f.end()).end as usize).min(next);
        let Some(phrase) = (from..end)
            .find_map(|t| reading.phrases.at(Category::Result, t))
            .filter(|_| test)
        else {
            continue;
        };
        let between = |t: usize| {
            let word = &reading.words[t];
            let said = matches!(word.class, WordClass::Auxiliary | WordClass::Transparent);
            said || reading.tokens.folded_form(t) == ":"
        };
        let first = phrase.first as usize;
        let rec = reading.lexicon.tables().results.get(phrase.payload as usize);
        let usual = rec.is_some_and(|r| matches!(reading.lexicon.str(r.interpretation), "N" | "A"));
        if usual && (from..first).all(between) && reading.phrases.within(Category::Cue, from..first).is_empty() {
            say(reading, phrase.payload, f);
        }
    }
}

/// How many tokens may part a finding from its number: `fiebre de 38,5 ºC`, `anemia (7,7 g/dl)`.
const CLOSE: usize = 4;

/// Gives findings and problems the number that stands right behind them, where it has a unit of the analyte that measures
/// them.
fn of_findings(
    reading: &Reading<'_, '_>,
    index: &CharIndex<'_>,
    numerals: &mut Numerals,
    found: &mut [Found],
    warnings: &mut Vec<Warning>,
) {
    for f in found
        .iter_mut()
        .filter(|f| matches!(f.kind, Kind::Finding | Kind::Problem) && f.value.is_none())
    {
        let Some(analyte) = analyte_of(reading, f).filter(|a| a.parts().is_none()) else {
            continue;
        };
        let from = f.end() + 1;
        let end = (from + CLOSE).min(reading.sentence(f.end()).end as usize);
        let between = |t: usize| {
            let word = &reading.words[t];
            word.mark == Mark::Open || word.mark == Mark::Soft || word.mark == Mark::None && !word.is_content()
        };
        let at = (from..end).find_map(|t| numeral_at(numerals, t));
        let Some(at) = at.filter(|at| (from..numerals[*at].first).all(between)) else {
            continue;
        };
        let numeral = numerals[at].clone();
        let Some(hit) = fitting_unit(&analyte, &numeral)
            .copied()
            .filter(|_| !numeral.used && numeral.digits)
        else {
            continue;
        };
        f.value = one(
            reading,
            index,
            &analyte,
            &numeral,
            &numeral.readings,
            Some(hit),
            f.start(),
            warnings,
        )
        .map(Box::new);
        numerals[at].used = true;
    }
}

fn analyte_of<'d>(reading: &Reading<'_, 'd>, found: &Found) -> Option<AnalyteView<'d, 'd>> {
    reading.lexicon.concept(found.concept?)?.analyte()
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
            if fits {
                right.number = Some(n);
            }
            return right;
        }
        let word = &reading.words[token];
        if let Some(phrase) = reading.phrases.at(Category::Result, token) {
            let last = phrase.end as usize - 1;
            right.result.get_or_insert((phrase.payload, last));
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
                if reading.words[token].class == WordClass::Conjunction {
                    return right;
                }
            }
        }
        token += 1;
    }
    right
}

fn numeral_at(numerals: &Numerals, token: usize) -> Option<usize> {
    let at = numerals.partition_point(|n| n.first < token);
    numerals.get(at).is_some_and(|n| n.first == token).then_some(at)
}

/// A number with the unit of something else is not this analyte's.
fn unit_fits(analyte: &AnalyteView<'_, '_>, numeral: &Numeral) -> bool {
    numeral.units.is_empty() || fitting_unit(analyte, numeral).is_some() || analyte.units().is_empty()
}

fn fitting_unit<'n>(analyte: &AnalyteView<'_, '_>, numeral: &'n Numeral) -> Option<&'n UnitHit> {
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
            word.mark == Mark::None && word.class.is_small() && word.class != WordClass::Conjunction
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

/// How many tokens may part the last name of a list from the numbers of all.
const LEAD: usize = 4;

/// `GOT y GPT de 45 y 67 U/l`, `AST/ALT 45/67`: as many numbers behind a list of names as it has names, in their order.
fn distribute(
    reading: &Reading<'_, '_>,
    index: &CharIndex<'_>,
    numerals: &mut Numerals,
    found: &mut [Found],
    order: &[usize],
    warnings: &mut Vec<Warning>,
) {
    let mut from = 0;
    while from < order.len() {
        let mut to = from + 1;
        while to < order.len() && joins(reading, found[order[to - 1]].end() + 1, found[order[to]].start()) {
            to += 1;
        }
        let names = &order[from..to];
        from = to;
        let [.., last] = names else { continue };
        if names.len() < 2 {
            continue;
        }
        let analytes: Vec<AnalyteView<'_, '_>> = names
            .iter()
            .filter_map(|n| analyte_of(reading, &found[*n]).filter(|a| a.parts().is_none()))
            .collect();
        let Some(values) = listed_numbers(reading, numerals, found[*last].end() + 1, names.len()) else {
            continue;
        };
        if analytes.len() != names.len() {
            continue;
        }
        // A unit at the last number alone is every number's.
        let units = values
            .last()
            .map(|(n, _)| numerals[*n].units.clone())
            .unwrap_or_default();
        let hits: Vec<Option<UnitHit>> = values
            .iter()
            .zip(&analytes)
            .map(|((n, _), analyte)| {
                let numeral = &numerals[*n];
                fitting_unit(analyte, numeral).copied().or_else(|| {
                    let shared = |u: &&UnitHit| numeral.units.is_empty() && analyte.unit(u.unit).is_some();
                    units.iter().find(shared).copied()
                })
            })
            .collect();
        let fits = values
            .iter()
            .zip(&analytes)
            .zip(&hits)
            .all(|(((n, readings), analyte), hit)| {
                let bare = numerals[*n].units.is_empty() && units.is_empty();
                (hit.is_some() || bare)
                    && choose(analyte, readings, hit.map(|h| h.unit)).is_some_and(|c| !c.implausible)
            });
        if !fits {
            continue;
        }
        for (((name, analyte), (n, readings)), hit) in names.iter().zip(&analytes).zip(&values).zip(hits) {
            let numeral = numerals[*n].clone();
            let first = found[*name].start();
            let made = one(reading, index, analyte, &numeral, readings, hit, first, warnings);
            found[*name].value = made.map(Box::new);
            numerals[*n].used = true;
        }
    }
}

/// Whether nothing but a comma, a stroke, a conjunction or small words part two names of a list.
fn joins(reading: &Reading<'_, '_>, from: usize, to: usize) -> bool {
    let between = from..to.max(from);
    let joint = |t: usize| {
        let word = &reading.words[t];
        word.mark == Mark::Comma || word.class == WordClass::Conjunction || reading.tokens.folded_form(t) == "/"
    };
    let small = |t: usize| joint(t) || reading.words[t].mark == Mark::None && reading.words[t].class.is_small();
    to > from && between.len() <= 3 && between.clone().any(joint) && between.clone().all(small)
}

/// Exactly so many numbers in a row, each by its place in the list and with what it may be; `45/67` is two.
fn listed_numbers(
    reading: &Reading<'_, '_>,
    numerals: &Numerals,
    from: usize,
    wanted: usize,
) -> Option<Vec<(usize, Readings)>> {
    let end = reading.sentence(from.saturating_sub(1)).end as usize;
    let first = (from..end.min(from + LEAD)).find_map(|t| numeral_at(numerals, t))?;
    let lead = (from..numerals[first].first).all(|t| {
        let word = &reading.words[t];
        matches!(reading.tokens.folded_form(t), ":" | "=")
            || word.mark == Mark::None && !word.is_content() && word.class != WordClass::Conjunction
    });
    let free = |n: &Numeral| !n.used && n.digits && n.comparator.is_none();
    if !lead || !free(&numerals[first]) {
        return None;
    }
    let pair = &numerals[first];
    if wanted == 2 && pair.join == Some(Join::Slash) && pair.more.len() == 1 {
        return Some(vec![(first, pair.readings.clone()), (first, pair.more.clone())]);
    }
    let mut out = Vec::new();
    let mut at = first;
    loop {
        let numeral = numerals.get(at).filter(|n| free(n) && n.more.is_empty())?;
        out.push((at, numeral.readings.clone()));
        let next = (numeral.unit_end..end.min(numeral.unit_end + 3)).find_map(|t| numeral_at(numerals, t));
        match next.filter(|n| joins(reading, numeral.unit_end, numerals[*n].first)) {
            Some(n) => at = n,
            None => break,
        }
    }
    (out.len() == wanted).then_some(out)
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

/// `normal coagulation`: a result right before the name.
fn result_left(reading: &Reading<'_, '_>, first: usize) -> Option<(u32, usize)> {
    let from = first.saturating_sub(4);
    let phrase = reading.phrases.within(Category::Result, from..first).last()?;
    let end = phrase.end as usize;
    let between_is_small = (end..first).all(|t| {
        let word = &reading.words[t];
        word.mark == Mark::None && word.class.is_small() && word.class != WordClass::Conjunction
    });
    let same = reading.words[phrase.first as usize].sentence == reading.words[first].sentence;
    (between_is_small && same && first - end <= 1).then_some((phrase.payload, phrase.first as usize))
}

/// Writes a result in words into a value.
fn say(reading: &Reading<'_, '_>, payload: u32, found: &mut Found) {
    let Some(rec) = reading.lexicon.tables().results.get(payload as usize) else {
        return;
    };
    let value = found.value.get_or_insert_default();
    value.text = Some(reading.lexicon.str(rec.text).to_owned());
    value.interpretation = reading.lexicon.str(rec.interpretation).parse::<Interpretation>().ok();
}

fn widen(found: &mut Found, token: usize) {
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
fn attach(
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
    if let Some((payload, _)) = right.result {
        say(reading, payload, found);
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
        found.value = Some(Box::new(Value {
            text,
            ..said.map(|v| *v).unwrap_or_default()
        }));
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

/// The value of one number, with the warnings that it gives rise to.
#[expect(clippy::too_many_arguments, reason = "one number meets all that decides it here")]
fn one(
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
fn pair(
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
        let analyte = reading.lexicon.concept(part)?.analyte()?;
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

/// `leucocitos y plaquetas normales`: a result at the end of a list is every item's.
fn share_results(reading: &Reading<'_, '_>, found: &mut [Found], order: &[usize]) {
    for pair in order.windows(2).rev() {
        let (at, next) = (pair[0], pair[1]);
        let result = match &found[next].value {
            Some(v) if v.number.is_none() && v.low.is_none() && v.text.is_some() => v.clone(),
            _ => continue,
        };
        let between = found[at].end() + 1..found[next].start();
        let list = !between.is_empty()
            && between.len() <= 3
            && between.clone().all(|t| {
                let word = &reading.words[t];
                word.mark == Mark::Comma || word.mark == Mark::None && !word.is_content()
            });
        if list && found[at].value.is_none() {
            found[at].value = Some(result);
        }
    }
}
