//! Rows: the sentences of all tellings that say one thing.
//!
//! Each two tellings are aligned by what their sentences share, in order; sentences that are linked, directly or through
//! a third telling, make a row. What stands alone in its order and has its like elsewhere was moved.

use std::collections::HashMap;

use super::telling::Telling;

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

/// What a sentence is known by: pivots, numbers and concepts, sorted, as often as they occur.
type Keys = Vec<u64>;

/// Longer texts are aligned only near the diagonal.
const BAND: usize = 120;
/// What two sentences must share to be one, as a part of what they have.
const LEAST: f64 = 0.14;
/// Joining two sentences with one costs so much.
const JOIN: f64 = 0.4;
/// What sentences out of order must share, as a part of what they have; by chance they share little.
const SAME: f64 = 0.5;
/// What they must share where they stand not far from where they should.
const SAME_NEAR: f64 = 0.25;
/// So many sentences away is not far.
const NEAR: usize = 4;

/// The rows of some tellings, in the order that most agree on.
pub(super) fn rows(tellings: &[Telling<'_, '_>]) -> Vec<Row> {
    let keys: Vec<Vec<Keys>> = tellings.iter().map(keys).collect();
    let weights = weights(&keys);
    let starts: Vec<usize> = keys
        .iter()
        .scan(0, |sum, k| {
            let start = *sum;
            *sum += k.len();
            Some(start)
        })
        .collect();
    let total = keys.iter().map(Vec::len).sum();
    let mut union = Union::new(total);
    let mut moved = Vec::new();
    for a in 0..keys.len() {
        for b in a + 1..keys.len() {
            let pair = align(&keys[a], &keys[b], &weights);
            for (i, j) in pair.links {
                union.join(starts[a] + i, starts[b] + j);
            }
            moved.extend(pair.moved.into_iter().map(|(i, j)| ((a, i), (b, j))));
        }
    }
    for ((a, i), (b, j)) in &moved {
        union.join(starts[*a] + i, starts[*b] + j);
    }
    let mut of_root: HashMap<usize, usize> = HashMap::new();
    let mut rows: Vec<Row> = Vec::new();
    for (t, sentences) in keys.iter().enumerate() {
        let mut last = None;
        for (s, known) in sentences.iter().enumerate() {
            if known.is_empty() {
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
                    cells: vec![Vec::new(); keys.len()],
                    moved: vec![0; keys.len()],
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
    in_order(rows, &keys)
}

/// Rows by where their sentences stand on the average, the tellings that moved them left out.
fn in_order(rows: Vec<Row>, keys: &[Vec<Keys>]) -> Vec<Row> {
    let place = |row: &Row| {
        let stays = |t: &usize| row.moved[*t] == 0;
        let mut of: Vec<usize> = row.present().filter(stays).collect();
        if of.is_empty() {
            of = row.present().take(1).collect();
        }
        let sum: f64 = of
            .iter()
            .map(|t| (row.cells[*t][0] as f64 + 0.5) / keys[*t].len() as f64)
            .sum();
        sum / of.len().max(1) as f64
    };
    let mut placed: Vec<(f64, Row)> = rows.into_iter().map(|row| (place(&row), row)).collect();
    placed.sort_by(|a, b| a.0.total_cmp(&b.0));
    placed.into_iter().map(|(_, row)| row).collect()
}

/// What the sentences of a telling are known by.
fn keys(telling: &Telling<'_, '_>) -> Vec<Keys> {
    let outline = &telling.outline;
    let mut out: Vec<Keys> = vec![Vec::new(); outline.sentences.len()];
    for (s, words) in outline.sentences.iter().enumerate() {
        for word in &outline.words[words.clone()] {
            if let Some(pivot) = word.pivot.filter(|_| !word.class.is_small() && !word.class.joins()) {
                out[s].push(u64::from(pivot));
            } else if word.kind == epicrisis_text::TokenKind::Word && !word.class.is_small() && !word.class.joins() {
                // A word that no list has: alike only where it is written alike.
                out[s].push(3 << 60 | hash(&telling.letters(word.span).to_lowercase()));
            }
        }
    }
    for number in outline.numbers.iter().filter(|n| n.digits) {
        let s = telling.sentence_at(number.span);
        let read = number.readings.first().into_iter().chain(&number.more);
        out[s].extend(read.map(|n| 1 << 60 | n.to_bits() >> 8));
    }
    for mention in &telling.record.mentions {
        if let Some(id) = mention.concept_id() {
            out[telling.sentence_at(mention.span())].push(2 << 60 | hash(id));
        }
    }
    for keys in &mut out {
        keys.sort_unstable();
    }
    out
}

fn hash(text: &str) -> u64 {
    // FNV-1a: short, and the same everywhere.
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    hash >> 8
}

/// What is rare says more.
fn weights(keys: &[Vec<Keys>]) -> HashMap<u64, f64> {
    let mut count: HashMap<u64, usize> = HashMap::new();
    for key in keys.iter().flatten().flatten() {
        *count.entry(*key).or_default() += 1;
    }
    let tellings = keys.len().max(1) as f64;
    count
        .into_iter()
        .map(|(key, n)| (key, 1.0 / (1.0 + (n as f64 / tellings).max(1.0).ln())))
        .collect()
}

#[derive(Default)]
struct Pair {
    links: Vec<(usize, usize)>,
    moved: Vec<(usize, usize)>,
}

/// Sentences with the weights of what they are known by.
struct Weighed<'k> {
    keys: &'k [Keys],
    weights: &'k HashMap<u64, f64>,
    sums: Vec<f64>,
}

impl<'k> Weighed<'k> {
    fn new(keys: &'k [Keys], weights: &'k HashMap<u64, f64>) -> Self {
        let sum = |keys: &Keys| keys.iter().map(|k| weights[k]).sum();
        Self {
            sums: keys.iter().map(sum).collect(),
            keys,
            weights,
        }
    }

    /// The weight of what two sorted lists share.
    fn shared(&self, a: &[u64], b: &[u64]) -> f64 {
        let (mut i, mut j, mut sum) = (0, 0, 0.0);
        while i < a.len() && j < b.len() {
            match a[i].cmp(&b[j]) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    sum += self.weights[&a[i]];
                    (i, j) = (i + 1, j + 1);
                }
            }
        }
        sum
    }
}

