//! Tellings of one case side by side, and annotations carried across.

use epicrisis_brat::Standoff;
use epicrisis_record::Span;
use epicrisis_tellings::compare::{self as comparing, MOST};
use epicrisis_tellings::{Report, Telling, align, project as carry};
use pyo3::prelude::*;
use serde::Serialize;

use crate::document::{Reader, to_python};
use crate::failure::setting;
use crate::guard;

/// A telling that is to be read.
pub(crate) struct Told {
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) language: Option<String>,
}

impl Told {
    fn read(&self, reader: &Reader) -> Telling<'_> {
        Telling::read(
            reader.engines.tellings(),
            &self.id,
            &self.text,
            self.language.as_deref(),
        )
    }
}

/// Compares.
pub(crate) fn compare<'py>(
    py: Python<'py>,
    reader: &Reader,
    told: &[Told],
    format: &str,
) -> PyResult<Bound<'py, PyAny>> {
    if !(2..=MOST).contains(&told.len()) {
        return Err(setting(py, format!("give two to {MOST} tellings, not {}", told.len())));
    }
    let done = py.detach(|| {
        guard::caught(|| {
            let tellings: Vec<Telling<'_>> = told.iter().map(|told| told.read(reader)).collect();
            let comparison = comparing::compare(&tellings);
            let written = match format {
                "html" => Some(comparing::page(&comparison, &tellings)),
                "text" => Some(comparing::render(&comparison, &tellings, false)),
                _ => None,
            };
            (comparison, written)
        })
    });
    let (comparison, written) = done.map_err(|refusal| refusal.raised(py, None, None))?;
    match written {
        Some(written) => Ok(written.into_pyobject(py)?.into_any()),
        None => to_python(py, &comparison),
    }
}

/// A telling that took annotations.
#[derive(Serialize)]
struct Target<'t> {
    id: &'t str,
    annotations: String,
    #[serde(flatten)]
    report: Report,
}

/// All of them.
#[derive(Serialize)]
struct Projection<'t> {
    targets: Vec<Target<'t>>,
}

/// Carries annotations.
pub(crate) fn project<'py>(
    py: Python<'py>,
    reader: &Reader,
    source: &[Told],
    annotations: &str,
    targets: &[Told],
) -> PyResult<Bound<'py, PyAny>> {
    let [source] = source else {
        return Err(setting(py, "give one annotated telling".to_owned()));
    };
    let gold = gold(source, annotations).map_err(|message| setting(py, message))?;
    let done = py.detach(|| {
        guard::caught(|| {
            let from = source.read(reader);
            let one = |told| target(reader, &from, &gold, told);
            targets.iter().map(one).collect()
        })
    });
    let targets = done.map_err(|refusal| refusal.raised(py, None, None))?;
    to_python(py, &Projection { targets })
}

fn target<'t>(reader: &Reader, from: &Telling<'_>, gold: &Standoff, told: &'t Told) -> Target<'t> {
    let to = told.read(reader);
    let projection = carry(from, &to, &align(from, &to), gold);
    Target {
        id: &told.id,
        annotations: projection.standoff(gold, &to).to_string(),
        report: projection.report(gold),
    }
}

/// The annotations of the source, each within its text.
fn gold(source: &Told, annotations: &str) -> Result<Standoff, String> {
    // The fault itself is not repeated: it may quote the text.
    let gold =
        epicrisis_brat::parse(annotations).map_err(|_| "annotations: not as brat writes them (.ann)".to_owned())?;
    let length = source.text.chars().count();
    let outside = |span: &Span| span.is_empty() || span.end.get() > length;
    match gold.annotations.iter().find(|a| a.stretches.iter().any(outside)) {
        Some(_) => Err("annotations: one reaches out of the text; were they made of another?".to_owned()),
        None => Ok(gold),
    }
}
