//! Quantities that are no analyte's: sizes of what was found, doses of what was given.

use arrayvec::ArrayVec;
use epicrisis_lexicon::{Category, Dimension};
use epicrisis_record::{Frequency, Kind, Number, Size, Value};
use epicrisis_text::CharIndex;

use super::attach::written;
use super::number::{Join, Numeral, Numerals};
use super::unit::UnitHit;
use crate::found::Found;
use crate::order::Order;
use crate::read::{Mark, Reading};

/// How many tokens may part a size from what has it.
const FAR: usize = 12;

fn unit_of(numeral: &Numeral, wanted: &[Dimension]) -> Option<UnitHit> {
    numeral.units.iter().find(|u| wanted.contains(&u.dimension)).copied()
}

fn quantity(reading: &Reading<'_, '_>, index: &CharIndex<'_>, numeral: &Numeral, unit: UnitHit, number: f64) -> Value {
    let mut value = Value::of(
        Number::new(number).unwrap_or_default(),
        reading.text.get(unit.start..unit.end),
        reading.lexicon.unit(unit.unit),
    );
    value.comparator = numeral.comparator;
    written(reading, index, numeral, &mut value);
    value
}

/// The likelier reading of a number of which nothing is known but its unit: the shorter one, as `2,350 mm` of a tumour is no
/// two metres.
fn likely(numeral: &Numeral) -> f64 {
    numeral.readings.iter().copied().fold(f64::INFINITY, f64::min)
}

/// Gives sizes in lengths to the findings and problems they stand by.
pub(crate) fn sizes(
    reading: &Reading<'_, '_>,
    index: &CharIndex<'_>,
    order: &Order,
    numerals: &mut Numerals,
    found: &mut [Found],
) {
    for numeral in numerals.iter_mut().filter(|n| n.digits && !n.used) {
        let Some(unit) = unit_of(numeral, &[Dimension::Length]) else {
            continue;
        };
        let free = |f: &Found, kinds: &[Kind]| kinds.contains(&f.kind) && f.attributes.size.is_none();
        // What is measured in a sentence with nothing found in it is the organ.
        let owner = nearest(reading, order, numeral, found, |f| free(f, &SIZED)).or_else(|| {
            nearest(reading, order, numeral, found, |f| free(f, &[Kind::BodySite]))
                .filter(|_| bare(reading, order, numeral, found))
        });
        let Some(owner) = owner else { continue };
        numeral.used = true;
        let first = quantity(reading, index, numeral, unit, likely(numeral));
        found[owner].attributes.size = Some(match (numeral.join, numeral.more.as_slice()) {
            (Some(Join::Times | Join::Slash), more) => {
                let all = std::iter::once(likely(numeral)).chain(more.iter().copied());
                Size::Several(all.map(|n| quantity(reading, index, numeral, unit, n)).collect())
            }
            (Some(Join::Range), [high]) => {
                let mut value = first;
                value.low = value.number.take();
                value.high = Number::new(*high).ok();
                Size::One(Box::new(value))
            }
            _ => Size::One(Box::new(first)),
        });
    }
}

/// What has a size of its own.
const SIZED: [Kind; 3] = [Kind::Finding, Kind::Problem, Kind::Device];

/// Whether nothing that has a size stands in the sentence of a number, and nothing that is done.
fn bare(reading: &Reading<'_, '_>, order: &Order, numeral: &Numeral, found: &[Found]) -> bool {
    let here = order.around(reading, numeral.first).iter().map(|i| found[*i].kind);
    let mut others = here.filter(|k| SIZED.contains(k) || *k == Kind::Procedure);
    others.next().is_none()
}

/// The mention in the same sentence that stands nearest before a number, else behind it.
fn nearest(
    reading: &Reading<'_, '_>,
    order: &Order,
    numeral: &Numeral,
    found: &[Found],
    wanted: impl Fn(&Found) -> bool,
) -> Option<usize> {
    let here = order.around(reading, numeral.first).iter();
    let all: Vec<(usize, &Found)> = here.map(|i| (*i, &found[*i])).filter(|(_, f)| wanted(f)).collect();
    let before = all
        .iter()
        .filter(|(_, f)| f.end() < numeral.first && numeral.first - f.end() <= FAR)
        .max_by_key(|(_, f)| f.last);
    let behind = all
        .iter()
        .filter(|(_, f)| f.start() >= numeral.unit_end && f.start() - numeral.unit_end <= 3)
        .min_by_key(|(_, f)| f.first);
    before.or(behind).map(|(i, _)| *i)
}

