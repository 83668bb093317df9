//! Documents that came as bytes: what their record says of how they were read.

use epicrisis_record::{Record, Warning, WarningCode};
use epicrisis_text::{Decoded, Encoding};

use crate::{Engine, Input};

impl Engine<'_> {
    /// The record of a document that was decoded, as of [`Engine::extract`], with warnings where its encoding was guessed, where
    /// bytes of it meant nothing, and where it has no text. `input.text` is that of `decoded`.
    ///
    /// ```
    /// use epicrisis_extract::{Engine, Input};
    ///
    /// let engine = Engine::new(epicrisis_builtin::lexicon());
    /// let decoded = epicrisis_text::decode(b"Temperatura 38 \xB0C.").expect("text");
    /// let record = engine.extract_decoded(&Input::new("a", &decoded.text), &decoded);
    /// assert_eq!(record.warnings[0].code.as_str(), "encoding");
    /// ```
    pub fn extract_decoded(&self, input: &Input<'_>, decoded: &Decoded) -> Record {
        let mut record = self.extract(input);
        let mut first = Vec::new();
        if decoded.encoding != Encoding::Utf8 {
            let message = format!("read as {}", decoded.encoding);
            first.push(Warning::whole(WarningCode::ENCODING, message));
        }
        if decoded.malformed {
            let message = format!("bytes that mean nothing in {} were read as U+FFFD", decoded.encoding);
            first.push(Warning::whole(WarningCode::INVALID_BYTES, message));
        }
        let blank = decoded.text.chars().all(char::is_whitespace);
        if blank && !record.warnings.iter().any(|w| w.code == WarningCode::EMPTY_DOCUMENT) {
            first.push(Warning::whole(WarningCode::EMPTY_DOCUMENT, "the document has no text"));
        }
        record.warnings.splice(0..0, first);
        record
    }
}
