//! Numbers of findings: `fiebre de 38,5 ºC`, `anemia (7,7 g/dl)`.

use epicrisis_record::{Kind, Warning};
use epicrisis_text::CharIndex;

use super::analyte::{analyte_of, fitting_unit, numeral_at};
use super::attach::one;
use super::number::Numerals;
use crate::found::Found;
use crate::read::{Mark, Reading};

/// How many tokens may part a finding from its number: `fiebre de 38,5 ºC`, `anemia (7,7 g/dl)`.
pub(super) const CLOSE: usize = 4;

/// Gives findings and problems the number that stands right behind them, where it has a unit of the analyte that measures
/// them.
pub(super) fn of_findings(
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
