//! Learning a model from sequences with their labels.
//!
//! Each head is a linear-chain conditional random field, learnt by stochastic gradients with a step of its own for each weight
//! (AdaGrad), in an order that depends on a seed alone. Heads share no weight, so they are learnt side by side on as many
//! threads, and the same data gives the same bytes on any number of them.

mod field;
mod write;

use std::collections::HashMap;

use crate::chain::{Label, TaggedSpan};
use crate::key::join;
use crate::{LABELS, Model};

use field::Field;

/// How to learn.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// How often all examples are gone through.
    pub epochs: usize,
    /// The length of a step.
    pub rate: f32,
    /// How much weights are drawn to nothing, or to those of the model that is adapted.
    pub decay: f32,
    /// A key that is seen less often is not learnt.
    pub least: u32,
    /// How often what names the word itself is hidden, so that its surroundings learn to do without; 0 to 1.
    pub hidden: f32,
    /// The size of a model, in keys.
    pub most_keys: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            epochs: 6,
            rate: 0.04,
            decay: 2e-6,
            least: 2,
            hidden: 0.1,
            most_keys: 340_000,
        }
    }
}

/// A sequence with what is known of it.
#[derive(Clone, Debug, Default)]
pub struct Example {
    /// The keys of each place.
    pub keys: Vec<Vec<u32>>,
    /// How many of each place's keys name the word itself; they come first.
    pub names: usize,
    /// A label a place for each head; empty for a head of which nothing is known here.
    pub labels: Vec<Vec<Label>>,
    /// How much it counts: 1 for what a person annotated.
    pub weight: f32,
}

/// Learns.
#[derive(Debug)]
pub struct Trainer {
    names: Vec<String>,
    options: Options,
    /// All keys seen, with how often.
    counts: HashMap<u32, u32>,
    examples: Vec<Example>,
}

/// What was learnt, before it is written down.
#[derive(Debug)]
pub struct Learnt {
    names: Vec<String>,
    keys: HashMap<u32, u32>,
    fields: Vec<Field>,
    /// Slope and offset of each head's calibration.
    calibration: Vec<(f32, f32)>,
    most_keys: usize,
}

impl Trainer {
    /// A trainer for heads of these names.
    #[must_use]
    pub fn new(names: Vec<String>, options: Options) -> Self {
        Self {
            names,
            options,
            counts: HashMap::new(),
            examples: Vec::new(),
        }
    }

    /// Adds a sequence.
    pub fn add(&mut self, example: Example) {
        for key in example.keys.iter().flatten() {
            *self.counts.entry(*key).or_insert(0) += 1;
        }
        self.examples.push(example);
    }

    /// Learns, from nothing or from a model that is to be adapted. After each epoch `held_out` says how good what was learnt so
    /// far is; the best is kept, and learning stops where two epochs brought nothing better.
    pub fn learn(mut self, base: Option<&Model<'_>>, mut held_out: impl FnMut(usize, &Learnt) -> f64) -> Learnt {
        let mut kept: Vec<u32> = self
            .counts
            .iter()
            .filter(|(_, n)| **n >= self.options.least)
            .map(|(k, _)| *k)
            .collect();
        if let Some(base) = base {
            kept.extend(base.rows().map(|(k, _)| k));
        }
        kept.sort_unstable();
        kept.dedup();
        let keys: HashMap<u32, u32> = kept.iter().zip(0..).map(|(k, i)| (*k, i)).collect();
        for example in &mut self.examples {
            for place in &mut example.keys {
                // What names the word stays in front; unknown keys go.
                for key in place.iter_mut() {
                    *key = keys.get(key).copied().unwrap_or(u32::MAX);
                }
            }
        }
        let fields = self
            .names
            .iter()
            .enumerate()
            .map(|(head, name)| Field::new(head, keys.len(), base, name, &keys));
        let mut learnt = Learnt {
            names: self.names.clone(),
            fields: fields.collect(),
            keys,
            calibration: vec![(1.0, 0.0); self.names.len()],
            most_keys: self.options.most_keys,
        };
        let mut order: Vec<usize> = (0..self.examples.len()).collect();
        let mut best: Option<(f64, Vec<Field>)> = None;
        let mut worse = 0;
        for epoch in 0..self.options.epochs {
            shuffle(&mut order, epoch as u32);
            let (examples, options, order) = (&self.examples, &self.options, &order);
            std::thread::scope(|scope| {
                for field in &mut learnt.fields {
                    scope.spawn(move || field.epoch(examples, order, epoch, options));
                }
            });
            let score = held_out(epoch, &learnt);
            if best.as_ref().is_none_or(|(b, _)| score > *b) {
                best = Some((score, learnt.fields.clone()));
                worse = 0;
            } else {
                worse += 1;
                if worse == 2 {
                    break;
                }
            }
        }
        if let Some((_, fields)) = best {
            learnt.fields = fields;
        }
        learnt
    }
}

impl Learnt {
    /// The spans of a head in a sequence of keys.
    #[must_use]
    pub fn spans(&self, head: usize, keys: &[Vec<u32>]) -> Vec<TaggedSpan> {
        self.fields
            .get(head)
            .map(|f| f.spans(keys, &self.keys))
            .unwrap_or_default()
    }

    /// Sets what a head's probabilities mean, from spans held out with whether they were right: the line that errs least.
    pub fn calibrate(&mut self, head: usize, spans: &[(f32, bool)]) {
        let count = spans.len() as f64;
        let Some(cell) = self.calibration.get_mut(head).filter(|_| count > 50.0) else {
            return;
        };
        let mean_x = spans.iter().map(|(p, _)| f64::from(*p)).sum::<f64>() / count;
        let mean_y = spans.iter().filter(|(_, right)| *right).count() as f64 / count;
        let (mut over, mut under) = (0.0, 0.0);
        for (p, right) in spans {
            let dx = f64::from(*p) - mean_x;
            over += dx * (f64::from(u8::from(*right)) - mean_y);
            under += dx * dx;
        }
        if under > 0.0 {
            let slope = (over / under).clamp(0.0, 2.0);
            *cell = (slope as f32, (mean_y - slope * mean_x) as f32);
        }
    }
}

/// An order that depends on a number alone.
fn shuffle(order: &mut [usize], seed: u32) {
    order.sort_unstable();
    for i in (1..order.len()).rev() {
        let random = join(join(0x5EED, seed), i as u32);
        order.swap(i, random as usize % (i + 1));
    }
}

/// What stands for no key.
const UNKNOWN: u32 = u32::MAX;
/// Weights of a row, a head.
type Row = [f32; LABELS];
