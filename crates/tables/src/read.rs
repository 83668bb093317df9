//! Documents out of a Parquet file: a row a document, of which only two columns are read.

use std::fs::File;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::DataType;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::file::metadata::ParquetMetaData;
use thiserror::Error;

/// What is held of the column of texts at once, in bytes, where rows are of like size.
const HELD: u64 = 4 << 20;
/// So many rows are held at most, however short they are.
const ROWS: u64 = 1024;

/// Why a Parquet file cannot be read as documents.
#[derive(Debug, Error)]
pub enum ReadError {
    /// It is none, it is damaged, or it is packed in a way that is not read.
    #[error("cannot be read as Parquet: {0}")]
    Parquet(#[from] parquet::errors::ParquetError),
    /// A batch of rows cannot be read: damaged, or a text beyond what Arrow holds.
    #[error("cannot be read as Parquet: {0}")]
    Arrow(#[from] arrow_schema::ArrowError),
    /// It is damaged in a way that its reader does not foresee.
    #[error("cannot be read as Parquet: it is damaged")]
    Damaged,
    /// No column has one of the names that are looked for.
    #[error("the table has no such column")]
    NoText,
    /// The same, of the column with the ids.
    #[error("the table has no such column of ids")]
    NoId,
    /// The column is of a type that is no text, or, of ids, no text and no whole number.
    #[error("column `{column}` is of type {found}, which cannot be read as text")]
    Type {
        /// Its name.
        column: String,
        /// Its type, in Arrow's words.
        found: String,
    },
}

/// Which columns hold what, by their names in any capitals; the first that is there.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'w> {
    /// The text.
    pub text: &'w [String],
    /// The id.
    pub id: &'w [String],
    /// Whether there must be one.
    pub id_needed: bool,
}

/// A document of a Parquet file, its bytes not yet decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextRow {
    /// `None` where the row has none.
    pub id: Option<String>,
    /// `None` where the row has none.
    pub text: Option<Vec<u8>>,
}

/// The rows of a Parquet file, in order. A few are held at a time, by how large they are on the average.
///
/// Behind an error there is nothing more.
pub struct TextRows {
    reader: ParquetRecordBatchReader,
    /// Where the columns are among those that are read.
    text: usize,
    id: Option<usize>,
    held: Option<RecordBatch>,
    at: usize,
    rows: u64,
    over: bool,
}

impl TextRows {
    /// Opens a file.
    ///
    /// # Errors
    /// Where it is no Parquet file, or lacks what is wanted.
    pub fn open(file: File, wanted: Wanted<'_>) -> Result<Self, ReadError> {
        caught(|| Self::opened(file, wanted))
    }

    fn opened(file: File, wanted: Wanted<'_>) -> Result<Self, ReadError> {
        // What Arrow says of its own types beside Parquet's is passed over: a column of categories is then one of texts.
        let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
        let builder = ParquetRecordBatchReaderBuilder::try_new_with_options(file, options)?;
        let schema = Arc::clone(builder.schema());
        let column = |names: &[String]| {
            let named = |name: &String| schema.fields().iter().position(|f| f.name().eq_ignore_ascii_case(name));
            names.iter().find_map(named)
        };
        let text = column(wanted.text).ok_or(ReadError::NoText)?;
        let id = column(wanted.id);
        if id.is_none() && wanted.id_needed {
            return Err(ReadError::NoId);
        }
        let fits = |at: usize, fit: fn(&DataType) -> bool| {
            let field = schema.field(at);
            if fit(field.data_type()) {
                return Ok(());
            }
            Err(ReadError::Type {
                column: field.name().clone(),
                found: field.data_type().to_string(),
            })
        };
        fits(text, is_text)?;
        if let Some(id) = id {
            fits(id, |found| is_text(found) || found.is_integer())?;
        }
        // Columns come in the order of the file, each once.
        let place = |at: usize| usize::from(id.is_some_and(|id| id < text && at == text || id > text && at == id));
        let mask = ProjectionMask::roots(builder.parquet_schema(), id.into_iter().chain([text]));
        let rows = u64::try_from(builder.metadata().file_metadata().num_rows()).unwrap_or_default();
        let batch = batch(builder.metadata(), text);
        Ok(Self {
            reader: builder.with_projection(mask).with_batch_size(batch).build()?,
            text: place(text),
            id: id.map(place),
            held: None,
            at: 0,
            rows,
            over: false,
        })
    }

