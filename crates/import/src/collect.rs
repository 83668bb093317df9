//! The rows of one code, from wherever they come, brought together.

use std::collections::HashMap;
use std::sync::Arc;

use epicrisis_lexicon::ConceptKind;

use crate::row::{Event, Name, Row};

/// A code and all that was said of it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The code system.
    pub system: Arc<str>,
    /// The code.
    pub code: String,
    /// What it names, where a row says so; the first that does.
    pub kind: Option<ConceptKind>,
    /// Its names, in the order of the rows, each once.
    pub names: Vec<Name>,
    /// Codes of other systems for the same.
    pub also: Vec<(Arc<str>, String)>,
    /// The file it was first met in.
    pub file: Arc<str>,
    /// And the line.
    pub line: u64,
}

impl Entry {
    /// The names that are preferred; where none is, the first.
    pub fn preferred(&self) -> impl Iterator<Item = &Name> {
        let none = !self.names.iter().any(|n| n.preferred);
        let first = self.names.first().filter(|_| none);
        self.names.iter().filter(|n| n.preferred).chain(first)
    }
}

/// How much was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows that were used.
    pub rows: usize,
    /// Rows that cannot be used.
    pub bad: usize,
    /// Rows that are out of use by the terminology's own word, or name nothing that a record holds.
    pub retired: usize,
}

/// Codes with their names, in the order they were first met.
#[derive(Clone, Debug, Default)]
pub struct Collection {
    /// The codes.
    pub entries: Vec<Entry>,
    /// How much was read.
    pub counts: Counts,
    places: HashMap<Arc<str>, HashMap<String, u32>>,
}

impl Collection {
    /// Takes in what a reader met; a bad row comes back to be told of.
    pub fn take(&mut self, event: Event) -> Option<crate::BadRow> {
        match event {
            Event::Row(row, file) => {
                self.counts.rows += 1;
                self.row(row, file);
                None
            }
            Event::Bad(bad) => {
                self.counts.bad += 1;
                Some(bad)
            }
            Event::Retired => {
                self.counts.retired += 1;
                None
            }
        }
    }

    /// The entry of a code.
    pub fn get(&self, system: &str, code: &str) -> Option<&Entry> {
        let at = self.places.get(system)?.get(code)?;
        self.entries.get(*at as usize)
    }

    fn row(&mut self, row: Row, file: Arc<str>) {
        if !self.places.contains_key(&row.system) {
            self.places.insert(Arc::clone(&row.system), HashMap::new());
        }
        let Some(codes) = self.places.get_mut(&row.system) else {
            return;
        };
        let at = match codes.get(&row.code) {
            Some(at) => *at as usize,
            None => {
                let at = self.entries.len();
                codes.insert(row.code.clone(), u32::try_from(at).unwrap_or(u32::MAX));
                self.entries.push(Entry {
                    system: row.system,
                    code: row.code,
                    kind: row.kind,
                    names: row.names,
                    also: row.also,
                    file,
                    line: row.line,
                });
                return;
            }
        };
        let Some(entry) = self.entries.get_mut(at) else { return };
        entry.kind = entry.kind.or(row.kind);
        for name in row.names {
            match entry
                .names
                .iter_mut()
                .find(|n| n.text == name.text && n.language == name.language)
            {
                Some(known) => known.preferred |= name.preferred,
                None => entry.names.push(name),
            }
        }
        for code in row.also {
            if !entry.also.contains(&code) {
                entry.also.push(code);
            }
        }
    }
}
