//! `epicrisis lexicon`: the language data, for those who write it.

mod build;
mod check;
mod find;
mod import;
mod open;
mod proof;
#[cfg(feature = "serve")]
mod propose;
mod stats;

pub(crate) use open::{languages, open};

use std::io::{self, Write};

use crate::Ending;
use crate::args::Lexicon;
use crate::progress::complain;

pub(crate) fn run(command: &Lexicon) -> Ending {
    match command {
        Lexicon::Check { sources, all, against } => check::run(sources, *all, against),
        Lexicon::Build { sources, out } => build::run(sources, out),
        Lexicon::Import(import) => import::run(import),
        Lexicon::Find { words, lexicon } => with(lexicon.as_deref(), |lexicon| find::run(lexicon, &words.join(" "))),
        #[cfg(feature = "serve")]
        Lexicon::Propose { store, lexicon, out } => with(lexicon.as_deref(), |lexicon| {
            propose::run(lexicon, store, out.as_deref())
        }),
        Lexicon::Stats { lexicon } => with(lexicon.as_deref(), |lexicon| {
            print(&stats::table(lexicon));
            Ending::Done
        }),
    }
}

/// Runs what looks into a compiled lexicon.
fn with(file: Option<&std::path::Path>, look: impl FnOnce(&epicrisis_lexicon::Lexicon<'static>) -> Ending) -> Ending {
    match open(file) {
        Ok(lexicon) => look(&lexicon),
        Err(error) => {
            complain(&error);
            Ending::WrongUsage
        }
    }
}

/// Prints to standard output; a reader that has seen enough is no error.
fn print(text: &str) {
    let _ = anstream::stdout()
        .write_all(text.as_bytes())
        .and_then(|()| io::stdout().flush());
}

/// `1 concept`, `2 concepts`.
fn counted(count: usize, what: &str) -> String {
    if count == 1 {
        format!("1 {what}")
    } else {
        format!("{count} {what}s")
    }
}
