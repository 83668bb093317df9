//! One chain of labels: the likeliest labels of a sequence, and how likely a span is.

use std::ops::Range;

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

/// A head at work: what its labels cost behind each other, and where it finds its sums.
#[derive(Clone, Debug)]
pub struct Chain {
    transitions: Transitions,
    /// The same as factors; 0 where there is no way.
    raised: Transitions,
    /// What one step of a sum is worth.
    scale: f32,
    /// How much a span costs.
    caution: f32,
    /// A place whose sums are all below is in no span whatever its neighbours are.
    least: i16,
}

impl Chain {
    /// A chain of these transitions.
    #[must_use]
    pub fn new(transitions: &Transitions, scale: f32, caution: f32) -> Self {
        Self {
            transitions: *transitions,
            raised: raised(transitions),
            scale,
            caution,
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
    best: Vec<[f32; LABELS]>,
    from: Vec<[u8; LABELS]>,
    ahead: Vec<[f32; LABELS]>,
    behind: Vec<[f32; LABELS]>,
    raised: Vec<[f32; LABELS]>,
    labels: Vec<Label>,
}

impl Decoder {
    /// The spans of the likeliest labels, in the order of the sequence, with their probabilities, handed to `each`. `sums` has
    /// for each place what each place in a span has over being outside. `inside` is told how likely a place is in any span, where
    /// there is a span near or `asked` says of a stretch that it is to be told.
    ///
    /// Most places are surely outside. They part the sequence into runs, and only those are worked on.
    pub fn spans<'s>(
        &mut self,
        chain: &Chain,
        sums: impl Iterator<Item = &'s [i16; STEPS]>,
        asked: impl Fn(Range<usize>) -> bool,
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
            let end = at + self.scores.len();
            self.run(
                chain,
                || asked(at..end),
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
        self.run(chain, || false, |_, _| {}, each);
    }

    fn run(
        &mut self,
        chain: &Chain,
        asked: impl Fn() -> bool,
        mut inside: impl FnMut(usize, f32),
        mut each: impl FnMut(TaggedSpan),
    ) {
        let any = self.walk(&chain.transitions);
        if !any && !asked() {
            return;
        }
        self.sums(&chain.raised);
        for at in 0..self.scores.len() {
            inside(at, 1.0 - self.share(at, Labels::OUT));
        }
        if !any {
            return;
        }
        let mut first = 0;
        self.label();
        for at in 0..self.labels.len() {
            match self.labels[at] {
                Labels::BEGIN => first = at,
                Labels::END => each(self.span(first, at, &chain.raised)),
                Labels::SINGLE => each(self.span(at, at, &chain.raised)),
                _ => {}
            }
        }
    }

    /// The likeliest labels of what was walked last.
    fn label(&mut self) {
        self.labels.clear();
        self.labels.resize(self.best.len(), Labels::OUT);
        let Some(last) = self.best.last() else { return };
        // Of equals the first, being outside, as on the way: what comes behind a sequence must not change it.
        let mut label = ends().fold(O, |best, l| if last[l] > last[best] { l } else { best });
        for (slot, from) in self.labels.iter_mut().zip(&self.from).rev() {
            *slot = label as Label;
            label = from[label].into();
        }
    }

    /// The best way to each label of each place; whether any place of the best way is in a span.
    fn walk(&mut self, transitions: &Transitions) -> bool {
        self.best.clear();
        self.from.clear();
        let mut before = [f32::NEG_INFINITY; LABELS];
        before[O] = 0.0;
        // Where nothing ever beats being outside, nothing has to be followed back.
        let mut quiet = true;
        for score in &self.scores {
            let way = |last: usize, label: usize| (before[last] + transitions[last][label], last as u8);
            let best = |a: (f32, u8), b: (f32, u8)| if b.0 > a.0 { b } else { a };
            let into = |l: usize| best(best(way(O, l), way(E, l)), way(S, l));
            let on = |l: usize| best(way(B, l), way(I, l));
            let ways = [into(O), into(B), on(I), on(E), into(S)];
            quiet &= ways[O].1 == 0;
            before = std::array::from_fn(|l| ways[l].0 + score[l]);
            self.best.push(before);
            self.from.push(ways.map(|w| w.1));
        }
        let out = before[0];
        !quiet || ends().any(|l| before[l] > out)
    }

    /// Sums over all ways, scaled at each place so that they stay in reach.
    fn sums(&mut self, steps: &Transitions) {
        // Scores lie within some tens of each other, so their powers are in reach as they are.
        self.raised.clear();
        self.raised.resize(self.scores.len(), [0.0; LABELS]);
        let flat = self.raised.as_flattened_mut().iter_mut();
        flat.zip(self.scores.as_flattened())
            .for_each(|(raised, score)| *raised = exp(*score));
        self.ahead.clear();
        let mut a = [1.0, 0.0, 0.0, 0.0, 0.0];
        for raised in &self.raised {
            let into = |l: usize| raised[l] * (a[O] * steps[O][l] + a[E] * steps[E][l] + a[S] * steps[S][l]);
            let on = |l: usize| raised[l] * (a[B] * steps[B][l] + a[I] * steps[I][l]);
            a = scaled([into(O), into(B), on(I), on(E), into(S)]);
            self.ahead.push(a);
        }
        self.behind.clear();
        self.behind.resize(self.scores.len(), [0.0; LABELS]);
        let mut z = [0.0; LABELS];
        ends().for_each(|l| z[l] = 1.0);
        for (behind, raised) in self.behind.iter_mut().zip(&self.raised).rev() {
            *behind = z;
            let next: [f32; LABELS] = std::array::from_fn(|l| raised[l] * z[l]);
            let out = |l: usize| steps[l][O] * next[O] + steps[l][B] * next[B] + steps[l][S] * next[S];
            let on = |l: usize| steps[l][I] * next[I] + steps[l][E] * next[E];
            z = scaled([out(O), on(B), on(I), out(E), out(S)]);
        }
    }

    /// A span with its probability: a way into it, the only way through it, and a way on, of all ways.
    fn span(&self, first: usize, last: usize, steps: &Transitions) -> TaggedSpan {
        let mut probability = self.share(first, if first == last { Labels::SINGLE } else { Labels::BEGIN });
        let mut label = Labels::BEGIN as usize;
        for at in first + 1..=last {
            let next = if at == last { Labels::END } else { Labels::INSIDE } as usize;
            // Of the ways that stand at `label` here, those that go on to `next`.
            let on = |l: usize| steps[label][l] * self.raised[at][l] * self.behind[at][l];
            let all = on(Labels::INSIDE as usize) + on(Labels::END as usize);
            probability *= if all > 0.0 { on(next) / all } else { 0.0 };
            label = next;
        }
        TaggedSpan {
            first: first as u32,
            last: last as u32,
            probability: probability.clamp(0.0, 1.0),
        }
    }

    /// The probability of a label at a place.
    fn share(&self, at: usize, label: Label) -> f32 {
        let way = |l: usize| self.ahead[at][l] * self.behind[at][l];
        let all: f32 = (0..LABELS).map(way).sum();
        if all > 0.0 { way(label.into()) / all } else { 0.0 }
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
