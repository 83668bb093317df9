//! Documents to be done, as cheap as can be until a worker takes them: a path, a line, a field.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::PathBuf;

use crate::args::Inputs;
use crate::failure::Failure;
#[cfg(not(feature = "parquet"))]
use crate::failure::Problem;
#[cfg(feature = "parquet")]
use crate::inputs::parquet;
use crate::inputs::{Form, Source, lines, table};

/// One document to be read and extracted, or what came in its place.
#[derive(Debug)]
pub(crate) enum Job {
    /// A file, not yet opened.
    File { path: PathBuf, id: String, size: u64 },
    /// Standard input, which only one can read.
    Stdin { id: String },
    /// A line of JSON lines, not yet parsed; `id` where the line has none.
    Line { place: String, bytes: Vec<u8>, id: String },
    /// A field of a table, not yet decoded; `cost` is what its row took of the file.
    Field {
        place: String,
        bytes: Vec<u8>,
        id: String,
        cost: u64,
    },
    /// It failed already.
    Failed(Failure),
}

impl Job {
    /// How much memory it may take, roughly, in bytes: what bounds a batch.
    pub(crate) fn weight(&self) -> u64 {
        match self {
            Self::File { size, .. } => *size,
            Self::Line { bytes, .. } | Self::Field { bytes, .. } => bytes.len() as u64,
            Self::Stdin { .. } | Self::Failed(_) => 0,
        }
    }

    /// How much of the inputs is behind once it is done, in bytes, roughly.
    pub(crate) fn cost(&self) -> u64 {
        match self {
            Self::Field { cost, .. } => *cost,
            other => other.weight(),
        }
    }
}

/// Which fields of tables are meant, and how large a document may be.
#[derive(Debug, Clone)]
pub(crate) struct Fields {
    /// The names of the field with the text, the first that is there.
    pub(crate) text: Vec<String>,
    /// The names of the field with the id.
    pub(crate) id: Vec<String>,
    /// Whether the user named the field of the id, so that it must be there.
    pub(crate) id_named: bool,
    /// In bytes.
    pub(crate) max_size: u64,
}

impl Fields {
    /// Those that were asked for.
    pub(crate) fn of(inputs: &Inputs) -> Self {
        Self::new(
            inputs.text_field.as_deref(),
            inputs.id_field.as_deref(),
            inputs.max_size,
        )
    }

    pub(crate) fn new(text: Option<&str>, id: Option<&str>, max_size: u64) -> Self {
        let names = |given: Option<&str>, usual: [&str; 2]| match given {
            Some(name) => vec![name.to_owned()],
            None => usual.map(str::to_owned).to_vec(),
        };
        Self {
            text: names(text, ["text", "note_text"]),
            id: names(id, ["id", "note_id"]),
            id_named: id.is_some(),
            max_size,
        }
    }

    /// The names of the field with the text, for an error.
    pub(crate) fn text_names(&self) -> String {
        quoted(&self.text)
    }

    /// The names of the field with the id, for an error.
    pub(crate) fn id_names(&self) -> String {
        quoted(&self.id)
    }
}

fn quoted(names: &[String]) -> String {
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(" or ")
}

/// The documents of all sources, in order; tables are read as they are asked for.
pub(crate) fn jobs(sources: Vec<Result<Source, Failure>>, fields: &Fields) -> impl Iterator<Item = Job> + use<'_> {
    sources.into_iter().flat_map(move |source| match source {
        Ok(source) => open(source, fields),
        Err(failure) => one(Job::Failed(failure)),
    })
}

fn one(job: Job) -> Box<dyn Iterator<Item = Job>> {
    Box::new(std::iter::once(job))
}

fn open(source: Source, fields: &Fields) -> Box<dyn Iterator<Item = Job>> {
    let place = source.place();
    if source.form == Form::Text {
        return one(match source.path {
            None => Job::Stdin { id: source.id },
            Some(path) => Job::File {
                path,
                id: source.id,
                size: source.state.size,
            },
        });
    }
    if source.form == Form::Parquet {
        return parquet(source, fields);
    }
    let input: Box<dyn Read> = match &source.path {
        None => Box::new(io::stdin()),
        Some(path) => match File::open(path) {
            Ok(file) => Box::new(file),
            Err(error) => return one(Job::Failed(Failure::new(place, error))),
        },
    };
    let input = BufReader::with_capacity(1 << 16, input);
    if source.form == Form::Csv {
        table::rows(input, place, source.id, fields.clone())
    } else {
        Box::new(lines::Lines::new(input, place, source.id, fields.max_size))
    }
}

#[cfg(feature = "parquet")]
fn parquet(source: Source, fields: &Fields) -> Box<dyn Iterator<Item = Job>> {
    parquet::rows(source, fields)
}

#[cfg(not(feature = "parquet"))]
fn parquet(source: Source, _: &Fields) -> Box<dyn Iterator<Item = Job>> {
    one(Job::Failed(Failure::new(source.place(), Problem::ParquetUnread)))
}
