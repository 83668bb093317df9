//! Sentences and tokens, which INCEpTION shows a text by and wants mentions to lie in.

use epicrisis_record::Record;
use epicrisis_text::{split_sentences, tokenize};

use super::offsets::Units;

/// A stretch, in UTF-16 code units, half-open.
pub(super) type Stretch = (u32, u32);

/// The sentences and the tokens of a text, each in its order.
pub(super) struct Segments {
    pub(super) sentences: Vec<Stretch>,
    pub(super) tokens: Vec<Stretch>,
}

impl Segments {
    /// Sentences that a mention reaches over are one: a record does not say where the engine ended them, and an abbreviation's
    /// stop, which only the lexicon knows, ends none inside a mention.
    pub(super) fn of(text: &str, record: &Record, units: &Units) -> Self {
        let tokens = tokenize(text);
        let stretch = |first: usize, last: usize| {
            let hull = tokens.hull(first, last);
            (
                units.byte(hull.start.get() as usize),
                units.byte(hull.end.get() as usize),
            )
        };
        let sentences = split_sentences(&tokens, |_| false);
        let filled = sentences.iter().filter(|sentence| sentence.first < sentence.end);
        let cut = filled.map(|sentence| stretch(sentence.first as usize, sentence.end as usize - 1));
        let mentions = record.mentions.iter();
        let mentions = mentions.map(|mention| (units.char(mention.start), units.char(mention.end)));
        Self {
            sentences: joined(cut, mentions),
            tokens: (0..tokens.len()).map(|at| stretch(at, at)).collect(),
        }
    }
}

/// The sentences, in their order, without an end inside a mention; the mentions are in the order of their starts.
fn joined(sentences: impl Iterator<Item = Stretch>, mentions: impl Iterator<Item = Stretch>) -> Vec<Stretch> {
    let mut joined: Vec<Stretch> = Vec::new();
    let mut mentions = mentions.peekable();
    // How far the mentions reach that begin before the end of the last sentence.
    let mut reach = 0;
    for (start, end) in sentences {
        match joined.last_mut() {
            Some(last) if start < reach => last.1 = end,
            _ => joined.push((start, end)),
        }
        while let Some((_, far)) = mentions.next_if(|(near, _)| *near < end) {
            reach = reach.max(far);
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_sentence_ends_inside_a_mention() {
        let cut = [(0, 5), (6, 10), (11, 20), (21, 30)];
        let joined = |mentions: &[Stretch]| joined(cut.into_iter(), mentions.iter().copied());
        assert_eq!(joined(&[]), cut);
        assert_eq!(joined(&[(0, 2), (3, 8)]), [(0, 10), (11, 20), (21, 30)]);
        assert_eq!(joined(&[(1, 12), (2, 4), (22, 30)]), [(0, 20), (21, 30)]);
        assert_eq!(
            joined(&[(6, 10), (11, 21)]),
            cut,
            "a mention may end where the next begins"
        );
    }
}
