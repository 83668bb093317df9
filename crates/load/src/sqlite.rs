//! SQLite: a file.

use std::path::Path;

use epicrisis_export::omop::{TABLES, Table, Value};
use rusqlite::types::{ToSqlOutput, Value as Owned, ValueRef};
use rusqlite::{Connection, ErrorCode, OptionalExtension, ToSql, Transaction, TransactionBehavior, params_from_iter};

use crate::LoadError;
use crate::schema::{self, Dialect, LEDGER, quoted};
use crate::store::{Knowledge, Known, Line, Store};

pub(crate) struct Sqlite {
    connection: Connection,
    deletions: Vec<String>,
    insertions: Vec<(&'static str, String)>,
}

impl Sqlite {
    pub(crate) fn open(path: &Path) -> Result<Self, LoadError> {
        let mut connection = Connection::open(path).map_err(unopened)?;
        connection.set_prepared_statement_cache_capacity(64);
        // The lock is held as long as this lives: two loads at once would not see each other's documents.
        connection
            .execute_batch(
                "PRAGMA foreign_keys = ON; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -65536;
                 CREATE TEMP TABLE epicrisis_seen (note_id INTEGER PRIMARY KEY);",
            )
            .map_err(unopened)?;
        let transaction = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(unopened)?;
        for table in TABLES {
            make(&transaction, table)?;
        }
        transaction
            .execute_batch(&schema::create_ledger(Dialect::Sqlite, ""))
            .map_err(unopened)?;
        transaction.commit().map_err(unopened)?;
        Ok(Self {
            connection,
            deletions: schema::deletions("= ?1", ""),
            insertions: TABLES.iter().map(|table| (table.name, insertion(table))).collect(),
        })
    }
}

/// Makes a table that is not there; looks at one that is.
fn make(transaction: &Transaction<'_>, table: &Table) -> Result<(), LoadError> {
    let there: Vec<String> = transaction
        .prepare("SELECT name FROM pragma_table_info(?1)")
        .and_then(|mut statement| statement.query_map([table.name], |row| row.get(0))?.collect())
        .map_err(unopened)?;
    if there.is_empty() {
        let made = std::iter::once(schema::create(table, Dialect::Sqlite, ""));
        let statements: Vec<String> = made.chain(schema::indices(table, "")).collect();
        return transaction.execute_batch(&statements.join(";\n")).map_err(unopened);
    }
    let missing = |column: &&epicrisis_export::omop::Column| !there.iter().any(|name| name == column.name);
    match table.columns.iter().find(missing) {
        Some(column) => Err(LoadError::Tables(format!(
            "`{}` has no column `{}`; it is not as CDM 5.4 has it",
            table.name, column.name
        ))),
        None => Ok(()),
    }
}

fn insertion(table: &Table) -> String {
    let names: Vec<String> = table.columns.iter().map(|column| quoted(column.name)).collect();
    let places: Vec<String> = (1..=names.len()).map(|at| format!("?{at}")).collect();
    format!(
        "INSERT INTO {} ({}) VALUES ({})",
        quoted(table.name),
        names.join(", "),
        places.join(", ")
    )
}

impl Store for Sqlite {
    fn known(&mut self, keys: &[i64]) -> Result<Vec<Knowledge>, LoadError> {
        let find = format!("SELECT document_id, sha256, made_with FROM {LEDGER} WHERE note_id = ?1");
        let transaction = self.connection.transaction().map_err(lost)?;
        let mut all = Vec::with_capacity(keys.len());
        {
            let mut find = transaction.prepare_cached(&find).map_err(lost)?;
            let mut see = transaction
                .prepare_cached("INSERT OR IGNORE INTO epicrisis_seen VALUES (?1)")
                .map_err(lost)?;
            for key in keys {
                let line = find.query_row([key], |row| {
                    Ok(Known {
                        id: row.get(0)?,
                        sha256: row.get(1)?,
                        made_with: row.get(2)?,
                    })
                });
                all.push(Knowledge {
                    line: line.optional().map_err(lost)?,
                    seen: see.execute([key]).map_err(lost)? == 0,
                });
            }
        }
        transaction.commit().map_err(lost)?;
        Ok(all)
    }

