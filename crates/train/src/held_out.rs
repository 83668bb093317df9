//! How well labels agree.

use epicrisis_tagger::{Label, Labels};

/// Spans of one head against the annotated ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Agreement {
    /// Annotated.
    pub gold: usize,
    /// Made.
    pub made: usize,
    /// Of the made, those that are the same stretch as an annotated one.
    pub exact: usize,
    /// Of the made, those that share a place with an annotated one.
    pub right: usize,
    /// Of the annotated, those that share a place with a made one.
    pub found: usize,
}

impl Agreement {
    /// Adds another's.
    pub fn add(&mut self, other: Self) {
        self.gold += other.gold;
        self.made += other.made;
        self.exact += other.exact;
        self.right += other.right;
        self.found += other.found;
    }

    /// The harmonic mean of precision and recall, by the same stretch.
    #[must_use]
    pub fn strict(self) -> f64 {
        mean(self.exact, self.made, self.exact, self.gold)
    }

    /// The same, by a shared place.
    #[must_use]
    pub fn overlapping(self) -> f64 {
        mean(self.right, self.made, self.found, self.gold)
    }
}

fn mean(right: usize, made: usize, found: usize, gold: usize) -> f64 {
    let share = |a: usize, b: usize| if b == 0 { 0.0 } else { a as f64 / b as f64 };
    let (p, r) = (share(right, made), share(found, gold));
    if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
}

/// Compares stretches, both ends included, with the labels of a sequence.
#[must_use]
pub(crate) fn agreement(labels: &[Label], made: &[(u32, u32)]) -> Agreement {
    let mut gold = Vec::new();
    let mut first = 0;
    for (at, label) in labels.iter().enumerate() {
        match *label {
            Labels::BEGIN => first = at,
            Labels::END => gold.push((first as u32, at as u32)),
            Labels::SINGLE => gold.push((at as u32, at as u32)),
            _ => {}
        }
    }
    let meets = |a: &(u32, u32), b: &(u32, u32)| a.0 <= b.1 && b.0 <= a.1;
    Agreement {
        gold: gold.len(),
        made: made.len(),
        exact: made.iter().filter(|m| gold.contains(m)).count(),
        right: made.iter().filter(|m| gold.iter().any(|g| meets(g, m))).count(),
        found: gold.iter().filter(|g| made.iter().any(|m| meets(g, m))).count(),
    }
}
