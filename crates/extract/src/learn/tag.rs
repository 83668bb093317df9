//! A text under a model: the spans that each head sees in it.
//!
//! Most of what is seen at a place depends on one word alone. What a word adds to the places around it is remembered, as what the
//! lexicon says of it is, and only the rest is looked up place by place. Sums are whole numbers, so they are the same in whatever
//! order they are made.

use std::cmp::Reverse;
use std::ops::{Range, RangeInclusive};

use arrayvec::ArrayVec;
use epicrisis_record::Kind;
use epicrisis_tagger::{Chain, Decoder, MOST_HEADS, Model, STEPS, TaggedSpan};

use super::keys::{
    END, FURTHEST, MENTION_TAGS, NEIGHBOUR_TAGS, OUTSIDE, PHRASE_TAGS, Places, Reach, START, Sight, after_key,
    before_key, inner_key, label_key, mention_key, mentions_key, name_of, phrase_key, word_blocks,
};
use crate::found::Found;
use crate::read::Reading;

/// How many words are remembered; a power of two.
const WORDS: usize = 4096;
/// So many places a word bears on.
const PLACES: usize = Reach::NAME.rows as usize;

/// A model at work, with what is asked of it.
#[derive(Clone, Debug)]
pub(crate) struct Tagger<'d> {
    model: Model<'d>,
    kinds: ArrayVec<Kind, MOST_HEADS>,
    chains: ArrayVec<Chain, MOST_HEADS>,
    /// What the few things add that a place can have beside its word: a block each.
    mentions: Vec<i16>,
    mention_pairs: Vec<i16>,
    phrases: Vec<i16>,
    inner: Vec<i16>,
    before: Vec<i16>,
    after: Vec<i16>,
    labels: Vec<i16>,
    start: Vec<i16>,
    end: Vec<i16>,
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
    /// The spans, by [`Tagged::place`].
    pub(crate) spans: Vec<Tagged>,
    kinds: ArrayVec<Kind, MOST_HEADS>,
    /// For each token, whether the model has met the word.
    met: Vec<bool>,
    /// For each token and head, how likely it is in a span.
    inside: Vec<f32>,
}

/// The words met last under a model, and room to work in. It holds nothing that the model does not say.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// Which word an entry is of, its name, and whether the model has met it.
    words: Vec<(u64, u32, bool)>,
    /// What it adds to the places around it.
    rows: Vec<i16>,
    at: Places,
    names: Vec<u32>,
    met: Vec<bool>,
    /// The keys that may be known, with where their blocks begin among the sums.
    hits: Vec<(u32, u32)>,
    /// The sums of each place of a sentence, and of [`FURTHEST`] places before and behind it.
    sums: Vec<i16>,
    decoder: Decoder,
}

