//! `epicrisis extract`: documents in, records out, in the order of the inputs.

use std::ffi::OsStr;
use std::io;
use std::path::Path;

use epicrisis_export::text::Style;
use epicrisis_extract::Engine;
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::Ending;
use crate::args::{Extract, Format, With};
use crate::failure::Failure;
use crate::inputs::{self, Fields, Form, Job, Source};
use crate::lexicon;
use crate::output::Output;
use crate::progress::{Progress, complain};
use crate::work::{Rendering, Work};

/// What is read, extracted and rendered at once: enough for every core, little enough to be held.
const BATCH_DOCUMENTS: usize = 512;
const BATCH_BYTES: u64 = 4 << 20;

/// Deep enough for any text: a fault there would end the whole batch.
const STACK: usize = 8 << 20;

pub(crate) fn run(arguments: &Extract) -> Ending {
    match prepare(arguments) {
        Ok((engine, sources, output)) => Run::new(arguments, &engine, &sources, output).all(sources),
        Err(message) => {
            complain(&message);
            Ending::WrongUsage
        }
    }
}

/// What was found to read, failures in their places.
type Sources = Vec<Result<Source, Failure>>;

/// All that can be wrong with how it was called, before anything is read.
fn prepare(arguments: &Extract) -> Result<(Engine<'static>, Sources, Output), String> {
    if arguments.paths.iter().filter(|path| path.as_os_str() == "-").count() > 1 {
        return Err("standard input (`-`) is named twice; it can be read once".to_owned());
    }
    let engine = engine(&arguments.with)?;
    let sources = inputs::resolve(&arguments.paths, arguments.input_format);
    if let Some(out) = &arguments.out {
        refuse_input_as_output(out, &sources)?;
    }
    let output = Output::open(arguments.out.as_deref()).map_err(|error| {
        let out = arguments.out.as_deref().unwrap_or(Path::new("standard output"));
        format!(
            "{}: cannot be written: {error}; give another path to --out",
            out.display()
        )
    })?;
    Ok((engine, sources, output))
}

/// An engine over a lexicon, the built-in one without a file, that can read the language.
///
/// # Errors
/// Where the file is no lexicon, or does not read the language.
pub(crate) fn engine(with: &With) -> Result<Engine<'static>, String> {
    let lexicon = lexicon::open(with.lexicon.as_deref()).map_err(|error| error.to_string())?;
    let languages = lexicon::languages(&lexicon);
    if let Some(language) = with.language().filter(|language| !languages.contains(language)) {
        return Err(format!(
            "the lexicon has no language `{language}`; it reads {}, or give `auto`",
            languages.join(", ")
        ));
    }
    Ok(Engine::new(lexicon))
}

/// Creating the output would empty the input.
fn refuse_input_as_output(out: &Path, sources: &Sources) -> Result<(), String> {
    let Ok(out_itself) = out.canonicalize() else {
        return Ok(());
    };
    let inputs = sources.iter().flatten().filter_map(|source| source.path.as_deref());
    for input in inputs {
        if input.file_name() == out_itself.file_name() && input.canonicalize().is_ok_and(|input| input == out_itself) {
            return Err(format!(
                "{}: is to be read, too; give another path to --out",
                out.display()
            ));
        }
    }
    Ok(())
}

/// One call's way through its documents.
struct Run<'r> {
    arguments: &'r Extract,
    engine: &'r Engine<'static>,
    output: Output,
    rendering: Rendering,
    progress: Progress,
    /// Made when the first batch has use for it.
    threads: Option<ThreadPool>,
    written: u64,
    failed: u64,
}

impl<'r> Run<'r> {
    fn new(arguments: &'r Extract, engine: &'r Engine<'static>, sources: &Sources, output: Output) -> Self {
        let tables = sources.iter().flatten().any(|source| source.form != Form::Text);
        let several = tables || sources.len() > 1;
        let rendering = match format(arguments) {
            Format::Text => Rendering::Text(Style {
                color: output.color,
                width: output.width,
            }),
            Format::Json if !several => Rendering::Pretty,
            Format::Json | Format::Jsonl => Rendering::Line,
        };
        let progress = Progress::start((!tables).then_some(sources.len() as u64));
        Self {
            arguments,
            engine,
            output,
            rendering,
            progress,
            threads: None,
            written: 0,
            failed: 0,
        }
    }

