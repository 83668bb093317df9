//! Annotations of one telling, carried to another.
//!
//! An annotation is carried to the words of the other telling that say the same about where it would stand: words of the same
//! pivots, the same numbers, likely spellings, or a mention of the same concept. Repeated mentions are carried in their order.

mod carry;
mod place;
mod report;
mod window;

use epicrisis_brat::{Annotation, Note, Relation, Standoff};
use epicrisis_record::Span;

use crate::{Alignment, Telling};
pub use report::{Report, ReportedCarried, ReportedLost};

/// What became of the annotations of a telling.
#[derive(Clone, Debug, PartialEq)]
pub struct Projection {
    /// Those that were carried, in the order of the file they come from.
    pub carried: Vec<Carried>,
    /// Those that were not, each by its place in that file.
    pub lost: Vec<usize>,
}

/// An annotation that was carried.
#[derive(Clone, Debug, PartialEq)]
pub struct Carried {
    /// Its place in the file it comes from.
    pub annotation: usize,
    /// What it covers in the other telling, in code points and in order.
    pub stretches: Vec<Span>,
    /// From 0 to 1: how surely it says the same.
    pub confidence: f64,
}

/// Carries annotations from one telling to another. `alignment` is that of the two in this order.
///
/// ```
/// use epicrisis_extract::Engine;
/// use epicrisis_tellings::{Telling, align, project};
///
/// let engine = Engine::new(epicrisis_builtin::lexicon());
/// let a = Telling::read(&engine, "es", "Se pauta citrato potásico.", Some("es"));
/// let b = Telling::read(&engine, "en", "Potassium citrate was prescribed.", Some("en"));
/// let gold = epicrisis_brat::parse("T1\tMEDICATION 9 25\tcitrato potásico\n").unwrap();
/// let projection = project(&a, &b, &align(&a, &b), &gold);
/// assert_eq!(projection.standoff(&gold, &b).annotations[0].text, "Potassium citrate");
/// ```
#[must_use]
pub fn project(from: &Telling<'_>, to: &Telling<'_>, alignment: &Alignment, annotations: &Standoff) -> Projection {
    carry::carry(from, to, alignment, &annotations.annotations)
}

impl Projection {
    /// The carried annotations as a file at the other telling: ids, labels, attributes, normalisations, notes and relations
    /// as they were, and the confidence of each as a note `Confidence`.
    #[must_use]
    pub fn standoff(&self, annotations: &Standoff, to: &Telling<'_>) -> Standoff {
        let carry = |carried: &Carried| {
            let old = annotations.annotations.get(carried.annotation)?;
            let text: Vec<&str> = carried.stretches.iter().map(|s| to.slice(*s)).collect();
            let mut notes = old.notes.clone();
            notes.push(Note {
                kind: "Confidence".to_owned(),
                text: format!("{:.2}", carried.confidence),
            });
            Some(Annotation {
                stretches: carried.stretches.clone(),
                // brat itself joins what is discontinuous with a blank.
                text: text.join(" "),
                notes,
                ..old.clone()
            })
        };
        let carried: Vec<Annotation> = self.carried.iter().filter_map(carry).collect();
        let there = |id: &String| carried.iter().any(|a| a.id == *id);
        let whole = |relation: &&Relation| there(&relation.from) && there(&relation.to);
        Standoff {
            relations: annotations.relations.iter().filter(whole).cloned().collect(),
            annotations: carried,
        }
    }
}

#[cfg(test)]
mod tests;
