//! The engine, for Python.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;

use epicrisis_export::text::Style;
use epicrisis_export::{Export, Html, Telling};
use epicrisis_record::Record;
use pyo3::prelude::*;
use pyo3_arrow::input::AnyRecordBatch;

use crate::arrow::{Columns, Stream};
use crate::document::{Reader, Shared, text_of, to_python};
use crate::failure::setting;
use crate::guard;
use crate::many::Many;
use crate::means::{Engines, ModelOf};
use crate::tellings::{self, Told};

/// Reads documents with one lexicon and one model. One engine serves all threads.
#[pyclass(frozen, module = "epicrisis._epicrisis")]
pub(crate) struct Engine(Shared);

#[pymethods]
impl Engine {
    /// `model` is that of a file; without one, `with_model` says whether the built-in one is used.
    #[new]
    #[pyo3(signature = (lexicon, model, with_model, caution, language, max_size))]
    fn new(
        py: Python<'_>,
        lexicon: Option<PathBuf>,
        model: Option<PathBuf>,
        with_model: bool,
        caution: f32,
        language: Option<String>,
        max_size: usize,
    ) -> PyResult<Self> {
        let model = match model {
            Some(path) => ModelOf::File(path),
            None if with_model => ModelOf::BuiltIn,
            None => ModelOf::None,
        };
        let engines = py
            .detach(|| Engines::open(lexicon.as_deref(), &model, caution))
            .map_err(|message| setting(py, message))?;
        let reader = Reader {
            engines,
            language: language.filter(|code| code != "auto"),
            max_size,
        };
        if let Some(code) = &reader.language {
            reader.known(code).map_err(|refusal| setting(py, refusal.to_string()))?;
        }
        Ok(Self(Arc::new(reader)))
    }

    /// The codes of the languages that are read.
    #[getter]
    fn languages(&self) -> Vec<&'static str> {
        self.0.engines.languages()
    }

    /// The record of a text, as dicts and lists.
    #[pyo3(signature = (text, id, language, explain))]
    fn extract<'py>(
        &self,
        py: Python<'py>,
        text: &Bound<'py, PyAny>,
        id: &str,
        language: Option<&str>,
        explain: bool,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (record, _) = self.record(py, text, id, language, explain)?;
        to_python(py, &record)
    }

    /// The record of a text, as JSON on one line.
    #[pyo3(signature = (text, id, language, explain))]
    fn extract_json(
        &self,
        py: Python<'_>,
        text: &Bound<'_, PyAny>,
        id: &str,
        language: Option<&str>,
        explain: bool,
    ) -> PyResult<String> {
        let (record, _) = self.record(py, text, id, language, explain)?;
        let line = py.detach(|| {
            let mut line = Vec::new();
            record.write_json(&mut line).map(|()| line)
        });
        let line = line.map_err(|error| setting(py, error.to_string()))?;
        String::from_utf8(line).map_err(|error| setting(py, error.utf8_error().to_string()))
    }

    /// The records of many documents, in order.
    #[pyo3(signature = (documents, explain, return_errors, threads))]
    fn extract_many(
        &self,
        documents: &Bound<'_, PyAny>,
        explain: bool,
        return_errors: bool,
        threads: Option<NonZeroUsize>,
    ) -> PyResult<Many> {
        Many::new(Arc::clone(&self.0), documents, explain, return_errors, threads)
    }

    /// The records of a column of texts, as a stream of Arrow's.
    #[pyo3(signature = (data, text, id, language, keep, explain, threads))]
    #[expect(clippy::too_many_arguments, reason = "called by the package alone, by name")]
    fn extract_arrow(
        &self,
        py: Python<'_>,
        data: AnyRecordBatch,
        text: &str,
        id: Option<&str>,
        language: Option<&str>,
        keep: Option<Vec<String>>,
        explain: bool,
        threads: Option<NonZeroUsize>,
    ) -> PyResult<Stream> {
        let columns = Columns {
            text,
            id,
            language,
            keep: keep.as_deref(),
        };
        Stream::new(py, Arc::clone(&self.0), data.into_reader()?, &columns, explain, threads)
    }

    /// A page of HTML: the text with its mentions marked, and the record beside it.
    #[pyo3(signature = (text, record, id, language))]
    fn html(
        &self,
        py: Python<'_>,
        text: &Bound<'_, PyAny>,
        record: Option<&Bound<'_, PyAny>>,
        id: &str,
        language: Option<&str>,
    ) -> PyResult<String> {
        self.export(py, text, record, id, language, &Html { index: false })
    }

    /// A summary that a clinician can read.
    #[pyo3(signature = (text, record, id, language))]
    fn summary(
        &self,
        py: Python<'_>,
        text: &Bound<'_, PyAny>,
        record: Option<&Bound<'_, PyAny>>,
        id: &str,
        language: Option<&str>,
    ) -> PyResult<String> {
        self.export(py, text, record, id, language, &Style { color: false, width: 0 })
    }

    /// Tellings of one case, compared: as dicts and lists, or as a `str` of HTML or text.
    fn compare<'py>(
        &self,
        py: Python<'py>,
        tellings: Vec<(String, Bound<'py, PyAny>, Option<String>)>,
        format: &str,
    ) -> PyResult<Bound<'py, PyAny>> {
        tellings::compare(py, &self.0, &self.told(py, tellings)?, format)
    }

    /// The annotations of one telling, carried to others.
    fn project<'py>(
        &self,
        py: Python<'py>,
        source: (String, Bound<'py, PyAny>, Option<String>),
        annotations: &str,
        targets: Vec<(String, Bound<'py, PyAny>, Option<String>)>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let source = self.told(py, vec![source])?;
        let targets = self.told(py, targets)?;
        tellings::project(py, &self.0, &source, annotations, &targets)
    }
}

