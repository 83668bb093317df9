//! PostgreSQL: rows go in by `COPY`, which takes a fraction of what `INSERT` does.

use std::collections::HashMap;
use std::env;
use std::io::Write;
use std::thread;
use std::time::Duration;

use epicrisis_export::omop::{Column, TABLES, Table, Type, Value};
use postgres::config::{Host, SslMode};
use postgres::error::SqlState;
use postgres::{Client, Config, NoTls, Transaction};

use crate::LoadError;
use crate::schema::{self, Dialect, LEDGER, quoted};
use crate::store::{Knowledge, Known, Line, Store};

pub(crate) struct Postgres {
    client: Client,
    /// The schema, quoted, with its full stop.
    prefix: String,
    deletions: Vec<String>,
}

impl Postgres {
    pub(crate) fn open(url: &str, schema: Option<&str>) -> Result<Self, LoadError> {
        let mut client = config(url)?.connect(NoTls).map_err(unopened)?;
        let schema = match schema {
            Some(schema) => schema.to_owned(),
            None => text(&mut client, "SELECT coalesce(current_schema(), 'public')")?,
        };
        let encoding = text(&mut client, "SHOW server_encoding")?;
        if encoding != "UTF8" {
            return Err(LoadError::Unopened(format!(
                "it is encoded in {encoding}; it must be in UTF8"
            )));
        }
        alone(&mut client, &schema)?;
        let prefix = format!("{}.", quoted(&schema));
        let mut transaction = client.transaction().map_err(unopened)?;
        make(&mut transaction, &schema, &prefix)?;
        transaction.commit().map_err(unopened)?;
        client
            .batch_execute("CREATE TEMP TABLE epicrisis_seen (note_id bigint PRIMARY KEY)")
            .map_err(unopened)?;
        Ok(Self {
            client,
            deletions: schema::deletions("= ANY($1)", &prefix),
            prefix,
        })
    }
}

/// What the address says, with the password that it need not hold.
fn config(url: &str) -> Result<Config, LoadError> {
    // The parser's message may quote the address, and so the password.
    let mut config: Config = url.parse().map_err(|_| {
        LoadError::Address("the address cannot be read; write postgres://USER@HOST:PORT/DATABASE".to_owned())
    })?;
    if let (None, Ok(password)) = (config.get_password(), env::var("PGPASSWORD")) {
        config.password(password);
    }
    config.application_name("epicrisis load");
    let away = config.get_hosts().iter().any(|host| match host {
        Host::Tcp(name) => !["localhost", "127.0.0.1", "::1", "[::1]"].contains(&name.as_str()),
        #[cfg(unix)]
        Host::Unix(_) => false,
    });
    if away && config.get_ssl_mode() != SslMode::Disable {
        return Err(LoadError::Address(
            "the database is on another machine, and this program does not encrypt: what patients' documents say would cross the \
             network in the clear. Use a tunnel to it (ssh -L), or add `sslmode=disable` to the address if the network is safe"
                .to_owned(),
        ));
    }
    if config.get_ssl_mode() == SslMode::Require {
        return Err(LoadError::Address(
            "`sslmode=require` is asked for, and this program does not encrypt; use a tunnel (ssh -L)".to_owned(),
        ));
    }
    Ok(config)
}

/// Takes the lock of a load, which is held until the connection ends, however that comes about. Of a load that was killed a
/// moment ago, the server may not know yet.
fn alone(client: &mut Client, schema: &str) -> Result<(), LoadError> {
    let lock = "SELECT pg_try_advisory_lock(hashtextextended('epicrisis load ' || $1, 0))";
    for _ in 0..PATIENCE {
        let free: bool = client.query_one(lock, &[&schema]).map_err(unopened)?.get(0);
        if free {
            return Ok(());
        }
        thread::sleep(Duration::from_millis(100));
    }
    Err(LoadError::Busy)
}

/// How many times a tenth of a second is waited.
const PATIENCE: u32 = 20;

fn text(client: &mut Client, query: &str) -> Result<String, LoadError> {
    client.query_one(query, &[]).map(|row| row.get(0)).map_err(unopened)
}

