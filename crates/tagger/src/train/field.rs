//! One head's field: its weights, and how they are learnt.

use std::collections::HashMap;

use super::{LOCAL, Lesson, NAMES, Options, Row, Rows};
use crate::chain::{Chain, Decoder, Labels, TaggedSpan, Transitions, ends};
use crate::key::join;
use crate::{LABELS, Model, STEPS};

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
    /// The rows that count this time, one place behind the other, and where each place's end.
    rows: Vec<u32>,
    ends: Vec<usize>,
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
        keys: &HashMap<u32, Rows>,
    ) -> Self {
        let mut rows = vec![[0.0; LABELS]; count];
        let mut transitions = [[0.0; LABELS]; LABELS];
        let theirs = base.and_then(|b| Some((b, b.heads().enumerate().find(|(_, h)| h.name() == name)?)));
        if let Some((model, (of, head))) = theirs {
            for (key, theirs) in model.keys() {
                let Some(own) = keys.get(&key) else { continue };
                let places = (0..own.rows).filter(|at| theirs.places >> at & 1 == 1);
                for (at, row) in places.zip(theirs.weights()) {
                    let part = row.get(of * STEPS..).unwrap_or_default();
                    for (weight, step) in rows[(own.first + u32::from(at)) as usize][1..].iter_mut().zip(part) {
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

    /// Goes through all lessons once.
    pub(super) fn epoch(&mut self, lessons: &[Lesson], order: &[usize], epoch: usize, options: &Options) {
        for &at in order {
            let lesson = &lessons[at];
            let labels = lesson.labels.get(self.head);
            if labels.is_some_and(|l| l.len() == lesson.places() && !l.is_empty()) {
                self.step(lesson, join(epoch as u32, at as u32), options);
            }
        }
        self.epochs += 1;
        let share = 1.0 / self.epochs as f32;
        let means = self.mean.iter_mut().chain(&mut self.mean_transitions).flatten();
        for (mean, weight) in means.zip(self.rows.iter().chain(&self.transitions).flatten()) {
            *mean += (weight - *mean) * share;
        }
    }

    /// One step by one lesson.
    fn step(&mut self, lesson: &Lesson, seed: u32, options: &Options) {
        let labels = &lesson.labels[self.head];
        let count = lesson.places();
        let mut room = std::mem::take(&mut self.room);
        room.scores.clear();
        room.rows.clear();
        room.ends.clear();
        // What is kept stands for all.
        let share = 1.0 / (1.0 - options.dropped);
        let foreign = if chance(join(seed, FOREIGN), options.foreign) {
            LOCAL
        } else {
            0
        };
        for place in 0..count {
            let from = room.rows.len();
            kept(
                lesson.at(place),
                join(seed, place as u32),
                foreign,
                options,
                &mut room.rows,
            );
            let score = score(&self.rows, &room.rows[from..]);
            room.scores.push(score.map(|s| s * share));
            room.ends.push(room.rows.len());
        }
        let total = self.sums(&mut room);
        for place in 0..count {
            let mut gradient = [0.0; LABELS];
            for (label, slot) in gradient.iter_mut().enumerate() {
                *slot = (room.ahead[place][label] + room.behind[place][label] - total).exp();
            }
            gradient[usize::from(labels[place])] -= 1.0;
            if gradient.iter().all(|g| g.abs() < 1e-4) {
                continue;
            }
            for slot in &mut gradient {
                *slot *= lesson.weight * share;
            }
            let from = if place == 0 { 0 } else { room.ends[place - 1] };
            for row in &room.rows[from..room.ends[place]] {
                self.move_row(*row, &gradient, options);
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
                    let gradient = gradient * lesson.weight;
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

    /// The spans in a sequence as they are outside of the learning.
    pub(super) fn spans(&self, lesson: &Lesson, likely: f32) -> Vec<TaggedSpan> {
        let mut rows = Vec::new();
        let scores = (0..lesson.places()).map(|place| {
            rows.clear();
            rows.extend(lesson.at(place).iter().map(|row| row & ROW));
            score(&self.mean, &rows)
        });
        let mut out = Vec::new();
        let chain = Chain::new(&self.mean_transitions, 1.0, likely, 0.0);
        Decoder::default().learnt(&chain, scores, |span| out.push(span));
        out
    }
}

/// A number that no place has, to tell whether a lesson is seen as a foreign one.
const FOREIGN: u32 = u32::MAX;

fn chance(random: u32, share: f32) -> bool {
    random < (share * u32::MAX as f32) as u32
}

/// The rows of a place that are not passed over this time: none that names it where its name is hidden, none of the flags `passed`,
/// and of all others a share.
fn kept(rows: &[u32], seed: u32, passed: u32, options: &Options, out: &mut Vec<u32>) {
    let passed = passed | if chance(seed, options.hidden) { NAMES } else { 0 };
    // A generator of Marsaglia's: 0 alone would stay what it is.
    let mut random = seed | 1;
    for row in rows {
        random ^= random << 13;
        random ^= random >> 17;
        random ^= random << 5;
        if row & passed == 0 && !chance(random, options.dropped) {
            out.push(row & ROW);
        }
    }
}

/// A row's number without its flags.
const ROW: u32 = !(NAMES | LOCAL);

/// The sums of some rows.
fn score(rows: &[Row], own: &[u32]) -> Row {
    let mut sums = [0.0; LABELS];
    for row in own {
        for (sum, weight) in sums.iter_mut().zip(&rows[*row as usize]) {
            *sum += weight;
        }
    }
    sums
}

fn log_sum(ways: impl Iterator<Item = f32> + Clone) -> f32 {
    let top = ways.clone().fold(f32::NEG_INFINITY, f32::max);
    if top == f32::NEG_INFINITY {
        return top;
    }
    top + ways.map(|w| (w - top).exp()).sum::<f32>().ln()
}
