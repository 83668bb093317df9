//! What became of annotations, as it is told: to programs, in the words of every interface.

use epicrisis_brat::{Annotation, Standoff};
use epicrisis_record::Span;
use serde::Serialize;

use super::Projection;

/// What became of the annotations of a telling.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// What was carried, in the order of the file it comes from.
    pub carried: Vec<ReportedCarried>,
    /// What was not.
    pub lost: Vec<ReportedLost>,
}

/// An annotation that was carried.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "CarriedAnswer"))]
pub struct ReportedCarried {
    /// Its id in the source.
    pub id: String,
    /// Its label.
    pub label: String,
    /// Where it stands now.
    pub stretches: Vec<Span>,
    /// From 0 to 1: how surely it says the same.
    pub confidence: f64,
}

/// An annotation that was not carried.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Lost"))]
pub struct ReportedLost {
    /// Its id in the source.
    pub id: String,
    /// Its label.
    pub label: String,
}

impl Projection {
    /// What became of these annotations, which must be those that were carried.
    #[must_use]
    pub fn report(&self, annotations: &Standoff) -> Report {
        let old = |at: usize| annotations.annotations.get(at);
        let carried = self.carried.iter().filter_map(|carried| {
            let Annotation { id, label, .. } = old(carried.annotation)?;
            Some(ReportedCarried {
                id: id.clone(),
                label: label.clone(),
                stretches: carried.stretches.clone(),
                confidence: (carried.confidence * 100.0).round() / 100.0,
            })
        });
        let lost = self.lost.iter().filter_map(|at| {
            let Annotation { id, label, .. } = old(*at)?;
            Some(ReportedLost {
                id: id.clone(),
                label: label.clone(),
            })
        });
        Report {
            carried: carried.collect(),
            lost: lost.collect(),
        }
    }
}
