//! What a format is: pieces of a stream, or of the files of a folder.

use epicrisis_record::Record;

/// A document as exports see it.
///
/// The record says what is known. The text is there to be shown, copied and pointed into; no export reads it for facts.
#[derive(Debug, Clone, Copy)]
pub struct Telling<'t> {
    /// What was read out of the document.
    pub record: &'t Record,
    /// The document's text, in whose code points the record counts.
    pub text: &'t str,
}

/// Why a record could not be written in a format.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// A part of it could not be serialised.
    #[error("cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// A row of a table could not be written.
    #[error("cannot be written as CSV: {0}")]
    Csv(#[from] csv::Error),
    /// A part of it is not among the record's own names.
    #[error("{0}")]
    Name(#[from] epicrisis_record::UnknownName),
    /// A format of another crate could not be written.
    #[error(transparent)]
    Other(Box<dyn std::error::Error + Send + Sync>),
}

impl ExportError {
    /// The error of a format of another crate.
    pub fn other(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Other(Box::new(error))
    }
}

/// A format: what is made of each document, and what stands around all of them.
///
/// A format of one stream makes pieces without a path; one that fills a folder says of each piece which file it is of.
pub trait Export: Send + Sync {
    /// What stands there before the first document: heads of tables, a configuration.
    ///
    /// # Errors
    /// Where it cannot be written so.
    fn begin(&self) -> Result<Vec<Piece>, ExportError> {
        Ok(Vec::new())
    }

    /// One document. Called on many threads; what it returns is written in the order of the inputs.
    ///
    /// # Errors
    /// Where the record cannot be written so; the documents after it go on.
    fn document(&self, telling: Telling<'_>) -> Result<Vec<Piece>, ExportError>;

    /// Called with what [`document`](Self::document) made, on one thread and in the order of the inputs; what it returns is
    /// written. For files that are not cut by documents, as those of row groups and an index are.
    ///
    /// # Errors
    /// Where it cannot be written so.
    fn in_order(&self, pieces: Vec<Piece>) -> Result<Vec<Piece>, ExportError> {
        Ok(pieces)
    }

    /// What stands between two documents of a stream.
    fn between(&self) -> &'static str {
        ""
    }

    /// What closes the files behind the last document.
    ///
    /// # Errors
    /// Where it cannot be written so.
    fn end(&self) -> Result<Vec<Piece>, ExportError> {
        Ok(Vec::new())
    }
}

/// A part of what is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The path below the folder, its parts joined by `/`; see [`file_stem`]. Empty in a stream.
    pub path: String,
    /// What is written there.
    pub content: Vec<u8>,
    /// Whether it is the file, or the next part of it.
    pub part: Part,
}

/// How a piece belongs to its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The whole file. A second document of the same name is a failure, not a loss.
    Whole,
    /// Comes behind what this run has written to the file.
    Next,
    /// No file at all: only the name is taken, which a second document may not have.
    Claim,
}

impl Piece {
    /// The next part of a stream.
    pub fn stream(content: impl Into<Vec<u8>>) -> Self {
        Self::next(String::new(), content)
    }

    /// A file of its own.
    pub fn whole(path: impl Into<String>, content: impl Into<Vec<u8>>) -> Self {
        Self {
            path: path.into(),
            content: content.into(),
            part: Part::Whole,
        }
    }

    /// The next part of a file that documents share.
    pub fn next(path: impl Into<String>, content: impl Into<Vec<u8>>) -> Self {
        Self {
            path: path.into(),
            content: content.into(),
            part: Part::Next,
        }
    }
}

/// A document's id as a path below a folder: its parts stay folders, and none leads out of it or is refused by a file
/// system.
///
/// ```
/// use epicrisis_export::file_stem;
/// assert_eq!(file_stem("ward-3/case 12"), "ward-3/case 12");
/// assert_eq!(file_stem("../a:b"), "__/a_b");
/// assert_eq!(file_stem(""), "_");
/// ```
#[must_use]
pub fn file_stem(id: &str) -> String {
    let part = |part: &str| -> String {
        let kept = |letter: char| {
            if letter.is_control() || r#"<>:"\|?*"#.contains(letter) {
                '_'
            } else {
                letter
            }
        };
        let safe: String = part.chars().map(kept).collect();
        match safe.as_str() {
            "" => "_".to_owned(),
            dots if dots.chars().all(|letter| letter == '.') => "_".repeat(dots.len()),
            _ => safe,
        }
    };
    id.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// The record itself, as JSON.
#[derive(Debug, Clone, Copy)]
pub struct Json {
    /// Whether it is indented; else each record is one line.
    pub pretty: bool,
}

impl Export for Json {
    fn document(&self, telling: Telling<'_>) -> Result<Vec<Piece>, ExportError> {
        if self.pretty {
            return Ok(vec![Piece::stream(json(telling.record, true)?)]);
        }
        // A record is some ten times its text: with room for that it is seldom moved.
        let mut line = Vec::with_capacity(telling.text.len() * 10 + 1024);
        telling.record.write_json(&mut line)?;
        line.push(b'\n');
        Ok(vec![Piece::stream(line)])
    }
}

/// Anything as JSON with its line end.
pub(crate) fn json(value: &impl serde::Serialize, pretty: bool) -> Result<Vec<u8>, ExportError> {
    json_of_size(value, pretty, 128)
}

/// The same, with room for so many bytes from the start.
pub(crate) fn json_of_size(value: &impl serde::Serialize, pretty: bool, size: usize) -> Result<Vec<u8>, ExportError> {
    let mut json = Vec::with_capacity(size);
    if pretty {
        serde_json::to_writer_pretty(&mut json, value)?;
    } else {
        serde_json::to_writer(&mut json, value)?;
    }
    json.push(b'\n');
    Ok(json)
}
