//! A Parquet file that is being written, a row group at a time.

use std::mem;

use csv::{ReaderBuilder, StringRecord};
use epicrisis_export::Piece;
use epicrisis_export::tables::Table;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

use crate::TableError;
use crate::batch::Batch;

/// So many rows are encoded at once.
const BATCH: usize = 4096;

/// One table on its way into its file.
#[derive(Debug)]
pub(crate) struct File {
    path: String,
    batch: Batch,
    /// A row group that takes more than this is closed, in bytes of memory.
    group: usize,
    /// It writes into a vector, which is emptied as it fills.
    writer: ArrowWriter<Vec<u8>>,
}

impl File {
    pub(crate) fn new(table: Table, group: usize) -> Result<Self, TableError> {
        let batch = Batch::new(table.columns);
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(format!("Epicrisis {}", env!("CARGO_PKG_VERSION")))
            .build();
        Ok(Self {
            path: format!("{}.parquet", table.name),
            writer: ArrowWriter::try_new(Vec::new(), batch.schema(), Some(properties))?,
            batch,
            group,
        })
    }

    /// Takes rows as CSV has them.
    pub(crate) fn push(&mut self, rows: &[u8]) -> Result<(), TableError> {
        let mut rows = ReaderBuilder::new().has_headers(false).from_reader(rows);
        let mut row = StringRecord::new();
        while rows.read_record(&mut row)? {
            self.batch.push(&row)?;
            if self.batch.rows() >= BATCH {
                self.encode()?;
            }
        }
        Ok(())
    }

    fn encode(&mut self) -> Result<(), TableError> {
        self.writer.write(&self.batch.take()?)?;
        if self.writer.memory_size() >= self.group {
            self.writer.flush()?;
        }
        Ok(())
    }

    /// What is ready to be written, if any.
    pub(crate) fn written(&mut self) -> Option<Piece> {
        let ready = mem::take(self.writer.inner_mut());
        (!ready.is_empty()).then(|| Piece::next(self.path.clone(), ready))
    }

    /// What remains to be written: the last rows, and the index at the end of the file.
    pub(crate) fn end(mut self) -> Result<Piece, TableError> {
        if self.batch.rows() > 0 {
            self.encode()?;
        }
        Ok(Piece::next(self.path, self.writer.into_inner()?))
    }
}
