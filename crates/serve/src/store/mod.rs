//! The store: documents and what people said of their mentions, in one SQLite file.
//!
//! A correction that was answered with success is on the disk: every commit is synchronised before the answer goes out. What is
//! written is only ever added to; undoing is an act of its own.

mod document;
mod schema;

use std::path::Path;
use std::sync::Arc;

use rusqlite::Connection;
use thiserror::Error;
use tokio::sync::Mutex;

pub(crate) use document::{Act, Correcting, Kept, NewDocument, Said};

use crate::problem::Problem;

/// Why a file cannot be the store.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StoreError {
    /// SQLite cannot use it.
    #[error("cannot be used as a store: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// It is another program's.
    #[error("is a database of another program; name another file")]
    Foreign,
    /// It is a later version's.
    #[error(
        "was written by a later version of this program (store version {found}, this one reads {known}); use that one"
    )]
    Later {
        /// In the file.
        found: i64,
        /// The latest that is known.
        known: i64,
    },
}

/// A store that is open.
pub(crate) struct Opened {
    pub(super) connection: Connection,
}

impl Opened {
    /// Opens a store; makes it where there is none.
    ///
    /// # Errors
    /// Where the file is another's or cannot be used.
    pub(crate) fn open(path: &Path) -> Result<Self, StoreError> {
        Ok(Self {
            connection: schema::open(path)?,
        })
    }

    /// Whether it can be read.
    pub(crate) fn is_there(&self) -> Result<(), Problem> {
        let one = self
            .connection
            .query_row("SELECT count(*) FROM document LIMIT 1", [], |_| Ok(()));
        one.map_err(lost)
    }
}

/// The store, as requests share it: one at a time.
#[derive(Clone)]
pub(crate) struct Store(Arc<Mutex<Opened>>);

impl Store {
    /// Opens a store; makes it where there is none.
    pub(crate) fn open(path: &Path) -> Result<Self, StoreError> {
        Ok(Self(Arc::new(Mutex::new(Opened::open(path)?))))
    }

    /// Does something with the store, when it is its turn. What was begun is done, also where nobody waits for it any more.
    ///
    /// # Errors
    /// What `work` says.
    pub(crate) async fn run<T, F>(&self, work: F) -> Result<T, Problem>
    where
        F: FnOnce(&mut Opened) -> Result<T, Problem> + Send + 'static,
        T: Send + 'static,
    {
        let mut opened = self.0.clone().lock_owned().await;
        let done = tokio::task::spawn_blocking(move || work(&mut opened));
        done.await.map_err(|_| Problem::internal())?
    }
}

/// The file can no longer be read or written. What SQLite says of it may quote what was written.
pub(super) fn lost(_: rusqlite::Error) -> Problem {
    Problem::new(
        crate::problem::ProblemKind::Internal,
        "the store cannot be read or written; see whether its disk is full, and whether another program holds it",
    )
}
