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
use crate::{LABELS, MOST_ROWS, Model};

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
    /// How often a sequence is seen as one in a language never met would be; 0 to 1.
    pub foreign: f32,
    /// The share of all that is seen that is passed over each time, so that nothing is relied on alone; 0 to below 1.
    pub dropped: f32,
    /// The size of a model, in rows of weights.
    pub most_rows: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            epochs: 5,
            rate: 0.05,
            decay: 2e-6,
            least: 2,
            hidden: 0.1,
            foreign: 0.2,
            dropped: 0.35,
            most_rows: 240_000,
        }
    }
}

/// What is seen at a place, and the places that it bears on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// What stands for it.
    pub key: u32,
    /// The first place that it bears on; may lie outside of the sequence.
    pub first: i32,
    /// How many places it bears on, [`crate::MOST_ROWS`] at most; always as many for a key.
    pub rows: u8,
    /// Of which of these it names what stands there, by a bit each.
    pub names: u8,
    /// Whether it means nothing in another language.
    pub local: bool,
}

/// A sequence with what is known of it.
#[derive(Clone, Debug, Default)]
pub struct Example {
    /// How many places it has.
    pub places: usize,
    /// What is seen.
    pub blocks: Vec<Block>,
    /// A label a place for each head; empty for a head of which nothing is known here.
    pub labels: Vec<Vec<Label>>,
    /// How much it counts: 1 for what a person annotated.
    pub weight: f32,
}

/// A sequence as the fields go through it.
#[derive(Clone, Debug)]
struct Lesson {
    /// The rows of each place, one place behind the other: those that name the place have [`NAMES`].
    rows: Vec<u32>,
    /// Where each place's rows begin, and where the last's end.
    starts: Vec<u32>,
    labels: Vec<Vec<Label>>,
    weight: f32,
}

/// A row that names its place.
const NAMES: u32 = 1 << 31;
/// A row that means nothing in another language.
const LOCAL: u32 = 1 << 30;

impl Lesson {
    fn new(places: usize, blocks: &[Block], keys: &HashMap<u32, Rows>) -> Self {
        let mut all: Vec<(u32, u32)> = Vec::new();
        for block in blocks {
            let Some(rows) = keys.get(&block.key) else { continue };
            for at in 0..rows.rows.min(block.rows) {
                let flags = (u32::from(block.names >> at & 1) * NAMES) | (u32::from(block.local) * LOCAL);
                if let Some(place) = u32::try_from(block.first + i32::from(at))
                    .ok()
                    .filter(|p| (*p as usize) < places)
                {
                    all.push((place, (rows.first + u32::from(at)) | flags));
                }
            }
        }
        all.sort_by_key(|(place, _)| *place);
        let starts = (0..=places).map(|p| all.partition_point(|(place, _)| (*place as usize) < p) as u32);
        Self {
            starts: starts.collect(),
            rows: all.iter().map(|(_, row)| *row).collect(),
            labels: Vec::new(),
            weight: 1.0,
        }
    }

    fn places(&self) -> usize {
        self.starts.len() - 1
    }

    fn at(&self, place: usize) -> &[u32] {
        &self.rows[self.starts[place] as usize..self.starts[place + 1] as usize]
    }
}

/// Where the rows of a key are among those of all.
#[derive(Clone, Copy, Debug)]
struct Rows {
    first: u32,
    rows: u8,
}

/// Learns.
#[derive(Debug)]
pub struct Trainer {
    names: Vec<String>,
    options: Options,
    /// All keys seen, with how often, and how many places they bear on.
    counts: HashMap<u32, (u32, u8)>,
    examples: Vec<Example>,
}

/// What was learnt, before it is written down.
#[derive(Debug)]
pub struct Learnt {
    names: Vec<String>,
    keys: HashMap<u32, Rows>,
    fields: Vec<Field>,
    calibration: Vec<Calibration>,
    most_rows: usize,
}

