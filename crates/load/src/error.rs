//! What can go wrong with a database. Never with a password, and never with a word of a document: databases quote both the
//! address and the row that they refuse, so their own messages are passed on only where neither can be in them.

/// Why documents could not be loaded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LoadError {
    /// The address is none of a database.
    #[error("{0}")]
    Address(String),
    /// The database cannot be reached or opened.
    #[error("the database cannot be opened: {0}")]
    Unopened(String),
    /// Another load is at work there.
    #[error("another load is at work in this database; wait until it has ended")]
    Busy,
    /// Tables are there that are not as they have to be.
    #[error("the database's tables do not fit: {0}")]
    Tables(String),
    /// The database refuses the rows of a document.
    #[error("the database refuses its rows: {0}")]
    Refused(String),
    /// The database can no longer be spoken with.
    #[error("the database does not answer as it should: {0}; load again to go on from here")]
    Lost(String),
}

impl LoadError {
    /// Whether it is one document's rows that are at fault, and others may do better.
    #[must_use]
    pub const fn is_of_rows(&self) -> bool {
        matches!(self, Self::Refused(_))
    }
}
