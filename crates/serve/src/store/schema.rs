//! The tables of the store, and their versions.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, TransactionBehavior};

use super::StoreError;

/// Tells this program's files from others': `Epic` as a number.
const APPLICATION: i64 = 0x4570_6963;

/// What makes a store of each version out of the one before; the version is how many were done.
const STEPS: [&str; 1] = ["
    CREATE TABLE document (
        id TEXT PRIMARY KEY,
        title TEXT NOT NULL,
        language TEXT NOT NULL,
        text TEXT NOT NULL,
        -- As the engine read it, when it came.
        record TEXT NOT NULL,
        -- The program and its version.
        made_with TEXT NOT NULL,
        added TEXT NOT NULL,
        updated TEXT NOT NULL,
        -- Raised by each correction and each undoing.
        version INTEGER NOT NULL
    ) STRICT;
    -- What a reviewer said of a mention, with all that the mention is since then. Rows are added and never removed.
    CREATE TABLE correction (
        document TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
        -- The version that it made.
        version INTEGER NOT NULL,
        reviewer TEXT NOT NULL,
        action TEXT NOT NULL CHECK (action IN ('accept', 'reject', 'change', 'add', 'undo')),
        key TEXT NOT NULL,
        at TEXT NOT NULL,
        kind TEXT,
        concept TEXT,
        label TEXT,
        presence TEXT,
        start INTEGER,
        end INTEGER,
        -- Of an undoing, the version that it takes back.
        undoes INTEGER,
        -- The version that took this back.
        undone INTEGER,
        PRIMARY KEY (document, version)
    ) STRICT, WITHOUT ROWID;
"];

/// Opens a file as a store of the latest version.
pub(super) fn open(path: &Path) -> Result<Connection, StoreError> {
    private(path);
    let mut connection = Connection::open(path)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    let pragma = |connection: &Connection, name: &str| -> rusqlite::Result<i64> {
        connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get(0))
    };
    let (application, version) = (
        pragma(&connection, "application_id")?,
        pragma(&connection, "user_version")?,
    );
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if application != APPLICATION && (application != 0 || version != 0 || tables != 0) {
        return Err(StoreError::Foreign);
    }
    let known = STEPS.len() as i64;
    if version > known {
        return Err(StoreError::Later { found: version, known });
    }
    // A commit is on the disk before it is answered; readers do not wait for writers.
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;",
    )?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another may have been quicker.
    let version = pragma(&transaction, "user_version")?;
    for step in STEPS.iter().skip(usize::try_from(version).unwrap_or_default()) {
        transaction.execute_batch(step)?;
    }
    transaction.execute_batch(&format!(
        "PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {known};"
    ))?;
    transaction.commit()?;
    Ok(connection)
}

/// Makes a file that is not there yet one that only its owner may read: it will hold what is said of patients. SQLite gives its other
/// files the same rights. Where it cannot be made, SQLite says why.
#[cfg(unix)]
fn private(path: &Path) {
    use std::os::unix::fs::OpenOptionsExt;
    let _ = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path);
}

/// Here the folder's rights decide.
#[cfg(not(unix))]
fn private(_: &Path) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_is_made_opened_again_and_told_from_other_files() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        drop(open(&path).unwrap());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        }
        let again = open(&path).unwrap();
        let mode = |name: &str| again.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, String>(0));
        assert_eq!(mode("journal_mode").unwrap(), "wal");
        let synchronous: i64 = again.query_row("PRAGMA synchronous", [], |row| row.get(0)).unwrap();
        assert_eq!(synchronous, 2);
        again.execute_batch("PRAGMA user_version = 99").unwrap();
        drop(again);
        assert!(matches!(open(&path), Err(StoreError::Later { found: 99, known: 1 })));

        let other = folder.path().join("b.db");
        Connection::open(&other)
            .unwrap()
            .execute_batch("CREATE TABLE mine (a)")
            .unwrap();
        assert!(matches!(open(&other), Err(StoreError::Foreign)));
        let text = folder.path().join("c.txt");
        std::fs::write(
            &text,
            "no database at all, but some text that is long enough to be looked at as one",
        )
        .unwrap();
        assert!(matches!(open(&text), Err(StoreError::Sqlite(_))));
    }
}
