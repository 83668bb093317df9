//! One head's field: its weights, and how they are learnt.

use std::collections::HashMap;

use super::{Example, Options, Row, UNKNOWN};
use crate::chain::{Decoder, Labels, TaggedSpan, Transitions, ends};
use crate::key::join;
use crate::{LABELS, Model};

/// The weights of a head, with what AdaGrad knows of each.
#[derive(Clone, Debug)]
pub(super) struct Field {
    head: usize,
    pub(super) rows: Vec<Row>,
    pub(super) transitions: Transitions,
    /// Where weights are drawn to: those of the model that is adapted; empty for nothing.
    base: Vec<Row>,
    squares: Vec<Row>,
    transition_squares: Transitions,
    /// The mean of the weights over the epochs so far: steadier than the last.
    pub(super) mean: Vec<Row>,
    pub(super) mean_transitions: Transitions,
    epochs: usize,
    room: Room,
}

#[derive(Clone, Debug, Default)]
struct Room {
    scores: Vec<[f32; LABELS]>,
    ahead: Vec<[f32; LABELS]>,
    behind: Vec<[f32; LABELS]>,
}

impl Field {
    pub(super) fn new(
        head: usize,
        count: usize,
        base: Option<&Model<'_>>,
        name: &str,
        keys: &HashMap<u32, u32>,
    ) -> Self {
        let mut rows = vec![[0.0; LABELS]; count];
        let mut transitions = [[0.0; LABELS]; LABELS];
        let theirs = base.and_then(|b| Some((b, b.heads().enumerate().find(|(_, h)| h.name() == name)?)));
        if let Some((model, (at, head))) = theirs {
            for (key, row) in model.rows() {
                if let (Some(own), Some(part)) = (keys.get(&key), row.get(at * LABELS..)) {
                    for (weight, step) in rows[*own as usize].iter_mut().zip(part) {
                        *weight = f32::from(*step) * head.scale();
                    }
                }
            }
            transitions = *head.transitions();
        }
        Self {
            head,
            base: if theirs.is_some() { rows.clone() } else { Vec::new() },
            mean: rows.clone(),
            mean_transitions: transitions,
            epochs: 0,
            rows,
            transitions,
            squares: vec![[0.0; LABELS]; count],
            transition_squares: [[0.0; LABELS]; LABELS],
            room: Room::default(),
        }
    }

    /// Goes through all examples once.
    pub(super) fn epoch(&mut self, examples: &[Example], order: &[usize], epoch: usize, options: &Options) {
        for &at in order {
            let example = &examples[at];
            if example
                .labels
                .get(self.head)
                .is_some_and(|l| l.len() == example.keys.len() && !l.is_empty())
            {
                self.step(example, join(epoch as u32, at as u32), options);
            }
        }
        self.epochs += 1;
        let share = 1.0 / self.epochs as f32;
        let means = self.mean.iter_mut().chain(&mut self.mean_transitions).flatten();
        for (mean, weight) in means.zip(self.rows.iter().chain(&self.transitions).flatten()) {
            *mean += (weight - *mean) * share;
        }
    }

    /// One step by one example.
    fn step(&mut self, example: &Example, seed: u32, options: &Options) {
        let labels = &example.labels[self.head];
        let hidden = (options.hidden * u32::MAX as f32) as u32;
        let hides = |place: usize| join(seed, place as u32) < hidden;
        let count = example.keys.len();
        let mut room = std::mem::take(&mut self.room);
        room.scores.clear();
        for (place, keys) in example.keys.iter().enumerate() {
            room.scores
                .push(Self::score(&self.rows, seen(keys, example.names, hides(place))));
        }
        let total = self.sums(&mut room);
        for (place, keys) in example.keys.iter().enumerate() {
            let mut gradient = [0.0; LABELS];
            for (label, slot) in gradient.iter_mut().enumerate() {
                *slot = (room.ahead[place][label] + room.behind[place][label] - total).exp();
            }
            gradient[usize::from(labels[place])] -= 1.0;
            if gradient.iter().all(|g| g.abs() < 1e-4) {
                continue;
            }
            for slot in &mut gradient {
                *slot *= example.weight;
            }
            for &key in seen(keys, example.names, hides(place)) {
                self.move_row(key, &gradient, options);
            }
        }
        for place in 0..count {
            let was = if place == 0 { Labels::OUT } else { labels[place - 1] };
            for before in 0..LABELS {
                let into = match place {
                    0 if before == usize::from(Labels::OUT) => 0.0,
                    0 => f32::NEG_INFINITY,
                    _ => room.ahead[place - 1][before],
                };
                for label in (0..LABELS).filter(|l| Labels::may_follow(before, *l)) {
                    let (score, on) = (room.scores[place][label], room.behind[place][label]);
                    let mut gradient = (into + self.transitions[before][label] + score + on - total).exp();
                    if usize::from(was) == before && usize::from(labels[place]) == label {
                        gradient -= 1.0;
                    }
                    let gradient = gradient * example.weight;
                    let square = &mut self.transition_squares[before][label];
                    *square += gradient * gradient;
                    self.transitions[before][label] -= options.rate * gradient / (square.sqrt() + 1e-3);
                }
            }
        }
        self.room = room;
    }