impl Tagged {
    /// Where it lies, to be in order: by the first token, the longest first, then by the kind.
    pub(crate) fn place(&self) -> (u32, Reverse<u32>, Kind) {
        (self.first, Reverse(self.last), self.kind)
    }

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
        let width = model.width();
        let blocks = |tags: u32, reach: Reach, key: &dyn Fn(u32) -> u32| {
            let size = usize::from(reach.rows) * width;
            let mut rows = vec![0; tags as usize * size];
            for (tag, block) in (0..).zip(rows.chunks_exact_mut(size)) {
                model.add(key(tag), block);
            }
            rows
        };
        Self {
            mentions: blocks(MENTION_TAGS, Reach::NEAR, &mention_key),
            mention_pairs: blocks(MENTION_TAGS * MENTION_TAGS, Reach::BOTH, &|pair| {
                mentions_key(pair / MENTION_TAGS, pair % MENTION_TAGS)
            }),
            phrases: blocks(PHRASE_TAGS, Reach::NEAR, &phrase_key),
            inner: blocks(MENTION_TAGS, Reach::HERE, &inner_key),
            before: blocks(NEIGHBOUR_TAGS, Reach::HERE, &before_key),
            after: blocks(NEIGHBOUR_TAGS, Reach::HERE, &after_key),
            labels: blocks(2, Reach::HERE, &|inside| label_key(inside == 1)),
            start: blocks(1, Reach::START, &|_| START),
            end: blocks(1, Reach::END, &|_| END),
            chains: model
                .heads()
                .map(|h| Chain::new(h.transitions(), h.scale(), h.likely(), caution))
                .collect(),
            model,
            kinds,
        }
    }

    /// What the model sees in a text.
    pub(crate) fn tag(&self, reading: &Reading<'_, '_>, found: &[Found], known: &mut Known) -> Tagging {
        let heads = self.kinds.len();
        let width = self.model.width();
        let mut at = std::mem::take(&mut known.at);
        at.look(reading, found);
        let sight = Sight::new(reading, &at);
        let mut spans = Vec::new();
        let mut inside = vec![0.0; reading.tokens.len() * heads];
        let mut met = vec![false; reading.tokens.len()];
        for sentence in &reading.sentences {
            let tokens = sentence.first as usize..sentence.end as usize;
            self.sum(&sight, &at, &tokens, known);
            met[tokens.clone()].copy_from_slice(&known.met);
            let own = FURTHEST * width..(FURTHEST + tokens.len()) * width;
            for (of, (head, chain)) in self.model.heads().zip(&self.chains).enumerate() {
                let sums = known.sums[own.clone()].chunks_exact(width);
                known.decoder.spans(
                    chain,
                    sums.map(|sums| &sums[of * STEPS..(of + 1) * STEPS]),
                    |place, p| inside[(tokens.start + place) * heads + of] = p,
                    |span: TaggedSpan| {
                        spans.push(Tagged {
                            kind: self.kinds[of],
                            first: sentence.first + span.first,
                            last: sentence.first + span.last,
                            confidence: f64::from(head.calibrated(span.probability)),
                        });
                    },
                );
            }
        }
        known.at = at;
        spans.sort_by_key(Tagged::place);
        Tagging {
            spans,
            kinds: self.kinds.clone(),
            inside,
            met,
        }
    }

    /// The sums of the weights at each place of a sentence.
    fn sum(&self, sight: &Sight<'_, '_, '_>, seen: &Places, tokens: &Range<usize>, known: &mut Known) {
        let width = self.model.width();
        if known.words.is_empty() {
            known.words = vec![(0, 0, false); WORDS];
            known.rows = vec![0; WORDS * PLACES * width];
        }
        known.sums.clear();
        known.sums.resize((tokens.len() + 2 * FURTHEST) * width, 0);
        known.names.clear();
        known.met.clear();
        for (at, token) in tokens.clone().enumerate() {
            let entry = self.remember(sight, token, known);
            known.names.push(known.words[entry].1);
            known.met.push(known.words[entry].2);
            let word = known.rows.chunks_exact(PLACES * width).nth(entry);
            add(&mut known.sums[at * width..], word.unwrap_or_default());
        }
        // Where the block of what is seen at a place begins.
        let from = |at: usize, reach: Reach| (at + FURTHEST).wrapping_add_signed(reach.first as isize) * width;
        let sums = &mut known.sums;
        let tag = |at: usize| {
            if at < tokens.len() {
                seen.mentions[tokens.start + at]
            } else {
                OUTSIDE
            }
        };
        let mut give = |at: usize, reach: Reach, rows: &[i16], tag: u32| {
            let size = usize::from(reach.rows) * width;
            let block = rows.get(tag as usize * size..(tag as usize + 1) * size);
            add(&mut sums[from(at, reach)..], block.unwrap_or_default());
        };
        for (at, token) in tokens.clone().enumerate() {
            give(at, Reach::NEAR, &self.mentions, seen.mentions[token]);
            give(at, Reach::NEAR, &self.phrases, seen.phrases[token]);
            give(
                at,
                Reach::BOTH,
                &self.mention_pairs,
                tag(at) * MENTION_TAGS + tag(at + 1),
            );
            give(at, Reach::HERE, &self.inner, seen.inner[token]);
            give(at, Reach::HERE, &self.before, seen.before[token]);
            give(at, Reach::HERE, &self.after, seen.after[token]);
            give(at, Reach::HERE, &self.labels, u32::from(sight.in_label(token)));
        }
        // What is seen outside bears on the first places and the last.
        add(&mut sums[FURTHEST * width..], &self.start);
        add(&mut sums[tokens.len() * width..], &self.end);
        let first = (OUTSIDE * MENTION_TAGS + tag(0)) as usize * 2 * width;
        add(
            &mut sums[(FURTHEST - 1) * width..],
            self.mention_pairs.get(first..first + 2 * width).unwrap_or_default(),
        );
        let mut section = (0, vec![0; width]);
        for (at, token) in tokens.clone().enumerate() {
            if section.0 != seen.sections[token] {
                section.0 = seen.sections[token];
                section.1.fill(0);
                self.model.add(section.0, &mut section.1);
            }
            add(&mut sums[(at + FURTHEST) * width..], &section.1);
        }
        // First all that may be known at all, then the rows: each look waits for no other.
        known.hits.clear();
        let hits = &mut known.hits;
        sight.pairs(&known.names, tokens, |at, reach, key| {
            if self.model.may_know(key) {
                let from = (at + FURTHEST as i32 + reach.first) as usize * width;
                hits.push((key, from as u32));
            }
        });
        for (key, from) in hits {
            self.model.add(*key, &mut sums[*from as usize..]);
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
            word_blocks(&word, |reach, key| {
                let from = (reach.first - Reach::NAME.first) as usize * width;
                self.model.add(key, &mut rows[from..]);
            });
            let name = name_of(&word);
            known.words[place] = (identity, name, self.model.rows(name).is_some());
        }
        place
    }
}

fn add(sums: &mut [i16], row: &[i16]) {
    for (sum, weight) in sums.iter_mut().zip(row) {
        *sum = sum.saturating_add(*weight);
    }
}

impl Tagging {
    /// Whether the model has met one of some words: of all others, it knows too little to find them impossible.
    pub(crate) fn has_met(&self, mut tokens: RangeInclusive<usize>) -> bool {
        tokens.any(|t| self.met.get(t).is_some_and(|met| *met))
    }

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
