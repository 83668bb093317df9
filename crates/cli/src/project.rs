//! `epicrisis project`: annotations carried from one telling to others.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};

use epicrisis_brat::Standoff;
use epicrisis_extract::Engine;
use epicrisis_tellings::{Report, ReportedLost, Telling, align, project};
use serde_json::json;

use crate::Ending;
use crate::args::{InputFormat, Project};
use crate::batches;
use crate::extract::engine_for_tellings;
use crate::failure::{Failure, Problem};
use crate::guard;
use crate::inputs::{self, Form, Source};
use crate::progress::{Progress, complain};

/// What two documents with all that is read in them may hold while others are worked on.
const WEIGHT: u64 = 64 << 10;

/// A text to carry annotations to, and the one they come from.
struct Pair {
    from: PathBuf,
    to: PathBuf,
    /// Where the carried annotations go; the text is copied beside them where it is not there already.
    ann: PathBuf,
}

/// What became of one text.
struct Done {
    to: PathBuf,
    report: serde_json::Value,
    /// The annotations that were not carried.
    lost: Vec<ReportedLost>,
}

pub(crate) fn run(arguments: &Project) -> Ending {
    match all(arguments) {
        Ok(0) => Ending::Done,
        Ok(failed) => {
            complain(&format_args!("{failed} inputs failed; the rest is done"));
            Ending::SomeFailed
        }
        Err(message) => {
            complain(&message);
            Ending::WrongUsage
        }
    }
}

/// Carries all that is to be carried; gives how many inputs failed.
///
/// # Errors
/// How it was called wrongly.
fn all(arguments: &Project) -> Result<usize, String> {
    let engine = engine_for_tellings(&arguments.with)?;
    let from_language = Some(arguments.from_language.as_str()).filter(|code| *code != "auto");
    if let Some(code) = from_language.filter(|code| engine.lexicon().language(code).is_none()) {
        return Err(format!(
            "the lexicon has no language `{code}`; give another to --from-language, or `auto`"
        ));
    }
    let pairs = pairs(arguments)?;
    let mut report = match &arguments.report {
        None => None,
        Some(path) => {
            let file = File::create(path).map_err(|error| format!("{}: cannot be written: {error}", path.display()))?;
            Some(BufWriter::new(file))
        }
    };
    let progress = Progress::start(pairs.len() as u64);
    let mut failed = 0;
    let each = |pair: Result<Pair, Failure>| pair.and_then(|pair| one(&engine, from_language, arguments, pair));
    let take = |done: Result<Done, Failure>| {
        progress.advance();
        match done {
            Ok(done) => {
                for ReportedLost { id, label } in &done.lost {
                    progress.complain(&format_args!(
                        "{}: {id} ({label}) could not be carried",
                        done.to.display()
                    ));
                }
                if let Some(report) = &mut report {
                    writeln!(report, "{}", done.report)?;
                }
            }
            Err(failure) => {
                progress.complain(&failure);
                failed += 1;
            }
        }
        Ok(())
    };
    batches::run(pairs.into_iter(), |_| WEIGHT, None, each, take).map_err(|error| error.to_string())?;
    drop(progress);
    if let Some(mut report) = report {
        report.flush().map_err(|error| error.to_string())?;
    }
    Ok(failed)
}

/// The texts that a path leads to, each with its path below the folder, without its ending.
fn texts(given: &Path) -> Vec<Result<(PathBuf, PathBuf), Failure>> {
    // The annotations stand for the text beside them.
    let annotations = given.extension().is_some_and(|ending| ending == "ann") && !given.is_dir();
    let given = if annotations {
        given.with_extension("txt")
    } else {
        given.to_owned()
    };
    let is_text = |source: &Result<Source, Failure>| source.as_ref().map_or(true, |s| s.form == Form::Text);
    let sources = inputs::resolve(std::slice::from_ref(&given), InputFormat::Auto);
    let placed = sources.into_iter().filter(is_text).map(|source| {
        let path = source?
            .path
            .ok_or_else(|| Failure::new("standard input", Problem::NoAnnotations))?;
        let below = path.strip_prefix(&given).ok().filter(|p| !p.as_os_str().is_empty());
        let below = below
            .or(path.file_name().map(Path::new))
            .unwrap_or(&path)
            .with_extension("");
        Ok((path, below))
    });
    placed.collect()
}

