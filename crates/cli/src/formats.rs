//! Which format was asked for, and where it goes: one stream, or a folder.

use std::ffi::OsStr;
use std::io::{self, IsTerminal};

use epicrisis_export::brat::Brat;
use epicrisis_export::fhir::{Fhir, Form, Release};
use epicrisis_export::phenopacket::Phenopackets;
use epicrisis_export::tables::Csv;
use epicrisis_export::text::Style;
use epicrisis_export::xmi::Xmi;
use epicrisis_export::{Export, Html, Json, omop};

use crate::args::{Extract, Format, Omop};

/// What writes a format; `several` documents may need another way than one does.
///
/// # Errors
/// Where what it needs cannot be read.
pub(crate) fn export(arguments: &Extract, several: bool, style: Style) -> Result<Box<dyn Export>, String> {
    let fhir = |form, release| -> Box<dyn Export> {
        Box::new(Fhir {
            form,
            release,
            // A file of several is of one Bundle a line.
            pretty: form == Form::Document && !several,
            issued: arguments.issued.clone(),
        })
    };
    Ok(match format(arguments) {
        Format::Text => Box::new(style),
        Format::Json => Box::new(Json { pretty: !several }),
        Format::Jsonl => Box::new(Json { pretty: false }),
        Format::Html => Box::new(Html { index: several }),
        Format::Phenopacket => Box::new(Phenopackets {
            pretty: !several,
            created: arguments
                .issued
                .clone()
                .unwrap_or_else(|| Phenopackets::NO_TIME.to_owned()),
        }),
        Format::Brat => Box::new(Brat),
        Format::Xmi => Box::new(Xmi),
        Format::Csv => Box::new(Csv),
        #[cfg(feature = "parquet")]
        Format::Parquet => Box::new(epicrisis_tables::Parquet::default()),
        Format::Omop => Box::new(omop::Csv {
            settings: omop_settings(&arguments.omop)?,
        }),
        Format::Fhir => fhir(Form::Document, Release::R4),
        Format::FhirR5 => fhir(Form::Document, Release::R5),
        Format::FhirTransaction => fhir(Form::Transaction, Release::R4),
        Format::FhirBulk => fhir(Form::Bulk, Release::R4),
    })
}

/// What OMOP wants to know beyond the documents.
///
/// # Errors
/// Where the vocabularies cannot be read.
pub(crate) fn omop_settings(given: &Omop) -> Result<omop::Settings, String> {
    let vocabulary = given.vocabulary.as_deref().map(omop::Vocabulary::open).transpose();
    Ok(omop::Settings {
        date: given.date.unwrap_or_default(),
        vocabulary: vocabulary.map_err(|error| error.to_string())?,
    })
}

/// Whether a format is a folder of files, and no stream.
pub(crate) fn fills_folder(format: Format, several: bool) -> bool {
    match format {
        Format::Text | Format::Json | Format::Jsonl | Format::Phenopacket => false,
        Format::Html => several,
        Format::Brat | Format::Xmi | Format::Csv => true,
        #[cfg(feature = "parquet")]
        Format::Parquet => true,
        Format::Omop => true,
        Format::Fhir | Format::FhirR5 | Format::FhirTransaction => false,
        Format::FhirBulk => true,
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
