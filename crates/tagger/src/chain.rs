//! One chain of labels: how likely each span of a sequence is, and which spans are made.

use crate::exp::exp;
use crate::{LABELS, STEPS};

/// A label's number: where in a span of a head a place lies.
pub type Label = u8;

/// The five labels by name.
#[derive(Debug)]
pub struct Labels;

impl Labels {
    /// In no span.
    pub const OUT: Label = 0;
    /// At the beginning of a span of several places.
    pub const BEGIN: Label = 1;
    /// Inside.
    pub const INSIDE: Label = 2;
    /// At the end of a span of several places.
    pub const END: Label = 3;
    /// A span of one place.
    pub const SINGLE: Label = 4;

    /// Whether one may follow the other; the edges of a sequence are as `OUT`.
    #[must_use]
    pub fn may_follow(before: usize, label: usize) -> bool {
        let open = before == Self::BEGIN as usize || before == Self::INSIDE as usize;
        let goes_on = label == Self::INSIDE as usize || label == Self::END as usize;
        open == goes_on
    }
}

const O: usize = Labels::OUT as usize;
const B: usize = Labels::BEGIN as usize;
const I: usize = Labels::INSIDE as usize;
const E: usize = Labels::END as usize;
const S: usize = Labels::SINGLE as usize;

/// What a label costs behind another.
pub type Transitions = [[f32; LABELS]; LABELS];

/// A stretch of places, both ends included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TaggedSpan {
    /// Its first place.
    pub first: u32,
    /// Its last place.
    pub last: u32,
    /// How likely it is that this very stretch is a span, by the chain: 0 to 1.
    pub probability: f32,
}

/// A head at work.
#[derive(Clone, Debug)]
pub struct Chain {
    /// What labels cost behind each other, as factors; 0 where there is no way.
    raised: Transitions,
    /// What one step of a sum is worth.
    scale: f32,
    /// How much a span costs.
    caution: f32,
    /// A span that is less likely is none.
    likely: f32,
    /// A place whose sums are all below is in no span whatever its neighbours are.
    least: i16,
}

impl Chain {
    /// A chain of these transitions. A span that is less likely than `likely` is none; with `caution` it must be likelier (above 0)
    /// or less (below 0): so much is taken from what a span scores.
    #[must_use]
    pub fn new(transitions: &Transitions, scale: f32, likely: f32, caution: f32) -> Self {
        Self {
            raised: raised(transitions),
            scale,
            caution,
            likely,
            // Saturates.
            least: ((caution.min(0.0) - SURELY) / scale) as i16,
        }
    }

    fn scores(&self, sums: &[i16; STEPS]) -> [f32; LABELS] {
        let [b, i, e, s] = sums.map(|sum| f32::from(sum) * self.scale);
        self.cautious([0.0, b, i, e, s])
    }

    /// Whether a place may be in a span.
    fn is_open(&self, sums: &[i16; STEPS]) -> bool {
        sums.iter().fold(false, |any, sum| any | (*sum > self.least))
    }

    /// By span and not by place, or long spans would be another matter than short ones.
    fn cautious(&self, mut scores: [f32; LABELS]) -> [f32; LABELS] {
        scores[B] -= self.caution;
        scores[S] -= self.caution;
        scores
    }
}

/// No transitions weigh as much.
const SURELY: f32 = 5.0;

/// The room for decoding; kept from one sequence to the next.
#[derive(Debug, Default)]
pub struct Decoder {
    scores: Vec<[f32; LABELS]>,
    ahead: Vec<[f32; LABELS]>,
    behind: Vec<[f32; LABELS]>,
    raised: Vec<[f32; LABELS]>,
    /// The spans that are likely enough, by their ends.
    likely: Vec<TaggedSpan>,
    /// For so many of them from the first: the most that some of these are worth that share no place; and what the last of them adds
    /// to, where it is one of those.
    worth: Vec<(f32, Option<u32>)>,
    chosen: Vec<TaggedSpan>,
}

