//! Which stretch is which: sentences of two tellings, or clauses of two sentences. The best way through both in their order, then
//! what was moved.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::Unit;
use super::features::Features;

/// What a stretch costs that is left out.
const SKIPPED: f64 = 0.3;
/// What each further stretch on a side costs.
const JOINED: f64 = 1.5;
/// What it costs that a stretch shares nothing with what it is told as.
const UNLIKE: f64 = 2.6;
/// What two stretches must share to be one, as a part of what both have.
const LEAST: f64 = 0.14;
/// What a factor e between the lengths costs.
const LENGTH: f64 = 0.6;
/// The most sentences that are told as one.
const MOST: usize = 4;
/// Up to so many pairs of sentences all are looked at.
const ALL: usize = 60_000;
/// Beyond, so many sentences on either side of what is certain.
const MARGIN: usize = 12;
/// Where nothing is certain for long, so many on either side of the straight line.
const WIDEST: usize = 200;
/// How alike two sentences must be to be the same in another place.
const MOVED: f64 = 0.4;
/// The same where they stand not far from where they should.
const MOVED_NEAR: f64 = 0.25;
/// So many stretches away is not far.
const NEAR: usize = 4;

/// How much a sentence has in common with others: the place of the other, and how much, by place.
type Row = Vec<(u32, f64)>;

struct Sides<'f> {
    /// The words of each sentence.
    a: Vec<Range<usize>>,
    b: Vec<Range<usize>>,
    /// What each sentence says, all told.
    total_a: Vec<f64>,
    total_b: Vec<f64>,
    common: Vec<Row>,
    /// The features of each.
    features_a: Vec<Vec<u32>>,
    features_b: Vec<Vec<u32>>,
    features: &'f Features,
}

/// A stretch that has no other in its order.
#[derive(Clone, Copy)]
struct Alone {
    own: usize,
    /// Where it would stand on the other side.
    there: usize,
    /// How many units stand before it.
    gap: usize,
}

/// How many stretches of each side belong together.
#[derive(Clone, Copy)]
struct Step(u8, u8);

/// Aligns stretches of words, in order on both sides.
pub(super) fn align(a: Vec<Range<usize>>, b: Vec<Range<usize>>, features: &Features) -> Vec<Unit> {
    let sides = Sides::new(a, b, features);
    let steps = sides.best();
    let mut units = Vec::with_capacity(steps.len());
    let (mut i, mut j) = (0, 0);
    let (mut only_a, mut only_b) = (Vec::new(), Vec::new());
    let mut gap = 0;
    for Step(m, n) in steps {
        let (to_i, to_j) = (i + usize::from(m), j + usize::from(n));
        match (m, n) {
            (_, 0) => only_a.push(Alone { own: i, there: j, gap }),
            (0, _) => only_b.push(Alone { own: j, there: i, gap }),
            _ => {
                units.push(sides.unit(i..to_i, j..to_j, false));
                gap += 1;
            }
        }
        (i, j) = (to_i, to_j);
    }
    units.extend(sides.moved(&mut only_a, &mut only_b));
    units.extend(sides.left_over(&mut only_a, &mut only_b));
    let start = |list: &[Range<usize>], at: usize| list.get(at).map_or(list.last().map_or(0, |r| r.end), |r| r.start);
    for only in only_a {
        let at = start(&sides.b, only.there);
        units.push(alone(sides.a[only.own].clone(), at..at));
    }
    for only in only_b {
        let at = start(&sides.a, only.there);
        units.push(alone(at..at, sides.b[only.own].clone()));
    }
    units
}

fn alone(a: Range<usize>, b: Range<usize>) -> Unit {
    Unit {
        a,
        b,
        moved: false,
        confidence: 0.0,
    }
}