/// Aligns the sentences of two tellings: in order, one with one or two, or with none.
fn align(a: &[Keys], b: &[Keys], weights: &HashMap<u64, f64>) -> Pair {
    let (wa, wb) = (Weighed::new(a, weights), Weighed::new(b, weights));
    let (n, m) = (a.len(), b.len());
    if n == 0 || m == 0 {
        return Pair::default();
    }
    let worth = |shared: f64, sum: f64| shared - LEAST * sum;
    let one = |i: usize, j: usize| worth(wa.shared(&a[i], &b[j]), wa.sums[i] + wb.sums[j]);
    let joined = |x: &Keys, y: &Keys| {
        let mut both: Keys = x.iter().chain(y).copied().collect();
        both.sort_unstable();
        both
    };
    let band = BAND.max(n.abs_diff(m) + 20);
    let centre = |i: usize| i * m / n;
    let mut best = vec![vec![0.0_f64; m + 1]; n + 1];
    // 0 none, 1 skip a, 2 skip b, 3 one to one, 4 two of a, 5 two of b.
    let mut from = vec![vec![0_u8; m + 1]; n + 1];
    for i in 0..=n {
        for j in 0..=m {
            if (i, j) == (0, 0) {
                continue;
            }
            if centre(i).abs_diff(j) > band {
                best[i][j] = f64::NEG_INFINITY;
                from[i][j] = if i > 0 { 1 } else { 2 };
                if i > 0 && best[i - 1][j] > best[i][j] {
                    best[i][j] = best[i - 1][j];
                }
                if j > 0 && best[i][j - 1] > best[i][j] {
                    (best[i][j], from[i][j]) = (best[i][j - 1], 2);
                }
                continue;
            }
            let mut top = (f64::NEG_INFINITY, 0);
            let mut take = |score: f64, way: u8| {
                if score > top.0 + 1e-9 {
                    top = (score, way);
                }
            };
            if i > 0 && j > 0 {
                take(best[i - 1][j - 1] + one(i - 1, j - 1), 3);
            }
            if i > 0 {
                take(best[i - 1][j], 1);
            }
            if j > 0 {
                take(best[i][j - 1], 2);
            }
            if i > 1 && j > 0 {
                let both = joined(&a[i - 2], &a[i - 1]);
                let sum = wa.sums[i - 2] + wa.sums[i - 1] + wb.sums[j - 1];
                take(best[i - 2][j - 1] + worth(wa.shared(&both, &b[j - 1]), sum) - JOIN, 4);
            }
            if i > 0 && j > 1 {
                let both = joined(&b[j - 2], &b[j - 1]);
                let sum = wa.sums[i - 1] + wb.sums[j - 2] + wb.sums[j - 1];
                take(best[i - 1][j - 2] + worth(wa.shared(&a[i - 1], &both), sum) - JOIN, 5);
            }
            (best[i][j], from[i][j]) = top;
        }
    }
    let mut out = Pair::default();
    let (mut i, mut j) = (n, m);
    while i > 0 || j > 0 {
        match from[i][j] {
            3 => {
                out.links.push((i - 1, j - 1));
                (i, j) = (i - 1, j - 1);
            }
            4 => {
                out.links.extend([(i - 1, j - 1), (i - 2, j - 1)]);
                (i, j) = (i - 2, j - 1);
            }
            5 => {
                out.links.extend([(i - 1, j - 1), (i - 1, j - 2)]);
                (i, j) = (i - 1, j - 2);
            }
            2 => j -= 1,
            _ => i -= 1,
        }
    }
    out.links.reverse();
    fill(&mut out.links, a, b);
    find_moved(&mut out, &wa, &wb);
    out
}

