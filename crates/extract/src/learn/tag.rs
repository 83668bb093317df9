//! A text under a model: the spans that each head sees in it.
//!
//! Most of what is seen at a place depends on one word alone. What a word adds to the places around it is remembered, as what the
//! lexicon says of it is, and only the rest is looked up place by place. Sums are whole numbers, so they are the same in whatever
//! order they are made.

use std::ops::{Range, RangeInclusive};

use arrayvec::ArrayVec;
use epicrisis_record::Kind;
use epicrisis_tagger::{Decoder, LABELS, Labels, MOST_HEADS, Model, TaggedSpan};

use super::keys::{
    MENTION_TAGS, NAME_REACH, PHRASE_TAGS, REACH, Sight, edge, mention_key, names_of, phrase_key, seen_from,
};
use crate::found::Found;
use crate::read::Reading;

/// How many words are remembered; a power of two.
const WORDS: usize = 4096;
/// From so many places a word is seen.
const PLACES: usize = 2 * NAME_REACH as usize + 1;
/// From so many a mention or a phrase is.
const NEAR: usize = 2 * REACH as usize + 1;

/// A model at work, with what is asked of it.
#[derive(Clone, Debug)]
pub(crate) struct Tagger<'d> {
    model: Model<'d>,
    kinds: ArrayVec<Kind, MOST_HEADS>,
    /// How much being outside of every span is favoured.
    caution: f32,
    /// What each mention and each phrase adds to the places around it: a row a tag and offset.
    mentions: Vec<i16>,
    phrases: Vec<i16>,
    /// What the edge of a sentence adds.
    edges: Vec<i16>,
}

/// A span with its kind.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tagged {
    pub(crate) kind: Kind,
    /// Its first token.
    pub(crate) first: u32,
    /// Its last token, included.
    pub(crate) last: u32,
    /// How sure it is.
    pub(crate) confidence: f64,
}

/// What a model sees in a text.
#[derive(Clone, Debug)]
pub(crate) struct Tagging {
    /// The spans, by sentence and head, each head's in order.
    pub(crate) spans: Vec<Tagged>,
    kinds: ArrayVec<Kind, MOST_HEADS>,
    /// For each token and head, how likely it is in a span.
    inside: Vec<f32>,
}

/// The words met last under a model, and room to work in. It holds nothing that the model does not say.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// Which word an entry is of, and its first two keys.
    words: Vec<(u64, [u32; 2])>,
    /// What it adds to the places around it: a row an offset.
    rows: Vec<i16>,
    names: Vec<[u32; 2]>,
    places: Vec<usize>,
    sums: Vec<i16>,
    scores: Vec<[f32; LABELS]>,
    decoder: Decoder,
}

impl Tagged {
    /// Its tokens.
    pub(crate) fn range(&self) -> Range<usize> {
        self.first as usize..self.last as usize + 1
    }
}

impl<'d> Tagger<'d> {
    /// A model at work. Heads whose name is no kind of mention are passed over.
    pub(crate) fn new(model: Model<'d>, caution: f32) -> Self {
        let kinds = model
            .heads()
            .map(|h| h.name().parse().unwrap_or(Kind::Demographic))
            .collect();
        let rows = |tags: u32, places: usize, key: fn(u32, i32) -> u32| {
            let width = model.width();
            let mut rows = vec![0; tags as usize * places * width];
            for (n, row) in rows.chunks_exact_mut(width).enumerate() {
                model.add(key((n / places) as u32, (n % places) as i32 - places as i32 / 2), row);
            }
            rows
        };
        Self {
            mentions: rows(MENTION_TAGS, NEAR, mention_key),
            phrases: rows(PHRASE_TAGS, NEAR, phrase_key),
            edges: rows(1, PLACES, |_, offset| edge(offset)),
            model,
            kinds,
            caution,
        }
    }

