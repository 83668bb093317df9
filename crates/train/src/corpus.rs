//! Annotated documents, as sequences to learn from.

use epicrisis_brat::Annotation;
use epicrisis_extract::{Engine, Input, Seen};
use epicrisis_record::Kind;
use epicrisis_tagger::{Label, Labels};
use epicrisis_tagger::train::Example;

/// A kind of span to learn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The kind of the mentions it makes; its name in the model.
    pub kind: Kind,
    /// The annotations' label.
    pub label: &'static str,
}

/// All kinds that can be learnt.
pub const HEADS: [Head; 6] = [
    Head { kind: Kind::Problem, label: "PROBLEM" },
    Head { kind: Kind::Finding, label: "FINDING" },
    Head { kind: Kind::Procedure, label: "PROCEDURE" },
    Head { kind: Kind::Medication, label: "MEDICATION" },
    Head { kind: Kind::Organism, label: "ORGANISM" },
    Head { kind: Kind::BodySite, label: "BODYSITE" },
];

/// An annotated document, as sequences.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// Its name; tellings of one case have one name, and are never parted between learning and trying.
    pub name: String,
    /// Its sentences: what is seen, and a label a place and a head; none for a head of which nothing is known.
    pub sentences: Vec<Example>,
}

/// Documents annotated by one guideline.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    /// The documents.
    pub lessons: Vec<Lesson>,
}

impl Corpus {
    /// Reads documents: name, text, language where it is known, and annotations. `heads`: which are learnt; a head whose label is
    /// in no document is unknown in all.
    pub fn read<'t>(
        engine: &Engine<'_>,
        heads: &[Head],
        weight: f32,
        documents: impl IntoIterator<Item = (&'t str, &'t str, Option<&'t str>, &'t [Annotation])> + Clone,
    ) -> Self {
        let known: Vec<bool> = heads
            .iter()
            .map(|head| documents.clone().into_iter().any(|(.., a)| a.iter().any(|a| a.label == head.label)))
            .collect();
        let lesson = |(name, text, language, annotations): (&str, &str, Option<&str>, &[Annotation])| {
            let seen = engine.seen(&Input { language, ..Input::new(name, text) });
            let sentence = |sentence: epicrisis_extract::SeenSentence| {
                let labels = heads.iter().zip(&known).map(|(head, known)| {
                    if !known {
                        return Vec::new();
                    }
                    let spans = annotations.iter().filter(|a| a.label == head.label && a.stretches.len() == 1);
                    labels(&sentence.places, spans.map(Annotation::hull).collect())
                });
                let labels = labels.collect();
                Example {
                    keys: sentence.keys,
                    names: Seen::NAMES,
                    labels,
                    weight,
                }
            };
            Lesson {
                name: name.to_owned(),
                sentences: seen.sentences.into_iter().map(sentence).collect(),
            }
        };
        Self {
            lessons: documents.into_iter().map(lesson).collect(),
        }
    }
}

/// The labels of the places of a sentence. Of spans that overlap the longest counts; one that no place lies in, or that goes
/// beyond the sentence, counts for what of it is here.
fn labels(places: &[epicrisis_record::Span], mut spans: Vec<epicrisis_record::Span>) -> Vec<Label> {
    let mut out = vec![Labels::OUT; places.len()];
    spans.sort_by_key(|s| (std::cmp::Reverse(s.end.0 - s.start.0), s.start));
    for span in spans {
        let first = places.partition_point(|p| p.end <= span.start);
        let end = places.partition_point(|p| p.start < span.end);
        if first >= end || out[first..end].iter().any(|l| *l != Labels::OUT) {
            continue;
        }
        if end - first == 1 {
            out[first] = Labels::SINGLE;
            continue;
        }
        out[first..end].fill(Labels::INSIDE);
        out[first] = Labels::BEGIN;
        out[end - 1] = Labels::END;
    }
    out
}
