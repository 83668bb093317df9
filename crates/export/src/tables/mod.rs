//! Records as four tables: `documents`, `mentions`, `values` and `relations`, tied by the ids of documents and mentions.
//!
//! What a column is called, what it holds and where it comes from is said once, in this module; CSV and Parquet are two ways
//! of writing it. Names are none that SQL reserves. Offsets are Unicode code points of the document, half-open, and signed,
//! since Spark knows no other integers.
//!
//! ```
//! use epicrisis_export::tables;
//!
//! let names: Vec<&str> = tables::all().iter().map(|table| table.name).collect();
//! assert_eq!(names, ["documents", "mentions", "values", "relations"]);
//! ```

mod cell;
mod documents;
mod mentions;
mod relations;
mod values;

use std::collections::HashMap;

use epicrisis_record::{Mention, MentionId, Record};

use crate::{Export, ExportError, Piece, Telling};

use cell::{Cell, Field};
pub use cell::{Column, Holds};

/// A table: its name and its columns.
#[derive(Debug, Clone)]
pub struct Table {
    /// The stem of its file.
    pub name: &'static str,
    /// Its columns, in order.
    pub columns: Vec<Column>,
}

impl Table {
    fn of<R>(name: &'static str, fields: &[Field<R>]) -> Self {
        Self {
            name,
            columns: fields.iter().map(|field| field.column).collect(),
        }
    }
}

/// All tables, in the order in which [`Csv`] makes the pieces of a document.
#[must_use]
pub fn all() -> [Table; 4] {
    [
        Table::of(documents::NAME, &documents::fields()),
        Table::of(mentions::NAME, &mentions::fields()),
        Table::of(values::NAME, &values::fields()),
        Table::of(relations::NAME, &relations::fields()),
    ]
}

/// A folder of four CSV files, as RFC 4180 has them: UTF-8, commas, a line of names first. What is not known is empty.
#[derive(Debug, Clone, Copy, Default)]
pub struct Csv;

impl Csv {
    /// The rows of a document, table by table in the order of [`all`], without the lines of names.
    ///
    /// # Errors
    /// Where a row cannot be written.
    pub fn rows(record: &Record) -> Result<[Vec<u8>; 4], ExportError> {
        let case = Case::of(record);
        Ok([
            written(&documents::fields(), documents::rows(&case))?,
            written(&mentions::fields(), mentions::rows(&case))?,
            written(&values::fields(), values::rows(&case))?,
            written(&relations::fields(), relations::rows(&case))?,
        ])
    }
}

impl Export for Csv {
    fn begin(&self) -> Result<Vec<Piece>, ExportError> {
        let heads = all().into_iter().map(|table| {
            let names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
            Piece::next(file(table.name), names.join(",") + "\n")
        });
        Ok(heads.collect())
    }

    fn document(&self, telling: Telling<'_>) -> Result<Vec<Piece>, ExportError> {
        let names = [documents::NAME, mentions::NAME, values::NAME, relations::NAME];
        let rows = Self::rows(telling.record)?;
        Ok(names
            .into_iter()
            .zip(rows)
            .map(|(name, rows)| Piece::next(file(name), rows))
            .collect())
    }
}

fn file(table: &str) -> String {
    format!("{table}.csv")
}

fn written<R>(fields: &[Field<R>], rows: impl Iterator<Item = R>) -> Result<Vec<u8>, ExportError> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut number = String::new();
    for row in rows {
        for field in fields {
            match (field.of)(&row) {
                Cell::Unknown => writer.write_field("")?,
                Cell::Text(text) => writer.write_field(text.as_ref())?,
                other => {
                    number.clear();
                    other.print(&mut number);
                    writer.write_field(&number)?;
                }
            }
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer
        .into_inner()
        .map_err(|error| ExportError::Csv(error.into_error().into()))
}

/// A record with its mentions by id.
struct Case<'r> {
    record: &'r Record,
    by_id: HashMap<MentionId, &'r Mention>,
}

impl<'r> Case<'r> {
    fn of(record: &'r Record) -> Self {
        Self {
            record,
            by_id: record.mentions.iter().map(|mention| (mention.id, mention)).collect(),
        }
    }

    fn mention(&self, id: MentionId) -> Option<&'r Mention> {
        self.by_id.get(&id).copied()
    }
}

#[cfg(test)]
mod tests;
