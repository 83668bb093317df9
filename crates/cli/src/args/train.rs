//! What `epicrisis train` can be asked.

use std::path::PathBuf;

use clap::Args;

use super::With;

/// Learn to recognise more than the lexicon names, from annotated documents.
///
/// Goes on from the built-in model, or from that of `--model`; with `--model none`, from nothing. One document in ten is held out
/// and says when to stop; the table shows what was learnt on it, then all are learnt. The same documents give the same model. Use it
/// with `--model`.
///
/// Exit status: 0 done; 1 some input failed, the rest was learnt; 2 wrong usage.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  epicrisis train --gold letters/ --out adapted.model
  epicrisis train --gold corpus/es corpus/it --model none --out own.model
  epicrisis evaluate --gold more-letters/ --model adapted.model")]
pub(crate) struct Train {
    /// Folders of texts (`.txt`), each with its annotations beside it as brat writes them (`.ann`); labels are kinds of
    /// mentions. Texts of one name in several folders are taken for tellings of one case.
    #[arg(long, required = true, num_args = 1.., value_name = "FOLDER")]
    pub(crate) gold: Vec<PathBuf>,

    /// Where the model goes.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: PathBuf,

    /// How often all documents are gone through at most.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..=100), value_name = "NUMBER")]
    pub(crate) epochs: u16,

    /// The size of the model, in thousands of rows of weights; each takes about 15 bytes.
    #[arg(long, default_value_t = 240, value_parser = clap::value_parser!(u32).range(1..=10_000), value_name = "THOUSANDS")]
    pub(crate) size: u32,

    #[command(flatten)]
    pub(crate) with: With,
}
