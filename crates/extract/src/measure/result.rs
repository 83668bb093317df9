//! Results in words: `normal`, `negativo`, and the tests they belong to.

use epicrisis_lexicon::{Category, WordClass};
use epicrisis_record::{Interpretation, Kind};

use super::finding::CLOSE;
use crate::found::Found;
use crate::read::{Mark, Reading};

/// `TAC craneal normal`, `la ecografía fue normal`: the result in words right behind a test.
pub(super) fn of_tests(reading: &Reading<'_, '_>, found: &mut [Found]) {
    let mut starts: Vec<usize> = found.iter().map(Found::start).collect();
    starts.sort_unstable();
    for f in found
        .iter_mut()
        .filter(|f| f.kind == Kind::Procedure && f.value.is_none())
    {
        let test = f.concept.is_some_and(|c| reading.lexicon.is_test(c));
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

/// `normal coagulation`: a result right before the name.
pub(super) fn result_left(reading: &Reading<'_, '_>, first: usize) -> Option<(u32, usize)> {
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
pub(super) fn say(reading: &Reading<'_, '_>, payload: u32, found: &mut Found) {
    let Some(rec) = reading.lexicon.tables().results.get(payload as usize) else {
        return;
    };
    let value = found.value.get_or_insert_default();
    value.text = Some(reading.lexicon.str(rec.text).to_owned());
    value.interpretation = reading.lexicon.str(rec.interpretation).parse::<Interpretation>().ok();
}
