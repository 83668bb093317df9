//! A text under a model: the spans that each head sees in it.
//!
//! Most of what is seen at a place depends on one word alone. What a word adds to the places around it is remembered, as what the
//! lexicon says of it is, and only the rest is looked up place by place. Sums are whole numbers, so they are the same in whatever
//! order they are made.

use std::cmp::Reverse;
use std::hint::black_box;
use std::ops::{Range, RangeInclusive};

use arrayvec::ArrayVec;
use epicrisis_record::Kind;
use epicrisis_tagger::{Chain, Decoder, MOST_HEADS, Model, Place, STEPS, TaggedSpan};

use super::keys::{
    END, FURTHEST, MENTION_TAGS, NEIGHBOUR_TAGS, OUTSIDE, PHRASE_TAGS, Places, Reach, START, Sight, WORD_KEYS,
    after_key, before_key, inner_key, label_key, mention_key, mentions_key, name_of, phrase_key, word_blocks,
};
use super::usual::{Table, Usual, add};
use crate::found::Found;
use crate::read::Reading;

/// How many words are remembered, two in each of so many places; a power of two.
const PAIRS: usize = 16384;
/// So many places a word bears on.
const PLACES: usize = Reach::NAME.rows as usize;

/// A model at work, with what is asked of it.
#[derive(Clone, Debug)]
pub(crate) struct Tagger<'d> {
    model: Model<'d>,
    kinds: ArrayVec<Kind, MOST_HEADS>,
    chains: ArrayVec<Chain, MOST_HEADS>,
    usual: Usual,
    mentions: Table,
    mention_pairs: Table,
    phrases: Table,
    inner: Table,
    before: Table,
    after: Table,
    labels: Table,
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
    words: Vec<Met>,
    /// What each of them adds to the places around it.
    rows: Vec<i16>,
    at: Places,
    names: Vec<u32>,
    met: Vec<bool>,
    /// What a place of the section at hand has that has nothing beside its word.
    here: Vec<i16>,
    /// Which words the sentence has.
    identities: Vec<u64>,
    /// The keys that may be known, with where their blocks begin among the sums.
    keys: Vec<(u32, u32)>,
    /// The same of those that are known.
    hits: Vec<(Place, u32)>,
    /// The sums of each place of a sentence, and of [`FURTHEST`] places before and behind it.
    sums: Vec<i16>,
    decoder: Decoder,
}

