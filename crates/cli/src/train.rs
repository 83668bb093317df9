//! `epicrisis train`: a model from annotated documents.

use std::fs;

use epicrisis_train::{Document, Epoch, Folder, Options, Score, train};

use crate::Ending;
use crate::args::{InputFormat, Train};
use crate::extract::{engine, model};
use crate::failure::Failure;
use crate::inputs::{self, Form, Source};
use crate::progress::complain;

pub(crate) fn run(arguments: &Train) -> Ending {
    match all(arguments) {
        Ok(0) => Ending::Done,
        Ok(failed) => {
            complain(&format_args!("{failed} inputs failed; the rest was learnt"));
            Ending::SomeFailed
        }
        Err(message) => {
            complain(&message);
            Ending::WrongUsage
        }
    }
}

/// Learns; gives how many inputs failed.
///
/// # Errors
/// How it was called wrongly.
fn all(arguments: &Train) -> Result<usize, String> {
    let engine = engine(&arguments.with)?;
    let base = model(&arguments.with.means)?;
    let mut failed = 0;
    let mut folders = Vec::new();
    for path in &arguments.gold {
        if !path.is_dir() {
            return Err(format!(
                "{}: no folder; --gold takes folders of texts with their annotations",
                path.display()
            ));
        }
        let mut documents = Vec::new();
        for source in inputs::resolve(std::slice::from_ref(path), InputFormat::Auto) {
            match source.and_then(|source| document(arguments, source)) {
                Ok(document) => documents.extend(document),
                Err(failure) => {
                    complain(&failure);
                    failed += 1;
                }
            }
        }
        folders.push(Folder { documents, weight: 1.0 });
    }
    let options = Options {
        epochs: arguments.epochs.into(),
        most_rows: arguments.size as usize * 1000,
        ..Options::default()
    };
    let outcome = train(&engine, &folders, base.as_ref(), &options, |epoch| {
        complain(&line(epoch))
    })
    .map_err(|error| error.to_string())?;
    let out = &arguments.out;
    fs::write(out, &outcome.bytes).map_err(|error| format!("{}: cannot be written: {error}", out.display()))?;
    print!("{}", table(&outcome.scores));
    let (documents, held) = outcome.documents;
    println!(
        "\n{documents} documents, {held} of them held out for this table; {} epochs",
        outcome.epochs
    );
    Ok(failed)
}

/// A text with its annotations; nothing of what is no text.
fn document(arguments: &Train, source: Source) -> Result<Option<Document>, Failure> {
    let Some(path) = source.path.as_deref().filter(|_| source.form == Form::Text) else {
        return Ok(None);
    };
    let (text, gold) = inputs::annotated(path)?;
    Ok(Some(Document {
        name: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        text,
        language: arguments.with.language().map(str::to_owned),
        gold: gold.annotations,
    }))
}

fn line(epoch: &Epoch) -> String {
    let scores: Vec<String> = epoch
        .scores
        .iter()
        .map(|s| format!("{} {:.3}", s.kind, s.agreement.strict()))
        .collect();
    format!("epoch {}: {}", epoch.number, scores.join(", "))
}

/// What the model is worth, for people.
fn table(scores: &[Score]) -> String {
    let mut out = format!(
        "{:12} {:>8} {:>8} {:>8} {:>12}\n",
        "kind", "gold", "made", "strict", "overlapping"
    );
    for Score { kind, agreement } in scores {
        out += &format!(
            "{kind:12} {:>8} {:>8} {:>8.3} {:>12.3}\n",
            agreement.gold,
            agreement.made,
            agreement.strict(),
            agreement.overlapping()
        );
    }
    out
}
