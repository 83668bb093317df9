//! Classes and grades: `NYHA III`, `Child-Pugh B`, `TNM pT3N1M0`: what stands behind the name of a scale is a class, and no
//! number that could be calculated with.

use epicrisis_lexicon::{AnalyteView, WordClass};
use epicrisis_record::{Kind, Number, Value};
use epicrisis_text::{CharIndex, Shape, TokenKind};

use super::analyte::analyte_of;
use super::attach::widen;
use crate::found::Found;
use crate::read::{Mark, Reading};
use crate::span::chars;

/// How many tokens may part a scale from its class (`NYHA: clase III`).
const LEAD: usize = 3;

/// Classes by numeral, in the order of their numbers.
const NUMERALS: [&str; 6] = ["i", "ii", "iii", "iv", "v", "vi"];

/// Letters that name a class.
const LETTERS: [&str; 5] = ["a", "b", "c", "d", "e"];

/// Gives the classes of a text to the scales they stand behind.
pub(super) fn of_scales(reading: &Reading<'_, '_>, index: &CharIndex<'_>, found: &mut [Found]) {
    let scale = |analyte: &AnalyteView<'_, '_>| {
        analyte.units().is_empty() && analyte.plausible().is_none() && analyte.parts().is_none()
    };
    for f in found
        .iter_mut()
        .filter(|f| f.kind == Kind::Measurement && f.value.is_none())
    {
        if !analyte_of(reading, f).is_some_and(|a| scale(&a)) {
            continue;
        }
        let from = f.end() + 1;
        let end = (from + LEAD).min(reading.sentence(f.end()).end as usize);
        let lead = |t: usize| {
            let word = &reading.words[t];
            let said = matches!(word.class, WordClass::Transparent) || word.class.is_small();
            word.mark == Mark::Soft
                || word.mark == Mark::Open
                || word.mark == Mark::None && said
                || matches!(reading.tokens.folded_form(t), ":" | "=")
        };
        let first = (from..end).find(|t| class(reading, *t).is_some());
        let Some(at) = first.filter(|at| (from..*at).all(lead)) else {
            continue;
        };
        let text = reading.text.get(reading.stretch(at, at).range()).unwrap_or_default();
        let place = chars(index, reading.stretch(at, at));
        f.value = Some(Box::new(Value {
            number: class(reading, at).flatten().and_then(|n| Number::new(n).ok()),
            text: Some(text.to_owned()),
            start: Some(place.start),
            end: Some(place.end),
            ..Value::default()
        }));
        widen(f, at);
    }
}

/// Whether a token is a class, and its number where it is a numeral.
fn class(reading: &Reading<'_, '_>, token: usize) -> Option<Option<f64>> {
    let (kind, shape) = (reading.tokens[token].kind, reading.tokens[token].shape);
    let form = reading.tokens.folded_form(token);
    if kind == TokenKind::Number && form.len() == 1 {
        return Some(form.parse().ok());
    }
    if kind != TokenKind::Word || shape == Shape::Lower && !is_tumour(form) {
        return None;
    }
    // `IIIb`: a letter behind the numeral parts the class.
    let numeral = form.trim_end_matches(['a', 'b', 'c']);
    if let Some(place) = NUMERALS.iter().position(|n| *n == numeral) {
        return Some(Some(place as f64 + 1.0));
    }
    (LETTERS.contains(&form) || is_tumour(form)).then_some(None)
}

/// Letters before a stage, for how it was told: by pathology, by the clinic, after treatment, at a recurrence.
pub(super) const STAGED_BY: [char; 4] = ['p', 'c', 'y', 'r'];

/// `pT3N1M0`, `T2`: tumour, nodes and metastases in one word.
fn is_tumour(form: &str) -> bool {
    let rest = form.trim_start_matches(STAGED_BY);
    let mut bytes = rest.bytes();
    bytes.next() == Some(b't') && bytes.next().is_some_and(|b| b.is_ascii_digit() || b == b'x')
}
