//! Which format was asked for, and where it goes: one stream, or a folder.

use std::ffi::OsStr;
use std::io::{self, IsTerminal};

use epicrisis_export::fhir::{Fhir, Form, Release};
use epicrisis_export::text::Style;
use epicrisis_export::{Export, Json};

use crate::args::{Extract, Format};

/// What writes a format; `several` documents may need another way than one does.
pub(crate) fn export(arguments: &Extract, format: Format, several: bool, style: Style) -> Box<dyn Export> {
    let fhir = |form, release| -> Box<dyn Export> {
        Box::new(Fhir {
            form,
            release,
            // A file of several is of one Bundle a line.
            pretty: form == Form::Document && !several,
            issued: arguments.issued.clone(),
        })
    };
    match format {
        Format::Text => Box::new(style),
        Format::Json => Box::new(Json { pretty: !several }),
        Format::Jsonl => Box::new(Json { pretty: false }),
        Format::Fhir => fhir(Form::Document, Release::R4),
        Format::FhirR5 => fhir(Form::Document, Release::R5),
        Format::FhirTransaction => fhir(Form::Transaction, Release::R4),
        Format::FhirBulk => fhir(Form::Bulk, Release::R4),
    }
}

/// Whether a format is a folder of files, and no stream.
pub(crate) fn fills_folder(format: Format, _several: bool) -> bool {
    match format {
        Format::Text | Format::Json | Format::Jsonl => false,
        Format::Fhir | Format::FhirR5 | Format::FhirTransaction => false,
        Format::FhirBulk => true,
    }
}

/// The format asked for, else by the ending of the output, else by who reads it.
pub(crate) fn format(arguments: &Extract) -> Format {
    let by_ending = || match arguments.out.as_deref()?.extension().and_then(OsStr::to_str) {
        Some("txt") => Some(Format::Text),
        Some("json") => Some(Format::Json),
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
