//! The command line of Epicrisis. Thin: it finds and reads inputs, hands text to the engine, and writes what comes back.
//!
//! Exit status: 0 done; 1 some input failed, the rest was done, each failure named on standard error; 2 wrong usage.

mod args;
mod batches;
mod compare;
mod evaluate;
mod extract;
mod failure;
mod formats;
mod guard;
mod inputs;
mod ledger;
mod lexicon;
#[cfg(feature = "load")]
mod load;
mod output;
mod progress;
mod project;
mod resume;
#[cfg(feature = "serve")]
mod serve;
mod target;
mod train;
mod work;

use std::process::ExitCode;

use clap::Parser;

use crate::args::{Arguments, Command};

/// A record is many small pieces: a tenth of the time went into asking the system's allocator for them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How a command ended; what went wrong has been said by then.
enum Ending {
    /// All of it was done.
    Done,
    /// Some input failed and the rest was done.
    SomeFailed,
    /// It was called wrongly and did nothing.
    WrongUsage,
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        Self::from(match ending {
            Ending::Done => 0,
            Ending::SomeFailed => 1,
            Ending::WrongUsage => 2,
        })
    }
}

fn main() -> ExitCode {
    guard::install();
    // clap itself ends with 0 after `--help` and with 2 after wrong usage.
    let arguments = Arguments::parse();
    arguments.color.write_global();
    match arguments.command {
        Command::Extract(extract) => extract::run(&extract).into(),
        #[cfg(feature = "load")]
        Command::Load(load) => load::run(&load).into(),
        Command::Compare(compare) => compare::run(&compare).into(),
        Command::Evaluate(evaluate) => evaluate::run(&evaluate).into(),
        Command::Project(project) => project::run(&project).into(),
        #[cfg(feature = "serve")]
        Command::Serve(serve) => serve::run(&serve).into(),
        Command::Train(train) => train::run(&train).into(),
        Command::Lexicon(command) => lexicon::run(&command).into(),
    }
}
