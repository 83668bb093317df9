//! Many documents: an iterator over an iterator.

use std::collections::VecDeque;
use std::num::NonZeroUsize;

use epicrisis_record::Record;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::PyIterator;

use crate::ahead::Ahead;
use crate::document::{Document, Shared, to_python};
use crate::failure::Refusal;

/// What is worked on at once by a thread: enough that handing it over costs nothing, little enough to be held.
const ITEMS: usize = 32;
const BYTES: usize = 256 << 10;

/// A document that was read: its place, its id, and its record or why there is none.
type Read = (u64, String, Result<Record, Refusal>);

/// The records of documents, in their order.
#[pyclass(module = "epicrisis._epicrisis")]
pub(crate) struct Many {
    reader: Shared,
    /// `None` at the end.
    documents: Option<Py<PyIterator>>,
    /// Why the documents ended early; told when all before it is.
    broken: Option<PyErr>,
    explain: bool,
    return_errors: bool,
    ahead: Ahead<Vec<Read>>,
    read: VecDeque<Read>,
    /// How many documents were taken.
    taken: u64,
    /// How many are taken at once: few at first, so that the first record is not waited for.
    items: usize,
}

impl Many {
    pub(crate) fn new(
        reader: Shared,
        documents: &Bound<'_, PyAny>,
        explain: bool,
        return_errors: bool,
        threads: Option<NonZeroUsize>,
    ) -> PyResult<Self> {
        let ahead = Ahead::new(threads);
        Ok(Self {
            reader,
            documents: Some(documents.try_iter()?.unbind()),
            broken: None,
            explain,
            return_errors,
            ahead: ahead.map_err(|error| PyRuntimeError::new_err(format!("threads cannot be started: {error}")))?,
            read: VecDeque::new(),
            taken: 0,
            items: 1,
        })
    }

    /// Takes documents until all threads have work, or a result is there.
    fn fill(&mut self, py: Python<'_>) {
        while self.ahead.has_room() && !self.ahead.is_ready() {
            let batch = self.batch(py);
            if batch.is_empty() {
                return;
            }
            let (reader, explain) = (self.reader.clone(), self.explain);
            let work = move || {
                let read = |document: Document| {
                    let record = document.read(&reader, explain);
                    (document.index, document.id, record)
                };
                batch.into_iter().map(read).collect()
            };
            py.detach(|| self.ahead.give(work));
        }
    }

    fn batch(&mut self, py: Python<'_>) -> Vec<Document> {
        let mut batch = Vec::new();
        let mut bytes = 0;
        while batch.len() < self.items && bytes < BYTES {
            let Some(documents) = &self.documents else { break };
            match documents.bind(py).clone().next() {
                Some(Ok(item)) => {
                    let document = Document::new(self.taken, &item);
                    self.taken += 1;
                    bytes += document.weight();
                    batch.push(document);
                }
                Some(Err(error)) => {
                    self.broken = Some(error);
                    self.documents = None;
                }
                None => self.documents = None,
            }
        }
        self.items = (2 * self.items).min(ITEMS);
        batch
    }
}

#[pymethods]
impl Many {
    const fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __next__<'py>(&mut self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        while self.read.is_empty() {
            self.fill(py);
            match py.detach(|| self.ahead.take()) {
                Some(read) => self
                    .read
                    .extend(read.map_err(|refusal| refusal.raised(py, None, None))?),
                None => return self.broken.take().map_or(Ok(None), Err),
            }
        }
        let Some((index, id, record)) = self.read.pop_front() else {
            return Ok(None);
        };
        match record {
            Ok(record) => to_python(py, &record).map(Some),
            Err(refusal) if self.return_errors => refusal.document_error(py, Some(index), Some(&id)).map(Some),
            Err(refusal) => Err(refusal.raised(py, Some(index), Some(&id))),
        }
    }
}
