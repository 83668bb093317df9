//! From annotated documents to a model.

use std::collections::BTreeSet;

use epicrisis_extract::{Engine, Model};
use epicrisis_record::Kind;
use epicrisis_tagger::key::letters;
use epicrisis_tagger::train::{LIKELY, Learnt, Options, Trainer};
use thiserror::Error;

use crate::corpus::{Folder, KINDS, Lesson, is_of, lessons};
use crate::held_out::{Agreement, agreement};

/// One document in so many is held out.
const HELD_OUT: u32 = 10;

/// How likely a span must be: as is best on what is held out. The first is taken where none is better. Below these, the same words
/// are found, and in other guidelines' texts more that is none.
const TRIED: [f32; 5] = [LIKELY, 0.3, 0.4, 0.45, 0.5];

/// Why nothing could be learnt.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum TrainError {
    /// No annotation is of a kind that can be learnt.
    #[error(
        "no annotation is of a kind that can be learnt: label them problem, finding, procedure, medication, organism or body-site"
    )]
    NoAnnotations,
    /// All documents have one name, or there are too few to hold some out.
    #[error(
        "too few documents: of {0} none can be held out to try what was learnt; give ten at least, of different names"
    )]
    TooFew(usize),
}

/// How an epoch went.
#[derive(Clone, Debug)]
pub struct Epoch {
    /// Counted from 1.
    pub number: usize,
    /// On what is held out.
    pub scores: Vec<Score>,
}

/// How well a kind is recognised in what is held out, by the chain alone.
#[derive(Clone, Copy, Debug)]
pub struct Score {
    /// The kind.
    pub kind: Kind,
    /// The counts.
    pub agreement: Agreement,
}

/// What was learnt.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The model, as a file holds it.
    pub bytes: Vec<u8>,
    /// What it was worth on what was held out, before that was learnt too.
    pub scores: Vec<Score>,
    /// How many epochs were best, for the kind that learnt longest.
    pub epochs: usize,
    /// How many documents there were, and how many of them were held out.
    pub documents: (usize, usize),
}

/// Learns a model. One document in ten is held out, and says when to stop; then all are learnt for as long. `base`: a model to be
/// adapted. The same documents give the same bytes.
///
/// # Errors
/// Where there is nothing to learn, or too little to try it on.
pub fn train(
    engine: &Engine<'_>,
    folders: &[Folder],
    base: Option<&Model<'_>>,
    options: &Options,
    mut each: impl FnMut(&Epoch),
) -> Result<Outcome, TrainError> {
    let annotated = |kind: Kind| {
        folders
            .iter()
            .flat_map(|f| &f.documents)
            .any(|d| d.gold.iter().any(|a| is_of(a, kind)))
    };
    let of_base: BTreeSet<Kind> = base
        .iter()
        .flat_map(|b| b.heads())
        .filter_map(|h| h.name().parse().ok())
        .collect();
    if !KINDS.into_iter().any(annotated) {
        return Err(TrainError::NoAnnotations);
    }
    let kinds: Vec<Kind> = KINDS
        .into_iter()
        .filter(|k| annotated(*k) || of_base.contains(k))
        .collect();
    let lessons: Vec<Lesson> = folders.iter().flat_map(|f| lessons(engine, f, &kinds)).collect();
    let held: Vec<&Lesson> = lessons.iter().filter(|l| is_held_out(&l.name)).collect();
    if held.is_empty() || held.len() == lessons.len() {
        return Err(TrainError::TooFew(lessons.len()));
    }

    let mut epochs = Vec::new();
    let tried =
        trainer(&kinds, options, lessons.iter().filter(|l| !is_held_out(&l.name))).learn(base, |number, learnt| {
            let scores: Vec<Score> = kinds
                .iter()
                .enumerate()
                .map(|(h, kind)| score(*kind, h, learnt, &held, LIKELY).0)
                .collect();
            epochs.push(scores.clone());
            let epoch = Epoch {
                number: number + 1,
                scores,
            };
            each(&epoch);
            epoch.scores.iter().map(|s| s.agreement.strict()).collect()
        });
    // Each kind is learnt for as long as was best for it.
    let best: Vec<usize> = (0..kinds.len())
        .map(|head| {
            let strict = |scores: &Vec<Score>| scores[head].agreement.strict();
            epochs.iter().enumerate().fold((0, f64::MIN), |(at, top), (n, scores)| {
                if strict(scores) > top {
                    (n, strict(scores))
                } else {
                    (at, top)
                }
            })
        })
        .map(|(at, _)| at)
        .collect();
    let most = best.iter().max().map_or(0, |b| b + 1);
    let mut all = trainer(
        &kinds,
        &Options {
            epochs: most,
            ..*options
        },
        &lessons,
    )
    .learn(base, |epoch, _| {
        let so_far = |best: &usize| if epoch <= *best { epoch as f64 } else { -1.0 };
        best.iter().map(so_far).collect()
    });
    let mut scores = Vec::new();
    for (head, kind) in kinds.iter().enumerate() {
        let tries = TRIED.map(|likely| (likely, score(*kind, head, &tried, &held, likely)));
        let strict = |of: &(f32, (Score, _))| of.1.0.agreement.strict();
        let best = tries
            .into_iter()
            .reduce(|a, b| if strict(&b) > strict(&a) { b } else { a });
        if let Some((likely, (score, spans))) = best {
            all.calibrate(head, likely, &spans);
            scores.push(score);
        }
    }
    Ok(Outcome {
        bytes: all.bytes(),
        scores,
        epochs: most,
        documents: (lessons.len(), held.len()),
    })
}

fn trainer<'l>(kinds: &[Kind], options: &Options, lessons: impl IntoIterator<Item = &'l Lesson>) -> Trainer {
    let mut trainer = Trainer::new(kinds.iter().map(|k| k.as_str().to_owned()).collect(), *options);
    for sentence in lessons.into_iter().flat_map(|l| &l.sentences) {
        trainer.add(sentence.clone());
    }
    trainer
}

/// Whether a document is one of those held out. By its name alone, so that adding documents moves no other.
fn is_held_out(name: &str) -> bool {
    letters(0x4E1D, name.as_bytes()).is_multiple_of(HELD_OUT)
}

/// How a head does on what is held out, where a span must be so likely; and each of its spans, with whether it is right.
fn score(kind: Kind, head: usize, learnt: &Learnt, held: &[&Lesson], likely: f32) -> (Score, Vec<(f32, bool)>) {
    let mut all = Agreement::default();
    let mut each = Vec::new();
    for sentence in held
        .iter()
        .flat_map(|l| &l.sentences)
        .filter(|s| !s.labels[head].is_empty())
    {
        let spans = learnt.spans(head, sentence, likely);
        let made: Vec<(u32, u32)> = spans.iter().map(|s| (s.first, s.last)).collect();
        all.add(agreement(&sentence.labels[head], &made));
        each.extend(
            spans
                .iter()
                .zip(&made)
                .map(|(s, m)| (s.probability, agreement(&sentence.labels[head], &[*m]).right > 0)),
        );
    }
    (Score { kind, agreement: all }, each)
}