/// Links what is left over between the same neighbours, one with one, in order.
fn fill(links: &mut Vec<(usize, usize)>, a: &[Keys], b: &[Keys]) {
    let mut bounds: Vec<(usize, usize)> = links.iter().map(|(i, j)| (i + 1, j + 1)).collect();
    bounds.sort_unstable();
    bounds.push((a.len() + 1, b.len() + 1));
    let mut last = (0, 0);
    let mut more = Vec::new();
    for (i, j) in bounds {
        let left: Vec<usize> = (last.0..i.saturating_sub(1)).filter(|k| !a[*k].is_empty()).collect();
        let right: Vec<usize> = (last.1..j.saturating_sub(1)).filter(|k| !b[*k].is_empty()).collect();
        let alike = |x: usize, y: usize| {
            let (x, y) = (a[x].len(), b[y].len());
            x.max(y) <= 3 * x.min(y) + 1
        };
        if left.len() == right.len() && left.iter().zip(&right).all(|(x, y)| alike(*x, *y)) {
            more.extend(left.into_iter().zip(right));
        }
        last = (last.0.max(i), last.1.max(j));
    }
    links.extend(more);
}

/// Pairs what has no partner in order with its like elsewhere.
fn find_moved(pair: &mut Pair, a: &Weighed<'_>, b: &Weighed<'_>) {
    let free = |n: usize, used: &dyn Fn(&(usize, usize)) -> usize| -> Vec<usize> {
        let mut is = vec![true; n];
        pair.links.iter().for_each(|l| is[used(l)] = false);
        (0..n).filter(|k| is[*k]).collect()
    };
    let (left, right) = (free(a.keys.len(), &|l| l.0), free(b.keys.len(), &|l| l.1));
    let expected = |i: usize| {
        pair.links
            .iter()
            .filter(|l| l.0 < i)
            .map(|l| l.1 + 1)
            .max()
            .unwrap_or(0)
    };
    let near: Vec<usize> = left.iter().map(|i| expected(*i)).collect();
    for (i, expected) in left.into_iter().zip(near) {
        let alike = |j: usize| 2.0 * a.shared(&a.keys[i], &b.keys[j]) / (a.sums[i] + b.sums[j]).max(1e-9);
        let best = right.iter().map(|j| (alike(*j), *j)).max_by(|x, y| x.0.total_cmp(&y.0));
        let enough = |j: usize| if j.abs_diff(expected) <= NEAR { SAME_NEAR } else { SAME };
        if let Some((_, j)) = best.filter(|(alike, j)| *alike >= enough(*j) && a.sums[i] >= 0.8)
            && !pair.moved.iter().any(|(_, taken)| *taken == j)
        {
            pair.moved.push((i, j));
        }
    }
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