/// Which text takes the annotations of which.
fn pairs(arguments: &Project) -> Result<Vec<Result<Pair, Failure>>, String> {
    let mut pairs = Vec::new();
    let mut sources = BTreeMap::new();
    for found in texts(&arguments.from) {
        match found {
            Ok((path, below)) => {
                sources.insert(below, path);
            }
            Err(failure) => pairs.push(Err(failure)),
        }
    }
    let one = !arguments.from.is_dir();
    let several = arguments.to.len() > 1;
    let mut written = std::collections::BTreeSet::new();
    for given in &arguments.to {
        for found in texts(given) {
            let (to, below) = match found {
                Ok(found) => found,
                Err(failure) => {
                    pairs.push(Err(failure));
                    continue;
                }
            };
            let same_name = || {
                sources
                    .iter()
                    .find(|(b, _)| b.file_name() == below.file_name())
                    .map(|(_, path)| path)
            };
            let from = if one {
                sources.values().next()
            } else {
                sources.get(&below).or_else(same_name)
            };
            let Some(from) = from.cloned() else {
                // Of texts in a folder those without a counterpart are no fault.
                if !given.is_dir() {
                    pairs.push(Err(Failure::at(&to, Problem::NoAnnotations)));
                }
                continue;
            };
            if from == to {
                continue;
            }
            let ann = match &arguments.out {
                None => to.with_extension("ann"),
                Some(out) => {
                    let folder = given.file_name().filter(|_| several && given.is_dir());
                    let mut name = folder
                        .map_or_else(|| out.clone(), |folder| out.join(folder))
                        .join(&below)
                        .into_os_string();
                    name.push(".ann");
                    PathBuf::from(name)
                }
            };
            if !written.insert(ann.clone()) {
                let file = ann.display().to_string();
                pairs.push(Err(Failure::at(&to, Problem::FileTwice { file })));
            } else if ann.exists() && !arguments.force {
                pairs.push(Err(Failure::at(&ann, Problem::Exists)));
            } else {
                pairs.push(Ok(Pair { from, to, ann }));
            }
        }
    }
    if pairs.is_empty() {
        return Err("no text under --to has a counterpart under --from; both must have the same names".to_owned());
    }
    Ok(pairs)
}

fn one(engine: &Engine<'_>, from_language: Option<&str>, arguments: &Project, pair: Pair) -> Result<Done, Failure> {
    let (text_a, gold) = inputs::annotated(&pair.from)?;
    let text_b = inputs::text(&pair.to)?;
    let work = AssertUnwindSafe(|| {
        let a = Telling::read(engine, "from", &text_a, from_language);
        let b = Telling::read(engine, "to", &text_b, arguments.with.language());
        let projection = project(&a, &b, &align(&a, &b), &gold);
        (projection.standoff(&gold, &b), projection)
    });
    let (standoff, projection) = guard::caught(work).map_err(|problem| Failure::at(&pair.to, problem))?;
    write(&pair, &text_b, &standoff)?;
    let Report { carried, lost } = projection.report(&gold);
    let report = json!({
        "from": pair.from.display().to_string(),
        "to": pair.to.display().to_string(),
        "annotations": pair.ann.display().to_string(),
        "carried": carried,
        "lost": lost,
    });
    Ok(Done {
        to: pair.to,
        report,
        lost,
    })
}

fn write(pair: &Pair, text: &str, standoff: &Standoff) -> Result<(), Failure> {
    let unwritten = |path: &Path| {
        let path = path.to_owned();
        move |error| Failure::at(&path, Problem::Unwritten(error))
    };
    if let Some(folder) = pair.ann.parent() {
        fs::create_dir_all(folder).map_err(unwritten(folder))?;
    }
    // brat wants text and annotations side by side.
    let copy = pair.ann.with_extension("txt");
    let there = copy
        .canonicalize()
        .is_ok_and(|copy| pair.to.canonicalize().is_ok_and(|to| to == copy));
    if !there && pair.ann != pair.to.with_extension("ann") {
        fs::write(&copy, text).map_err(unwritten(&copy))?;
    }
    fs::write(&pair.ann, standoff.to_string()).map_err(unwritten(&pair.ann))
}
