//! What a worker does with one document: read, decode, extract, render.

use std::fs::File;
use std::io::{self, Read};
use std::panic::AssertUnwindSafe;

use epicrisis_export::{ExportError, Telling};
use epicrisis_extract::{Engine, Input};
use epicrisis_record::Record;
use epicrisis_text::{Decoded, decode};
use serde_json::Value;

use crate::failure::{Failure, Problem};
use crate::guard;
use crate::inputs::{Fields, Job};

/// What all workers share.
pub(crate) struct Work<'w> {
    pub(crate) engine: &'w Engine<'static>,
    /// `None` where it is to be told from the text.
    pub(crate) language: Option<&'w str>,
    pub(crate) fields: &'w Fields,
    /// Whether records say by which rule each cue decided.
    pub(crate) explain: bool,
}

/// A document that is done, and where it came from.
pub(crate) struct Done<T> {
    pub(crate) place: String,
    /// What was made of its record.
    pub(crate) made: T,
}

/// A document as it was read.
pub(crate) struct Document {
    pub(crate) id: String,
    pub(crate) place: String,
    pub(crate) decoded: Decoded,
}

impl Work<'_> {
    /// What is made of the document's record.
    ///
    /// # Errors
    /// What is wrong with this input; every other goes on.
    pub(crate) fn run<T>(
        &self,
        job: Job,
        make: impl FnOnce(Telling<'_>) -> Result<T, ExportError>,
    ) -> Result<Done<T>, Failure> {
        self.make(self.read(job)?, make)
    }

    /// What is made of the record of a document that is read.
    ///
    /// # Errors
    /// What is wrong with this document; every other goes on.
    pub(crate) fn make<T>(
        &self,
        read: Document,
        make: impl FnOnce(Telling<'_>) -> Result<T, ExportError>,
    ) -> Result<Done<T>, Failure> {
        let done = guard::caught(AssertUnwindSafe(|| {
            let record = self.record(&read);
            make(Telling {
                record: &record,
                text: &read.decoded.text,
            })
        }));
        match done.and_then(|made| made.map_err(Problem::from)) {
            Ok(made) => Ok(Done {
                place: read.place,
                made,
            }),
            Err(problem) => Err(Failure::new(read.place, problem)),
        }
    }

    /// The document's record.
    ///
    /// # Errors
    /// What is wrong with this input.
    pub(crate) fn extract(&self, job: Job) -> Result<Record, Failure> {
        let read = self.read(job)?;
        guard::caught(AssertUnwindSafe(|| self.record(&read))).map_err(|problem| Failure::new(read.place, problem))
    }

    /// The document's id and text.
    ///
    /// # Errors
    /// What is wrong with this input.
    pub(crate) fn text(&self, job: Job) -> Result<(String, String), Failure> {
        self.read(job).map(|read| (read.id, read.decoded.text))
    }

    fn record(&self, read: &Document) -> Record {
        let input = Input {
            id: &read.id,
            text: &read.decoded.text,
            language: self.language,
            explain: self.explain,
        };
        self.engine.extract_decoded(&input, &read.decoded)
    }

    /// The document itself.
    ///
    /// # Errors
    /// Where it cannot be read as text.
    pub(crate) fn read(&self, job: Job) -> Result<Document, Failure> {
        let (id, place, bytes) = match job {
            Job::Failed(failure) => return Err(failure),
            Job::File { path, id, size } => {
                let bytes = if size > self.fields.max_size {
                    Err(self.too_large())
                } else {
                    File::open(&path).map_err(Problem::from).and_then(|file| self.all(file))
                };
                (id, path.display().to_string(), bytes)
            }
            Job::Stdin { id } => (id, "standard input".to_owned(), self.all(io::stdin())),
            Job::Field { place, bytes, id, .. } => (id, place, self.within(bytes)),
            Job::Line { place, bytes, id } => return self.line(place, &bytes, id),
        };
        match bytes.and_then(|bytes| decode(&bytes).map_err(|_| Problem::NotText)) {
            Ok(decoded) => Ok(Document { id, place, decoded }),
            Err(problem) => Err(Failure::new(place, problem)),
        }
    }

    /// All of an input, unless it is more than a document may be.
    fn all(&self, input: impl Read) -> Result<Vec<u8>, Problem> {
        let mut bytes = Vec::new();
        // One byte more than is allowed tells that there is more, even of what has no size (a pipe).
        input.take(self.fields.max_size + 1).read_to_end(&mut bytes)?;
        self.within(bytes)
    }

    fn within(&self, bytes: Vec<u8>) -> Result<Vec<u8>, Problem> {
        if bytes.len() as u64 > self.fields.max_size {
            Err(self.too_large())
        } else {
            Ok(bytes)
        }
    }

    fn too_large(&self) -> Problem {
        Problem::TooLarge {
            what: "the limit",
            limit: self.fields.max_size,
        }
    }

    /// A line of JSON lines: its text, and its id where it carries one.
    fn line(&self, place: String, bytes: &[u8], fallback: String) -> Result<Document, Failure> {
        self.parsed(bytes, fallback)
            .map(|(id, decoded)| Document {
                id,
                place: place.clone(),
                decoded,
            })
            .map_err(|problem| Failure::new(place, problem))
    }

    fn parsed(&self, bytes: &[u8], fallback: String) -> Result<(String, Decoded), Problem> {
        let line = decode(bytes).map_err(|_| Problem::NotText)?;
        // The parser's own message is not passed on: it may quote what it read.
        let value: Value = serde_json::from_str(&line.text).map_err(|e| Problem::JsonLine { column: e.column() })?;
        let Value::Object(mut object) = value else {
            return Err(Problem::JsonLine { column: 1 });
        };
        let id = match self.fields.id.iter().find_map(|name| object.remove(name)) {
            Some(Value::String(id)) if !id.is_empty() => id,
            Some(Value::Number(number)) => number.to_string(),
            _ => fallback,
        };
        let text = self.fields.text.iter().find_map(|name| match object.remove(name) {
            Some(Value::String(text)) => Some(text),
            _ => None,
        });
        let text = text.ok_or_else(|| Problem::NoText {
            field: self.fields.text_names(),
        })?;
        let text = String::from_utf8(self.within(text.into_bytes())?).map_err(|_| Problem::NotText)?;
        Ok((
            id,
            Decoded {
                text,
                encoding: line.encoding,
                malformed: line.malformed,
            },
        ))
    }
}
