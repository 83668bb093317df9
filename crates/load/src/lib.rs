//! Documents into a database, as rows of OMOP CDM 5.4: PostgreSQL or SQLite.
//!
//! A batch of documents is one transaction, in which a ledger (a table beside OMOP's) gets a line for each: its id, the hash of
//! its text, and what it was read with. So what is in the ledger is in the tables, whenever a load is stopped; a second load
//! skips what is there and has not changed, and a changed document takes the place of what it was. Nothing is held beyond a
//! batch: which documents a load has seen already, a temporary table of the database knows.

mod address;
mod error;
mod fingerprint;
mod postgres;
mod schema;
mod sqlite;
mod store;

use std::collections::HashMap;

use epicrisis_export::omop::{Rows, document_key};

pub use address::Address;
pub use error::LoadError;
pub use fingerprint::{of_file, of_text};
use store::{Line, Store};

/// A document with its rows.
#[derive(Debug)]
pub struct Document {
    /// Its id.
    pub id: String,
    /// Of its text as read.
    pub sha256: String,
    /// What it says.
    pub rows: Rows,
}

/// How a document stands to what is in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is not there.
    New,
    /// It is there, but with another text or read with something else.
    Changed,
    /// It is there as it is.
    Unchanged,
    /// Another document of this load has its id: which of them is meant nobody can tell.
    SameId,
    /// Another document's id leads to its key.
    SameKey,
}

/// A database that is being loaded.
pub struct Loader {
    store: Box<dyn Store>,
    /// All that decides what is made of a text.
    made_with: String,
}

impl Loader {
    /// Opens the database, and makes the tables that are not there.
    ///
    /// `made_with` says all that decides what is made of a text: version, options, lexicon, vocabularies. A document that is
    /// there and was made with something else counts as changed.
    ///
    /// # Errors
    /// Where it cannot be opened, has tables that do not fit, or is being loaded.
    pub fn open(address: &Address, schema: Option<&str>, made_with: &str) -> Result<Self, LoadError> {
        let store: Box<dyn Store> = match address {
            Address::Sqlite(path) => Box::new(sqlite::Sqlite::open(path)?),
            Address::Postgres(url) => Box::new(postgres::Postgres::open(url, schema)?),
        };
        Ok(Self {
            store,
            made_with: made_with.to_owned(),
        })
    }

    /// How documents, each an id and the hash of its text, stand to what is there. They count as seen from here on.
    ///
    /// # Errors
    /// Where the database does not answer.
    pub fn states(&mut self, documents: &[(&str, &str)]) -> Result<Vec<State>, LoadError> {
        let keys: Vec<i64> = documents.iter().map(|(id, _)| document_key(id)).collect();
        let known = self.store.known(&keys)?;
        // Of the first of two in one batch, the ledger does not know yet.
        let mut first: HashMap<i64, (&str, &str)> = HashMap::new();
        let mut states = Vec::with_capacity(documents.len());
        for ((&(id, sha256), key), known) in documents.iter().zip(keys).zip(known) {
            let before = first.get(&key).copied();
            first.entry(key).or_insert((id, sha256));
            states.push(match (before, &known.line) {
                (Some((other, _)), _) if other != id => State::SameKey,
                (Some((_, text)), _) if text == sha256 => State::Unchanged,
                (Some(_), _) => State::SameId,
                (None, None) if known.seen => State::SameId,
                (None, None) => State::New,
                (None, Some(line)) if line.id != id => State::SameKey,
                (None, Some(line)) if line.sha256 == sha256 && line.made_with == self.made_with => State::Unchanged,
                (None, Some(_)) if known.seen => State::SameId,
                (None, Some(_)) => State::Changed,
            });
        }
        Ok(states)
    }

    /// Writes documents that are new or changed: all in one transaction; where that fails for the rows of some, each in one
    /// of its own. The result says of each whether it is there now.
    ///
    /// # Errors
    /// Where the database does not answer: what was written before stays.
    pub fn write(&mut self, documents: &[Document]) -> Result<Vec<Result<(), LoadError>>, LoadError> {
        if documents.is_empty() {
            return Ok(Vec::new());
        }
        let lines: Vec<Line<'_>> = documents
            .iter()
            .map(|document| Line {
                key: document_key(&document.id),
                document,
                made_with: &self.made_with,
            })
            .collect();
        match self.store.write(&lines) {
            Ok(()) => Ok(documents.iter().map(|_| Ok(())).collect()),
            Err(error) if !error.is_of_rows() => Err(error),
            Err(error) if documents.len() == 1 => Ok(vec![Err(error)]),
            Err(_) => lines
                .chunks(1)
                .map(|line| match self.store.write(line) {
                    Err(error) if !error.is_of_rows() => Err(error),
                    done => Ok(done),
                })
                .collect(),
        }
    }
}
