//! Documents, as Python gives them, and their records.

use std::sync::Arc;

use epicrisis_extract::Input;
use epicrisis_record::Record;
use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};

use crate::failure::Refusal;
use crate::guard;
use crate::means::Engines;

/// What all documents of an engine are read with.
pub(crate) struct Reader {
    pub(crate) engines: Engines,
    /// `None` where it is to be told from each text.
    pub(crate) language: Option<String>,
    /// In bytes.
    pub(crate) max_size: usize,
}

impl Reader {
    /// The language that a document is said to have: its own, else that of the engine.
    ///
    /// # Errors
    /// Where it is not read.
    pub(crate) fn language<'l>(&'l self, own: Option<&'l str>) -> Result<Option<&'l str>, Refusal> {
        match own {
            None => Ok(self.language.as_deref()),
            Some("auto") => Ok(None),
            Some(code) => self.known(code).map(|()| Some(code)),
        }
    }

    /// Whether a language is read.
    ///
    /// # Errors
    /// Where it is not.
    pub(crate) fn known(&self, code: &str) -> Result<(), Refusal> {
        let known = self.engines.languages();
        if known.contains(&code) {
            return Ok(());
        }
        Err(Refusal::Language {
            found: code.to_owned(),
            known: known.join(", "),
        })
    }

    /// The record of a text.
    ///
    /// # Errors
    /// Why there is none.
    pub(crate) fn record(
        &self,
        id: &str,
        text: &str,
        language: Option<&str>,
        explain: bool,
    ) -> Result<Record, Refusal> {
        self.fits(text.len())?;
        let input = Input {
            id,
            text,
            language: self.language(language)?,
            explain,
        };
        guard::caught(|| self.engines.documents().extract(&input))
    }

    /// Whether a text may be so long.
    ///
    /// # Errors
    /// Where it may not.
    pub(crate) const fn fits(&self, size: usize) -> Result<(), Refusal> {
        if size > self.max_size {
            return Err(Refusal::TooLarge {
                size,
                limit: self.max_size,
            });
        }
        Ok(())
    }
}

/// A document that is to be read.
pub(crate) struct Document {
    /// Its place among those given, from 0.
    pub(crate) index: u64,
    pub(crate) id: String,
    pub(crate) text: Result<String, Refusal>,
}

impl Document {
    /// From what an iterable gives: a text, or a pair of an id and a text.
    pub(crate) fn new(index: u64, item: &Bound<'_, PyAny>) -> Self {
        let pair = item.cast::<PyTuple>().ok().filter(|pair| pair.len() == 2);
        let pair = pair.and_then(|pair| Some((pair.get_item(0).ok()?, pair.get_item(1).ok()?)));
        let id = pair.as_ref().and_then(|(id, _)| id_of(id));
        Self {
            index,
            id: id.unwrap_or_else(|| default_id(index)),
            text: text_of(pair.as_ref().map_or(item, |(_, text)| text)),
        }
    }

    /// Its record.
    ///
    /// # Errors
    /// Why there is none.
    pub(crate) fn read(&self, reader: &Reader, explain: bool) -> Result<Record, Refusal> {
        let text = self.text.as_ref().map_err(Clone::clone)?;
        reader.record(&self.id, text, None, explain)
    }

    /// How many bytes it holds.
    pub(crate) fn weight(&self) -> usize {
        self.text.as_ref().map_or(0, String::len)
    }
}

/// What the document at a place is called, where it has no id.
pub(crate) fn default_id(index: u64) -> String {
    format!("document-{}", index + 1)
}

/// An id: a `str`, or a number as it is written.
pub(crate) fn id_of(value: &Bound<'_, PyAny>) -> Option<String> {
    if value.is_none() {
        return None;
    }
    let text = value.str().ok()?.to_cow().ok()?.into_owned();
    (!text.is_empty()).then_some(text)
}

/// The text of a `str`.
///
/// # Errors
/// Where it is none, or cannot be written in UTF-8.
pub(crate) fn text_of(value: &Bound<'_, PyAny>) -> Result<String, Refusal> {
    if value.is_none() {
        return Err(Refusal::Missing);
    }
    let Ok(text) = value.cast::<PyString>() else {
        let found = value.get_type().name().map(|name| name.to_string());
        return Err(Refusal::NotStr {
            found: found.unwrap_or_else(|_| "another".to_owned()),
        });
    };
    // Python's own error would carry the text.
    text.to_cow()
        .map(std::borrow::Cow::into_owned)
        .map_err(|_| Refusal::NotText)
}

/// A record as Python's own dicts and lists.
pub(crate) fn to_python<'py>(py: Python<'py>, record: &impl serde::Serialize) -> PyResult<Bound<'py, PyAny>> {
    Ok(pythonize::pythonize(py, record)?)
}

/// What threads share.
pub(crate) type Shared = Arc<Reader>;
