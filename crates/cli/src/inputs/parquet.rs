//! Parquet files: a row a document, as of any table.

use std::fs::File;

use epicrisis_tables::{ReadError, TextRow, TextRows, Wanted};

use crate::failure::{Failure, Problem};
use crate::inputs::{Fields, Job, Source};

/// The rows of a file as documents.
pub(crate) fn rows(source: Source, fields: &Fields) -> Box<dyn Iterator<Item = Job>> {
    let place = source.place();
    match Rows::open(source, fields.clone()) {
        Ok(rows) => Box::new(rows),
        Err(problem) => Box::new(std::iter::once(Job::Failed(Failure::new(place, problem)))),
    }
}

struct Rows {
    rows: TextRows,
    place: String,
    stem: String,
    number: u64,
    /// What a row takes of the file on the average: where a row ends in it, nobody can say.
    cost: u64,
    fields: Fields,
}

impl Rows {
    fn open(source: Source, fields: Fields) -> Result<Self, Problem> {
        let place = source.place();
        let file = File::open(source.path.ok_or(Problem::ParquetPiped)?)?;
        let wanted = Wanted {
            text: &fields.text,
            id: &fields.id,
            id_needed: fields.id_named,
        };
        let rows = TextRows::open(file, wanted).map_err(|error| problem(error, &fields))?;
        Ok(Self {
            cost: source.state.size.checked_div(rows.rows()).unwrap_or_default(),
            rows,
            place,
            stem: source.id,
            number: 0,
            fields,
        })
    }

    fn row(&mut self) -> Option<Job> {
        self.number += 1;
        let place = format!("{}, row {}", self.place, self.number);
        let problem = match self.rows.next()? {
            Ok(TextRow { id, text: Some(bytes) }) => {
                return Some(Job::Field {
                    place,
                    bytes,
                    id: id.unwrap_or_else(|| format!("{}#{}", self.stem, self.number)),
                    cost: self.cost,
                });
            }
            Ok(TextRow { text: None, .. }) => Problem::NoText {
                field: self.fields.text_names(),
            },
            // Behind it, the file says nothing more.
            Err(error) => problem(error, &self.fields),
        };
        Some(Job::Failed(Failure::new(place, problem)))
    }
}

impl Iterator for Rows {
    type Item = Job;

    fn next(&mut self) -> Option<Job> {
        self.row()
    }
}

fn problem(error: ReadError, fields: &Fields) -> Problem {
    match error {
        ReadError::NoText => Problem::NoColumn {
            field: fields.text_names(),
            option: "--text-field",
        },
        ReadError::NoId => Problem::NoColumn {
            field: fields.id_names(),
            option: "--id-field",
        },
        error => Problem::Parquet(error),
    }
}
