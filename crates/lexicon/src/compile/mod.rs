//! From sources to the flat file.

mod build;
mod concepts;
mod phrases;
mod values;
mod words;
mod write;

use std::path::Path;

use thiserror::Error;

use crate::source::{self, Level, Problem, Source, SourceError};

/// Why no lexicon was built.
#[derive(Debug, Error)]
pub enum CompileError {
    /// The sources could not be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// Rows cannot be used.
    #[error("the language data has {} faults; the first: {}", .0.len(), .0.first().map(ToString::to_string).unwrap_or_default())]
    Faults(Vec<Problem>),
}

/// Compiles sources. Returns the bytes of the flat file, and what a person should look at.
///
/// The same sources give the same bytes. Rows that cannot be used are reported and left out.
pub fn compile(source: &Source) -> (Vec<u8>, Vec<Problem>) {
    let mut builder = build::Builder::new(source);
    builder.words();
    builder.concepts();
    builder.phrases();
    builder.values();
    builder.finish()
}

/// Compiles a folder.
///
/// # Errors
/// Where it cannot be read, or a row cannot be used: a lexicon that lacks what its authors wrote is not built.
pub fn compile_folder(folder: &Path) -> Result<(Vec<u8>, Vec<Problem>), CompileError> {
    let (source, mut problems) = source::load(folder)?;
    let (bytes, more) = compile(&source);
    problems.extend(more);
    let faults: Vec<Problem> = problems.iter().filter(|p| p.level == Level::Error).cloned().collect();
    if faults.is_empty() {
        Ok((bytes, problems))
    } else {
        Err(CompileError::Faults(faults))
    }
}
