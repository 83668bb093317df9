//! The words that deny, counted alike in all languages.

use std::collections::BTreeSet;

use epicrisis_extract::{Word, Words};
use epicrisis_text::TokenKind;

use crate::Telling;

/// Which words deny.
pub(super) struct Denials {
    /// What denies in one telling denies in all: cues are lists of phrases, and one language's may lack a phrase (`non migliorava`).
    pivots: BTreeSet<u32>,
}

impl Denials {
    pub(super) fn of(tellings: &[Telling<'_>]) -> Self {
        let words = tellings.iter().flat_map(|telling| telling.words().iter());
        // Of a phrase like `se descarta`, the first word says nothing.
        let denying = words.filter(|word| word.denies_plainly && !word.class.is_small());
        Self {
            pivots: denying.filter_map(|word| word.pivot).collect(),
        }
    }

    /// Each word that denies, by its place, and whether it may only go on with a denial: `nor`, or what a language says
    /// beside it (`no se observó ningún`).
    pub(super) fn each(&self, words: &Words, mut with: impl FnMut(usize, bool)) {
        // The sentence of the last denial, and whether no comma and no conjunction came behind it.
        let mut last = None;
        for (i, word) in words.iter().enumerate() {
            if self.denies(word) {
                let goes_on =
                    last.is_some_and(|(sentence, open)| sentence == word.sentence && (open || word.class.joins()));
                with(i, goes_on);
                last = Some((word.sentence, true));
            } else if word.kind == TokenKind::Mark || word.class.joins() {
                last = last.map(|(sentence, _)| (sentence, false));
            }
        }
    }

    fn denies(&self, word: &Word) -> bool {
        word.denies_plainly || word.pivot.is_some_and(|pivot| self.pivots.contains(&pivot))
    }
}
