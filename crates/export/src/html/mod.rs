//! A page a document for a person who checks: the text with its mentions marked, the record beside it, each leading to the
//! other.
//!
//! One file, with nothing to load and nothing that must run. Several documents have a page each in a folder, and
//! `index.html` lists them.
//!
//! ```
//! use epicrisis_export::{Export, Html, Telling};
//! use epicrisis_record::{Document, Number, Record};
//!
//! let record = Record::new(Document {
//!     id: "case-1".to_owned(),
//!     language: "es".to_owned(),
//!     language_confidence: Number::from(1),
//!     length: 7,
//!     sha256: String::new(),
//! });
//! let pieces = Html { index: false }.document(Telling { record: &record, text: "Fiebre." })?;
//! assert!(pieces[0].content.starts_with(b"<!DOCTYPE html>"));
//! # Ok::<(), epicrisis_export::ExportError>(())
//! ```

mod explained;
mod index;
mod legend;
mod marks;
mod markup;
mod medication;
mod page;
mod passage;
mod places;
mod record;
mod values;

pub use markup::escape_html;

use crate::{Export, ExportError, Piece, Telling, file_stem};

/// What made a page: the program and its version.
const GENERATOR: &str = concat!("Epicrisis ", env!("CARGO_PKG_VERSION"));
/// What the pages of this program have in common, before what is a page's own: colours, and how mentions are marked.
pub const HOUSE_STYLE: &str = include_str!("house.css");
const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");
/// The SHA-256 of the script, in base64: the page allows to run this and nothing else.
const SCRIPT_DIGEST: &str = include_str!("script.sha256");
/// The page that lists all others.
const INDEX: &str = "index.html";

/// Pages of HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Html {
    /// Whether documents are files of a folder with an index; else a stream of one page.
    pub index: bool,
}

impl Export for Html {
    fn begin(&self) -> Result<Vec<Piece>, ExportError> {
        Ok(self.framing(index::begin))
    }

    fn document(&self, telling: Telling<'_>) -> Result<Vec<Piece>, ExportError> {
        let Telling { record, text } = telling;
        if !self.index {
            return Ok(vec![Piece::stream(page::page(record, text, None))]);
        }
        let path = path(&record.document.id);
        let up = "../".repeat(path.matches('/').count()) + INDEX;
        Ok(vec![
            Piece::next(INDEX, index::row(record, &path)),
            Piece::whole(path, page::page(record, text, Some(&up))),
        ])
    }

    fn end(&self) -> Result<Vec<Piece>, ExportError> {
        Ok(self.framing(index::end))
    }
}

impl Html {
    fn framing(self, make: fn() -> Vec<u8>) -> Vec<Piece> {
        let piece = self.index.then(|| Piece::next(INDEX, make()));
        piece.into_iter().collect()
    }
}

/// The file of a document; one that is called as the index is, is called otherwise.
fn path(id: &str) -> String {
    let path = file_stem(id) + ".html";
    if path.eq_ignore_ascii_case(INDEX) {
        "index_.html".to_owned()
    } else {
        path
    }
}

#[cfg(test)]
mod tests;
