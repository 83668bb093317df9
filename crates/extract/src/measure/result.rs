//! Results in words: `normal`, `negativo`, and the tests they belong to.

use epicrisis_lexicon::{Category, Direction, WordClass};
use epicrisis_record::{Interpretation, Kind};
use epicrisis_text::{CharIndex, TokenKind};

use crate::context::Cue;
use crate::found::Found;
use crate::read::{Mark, Phrase, Reading};
use crate::span::chars;

/// How many words of their own sense may stand between a test and its result (`la biopsia de la lesión resultó …`).
const WORDS: usize = 2;

/// How many tokens in all.
const FAR: usize = 8;

/// `TAC craneal normal`, `la ecografía fue rigurosamente normal`, `negativi gli esami colturali`: the result in words that
/// stands behind a test, else right before it.
pub(super) fn of_tests(reading: &Reading<'_, '_>, index: &CharIndex<'_>, found: &mut [Found]) {
    // Where something else is spoken of; places and times may stand between a test and its result.
    let mut others: Vec<usize> = found
        .iter()
        .filter(|f| !matches!(f.kind, Kind::BodySite | Kind::Time))
        .map(Found::start)
        .collect();
    others.sort_unstable();
    for f in found.iter_mut().filter(|f| f.value.is_none() && tested(reading, f)) {
        let from = f.end() + 1;
        let next = others.get(others.partition_point(|s| *s < from)).copied();
        let end = (from + FAR)
            .min(reading.sentence(f.end()).end as usize)
            .min(next.unwrap_or(usize::MAX));
        if let Some(phrase) = behind(reading, from, end).or_else(|| before(reading, f.start())) {
            say(reading, index, &phrase, f);
        }
    }
}

/// Whether a mention is a test that shows something.
pub(super) fn tested(reading: &Reading<'_, '_>, f: &Found) -> bool {
    f.kind == Kind::Procedure && f.concept.is_some_and(|c| reading.lexicon.is_test(c))
}

/// Whether a result is one of tests as wholes: normal or not, found or not.
fn judges(reading: &Reading<'_, '_>, phrase: &Phrase) -> bool {
    let rec = reading.lexicon.tables().results.get(phrase.payload as usize);
    rec.is_some_and(|r| matches!(reading.lexicon.str(r.interpretation), "N" | "A" | "NEG" | "POS"))
}

/// The result behind a test, where nothing but what may be said in passing stands between.
fn behind(reading: &Reading<'_, '_>, from: usize, end: usize) -> Option<Phrase> {
    let mut words = 0;
    let mut token = from;
    while token < end {
        if let Some(phrase) = reading
            .phrases
            .at(Category::Result, token)
            .filter(|p| is_result(reading, p))
        {
            return Some(*phrase).filter(|p| judges(reading, p) && !of_what_follows(reading, p));
        }
        let word = &reading.words[token];
        match word.mark {
            Mark::None if word.is_content() => {
                words += 1;
                if words > WORDS || reading.phrases.at(Category::Cue, token).is_some() {
                    return None;
                }
            }
            // What is said of a list or in a clause of its own (`, la cual fue normal`) is the test's where nothing else is.
            Mark::None if word.class.joins() || word.negates => return None,
            Mark::None | Mark::Soft => {}
            Mark::Comma => {
                let relative = reading.words[token + 1..end]
                    .iter()
                    .find(|w| w.class != WordClass::Article);
                if relative.is_none_or(|w| w.class != WordClass::Relative) {
                    return None;
                }
            }
            Mark::Open => token = (token..end).find(|t| reading.words[*t].mark == Mark::Close)?,
            Mark::Hard if reading.tokens.folded_form(token) == ":" => {}
            Mark::Hard | Mark::Close => return None,
        }
        token += 1;
    }
    None
}

/// Whether what looks like a result is said of the words behind it: `a la PET ausencia de …`, `se ha detectado: …`.
fn of_what_follows(reading: &Reading<'_, '_>, phrase: &Phrase) -> bool {
    let cue = reading.phrases.at(Category::Cue, phrase.first as usize);
    let opens = cue
        .and_then(|c| Cue::read(reading, *c))
        .is_some_and(|c| c.direction == Direction::Forward);
    opens || (phrase.end as usize) < reading.tokens.len() && reading.tokens.folded_form(phrase.end as usize) == ":"
}

/// Whether a phrase of results is one: `+` before a digit or between two words is a sign of something else.
pub(super) fn is_result(reading: &Reading<'_, '_>, phrase: &Phrase) -> bool {
    let next = phrase.end as usize;
    let sign = phrase.range().all(|t| reading.words[t].mark != Mark::None);
    let joined = next < reading.tokens.len()
        && !reading.tokens[next].spaced
        && matches!(reading.tokens[next].kind, TokenKind::Word | TokenKind::Number);
    !(sign && joined)
}

/// The result right before a test, where it begins the statement: `negativi gli esami colturali`.
fn before(reading: &Reading<'_, '_>, first: usize) -> Option<Phrase> {
    let phrase = result_left(reading, first).filter(|p| judges(reading, p))?;
    let at = phrase.first as usize;
    // What stands behind another word may be that word's (`fiebre normal TAC`).
    let begins = at.checked_sub(1).is_none_or(|t| {
        let word = &reading.words[t];
        word.mark != Mark::None || !word.is_content()
    });
    begins.then_some(phrase)
}

/// `normal coagulation`: a result right before the name.
pub(super) fn result_left(reading: &Reading<'_, '_>, first: usize) -> Option<Phrase> {
    let from = first.saturating_sub(4);
    let phrase = reading.phrases.within(Category::Result, from..first).last()?;
    let end = phrase.end as usize;
    let between_is_small = (end..first).all(|t| {
        let word = &reading.words[t];
        word.mark == Mark::None && word.class.is_small() && !word.class.joins()
    });
    let same = reading.words[phrase.first as usize].sentence == reading.words[first].sentence;
    (between_is_small && same && first - end <= 1).then_some(*phrase)
}

/// Writes a result in words into a value, with where it is written if no number is; false for a phrase that is none.
pub(crate) fn say(reading: &Reading<'_, '_>, index: &CharIndex<'_>, phrase: &Phrase, found: &mut Found) -> bool {
    let Some(rec) = reading.lexicon.tables().results.get(phrase.payload as usize) else {
        return false;
    };
    let value = found.value.get_or_insert_default();
    if value.start.is_none() {
        let span = chars(index, reading.stretch(phrase.first as usize, phrase.end as usize - 1));
        (value.start, value.end) = (Some(span.start), Some(span.end));
    }
    value.text = Some(reading.lexicon.str(rec.text).to_owned());
    value.interpretation = reading.lexicon.str(rec.interpretation).parse::<Interpretation>().ok();
    true
}