impl<'f> Sides<'f> {
    fn new(a: Vec<Range<usize>>, b: Vec<Range<usize>>, features: &'f Features) -> Self {
        let total = |own: &Vec<u32>| own.iter().map(|f| features.weights[*f as usize]).sum();
        let (features_a, features_b) = (Features::within(&features.a, &a), Features::within(&features.b, &b));
        // For each feature the stretches of the second telling that have it, once for each time they do.
        let mut having: HashMap<u32, Vec<u32>> = HashMap::new();
        for (j, own) in features_b.iter().enumerate() {
            own.iter().for_each(|f| having.entry(*f).or_default().push(j as u32));
        }
        let mut sums = vec![0.0; b.len()];
        let mut touched: Vec<u32> = Vec::new();
        let mut row = |own: &Vec<u32>| {
            for same in own.chunk_by(|x, y| x == y) {
                let weight = features.weights[same[0] as usize];
                let Some(there) = having.get(&same[0]).filter(|_| weight > 0.0) else {
                    continue;
                };
                for there in there.chunk_by(|x, y| x == y) {
                    let sum: &mut f64 = &mut sums[there[0] as usize];
                    if *sum == 0.0 {
                        touched.push(there[0]);
                    }
                    *sum += weight * same.len().min(there.len()) as f64;
                }
            }
            touched.sort_unstable();
            touched
                .drain(..)
                .map(|j| (j, std::mem::take(&mut sums[j as usize])))
                .collect()
        };
        Self {
            total_a: features_a.iter().map(total).collect(),
            total_b: features_b.iter().map(total).collect(),
            common: features_a.iter().map(&mut row).collect(),
            a,
            b,
            features_a,
            features_b,
            features,
        }
    }

    /// What stands alone on both sides and is the same in another place.
    fn moved(&self, only_a: &mut Vec<Alone>, only_b: &mut Vec<Alone>) -> Vec<Unit> {
        let mut free_b: HashSet<usize> = only_b.iter().map(|o| o.own).collect();
        let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
        for only in only_a.iter() {
            let i = only.own;
            // Only what shares something can be the same.
            let theirs = self.common[i].iter().map(|(j, _)| *j as usize);
            for j in theirs.filter(|j| free_b.contains(j)) {
                let alike = self.alike(&(i..i + 1), &(j..j + 1));
                let enough = if only.there.abs_diff(j) <= NEAR {
                    MOVED_NEAR
                } else {
                    MOVED
                };
                if alike >= enough {
                    pairs.push((alike, i, j));
                }
            }
        }
        pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
        let mut told = HashSet::new();
        let mut out = Vec::new();
        for (_, i, j) in pairs {
            if !told.contains(&i) && free_b.remove(&j) {
                told.insert(i);
                out.push(self.unit(i..i + 1, j..j + 1, true));
            }
        }
        only_a.retain(|o| !told.contains(&o.own));
        only_b.retain(|o| free_b.contains(&o.own));
        out
    }

    /// What is left between the same stretches on both sides, one for one and of about a length: the same in other words.
    fn left_over(&self, only_a: &mut Vec<Alone>, only_b: &mut Vec<Alone>) -> Vec<Unit> {
        let mut out = Vec::new();
        let mut told = HashSet::new();
        for own in only_a.chunk_by(|x, y| x.gap == y.gap) {
            let gap = own[0].gap;
            let first = only_b.partition_point(|o| o.gap < gap);
            let theirs = only_b[first..].iter().take_while(|o| o.gap == gap).count();
            let pairs = || own.iter().zip(&only_b[first..]).map(|(x, y)| (x.own, y.own));
            if own.len() == theirs && pairs().all(|(i, j)| self.about_as_long(i, j)) {
                told.insert(gap);
                out.extend(pairs().map(|(i, j)| self.unit(i..i + 1, j..j + 1, false)));
            }
        }
        only_a.retain(|o| !told.contains(&o.gap));
        only_b.retain(|o| !told.contains(&o.gap));
        out
    }

    fn shared(&self, i: usize, j: usize) -> f64 {
        let row = &self.common[i];
        row.binary_search_by_key(&(j as u32), |(at, _)| *at)
            .map_or(0.0, |at| row[at].1)
    }

    /// The most that some sentences can share with others: what each shares with each.
    fn at_most(&self, a: &Range<usize>, b: &Range<usize>) -> f64 {
        let pairs = a.clone().flat_map(|i| b.clone().map(move |j| (i, j)));
        pairs.map(|(i, j)| self.shared(i, j)).sum()
    }