    /// How many rows the file says it has.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    fn row(&mut self) -> Result<Option<TextRow>, ReadError> {
        loop {
            if let Some(batch) = self.held.as_ref().filter(|batch| self.at < batch.num_rows()) {
                let row = TextRow {
                    id: self.id.and_then(|id| name(batch.column(id), self.at)),
                    text: bytes(batch.column(self.text), self.at).map(<[u8]>::to_vec),
                };
                self.at += 1;
                return Ok(Some(row));
            }
            let Some(next) = self.reader.next() else {
                return Ok(None);
            };
            (self.held, self.at) = (Some(next?), 0);
        }
    }
}

impl Iterator for TextRows {
    type Item = Result<TextRow, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.over {
            return None;
        }
        let row = caught(|| self.row()).transpose();
        self.over = !matches!(row, Some(Ok(_)));
        row
    }
}

/// The reader of Parquet panics on some damaged files. They are anybody's, so that is an error of the file as any other; what was
/// being read is not used any more.
fn caught<T>(read: impl FnOnce() -> Result<T, ReadError>) -> Result<T, ReadError> {
    panic::catch_unwind(AssertUnwindSafe(read)).unwrap_or(Err(ReadError::Damaged))
}

/// How many rows are read at once, by what the texts of the group with the longest take on the average.
fn batch(metadata: &ParquetMetaData, text: usize) -> usize {
    let longest = metadata
        .row_groups()
        .iter()
        .filter_map(|group| {
            // Of a file without nested columns, which others are not read from, a column's leaf has its own place; where it
            // has not, the group as a whole is more than the column.
            let flat = group.columns().get(text).filter(|_| {
                group.num_columns() == metadata.file_metadata().schema_descr().root_schema().get_fields().len()
            });
            let size = flat.map_or(group.total_byte_size(), |column| column.uncompressed_size());
            u64::try_from(size)
                .ok()?
                .checked_div(u64::try_from(group.num_rows()).ok()?)
        })
        .max()
        .unwrap_or_default();
    let rows = (HELD / longest.max(1)).clamp(1, ROWS);
    usize::try_from(rows).unwrap_or(1)
}

fn is_text(found: &DataType) -> bool {
    matches!(
        found,
        DataType::Utf8
            | DataType::LargeUtf8
            | DataType::Utf8View
            | DataType::Binary
            | DataType::LargeBinary
            | DataType::BinaryView
    )
}

/// A text as bytes; `None` where there is none.
fn bytes(column: &ArrayRef, at: usize) -> Option<&[u8]> {
    if column.is_null(at) {
        return None;
    }
    match column.data_type() {
        DataType::Utf8 => Some(column.as_string::<i32>().value(at).as_bytes()),
        DataType::LargeUtf8 => Some(column.as_string::<i64>().value(at).as_bytes()),
        DataType::Utf8View => Some(column.as_string_view().value(at).as_bytes()),
        DataType::Binary => Some(column.as_binary::<i32>().value(at)),
        DataType::LargeBinary => Some(column.as_binary::<i64>().value(at)),
        DataType::BinaryView => Some(column.as_binary_view().value(at)),
        _ => None,
    }
}

/// An id; `None` where there is none or an empty one.
fn name(column: &ArrayRef, at: usize) -> Option<String> {
    if column.is_null(at) {
        return None;
    }
    Some(match column.data_type() {
        DataType::Int8 => column.as_primitive::<Int8Type>().value(at).to_string(),
        DataType::Int16 => column.as_primitive::<Int16Type>().value(at).to_string(),
        DataType::Int32 => column.as_primitive::<Int32Type>().value(at).to_string(),
        DataType::Int64 => column.as_primitive::<Int64Type>().value(at).to_string(),
        DataType::UInt8 => column.as_primitive::<UInt8Type>().value(at).to_string(),
        DataType::UInt16 => column.as_primitive::<UInt16Type>().value(at).to_string(),
        DataType::UInt32 => column.as_primitive::<UInt32Type>().value(at).to_string(),
        DataType::UInt64 => column.as_primitive::<UInt64Type>().value(at).to_string(),
        _ => String::from_utf8_lossy(bytes(column, at)?.trim_ascii()).into_owned(),
    })
    .filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests;
