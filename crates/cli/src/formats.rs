//! Which format was asked for, and where it goes: one stream, or a folder.

use std::ffi::OsStr;
use std::io::{self, IsTerminal};

use epicrisis_export::brat::Brat;
use epicrisis_export::phenopacket::Phenopackets;
use epicrisis_export::tables::Csv;
use epicrisis_export::text::Style;
use epicrisis_export::{Export, Html, Json};

use crate::args::{Extract, Format};

/// What writes a format; `several` documents may need another way than one does.
pub(crate) fn export(format: Format, several: bool, style: Style) -> Box<dyn Export> {
    match format {
        Format::Text => Box::new(style),
        Format::Json => Box::new(Json { pretty: !several }),
        Format::Jsonl => Box::new(Json { pretty: false }),
        Format::Html => Box::new(Html { index: several }),
        Format::Phenopacket => Box::new(Phenopackets {
            pretty: !several,
            created: Phenopackets::NO_TIME.to_owned(),
        }),
        Format::Brat => Box::new(Brat),
        Format::Csv => Box::new(Csv),
        #[cfg(feature = "parquet")]
        Format::Parquet => Box::new(epicrisis_tables::Parquet::default()),
    }
}

/// Whether a format is a folder of files, and no stream.
pub(crate) fn fills_folder(format: Format, several: bool) -> bool {
    match format {
        Format::Text | Format::Json | Format::Jsonl | Format::Phenopacket => false,
        Format::Html => several,
        Format::Brat | Format::Csv => true,
        #[cfg(feature = "parquet")]
        Format::Parquet => true,
    }
}

/// The format asked for, else by the ending of the output, else by who reads it.
pub(crate) fn format(arguments: &Extract) -> Format {
    let by_ending = || match arguments.out.as_deref()?.extension().and_then(OsStr::to_str) {
        Some("txt") => Some(Format::Text),
        Some("json") => Some(Format::Json),
        Some("html" | "htm") => Some(Format::Html),
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
