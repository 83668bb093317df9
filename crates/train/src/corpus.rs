//! Annotated documents, as sequences to learn from.

use epicrisis_brat::Annotation;
use epicrisis_extract::{Engine, Input, SeenBlock, SeenSentence};
use epicrisis_record::{Kind, Span};
use epicrisis_tagger::train::{Block, Example};
use epicrisis_tagger::{Label, Labels};

/// The kinds that can be learnt.
pub(crate) const KINDS: [Kind; 6] = [
    Kind::Problem,
    Kind::Finding,
    Kind::Procedure,
    Kind::Medication,
    Kind::Organism,
    Kind::BodySite,
];

/// An annotated document.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its name. Documents of one name are tellings of one case, and never parted between learning and trying.
    pub name: String,
    /// Its text.
    pub text: String,
    /// The code of its language, where it is known.
    pub language: Option<String>,
    /// Its annotations, in code points of the text. Labels are names of kinds, in any capitals, with or without hyphens.
    pub gold: Vec<Annotation>,
}

/// Documents annotated by one guideline. A kind that is annotated in none of them is unknown in all.
#[derive(Clone, Debug)]
pub struct Folder {
    /// The documents.
    pub documents: Vec<Document>,
    /// How much they count: 1 for what a person annotated, less for what was carried there.
    pub weight: f32,
}

/// A document as sequences.
#[derive(Clone, Debug)]
pub(crate) struct Lesson {
    pub(crate) name: String,
    pub(crate) sentences: Vec<Example>,
}

/// Whether an annotation is of a kind.
pub(crate) fn is_of(annotation: &Annotation, kind: Kind) -> bool {
    let letters = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    letters(&annotation.label) == letters(kind.as_str())
}

/// The documents of a folder as sequences, with labels for some kinds.
pub(crate) fn lessons(engine: &Engine<'_>, folder: &Folder, kinds: &[Kind]) -> Vec<Lesson> {
    let known: Vec<bool> = kinds
        .iter()
        .map(|kind| folder.documents.iter().any(|d| d.gold.iter().any(|a| is_of(a, *kind))))
        .collect();
    let lesson = |document: &Document| {
        let input = Input {
            language: document.language.as_deref(),
            ..Input::new(&document.name, &document.text)
        };
        // What is in pieces has no place in a chain.
        let whole = || document.gold.iter().filter(|a| a.stretches.len() == 1);
        let gold: Vec<Vec<Span>> = kinds
            .iter()
            .map(|kind| whole().filter(|a| is_of(a, *kind)).map(Annotation::hull).collect())
            .collect();
        let example = |sentence: SeenSentence| Example {
            labels: gold
                .iter()
                .zip(&known)
                .map(|(spans, known)| {
                    if *known {
                        labels(&sentence.places, spans)
                    } else {
                        Vec::new()
                    }
                })
                .collect(),
            places: sentence.places.len(),
            blocks: sentence.blocks.into_iter().map(block).collect(),
            weight: folder.weight,
        };
        Lesson {
            name: document.name.clone(),
            sentences: engine.seen(&input).sentences.into_iter().map(example).collect(),
        }
    };
    folder.documents.iter().map(lesson).collect()
}

fn block(seen: SeenBlock) -> Block {
    let SeenBlock {
        key,
        first,
        rows,
        names,
        local,
    } = seen;
    Block {
        key,
        first,
        rows,
        names,
        local,
    }
}

/// The labels of the places of a sentence. Of spans that overlap the longest counts; of one that goes beyond the sentence, what is
/// here.
fn labels(places: &[Span], spans: &[Span]) -> Vec<Label> {
    let mut out = vec![Labels::OUT; places.len()];
    let (Some(start), Some(end)) = (places.first(), places.last()) else {
        return out;
    };
    let mut spans: Vec<&Span> = spans
        .iter()
        .filter(|s| s.start < end.end && start.start < s.end)
        .collect();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_of_overlapping_spans_is_learnt() {
        let places = [Span::new(0, 5), Span::new(6, 8), Span::new(9, 14), Span::new(14, 15)];
        let spans = [Span::new(6, 8), Span::new(0, 8), Span::new(9, 14)];
        assert_eq!(
            labels(&places, &spans),
            [Labels::BEGIN, Labels::END, Labels::SINGLE, Labels::OUT]
        );
        // What begins before the sentence is learnt for what of it is here.
        assert_eq!(labels(&places[2..], &[Span::new(3, 15)]), [Labels::BEGIN, Labels::END]);
        assert!(labels(&[], &spans).is_empty());
    }

    #[test]
    fn labels_are_names_of_kinds_in_any_spelling() {
        let gold =
            epicrisis_brat::parse("T1\tBODYSITE 0 1\ta\nT2\tbody-site 0 1\ta\nT3\tBody_site 0 1\ta\nT4\tBody 0 1\ta\n");
        let gold = gold.unwrap().annotations;
        let is: Vec<bool> = gold.iter().map(|a| is_of(a, Kind::BodySite)).collect();
        assert_eq!(is, [true, true, true, false]);
    }
}
