//! What tells one call of `extract` from another, so that none goes on with what another has begun.

use std::path::Path;
use std::time::UNIX_EPOCH;

use sha2::{Digest, Sha256};

use crate::args::{Extract, Format, ModelOf};
use crate::extract::Sources;
use crate::formats;
use crate::inputs::{Source, State};
use crate::ledger::{Call, Ledger, LedgerError, Mark};

/// Opens the ledger of a call, where one is kept, and tells where an earlier call was stopped.
///
/// # Errors
/// Where it is to be gone on with and cannot be.
pub(crate) fn open(
    arguments: &Extract,
    sources: &Sources,
    several: bool,
) -> Result<(Option<Ledger>, Option<Mark>), String> {
    let Some(out) = arguments.out.as_deref() else {
        return Ok((None, None));
    };
    if let Some(why) = impossible(arguments, sources, out) {
        return match arguments.resume {
            true => Err(format!("--resume: {why}")),
            false => Ok((None, None)),
        };
    }
    match Ledger::open(out, &call(arguments, sources, several), arguments.resume) {
        Ok((ledger, mark)) => Ok((Some(ledger), mark)),
        // Nobody asked for it: where it cannot be kept, the call cannot be gone on with, and that is all.
        Err(LedgerError::Unwritable { .. }) if !arguments.resume => Ok((None, None)),
        Err(error) => Err(error.to_string()),
    }
}

/// Why a call with these arguments cannot be gone on with, if it is stopped.
fn impossible(arguments: &Extract, sources: &Sources, out: &Path) -> Option<&'static str> {
    if sources.iter().flatten().any(|source| source.path.is_none()) {
        return Some("standard input cannot be read a second time; name files");
    }
    if out.metadata().is_ok_and(|about| !about.is_file() && !about.is_dir()) {
        return Some("what --out names is no file and no folder; name one");
    }
    if unfinished_is_nothing(formats::format(arguments)) {
        return Some("a Parquet file is one only when it is finished; give another --format, as `csv`");
    }
    None
}

#[cfg(feature = "parquet")]
fn unfinished_is_nothing(format: Format) -> bool {
    format == Format::Parquet
}

#[cfg(not(feature = "parquet"))]
fn unfinished_is_nothing(_: Format) -> bool {
    false
}

/// All that decides what is written.
fn call(arguments: &Extract, sources: &Sources, several: bool) -> Call {
    let Extract { inputs, with, omop, .. } = arguments;
    let means = &with.means;
    let file = |path: &Path| written(path, path.metadata().as_ref().map(State::from).unwrap_or_default());
    let option = |value: Option<&str>| value.unwrap_or_default().to_owned();
    let model = match means.model() {
        ModelOf::BuiltIn => "built-in".to_owned(),
        ModelOf::None => "none".to_owned(),
        ModelOf::File(path) => file(path),
    };
    let vocabulary = omop.vocabulary.as_deref().map(|folder| {
        ["CONCEPT.csv", "CONCEPT_RELATIONSHIP.csv"]
            .map(|name| file(&folder.join(name)))
            .join(", ")
    });
    [
        ("version of the program", program()),
        (
            "set of inputs, or they have changed since: the PATHs",
            identity(sources),
        ),
        (
            "number of documents",
            if several { "several" } else { "one" }.to_owned(),
        ),
        ("--format", format!("{:?}", formats::format(arguments))),
        ("--language", with.language.clone()),
        ("--lexicon", option(means.lexicon.as_deref().map(file).as_deref())),
        ("--model", model),
        ("--caution", means.caution().to_string()),
        ("--explain", arguments.explain.to_string()),
        ("--issued", option(arguments.issued.as_deref())),
        ("--date", omop.date.map(|date| date.to_string()).unwrap_or_default()),
        ("--vocabulary", option(vocabulary.as_deref())),
        ("--input-format", format!("{:?}", inputs.input_format)),
        ("--text-field", option(inputs.text_field.as_deref())),
        ("--id-field", option(inputs.id_field.as_deref())),
        ("--max-size", inputs.max_size.to_string()),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect()
}

/// The version, and the size of the program: two builds of one version seldom have the same.
fn program() -> String {
    let size = std::env::current_exe().and_then(|path| path.metadata());
    format!("{}, {}", env!("CARGO_PKG_VERSION"), size.map_or(0, |about| about.len()))
}

/// Which inputs there are and how they were found: their contents are not read for this.
fn identity(sources: &Sources) -> String {
    let mut hash = Sha256::new();
    let mut put = |text: &str| {
        hash.update(text);
        hash.update([0]);
    };
    for source in sources {
        match source {
            Ok(Source { path, form, id, state }) => {
                put(&written(path.as_deref().unwrap_or(Path::new("-")), *state));
                put(&format!("{form:?}"));
                put(id);
            }
            Err(failure) => put(&failure.to_string()),
        }
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn written(path: &Path, state: State) -> String {
    let changed = state.changed.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    format!(
        "{} {} {}",
        path.display(),
        state.size,
        changed.unwrap_or_default().as_nanos()
    )
}
