//! Where sentences are cut into clauses: at marks, and before the words that end every scope (*but*, *pero*).

use std::ops::Range;

use epicrisis_extract::Mark;
use epicrisis_lexicon::Role;

use crate::Telling;

/// The items of a list are no clauses: so many words that say something stand on either side of a cut.
const LEAST: usize = 3;

/// The clauses of some words; together they are all of them.
pub(super) fn cut(telling: &Telling<'_>, words: &Range<usize>) -> Vec<Range<usize>> {
    let list = telling.words();
    let says = |w: usize| list[w].is_content() || list[w].number.is_some();
    let cues = list.cues();
    let mut cue = cues.partition_point(|(_, range)| range.start < words.start);
    let mut left = words.clone().filter(|w| says(*w)).count();
    let mut out = Vec::new();
    let (mut start, mut said) = (words.start, 0);
    for w in words.clone() {
        while cues.get(cue).is_some_and(|(_, range)| range.start < w) {
            cue += 1;
        }
        let mut here = cues[cue..].iter().take_while(|(_, range)| range.start == w);
        let ends = here.any(|(role, _)| *role == Role::End);
        let marked = w > start && list[w - 1].number.is_none() && matches!(list[w - 1].mark, Mark::Comma | Mark::Hard);
        let sentence = w > start && list[w].sentence != list[w - 1].sentence;
        if sentence || (ends || marked) && said >= LEAST && left >= LEAST {
            out.push(start..w);
            (start, said) = (w, 0);
        }
        if says(w) {
            (said, left) = (said + 1, left - 1);
        }
    }
    if start < words.end {
        out.push(start..words.end);
    }
    out
}