impl Engine {
    fn record(
        &self,
        py: Python<'_>,
        text: &Bound<'_, PyAny>,
        id: &str,
        language: Option<&str>,
        explain: bool,
    ) -> PyResult<(Record, String)> {
        let raised = |refusal: crate::failure::Refusal| refusal.raised(py, None, Some(id));
        let text = text_of(text).map_err(raised)?;
        let record = py.detach(|| self.0.record(id, &text, language, explain));
        Ok((record.map_err(raised)?, text))
    }

    /// A format of one document, of a record that is given or made.
    fn export(
        &self,
        py: Python<'_>,
        text: &Bound<'_, PyAny>,
        record: Option<&Bound<'_, PyAny>>,
        id: &str,
        language: Option<&str>,
        export: &(dyn Export + Sync),
    ) -> PyResult<String> {
        let (record, text) = match record {
            None => self.record(py, text, id, language, false)?,
            Some(record) => {
                let text = text_of(text).map_err(|refusal| refusal.raised(py, None, Some(id)))?;
                // The error of the reader may quote what it read.
                let record: Record = pythonize::depythonize(record)
                    .map_err(|_| setting(py, "record: this is no record as `extract` makes them".to_owned()))?;
                record
                    .check(&text)
                    .map_err(|violation| setting(py, format!("record: {violation}")))?;
                (record, text)
            }
        };
        let pieces = py.detach(|| {
            guard::caught(|| {
                export.document(Telling {
                    record: &record,
                    text: &text,
                })
            })
        });
        let pieces = pieces
            .map_err(|refusal| refusal.raised(py, None, Some(id)))?
            .map_err(|error| setting(py, error.to_string()))?;
        let bytes = pieces.into_iter().flat_map(|piece| piece.content).collect();
        String::from_utf8(bytes).map_err(|error| setting(py, error.utf8_error().to_string()))
    }

    fn told(&self, py: Python<'_>, given: Vec<(String, Bound<'_, PyAny>, Option<String>)>) -> PyResult<Vec<Told>> {
        let mut told = Vec::with_capacity(given.len());
        for (index, (id, text, language)) in (0..).zip(given) {
            let read = text_of(&text).and_then(|text| {
                self.0.fits(text.len())?;
                let language = self.0.language(language.as_deref())?.map(str::to_owned);
                Ok((text, language))
            });
            let (text, language) = read.map_err(|refusal| refusal.raised(py, Some(index), Some(&id)))?;
            told.push(Told { id, text, language });
        }
        Ok(told)
    }
}