/// A word that was met.
#[derive(Clone, Copy, Debug, Default)]
struct Met {
    /// Which word it is; 0 of none.
    identity: u64,
    /// The key of its name.
    name: u32,
    /// Whether the model knows its name.
    known: bool,
    /// Whether it was met later than the other of its place.
    later: bool,
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
        let chains: ArrayVec<Chain, MOST_HEADS> = model
            .heads()
            .map(|h| Chain::new(h.transitions(), h.scale(), h.likely(), caution))
            .collect();
        let mut usual = Usual::new(&model, (Reach::START, START), (Reach::END, END));
        let mut table = |what, key: &dyn Fn(u32) -> u32| usual.table(&model, what, key);
        Self {
            mentions: table((MENTION_TAGS, Reach::NEAR, 0), &mention_key),
            mention_pairs: table((MENTION_TAGS * MENTION_TAGS, Reach::BOTH, 1), &|pair| {
                mentions_key(pair / MENTION_TAGS, pair % MENTION_TAGS)
            }),
            phrases: table((PHRASE_TAGS, Reach::NEAR, 0), &phrase_key),
            inner: table((MENTION_TAGS, Reach::HERE, 0), &inner_key),
            before: table((NEIGHBOUR_TAGS, Reach::HERE, 0), &before_key),
            after: table((NEIGHBOUR_TAGS, Reach::HERE, 0), &after_key),
            labels: table((2, Reach::HERE, 0), &|inside| label_key(inside == 1)),
            usual,
            chains,
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
        let mut section = 0;
        known.here.clear();
        let sight = Sight::new(reading, &at);
        let mut spans = Vec::new();
        let mut inside = vec![0.0; reading.tokens.len() * heads];
        let mut met = vec![false; reading.tokens.len()];
        for sentence in &reading.sentences {
            let tokens = sentence.first as usize..sentence.end as usize;
            self.sum(&sight, &at, &tokens, &mut section, known);
            met[tokens.clone()].copy_from_slice(&known.met);
            let own = FURTHEST * width..(FURTHEST + tokens.len()) * width;
            for (of, (head, chain)) in self.model.heads().zip(&self.chains).enumerate() {
                let rows = known.sums[own.clone()].chunks_exact(width);
                known.decoder.spans(
                    chain,
                    rows.filter_map(|row| row.as_chunks::<STEPS>().0.get(of)),
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

    /// The sums of the weights at each place of a sentence. `section` is the key of the one whose usual sums were made last.
    fn sum(
        &self,
        sight: &Sight<'_, '_, '_>,
        seen: &Places,
        tokens: &Range<usize>,
        section: &mut u32,
        known: &mut Known,
    ) {
        let width = self.model.width();
        known.remember_nothing(width);
        known.sums.clear();
        known.sums.resize(FURTHEST * width, 0);
        for token in tokens.clone() {
            if *section != seen.sections[token] || known.here.is_empty() {
                *section = seen.sections[token];
                known.here.clone_from(&self.usual.here);
                self.model.add(*section, &mut known.here);
            }
            known.sums.extend_from_slice(&known.here);
        }
        known.sums.resize((tokens.len() + 2 * FURTHEST) * width, 0);
        known.names.clear();
        known.met.clear();
        known.expect(sight, tokens.clone(), width);
        for (at, token) in tokens.clone().enumerate() {
            let entry = self.remember(sight, token, known.identities[at], known);
            known.names.push(known.words[entry].name);
            known.met.push(known.words[entry].known);
            let size = PLACES * width;
            let word = known.rows.get(entry * size..(entry + 1) * size);
            add(&mut known.sums[at * width..], word.unwrap_or_default());
        }
        let sums = &mut known.sums;
        for (at, token) in tokens.clone().enumerate() {
            let mention = seen.mentions[token];
            let next = if at + 1 < tokens.len() {
                seen.mentions[token + 1]
            } else {
                OUTSIDE
            };
            self.mentions.give(sums, width, at, mention);
            self.mention_pairs.give(sums, width, at, mention * MENTION_TAGS + next);
            self.phrases.give(sums, width, at, seen.phrases[token]);
            self.inner.give(sums, width, at, seen.inner[token]);
            self.before.give(sums, width, at, seen.before[token]);
            self.after.give(sums, width, at, seen.after[token]);
            self.labels.give(sums, width, at, u32::from(sight.in_label(token)));
        }
        // What is seen outside bears on the first places and the last.
        let first = seen.mentions.get(tokens.start).copied().unwrap_or(OUTSIDE);
        self.mention_pairs
            .give_before(sums, width, OUTSIDE * MENTION_TAGS + first);
        add(&mut sums[FURTHEST * width..], &self.usual.start);
        add(&mut sums[tokens.len() * width..], &self.usual.end);
        // First all that may be known at all, then where they are, then the rows: each look waits for no other.
        known.keys.clear();
        let keys = &mut known.keys;
        sight.pairs(&known.names, tokens, |at, reach, key| {
            if self.model.may_know(key) {
                let from = (at + FURTHEST as i32 + reach.first) as usize * width;
                keys.push((key, from as u32));
            }
        });
        for (key, _) in keys.iter() {
            self.model.expect(*key);
        }
        known.hits.clear();
        let found = keys
            .iter()
            .filter_map(|(key, from)| Some((self.model.find(*key)?, *from)));
        known.hits.extend(found);
        for (place, _) in &known.hits {
            self.model.expect_rows(*place);
        }
        for (place, from) in &known.hits {
            self.model.add_found(*place, &mut sums[*from as usize..]);
        }
    }

    /// The entry of a word, made where there is none.
    fn remember(&self, sight: &Sight<'_, '_, '_>, token: usize, identity: u64, known: &mut Known) -> usize {
        let first = place_of(identity);
        let there = known.entry(identity);
        // Of two others, the one that was met later stays.
        let place = there.unwrap_or(first + usize::from(known.words[first].later));
        known.words[first].later = place == first;
        if there.is_none() {
            let width = self.model.width();
            let word = sight.word(token);
            let rows = &mut known.rows[place * PLACES * width..(place + 1) * PLACES * width];
            rows.fill(0);
            let mut blocks: ArrayVec<_, WORD_KEYS> = ArrayVec::new();
            word_blocks(&word, |reach, key| blocks.push((reach, self.model.find(key))));
            for (reach, place) in &blocks {
                let from = (reach.first - Reach::NAME.first) as usize * width;
                if let Some(place) = place {
                    self.model.add_found(*place, &mut rows[from..]);
                }
            }
            let met = &mut known.words[place];
            (met.identity, met.name) = (identity, name_of(&word));
            // The first block is its name's.
            met.known = blocks.first().is_some_and(|(_, place)| place.is_some());
        }
        place
    }
}

/// The first of the two entries that a word may have.
fn place_of(identity: u64) -> usize {
    identity as usize % PAIRS * 2
}

impl Known {
    /// The entry of a word, if it has one.
    fn entry(&self, identity: u64) -> Option<usize> {
        let first = place_of(identity);
        (first..first + 2).find(|at| self.words[*at].identity == identity)
    }

    /// Says which words a sentence has, and has what is remembered of them brought near: each of these looks would else wait for
    /// memory by itself.
    fn expect(&mut self, sight: &Sight<'_, '_, '_>, tokens: Range<usize>, width: usize) {
        /// As much is brought at once.
        const LINE: usize = 64 / size_of::<i16>();
        self.identities.clear();
        self.identities.extend(tokens.map(|token| sight.identity(token).max(1)));
        for identity in &self.identities {
            black_box(self.words[place_of(*identity)].identity);
        }
        let size = PLACES * width;
        for entry in self.identities.iter().filter_map(|identity| self.entry(*identity)) {
            for weight in self.rows[entry * size..(entry + 1) * size].iter().step_by(LINE) {
                black_box(*weight);
            }
        }
    }

    /// Room for words, where there is none yet.
    fn remember_nothing(&mut self, width: usize) {
        if self.words.is_empty() {
            self.words = vec![Met::default(); 2 * PAIRS];
            self.rows = vec![0; 2 * PAIRS * PLACES * width];
        }
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