/// Makes what is not there, and looks at what is.
fn make(transaction: &mut Transaction<'_>, schema: &str, prefix: &str) -> Result<(), LoadError> {
    let there = "SELECT 1 FROM information_schema.schemata WHERE schema_name = $1";
    if transaction.query_opt(there, &[&schema]).map_err(unopened)?.is_none() {
        let make = format!("CREATE SCHEMA {}", quoted(schema));
        transaction.batch_execute(&make).map_err(unopened)?;
    }
    let columns = "SELECT table_name::text, column_name::text, data_type::text \
                   FROM information_schema.columns WHERE table_schema = $1";
    let mut there: HashMap<String, HashMap<String, String>> = HashMap::new();
    for row in transaction.query(columns, &[&schema]).map_err(unopened)? {
        there.entry(row.get(0)).or_default().insert(row.get(1), row.get(2));
    }
    let mut narrow = Vec::new();
    for table in TABLES {
        let Some(columns) = there.get(table.name) else {
            let made = std::iter::once(schema::create(table, Dialect::Postgres, prefix));
            let statements: Vec<String> = made.chain(schema::indices(table, prefix)).collect();
            transaction.batch_execute(&statements.join(";\n")).map_err(unopened)?;
            continue;
        };
        narrow.extend(too_narrow(table, columns)?);
    }
    if !narrow.is_empty() {
        return Err(LoadError::Tables(format!(
            "keys here take 64 bits, and these columns hold 32: {}. Make them `bigint` (ALTER TABLE … ALTER COLUMN … TYPE \
             bigint), or name a schema of their own with --schema",
            narrow.join(", ")
        )));
    }
    transaction
        .batch_execute(&schema::create_ledger(Dialect::Postgres, prefix))
        .map_err(unopened)
}

/// The columns of a table that is there which cannot hold our keys.
fn too_narrow(table: &Table, there: &HashMap<String, String>) -> Result<Vec<String>, LoadError> {
    let mut narrow = Vec::new();
    for Column { name, kind, .. } in table.columns {
        match there.get(*name).map(String::as_str) {
            None => {
                return Err(LoadError::Tables(format!(
                    "`{}` has no column `{name}`; it is not as CDM 5.4 has it",
                    table.name
                )));
            }
            Some("integer" | "smallint") if *kind == Type::Key => narrow.push(format!("{}.{name}", table.name)),
            Some(_) => {}
        }
    }
    Ok(narrow)
}

impl Store for Postgres {
    fn known(&mut self, keys: &[i64]) -> Result<Vec<Knowledge>, LoadError> {
        let find = format!(
            "SELECT note_id, document_id, sha256, made_with FROM {}{LEDGER} WHERE note_id = ANY($1)",
            self.prefix
        );
        let mut lines: HashMap<i64, Known> = HashMap::new();
        for row in self.client.query(&find, &[&keys]).map_err(lost)? {
            let line = Known {
                id: row.get(1),
                sha256: row.get(2),
                made_with: row.get(3),
            };
            lines.insert(row.get(0), line);
        }
        let see =
            "INSERT INTO epicrisis_seen SELECT DISTINCT unnest($1::bigint[]) ON CONFLICT DO NOTHING RETURNING note_id";
        let new = self.client.query(see, &[&keys]).map_err(lost)?;
        let new: std::collections::HashSet<i64> = new.iter().map(|row| row.get(0)).collect();
        let knowledge = |key: &i64| Knowledge {
            line: lines.get(key).cloned(),
            seen: !new.contains(key),
        };
        Ok(keys.iter().map(knowledge).collect())
    }

    fn write(&mut self, lines: &[Line<'_>]) -> Result<(), LoadError> {
        let keys: Vec<i64> = lines.iter().map(|line| line.key).collect();
        let mut transaction = self.client.transaction().map_err(lost)?;
        let forget = format!("DELETE FROM {}{LEDGER} WHERE note_id = ANY($1)", self.prefix);
        if transaction.execute(&forget, &[&keys]).map_err(refused)? > 0 {
            for deletion in &self.deletions {
                transaction.execute(deletion, &[&keys]).map_err(refused)?;
            }
        }
        let documents: Vec<_> = lines.iter().map(|line| line.document.rows.by_table()).collect();
        for (at, table) in TABLES.iter().enumerate() {
            let rows = documents
                .iter()
                .filter_map(|tables| tables.get(at))
                .flat_map(|(_, rows)| rows);
            let values = rows.map(|row| row.values());
            let names: Vec<String> = table.columns.iter().map(|column| quoted(column.name)).collect();
            copy(&mut transaction, &self.prefix, table.name, &names, values)?;
        }
        let remember = lines.iter().map(|line| {
            vec![
                Value::Integer(line.key),
                Value::Text(&line.document.id),
                Value::Text(&line.document.sha256),
                Value::Text(line.made_with),
            ]
        });
        let names = ["note_id", "document_id", "sha256", "made_with"].map(str::to_owned);
        copy(&mut transaction, &self.prefix, LEDGER, &names, remember)?;
        transaction.commit().map_err(refused)
    }
}

fn copy<'v>(
    transaction: &mut Transaction<'_>,
    prefix: &str,
    table: &str,
    names: &[String],
    rows: impl Iterator<Item = Vec<Value<'v>>>,
) -> Result<(), LoadError> {
    let mut rows = rows.peekable();
    if rows.peek().is_none() {
        return Ok(());
    }
    let copy = format!("COPY {prefix}{} ({}) FROM STDIN", quoted(table), names.join(", "));
    let mut writer = transaction.copy_in(&copy).map_err(refused)?;
    let mut buffer = Vec::with_capacity(BUFFER + BUFFER / 8);
    for row in rows {
        line(&mut buffer, &row);
        if buffer.len() >= BUFFER {
            writer.write_all(&buffer).map_err(unsent)?;
            buffer.clear();
        }
    }
    writer.write_all(&buffer).map_err(unsent)?;
    writer.finish().map(drop).map_err(refused)
}

