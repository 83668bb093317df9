//! A stream of batches with the records of a stream of batches.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use arrow_array::{Array, ArrayRef, RecordBatch, RecordBatchReader, StructArray};
use arrow_schema::{ArrowError, DataType, Field, FieldRef, Schema, SchemaRef};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use pyo3_arrow::ffi::{ArrayIterator, to_schema_pycapsule, to_stream_pycapsule};

use super::column::{Column, Group};
use super::record::{Row, row};
use super::texts::{Ids, Texts};
use crate::ahead::Ahead;
use crate::document::{Shared, default_id};
use crate::failure::{Refusal, setting};

/// What is read at once: enough that columns are worth it, little enough to be held, and far from what their offsets count.
const ROWS: usize = 256;
const BYTES: usize = 1 << 20;

/// The names of the columns that are added.
const ADDED: [&str; 2] = ["record", "error"];

/// Which columns hold what.
pub(crate) struct Columns<'c> {
    pub(crate) text: &'c str,
    pub(crate) id: Option<&'c str>,
    pub(crate) language: Option<&'c str>,
    /// The columns that are given back beside the records; all of them without a list.
    pub(crate) keep: Option<&'c [String]>,
}

/// What is done with each batch, and what comes of it.
struct Plan {
    reader: Shared,
    explain: bool,
    text: usize,
    id: Option<usize>,
    language: Option<usize>,
    kept: Vec<usize>,
    schema: SchemaRef,
}

impl Plan {
    fn new(reader: Shared, given: &Schema, columns: &Columns<'_>, explain: bool) -> Result<Self, String> {
        let find = |name: &str| {
            let mut found = given
                .fields()
                .iter()
                .enumerate()
                .filter(|(_, field)| field.name() == name);
            match (found.next(), found.next()) {
                (Some((at, field)), None) => Ok((at, field)),
                (None, _) => Err(format!("there is no column `{name}`; there are {}", names(given))),
                (Some(_), Some(_)) => Err(format!("there are two columns `{name}`")),
            }
        };
        let of_type = |name: &str, takes: fn(&DataType) -> bool, wanted: &str| {
            let (at, field) = find(name)?;
            if takes(field.data_type()) {
                Ok(at)
            } else {
                Err(format!(
                    "column `{name}` is of type {}; cast it to {wanted}",
                    field.data_type()
                ))
            }
        };
        let text = of_type(columns.text, Texts::takes, "string")?;
        let id = columns.id.map(|name| of_type(name, Ids::takes, "string or int64"));
        let language = columns.language.map(|name| of_type(name, Texts::takes, "string"));
        let kept = match columns.keep {
            None => (0..given.fields().len()).collect(),
            Some(names) => names
                .iter()
                .map(|name| find(name).map(|(at, _)| at))
                .collect::<Result<Vec<_>, _>>()?,
        };
        let mut fields: Vec<FieldRef> = kept.iter().map(|at| Arc::clone(&given.fields()[*at])).collect();
        if let Some(taken) = fields.iter().find(|field| ADDED.contains(&field.name().as_str())) {
            return Err(format!(
                "a column is called `{}`, as one that is added is; rename it, or do not keep it",
                taken.name()
            ));
        }
        for (name, column) in row() {
            fields.push(Arc::new(Field::new(name, column.data_type(), true)));
        }
        Ok(Self {
            reader,
            explain,
            text,
            id: id.transpose()?,
            language: language.transpose()?,
            kept,
            schema: Arc::new(Schema::new(fields)),
        })
    }

    /// The records of a part of a batch, beside its own columns, which are not copied.
    fn read(&self, part: &RecordBatch, first: u64) -> Result<RecordBatch, ArrowError> {
        let texts = self.texts(part)?;
        let ids = self.id.and_then(|at| Ids::new(part.column(at)));
        let languages = self.language.and_then(|at| Texts::new(part.column(at)));
        let mut group = Group::<Row>::new(row());
        for (at, index) in (0..part.num_rows()).zip(first..) {
            let id = ids.as_ref().and_then(|ids| ids.get(at));
            let id = id.unwrap_or_else(|| default_id(index).into());
            let language = languages.as_ref().map(|languages| languages.get(at));
            let language = match language {
                // A row that does not say is told from its text.
                None | Some(Err(Refusal::Missing)) => Ok(None),
                Some(language) => language.map(Some),
            };
            let row: Row = language.and_then(|language| {
                let text = texts.get(at)?;
                self.reader.record(&id, text, language, self.explain)
            });
            group.push(Some(&row));
        }
        let added = group.finish()?;
        let added: &[ArrayRef] = added
            .as_any()
            .downcast_ref::<StructArray>()
            .map_or(&[], StructArray::columns);
        let kept = self.kept.iter().map(|at| Arc::clone(part.column(*at)));
        let all = kept.chain(added.iter().map(Arc::clone)).collect();
        RecordBatch::try_new(Arc::clone(&self.schema), all)
    }

