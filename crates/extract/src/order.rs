//! Mentions in the order of the text, and by sentence, so that no step looks at all of them for each.

use crate::found::Found;
use crate::read::Reading;

/// Where the mentions of each sentence lie.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    /// Places in the list of mentions, by first token, the longer first.
    all: Vec<usize>,
    /// For each sentence, its stretch of `all`.
    sentences: Vec<(u32, u32)>,
    /// Parent and child, sorted.
    nested: Vec<(usize, usize)>,
}

impl Order {
    pub(crate) fn new(reading: &Reading<'_, '_>, found: &[Found]) -> Self {
        // By first token, the longer first, then as they were found: in numbers that lie together while they are sorted.
        let place = |f: &Found| u64::from(f.first) << 32 | u64::from(!f.last);
        let mut keys: Vec<(u64, usize)> = found.iter().map(place).zip(0..).collect();
        keys.sort_unstable();
        let all: Vec<usize> = keys.into_iter().map(|(_, i)| i).collect();
        let mut sentences = vec![(0u32, 0u32); reading.sentences.len()];
        for (place, i) in all.iter().enumerate() {
            let sentence = reading.words.get(found[*i].start()).map_or(0, |w| w.sentence as usize);
            if let Some(range) = sentences.get_mut(sentence) {
                let place = place as u32;
                *range = if range.1 == 0 {
                    (place, place + 1)
                } else {
                    (range.0, place + 1)
                };
            }
        }
        let mut nested: Vec<(usize, usize)> = found
            .iter()
            .enumerate()
            .filter_map(|(i, f)| f.parent.map(|p| (p, i)))
            .collect();
        nested.sort_unstable();
        Self { all, sentences, nested }
    }

    /// All mentions, in the order of the text.
    pub(crate) fn all(&self) -> &[usize] {
        &self.all
    }

    /// The mentions of a sentence, in the order of the text.
    pub(crate) fn sentence(&self, sentence: u32) -> &[usize] {
        let (first, end) = self.sentences.get(sentence as usize).copied().unwrap_or_default();
        self.all.get(first as usize..end as usize).unwrap_or_default()
    }

    /// The mentions of the sentence a token stands in.
    pub(crate) fn around(&self, reading: &Reading<'_, '_>, token: usize) -> &[usize] {
        reading.words.get(token).map_or(&[], |w| self.sentence(w.sentence))
    }

    /// The mentions that lie inside another.
    pub(crate) fn inside(&self, parent: usize) -> impl Iterator<Item = usize> + '_ {
        let from = self.nested.partition_point(|(p, _)| *p < parent);
        self.nested[from..]
            .iter()
            .take_while(move |(p, _)| *p == parent)
            .map(|(_, child)| *child)
    }
}
