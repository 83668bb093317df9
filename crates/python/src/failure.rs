//! What can be wrong, and the exceptions that say so. None of them quotes a document.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;
use thiserror::Error;

/// Why one document has no record.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum Refusal {
    /// There is none.
    #[error("there is no text")]
    Missing,
    /// It is no `str`.
    #[error("the text is of type {found}; give a str")]
    NotStr { found: String },
    /// It cannot be written as UTF-8.
    #[error(
        "the text holds what is no character: half of a surrogate pair, or bytes that are not UTF-8; decode it anew"
    )]
    NotText,
    /// It is too long.
    #[error("the text has {size} bytes, the limit is {limit}; raise max_size")]
    TooLarge { size: usize, limit: usize },
    /// Its language is none that is read.
    #[error("the language `{found}` is not read; it may be {known}, or None to have it told from the text")]
    Language { found: String, known: String },
    /// The program is at fault.
    #[error("a fault in the program at {location}; please report it")]
    Internal { location: String },
}

impl Refusal {
    /// Its name for programs.
    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::NotStr { .. } => "not-str",
            Self::NotText => "not-text",
            Self::TooLarge { .. } => "too-large",
            Self::Language { .. } => "language",
            Self::Internal { .. } => "internal",
        }
    }

    /// `epicrisis.DocumentError`, as a value: it may be raised or given back.
    pub(crate) fn document_error<'py>(
        &self,
        py: Python<'py>,
        index: Option<u64>,
        id: Option<&str>,
    ) -> PyResult<Bound<'py, PyAny>> {
        static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
        let class = CLASS.import(py, "epicrisis.errors", "DocumentError")?;
        class.call1((self.code(), self.to_string(), index, id))
    }

    /// The same, to be raised.
    pub(crate) fn raised(&self, py: Python<'_>, index: Option<u64>, id: Option<&str>) -> PyErr {
        match self.document_error(py, index, id) {
            Ok(value) => PyErr::from_value(value),
            Err(error) => error,
        }
    }
}

/// `epicrisis.SettingError`: it was called wrongly, whatever the documents are.
pub(crate) fn setting(py: Python<'_>, message: String) -> PyErr {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let value = CLASS
        .import(py, "epicrisis.errors", "SettingError")
        .and_then(|class| class.call1((message,)));
    match value {
        Ok(value) => PyErr::from_value(value),
        Err(error) => error,
    }
}
