//! Agreement over a corpus: many cases, each in the same two languages.

use std::collections::BTreeMap;
use std::fmt::Write;

use epicrisis_record::Kind;
use serde::Serialize;

use super::Comparison;
use super::facts::Agreement;

/// So many different disagreements are counted; beyond them only those already known. It bounds the memory.
const DIFFERENT: usize = 200_000;

/// Counts comparisons of two tellings each. The order in which they are added does not matter, as long as there are not
/// more different disagreements than are counted.
#[derive(Clone, Debug, Default)]
pub struct Pairs {
    pairs: u64,
    kinds: BTreeMap<&'static str, Share>,
    faults: BTreeMap<&'static str, u64>,
    disagreements: BTreeMap<(String, String, String), (u64, String)>,
}

/// How many facts are agreed on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Share {
    /// Both say it, and the same of it.
    pub agreed: u64,
    /// Both say it, but not the same of it.
    pub differs: u64,
    /// Only the first says it.
    pub first_only: u64,
    /// Only the second says it.
    pub second_only: u64,
}

impl Share {
    /// The agreed part, from 0 to 1; 1 where there is nothing.
    #[must_use]
    pub fn agreement(&self) -> f64 {
        let all = self.agreed + self.differs + self.first_only + self.second_only;
        if all == 0 { 1.0 } else { self.agreed as f64 / all as f64 }
    }

    fn add(&mut self, other: &Self) {
        self.agreed += other.agreed;
        self.differs += other.differs;
        self.first_only += other.first_only;
        self.second_only += other.second_only;
    }
}

/// A disagreement, and how often it was met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Common {
    /// A fault's code, or `first-only`, `second-only`, or what is said differently (`presence`, `value`, …).
    pub what: String,
    /// The concept's label, or the words of the first telling.
    pub about: String,
    /// The words of the second telling, where a word is odd.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub instead: String,
    /// In how many places.
    pub count: u64,
    /// The first case in which it was met.
    pub case: String,
}

/// What was counted over a corpus.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// The first language or folder.
    pub first: String,
    /// The second.
    pub second: String,
    /// How many pairs were compared.
    pub pairs: u64,
    /// The share of facts that both agree on, from 0 to 1.
    pub agreement: f64,
    /// By kind of fact, the counts.
    pub kinds: BTreeMap<&'static str, Share>,
    /// Faults by code.
    pub faults: BTreeMap<&'static str, u64>,
    /// The commonest disagreements.
    pub disagreements: Vec<Common>,
}

impl Pairs {
    /// Counts what two tellings of a case agree on.
    pub fn add(&mut self, case: &str, comparison: &Comparison) {
        self.pairs += 1;
        for fact in &comparison.facts {
            let share = self.kinds.entry(Kind::as_str(fact.kind)).or_default();
            let only = match (fact.agreement, fact.said.first().map(|s| s.telling)) {
                (Agreement::All, _) => {
                    share.agreed += 1;
                    continue;
                }
                (Agreement::Differs, _) => {
                    share.differs += 1;
                    for aspect in &fact.differs {
                        self.count(case, aspect.as_str(), &fact.label, "");
                    }
                    continue;
                }
                (Agreement::Some, Some(0)) => {
                    share.first_only += 1;
                    "first-only"
                }
                (Agreement::Some, _) => {
                    share.second_only += 1;
                    "second-only"
                }
            };
            self.count(case, only, &fact.label, "");
        }
        for fault in &comparison.faults {
            *self.faults.entry(fault.code.code()).or_default() += 1;
            let words = |t: usize| {
                fault
                    .place(t)
                    .map(|p| p.text.as_str())
                    .filter(|t| t.chars().count() <= 40)
            };
            if let (Some(a), Some(b)) = (words(0), words(1)) {
                self.count(case, fault.code.code(), &a.to_lowercase(), &b.to_lowercase());
            } else {
                self.count(case, fault.code.code(), &fault.about, "");
            }
        }
    }

    fn count(&mut self, case: &str, what: &str, about: &str, instead: &str) {
        let key = (what.to_owned(), about.to_owned(), instead.to_owned());
        let room = self.disagreements.len() < DIFFERENT;
        match self.disagreements.get_mut(&key) {
            Some((count, _)) => *count += 1,
            None if room => {
                self.disagreements.insert(key, (1, case.to_owned()));
            }
            None => {}
        }
    }

    /// What was counted, with so many of the commonest disagreements.
    #[must_use]
    pub fn report(&self, first: &str, second: &str, most: usize) -> Report {
        let mut all = Share::default();
        self.kinds.values().for_each(|share| all.add(share));
        let mut common: Vec<Common> = self
            .disagreements
            .iter()
            .map(|((what, about, instead), (count, case))| Common {
                what: what.clone(),
                about: about.clone(),
                instead: instead.clone(),
                count: *count,
                case: case.clone(),
            })
            .collect();
        common.sort_by(|a, b| {
            b.count
                .cmp(&a.count)
                .then_with(|| (&a.what, &a.about, &a.instead).cmp(&(&b.what, &b.about, &b.instead)))
        });
        common.truncate(most);
        Report {
            first: first.to_owned(),
            second: second.to_owned(),
            pairs: self.pairs,
            agreement: (all.agreement() * 1e4).round() / 1e4,
            kinds: self.kinds.clone(),
            faults: self.faults.clone(),
            disagreements: common,
        }
    }
}

impl Report {
    /// For a person to read. Ends with a line end.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = String::new();
        // Writing to a string cannot fail.
        let _ = self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) -> std::fmt::Result {
        writeln!(
            out,
            "{} and {}: {} pairs, {:.1} % of facts agreed",
            self.first,
            self.second,
            self.pairs,
            100.0 * self.agreement
        )?;
        writeln!(
            out,
            "\n{:<14} {:>7} {:>8} {:>8} {:>11} {:>12}",
            "kind", "agreed", "", "differs", "first only", "second only"
        )?;
        for (kind, share) in &self.kinds {
            writeln!(
                out,
                "{kind:<14} {:>7} {:>6.1} % {:>8} {:>11} {:>12}",
                share.agreed,
                100.0 * share.agreement(),
                share.differs,
                share.first_only,
                share.second_only
            )?;
        }
        writeln!(out, "\nfaults")?;
        for (code, count) in &self.faults {
            writeln!(out, "{count:>7}  {code}")?;
        }
        writeln!(out, "\ncommonest disagreements")?;
        for common in &self.disagreements {
            let instead = if common.instead.is_empty() {
                String::new()
            } else {
                format!(" | {}", common.instead)
            };
            writeln!(
                out,
                "{:>7}  {:<18} {}{instead}   ({})",
                common.count, common.what, common.about, common.case
            )?;
        }
        Ok(())
    }
}