impl Decoder {
    /// The spans of a sequence in their order, with their probabilities, handed to `each`: of all that are likely enough those that
    /// share no place and together gain most. That is not the likeliest labelling: where a span may end in two places, the likeliest
    /// labelling may have none at all, and what counts is how many spans are right. `sums` has
    /// for each place what each place in a span has over being outside. `inside` is told how likely a place is in any span, where
    /// that is not next to nothing.
    ///
    /// Most places are surely outside. They part the sequence into runs, and only those are worked on.
    pub fn spans<'s>(
        &mut self,
        chain: &Chain,
        sums: impl Iterator<Item = &'s [i16; STEPS]>,
        mut inside: impl FnMut(usize, f32),
        mut each: impl FnMut(TaggedSpan),
    ) {
        let mut rest = sums.enumerate();
        while let Some((at, first)) = rest.find(|(_, sums)| chain.is_open(sums)) {
            self.scores.clear();
            self.scores.push(chain.scores(first));
            // The place behind counts, so that the way out of the run does.
            for (_, sums) in rest.by_ref() {
                self.scores.push(chain.scores(sums));
                if !chain.is_open(sums) {
                    break;
                }
            }
            self.run(
                chain,
                |place, p| inside(at + place, p),
                |span| {
                    each(TaggedSpan {
                        first: span.first + at as u32,
                        last: span.last + at as u32,
                        ..span
                    });
                },
            );
        }
    }

    /// The same of scores as they are learnt.
    #[cfg(feature = "train")]
    pub(crate) fn learnt(
        &mut self,
        chain: &Chain,
        scores: impl Iterator<Item = [f32; LABELS]>,
        each: impl FnMut(TaggedSpan),
    ) {
        self.scores.clear();
        self.scores.extend(scores.map(|s| chain.cautious(s)));
        self.run(chain, |_, _| {}, each);
    }

    fn run(&mut self, chain: &Chain, inside: impl FnMut(usize, f32), each: impl FnMut(TaggedSpan)) {
        self.sums(&chain.raised);
        self.look(chain, inside);
        self.choose(chain.likely);
        self.chosen.iter().rev().copied().for_each(each);
    }

    /// All spans that are likely enough, with their probabilities: a way into each, the only way through it, and a way on, of all
    /// ways. `inside` is told how likely each place is in any span.
    fn look(&mut self, chain: &Chain, mut inside: impl FnMut(usize, f32)) {
        let steps = &chain.raised;
        let raised = &self.raised[..self.scores.len()];
        let behind = &self.behind[..self.scores.len()];
        self.likely.clear();
        for (first, (ahead, after)) in self.ahead.iter().zip(behind).enumerate() {
            let mut keep = |last: usize, probability: f32| {
                if probability > chain.likely {
                    self.likely.push(TaggedSpan {
                        first: first as u32,
                        last: last as u32,
                        probability: probability.min(1.0),
                    });
                }
            };
            let shares = shares(ahead, after);
            inside(first, 1.0 - shares[O]);
            keep(first, shares[S]);
            // How likely it is that a span begins here and goes on to each place.
            let mut open = shares[B];
            let mut label = B;
            for at in first + 1..raised.len() {
                if open <= chain.likely {
                    break;
                }
                let on = |l: usize| steps[label][l] * raised[at][l] * behind[at][l];
                let (inside, end) = (on(I), on(E));
                let all = inside + end;
                if all <= 0.0 {
                    break;
                }
                keep(at, open * end / all);
                open *= inside / all;
                label = I;
            }
        }
        self.likely.sort_by_key(|s| (s.last, s.first));
    }

    /// Chooses among the likely spans: those that share no place and are together worth most, each as much as it is likelier than it
    /// must be. The last comes first.
    fn choose(&mut self, likely: f32) {
        self.worth.clear();
        self.worth.push((0.0, None));
        for (at, span) in self.likely.iter().enumerate() {
            let before = self.likely[..at].partition_point(|s| s.last < span.first);
            let without = self.worth[at].0;
            let with = self.worth[before].0 + span.probability - likely;
            self.worth.push(if with > without {
                (with, Some(before as u32))
            } else {
                (without, None)
            });
        }
        self.chosen.clear();
        let mut count = self.likely.len();
        while count > 0 {
            count = match self.worth[count].1 {
                Some(before) => {
                    self.chosen.push(self.likely[count - 1]);
                    before as usize
                }
                None => count - 1,
            };
        }
    }

    /// Sums over all ways, scaled at each place so that they stay in reach.
    fn sums(&mut self, steps: &Transitions) {
        let count = self.scores.len();
        // Scores lie within some tens of each other, so their powers are in reach as they are.
        let raised = room(&mut self.raised, count);
        let flat = raised.as_flattened_mut().iter_mut();
        flat.zip(self.scores.as_flattened())
            .for_each(|(raised, score)| *raised = exp(*score));
        let raised = &*raised;
        let ahead = room(&mut self.ahead, count).iter_mut().zip(raised);
        let behind = room(&mut self.behind, count).iter_mut().zip(raised).rev();
        let mut a = [1.0, 0.0, 0.0, 0.0, 0.0];
        let mut z = [0.0; LABELS];
        ends().for_each(|l| z[l] = 1.0);
        // From both ends at once: each step waits for the one before it, and neither way for the other.
        for ((ahead, raised), (behind, last)) in ahead.zip(behind) {
            let into = |l: usize| raised[l] * (a[O] * steps[O][l] + a[E] * steps[E][l] + a[S] * steps[S][l]);
            let on = |l: usize| raised[l] * (a[B] * steps[B][l] + a[I] * steps[I][l]);
            a = scaled([into(O), into(B), on(I), on(E), into(S)]);
            *ahead = a;
            *behind = z;
            let next: [f32; LABELS] = std::array::from_fn(|l| last[l] * z[l]);
            let out = |l: usize| steps[l][O] * next[O] + steps[l][B] * next[B] + steps[l][S] * next[S];
            let on = |l: usize| steps[l][I] * next[I] + steps[l][E] * next[E];
            z = scaled([out(O), on(B), on(I), out(E), out(S)]);
        }
    }
}

