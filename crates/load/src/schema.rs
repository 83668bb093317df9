//! The statements that make the tables, and those that empty them of a document.

use std::fmt::Write;

use epicrisis_export::omop::{Column, TABLES, Table, Type};

/// The table beside OMOP's that says which documents are there.
pub(crate) const LEDGER: &str = "epicrisis_document";

/// What databases do not agree on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    Postgres,
    Sqlite,
}

/// A name, quoted: `offset` is a word of the language.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The statement that makes a table, with the constraints of the specification; `prefix` is the schema with its full stop.
pub(crate) fn create(table: &Table, dialect: Dialect, prefix: &str) -> String {
    let mut all = format!("CREATE TABLE {prefix}{} (", quoted(table.name));
    for (at, column) in table.columns.iter().enumerate() {
        let parted = if at > 0 { "," } else { "" };
        let _ = write!(
            all,
            "{parted}\n  {} {}",
            quoted(column.name),
            kind(column.kind, dialect)
        );
        if !column.nullable {
            all += " NOT NULL";
        }
        if dialect == Dialect::Sqlite {
            all += &check(column);
        }
    }
    if let Some(key) = table.key {
        let _ = write!(
            all,
            ",\n  CONSTRAINT {} PRIMARY KEY ({})",
            quoted(&format!("xpk_{}", table.name)),
            quoted(key)
        );
    }
    for (column, other) in references(table) {
        let _ = write!(
            all,
            ",\n  CONSTRAINT {} FOREIGN KEY ({column}) REFERENCES {prefix}{} ({column})",
            quoted(&format!("fpk_{}_{}", table.name, column)),
            quoted(other.name),
            column = column,
        );
    }
    // SQLite takes any type in any column, unless it is told not to.
    all += if dialect == Dialect::Sqlite {
        "\n) STRICT"
    } else {
        "\n)"
    };
    all
}

/// The statements that make the indices by which a document's rows are found, and those that point at one.
pub(crate) fn indices(table: &Table, prefix: &str) -> Vec<String> {
    let pointing = references(table).map(|(column, _)| column);
    let facts = (table.key.is_none()).then_some("fact_id_1");
    pointing
        .chain(facts)
        .map(|column| {
            format!(
                "CREATE INDEX {} ON {prefix}{} ({})",
                quoted(&format!("idx_{}_{column}", table.name)),
                quoted(table.name),
                quoted(column)
            )
        })
        .collect()
}

/// The statement that makes the ledger.
pub(crate) fn create_ledger(dialect: Dialect, prefix: &str) -> String {
    let (key, strict) = match dialect {
        Dialect::Postgres => ("bigint", ""),
        Dialect::Sqlite => ("INTEGER", " STRICT"),
    };
    format!(
        "CREATE TABLE IF NOT EXISTS {prefix}{LEDGER} (\n  note_id {key} NOT NULL PRIMARY KEY,\n  document_id text NOT NULL,\n  \
         sha256 text NOT NULL,\n  made_with text NOT NULL\n){strict}"
    )
}

/// The columns that are keys of another of our tables.
fn references(table: &Table) -> impl Iterator<Item = (&'static str, &'static Table)> + '_ {
    let columns = table.columns.iter();
    columns.filter_map(|column| Some((column.name, table.refers_to(column)?)))
}

fn kind(kind: Type, dialect: Dialect) -> String {
    let name = match (dialect, kind) {
        (Dialect::Postgres, Type::Key) => "bigint",
        (Dialect::Postgres, Type::Integer) => "integer",
        (Dialect::Postgres, Type::Numeric) => "numeric",
        (Dialect::Postgres, Type::Varchar(most)) => return format!("varchar({most})"),
        (Dialect::Postgres, Type::Text) => "text",
        (Dialect::Postgres, Type::Date) => "date",
        (Dialect::Postgres, Type::Timestamp) => "timestamp",
        (Dialect::Sqlite, Type::Key | Type::Integer) => "INTEGER",
        (Dialect::Sqlite, Type::Numeric) => "REAL",
        (Dialect::Sqlite, Type::Varchar(_) | Type::Text | Type::Date | Type::Timestamp) => "TEXT",
    };
    name.to_owned()
}

/// What SQLite has no type for.
fn check(column: &Column) -> String {
    let name = quoted(column.name);
    match column.kind {
        Type::Varchar(most) => format!(" CHECK (length({name}) <= {most})"),
        Type::Date => format!(" CHECK ({name} IS date({name}))"),
        Type::Integer => format!(" CHECK ({name} BETWEEN -2147483648 AND 2147483647)"),
        Type::Key | Type::Numeric | Type::Text | Type::Timestamp => String::new(),
    }
}

/// The conditions by which the rows of documents are found in each table, in an order in which nothing points at what is gone.
/// `keys` is what a document's key is compared with: `= ?1`, `= ANY($1)`.
pub(crate) fn deletions(keys: &str, prefix: &str) -> Vec<String> {
    let owned = |table: &Table| {
        let own = table.columns.iter().any(|column| column.name == "person_id");
        let column = if own { "person_id" } else { "note_id" };
        format!("{prefix}{} WHERE {column} {keys}", quoted(table.name))
    };
    let facts: Vec<String> = TABLES
        .iter()
        .filter_map(|table| Some((table, table.key.filter(|key| EVENTS.contains(key))?)))
        .map(|(table, key)| format!("SELECT {key} FROM {}", owned(table)))
        .collect();
    let deletion = |table: &&Table| match table.key {
        Some(_) => format!("DELETE FROM {}", owned(table)),
        None => format!(
            "DELETE FROM {prefix}{} WHERE fact_id_1 IN ({})",
            quoted(table.name),
            facts.join(" UNION ALL ")
        ),
    };
    TABLES.iter().rev().map(deletion).collect()
}

/// The keys of what stands in relations.
const EVENTS: [&str; 7] = [
    "condition_occurrence_id",
    "drug_exposure_id",
    "procedure_occurrence_id",
    "device_exposure_id",
    "measurement_id",
    "observation_id",
    "specimen_id",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_made_with_their_constraints() {
        let note = TABLES.iter().find(|table| table.name == "note").unwrap();
        let made = create(note, Dialect::Postgres, "\"cdm\".");
        for part in [
            "CREATE TABLE \"cdm\".\"note\" (",
            "\"note_id\" bigint NOT NULL,",
            "\"note_title\" varchar(250),",
            "\"note_text\" text NOT NULL,",
            "CONSTRAINT \"xpk_note\" PRIMARY KEY (\"note_id\")",
            "FOREIGN KEY (person_id) REFERENCES \"cdm\".\"person\" (person_id)",
            "FOREIGN KEY (visit_occurrence_id) REFERENCES \"cdm\".\"visit_occurrence\" (visit_occurrence_id)",
        ] {
            assert!(made.contains(part), "{part} in {made}");
        }
        assert_eq!(made.matches("FOREIGN KEY").count(), 2);
    }

    #[test]
    fn relations_go_before_what_they_relate_and_the_person_last() {
        let all = deletions("= ?1", "");
        assert!(all[0].starts_with("DELETE FROM \"fact_relationship\" WHERE fact_id_1 IN (SELECT condition"));
        assert_eq!(
            all.last().map(String::as_str),
            Some("DELETE FROM \"person\" WHERE person_id = ?1")
        );
        assert!(all.contains(&"DELETE FROM \"note_nlp\" WHERE note_id = ?1".to_owned()));
    }
}
