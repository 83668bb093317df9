//! Precision, recall and F1.

use serde::Serialize;

/// How many there were, and how many of them agreed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Annotations.
    pub gold: usize,
    /// Mentions that count, those at neutral annotations aside.
    pub made: usize,
    /// Annotations that a mention meets.
    pub found: usize,
    /// Mentions that meet an annotation.
    pub right: usize,
}

/// What [`Counts`] amount to; `None` where nothing was counted.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Figures {
    /// Of what was made, how much is right.
    pub precision: Option<f64>,
    /// Of what there is, how much was found.
    pub recall: Option<f64>,
    /// Their harmonic mean.
    pub f1: Option<f64>,
}

impl Counts {
    /// Adds those of another document.
    pub fn add(&mut self, other: Self) {
        self.gold += other.gold;
        self.made += other.made;
        self.found += other.found;
        self.right += other.right;
    }

    /// Precision, recall and F1.
    #[must_use]
    #[allow(clippy::cast_precision_loss)] // Counts of annotations are far below 2^52.
    pub fn figures(self) -> Figures {
        let share = |part: usize, whole: usize| (whole > 0).then(|| part as f64 / whole as f64);
        let precision = share(self.right, self.made);
        let recall = share(self.found, self.gold);
        let f1 = match (precision, recall) {
            (Some(p), Some(r)) if p + r > 0.0 => Some(2.0 * p * r / (p + r)),
            (None, None) => None,
            // Nothing made where there was something, or the reverse: none of it agrees.
            _ => Some(0.0),
        };
        Figures { precision, recall, f1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_no_success_and_no_failure() {
        assert_eq!(Counts::default().figures().f1, None);
        let missed = Counts {
            gold: 2,
            ..Counts::default()
        };
        assert_eq!(missed.figures().f1, Some(0.0));
        let half = Counts {
            gold: 2,
            made: 1,
            found: 1,
            right: 1,
        };
        assert_eq!(half.figures().f1, Some(2.0 / 3.0));
    }
}