/// Room for so many places, whatever was in it.
fn room(kept: &mut Vec<[f32; LABELS]>, count: usize) -> &mut [[f32; LABELS]] {
    kept.resize(count, [0.0; LABELS]);
    kept
}

/// The probabilities of all labels at a place.
fn shares(ahead: &[f32; LABELS], behind: &[f32; LABELS]) -> [f32; LABELS] {
    let ways: [f32; LABELS] = std::array::from_fn(|l| ahead[l] * behind[l]);
    let all: f32 = ways.iter().sum();
    if all > 0.0 {
        ways.map(|w| w / all)
    } else {
        [0.0; LABELS]
    }
}

/// The labels that a sequence can end with.
pub(crate) fn ends() -> impl Iterator<Item = usize> + Clone {
    [Labels::OUT, Labels::END, Labels::SINGLE].into_iter().map(usize::from)
}

/// Transitions as factors; 0 where there is no way.
fn raised(transitions: &Transitions) -> Transitions {
    let mut out = [[0.0; LABELS]; LABELS];
    for (before, row) in out.iter_mut().enumerate() {
        for (label, cell) in row.iter_mut().enumerate() {
            if Labels::may_follow(before, label) {
                *cell = exp(transitions[before][label]);
            }
        }
    }
    out
}

fn scaled(sums: [f32; LABELS]) -> [f32; LABELS] {
    let all: f32 = sums.iter().sum();
    let share = 1.0 / all.max(f32::MIN_POSITIVE);
    sums.map(|s| s * share)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Scores of places, of which none is surely anything.
    fn scores(seed: u32, places: u32) -> Vec<[f32; LABELS]> {
        let score = |n: u32| (crate::key::join(seed, n) % 400) as f32 / 100.0 - 2.0;
        (0..places)
            .map(|p| std::array::from_fn(|l| if l == O { 0.0 } else { score(p * 8 + l as u32) }))
            .collect()
    }

    fn decoder(seed: u32, places: u32, likely: f32) -> (Chain, Decoder) {
        let transitions = scores(seed + 1000, LABELS as u32);
        let transitions: Transitions = std::array::from_fn(|l| transitions[l]);
        let chain = Chain::new(&transitions, 1.0, likely, 0.0);
        let mut decoder = Decoder {
            scores: scores(seed, places),
            ..Decoder::default()
        };
        decoder.sums(&chain.raised);
        decoder.look(&chain, |_, _| {});
        (chain, decoder)
    }

    /// All ways through a sequence, with what each weighs.
    fn ways(chain: &Chain, scores: &[[f32; LABELS]]) -> Vec<(Vec<usize>, f64)> {
        let mut all = vec![(Vec::new(), 1.0)];
        for score in scores {
            let longer = |(labels, weight): (Vec<usize>, f64)| {
                let before = labels.last().copied().unwrap_or(O);
                (0..LABELS).map(move |l| {
                    let step = f64::from(chain.raised[before][l]) * f64::from(score[l]).exp();
                    ([labels.as_slice(), &[l]].concat(), weight * step)
                })
            };
            all = all.into_iter().flat_map(longer).filter(|(_, w)| *w > 0.0).collect();
        }
        all.retain(|(labels, _)| labels.last().is_none_or(|l| ends().any(|e| e == *l)));
        all
    }

    #[test]
    fn a_span_is_as_likely_as_all_ways_that_have_it() {
        for seed in 0..40 {
            let (chain, decoder) = decoder(seed, 5, 0.02);
            let ways = ways(&chain, &decoder.scores);
            let all: f64 = ways.iter().map(|(_, w)| w).sum();
            for first in 0..5_usize {
                for last in first..5 {
                    let has = |labels: &[usize]| match last - first {
                        0 => labels[first] == S,
                        _ => labels[first] == B && labels[last] == E && labels[first + 1..last].iter().all(|l| *l == I),
                    };
                    let own: f64 = ways.iter().filter(|(l, _)| has(l)).map(|(_, w)| w).sum();
                    let place = |s: &&TaggedSpan| (s.first as usize, s.last as usize) == (first, last);
                    match decoder.likely.iter().find(place) {
                        Some(span) => assert!(
                            (f64::from(span.probability) - own / all).abs() < 1e-3,
                            "{seed}: {span:?}"
                        ),
                        None => assert!(own / all < 0.021, "{seed}: {first} to {last} has {}", own / all),
                    }
                }
            }
        }
    }

    #[test]
    fn no_other_choice_of_spans_gains_more() {
        for seed in 0..60 {
            let (_, mut decoder) = decoder(seed, 6, 0.08);
            decoder.choose(0.08);
            let spans = &decoder.likely;
            let gain = |s: &TaggedSpan| s.probability - 0.08;
            let apart = |chosen: u32| {
                let mut end = 0;
                (0..spans.len()).filter(|n| chosen >> n & 1 == 1).all(|n| {
                    let free = spans[n].first >= end;
                    end = spans[n].last + 1;
                    free
                })
            };
            assert!(spans.len() < 16);
            let of = |chosen: u32| {
                (0..spans.len())
                    .filter(|n| chosen >> n & 1 == 1)
                    .map(|n| gain(&spans[n]))
                    .sum::<f32>()
            };
            let best = (0..1_u32 << spans.len())
                .filter(|c| apart(*c))
                .map(of)
                .fold(0.0, f32::max);
            let made: f32 = decoder.chosen.iter().map(gain).sum();
            assert!((made - best).abs() < 1e-5, "{seed}: {made} of {best}");
            assert!(decoder.chosen.windows(2).all(|two| two[1].last < two[0].first));
        }
    }
}
