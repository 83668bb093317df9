//! What can be asked for on the command line.

mod compare;
mod lexicon;
#[cfg(feature = "serve")]
mod serve;
mod train;

use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};

pub(crate) use compare::{Compare, CompareFormat};
pub(crate) use lexicon::{Import, Lexicon};
#[cfg(feature = "serve")]
pub(crate) use serve::Serve;
pub(crate) use train::Train;

/// Reads clinical cases in Spanish, French, Italian, Portuguese, Romanian and English; writes one coded,
/// language-independent record for each, every fact tied to the characters that say it.
///
/// Everything happens on this machine: no network, no account, no telemetry. No medical device: for research and data
/// work, with a person checking.
#[derive(Debug, Parser)]
#[command(name = "epicrisis", version, propagate_version = true, arg_required_else_help = true)]
pub(crate) struct Arguments {
    /// When to use colour.
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(crate) color: Color,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Extract(Extract),
    #[cfg(feature = "load")]
    Load(Load),
    Compare(Compare),
    Evaluate(Evaluate),
    Project(Project),
    #[cfg(feature = "serve")]
    Serve(Serve),
    Train(Train),
    #[command(subcommand)]
    Lexicon(Lexicon),
}

/// Read cases and write their records.
///
/// Exit status: 0 done; 1 some input failed, the rest was done, each failure named on standard error; 2 wrong usage.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  epicrisis extract case.txt
  epicrisis extract letters/ --out records.jsonl
  epicrisis extract letters/ --format html --out pages/
  epicrisis extract case.txt --format fhir --out case.json
  epicrisis extract letters/ --format fhir-bulk --out ndjson/
  cat case.txt | epicrisis extract - --language ro --format json
  epicrisis extract notes.csv --text-field note_text --id-field note_id
  epicrisis extract letters/ --out records.jsonl --resume
  epicrisis extract letters/ --format phenopacket --out cohort.jsonl
  epicrisis extract letters/ --format csv --out tables/")]
pub(crate) struct Extract {
    #[command(flatten)]
    pub(crate) inputs: Inputs,

    /// What to write.
    ///
    /// Default: by the ending of `--out`; else `text` on a terminal and `jsonl` elsewhere.
    #[arg(long, short, value_enum)]
    pub(crate) format: Option<Format>,

    #[command(flatten)]
    pub(crate) with: With,

    /// Say for each mention which cue decided, by which rule, and what the cue holds for: as a part of the text, or as `rule`,
    /// `text` and `scope` of each cue.
    #[arg(long)]
    pub(crate) explain: bool,

    /// When what is written is said to be made, for formats that name a time (FHIR, Phenopackets), as `2026-03-01T12:00:00Z`. The clock is
    /// never asked: the same input gives the same output.
    #[arg(long, value_parser = instant, value_name = "TIME")]
    pub(crate) issued: Option<String>,

    /// Where to write; standard output without it.
    #[arg(long, short, value_name = "PATH")]
    pub(crate) out: Option<PathBuf>,

    /// Go on where a call that was stopped left off; begin where none was. The result is that of a call that was never stopped.
    ///
    /// Give the same inputs and options. As long as a call is at work, and where it was stopped, `PATH.unfinished` lies beside
    /// `--out` and tells how far it is. Holds for every format but `parquet`, and not for standard input.
    #[arg(long, requires = "out")]
    pub(crate) resume: bool,

    #[command(flatten)]
    pub(crate) omop: Omop,
}

/// What is read.
#[derive(Debug, Args)]
pub(crate) struct Inputs {
    /// Files, folders, or `-` for standard input.
    ///
    /// Of a folder, all `.txt`, `.jsonl`, `.ndjson`, `.csv` and `.parquet` files at any depth are read, by path; hidden ones
    /// are not, and links to folders are not followed. A file named here is read as text unless its ending is one of the
    /// tables'. Text may be UTF-8, UTF-16, Windows-1252, Windows-1250 or ISO-8859-2.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    /// How to read the inputs; `auto` goes by each file's ending, and takes standard input for text.
    #[arg(long, value_enum, default_value_t = InputFormat::Auto, value_name = "FORMAT")]
    pub(crate) input_format: InputFormat,

