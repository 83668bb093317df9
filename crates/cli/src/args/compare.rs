//! What `epicrisis compare` can be asked.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Means;

/// Lay tellings of one case side by side: what all say, what differs, and the faults behind it, the most dangerous first.
///
/// The tellings may be in any languages, also in one. A difference is named with a stable code (`value-changed`,
/// `negation-lost`, `drug-unknown` …) and shown with the words of each telling. Of two tellings the second is held against
/// the first; of three or more, each against what most say.
///
/// Exit status: 0 done, whatever was found; 1 some input failed; 2 wrong usage.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  epicrisis compare case-es.txt case-fr.txt
  epicrisis compare case-*.txt --format html --out case.html
  epicrisis compare --pairs corpus/es corpus/it --format json")]
pub(crate) struct Compare {
    /// Two to seven files, each a telling of the case; with --pairs, folders.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    /// Take folders, one a language, and compare the files that have the same name: the share of facts agreed by kind, and
    /// the commonest disagreements, for each two folders.
    #[arg(long)]
    pub(crate) pairs: bool,

    /// How the comparison is written.
    #[arg(long, short, value_enum, default_value_t = CompareFormat::Text)]
    pub(crate) format: CompareFormat,

    /// The language of the tellings, or of each in the order of the paths (`es,fr`); `auto` has it told from each text.
    #[arg(long, short, value_delimiter = ',', default_value = "auto", value_name = "CODE")]
    pub(crate) language: Vec<String>,

    #[command(flatten)]
    pub(crate) means: Means,

    /// Where to write; standard output without it.
    #[arg(long, short, value_name = "PATH")]
    pub(crate) out: Option<PathBuf>,

    /// With --pairs, how many of the commonest disagreements are listed.
    #[arg(long, default_value_t = 30, value_name = "N")]
    pub(crate) most: usize,

    /// With --pairs, how many threads compare; the report is the same with any number [default: one a core].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CompareFormat {
    /// To be read.
    Text,
    /// For machines.
    Json,
    /// A page with the tellings in columns.
    Html,
}