/// Gives doses, frequencies and durations to the drugs they stand by.
pub(crate) fn doses(
    reading: &Reading<'_, '_>,
    index: &CharIndex<'_>,
    order: &Order,
    numerals: &mut Numerals,
    found: &mut [Found],
) {
    let drugs: Vec<usize> = order
        .all()
        .iter()
        .copied()
        .filter(|i| found[*i].kind == Kind::Medication)
        .collect();
    for (place, &drug) in drugs.iter().enumerate() {
        let sentence = reading.sentence(found[drug].end());
        let next = drugs.get(place + 1).map_or(usize::MAX, |d| found[*d].start());
        let from = found[drug].end() + 1;
        let end = (sentence.end as usize).min(next).min(from + 18);
        let stop = (from..end)
            .find(|t| {
                let word = &reading.words[*t];
                word.mark == Mark::Hard && !matches!(reading.tokens.folded_form(*t), ":" | "." | "+" | "%")
            })
            .unwrap_or(end);
        dose(reading, index, numerals, &mut found[drug], from..stop);
        if found[drug].attributes.dose.is_none() {
            dose_before(reading, index, numerals, &mut found[drug]);
        }
        frequency(reading, &mut found[drug], from..stop);
        duration(reading, found, order.around(reading, from - 1), drug, from..stop);
    }
}

fn dose(
    reading: &Reading<'_, '_>,
    index: &CharIndex<'_>,
    numerals: &mut Numerals,
    drug: &mut Found,
    range: std::ops::Range<usize>,
) {
    let wanted = [Dimension::Mass, Dimension::Volume, Dimension::Arbitrary];
    let at = numerals.partition_point(|n| n.first < range.start);
    for numeral in numerals
        .iter_mut()
        .skip(at)
        .take_while(|n| n.first < range.end)
        .filter(|n| n.digits && !n.used)
    {
        // `mg/kg`, `mg/día`: other dimensions that are doses all the same, where a drug's number has them.
        let unit = unit_of(numeral, &wanted).or_else(|| {
            let hit = numeral.units.first().copied()?;
            let code = reading.lexicon.unit(hit.unit)?;
            (matches!(hit.dimension, Dimension::Other | Dimension::Concentration)
                && code.starts_with(['m', 'u', 'g', '[']))
            .then_some(hit)
        });
        let Some(unit) = unit else { continue };
        if drug.attributes.dose.is_some() {
            break;
        }
        numeral.used = true;
        let mut value = quantity(reading, index, numeral, unit, likely(numeral));
        if numeral.join == Some(Join::Range) {
            value.low = value.number.take();
            value.high = numeral.more.first().and_then(|n| Number::new(*n).ok());
        }
        drug.attributes.dose = Some(Box::new(value));
    }
}

/// `54 mg de alteplasa`: a dose right before the drug, a small word between.
fn dose_before(reading: &Reading<'_, '_>, index: &CharIndex<'_>, numerals: &mut Numerals, drug: &mut Found) {
    let first = drug.start();
    let Some(at) = numerals.partition_point(|n| n.first < first).checked_sub(1) else {
        return;
    };
    let numeral = &numerals[at];
    let between = numeral.unit_end..first;
    let small = between.len() <= 2
        && between
            .clone()
            .all(|t| reading.words[t].mark == Mark::None && reading.words[t].class.is_small());
    let same = reading.words[numeral.first].sentence == reading.words[first].sentence;
    if numeral.used || !numeral.digits || !small || !same {
        return;
    }
    if let Some(unit) = unit_of(numeral, &[Dimension::Mass, Dimension::Volume, Dimension::Arbitrary]) {
        drug.attributes.dose = Some(Box::new(quantity(reading, index, numeral, unit, likely(numeral))));
        numerals[at].used = true;
    }
}