    /// What some sentences share with others, each feature as often as both have it.
    fn all_shared(&self, a: &Range<usize>, b: &Range<usize>) -> f64 {
        if a.len() == 1 && b.len() == 1 {
            return self.shared(a.start, b.start);
        }
        let features = |own: &[Vec<u32>], at: &Range<usize>| {
            let mut all = own[at.clone()].concat();
            all.sort_unstable();
            all
        };
        let (x, y) = (features(&self.features_a, a), features(&self.features_b, b));
        let (mut i, mut j, mut sum) = (0, 0, 0.0);
        while let (Some(f), Some(g)) = (x.get(i), y.get(j)) {
            if f == g {
                sum += self.features.weights[*f as usize];
            }
            (i, j) = (i + usize::from(f <= g), j + usize::from(g <= f));
        }
        sum
    }

    /// From 0 to 1.
    fn alike(&self, a: &Range<usize>, b: &Range<usize>) -> f64 {
        let total: f64 = self.total_a[a.clone()].iter().chain(&self.total_b[b.clone()]).sum();
        if total > 0.0 {
            (2.0 * self.all_shared(a, b) / total).min(1.0)
        } else {
            0.5
        }
    }

    fn unit(&self, a: Range<usize>, b: Range<usize>, moved: bool) -> Unit {
        let words = |list: &[Range<usize>], at: &Range<usize>| list[at.start].start..list[at.end - 1].end;
        Unit {
            confidence: self.alike(&a, &b),
            a: words(&self.a, &a),
            b: words(&self.b, &b),
            moved,
        }
    }

    /// What it is worth that some sentences tell the same as others, where it is worth more than `least`.
    fn worth(&self, a: Range<usize>, b: Range<usize>, best: f64) -> f64 {
        let words = |list: &[Range<usize>], at: &Range<usize>| (list[at.end - 1].end - list[at.start].start + 1) as f64;
        let length = (words(&self.a, &a) / words(&self.b, &b)).ln().abs();
        let joined = (a.len() + b.len() - 2) as f64;
        let total: f64 = self.total_a[a.clone()].iter().chain(&self.total_b[b.clone()]).sum();
        let cost = LENGTH * length + JOINED * joined + UNLIKE * self.unlike(&a, &b) as f64 + LEAST * total;
        // Most ways are ruled out without looking at what is shared.
        if self.at_most(&a, &b) - cost <= best {
            return f64::NEG_INFINITY;
        }
        self.all_shared(&a, &b) - cost
    }

    /// Whether neither of two sentences is over twice as long as the other.
    fn about_as_long(&self, i: usize, j: usize) -> bool {
        let (own, theirs) = (self.a[i].len() + 1, self.b[j].len() + 1);
        own <= 2 * theirs && theirs <= 2 * own
    }

    /// How many of some sentences that say something share nothing with the others.
    fn unlike(&self, a: &Range<usize>, b: &Range<usize>) -> usize {
        let (one, other) = (a.len() == 1, b.len() == 1);
        let pairs = a.clone().flat_map(|i| b.clone().map(move |j| (i, j)));
        let says = |i: usize, j: usize| {
            let (own, theirs) = (self.total_a[i] > 0.0, self.total_b[j] > 0.0);
            if one && other {
                own && theirs
            } else if one {
                theirs
            } else {
                own
            }
        };
        pairs
            .filter(|(i, j)| says(*i, *j) && self.shared(*i, *j) == 0.0)
            .count()
    }