    /// What the model sees in a text.
    pub(crate) fn tag(&self, reading: &Reading<'_, '_>, found: &[Found], known: &mut Known) -> Tagging {
        let heads = self.kinds.len();
        let sight = Sight::new(reading, found);
        let mut spans = Vec::new();
        let mut inside = vec![0.0; reading.tokens.len() * heads];
        for sentence in &reading.sentences {
            let tokens = sentence.first as usize..sentence.end as usize;
            self.sum(&sight, &tokens, known);
            for (at, head) in self.model.heads().enumerate() {
                known.scores.clear();
                known.scores.extend(known.sums.chunks_exact(heads * LABELS).map(|sums| {
                    let mut score = [0.0; LABELS];
                    for (slot, sum) in score.iter_mut().zip(&sums[at * LABELS..]) {
                        *slot = f32::from(*sum) * head.scale();
                    }
                    score[usize::from(Labels::OUT)] += self.caution;
                    score
                }));
                known.decoder.spans(
                    &known.scores,
                    head.transitions(),
                    |place, p| inside[(tokens.start + place) * heads + at] = p,
                    |span: TaggedSpan| {
                        spans.push(Tagged {
                            kind: self.kinds[at],
                            first: sentence.first + span.first,
                            last: sentence.first + span.last,
                            confidence: f64::from(head.calibrated(span.probability)),
                        });
                    },
                );
            }
        }
        Tagging {
            spans,
            kinds: self.kinds.clone(),
            inside,
        }
    }

    /// The sums of the weights at each place of a sentence.
    fn sum(&self, sight: &Sight<'_, '_, '_>, tokens: &Range<usize>, known: &mut Known) {
        let width = self.model.width();
        if known.words.is_empty() {
            known.words = vec![(0, [0; 2]); WORDS];
            known.rows = vec![0; WORDS * PLACES * width];
        }
        known.names.clear();
        known.places.clear();
        for token in tokens.clone() {
            let place = self.remember(sight, token, known);
            known.places.push(place);
            known.names.push(known.words[place].1);
        }
        known.sums.clear();
        known.sums.resize(tokens.len() * width, 0);
        for (at, sums) in known.sums.chunks_exact_mut(width).enumerate() {
            for n in 0..PLACES {
                let there = (at + n).checked_sub(NAME_REACH as usize).filter(|p| *p < tokens.len());
                match there {
                    Some(p) => add(sums, row(&known.rows, known.places[p] * PLACES + n, width)),
                    None => add(sums, row(&self.edges, n, width)),
                }
                let Some(near) = n.checked_sub((PLACES - NEAR) / 2).filter(|n| *n < NEAR) else {
                    continue;
                };
                let (mention, phrase) = match there {
                    Some(p) => (sight.mention_tag(tokens.start + p), sight.phrase_tag(tokens.start + p)),
                    None => (MENTION_TAGS - 1, PHRASE_TAGS - 1),
                };
                add(sums, row(&self.mentions, mention as usize * NEAR + near, width));
                add(sums, row(&self.phrases, phrase as usize * NEAR + near, width));
            }
            sight.names(&known.names, tokens, at, |key| self.model.add(key, sums));
            sight.rest(&known.names, tokens, at, |key| self.model.add(key, sums));
        }
    }

    /// The entry of a word, made where there is none.
    fn remember(&self, sight: &Sight<'_, '_, '_>, token: usize, known: &mut Known) -> usize {
        let identity = sight.identity(token).max(1);
        let place = identity as usize % WORDS;
        if known.words[place].0 != identity {
            let width = self.model.width();
            let word = sight.word(token);
            let rows = &mut known.rows[place * PLACES * width..(place + 1) * PLACES * width];
            rows.fill(0);
            for (n, row) in rows.chunks_exact_mut(width).enumerate() {
                let offset = n as i32 - NAME_REACH;
                if offset == 0 {
                    word.iter().take(2).for_each(|key| self.model.add(*key, row));
                }
                seen_from(&word, offset).for_each(|key| self.model.add(key, row));
            }
            known.words[place] = (identity, names_of(&word));
        }
        place
    }
}

fn row(rows: &[i16], at: usize, width: usize) -> &[i16] {
    rows.get(at * width..(at + 1) * width).unwrap_or_default()
}

fn add(sums: &mut [i16], row: &[i16]) {
    for (sum, weight) in sums.iter_mut().zip(row) {
        *sum = sum.saturating_add(*weight);
    }
}

impl Tagging {
    /// How likely some words are part of a span of a kind, or of one that is taken for it; `None` of a kind that the model does
    /// not know.
    pub(crate) fn likelihood(&self, tokens: RangeInclusive<usize>, alike: impl Fn(Kind) -> bool) -> Option<f32> {
        let heads = self.kinds.len();
        let places = self.inside.get(tokens.start() * heads..(tokens.end() + 1) * heads)?;
        let alike: ArrayVec<bool, MOST_HEADS> = self.kinds.iter().map(|k| alike(*k)).collect();
        let own = places
            .chunks_exact(heads)
            .flat_map(|p| p.iter().zip(&alike).filter(|(_, a)| **a).map(|(p, _)| *p));
        own.reduce(f32::max)
    }
}
