//! What can go wrong with an input: what, where, and what to do. Never with a word of the document.

use std::io;
use std::path::Path;

use thiserror::Error;

/// An input that could not be done, and why.
#[derive(Debug, Error)]
#[error("{place}: {problem}")]
pub(crate) struct Failure {
    /// The path as given or found, with a line where there is one.
    pub(crate) place: String,
    /// What is wrong, and what to do.
    pub(crate) problem: Problem,
}

impl Failure {
    pub(crate) fn new(place: impl Into<String>, problem: impl Into<Problem>) -> Self {
        Self {
            place: place.into(),
            problem: problem.into(),
        }
    }

    pub(crate) fn at(path: &Path, problem: impl Into<Problem>) -> Self {
        Self::new(path.display().to_string(), problem)
    }
}

/// Why an input could not be done.
#[derive(Debug, Error)]
pub(crate) enum Problem {
    #[error("no such file or folder; check the path")]
    Missing,
    #[error("may not be read; check its permissions")]
    Denied,
    #[error("cannot be read: {0}")]
    Io(io::Error),
    #[error("not text but binary data; give plain text, JSON lines, CSV or Parquet")]
    NotText,
    #[error("larger than {what} of {limit} bytes; allow more with --max-size (to 1G), or part it")]
    TooLarge { what: &'static str, limit: u64 },
    #[error("the folder holds no .txt, .jsonl, .ndjson, .csv or .parquet file; name other files themselves")]
    NothingInFolder,
    #[error("one JSON value, not JSON lines; give one object a line in a .jsonl file")]
    JsonFile,
    #[error("no JSON object (the error is at column {column}); each line must be one")]
    JsonLine { column: usize },
    #[error("no text in field {field}; name the field that holds it with --text-field")]
    NoText { field: String },
    #[error("the table has no column {field}; name the one that is meant with {option}")]
    NoColumn { field: String, option: &'static str },
    #[error("no annotations beside it; its `.ann` file must have the same name")]
    NoAnnotations,
    #[error("no annotations as brat writes them: {0}")]
    Annotations(#[from] epicrisis_brat::BratError),
    #[error("is there already; write elsewhere with --out, or over it with --force")]
    Exists,
    #[error("a table in UTF-16; save it as UTF-8")]
    Utf16Table,
    #[error("the row cannot be read as CSV; check its quotes and its number of columns")]
    CsvRow,
    #[cfg(feature = "parquet")]
    #[error("{0}; write it anew as a flat Parquet table, or as CSV")]
    Parquet(epicrisis_tables::ReadError),
    #[cfg(feature = "parquet")]
    #[error("Parquet cannot be read from a pipe, since its end comes first; name the file")]
    ParquetPiped,
    #[cfg(not(feature = "parquet"))]
    #[error("this build reads no Parquet; build it with `--features parquet`, or give CSV")]
    ParquetUnread,
    #[error("its record {0}; please report it, without the document")]
    Export(#[from] epicrisis_export::ExportError),
    #[error("cannot be written: {0}")]
    Unwritten(io::Error),
    #[error("another document has filled `{file}` already; give each an id of its own")]
    FileTwice { file: String },
    #[cfg(feature = "load")]
    #[error("another document of this load has its id and another text; give each an id of its own")]
    SameId,
    #[cfg(feature = "load")]
    #[error("its id leads to the key of another document in the database; give it another id")]
    SameKey,
    #[cfg(feature = "load")]
    #[error("{0}")]
    Refused(#[from] epicrisis_load::LoadError),
    #[error("a fault of the program at {location}, not of the input; please report it, without the document")]
    Internal { location: String },
}

impl From<io::Error> for Problem {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            io::ErrorKind::PermissionDenied => Self::Denied,
            _ => Self::Io(error),
        }
    }
}
