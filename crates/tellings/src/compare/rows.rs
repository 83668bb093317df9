//! Rows: the sentences of all tellings that say one thing.
//!
//! Each two tellings are aligned; sentences that are linked, directly or through a third telling, make a row.

use std::collections::HashMap;
use std::ops::Range;

use crate::Telling;
use crate::align::stretches;

/// A row: of each telling the sentences that say it, none where it does not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// By telling, the places of its sentences, in order.
    pub(super) cells: Vec<Vec<usize>>,
    /// By telling, with how many others it agrees only out of order.
    pub(super) moved: Vec<usize>,
}

impl Row {
    /// The tellings that have it.
    pub(super) fn present(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.cells.len()).filter(|t| !self.cells[*t].is_empty())
    }
}

/// The rows of some tellings, in the order that most agree on.
pub(super) fn rows(tellings: &[Telling<'_>]) -> Vec<Row> {
    let says: Vec<Vec<bool>> = tellings.iter().map(says).collect();
    let starts: Vec<usize> = says
        .iter()
        .scan(0, |sum, k| {
            let start = *sum;
            *sum += k.len();
            Some(start)
        })
        .collect();
    let total = says.iter().map(Vec::len).sum();
    let mut union = Union::new(total);
    let mut moved = Vec::new();
    for a in 0..tellings.len() {
        for b in a + 1..tellings.len() {
            let of = |t: usize, words: Range<usize>| -> Vec<usize> {
                let list = tellings[t].words().get(words).unwrap_or_default();
                let mut all: Vec<usize> = list.iter().map(|w| w.sentence as usize).collect();
                all.dedup();
                all.retain(|s| says[t][*s]);
                all
            };
            let [sentences, _] = stretches(&tellings[a], &tellings[b]);
            for unit in sentences {
                let (own, theirs) = (of(a, unit.a), of(b, unit.b));
                let (Some(i), Some(j)) = (own.first(), theirs.first()) else {
                    continue;
                };
                own.iter().for_each(|s| union.join(starts[a] + s, starts[b] + j));
                theirs.iter().for_each(|s| union.join(starts[a] + i, starts[b] + s));
                if unit.moved {
                    moved.push(((a, *i), (b, *j)));
                }
            }
        }
    }
    let mut of_root: HashMap<usize, usize> = HashMap::new();
    let mut rows: Vec<Row> = Vec::new();
    for (t, sentences) in says.iter().enumerate() {
        let mut last = None;
        for (s, says) in sentences.iter().enumerate() {
            if !says {
                // What says nothing belongs to what stands before it.
                if let Some(row) = last {
                    let row: &mut Row = &mut rows[row];
                    row.cells[t].push(s);
                }
                continue;
            }
            let root = union.root(starts[t] + s);
            let row = *of_root.entry(root).or_insert_with(|| {
                rows.push(Row {
                    cells: vec![Vec::new(); tellings.len()],
                    moved: vec![0; tellings.len()],
                });
                rows.len() - 1
            });
            rows[row].cells[t].push(s);
            last = Some(row);
        }
    }
    for ((a, i), (b, _)) in moved {
        if let Some(row) = of_root.get(&union.root(starts[a] + i)) {
            rows[*row].moved[a] += 1;
            rows[*row].moved[b] += 1;
        }
    }
    in_order(rows, &says)
}

/// Rows by where their sentences stand on the average, the tellings that moved them left out.
fn in_order(rows: Vec<Row>, says: &[Vec<bool>]) -> Vec<Row> {
    let place = |row: &Row| {
        let stays = |t: &usize| row.moved[*t] == 0;
        let mut of: Vec<usize> = row.present().filter(stays).collect();
        if of.is_empty() {
            of = row.present().take(1).collect();
        }
        let sum: f64 = of
            .iter()
            .map(|t| (row.cells[*t][0] as f64 + 0.5) / says[*t].len() as f64)
            .sum();
        sum / of.len().max(1) as f64
    };
    let mut placed: Vec<(f64, Row)> = rows.into_iter().map(|row| (place(&row), row)).collect();
    placed.sort_by(|a, b| a.0.total_cmp(&b.0));
    placed.into_iter().map(|(_, row)| row).collect()
}

/// Which sentences of a telling say something: have a word, a number or a mention.
fn says(telling: &Telling<'_>) -> Vec<bool> {
    let words = telling.words();
    let speaks = |w: usize| {
        let word = &words[w];
        word.is_content()
            || telling.mention_of(w).is_some()
            || word.number.is_some_and(|n| words.numbers()[n as usize].digits)
    };
    words.sentences().map(|mut sentence| sentence.any(speaks)).collect()
}

/// Disjoint sets.
struct Union(Vec<usize>);

impl Union {
    fn new(n: usize) -> Self {
        Self((0..n).collect())
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        let (low, high) = (a.min(b), a.max(b));
        self.0[high] = low;
    }
}
