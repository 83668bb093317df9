//! The four tables of [`epicrisis_export::tables`] as Parquet files; and documents out of Parquet files ([`TextRows`]).
//!
//! The rows are those of the CSV files, read by the types of their columns: so both say the same. Memory does not grow with the
//! number of documents: rows are written in groups of bounded size.
//!
//! ```
//! use epicrisis_export::Export;
//! use epicrisis_tables::Parquet;
//!
//! let tables = Parquet::default();
//! tables.begin()?;
//! let files = tables.end()?;
//! assert_eq!(files[0].path, "documents.parquet");
//! assert!(files[0].content.starts_with(b"PAR1"));
//! # Ok::<(), epicrisis_export::ExportError>(())
//! ```

mod batch;
mod file;
mod read;

use std::sync::{Mutex, PoisonError};

use epicrisis_export::tables::{self, Csv};
use epicrisis_export::{Export, ExportError, Piece, Telling};
use thiserror::Error;

use file::File;
pub use read::{ReadError, TextRow, TextRows, Wanted};

/// A folder of four Parquet files, one a table.
#[derive(Debug)]
pub struct Parquet {
    /// In the order of [`tables::all`]. One thread writes; none ever waits for it.
    files: Mutex<Vec<File>>,
    /// How much a file may hold in memory before a row group of it is closed, in bytes.
    group: usize,
}

/// Large enough that readers can skip, small enough that four files are no burden.
const GROUP: usize = 16 << 20;

impl Default for Parquet {
    fn default() -> Self {
        Self {
            files: Mutex::default(),
            group: GROUP,
        }
    }
}

impl Export for Parquet {
    fn begin(&self) -> Result<Vec<Piece>, ExportError> {
        let files = tables::all().into_iter().map(|table| File::new(table, self.group));
        let files = files.collect::<Result<_, _>>().map_err(ExportError::other)?;
        *self.files.lock().unwrap_or_else(PoisonError::into_inner) = files;
        Ok(Vec::new())
    }

    fn document(&self, telling: Telling<'_>) -> Result<Vec<Piece>, ExportError> {
        Csv.document(telling)
    }

    fn in_order(&self, pieces: Vec<Piece>) -> Result<Vec<Piece>, ExportError> {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        let mut written = Vec::new();
        for (file, rows) in files.iter_mut().zip(pieces) {
            file.push(&rows.content).map_err(ExportError::other)?;
            written.extend(file.written());
        }
        Ok(written)
    }

    fn end(&self) -> Result<Vec<Piece>, ExportError> {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        let ends = files.drain(..).map(|file| file.end().map_err(ExportError::other));
        ends.collect()
    }
}

/// Why rows could not be written.
#[derive(Debug, Error)]
enum TableError {
    #[error("a row is no CSV: {0}")]
    Csv(#[from] csv::Error),
    #[error("`{column}` of a row is not what its column holds")]
    Cell { column: &'static str },
    #[error("cannot be made a batch of rows: {0}")]
    Arrow(#[from] arrow_schema::ArrowError),
    #[error("cannot be written as Parquet: {0}")]
    Parquet(#[from] parquet::errors::ParquetError),
}

#[cfg(test)]
mod tests;