/// What a head's probabilities mean, and how likely a span of it must be.
#[derive(Clone, Copy, Debug)]
struct Calibration {
    slope: f32,
    offset: f32,
    likely: f32,
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
        for block in &example.blocks {
            let (count, rows) = self.counts.entry(block.key).or_default();
            *count += 1;
            *rows = (*rows).max(block.rows.min(MOST_ROWS as u8));
        }
        self.examples.push(example);
    }

    /// Learns, from nothing or from a model that is to be adapted. After each epoch `held_out` says how good what each head
    /// learnt so far is; the best of each is kept, and learning stops where two epochs brought no head anything better.
    pub fn learn(mut self, base: Option<&Model<'_>>, mut held_out: impl FnMut(usize, &Learnt) -> Vec<f64>) -> Learnt {
        let mut kept: Vec<(u32, u8)> = self
            .counts
            .iter()
            .filter(|(_, (n, _))| *n >= self.options.least)
            .map(|(key, (_, rows))| (*key, *rows))
            .collect();
        for (key, rows) in base.iter().flat_map(|b| b.keys()) {
            let seen = self.counts.get(&key).map_or(0, |(_, rows)| *rows);
            kept.push((key, seen.max((u8::BITS - rows.places.leading_zeros()) as u8)));
        }
        kept.sort_unstable_by_key(|(key, rows)| (*key, std::cmp::Reverse(*rows)));
        kept.dedup_by_key(|(key, _)| *key);
        let mut count = 0;
        let mut keys = HashMap::new();
        for (key, rows) in kept {
            keys.insert(key, Rows { first: count, rows });
            count += u32::from(rows);
        }
        let lessons: Vec<Lesson> = std::mem::take(&mut self.examples)
            .into_iter()
            .map(|example| Lesson {
                weight: example.weight,
                labels: example.labels,
                ..Lesson::new(example.places, &example.blocks, &keys)
            })
            .collect();
        let fields = self
            .names
            .iter()
            .enumerate()
            .map(|(head, name)| Field::new(head, count as usize, base, name, &keys));
        let mut learnt = Learnt {
            names: self.names.clone(),
            fields: fields.collect(),
            keys,
            calibration: vec![
                Calibration {
                    slope: 1.0,
                    offset: 0.0,
                    likely: LIKELY
                };
                self.names.len()
            ],
            most_rows: self.options.most_rows,
        };
        let mut order: Vec<usize> = (0..lessons.len()).collect();
        let mut best: Vec<Option<(f64, Field)>> = vec![None; self.names.len()];
        let mut worse = 0;
        for epoch in 0..self.options.epochs {
            shuffle(&mut order, epoch as u32);
            let (lessons, options, order) = (&lessons, &self.options, &order);
            std::thread::scope(|scope| {
                for field in &mut learnt.fields {
                    scope.spawn(move || field.epoch(lessons, order, epoch, options));
                }
            });
            worse += 1;
            let scores = held_out(epoch, &learnt);
            for ((best, field), score) in best.iter_mut().zip(&learnt.fields).zip(scores) {
                if best.as_ref().is_none_or(|(b, _)| score > *b) {
                    *best = Some((score, field.clone()));
                    worse = 0;
                }
            }
            if worse == 2 {
                break;
            }
        }
        for (field, best) in learnt.fields.iter_mut().zip(best) {
            if let Some((_, best)) = best {
                *field = best;
            }
        }
        learnt
    }
}

impl Learnt {
    /// The spans of a head in a sequence, where one must be so likely.
    #[must_use]
    pub fn spans(&self, head: usize, example: &Example, likely: f32) -> Vec<TaggedSpan> {
        let lesson = Lesson::new(example.places, &example.blocks, &self.keys);
        let field = self.fields.get(head);
        field.map(|f| f.spans(&lesson, likely)).unwrap_or_default()
    }

    /// Sets how likely a span of a head must be, and what its probabilities mean, from spans held out with whether they were right: the
    /// line that errs least.
    pub fn calibrate(&mut self, head: usize, likely: f32, spans: &[(f32, bool)]) {
        if let Some(cell) = self.calibration.get_mut(head) {
            cell.likely = likely;
        }
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
            (cell.slope, cell.offset) = (slope as f32, (mean_y - slope * mean_x) as f32);
        }
    }
}

/// How likely a span must be where nothing says better.
pub const LIKELY: f32 = 0.35;

/// An order that depends on a number alone.
fn shuffle(order: &mut [usize], seed: u32) {
    order.sort_unstable();
    for i in (1..order.len()).rev() {
        let random = join(join(0x5EED, seed), i as u32);
        order.swap(i, random as usize % (i + 1));
    }
}

/// Weights of a row, a head.
type Row = [f32; LABELS];