    fn write(&mut self, lines: &[Line<'_>]) -> Result<(), LoadError> {
        let Self {
            connection,
            deletions,
            insertions,
        } = self;
        let transaction = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(lost)?;
        clear(&transaction, lines, deletions)
            .and_then(|()| fill(&transaction, lines, insertions))
            .and_then(|()| note(&transaction, lines))
            .map_err(refused)?;
        transaction.commit().map_err(lost)
    }
}

/// Takes out what is there of documents.
fn clear(transaction: &Transaction<'_>, lines: &[Line<'_>], deletions: &[String]) -> rusqlite::Result<()> {
    let mut forget = transaction.prepare_cached(&format!("DELETE FROM {LEDGER} WHERE note_id = ?1"))?;
    for line in lines {
        if forget.execute([line.key])? > 0 {
            for deletion in deletions {
                transaction.prepare_cached(deletion)?.execute([line.key])?;
            }
        }
    }
    Ok(())
}

/// Writes the rows of documents table by table, each in the order of its keys. Keys are scattered, and a table of SQLite's is a
/// tree of them: in their order, each of its pages is come by once a batch.
fn fill(
    transaction: &Transaction<'_>,
    lines: &[Line<'_>],
    insertions: &[(&'static str, String)],
) -> rusqlite::Result<()> {
    let mut documents: Vec<_> = lines
        .iter()
        .map(|line| line.document.rows.by_table().into_iter())
        .collect();
    // Every document has the same tables in the same order, those that are pointed at first.
    for _ in TABLES {
        let mut rows = Vec::new();
        let mut name = None;
        for (table, more) in documents.iter_mut().filter_map(Iterator::next) {
            name = Some(table.name);
            rows.extend(more);
        }
        let Some((_, insertion)) = insertions.iter().find(|(table, _)| Some(*table) == name) else {
            continue;
        };
        rows.sort_by_cached_key(|row| match row.values().first() {
            Some(Value::Integer(key)) => *key,
            _ => 0,
        });
        let mut insertion = transaction.prepare_cached(insertion)?;
        for row in rows {
            insertion.execute(params_from_iter(row.values().into_iter().map(Bound)))?;
        }
    }
    Ok(())
}

/// Notes that documents are there.
fn note(transaction: &Transaction<'_>, lines: &[Line<'_>]) -> rusqlite::Result<()> {
    let mut noted = transaction.prepare_cached(&format!("INSERT INTO {LEDGER} VALUES (?1, ?2, ?3, ?4)"))?;
    for line in lines {
        noted.execute((line.key, &line.document.id, &line.document.sha256, line.made_with))?;
    }
    Ok(())
}

/// A cell as SQLite takes it.
struct Bound<'v>(Value<'v>);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self.0 {
            Value::Null => ToSqlOutput::Owned(Owned::Null),
            Value::Integer(number) => ToSqlOutput::Owned(Owned::Integer(number)),
            Value::Number(number) => ToSqlOutput::Owned(Owned::Real(number.get())),
            Value::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Value::Date(date) => ToSqlOutput::Owned(Owned::Text(date.to_string())),
        })
    }
}

// SQLite's messages name tables, columns and files, and no values.

fn unopened(error: rusqlite::Error) -> LoadError {
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => LoadError::Busy,
        _ => LoadError::Unopened(error.to_string()),
    }
}

fn lost(error: rusqlite::Error) -> LoadError {
    LoadError::Lost(error.to_string())
}

fn refused(error: rusqlite::Error) -> LoadError {
    match error.sqlite_error_code() {
        Some(ErrorCode::ConstraintViolation | ErrorCode::TypeMismatch | ErrorCode::TooBig) => {
            LoadError::Refused(error.to_string())
        }
        _ => lost(error),
    }
}
