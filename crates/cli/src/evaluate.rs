//! `epicrisis evaluate`: records against annotations.

use std::fs;
use std::path::Path;

use epicrisis_brat::Annotation;
use epicrisis_evaluate::{Measures, Report, Scorer};
use epicrisis_record::Record;

use crate::Ending;
use crate::args::{Evaluate, InputFormat, LARGEST, ReportFormat};
use crate::batches;
use crate::extract::engine;
use crate::failure::{Failure, Problem};
use crate::inputs::{self, Fields, Form, Source};
use crate::output::{json, print};
use crate::progress::{Progress, complain};
use crate::work::Work;

/// What a document with its record may hold while others are worked on.
const WEIGHT: u64 = 16 << 10;

pub(crate) fn run(arguments: &Evaluate) -> Ending {
    if arguments.show_measures {
        return print(None, |_| Ok(Measures::BUILT_IN.to_owned()));
    }
    match evaluate(arguments) {
        Ok((report, failed)) => {
            let ending = print(arguments.out.as_deref(), |_| match arguments.format {
                ReportFormat::Text => Ok(report.text(arguments.documents)),
                ReportFormat::Json => json(&report),
            });
            match ending {
                Ending::Done if failed > 0 => {
                    complain(&format_args!("{failed} inputs failed; the rest is done"));
                    Ending::SomeFailed
                }
                ending => ending,
            }
        }
        Err(message) => {
            complain(&message);
            Ending::WrongUsage
        }
    }
}

/// Evaluates all texts of the folder; gives the report, and how many failed.
///
/// # Errors
/// How it was called wrongly.
fn evaluate(arguments: &Evaluate) -> Result<(Report, usize), String> {
    let measures = match &arguments.measures {
        None => Measures::built_in(),
        Some(path) => {
            let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
            text.parse().map_err(|error| format!("{}: {error}", path.display()))?
        }
    };
    // The command line asks for it unless it only shows the measures.
    let gold = arguments.gold.as_deref().unwrap_or(Path::new(""));
    if !gold.is_dir() {
        return Err(format!(
            "{}: no folder; --gold takes one of texts with their annotations",
            gold.display()
        ));
    }
    let engine = engine(&arguments.with)?;
    let texts = |source: &Result<Source, Failure>| source.as_ref().map_or(true, |s| s.form == Form::Text);
    let sources = inputs::resolve(&[gold.to_owned()], InputFormat::Auto);
    let sources: Vec<_> = sources.into_iter().filter(texts).collect();
    let fields = Fields::new(None, None, LARGEST);
    let work = Work {
        engine: &engine,
        language: arguments.with.language(),
        fields: &fields,
        explain: false,
    };
    let progress = Progress::start(sources.len() as u64);
    let mut scorer = Scorer::new(measures);
    let mut failed = 0;
    let each = |source: Result<Source, Failure>| {
        let done = source.and_then(|source| document(&work, source));
        progress.advance();
        done
    };
    // Scored in the order of the paths, so that the report is the same with any number of threads.
    let take = |done: Result<(Vec<Annotation>, Record), Failure>| {
        match done {
            Ok((gold, mut record)) => {
                record.mentions.retain(|m| m.confidence.get() >= arguments.least);
                scorer.add(&gold, &record);
            }
            Err(failure) => {
                progress.complain(&failure);
                failed += 1;
            }
        }
        Ok(())
    };
    batches::run(sources.into_iter(), |_| WEIGHT, None, each, take).map_err(|error| error.to_string())?;
    drop(progress);
    Ok((scorer.report(arguments.most), failed))
}

/// A document's annotations and its record.
fn document(work: &Work<'_>, source: Source) -> Result<(Vec<Annotation>, Record), Failure> {
    let place = source.place();
    let annotations = source
        .path
        .as_deref()
        .map(|path| path.with_extension("ann"))
        .unwrap_or_default();
    let gold = match fs::read(&annotations) {
        Ok(bytes) => String::from_utf8(bytes).map_err(|_| Failure::at(&annotations, Problem::NotText))?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(Failure::new(place, Problem::NoAnnotations));
        }
        Err(error) => return Err(Failure::at(&annotations, error)),
    };
    let gold = epicrisis_brat::parse(&gold).map_err(|error| Failure::at(&annotations, error))?;
    let jobs = inputs::jobs(vec![Ok(source)], work.fields)
        .map(|job| work.extract(job))
        .next();
    let record = jobs.unwrap_or_else(|| Err(Failure::new(place, Problem::Missing)))?;
    Ok((gold.annotations, record))
}