    /// The field or column of tables that holds the text [default: `text`, else `note_text`].
    #[arg(long, value_name = "NAME")]
    pub(crate) text_field: Option<String>,

    /// The field or column of tables that holds the id [default: `id`, else `note_id`, else the file's stem and row].
    #[arg(long, value_name = "NAME")]
    pub(crate) id_field: Option<String>,

    /// The largest document that is read, as bytes or as `500K`, `64M`, `1G`; a larger one is refused, by name.
    #[arg(long, default_value = "64M", value_parser = size, value_name = "SIZE")]
    pub(crate) max_size: u64,

    /// How many threads read and extract; the output is the same with any number [default: one a core].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
}

/// What OMOP wants to know beyond the documents.
#[derive(Debug, Args)]
pub(crate) struct Omop {
    /// For OMOP: the date of the documents, and so of all that they date no other way [default: 1970-01-01].
    #[arg(long, value_name = "DATE")]
    pub(crate) date: Option<epicrisis_export::omop::Date>,

    /// For OMOP: a folder with `CONCEPT.csv` and `CONCEPT_RELATIONSHIP.csv` from Athena, to find concepts by their codes;
    /// without it all are 0.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) vocabulary: Option<PathBuf>,
}

/// Read cases into a database as OMOP CDM 5.4.
///
/// Tables that are not there are made. Documents that are there, unchanged and read by this version with the same options, are
/// skipped; changed ones take the place of what they were. A load that was stopped goes on where it was. Exit status: 0 done;
/// 1 some input failed, the rest was done; 2 wrong usage.
#[cfg(feature = "load")]
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  epicrisis load --to sqlite:cases.db letters/ --date 2024-05-31
  epicrisis load --to postgres://me@localhost/cdm --schema nlp --vocabulary athena/ notes.csv
  PGPASSWORD=… epicrisis load --to postgres://me@localhost/cdm letters/")]
pub(crate) struct Load {
    #[command(flatten)]
    pub(crate) inputs: Inputs,

    /// The database: `sqlite:PATH`, or `postgres://USER@HOST:PORT/DATABASE` with its password in `PGPASSWORD`.
    #[arg(long, value_name = "URL")]
    pub(crate) to: String,

    /// The schema of the tables, in PostgreSQL; it is made if it is not there [default: the user's own].
    #[arg(long, value_name = "NAME")]
    pub(crate) schema: Option<String>,

    #[command(flatten)]
    pub(crate) with: With,

    #[command(flatten)]
    pub(crate) omop: Omop,
}

/// With what documents are read.
#[derive(Debug, Args)]
pub(crate) struct With {
    /// The language of the documents (`es`, `fr`, `it`, `pt`, `ro`, `en`), or `auto` to have it told from each text.
    #[arg(long, short, default_value = "auto", value_name = "CODE")]
    pub(crate) language: String,

    #[command(flatten)]
    pub(crate) means: Means,
}

/// What documents are read with.
#[derive(Debug, Clone, Args)]
pub(crate) struct Means {
    /// A lexicon made by `epicrisis lexicon build` or `import`, in place of the built-in one.
    #[arg(long, value_name = "FILE")]
    pub(crate) lexicon: Option<PathBuf>,

    /// A model made by `epicrisis train`, in place of the built-in one; `none`: only what the lexicon names is found.
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,

    /// How much surer than not the model must be of what it adds: above 0 fewer and surer mentions, below 0 more.
    #[arg(long, value_name = "NUMBER", default_value_t = 0.0, allow_hyphen_values = true)]
    caution: f32,

    /// Rather too many mentions than too few: as `--caution -1.5`.
    #[arg(long, conflicts_with_all = ["precision", "caution"])]
    recall: bool,

    /// Rather too few mentions than too many: as `--caution 1.5`.
    #[arg(long, conflicts_with = "caution")]
    precision: bool,
}

