//! A record as a clinician reads it: who the patient is, what was found, measured, given and done, what was denied and
//! what is uncertain; every line with the words that say it and where they stand.
//!
//! ```
//! use epicrisis_export::text::{Style, render};
//! use epicrisis_record::{Document, Number, Record};
//!
//! let record = Record::new(Document {
//!     id: "case-1".to_owned(),
//!     language: "es".to_owned(),
//!     language_confidence: Number::from(1),
//!     length: 0,
//!     sha256: String::new(),
//! });
//! assert!(render(&record, Style { color: false, width: 80 }).starts_with("case-1"));
//! ```

mod clinical;
mod explained;
mod line;
mod measures;
mod page;
mod short;
mod timeline;

use epicrisis_record::Record;

use crate::summary::{Block, Case, words};
use crate::{Export, ExportError, Piece, Telling};
use line::{Line, Role};
use page::Page;

/// How to render.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// With ANSI colours.
    pub color: bool,
    /// Columns to fill; less than 40 is taken for 40.
    pub width: usize,
}

/// Renders a record for reading. Ends with a line end; the same record and style give the same text.
///
/// Labels are English. Words of the document are shown as evidence, with line ends as blanks and with control
/// characters replaced, so that no document can take hold of a terminal.
#[must_use]
pub fn render(record: &Record, style: Style) -> String {
    let case = Case::of(record);
    let mut page = Page::new(style);
    head(&mut page, record);
    clinical::patient(&mut page, &case);
    for &block in Block::ORDER {
        let facts = case.facts(block);
        if facts.is_empty() {
            continue;
        }
        match block {
            Block::Vitals | Block::Laboratory | Block::Measurements => {
                measures::table(&mut page, &case, block, &facts);
            }
            Block::Findings => clinical::findings(&mut page, &case, &facts),
            _ => clinical::list(&mut page, &case, block, &facts),
        }
    }
    timeline::timeline(&mut page, &case);
    explained::explained(&mut page, &case);
    warnings(&mut page, record);
    page.finish()
}

impl Export for Style {
    fn document(&self, telling: Telling<'_>) -> Result<Vec<Piece>, ExportError> {
        Ok(vec![Piece::stream(render(telling.record, *self))])
    }

    fn between(&self) -> &'static str {
        "\n"
    }
}

fn head(page: &mut Page, record: &Record) {
    let document = &record.document;
    let mut line = Line::new();
    line.push(Role::Title, words::clean(&document.id));
    line.push(
        Role::Dim,
        format!("  {}, {} characters", words::clean(&document.language), document.length),
    );
    page.line(0, 2, &line);
}

fn warnings(page: &mut Page, record: &Record) {
    if record.warnings.is_empty() {
        return;
    }
    page.title("Warnings");
    for warning in &record.warnings {
        let mut line = Line::new();
        line.push(Role::Caution, warning.code.as_str());
        line.push(Role::Plain, format!("  {}", words::clean(&warning.message)));
        if !warning.span().is_empty() {
            line.push(Role::Dim, format!(" [{}]", warning.span()));
        }
        page.line(2, 4, &line);
    }
}

#[cfg(test)]
mod tests;
