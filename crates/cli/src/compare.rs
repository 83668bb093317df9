//! `epicrisis compare`: tellings of one case side by side, and agreement over a corpus of them.

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};

use epicrisis_extract::Engine;
use epicrisis_tellings::Telling;
use epicrisis_tellings::compare::{Comparison, MOST, Pairs, Report, compare, page, render};

use crate::Ending;
use crate::args::{Compare, CompareFormat, InputFormat, LARGEST, With};
use crate::batches;
use crate::extract::engine_for_tellings;
use crate::failure::{Failure, Problem};
use crate::guard;
use crate::inputs::{self, Fields, Form, Source};
use crate::output::{json, print};
use crate::progress::{Progress, complain};
use crate::work::Work;

/// What two documents with their records may hold while others are worked on.
const WEIGHT: u64 = 32 << 10;

pub(crate) fn run(arguments: &Compare) -> Ending {
    let with = With {
        language: "auto".to_owned(),
        means: arguments.means.clone(),
    };
    let done = engine_for_tellings(&with).and_then(|engine| {
        languages(arguments, &engine)?;
        if arguments.pairs {
            corpus(arguments, &engine)
        } else {
            tellings(arguments, &engine)
        }
    });
    match done {
        Ok(ending) => ending,
        Err(message) => {
            complain(&message);
            Ending::WrongUsage
        }
    }
}

/// Whether the languages given are read, and as many as paths, or one for all.
fn languages(arguments: &Compare, engine: &Engine<'static>) -> Result<(), String> {
    let (given, paths) = (&arguments.language, arguments.paths.len());
    if given.len() > 1 && given.len() != paths {
        return Err(format!(
            "{} languages for {paths} paths; give one for each, or one for all",
            given.len()
        ));
    }
    let known = crate::lexicon::languages(engine.lexicon());
    match given.iter().find(|l| *l != "auto" && !known.contains(&l.as_str())) {
        Some(unknown) => Err(format!(
            "the lexicon has no language `{unknown}`; it reads {}, or give `auto`",
            known.join(", ")
        )),
        None => Ok(()),
    }
}

/// The language of the telling at a place.
fn language(arguments: &Compare, place: usize) -> Option<&str> {
    let given = arguments.language.get(place).or(arguments.language.first());
    given.map(String::as_str).filter(|l| *l != "auto")
}

fn work<'w>(engine: &'w Engine<'static>, fields: &'w Fields) -> Work<'w> {
    Work {
        engine,
        language: None,
        fields,
        explain: false,
    }
}

/// A document's id and text.
fn text(work: &Work<'_>, source: Source) -> Result<(String, String), Failure> {
    let place = source.place();
    let job = inputs::jobs(vec![Ok(source)], work.fields).next();
    job.map_or_else(|| Err(Failure::new(place, Problem::Missing)), |job| work.text(job))
}

/// Some tellings of one case.
fn tellings(arguments: &Compare, engine: &Engine<'static>) -> Result<Ending, String> {
    let sources = inputs::resolve(&arguments.paths, InputFormat::Text);
    if !(2..=MOST).contains(&sources.len()) {
        return Err(format!(
            "{} tellings; give two to {MOST}, or folders of many cases with --pairs",
            sources.len()
        ));
    }
    let fields = Fields::new(None, None, LARGEST);
    let work = work(engine, &fields);
    let mut texts = Vec::new();
    for source in sources {
        match source.and_then(|source| text(&work, source)) {
            Ok(read) => texts.push(read),
            // What is left is no comparison of what was asked for.
            Err(failure) => {
                complain(&failure);
                return Ok(Ending::SomeFailed);
            }
        }
    }
    let all = || {
        let tellings: Vec<Telling<'_>> = texts
            .iter()
            .enumerate()
            .map(|(t, (id, text))| Telling::read(engine, id, text, language(arguments, t)))
            .collect();
        let comparison = compare(&tellings);
        (comparison, tellings)
    };
    let (comparison, tellings) = match guard::caught(AssertUnwindSafe(all)) {
        Ok(done) => done,
        Err(problem) => {
            complain(&problem);
            return Ok(Ending::SomeFailed);
        }
    };
    Ok(print(arguments.out.as_deref(), |color| match arguments.format {
        CompareFormat::Text => Ok(render(&comparison, &tellings, color)),
        CompareFormat::Json => json(&comparison),
        CompareFormat::Html => Ok(page(&comparison, &tellings)),
    }))
}