    /// The best way through both.
    fn best(&self) -> Vec<Step> {
        let (rows, columns) = (self.a.len(), self.b.len());
        let band = self.band();
        let mut steps_to: Vec<Vec<(f64, Step)>> = Vec::with_capacity(rows + 1);
        let to = |table: &[Vec<(f64, Step)>], i: usize, j: usize| -> Option<f64> {
            let at = j.checked_sub(band[i].start)?;
            table.get(i)?.get(at).map(|c| c.0)
        };
        for i in 0..=rows {
            steps_to.push(Vec::with_capacity(band[i].len()));
            for j in band[i].clone() {
                let mut best = if (i, j) == (0, 0) {
                    (0.0, Step(0, 0))
                } else {
                    (f64::NEG_INFINITY, Step(0, 0))
                };
                let mut try_step = |m: usize, n: usize, worth: &dyn Fn(f64) -> f64| {
                    if m <= i
                        && n <= j
                        && let Some(before) = to(&steps_to, i - m, j - n)
                    {
                        let sum = before + worth(best.0 - before);
                        if sum > best.0 {
                            best = (sum, Step(m as u8, n as u8));
                        }
                    }
                };
                try_step(1, 1, &|least| self.worth(i - 1..i, j - 1..j, least));
                for more in 2..=MOST {
                    try_step(1, more, &|least| self.worth(i - 1..i, j - more..j, least));
                    try_step(more, 1, &|least| self.worth(i - more..i, j - 1..j, least));
                }
                try_step(1, 0, &|_| -SKIPPED);
                try_step(0, 1, &|_| -SKIPPED);
                steps_to[i].push(best);
            }
        }
        let (mut i, mut j) = (rows, columns);
        let mut steps = Vec::new();
        while (i, j) != (0, 0) {
            let step = steps_to[i][j - band[i].start].1;
            // There is always a way, since rows of the band meet.
            let Step(m, n) = step;
            if m == 0 && n == 0 {
                break;
            }
            steps.push(step);
            (i, j) = (i - usize::from(m), j - usize::from(n));
        }
        steps.reverse();
        steps
    }

    /// For each row of the table the columns that are looked at. Each meets the next.
    fn band(&self) -> Vec<Range<usize>> {
        let (rows, columns) = (self.a.len(), self.b.len());
        if rows * columns <= ALL {
            return vec![0..columns + 1; rows + 1];
        }
        let mut anchors = vec![(0, 0)];
        anchors.extend(self.anchors());
        anchors.push((rows, columns));
        let mut out = Vec::with_capacity(rows + 1);
        let mut at = 0;
        for i in 0..=rows {
            while at + 2 < anchors.len() && anchors[at + 1].0 < i {
                at += 1;
            }
            let (before, mut behind) = (anchors[at], at + 1);
            while behind + 1 < anchors.len() && anchors[behind].0 <= i {
                behind += 1;
            }
            let behind = anchors[behind];
            let mut range = before.1.saturating_sub(MARGIN)..(behind.1 + 2 + MARGIN).min(columns + 1);
            if range.len() > 2 * WIDEST {
                let share = (i - before.0) as f64 / (behind.0 - before.0).max(1) as f64;
                let slope = (behind.1 - before.1) as f64 / (behind.0 - before.0).max(1) as f64;
                let line = before.1 + (share * (behind.1 - before.1) as f64) as usize;
                let reach = WIDEST + slope.ceil() as usize;
                range = range.start.max(line.saturating_sub(reach))..range.end.min(line + reach);
            }
            out.push(range);
        }
        out[0].start = 0;
        out[rows].end = columns + 1;
        out
    }

    /// Pairs of sentences that are certain: what both have once each, in an order that both have.
    fn anchors(&self) -> Vec<(usize, usize)> {
        let mut place = vec![None; self.features.weights.len()];
        for (j, own) in self.features_b.iter().enumerate() {
            own.iter().for_each(|f| place[*f as usize] = Some(j));
        }
        let mut pairs = Vec::new();
        for (i, own) in self.features_a.iter().enumerate() {
            let once = own.iter().filter(|f| self.features.counts[**f as usize] == [1, 1]);
            pairs.extend(once.filter_map(|f| Some((i, place[*f as usize]?))));
        }
        pairs.sort_unstable();
        // Two such features, lest one that was made up leads astray.
        let sure = pairs
            .chunk_by(|x, y| x == y)
            .filter(|same| same.len() > 1)
            .map(|same| same[0]);
        longest(&sure.collect::<Vec<_>>())
    }
}

/// The longest run of pairs that rises on both sides.
fn longest(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // For each length the pair that ends such a run lowest, and for each pair the one before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before = vec![None; pairs.len()];
    for (at, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].1 < pair.1);
        // Of one sentence only one pair can be in the run.
        let from = length.checked_sub(1).map(|l| ends[l]);
        if from.is_some_and(|f| pairs[f].0 == pair.0) {
            continue;
        }
        before[at] = from;
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut run: Vec<_> = std::iter::successors(ends.last().copied(), |at| before[*at])
        .map(|at| pairs[at])
        .collect();
    run.reverse();
    run
}
