//! What a database has to be able to do.

use crate::{Document, LoadError};

/// A document on its way into the database.
pub(crate) struct Line<'l> {
    pub(crate) key: i64,
    pub(crate) document: &'l Document,
    pub(crate) made_with: &'l str,
}

/// A document as the ledger has it.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub(crate) id: String,
    pub(crate) sha256: String,
    pub(crate) made_with: String,
}

/// What is known of a key.
#[derive(Debug, Clone, Default)]
pub(crate) struct Knowledge {
    /// Its line in the ledger.
    pub(crate) line: Option<Known>,
    /// Whether an earlier batch of this load asked for it already.
    pub(crate) seen: bool,
}

pub(crate) trait Store {
    /// What is known of each key; they count as seen from here on.
    fn known(&mut self, keys: &[i64]) -> Result<Vec<Knowledge>, LoadError>;

    /// Writes documents in place of what is there under their keys, all or none.
    fn write(&mut self, lines: &[Line<'_>]) -> Result<(), LoadError>;
}
