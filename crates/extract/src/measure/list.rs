//! Lists: n names with n numbers, and a result at their end that is every item's.

use epicrisis_lexicon::{AnalyteView, Category};
use epicrisis_record::Warning;
use epicrisis_text::CharIndex;

use super::analyte::{analyte_of, fitting_unit, numeral_at};
use super::attach::one;
use super::choose::choose;
use super::number::{Join, Numeral, Numerals, Readings};
use super::unit::UnitHit;
use crate::found::Found;
use crate::read::{Mark, Reading};

/// How many tokens may part the last name of a list from the numbers of all.
const LEAD: usize = 6;

/// `GOT y GPT de 45 y 67 U/l`, `AST/ALT 45/67`: as many numbers behind a list of names as it has names, in their order.
pub(super) fn distribute(
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
pub(super) fn joins(reading: &Reading<'_, '_>, from: usize, to: usize) -> bool {
    let between = from..to.max(from);
    let joint = |t: usize| {
        let word = &reading.words[t];
        word.mark == Mark::Comma || word.class.joins() || reading.tokens.folded_form(t) == "/"
    };
    let small = |t: usize| joint(t) || reading.words[t].mark == Mark::None && reading.words[t].class.is_small();
    to > from && between.len() <= 3 && between.clone().any(joint) && between.clone().all(small)
}

/// Exactly so many numbers in a row, each by its place in the list and with what it may be; `45/67` is two.
pub(super) fn listed_numbers(
    reading: &Reading<'_, '_>,
    numerals: &Numerals,
    from: usize,
    wanted: usize,
) -> Option<Vec<(usize, Readings)>> {
    let end = reading.sentence(from.saturating_sub(1)).end as usize;
    let first = (from..end.min(from + LEAD)).find_map(|t| numeral_at(numerals, t))?;
    // `were low, 44 g/l and 29 g/l`: the result in words comes first.
    let said = reading
        .phrases
        .within(Category::Result, from..numerals[first].first)
        .first();
    let lead = (from..numerals[first].first).all(|t| {
        let word = &reading.words[t];
        said.is_some_and(|p| p.range().contains(&t) || p.end as usize == t && word.mark == Mark::Comma)
            || matches!(reading.tokens.folded_form(t), ":" | "=")
            || word.mark == Mark::None && !word.is_content() && !word.class.joins()
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

/// `leucocitos y plaquetas normales`, `nella norma PT e PTT`: a result at one end of a list is every item's.
pub(super) fn share_results(reading: &Reading<'_, '_>, found: &mut [Found], order: &[usize]) {
    // Whether a mention has nothing but a result in words, and whether that stands behind its name.
    let said = |f: &Found| {
        let value = f.value.as_deref().filter(|v| v.number.is_none() && v.low.is_none())?;
        value.text.as_ref()?;
        let name = reading.phrases.at(Category::Result, f.start()).is_none();
        Some((f.value.clone(), name))
    };
    for pair in order.windows(2).rev() {
        let (at, next) = (pair[0], pair[1]);
        if found[at].value.is_none()
            && let Some((result, true)) = said(&found[next])
            && listed(reading, &found[at], &found[next])
        {
            found[at].value = result;
        }
    }
    for pair in order.windows(2) {
        let (before, at) = (pair[0], pair[1]);
        if found[at].value.is_none()
            && let Some((result, false)) = said(&found[before])
            && listed(reading, &found[before], &found[at])
        {
            found[at].value = result;
        }
    }
}

/// Whether nothing but a comma and small words part two names.
fn listed(reading: &Reading<'_, '_>, one: &Found, next: &Found) -> bool {
    let between = one.end() + 1..next.start();
    !between.is_empty()
        && between.len() <= 3
        && between.clone().all(|t| {
            let word = &reading.words[t];
            word.mark == Mark::Comma || word.mark == Mark::None && !word.is_content()
        })
}
