//! `epicrisis extract`: documents in, records out, in the order of the inputs.

use std::io;
use std::path::Path;

use epicrisis_export::text::Style;
use epicrisis_export::{Export, Piece};
use epicrisis_extract::{Engine, Model, ModelBytes};

use crate::Ending;
use crate::args::{Extract, Inputs, Means, ModelOf, With};
use crate::batches;
use crate::failure::{Failure, Problem};
use crate::formats;
use crate::inputs::{self, Fields, Form, Job, Source};
use crate::ledger::{Ledger, Mark};
use crate::lexicon;
use crate::progress::{Progress, complain};
use crate::resume;
use crate::target::Target;
use crate::work::{Done, Work};

pub(crate) fn run(arguments: &Extract) -> Ending {
    match prepare(arguments) {
        Ok((engine, sources, run)) => run.all(&engine, sources),
        Err(message) => {
            complain(&message);
            Ending::WrongUsage
        }
    }
}

/// What was found to read, failures in their places.
pub(crate) type Sources = Vec<Result<Source, Failure>>;

/// All that can be wrong with how it was called, before anything is read.
fn prepare(arguments: &Extract) -> Result<(Engine<'static>, Sources, Run<'_>), String> {
    let engine = engine(&arguments.with)?;
    let sources = sources(&arguments.inputs)?;
    if let Some(out) = &arguments.out {
        refuse_input_as_output(out, &sources)?;
    }
    let run = Run::open(arguments, &sources)?;
    Ok((engine, sources, run))
}

/// What the paths given lead to.
///
/// # Errors
/// Where they cannot all be read.
pub(crate) fn sources(inputs: &Inputs) -> Result<Sources, String> {
    if inputs.paths.iter().filter(|path| path.as_os_str() == "-").count() > 1 {
        return Err("standard input (`-`) is named twice; it can be read once".to_owned());
    }
    Ok(inputs::resolve(&inputs.paths, inputs.input_format))
}

/// An engine that can read the language: over the built-in lexicon and with the built-in model, where no others are named.
///
/// # Errors
/// Where a file is no lexicon or no model, or the lexicon does not read the language.
pub(crate) fn engine(with: &With) -> Result<Engine<'static>, String> {
    let engine = engine_of_lexicon(with)?;
    Ok(match model(&with.means)? {
        Some(model) => engine.with_model(model, with.means.caution()),
        None => engine,
    })
}

/// The same for tellings of one case, which are held side by side by what the lexicon names: with a model only where one is named.
///
/// # Errors
/// As of [`engine`].
pub(crate) fn engine_for_tellings(with: &With) -> Result<Engine<'static>, String> {
    match with.means.model() {
        ModelOf::File(_) => engine(with),
        ModelOf::BuiltIn | ModelOf::None => engine_of_lexicon(with),
    }
}

fn engine_of_lexicon(with: &With) -> Result<Engine<'static>, String> {
    let lexicon = lexicon::open(with.means.lexicon.as_deref()).map_err(|error| error.to_string())?;
    let languages = lexicon::languages(&lexicon);
    if let Some(language) = with.language().filter(|language| !languages.contains(language)) {
        return Err(format!(
            "the lexicon has no language `{language}`; it reads {}, or give `auto`",
            languages.join(", ")
        ));
    }
    Ok(Engine::new(lexicon))
}

/// The model that a call asks for.
pub(crate) fn model(means: &Means) -> Result<Option<Model<'static>>, String> {
    let path = match means.model() {
        ModelOf::BuiltIn => return Ok(Some(epicrisis_builtin::model())),
        ModelOf::None => return Ok(None),
        ModelOf::File(path) => path,
    };
    let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    // One model a process, used until its end.
    let bytes: &'static ModelBytes = Box::leak(Box::new(ModelBytes::new(&bytes)));
    bytes
        .model()
        .map(Some)
        .map_err(|error| format!("{}: {error}", path.display()))
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
    export: Box<dyn Export>,
    target: Target,
    progress: Progress,
    /// Where it is told how far it is, so that it can be gone on with.
    ledger: Option<Ledger>,
    /// How far an earlier call came, which this one goes on with.
    begun: Option<Mark>,
    taken: u64,
    written: u64,
    failed: u64,
}

