//! From the paths given to the documents behind them, one after the other and never all at once.

mod ids;
mod jobs;
mod lines;
#[cfg(feature = "parquet")]
mod parquet;
mod table;
mod walk;

use std::path::{Path, PathBuf};

use epicrisis_brat::Standoff;
pub(crate) use jobs::{Fields, Job, jobs};
pub(crate) use walk::State;

use crate::args::{InputFormat, LARGEST};
use crate::failure::{Failure, Problem};

/// How an input is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// The whole of it is one document.
    Text,
    /// A JSON object a line.
    JsonLines,
    /// A table with a header.
    Csv,
    /// A table as Parquet, which only builds with the feature `parquet` can read.
    Parquet,
}

impl Form {
    /// By the ending of the name; `None` where it is none of ours.
    fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "txt" => Some(Self::Text),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            "csv" | "tsv" => Some(Self::Csv),
            "parquet" => Some(Self::Parquet),
            _ => None,
        }
    }
}

/// One input, not yet opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Source {
    /// `None` for standard input.
    pub(crate) path: Option<PathBuf>,
    pub(crate) form: Form,
    /// The document's id; of a table, what the ids of rows without one are made from.
    pub(crate) id: String,
    /// How it was when it was found.
    pub(crate) state: State,
}

impl Source {
    /// How errors name it.
    pub(crate) fn place(&self) -> String {
        self.path
            .as_deref()
            .map_or_else(|| "standard input".to_owned(), |path| path.display().to_string())
    }
}

/// What the paths lead to, in their order, folders by path; what leads nowhere stands in its place as a failure.
pub(crate) fn resolve(paths: &[PathBuf], format: InputFormat) -> Vec<Result<Source, Failure>> {
    let found: Vec<_> = paths.iter().flat_map(|path| walk::find(path)).collect();
    let mut ids = ids::assign(found.iter().filter_map(|found| found.as_ref().ok())).into_iter();
    found
        .into_iter()
        .map(|found| {
            let found = found?;
            let form = match format {
                InputFormat::Auto => found.path.as_deref().and_then(Form::of).unwrap_or(Form::Text),
                InputFormat::Text => Form::Text,
                InputFormat::Jsonl => Form::JsonLines,
                InputFormat::Csv => Form::Csv,
                InputFormat::Parquet => Form::Parquet,
            };
            // As many ids as things found were asked for, in their order.
            let id = ids.next().unwrap_or_default();
            Ok(Source {
                path: found.path,
                form,
                id,
                state: found.state,
            })
        })
        .collect()
}

/// How many bytes all of it is; `None` where something tells no size, as standard input does.
pub(crate) fn size(sources: &[Result<Source, Failure>]) -> Option<u64> {
    let mut all = 0;
    for source in sources.iter().flatten() {
        source.path.as_ref()?;
        all += source.state.size;
    }
    Some(all)
}

/// The text of a file, whatever its encoding.
pub(crate) fn text(path: &Path) -> Result<String, Failure> {
    let bytes = std::fs::read(path).map_err(|error| Failure::at(path, error))?;
    if bytes.len() as u64 > LARGEST {
        let what = "the limit";
        return Err(Failure::at(path, Problem::TooLarge { what, limit: LARGEST }));
    }
    let decoded = epicrisis_text::decode(&bytes).map_err(|_| Failure::at(path, Problem::NotText))?;
    Ok(decoded.text)
}

/// The text of a file, and what the `.ann` file beside it says.
pub(crate) fn annotated(path: &Path) -> Result<(String, Standoff), Failure> {
    let annotations = path.with_extension("ann");
    if !annotations.exists() {
        return Err(Failure::at(path, Problem::NoAnnotations));
    }
    let gold = epicrisis_brat::parse(&text(&annotations)?).map_err(|error| Failure::at(&annotations, error))?;
    Ok((text(path)?, gold))
}