fn frequency(reading: &Reading<'_, '_>, drug: &mut Found, range: std::ops::Range<usize>) {
    if let Some(pattern) = range.clone().find_map(|t| pattern(reading, t, range.end)) {
        drug.attributes.frequency = Some(Box::new(pattern));
        return;
    }
    for phrase in reading.phrases.within(Category::Frequency, range) {
        let Some(rec) = reading.lexicon.tables().frequencies.get(phrase.payload as usize) else {
            continue;
        };
        let said = phrase.range().find_map(|t| {
            let text = reading.tokens.folded_form(t);
            (reading.tokens[t].kind == epicrisis_text::TokenKind::Number)
                .then(|| text.parse::<f64>().ok())
                .flatten()
        });
        // 0 means "the number of the text"; a negative number means that nothing says it.
        let number = |n: f64| {
            if n == 0.0 { said } else { Some(n) }
                .filter(|n| *n > 0.0)
                .and_then(|n| Number::new(n).ok())
        };
        let unit = reading.lexicon.str(rec.unit);
        let span = reading.stretch(phrase.first as usize, phrase.end as usize - 1);
        let text = reading.text.get(span.range()).unwrap_or_default();
        let frequency = drug.attributes.frequency.get_or_insert_default();
        // `cada 8 h si precisa`: each phrase says its part.
        frequency.times = frequency.times.or(number(rec.times));
        frequency.period = frequency.period.or(number(rec.period));
        if frequency.period_unit.is_none() && !unit.is_empty() {
            frequency.period_unit = Some(unit.to_owned());
        }
        if rec.as_needed == 1 {
            frequency.as_needed = Some(true);
        }
        frequency.text = Some(match frequency.text.take() {
            Some(before) => format!("{before} {text}"),
            None => text.to_owned(),
        });
    }
}

/// `1-0-1`: so many in the morning, at noon, in the evening, perhaps at night.
fn pattern(reading: &Reading<'_, '_>, token: usize, end: usize) -> Option<Frequency> {
    let part = |t: usize| {
        let text = (t < end).then(|| reading.tokens.folded_form(t))?;
        matches!(text, "0" | "1" | "2" | "3" | "4")
            .then(|| text.parse::<u32>().ok())
            .flatten()
    };
    let dash = |t: usize| t < end && matches!(reading.tokens.folded_form(t), "-" | "+") && !reading.tokens[t].spaced;
    if token > 0 && dash(token - 1) {
        return None;
    }
    let mut parts: ArrayVec<u32, 4> = std::iter::once(part(token)?).collect();
    let mut at = token;
    while !parts.is_full()
        && dash(at + 1)
        && let Some(n) = part(at + 2)
    {
        parts.push(n);
        at += 2;
    }
    let times: u32 = parts.iter().sum();
    (parts.len() >= 3 && times > 0).then(|| {
        let text = reading.text.get(reading.stretch(token, at).range()).map(str::to_owned);
        Frequency {
            times: Some(times.into()),
            period: Some(Number::from(1u32)),
            period_unit: Some("d".to_owned()),
            pattern: text.clone(),
            as_needed: None,
            text,
        }
    })
}

/// `durante 7 días`: a duration among the drug's own words.
fn duration(
    reading: &Reading<'_, '_>,
    found: &mut [Found],
    here: &[usize],
    drug: usize,
    range: std::ops::Range<usize>,
) {
    let duration = here
        .iter()
        .map(|i| &found[*i])
        .find(|f| {
            f.kind == Kind::Time
                && range.contains(&f.start())
                && f.attributes.other.get("direction").is_some_and(|d| d == "for")
        })
        .map(|f| (f.first, f.value.as_ref().and_then(|v| v.text.clone())));
    let nothing_between = |until: u32| {
        let kinds = [Kind::Finding, Kind::Problem, Kind::Procedure];
        !here
            .iter()
            .map(|i| &found[*i])
            .any(|f| kinds.contains(&f.kind) && f.first > found[drug].last && f.first < until)
    };
    // `3 días de ceftriaxona`: right before the drug, a small word between.
    let ahead = || {
        // A small word's apostrophe is a token of its own: `7 jours d'amoxicilline`.
        let small = |t: usize| match reading.words[t].mark {
            Mark::Soft => true,
            Mark::None => reading.words[t].class.is_small(),
            _ => false,
        };
        let time = here.iter().map(|i| &found[*i]).find(|f| {
            let between = f.end() + 1..found[drug].start();
            f.kind == Kind::Time
                && (1..=2).contains(&between.len())
                && between.clone().all(small)
                && !f.attributes.other.contains_key("direction")
        });
        time.and_then(|f| f.value.as_ref())
            .and_then(|v| v.text.clone())
            .filter(|t| t.starts_with('P'))
    };
    let duration = duration
        .filter(|(first, _)| nothing_between(*first))
        .and_then(|(_, text)| text)
        .or_else(ahead);
    if duration.is_some() {
        found[drug].attributes.duration = duration;
    }
}
