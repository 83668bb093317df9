//! A text under a model: the spans that each head sees in it.

use arrayvec::ArrayVec;
use epicrisis_record::Kind;
use epicrisis_tagger::{Decoder, LABELS, Labels, MOST_HEADS, Model, TaggedSpan};

use super::keys::{Sight, WORD_KEYS};
use crate::found::Found;
use crate::read::Reading;

/// No model's rows are longer.
const WIDEST: usize = MOST_HEADS * LABELS;

/// A model at work, with what is asked of it.
#[derive(Clone, Debug)]
pub(crate) struct Tagger<'d> {
    model: Model<'d>,
    kinds: ArrayVec<Kind, MOST_HEADS>,
    /// How much being outside of every span is favoured.
    caution: f32,
}

/// What a model sees in a text.
#[derive(Clone, Debug)]
pub(crate) struct Tagging {
    /// The spans, by sentence and head, each head's in order.
    pub(crate) spans: Vec<Tagged>,
    kinds: ArrayVec<Kind, MOST_HEADS>,
    /// For each token and head, how likely it is in a span.
    inside: Vec<[f32; MOST_HEADS]>,
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

impl Tagged {
    /// Its tokens.
    pub(crate) fn range(&self) -> std::ops::Range<usize> {
        self.first as usize..self.last as usize + 1
    }
}

impl<'d> Tagger<'d> {
    /// A model at work. Heads whose name is no kind of mention are passed over.
    pub(crate) fn new(model: Model<'d>, caution: f32) -> Self {
        let kinds = model.heads().map(|h| h.name().parse().unwrap_or(Kind::Demographic)).collect();
        Self { model, kinds, caution }
    }

    /// What the model sees in a text.
    pub(crate) fn tag(&self, reading: &Reading<'_, '_>, found: &[Found]) -> Tagging {
        let sight = Sight::new(reading, found);
        let mut out = Vec::new();
        let mut inside = vec![[0.0; MOST_HEADS]; reading.tokens.len()];
        let mut decoder = Decoder::default();
        let mut keys = Vec::new();
        for sentence in &reading.sentences {
            let tokens = sentence.first as usize..sentence.end as usize;
            let words: Vec<ArrayVec<u32, WORD_KEYS>> = tokens.clone().map(|t| sight.word(t)).collect();
            let mut sums = vec![[0i16; WIDEST]; tokens.len()];
            for (at, sums) in sums.iter_mut().enumerate() {
                sight.place(&words, &tokens, at, &mut keys);
                for key in &keys {
                    self.model.add(*key, sums);
                }
            }
            let mut scores = vec![[0.0; LABELS]; tokens.len()];
            for (at, head) in self.model.heads().enumerate() {
                for (score, sums) in scores.iter_mut().zip(&sums) {
                    for (slot, sum) in score.iter_mut().zip(&sums[at * LABELS..]) {
                        *slot = f32::from(*sum) * head.scale();
                    }
                    score[usize::from(Labels::OUT)] += self.caution;
                }
                decoder.spans(&scores, head.transitions(), |place, p| inside[sentence.first as usize + place][at] = p, |span: TaggedSpan| {
                    out.push(Tagged {
                        kind: self.kinds[at],
                        first: sentence.first + span.first,
                        last: sentence.first + span.last,
                        confidence: f64::from(head.calibrated(span.probability)),
                    });
                });
            }
        }
        Tagging {
            spans: out,
            kinds: self.kinds.clone(),
            inside,
        }
    }
}

impl Tagging {
    /// How likely some words are part of a span of a kind, or of one that is taken for it; `None` of a kind that the model does
    /// not know.
    pub(crate) fn likelihood(&self, tokens: std::ops::RangeInclusive<usize>, alike: impl Fn(Kind) -> bool) -> Option<f32> {
        let heads: ArrayVec<usize, MOST_HEADS> = (0..self.kinds.len()).filter(|h| alike(self.kinds[*h])).collect();
        let places = self.inside.get(tokens)?;
        heads.iter().flat_map(|h| places.iter().map(|p| p[*h])).reduce(f32::max)
    }
}
