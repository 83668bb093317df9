//! How far reviewers agree, and how far the engine agrees with them.

use std::collections::{BTreeMap, BTreeSet};

use epicrisis_brat::Annotation;
use epicrisis_evaluate::{By, Figures, Measure, Measures, Score, Scorer};
use epicrisis_record::{Kind, Span};

use super::state::{mentions, standing, stretches};
use super::types::{
    AgreementAnswer, EvaluationAnswer, FiguresAnswer, KindScore, Origin, PairAgreement, ReviewMention, State,
};
use crate::store::Kept;

/// What two reviewers came to so far.
#[derive(Debug, Default)]
struct Pair {
    documents: u64,
    agreed: u64,
    of: u64,
    /// Mentions that the one leaves standing, that the other does, and that both do.
    standing: [u64; 3],
}

/// Counts documents, one after the other.
#[derive(Debug, Default)]
pub(crate) struct Agreement {
    pairs: BTreeMap<(String, String), Pair>,
}

/// What a reviewer leaves of a mention; nothing where it was rejected.
type Left = Option<(Kind, Option<String>, &'static str, Vec<Span>)>;

fn left(mention: &ReviewMention) -> Left {
    let concept = mention.concept.as_ref().map(|c| c.id.clone());
    let said = (mention.kind, concept, mention.presence.as_str(), stretches(mention));
    (mention.state != State::Rejected).then_some(said)
}

impl Agreement {
    pub(crate) fn add(&mut self, kept: &Kept) {
        let reviewers: BTreeSet<&str> = standing(kept, None).map(|c| c.reviewer.as_str()).collect();
        let said: Vec<(&str, BTreeMap<String, Left>)> = reviewers
            .into_iter()
            .map(|reviewer| {
                let own = mentions(kept, Some(reviewer))
                    .into_iter()
                    .filter(|m| m.state != State::Open);
                (reviewer, own.map(|m| (m.key.clone(), left(&m))).collect())
            })
            .collect();
        for (n, (a, of_a)) in said.iter().enumerate() {
            for (b, of_b) in &said[n + 1..] {
                let pair = self.pairs.entry(((*a).to_owned(), (*b).to_owned())).or_default();
                pair.add(of_a, of_b);
            }
        }
    }

    pub(crate) fn answer(self) -> AgreementAnswer {
        let pairs = self.pairs.into_iter().map(|((a, b), pair)| {
            let [of_a, of_b, both] = pair.standing;
            PairAgreement {
                a,
                b,
                documents: pair.documents,
                agreed: pair.agreed,
                of: pair.of,
                f1: (of_a + of_b > 0).then(|| share(2 * both, of_a + of_b)),
            }
        });
        AgreementAnswer { pairs: pairs.collect() }
    }
}

#[allow(clippy::cast_precision_loss)] // Counts of mentions are far below 2^52.
fn share(part: u64, whole: u64) -> f64 {
    part as f64 / whole as f64
}

impl Pair {
    fn add(&mut self, of_a: &BTreeMap<String, Left>, of_b: &BTreeMap<String, Left>) {
        self.documents += 1;
        // Mentions of the engine are met by their key; what was added, by what it is.
        let engines = |key: &&String| key.starts_with('t');
        let both: Vec<&String> = of_a
            .keys()
            .filter(engines)
            .filter(|key| of_b.contains_key(*key))
            .collect();
        for key in &both {
            let (a, b) = (&of_a[*key], &of_b[*key]);
            self.of += 1;
            self.agreed += u64::from(a == b);
            self.standing[0] += u64::from(a.is_some());
            self.standing[1] += u64::from(b.is_some());
            self.standing[2] += u64::from(a.is_some() && a == b);
        }
        let added = |of: &BTreeMap<String, Left>| -> BTreeSet<_> {
            let own = of
                .iter()
                .filter(|(key, _)| !engines(key))
                .filter_map(|(_, left)| left.clone());
            own.map(|(kind, concept, presence, spans)| (spans, kind, concept, presence))
                .collect()
        };
        let (a, b) = (added(of_a), added(of_b));
        let shared = a.intersection(&b).count() as u64;
        self.of += a.union(&b).count() as u64;
        self.agreed += shared;
        self.standing[0] += a.len() as u64;
        self.standing[1] += b.len() as u64;
        self.standing[2] += shared;
    }
}

/// Counts the engine's mentions against what people made of them.
pub(crate) struct Evaluation {
    scorer: Scorer,
    documents: u64,
}

/// The measure over all kinds.
const ALL: &str = "all";

impl Evaluation {
    pub(crate) fn new() -> Self {
        let measure = |name: &str, kinds: &[Kind]| Measure {
            name: name.to_owned(),
            gold: kinds.iter().map(|k| k.as_str().to_owned()).collect(),
            kinds: kinds.to_vec(),
            neutral: Vec::new(),
            needs: None,
            by: By::Span,
        };
        let kinds = Kind::ALL.iter().map(|kind| measure(kind.as_str(), &[*kind]));
        let all = std::iter::once(measure(ALL, Kind::ALL));
        Self {
            scorer: Scorer::new(Measures(all.chain(kinds).collect())),
            documents: 0,
        }
    }

    /// Counts a document. Mentions of which nobody said anything count for nobody: neither found right nor wrong.
    pub(crate) fn add(&mut self, kept: &Kept) {
        let said = mentions(kept, None);
        let decided: BTreeSet<u32> = said
            .iter()
            .filter(|m| m.origin == Origin::Engine && m.state != State::Open)
            .filter_map(|m| m.key.strip_prefix('t')?.parse().ok())
            .collect();
        let gold: Vec<Annotation> = said
            .iter()
            .filter(|m| !matches!(m.state, State::Open | State::Rejected))
            .map(|m| Annotation {
                id: m.key.clone(),
                label: m.kind.as_str().to_owned(),
                stretches: stretches(m),
                text: m.text.clone(),
                attributes: Vec::new(),
                normalisations: Vec::new(),
                notes: Vec::new(),
            })
            .collect();
        let mut record = kept.record.clone();
        record.mentions.retain(|m| decided.contains(&m.id.0));
        self.scorer.add(&gold, &record);
        self.documents += 1;
    }

    pub(crate) fn answer(self) -> EvaluationAnswer {
        let report = self.scorer.report(0);
        let (all, kinds): (Vec<Score>, Vec<Score>) = report.total.into_iter().partition(|score| score.measure == ALL);
        EvaluationAnswer {
            documents: self.documents,
            total: all.into_iter().map(score).next(),
            kinds: kinds.into_iter().map(score).collect(),
        }
    }
}

fn score(score: Score) -> KindScore {
    let figures = |f: Figures| FiguresAnswer {
        precision: f.precision,
        recall: f.recall,
        f1: f.f1,
    };
    KindScore {
        kind: score.measure,
        gold: score.overlapping_counts.gold as u64,
        made: score.overlapping_counts.made as u64,
        strict: figures(score.strict),
        overlapping: figures(score.overlapping),
    }
}
