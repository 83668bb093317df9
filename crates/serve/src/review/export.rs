//! A document with what people made of it, in the formats of others.

use epicrisis_brat::Note;
use epicrisis_export::brat::Brat;
use epicrisis_export::{Export, Telling};

use super::record::Reviewed;
use super::types::{ExportAnswer, MentionProvenance, Origin, Provenance, State};
use crate::problem::Problem;
use crate::store::Kept;

/// The record with its provenance.
pub(crate) fn json(kept: Kept, reviewed: Reviewed) -> ExportAnswer {
    ExportAnswer {
        record: reviewed.record,
        provenance: Provenance {
            version: kept.version,
            mentions: reviewed.provenance,
            history: super::state::history(&kept),
            made_with: kept.made_with,
        },
        text: kept.text,
    }
}

/// The annotations as brat has them, with who said what of each as a note.
pub(crate) fn brat(kept: &Kept, reviewed: &Reviewed) -> Result<String, Problem> {
    let telling = Telling {
        record: &reviewed.record,
        text: &kept.text,
    };
    let pieces = Brat.document(telling).map_err(|_| Problem::internal())?;
    let file = pieces.iter().find(|piece| piece.path.ends_with(".ann"));
    let file = file
        .map(|piece| String::from_utf8_lossy(&piece.content))
        .unwrap_or_default();
    let mut standoff = epicrisis_brat::parse(&file).map_err(|_| Problem::internal())?;
    for annotation in &mut standoff.annotations {
        // `T12` is the mention `m12`.
        let of = |p: &&MentionProvenance| p.mention.strip_prefix('m') == annotation.id.strip_prefix('T');
        if let Some(text) = reviewed.provenance.iter().find(of).and_then(said) {
            annotation.notes.push(Note {
                kind: "AnnotatorNotes".to_owned(),
                text,
            });
        }
    }
    Ok(standoff.to_string())
}

/// Who said what, in a line; nothing where nobody did.
fn said(provenance: &MentionProvenance) -> Option<String> {
    let what = match (provenance.state, provenance.origin) {
        (State::Open | State::Rejected, _) => return None,
        (State::Accepted, Origin::Engine) => "found by Epicrisis, accepted",
        (State::Changed, Origin::Engine) => "found by Epicrisis, changed",
        (State::Accepted, Origin::Reviewer) => "added, accepted",
        (State::Changed, Origin::Reviewer) => "added, changed",
        (State::Added, _) => "added",
    };
    let (by, at) = (provenance.by.as_deref()?, provenance.at.as_deref()?);
    Some(format!("{what} by {by}, {at}"))
}