/// What is sent at once.
const BUFFER: usize = 1 << 16;

/// A row as `COPY` reads it.
fn line(to: &mut Vec<u8>, row: &[Value<'_>]) {
    for (at, value) in row.iter().enumerate() {
        if at > 0 {
            to.push(b'\t');
        }
        // Writing to memory does not fail.
        let _ = match value {
            Value::Null => to.write_all(b"\\N"),
            Value::Integer(number) => write!(to, "{number}"),
            Value::Number(number) => write!(to, "{number}"),
            Value::Date(date) => write!(to, "{date}"),
            Value::Text(text) => {
                for byte in text.bytes() {
                    match byte {
                        b'\\' => to.extend(b"\\\\"),
                        b'\t' => to.extend(b"\\t"),
                        b'\n' => to.extend(b"\\n"),
                        b'\r' => to.extend(b"\\r"),
                        _ => to.push(byte),
                    }
                }
                Ok(())
            }
        };
    }
    to.push(b'\n');
}

/// Before there are documents, the server's own words are safe; the client's may not be.
fn unopened(error: postgres::Error) -> LoadError {
    LoadError::Unopened(match error.as_db_error() {
        Some(said) => said.message().to_owned(),
        None => client_side(&error),
    })
}

fn lost(error: postgres::Error) -> LoadError {
    LoadError::Lost(match error.as_db_error() {
        Some(said) => format!("SQLSTATE {}", said.code().code()),
        None => client_side(&error),
    })
}

/// The input or output behind an error of the client, else a word for it.
fn client_side(error: &postgres::Error) -> String {
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        if let Some(io) = inner.downcast_ref::<std::io::Error>() {
            return io.to_string();
        }
        cause = inner.source();
    }
    if error.is_closed() {
        "the connection is closed".to_owned()
    } else {
        "the server cannot be understood, or asks for a password that is not given".to_owned()
    }
}

/// What the server says of rows may quote them: only the names in it are passed on.
fn refused(error: postgres::Error) -> LoadError {
    let Some(said) = error.as_db_error() else {
        return lost(error);
    };
    let code = said.code();
    // Classes 22 and 23: the data, and the constraints.
    if !["22", "23"].contains(&&code.code()[..2]) {
        return lost(error);
    }
    let mut names = vec![format!("SQLSTATE {}", code.code())];
    names.extend(said.table().map(|table| format!("table {table}")));
    names.extend(said.column().map(|column| format!("column {column}")));
    names.extend(said.constraint().map(|constraint| format!("constraint {constraint}")));
    if *code == SqlState::UNIQUE_VIOLATION {
        names.push("another document's rows have one of its keys; give it another id".to_owned());
    }
    LoadError::Refused(names.join(", "))
}

/// What the client says where sending failed: the server's answer may be inside.
fn unsent(error: std::io::Error) -> LoadError {
    match error.into_inner().map(|inner| inner.downcast::<postgres::Error>()) {
        Some(Ok(inner)) => refused(*inner),
        _ => LoadError::Lost("sending failed".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_line() {
        let mut bytes = Vec::new();
        line(
            &mut bytes,
            &[
                Value::Integer(1),
                Value::Null,
                Value::Text("a\tb\\c\r\nñ"),
                Value::Text(""),
            ],
        );
        assert_eq!(String::from_utf8(bytes).unwrap(), "1\t\\N\ta\\tb\\\\c\\r\\nñ\t\n");
    }

    #[test]
    fn nothing_crosses_a_network_in_the_clear_unasked() {
        assert!(config("postgres://u@localhost/d").is_ok());
        assert!(config("postgres://u@127.0.0.1:5433/d").is_ok());
        assert!(config("postgres://u@db.example.org/d?sslmode=disable").is_ok());
        for refused in [
            "postgres://u:secret@db.example.org/d",
            "postgres://u:secret@localhost/d?sslmode=require",
            "postgres://u:secret@[/",
        ] {
            let error = config(refused).err().map(|error| error.to_string()).unwrap();
            assert!(!error.contains("secret"), "{error}");
        }
    }
}
