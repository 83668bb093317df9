//! Rows by the types of their columns.

use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, Float64Builder, Int32Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use csv::StringRecord;
use epicrisis_export::tables::{Column, Holds};

use crate::TableError;

/// Rows that are gathered, column by column.
#[derive(Debug)]
pub(crate) struct Batch {
    schema: SchemaRef,
    columns: Vec<(Column, Builder)>,
    rows: usize,
}

#[derive(Debug)]
enum Builder {
    Text(StringBuilder),
    Integer(Int32Builder),
    Number(Float64Builder),
    Truth(BooleanBuilder),
}

impl Batch {
    pub(crate) fn new(columns: Vec<Column>) -> Self {
        let field = |column: &Column| Field::new(column.name, data_type(column.holds), !column.always);
        let schema = Schema::new(columns.iter().map(field).collect::<Vec<_>>());
        Self {
            schema: Arc::new(schema),
            columns: columns
                .into_iter()
                .map(|column| (column, Builder::of(column.holds)))
                .collect(),
            rows: 0,
        }
    }

    pub(crate) fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// Takes a row; an empty cell is one that is not known.
    pub(crate) fn push(&mut self, row: &StringRecord) -> Result<(), TableError> {
        for (at, (column, builder)) in self.columns.iter_mut().enumerate() {
            let cell = row.get(at).unwrap_or_default();
            let known = (!cell.is_empty()).then_some(cell);
            builder.push(known).ok_or(TableError::Cell { column: column.name })?;
        }
        self.rows += 1;
        Ok(())
    }

    /// Gives the rows, and is empty.
    pub(crate) fn take(&mut self) -> Result<RecordBatch, TableError> {
        self.rows = 0;
        let arrays = self.columns.iter_mut().map(|(_, builder)| builder.finish()).collect();
        Ok(RecordBatch::try_new(self.schema(), arrays)?)
    }
}

fn data_type(holds: Holds) -> DataType {
    match holds {
        Holds::Text => DataType::Utf8,
        Holds::Integer => DataType::Int32,
        Holds::Number => DataType::Float64,
        Holds::Truth => DataType::Boolean,
    }
}

impl Builder {
    fn of(holds: Holds) -> Self {
        match holds {
            Holds::Text => Self::Text(StringBuilder::new()),
            Holds::Integer => Self::Integer(Int32Builder::new()),
            Holds::Number => Self::Number(Float64Builder::new()),
            Holds::Truth => Self::Truth(BooleanBuilder::new()),
        }
    }

    /// Takes a cell; `None` where it is not what the column holds.
    fn push(&mut self, cell: Option<&str>) -> Option<()> {
        match self {
            Self::Text(texts) => texts.append_option(cell),
            Self::Integer(wholes) => wholes.append_option(cell.map(str::parse).transpose().ok()?),
            Self::Number(numbers) => numbers.append_option(cell.map(str::parse).transpose().ok()?),
            Self::Truth(truths) => truths.append_option(cell.map(str::parse).transpose().ok()?),
        }
        Some(())
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Text(texts) => Arc::new(texts.finish()),
            Self::Integer(wholes) => Arc::new(wholes.finish()),
            Self::Number(numbers) => Arc::new(numbers.finish()),
            Self::Truth(truths) => Arc::new(truths.finish()),
        }
    }
}