/// The texts of a folder, by their path below it.
fn below(folder: &Path) -> Result<BTreeMap<PathBuf, Source>, String> {
    if !folder.is_dir() {
        return Err(format!(
            "{}: no folder; --pairs takes folders, one a language, with files of the same names",
            folder.display()
        ));
    }
    let sources = inputs::resolve(&[folder.to_owned()], InputFormat::Auto)
        .into_iter()
        .flatten();
    let named = sources.filter(|s| s.form == Form::Text).filter_map(|source| {
        let path = source.path.as_deref()?.strip_prefix(folder).ok()?.to_owned();
        Some((path, source))
    });
    Ok(named.collect())
}

/// Folders of many cases, each two against each other.
fn corpus(arguments: &Compare, engine: &Engine<'static>) -> Result<Ending, String> {
    if arguments.format == CompareFormat::Html {
        return Err("--pairs has no page; give --format text or json".to_owned());
    }
    if arguments.paths.len() < 2 {
        return Err("--pairs takes two folders or more".to_owned());
    }
    let folders: Vec<BTreeMap<PathBuf, Source>> = arguments.paths.iter().map(|p| below(p)).collect::<Result<_, _>>()?;
    let mut reports: Vec<Report> = Vec::new();
    let mut failed = 0_usize;
    for a in 0..folders.len() {
        for b in a + 1..folders.len() {
            let (report, failures) = pair(arguments, engine, (a, &folders[a]), (b, &folders[b]))?;
            reports.push(report);
            failed += failures;
        }
    }
    if reports.iter().all(|r| r.pairs == 0) && failed == 0 {
        return Err("no two files of the folders have the same name below them".to_owned());
    }
    let ending = print(arguments.out.as_deref(), |_| match arguments.format {
        CompareFormat::Json => json(&reports),
        _ => Ok(reports.iter().map(Report::text).collect::<Vec<_>>().join("\n")),
    });
    if failed > 0 {
        complain(&format_args!("{failed} pairs failed; the rest is done"));
        return Ok(Ending::SomeFailed);
    }
    Ok(ending)
}

type Folder<'f> = (usize, &'f BTreeMap<PathBuf, Source>);

fn pair(
    arguments: &Compare,
    engine: &Engine<'static>,
    a: Folder<'_>,
    b: Folder<'_>,
) -> Result<(Report, usize), String> {
    let fields = Fields::new(None, None, LARGEST);
    let work = work(engine, &fields);
    let both: Vec<(&PathBuf, &Source, &Source)> =
        a.1.iter()
            .filter_map(|(path, x)| Some((path, x, b.1.get(path)?)))
            .collect();
    let progress = Progress::start(both.len() as u64);
    let each = |(path, x, y): (&PathBuf, &Source, &Source)| -> Result<(String, Comparison), Failure> {
        let (_, first) = text(&work, x.clone())?;
        let (_, second) = text(&work, y.clone())?;
        let done = guard::caught(AssertUnwindSafe(|| {
            let tellings = [
                Telling::read(engine, "", &first, language(arguments, a.0)),
                Telling::read(engine, "", &second, language(arguments, b.0)),
            ];
            compare(&tellings)
        }));
        progress.advance();
        let case = path.display().to_string();
        done.map(|comparison| (case, comparison))
            .map_err(|problem| Failure::new(x.place(), problem))
    };
    let mut pairs = Pairs::default();
    let mut failed = 0;
    let take = |done: Result<(String, Comparison), Failure>| {
        match done {
            Ok((case, comparison)) => pairs.add(&case, &comparison),
            Err(failure) => {
                progress.complain(&failure);
                failed += 1;
            }
        }
        Ok(())
    };
    batches::run(both.into_iter(), |_| WEIGHT, arguments.threads, each, take).map_err(|error| error.to_string())?;
    drop(progress);
    let name = |at: usize| arguments.paths[at].display().to_string();
    Ok((pairs.report(&name(a.0), &name(b.0), arguments.most), failed))
}
