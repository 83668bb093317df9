//! Close misspellings of long rare words, offered and marked as such.

use epicrisis_lexicon::WordClass;
use epicrisis_lexicon::format::NONE;
use epicrisis_text::{Shape, TokenKind};

use crate::read::Reading;

/// A word that is read as another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Misspelling {
    /// The token.
    pub(crate) token: usize,
}

/// A shorter word has too many neighbours.
const SHORTEST: usize = 9;

/// Gives unknown long words the pivot of the only close word of the lexicon. Sorted by token.
pub(super) fn correct(reading: &mut Reading<'_, '_>) -> Vec<Misspelling> {
    let mut out = Vec::new();
    for token in 0..reading.words.len() {
        let word = reading.words[token];
        let kind = reading.tokens[token].kind;
        if word.pivot != NONE || word.form != NONE || kind != TokenKind::Word {
            continue;
        }
        let folded = reading.tokens.folded_form(token);
        // Names are capitalised inside a sentence, and are nobody's misspelling.
        let inside = token > reading.sentence(token).first as usize;
        if folded.len() < SHORTEST || inside && reading.tokens[token].shape != Shape::Lower {
            continue;
        }
        let Some(pivot) = reading.lexicon.misspelt(folded) else {
            continue;
        };
        let class = reading.lexicon.class(pivot);
        if class != WordClass::Content {
            continue;
        }
        let word = &mut reading.words[token];
        word.pivot = pivot;
        word.class = class;
        out.push(Misspelling { token });
    }
    out
}
