//! The readers, one a format. All yield the same rows.

mod babelon;
mod claml;
mod fhir;
mod json;
pub(crate) mod list;
mod obo;
mod omop;
mod rdf;
mod rf2;
mod rows;
mod rrf;
mod sssom;
pub(crate) mod table;

use std::path::Path;
use std::sync::Arc;

use epicrisis_lexicon::ConceptKind;

use crate::data::{Lang, canonical_code, canonical_system};
use crate::detect::Dataset;
use crate::input::{ImportError, Input};
use crate::options::{Format, Options};
use crate::row::{BadRow, Event, Name, Row};

/// Reads a terminology, row by row.
///
/// # Errors
/// Where a file cannot be read, or is not in its format from the start; bad rows are [`Event`]s and end nothing.
pub fn read(dataset: &Dataset, options: &Options, on: &mut dyn FnMut(Event)) -> Result<(), ImportError> {
    let path = &dataset.path;
    let mut out = Out::new(path, options, on);
    match dataset.format {
        Format::Rf2 => rf2::read(path, &mut out),
        Format::Rrf => rrf::read(path, &mut out),
        Format::Omop => omop::read(path, &mut out),
        format => {
            let input = Input::open(path)?;
            match format {
                Format::List => list::read(input, &mut out),
                Format::Obo => obo::read(input, &mut out),
                Format::Babelon => babelon::read(input, &mut out),
                Format::Sssom => sssom::read(input, &mut out),
                Format::ClaMl => claml::read(input, &mut out),
                Format::Fhir => fhir::read(input, &mut out),
                Format::Json => json::read(input, &mut out),
                Format::RdfXml => rdf::read_xml(input, &mut out),
                Format::Turtle => rdf::read_turtle(input, &mut out),
                _ => table::read(input, &mut out),
            }
        }
    }
}

/// Where a reader puts what it finds.
pub(crate) struct Out<'a> {
    file: Arc<str>,
    pub(crate) options: &'a Options,
    on: &'a mut dyn FnMut(Event),
}

impl<'a> Out<'a> {
    fn new(path: &Path, options: &'a Options, on: &'a mut dyn FnMut(Event)) -> Self {
        Self {
            file: path.display().to_string().into(),
            options,
            on,
        }
    }

    /// What follows is from another file.
    pub(crate) fn file(&mut self, path: &Path) {
        self.file = path.display().to_string().into();
    }

    /// A row. One without a code is bad.
    pub(crate) fn row(&mut self, row: Row) {
        if row.code.trim().is_empty() {
            self.bad(row.line, "no code");
        } else {
            (self.on)(Event::Row(row, Arc::clone(&self.file)));
        }
    }

    /// A row of one name.
    pub(crate) fn named(&mut self, line: u64, code: (Arc<str>, String), kind: Option<ConceptKind>, name: Name) {
        let (system, code) = code;
        self.row(Row {
            system,
            code,
            kind,
            names: vec![name],
            also: Vec::new(),
            line,
        });
    }

    /// A row that cannot be used.
    pub(crate) fn bad(&mut self, line: u64, message: impl Into<String>) {
        (self.on)(Event::Bad(BadRow {
            file: Arc::clone(&self.file),
            line,
            message: message.into(),
        }));
    }

    /// A row that is out of use.
    pub(crate) fn retired(&mut self) {
        (self.on)(Event::Retired);
    }

    /// The language of a name: its own, or the one given for those that do not say.
    pub(crate) fn language(&self, tag: Option<&str>) -> Option<Lang> {
        tag.filter(|t| !t.trim().is_empty())
            .map(Lang::parse)
            .or(self.options.language)
    }

    /// The language of a name in a format whose names are English where nothing else is said.
    pub(crate) fn or_english(&self) -> Option<Lang> {
        self.options.language.or_else(|| Some(Lang::parse("en")))
    }

    /// The system that was named for codes that do not say theirs.
    pub(crate) fn given_system(&self) -> Option<Arc<str>> {
        self.options.system.as_deref().map(canonical_system)
    }
}

/// Reads the cells of each line of a table parted by tabs; comments and empty lines are passed over, bad lines are named.
pub(crate) fn tabbed(
    input: Input,
    out: &mut Out<'_>,
    mut row: impl FnMut(u64, &[&str], &mut Out<'_>),
) -> Result<(), ImportError> {
    input.lines(|number, line| match line {
        Ok(line) if line.is_empty() || line.starts_with('#') => {}
        Ok(line) => row(number, &line.split('\t').map(unquoted).collect::<Vec<_>>(), out),
        Err(what) => out.bad(number, what),
    })
}

/// A cell without the quotation marks around all of it.
pub(crate) fn unquoted(cell: &str) -> &str {
    let cell = cell.trim();
    let inside = cell.strip_prefix('"').and_then(|c| c.strip_suffix('"'));
    inside.unwrap_or(cell)
}

/// A code of a system, both as the record has them.
pub(crate) fn coded(system: &Arc<str>, code: &str) -> (Arc<str>, String) {
    (Arc::clone(system), canonical_code(system, code))
}