    fn all(mut self, sources: Sources) -> Ending {
        let fields = Fields::new(
            self.arguments.text_field.as_deref(),
            self.arguments.id_field.as_deref(),
            self.arguments.max_size,
        );
        let work = Work {
            engine: self.engine,
            language: self.arguments.with.language(),
            fields: &fields,
            explain: self.arguments.explain,
            rendering: self.rendering,
        };
        let mut jobs = inputs::jobs(sources, &fields);
        let mut ended = Ok(());
        loop {
            let batch = batch(&mut jobs);
            if batch.is_empty() {
                break;
            }
            ended = self.batch(&work, batch);
            if ended.is_err() {
                break;
            }
        }
        let ended = ended.and_then(|()| self.output.flush());
        self.end(ended)
    }

    /// Does a batch on all cores, and writes it in order.
    fn batch(&mut self, work: &Work<'_>, batch: Vec<Job>) -> io::Result<()> {
        let done: Vec<Result<String, Failure>> = if let [_] = batch.as_slice() {
            // One document needs no threads, and the programs that call for one notice the time to start them.
            batch.into_iter().map(|job| work.run(job)).collect()
        } else {
            let progress = &self.progress;
            let threads = match &mut self.threads {
                Some(threads) => threads,
                none => none.insert(pool(self.arguments.threads)?),
            };
            let each = |job| {
                let done = work.run(job);
                progress.advance();
                done
            };
            threads.install(|| batch.into_par_iter().map(each).collect())
        };
        for rendered in done {
            match rendered {
                Ok(rendered) => {
                    let gap = matches!(self.rendering, Rendering::Text(_)) && self.written > 0;
                    let output = &mut self.output;
                    self.progress.aside(|| {
                        if gap {
                            output.write("\n")?;
                        }
                        output.write(&rendered)
                    })?;
                    self.written += 1;
                }
                Err(failure) => {
                    self.progress.complain(&failure);
                    self.failed += 1;
                }
            }
        }
        Ok(())
    }

    fn end(self, ended: io::Result<()>) -> Ending {
        let Self {
            progress,
            written,
            failed,
            arguments,
            ..
        } = self;
        drop(progress);
        match ended {
            Ok(()) => {}
            // Whoever read has seen enough (`| head`): nothing is wrong.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
            Err(error) => {
                let out = arguments.out.as_deref().unwrap_or(Path::new("standard output"));
                complain(&format_args!(
                    "{}: writing failed: {error}; what is there is not all",
                    out.display()
                ));
                return Ending::SomeFailed;
            }
        }
        if failed == 0 {
            return Ending::Done;
        }
        if written + failed > 1 {
            complain(&format_args!(
                "{failed} of {} inputs failed; the rest is done",
                written + failed
            ));
        }
        Ending::SomeFailed
    }
}

/// As many threads as were asked for, else one a core.
pub(crate) fn pool(threads: Option<u16>) -> io::Result<ThreadPool> {
    let builder = ThreadPoolBuilder::new()
        .num_threads(threads.map_or(0, usize::from))
        .stack_size(STACK);
    builder.build().map_err(io::Error::other)
}

/// So many documents as may be held at once, at least one where there is one.
fn batch(jobs: &mut impl Iterator<Item = Job>) -> Vec<Job> {
    let mut batch = Vec::new();
    let mut bytes = 0_u64;
    while batch.len() < BATCH_DOCUMENTS && bytes < BATCH_BYTES {
        let Some(job) = jobs.next() else { break };
        bytes = bytes.saturating_add(job.weight());
        batch.push(job);
    }
    batch
}

/// The format asked for, else by the ending of the output, else by who reads it.
fn format(arguments: &Extract) -> Format {
    use std::io::IsTerminal;

    let by_ending = || match arguments.out.as_deref()?.extension().and_then(OsStr::to_str) {
        Some("txt") => Some(Format::Text),
        Some("json") => Some(Format::Json),
        _ => Some(Format::Jsonl),
    };
    arguments.format.or_else(by_ending).unwrap_or_else(|| {
        if io::stdout().is_terminal() {
            Format::Text
        } else {
            Format::Jsonl
        }
    })
}
