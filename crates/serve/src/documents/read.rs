//! A document, read.

use axum::http::HeaderMap;
use epicrisis_export::{Export, Telling};
use epicrisis_extract::Input;
use epicrisis_record::Record;
use epicrisis_text::{Decoded, Encoding, decode};

use super::format::Format;
use crate::app::App;
use crate::problem::Problem;

/// A document that waits to be read.
#[derive(Debug)]
pub(crate) struct Job {
    pub(crate) id: String,
    pub(crate) decoded: Decoded,
    pub(crate) language: Option<&'static str>,
    pub(crate) explain: bool,
}

impl Job {
    /// A document that came as text.
    pub(crate) fn of_text(id: String, text: String, language: Option<&'static str>, explain: bool) -> Self {
        let decoded = Decoded {
            text,
            encoding: Encoding::Utf8,
            malformed: false,
        };
        Self {
            id,
            decoded,
            language,
            explain,
        }
    }

    /// A document that came as bytes, in one of the encodings that are told apart.
    ///
    /// # Errors
    /// Where they are no text.
    pub(crate) fn of_bytes(
        id: String,
        bytes: &[u8],
        language: Option<&'static str>,
        explain: bool,
    ) -> Result<Self, Problem> {
        let not_text = |_| Problem::unprocessable("the body is no text but binary data; send plain text");
        let decoded = decode(bytes).map_err(not_text)?;
        Ok(Self {
            id,
            decoded,
            language,
            explain,
        })
    }

    /// Reads it.
    pub(crate) fn record(&self, app: &App) -> Record {
        let input = Input {
            id: &self.id,
            text: &self.decoded.text,
            language: self.language,
            explain: self.explain,
        };
        let record = app.engine.extract_decoded(&input, &self.decoded);
        app.metrics.read(self.decoded.text.len());
        record
    }

    /// Reads it and writes its record in a format.
    ///
    /// # Errors
    /// Where it cannot be written so.
    pub(crate) fn written(&self, app: &App, format: Format, export: &dyn Export) -> Result<Vec<u8>, Problem> {
        write(&self.record(app), &self.decoded.text, format, export)
    }
}

/// A record in a format.
///
/// # Errors
/// Where it cannot be written so.
pub(crate) fn write(record: &Record, text: &str, format: Format, export: &dyn Export) -> Result<Vec<u8>, Problem> {
    let telling = Telling { record, text };
    let pieces = export.document(telling).map_err(|_| Problem::internal())?;
    let mut out = Vec::new();
    for piece in pieces.into_iter().filter(|piece| piece.path.ends_with(format.ending())) {
        if out.is_empty() {
            out = piece.content;
        } else {
            out.extend(piece.content);
        }
    }
    Ok(out)
}

/// The type of a body, without its parameters and in small letters; empty where it is not said.
pub(crate) fn media_type(headers: &HeaderMap) -> String {
    let said = headers
        .get(axum::http::header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok());
    let media = said.and_then(|v| v.split(';').next()).unwrap_or_default();
    media.trim().to_ascii_lowercase()
}
