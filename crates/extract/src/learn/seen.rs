//! What a model sees of a text, for learning one.

use epicrisis_record::Span;
use epicrisis_text::CharIndex;

use super::keys::{NAMES, Sight, names_of};
use crate::found::Found;
use crate::read::Reading;
use crate::span::chars;

/// A text as a model sees it.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// Its sentences, in order.
    pub sentences: Vec<SeenSentence>,
}

/// A sentence as a model sees it.
#[derive(Clone, Debug, Default)]
pub struct SeenSentence {
    /// Where its words, numbers and marks are, in code points.
    pub places: Vec<Span>,
    /// The keys of each.
    pub keys: Vec<Vec<u32>>,
}

impl Seen {
    /// How many keys of a place name its word; they come first.
    pub const NAMES: usize = NAMES;

    pub(crate) fn new(reading: &Reading<'_, '_>, found: &[Found]) -> Self {
        let index = CharIndex::new(reading.text);
        let sight = Sight::new(reading, found);
        let sentence = |s: &epicrisis_text::Sentence| {
            let tokens = s.first as usize..s.end as usize;
            let words: Vec<_> = tokens.clone().map(|t| sight.word(t)).collect();
            let names: Vec<_> = words.iter().map(|word| names_of(word)).collect();
            SeenSentence {
                places: tokens.clone().map(|t| chars(&index, reading.tokens.span(t))).collect(),
                keys: (0..tokens.len())
                    .map(|at| {
                        let mut keys = Vec::new();
                        sight.place(&words, &names, &tokens, at, &mut keys);
                        keys
                    })
                    .collect(),
            }
        };
        Self {
            sentences: reading.sentences.iter().map(sentence).collect(),
        }
    }
}