/// What recognises more than the lexicon names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ModelOf<'a> {
    /// The built-in model.
    BuiltIn,
    /// Nothing.
    None,
    /// A model of the user's own.
    File(&'a Path),
}

impl Means {
    /// The model that is asked for.
    pub(crate) fn model(&self) -> ModelOf<'_> {
        match self.model.as_deref() {
            None => ModelOf::BuiltIn,
            Some(path) if path == Path::new("none") => ModelOf::None,
            Some(path) => ModelOf::File(path),
        }
    }

    /// How much surer than not the model must be.
    pub(crate) fn caution(&self) -> f32 {
        const PRESET: f32 = 1.5;
        match (self.recall, self.precision) {
            (true, _) => -PRESET,
            (_, true) => PRESET,
            _ => self.caution,
        }
    }
}

impl With {
    /// The language, unless it is to be told from each text.
    pub(crate) fn language(&self) -> Option<&str> {
        Some(self.language.as_str()).filter(|language| *language != "auto")
    }
}

/// Say how well records agree with what people annotated.
///
/// Exit status: 0 done, whatever the figures; 1 some input failed, the rest was done; 2 wrong usage.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  epicrisis evaluate --gold annotated/
  epicrisis evaluate --gold annotated/ --measures own.tsv --format json --out scores.json")]
pub(crate) struct Evaluate {
    /// A folder of texts (`.txt`), each with its annotations beside it as brat writes them (`.ann`).
    #[arg(long, value_name = "FOLDER", required_unless_present = "show_measures")]
    pub(crate) gold: Option<PathBuf>,

    /// Which labels are compared with which kinds of mentions, as a table; `epicrisis evaluate --show-measures` prints the
    /// built-in one.
    #[arg(long, value_name = "FILE")]
    pub(crate) measures: Option<PathBuf>,

    /// Print the built-in measures, to begin a table of one's own with, and end.
    #[arg(long, exclusive = true)]
    pub(crate) show_measures: bool,

    /// How the report is written.
    #[arg(long, short, value_enum, default_value_t = ReportFormat::Text)]
    pub(crate) format: ReportFormat,

    /// Mentions that are less sure do not count.
    #[arg(long, value_name = "CONFIDENCE", default_value_t = 0.45)]
    pub(crate) least: f64,

    #[command(flatten)]
    pub(crate) with: With,

    /// Where to write; standard output without it.
    #[arg(long, short, value_name = "PATH")]
    pub(crate) out: Option<PathBuf>,

    /// How many of the commonest misses and inventions are listed for each measure.
    #[arg(long, default_value_t = 20, value_name = "N")]
    pub(crate) most: usize,

    /// List the figures of each document, too. JSON always has them.
    #[arg(long)]
    pub(crate) documents: bool,
}

/// Carry annotations from one telling of a case to others, in other languages or in the same.
///
/// Annotations are read and written as brat has them: `.ann` beside `.txt`, offsets in code points. Attributes, notes,
/// normalisations and relations come along; the confidence of each annotation is a note of it. What cannot be carried is
/// named on standard error.
///
/// Exit status: 0 done, whatever could not be carried; 1 some input failed, the rest was done; 2 wrong usage.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  epicrisis project --from case.es.ann --to case.it.txt case.en.txt
  epicrisis project --from es/ --to it/ en/ --out carried/ --from-language es --report carried.jsonl")]
pub(crate) struct Project {
    /// The annotated text, by its `.txt` or its `.ann`; or a folder of such.
    #[arg(long, value_name = "PATH")]
    pub(crate) from: PathBuf,

    /// The texts that take the annotations, or folders of them; of a folder, those that have the name of an annotated text.
    #[arg(long, required = true, num_args = 1.., value_name = "PATH")]
    pub(crate) to: Vec<PathBuf>,

    /// A folder for the annotations, with a copy of each text; without it, they are written beside the texts.
    #[arg(long, short, value_name = "FOLDER")]
    pub(crate) out: Option<PathBuf>,

    /// A file that says of each text what was carried, how surely, and what was not: one JSON object a line.
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,

