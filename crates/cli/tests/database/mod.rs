//! A database that is loaded into: SQLite always, PostgreSQL where `EPICRISIS_POSTGRES` says where one is
//! (`checks/omop/postgres.sh` starts one and sets it).

#![allow(unreachable_pub, dead_code)]

use std::collections::BTreeMap;
use std::env;

use postgres::{Client, NoTls};
use rusqlite::Connection;
use rusqlite::types::ValueRef;

/// Every table and its rows, as text and sorted.
pub type Dump = BTreeMap<String, Vec<String>>;

/// The tables that a load fills.
pub const TABLES: [&str; 14] = [
    "person",
    "observation_period",
    "visit_occurrence",
    "condition_occurrence",
    "drug_exposure",
    "procedure_occurrence",
    "device_exposure",
    "measurement",
    "observation",
    "note",
    "note_nlp",
    "specimen",
    "fact_relationship",
    "epicrisis_document",
];

/// Where a load goes.
pub enum Database {
    /// The path of the file.
    Sqlite(String),
    /// The address, and a schema of the test's own.
    Postgres { url: String, schema: String },
}

impl Database {
    /// A new one in PostgreSQL, if there is any to be had.
    pub fn postgres(schema: &str) -> Option<Self> {
        let Ok(url) = env::var("EPICRISIS_POSTGRES") else {
            eprintln!("skipped: EPICRISIS_POSTGRES is not set; run checks/omop/postgres.sh cargo test");
            return None;
        };
        let mut client = Client::connect(&url, NoTls).expect("a server");
        let drop = format!("DROP SCHEMA IF EXISTS {schema} CASCADE");
        client.batch_execute(&drop).expect("a schema that can go");
        Some(Self::Postgres {
            url,
            schema: schema.to_owned(),
        })
    }

    /// What says on the command line that this one is meant.
    pub fn arguments(&self) -> Vec<String> {
        match self {
            Self::Sqlite(path) => vec!["--to".to_owned(), format!("sqlite:{path}")],
            Self::Postgres { url, schema } => {
                vec!["--to".to_owned(), url.clone(), "--schema".to_owned(), schema.clone()]
            }
        }
    }

    /// The one number that a query gives.
    pub fn number(&self, query: &str) -> i64 {
        match self {
            Self::Sqlite(path) => {
                let connection = Connection::open(path).expect("a file");
                connection.query_row(query, [], |row| row.get(0)).expect("a number")
            }
            Self::Postgres { .. } => self.client().query_one(query, &[]).expect("a number").get(0),
        }
    }

    /// All that is in it.
    pub fn dump(&self) -> Dump {
        TABLES
            .iter()
            .map(|table| ((*table).to_owned(), self.rows(table)))
            .collect()
    }

    fn rows(&self, table: &str) -> Vec<String> {
        let mut rows: Vec<String> = match self {
            Self::Sqlite(path) => {
                let connection = Connection::open(path).expect("a file");
                let mut statement = connection.prepare(&format!("SELECT * FROM {table}")).expect("a table");
                let width = statement.column_count();
                let rows = statement.query_map([], |row| {
                    let cells = (0..width).map(|at| row.get_ref(at).map(written));
                    Ok(cells.collect::<Result<Vec<_>, _>>()?.join("|"))
                });
                rows.expect("rows").collect::<Result<_, _>>().expect("rows")
            }
            Self::Postgres { .. } => {
                let query = format!("SELECT t::text FROM {table} AS t");
                self.client()
                    .query(&query, &[])
                    .expect("rows")
                    .iter()
                    .map(|row| row.get(0))
                    .collect()
            }
        };
        rows.sort();
        rows
    }

    /// Speaks with the server, in the test's schema.
    pub fn client(&self) -> Client {
        let Self::Postgres { url, schema } = self else {
            panic!("no server")
        };
        let mut client = Client::connect(url, NoTls).expect("a server");
        client
            .batch_execute(&format!("SET search_path TO {schema}"))
            .expect("a schema");
        client
    }
}

fn written(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => String::new(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(text) | ValueRef::Blob(text) => String::from_utf8_lossy(text).into_owned(),
    }
}
