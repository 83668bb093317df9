//! Numbers of findings: `fiebre de 38,5 ºC`, `anemia (7,7 g/dl)`.

use epicrisis_record::{Kind, Warning};
use epicrisis_text::{CharIndex, TokenKind};

use super::analyte::{analyte_of, fitting_unit, numeral_at};
use super::attach::{one, pair};
use super::choose::choose;
use super::number::{Join, Numeral, Numerals};
use crate::found::Found;
use crate::read::{Mark, Reading};

/// How many tokens may part a finding from its number: `fiebre de 38,5 ºC`, `anemia (7,7 g/dl)`.
pub(super) const CLOSE: usize = 4;

/// Gives findings and problems the number that stands right behind them, where it has a unit of the analyte that measures
/// them. A pair (`hipertenso 160/95`) is two measurements beside the finding.
pub(super) fn of_findings(
    reading: &Reading<'_, '_>,
    index: &CharIndex<'_>,
    numerals: &mut Numerals,
    found: &mut Vec<Found>,
    warnings: &mut Vec<Warning>,
) {
    let mut extra = Vec::new();
    for f in found
        .iter_mut()
        .filter(|f| matches!(f.kind, Kind::Finding | Kind::Problem) && f.value.is_none())
    {
        let Some(analyte) = analyte_of(reading, f) else {
            continue;
        };
        let from = f.end() + 1;
        let end = (from + CLOSE).min(reading.sentence(f.end()).end as usize);
        let between = |t: usize| {
            let word = &reading.words[t];
            // `leucopenia, 2600/mm3`: a comma right behind the name.
            let comma = word.mark == Mark::Comma && t == from;
            comma || word.mark == Mark::Open || word.mark == Mark::Soft || word.mark == Mark::None && !word.is_content()
        };
        let at = (from..end).find_map(|t| numeral_at(numerals, t));
        let Some(at) = at.filter(|at| (from..numerals[*at].first).all(between)) else {
            continue;
        };
        let numeral = numerals[at].clone();
        if numeral.used || !numeral.digits {
            continue;
        }
        if let Some(parts) = analyte.parts() {
            let mut one = Found::new(Kind::Measurement, None, numeral.first, numeral.end - 1);
            if let (Some(Join::Slash), [second]) = (numeral.join, numeral.more.as_slice())
                && plausible(reading, parts, &numeral, *second)
                && let Some(mut other) = pair(reading, index, parts, &numeral, *second, &mut one, warnings)
            {
                // With no name before them, each is its own number.
                let digits = |t: &usize| reading.tokens[*t].kind == TokenKind::Number;
                other.first = (numeral.first..numeral.end)
                    .rfind(digits)
                    .map_or(other.last, |t| t as u32);
                extra.extend([one, other]);
                numerals[at].used = true;
            }
            continue;
        }
        let Some(hit) = fitting_unit(&analyte, &numeral).copied() else {
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
    found.extend(extra);
}

/// Whether both numbers of a pair may be what they would be: without a name before them, nothing else says so.
fn plausible(reading: &Reading<'_, '_>, parts: [u32; 2], numeral: &Numeral, second: f64) -> bool {
    let unit = numeral.units.first().map(|u| u.unit);
    let fits = |part: u32, readings: &[f64]| {
        let chosen = reading.lexicon.analyte(part).and_then(|a| choose(&a, readings, unit));
        chosen.is_some_and(|c| !c.implausible)
    };
    fits(parts[0], &numeral.readings) && fits(parts[1], &[second])
}