    fn move_row(&mut self, key: u32, gradient: &Row, options: &Options) {
        let Some(row) = self.rows.get_mut(key as usize) else {
            return;
        };
        let base = self.base.get(key as usize).copied().unwrap_or_default();
        let squares = &mut self.squares[key as usize];
        for label in 0..LABELS {
            let g = gradient[label] + options.decay * (row[label] - base[label]);
            squares[label] += g * g;
            row[label] -= options.rate * g / (squares[label].sqrt() + 1e-2);
        }
    }

    fn score(rows: &[Row], keys: &[u32]) -> Row {
        let mut sums = [0.0; LABELS];
        for key in keys {
            if let Some(row) = rows.get(*key as usize) {
                for (sum, weight) in sums.iter_mut().zip(row) {
                    *sum += weight;
                }
            }
        }
        sums
    }

    /// The logarithms of the sums of all ways to each label and on from it; returns that of all ways.
    fn sums(&self, room: &mut Room) -> f32 {
        let count = room.scores.len();
        room.ahead.clear();
        let mut before = [f32::NEG_INFINITY; LABELS];
        before[0] = 0.0;
        for score in &room.scores {
            let mut sums = [f32::NEG_INFINITY; LABELS];
            for (label, sum) in sums.iter_mut().enumerate() {
                let ways = (0..LABELS).filter(|b| Labels::may_follow(*b, label));
                *sum = score[label] + log_sum(ways.map(|b| before[b] + self.transitions[b][label]));
            }
            room.ahead.push(sums);
            before = sums;
        }
        let mut after = [f32::NEG_INFINITY; LABELS];
        ends().for_each(|l| after[l] = 0.0);
        room.behind.clear();
        room.behind.resize(count, after);
        for at in (1..count).rev() {
            let score = room.scores[at];
            let behind = room.behind[at];
            for label in 0..LABELS {
                let ways = (0..LABELS).filter(|n| Labels::may_follow(label, *n));
                room.behind[at - 1][label] = log_sum(ways.map(|n| self.transitions[label][n] + score[n] + behind[n]));
            }
        }
        log_sum(ends().map(|l| before[l]))
    }

    /// The spans in a sequence of keys as they are outside of the learning.
    pub(super) fn spans(&self, keys: &[Vec<u32>], known: &HashMap<u32, u32>) -> Vec<TaggedSpan> {
        let scores: Vec<[f32; LABELS]> = keys
            .iter()
            .map(|place| {
                let own: Vec<u32> = place.iter().map(|k| known.get(k).copied().unwrap_or(UNKNOWN)).collect();
                Self::score(&self.mean, &own)
            })
            .collect();
        let mut out = Vec::new();
        Decoder::default().spans(&scores, &self.mean_transitions, |_, _| {}, |span| out.push(span));
        out
    }
}

/// The keys that are looked at: all, or those that do not name the word.
fn seen(keys: &[u32], names: usize, hides: bool) -> &[u32] {
    if hides {
        keys.get(names..).unwrap_or_default()
    } else {
        keys
    }
}

fn log_sum(ways: impl Iterator<Item = f32> + Clone) -> f32 {
    let top = ways.clone().fold(f32::NEG_INFINITY, f32::max);
    if top == f32::NEG_INFINITY {
        return top;
    }
    top + ways.map(|w| (w - top).exp()).sum::<f32>().ln()
}
