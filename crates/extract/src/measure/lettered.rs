//! Values written by letters with a number each: `pT3N1M0`, `cT2 N0 M0`, `Glasgow 15 (O4V5M6)`.

use epicrisis_record::{Kind, Number, Value};
use epicrisis_text::{CharIndex, Shape, TokenKind};

use super::attach::widen;
use super::grade::STAGED_BY;
use crate::found::Found;
use crate::read::{Mark, Reading};
use crate::span::chars;

/// How many tokens may part a name from its letters: `TNM: pT3N1M0`, `Glasgow 15 (O4V5M6)`.
const LEAD: usize = 4;

/// The letters that part a number further: `T1a`.
const PARTS: [char; 4] = ['a', 'b', 'c', 'd'];

/// What was read: the numbers place by place, and the last token.
struct Letters {
    numbers: Vec<(Option<f64>, Option<u32>)>,
    last: usize,
}

/// Reads what `lettered` concepts are written by. One without a part for each letter is a class, whose value is what is written.
pub(crate) fn lettered(reading: &Reading<'_, '_>, index: &CharIndex<'_>, lettered: &[u32], found: &mut Vec<Found>) {
    let mut behind = 0;
    // The names that letters may stand behind, by their place; gathered when letters are met.
    let mut names: Option<Vec<usize>> = None;
    for first in 0..reading.tokens.len() {
        let token = reading.tokens[first];
        if token.kind != TokenKind::Word || token.shape == Shape::Lower || first < behind {
            continue;
        }
        let form = reading.tokens.folded_form(first).as_bytes();
        if !form.first().is_some_and(u8::is_ascii_lowercase) || !form.iter().any(|b| b.is_ascii_digit() || *b == b'x') {
            continue;
        }
        let read = lettered
            .iter()
            .find_map(|concept| Some((*concept, letters(reading, first, *concept)?)));
        let Some((concept, letters)) = read else { continue };
        behind = letters.last + 1;
        let span = reading.stretch(first, letters.last);
        let place = chars(index, span);
        let value = |number: Option<f64>, text: Option<&str>| {
            Some(Box::new(Value {
                number: number.and_then(|n| Number::new(n).ok()),
                text: text.map(str::to_owned),
                start: Some(place.start),
                end: Some(place.end),
                ..Value::default()
            }))
        };
        if letters.numbers.iter().all(|(_, part)| part.is_none()) {
            let text = reading.text.get(span.range());
            let names = names.get_or_insert_with(|| names_of(lettered, found));
            let before = names.partition_point(|i| found[*i].start() <= first);
            let near = |f: &Found| {
                reading.words[f.start()].sentence == reading.words[first].sentence
                    && first <= f.end() + LEAD
                    && f.end() <= letters.last
                    && f.concept == Some(concept)
            };
            let named = names[..before].iter().rev().take(LEAD).find(|i| near(&found[**i]));
            if let Some(&named) = named {
                found[named].value = value(None, text);
                widen(&mut found[named], letters.last);
            } else {
                let mut whole = Found::new(Kind::Measurement, Some(concept), first, letters.last);
                whole.value = value(None, text);
                found.push(whole);
            }
            continue;
        }
        for (number, part) in letters.numbers {
            if let (Some(_), Some(part)) = (number, part) {
                let mut one = Found::new(Kind::Measurement, Some(part), first, letters.last);
                one.value = value(number, None);
                found.push(one);
            }
        }
    }
}

/// Where concepts that are written by letters are named, in the order of the text.
fn names_of(lettered: &[u32], found: &[Found]) -> Vec<usize> {
    let named = |f: &Found| f.kind == Kind::Measurement && f.concept.is_some_and(|c| lettered.contains(&c));
    let mut names: Vec<usize> = (0..found.len()).filter(|i| named(&found[*i])).collect();
    names.sort_by_key(|i| found[*i].first);
    names
}

/// The letters of a concept from a token on; `None` where they are not all there. A class may lack its last.
fn letters(reading: &Reading<'_, '_>, first: usize, concept: u32) -> Option<Letters> {
    let analyte = reading.lexicon.analyte(concept)?;
    let places: Vec<_> = analyte.letters()?.collect();
    let class = places.iter().all(|(_, part)| part.is_none());
    let end = reading.sentence(first).end as usize;
    let (mut token, mut rest) = (first, reading.tokens.folded_form(first));
    let mut numbers = Vec::with_capacity(places.len());
    let all = places.len();
    for (place, (either, part)) in places.into_iter().enumerate() {
        let mut last = token;
        if rest.is_empty() {
            token = next(reading, token, end)?;
            rest = reading.tokens.folded_form(token);
        }
        let Some((number, behind)) = number(rest, either, class) else {
            // Only the metastases may go unsaid, and only between words.
            let whole = class && place + 1 == all && last < token;
            return whole.then(|| {
                last = last.max(first);
                Letters { numbers, last }
            });
        };
        numbers.push((number, part));
        rest = behind;
    }
    rest.is_empty().then_some(Letters { numbers, last: token })
}

/// The next token that is no mark between letters.
fn next(reading: &Reading<'_, '_>, token: usize, end: usize) -> Option<usize> {
    let parts = |t: &usize| matches!(reading.words[*t].mark, Mark::Soft | Mark::Comma);
    (token + 1..end.min(token + 3)).find(|t| !parts(t))
}

/// A letter with its number at the start of a form, and what stands behind; no number where it could not be told (`Nx`).
fn number<'f>(form: &'f str, mut either: std::str::Split<'_, char>, class: bool) -> Option<(Option<f64>, &'f str)> {
    let form = if class {
        form.trim_start_matches(STAGED_BY)
    } else {
        form
    };
    let rest = either.find_map(|letter| form.strip_prefix(letter))?;
    if let Some(behind) = rest.strip_prefix('x').or_else(|| rest.strip_prefix("is")) {
        return Some((None, behind));
    }
    let digit = rest.chars().next()?.to_digit(10)?;
    let behind = &rest[1..];
    let further = behind.strip_prefix(PARTS).filter(|_| class);
    Some((Some(f64::from(digit)), further.unwrap_or(behind)))
}
