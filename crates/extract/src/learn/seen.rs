//! What a model sees of a text, for learning one.

use epicrisis_record::Span;
use epicrisis_text::CharIndex;

use super::keys::{Places, Sight};
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
    /// What is seen of it.
    pub blocks: Vec<SeenBlock>,
}

/// What is seen at a place, and the places of the sentence that it bears on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeenBlock {
    /// What stands for it.
    pub key: u32,
    /// The first place that it bears on; may lie before the sentence.
    pub first: i32,
    /// How many places it bears on, some of which may lie behind the sentence.
    pub rows: u8,
    /// Of which of these it names the word, by a bit each.
    pub names: u8,
    /// Whether it means nothing in another language.
    pub local: bool,
}

impl Seen {
    pub(crate) fn new(reading: &Reading<'_, '_>, found: &[Found]) -> Self {
        let index = CharIndex::new(reading.text);
        let mut at = Places::default();
        at.look(reading, found);
        let sight = Sight::new(reading, &at);
        let sentence = |s: &epicrisis_text::Sentence| {
            let tokens = s.first as usize..s.end as usize;
            let mut blocks = Vec::new();
            sight.sentence(&tokens, |place, reach, key, local| {
                blocks.push(SeenBlock {
                    key,
                    first: place + reach.first,
                    rows: reach.rows,
                    names: reach.names,
                    local,
                });
            });
            SeenSentence {
                places: tokens.map(|t| chars(&index, reading.tokens.span(t))).collect(),
                blocks,
            }
        };
        Self {
            sentences: reading.sentences.iter().map(sentence).collect(),
        }
    }
}