impl<'r> Run<'r> {
    /// Opens what is written to.
    fn open(arguments: &'r Extract, sources: &Sources) -> Result<Self, String> {
        let tables = sources.iter().flatten().any(|source| source.form != Form::Text);
        let several = tables || sources.len() > 1;
        let format = formats::format(arguments);
        let out = arguments.out.as_deref();
        let unwritable = |error: io::Error| {
            let out = out.unwrap_or(Path::new("standard output"));
            format!(
                "{}: cannot be written: {error}; give another path to --out",
                out.display()
            )
        };
        let (ledger, begun) = resume::open(arguments, sources, several)?;
        let opened = || {
            let mut style = Style { color: false, width: 0 };
            let target = if formats::fills_folder(format, several) {
                let out = out.ok_or("this format writes several files; name a folder for them with --out")?;
                Target::folder(out, begun.as_ref()).map_err(unwritable)?
            } else {
                Target::stream(out, begun.as_ref()).map_err(unwritable)?
            };
            if let Target::Stream(output) = &target {
                (style.color, style.width) = (output.color, output.width);
            }
            Ok((target, formats::export(arguments, several, style)?))
        };
        let (mut target, export) = match opened() {
            Ok(opened) => opened,
            Err(error) => {
                // Nothing was begun, so there is nothing to go on with; that it may stay is no further fault.
                let _ = ledger.filter(|_| begun.is_none()).map(Ledger::done);
                return Err(error);
            }
        };
        if ledger.is_some() {
            target.remember();
        }
        let counted = begun.as_ref().map(|mark| (mark.taken, mark.written, mark.failed));
        let (taken, written, failed) = counted.unwrap_or_default();
        Ok(Self {
            arguments,
            export,
            target,
            progress: Progress::of_bytes(inputs::size(sources)),
            ledger,
            begun,
            taken,
            written,
            failed,
        })
    }

    fn all(mut self, engine: &Engine<'static>, sources: Sources) -> Ending {
        let ended = self.through(engine, sources);
        self.end(ended)
    }

    fn through(&mut self, engine: &Engine<'static>, sources: Sources) -> io::Result<()> {
        let arguments = self.arguments;
        let fields = Fields::of(&arguments.inputs);
        let work = Work {
            engine,
            language: arguments.with.language(),
            fields: &fields,
            explain: arguments.explain,
        };
        let Self {
            export,
            target,
            progress,
            ledger,
            begun,
            taken,
            written,
            failed,
            ..
        } = self;
        let mut jobs = inputs::jobs(sources, &fields);
        if begun.is_none() {
            target.frame(export.begin())?;
        } else {
            // What came of them, and what was wrong with some, the earlier call has said.
            let behind = jobs.by_ref().take(usize::try_from(*taken).unwrap_or(usize::MAX));
            progress.pass_over(behind.map(|job| job.cost()).sum());
        }
        let each = |job: Job| {
            let cost = job.cost();
            let done = work.run(job, |telling| export.document(telling));
            progress.advance_by(cost);
            done
        };
        let take = |done: Result<Done<Vec<Piece>>, Failure>| {
            let done = done.and_then(|Done { place, made }| {
                let made = export.in_order(made).map_err(|error| Failure::new(&place, error))?;
                let between = if *written > 0 { export.between() } else { "" };
                progress
                    .aside(|| target.write(&made, between))
                    .map_err(|refused| Failure::new(place, refused))
            });
            match done {
                Ok(()) => *written += 1,
                // Nothing more can be written: the inputs are not to blame.
                Err(Failure {
                    problem: Problem::Unwritten(error),
                    ..
                }) => return Err(error),
                Err(failure) => {
                    progress.complain(&failure);
                    *failed += 1;
                }
            }
            *taken += 1;
            let Some(ledger) = ledger.as_mut().filter(|ledger| ledger.due()) else {
                return Ok(());
            };
            let mark = Mark {
                taken: *taken,
                written: *written,
                failed: *failed,
                ..Mark::default()
            };
            ledger.mark(|| target.settle(mark))
        };
        batches::run(jobs, Job::weight, arguments.inputs.threads, each, take)?;
        target.frame(export.end())?;
        target.flush()
    }

    fn end(self, ended: io::Result<()>) -> Ending {
        let Self {
            progress,
            ledger,
            written,
            failed,
            arguments,
            ..
        } = self;
        drop(progress);
        let kept = ledger.is_some();
        match ended.and_then(|()| ledger.map_or(Ok(()), Ledger::done)) {
            Ok(()) => {}
            // Whoever read has seen enough (`| head`): nothing is wrong.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
            Err(error) => {
                let out = arguments.out.as_deref().unwrap_or(Path::new("standard output"));
                let go_on = if kept { "; go on with --resume" } else { "" };
                complain(&format_args!(
                    "{}: writing failed: {error}; what is there is not all{go_on}",
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
