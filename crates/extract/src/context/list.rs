//! Where the list ends that a denial opens.

use epicrisis_lexicon::format::NONE;
use epicrisis_lexicon::{Category, Role, WordClass};

use super::scope::Cue;
use crate::read::{Mark, Reading};

/// How far the end of a list is looked for, in tokens.
const LIST: usize = 60;

/// The last word of alternatives (`ni`, `or`) in the list that a denial opens, or the last comma behind which the preposition
/// of its first item is said again (`pas de fièvre, d'œdème`); 0 where the list has neither. A list has no verb, no other
/// denial and nothing that ends a scope.
pub(super) fn list_end(reading: &Reading<'_, '_>, cue: &Cue) -> usize {
    let sentence = reading.sentence(cue.phrase.first as usize);
    let first = cue.after.unwrap_or(cue.phrase.end) as usize;
    let end = (sentence.end as usize).min(first + LIST);
    let small = |at: usize| {
        let word = reading.words.get(at).filter(|w| w.class == WordClass::Function);
        word.map(|w| w.pivot).filter(|p| *p != NONE)
    };
    let preposition = small(first).or_else(|| small(first.wrapping_sub(1)));
    let mut last = 0;
    let mut at = first;
    while at < end {
        let word = &reading.words[at];
        match word.mark {
            Mark::Hard => break,
            Mark::Comma if preposition.is_some() && small(at + 1) == preposition => last = at,
            Mark::None if word.class == WordClass::Alternative => last = at,
            Mark::None if matches!(word.class, WordClass::Auxiliary | WordClass::Relative) => break,
            _ => {}
        }
        let other = reading.phrases.at(Category::Cue, at);
        if let Some(other) = other.and_then(|p| Cue::read(reading, *p)) {
            let more = other.role == Role::Negation && word.class == WordClass::Alternative;
            if !more && matches!(other.role, Role::End | Role::Present | Role::Negation) {
                break;
            }
            at = (other.phrase.end as usize).max(at + 1);
            continue;
        }
        at += 1;
    }
    last
}