    fn texts(&self, batch: &RecordBatch) -> Result<Texts, ArrowError> {
        // The schema was looked at; a producer that gives other columns than it said is at fault.
        Texts::new(batch.column(self.text))
            .ok_or_else(|| ArrowError::SchemaError("the column of texts changed its type between batches".to_owned()))
    }
}

fn names(schema: &Schema) -> String {
    let names: Vec<String> = schema
        .fields()
        .iter()
        .map(|field| format!("`{}`", field.name()))
        .collect();
    names.join(", ")
}

/// A batch, cut as it is read.
struct Cut {
    batch: RecordBatch,
    texts: Texts,
    /// The first row that was not taken.
    at: usize,
}

impl Cut {
    fn next(&mut self) -> Option<RecordBatch> {
        let rows = self.batch.num_rows() - self.at;
        let (mut taken, mut bytes) = (0, 0_usize);
        while taken < rows.min(ROWS) && bytes < BYTES {
            bytes = bytes.saturating_add(self.texts.size(self.at + taken));
            taken += 1;
        }
        let part = (taken > 0).then(|| self.batch.slice(self.at, taken));
        self.at += taken;
        part
    }
}

/// Batches read ahead.
struct Reading {
    source: Box<dyn RecordBatchReader + Send>,
    plan: Arc<Plan>,
    cut: Option<Cut>,
    /// The number of the next row among all.
    row: u64,
    /// Why the source ended early; told when all before it is.
    broken: Option<ArrowError>,
    ended: bool,
    ahead: Ahead<Result<RecordBatch, ArrowError>>,
}

impl Reading {
    /// The next part to be read.
    fn part(&mut self) -> Option<RecordBatch> {
        loop {
            if let Some(part) = self.cut.as_mut().and_then(Cut::next) {
                return Some(part);
            }
            self.cut = None;
            if self.ended {
                return None;
            }
            let next = self.source.next().map(|batch| {
                let batch = batch?;
                Ok(Cut {
                    texts: self.plan.texts(&batch)?,
                    batch,
                    at: 0,
                })
            });
            match next {
                Some(Ok(cut)) => self.cut = Some(cut),
                Some(Err(error)) => {
                    self.broken = Some(error);
                    self.ended = true;
                }
                None => self.ended = true,
            }
        }
    }
}

impl Iterator for Reading {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.ahead.has_room() && !self.ahead.is_ready() {
            let Some(part) = self.part() else { break };
            let (plan, first) = (Arc::clone(&self.plan), self.row);
            self.row += part.num_rows() as u64;
            self.ahead.give(move || {
                crate::guard::caught(|| plan.read(&part, first))
                    .unwrap_or_else(|refusal| Err(ArrowError::ExternalError(Box::new(refusal))))
            });
        }
        match self.ahead.take() {
            Some(done) => Some(done.unwrap_or_else(|refusal| Err(ArrowError::ExternalError(Box::new(refusal))))),
            None => self.broken.take().map(Err),
        }
    }
}

/// Columns with their records, for whatever reads Arrow's C streams. It can be read once.
#[pyclass(frozen, name = "ArrowStream", module = "epicrisis._epicrisis")]
pub(crate) struct Stream {
    schema: SchemaRef,
    reading: Mutex<Option<Reading>>,
}

impl Stream {
    pub(crate) fn new(
        py: Python<'_>,
        reader: Shared,
        source: Box<dyn RecordBatchReader + Send>,
        columns: &Columns<'_>,
        explain: bool,
        threads: Option<NonZeroUsize>,
    ) -> PyResult<Self> {
        let plan = Plan::new(reader, &source.schema(), columns, explain).map_err(|message| setting(py, message))?;
        let ahead = Ahead::new(threads).map_err(|error| setting(py, format!("threads cannot be started: {error}")))?;
        Ok(Self {
            schema: Arc::clone(&plan.schema),
            reading: Mutex::new(Some(Reading {
                source,
                plan: Arc::new(plan),
                cut: None,
                row: 0,
                broken: None,
                ended: false,
                ahead,
            })),
        })
    }
}

#[pymethods]
impl Stream {
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        Ok(to_schema_pycapsule(py, self.schema.as_ref())?)
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let reading = self.reading.lock().unwrap_or_else(PoisonError::into_inner).take();
        let reading = reading.ok_or_else(|| PyValueError::new_err("this stream has been read; make another"))?;
        let structs = reading.map(|batch| batch.map(|batch| Arc::new(StructArray::from(batch)) as ArrayRef));
        let field = Field::new_struct("", self.schema.fields().clone(), false);
        let arrays = ArrayIterator::new(structs, Arc::new(field));
        Ok(to_stream_pycapsule(py, Box::new(arrays), requested_schema)?)
    }
}