    /// The language of the annotated texts, or `auto` to have it told from each; `--language` is that of the others.
    #[arg(long, default_value = "auto", value_name = "CODE")]
    pub(crate) from_language: String,

    /// Write over annotations that are there already.
    #[arg(long)]
    pub(crate) force: bool,

    #[command(flatten)]
    pub(crate) with: With,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// A summary that a clinician can read.
    Text,
    /// One record, indented; several, one a line.
    Json,
    /// One record a line.
    Jsonl,
    /// A page for a person who checks: the text with its mentions marked, the record beside it. Several documents are
    /// pages of a folder (`--out`), listed in its `index.html`.
    Html,
    /// A GA4GH Phenopacket (version 2); one indented, several one a line.
    Phenopacket,
    /// A folder for the annotation tool brat: each text with its annotations, and the configuration.
    Brat,
    /// A folder for the annotation tool INCEpTION and others that read UIMA's CAS: an XMI file a document, and the types.
    Xmi,
    /// A folder of tables: documents, mentions, values and relations, as CSV.
    Csv,
    /// The same tables as Parquet files.
    #[cfg(feature = "parquet")]
    Parquet,
    /// OMOP CDM 5.4: a folder of CSV files, one a table.
    Omop,
    /// FHIR R4: a document Bundle, indented; several, one a line.
    Fhir,
    /// FHIR R5: a document Bundle, indented; several, one a line.
    FhirR5,
    /// FHIR R4: a transaction Bundle a line, ready to be posted to a server; a second time changes nothing.
    FhirTransaction,
    /// FHIR R4: a folder of files as bulk data has them, `Condition.ndjson` and so on.
    FhirBulk,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// Tables to be read.
    Text,
    /// For machines.
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputFormat {
    /// By the file's ending.
    Auto,
    /// The whole input is one document.
    Text,
    /// A JSON object a line.
    Jsonl,
    /// A table with a header line, parted by commas, semicolons or tabs.
    Csv,
    /// A Parquet file, a row a document (builds with `--features parquet`).
    Parquet,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal that can, and where `NO_COLOR` is not set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Color {
    /// Makes it the choice of every stream that is opened from here on.
    pub(crate) fn write_global(self) {
        match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}

/// A time with its zone, as FHIR's instants have it.
fn instant(text: &str) -> Result<String, String> {
    epicrisis_export::fhir::is_instant(text)
        .then(|| text.to_owned())
        .ok_or_else(|| "write a date, a time and a zone, as 2026-03-01T12:00:00Z".to_owned())
}

/// Offsets are 32 bits wide, and a byte of an old encoding can become three: beyond this they could not hold.
pub(crate) const LARGEST: u64 = 1 << 30;

/// Reads `1000`, `500K`, `64M`, `64MiB`, `1G` as bytes.
fn size(text: &str) -> Result<u64, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let factor = match text[digits.len()..].to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "k" | "kb" | "kib" => 1 << 10,
        "m" | "mb" | "mib" => 1 << 20,
        "g" | "gb" | "gib" => 1 << 30,
        _ => return Err("write bytes, or a number with K, M or G".to_owned()),
    };
    let number: u64 = digits
        .parse()
        .map_err(|_| "write bytes, or a number with K, M or G".to_owned())?;
    let bytes = number.checked_mul(factor).filter(|bytes| (1..=LARGEST).contains(bytes));
    bytes.ok_or_else(|| "the least is 1 byte, the most 1G".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_well_formed() {
        use clap::CommandFactory;
        Arguments::command().debug_assert();
    }

    #[test]
    fn sizes() {
        assert_eq!(size("64M"), Ok(64 << 20));
        assert_eq!(size("64MiB"), Ok(64 << 20));
        assert_eq!(size("1000"), Ok(1000));
        assert_eq!(size("1g"), Ok(1 << 30));
        for wrong in [
            "",
            "M",
            "0",
            "2G",
            "-1",
            "1.5M",
            "5 apples",
            "99999999999999999999G",
            "ñ",
        ] {
            assert!(size(wrong).is_err(), "{wrong}");
        }
    }
}
