//! `epicrisis load`: documents into a database, batch by batch, without those that are there already.

use std::io::{self, Write};
use std::mem;
use std::path::Path;

use epicrisis_export::omop;
use epicrisis_extract::Engine;
use epicrisis_load::{Address, Document, LoadError, Loader, State};

use crate::Ending;
use crate::args::{Load, ModelOf};
use crate::batches::{self, Pool};
use crate::extract::{self, Sources};
use crate::failure::{Failure, Problem};
use crate::formats;
use crate::inputs::{self, Fields, Job};
use crate::progress::{Progress, complain};
use crate::work::{Done, Work};

pub(crate) fn run(arguments: &Load) -> Ending {
    match prepare(arguments) {
        Ok(run) => run.all(),
        Err(message) => {
            complain(&message);
            Ending::WrongUsage
        }
    }
}

/// All that can be wrong with how it was called, before anything is read.
fn prepare(arguments: &Load) -> Result<Run<'_>, String> {
    let said = |error: LoadError| error.to_string();
    let address: Address = arguments.to.parse().map_err(said)?;
    let engine = extract::engine(&arguments.with)?;
    let sources = extract::sources(&arguments.inputs)?;
    let settings = formats::omop_settings(&arguments.omop)?;
    let made_with = made_with(arguments, &settings)?;
    let loader = Loader::open(&address, arguments.schema.as_deref(), &made_with).map_err(said)?;
    Ok(Run {
        arguments,
        engine,
        progress: Progress::of_bytes(inputs::size(&sources)),
        sources,
        settings,
        loader,
        count: Count::default(),
    })
}

/// All that decides what is made of a text.
fn made_with(arguments: &Load, settings: &omop::Settings) -> Result<String, String> {
    let means = &arguments.with.means;
    let file = |path: &Path| {
        epicrisis_load::of_file(path).map_err(|error| format!("{}: cannot be read: {error}", path.display()))
    };
    let lexicon = means
        .lexicon
        .as_deref()
        .map_or_else(|| Ok("built-in".to_owned()), file)?;
    let model = match means.model() {
        // Nothing is said of one, so that what was loaded before there were any stays as it is.
        ModelOf::None => String::new(),
        ModelOf::BuiltIn => format!("; model {}; caution {}", epicrisis_builtin::MODEL, means.caution()),
        ModelOf::File(path) => format!("; model {}; caution {}", file(path)?, means.caution()),
    };
    Ok(format!(
        "{}; language {}; lexicon {lexicon}; date {}; vocabulary {}{model}",
        omop::SYSTEM,
        arguments.with.language,
        settings.date,
        settings
            .vocabulary
            .as_ref()
            .map_or("none", omop::Vocabulary::fingerprint),
    ))
}

/// What became of the documents.
#[derive(Default)]
struct Count {
    new: u64,
    changed: u64,
    unchanged: u64,
    failed: u64,
}

/// One call's way through its documents.
struct Run<'r> {
    arguments: &'r Load,
    engine: Engine<'static>,
    sources: Sources,
    settings: omop::Settings,
    loader: Loader,
    progress: Progress,
    count: Count,
}

/// Why a load stops before its end.
enum Stop {
    Threads(io::Error),
    Database(LoadError),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Threads(error)
    }
}

impl From<LoadError> for Stop {
    fn from(error: LoadError) -> Self {
        Self::Database(error)
    }
}

impl Run<'_> {
    fn all(mut self) -> Ending {
        let ended = self.through();
        let Count {
            new,
            changed,
            unchanged,
            failed,
        } = self.count;
        let stopped = match ended {
            Ok(()) => None,
            Err(Stop::Threads(error)) => Some(format!("no thread can be started: {error}")),
            Err(Stop::Database(error)) => Some(error.to_string()),
        };
        if let Some(why) = &stopped {
            self.progress.complain(why);
        }
        let told = format!("{new} loaded, {changed} replaced, {unchanged} unchanged, {failed} failed\n");
        // Where standard output is closed, nobody wants to know.
        let _ = self.progress.aside(|| io::stdout().write_all(told.as_bytes()));
        if stopped.is_none() && failed == 0 {
            Ending::Done
        } else {
            Ending::SomeFailed
        }
    }

    fn through(&mut self) -> Result<(), Stop> {
        let arguments = self.arguments;
        let fields = Fields::of(&arguments.inputs);
        let mut jobs = inputs::jobs(mem::take(&mut self.sources), &fields);
        let mut pool = Pool::new(arguments.inputs.threads);
        loop {
            let batch = batches::next(&mut jobs, Job::weight);
            if batch.is_empty() {
                return Ok(());
            }
            self.batch(batch, &fields, &mut pool)?;
        }
    }

    /// Reads a batch, and of what is not in the database yet extracts and writes the rows.
    fn batch(&mut self, batch: Vec<Job>, fields: &Fields, pool: &mut Pool) -> Result<(), Stop> {
        let work = Work {
            engine: &self.engine,
            language: self.arguments.with.language(),
            fields,
            explain: false,
        };
        let read = pool.each(batch, |job| {
            let cost = job.cost();
            let read = work.read(job)?;
            let sha256 = epicrisis_load::of_text(&read.decoded.text);
            Ok((read, sha256, cost))
        })?;
        let mut documents = Vec::with_capacity(read.len());
        for read in read {
            match read {
                Ok(read) => documents.push(read),
                Err(failure) => self.count.failure(&self.progress, &failure),
            }
        }
        let asked: Vec<(&str, &str)> = documents
            .iter()
            .map(|(read, sha256, _)| (read.id.as_str(), sha256.as_str()))
            .collect();
        let states = self.loader.states(&asked)?;
        let mut wanted = Vec::new();
        for ((read, sha256, cost), state) in documents.into_iter().zip(states) {
            match state {
                State::New | State::Changed => wanted.push((read, sha256, cost, state)),
                State::Unchanged => {
                    self.count.unchanged += 1;
                    self.progress.advance_by(cost);
                }
                State::SameId => {
                    let failure = Failure::new(read.place, Problem::SameId);
                    self.count.failure(&self.progress, &failure);
                }
                State::SameKey => {
                    let failure = Failure::new(read.place, Problem::SameKey);
                    self.count.failure(&self.progress, &failure);
                }
            }
        }
        let settings = &self.settings;
        let progress = &self.progress;
        let made = pool.each(wanted, |(read, sha256, cost, state)| {
            let id = read.id.clone();
            let done = work.make(read, |telling| Ok(omop::rows(telling.record, telling.text, settings)));
            progress.advance_by(cost);
            done.map(|Done { place, made: rows }| (place, state, Document { id, sha256, rows }))
        })?;
        let mut places = Vec::with_capacity(made.len());
        let mut rows = Vec::with_capacity(made.len());
        for made in made {
            match made {
                Ok((place, state, document)) => {
                    places.push((place, state));
                    rows.push(document);
                }
                Err(failure) => self.count.failure(&self.progress, &failure),
            }
        }
        for ((place, state), written) in places.into_iter().zip(self.loader.write(&rows)?) {
            match written {
                Ok(()) if state == State::New => self.count.new += 1,
                Ok(()) => self.count.changed += 1,
                Err(error) => self.count.failure(&self.progress, &Failure::new(place, error)),
            }
        }
        Ok(())
    }
}

impl Count {
    fn failure(&mut self, progress: &Progress, failure: &Failure) {
        self.failed += 1;
        progress.complain(failure);
    }
}
