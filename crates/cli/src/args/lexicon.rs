//! What `epicrisis lexicon` can be asked.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// Check, build, extend and search the language data.
#[derive(Debug, Subcommand)]
pub(crate) enum Lexicon {
    /// Read the sources of a lexicon and say what is wrong with them, by file and line.
    ///
    /// Exit status: 0 no errors (there may be remarks); 1 errors; 2 wrong usage.
    #[command(after_help = "\
Examples:
  epicrisis lexicon check lexicon
  epicrisis lexicon check lexicon --against terminologies/")]
    Check {
        /// The folder of the sources.
        #[arg(default_value = "lexicon", value_name = "FOLDER")]
        sources: PathBuf,
        /// Say what is only remarkable, too: gaps, terms that two concepts share, words with one skeleton.
        #[arg(long, short)]
        all: bool,
        /// A folder or file of reference terminologies, in any format that `import` reads: whether each code exists, and
        /// whether its name agrees with the terms here. May be given several times.
        #[arg(long, value_name = "PATH")]
        against: Vec<PathBuf>,
    },
    /// Compile the sources of a lexicon into the one file that `extract --lexicon` takes.
    #[command(after_help = "Example:\n  epicrisis lexicon build lexicon --out hospital.lex")]
    Build {
        /// The folder of the sources.
        #[arg(default_value = "lexicon", value_name = "FOLDER")]
        sources: PathBuf,
        /// The file to write.
        #[arg(long, short, value_name = "FILE")]
        out: PathBuf,
    },
    Import(Box<Import>),
    /// Say which concepts a term in any language, an id, a code or a part of a label leads to.
    ///
    /// Exit status: 0 found; 1 nothing found; 2 wrong usage.
    #[command(after_help = "Examples:\n  epicrisis lexicon find durere lombară\n  epicrisis lexicon find M54.5")]
    Find {
        /// The words of one term, an id or a code.
        #[arg(required = true, value_name = "WORD")]
        words: Vec<String>,
        /// A lexicon made by `epicrisis lexicon build` or `import`, in place of the built-in one.
        #[arg(long, value_name = "FILE")]
        lexicon: Option<PathBuf>,
    },
    /// Turn what reviewers corrected into rows for a lexicon: words that they tied to a concept and the lexicon does not.
    ///
    /// The rows are those of `lexicon/concepts/`, a table a kind, with how often and by whom in the last column; nothing of it is
    /// checked. What was read as a concept and rejected is listed below them. Exit status: 0 done, also where nothing is proposed;
    /// 2 wrong usage.
    #[cfg(feature = "serve")]
    #[command(after_help = "Example:\n  epicrisis lexicon propose --store checked.db --out proposed.tsv")]
    Propose {
        /// The file that `epicrisis serve --store` keeps documents in.
        #[arg(long, value_name = "FILE")]
        store: PathBuf,
        /// A lexicon made by `epicrisis lexicon build` or `import`, in place of the built-in one.
        #[arg(long, value_name = "FILE")]
        lexicon: Option<PathBuf>,
        /// Where to write; standard output without it.
        #[arg(long, short, value_name = "PATH")]
        out: Option<PathBuf>,
    },
    /// Count what a lexicon holds.
    #[command(after_help = "Example:\n  epicrisis lexicon stats")]
    Stats {
        /// A lexicon made by `epicrisis lexicon build` or `import`, in place of the built-in one.
        #[arg(long, value_name = "FILE")]
        lexicon: Option<PathBuf>,
    },
}

/// Lay terminologies of your own over the built-in lexicon, and compile both into the file that `--lexicon` takes.
///
/// Names given in one language are found in all six. A code that the lexicon has already gets the new names; one whose
/// preferred name means exactly one concept joins that concept; any other is a concept of its own. A row that cannot be
/// used is named on standard error, with its file and line, counted and skipped.
///
/// Exit status: 0 done; 1 some rows or files were bad, the rest was done; 2 wrong usage.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  epicrisis lexicon import hospital.csv --out hospital.lex --language es --system Hospital --kind problem
  epicrisis lexicon import list.csv --out my.lex --mapping code=CIE,label.es=Descripción --system ICD-10
  epicrisis lexicon import hp.obo hp-es.babelon.tsv SnomedCT_Release/ --out my.lex
  epicrisis extract letters/ --lexicon my.lex")]
pub(crate) struct Import {
    /// Files or folders: CSV, lists, OBO, Babelon, SNOMED CT RF2, UMLS RRF, OMOP (Athena), ClaML, FHIR, SKOS and OWL;
    /// packed by gzip or not.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    /// The file to write.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: PathBuf,

    /// The format of all paths; otherwise each one's content tells.
    #[arg(long, short, value_parser = import_format, value_name = "FORMAT")]
    pub(crate) format: Option<epicrisis_import::Format>,

    /// What the columns of a table hold, as `code=COLUMN,label=COLUMN`; also `label.es`, `synonyms`, `synonyms.es`,
    /// `language`, `kind`, `system`. Common names of columns are known.
    #[arg(long, value_name = "COLUMNS")]
    pub(crate) mapping: Option<epicrisis_import::Mapping>,

    /// The language of names that do not say theirs.
    #[arg(long, short, value_name = "CODE")]
    pub(crate) language: Option<String>,

    /// The kind of codes that do not say theirs (`problem`, `finding`, `procedure`, `medication` …).
    #[arg(long, value_parser = concept_kind, value_name = "KIND")]
    pub(crate) kind: Option<epicrisis_lexicon::ConceptKind>,

    /// The code system of codes that do not say theirs (`ICD-10`, `SNOMED-CT`, or a name of your own).
    #[arg(long, value_name = "NAME")]
    pub(crate) system: Option<String>,

    /// A folder of lexicon sources to lay them over, in place of the built-in ones.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) base: Option<PathBuf>,
}

fn import_format(name: &str) -> Result<epicrisis_import::Format, String> {
    let names = || {
        epicrisis_import::Format::ALL
            .iter()
            .map(|f| f.name())
            .collect::<Vec<_>>()
    };
    epicrisis_import::Format::parse(name).ok_or_else(|| format!("one of {}", names().join(", ")))
}

fn concept_kind(name: &str) -> Result<epicrisis_lexicon::ConceptKind, String> {
    let names = || {
        epicrisis_lexicon::ConceptKind::ALL
            .iter()
            .map(|k| k.name())
            .collect::<Vec<_>>()
    };
    epicrisis_lexicon::ConceptKind::parse(name).ok_or_else(|| format!("one of {}", names().join(", ")))
}
