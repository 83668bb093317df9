//! One CSV file a table, with a header, as PostgreSQL's `COPY … CSV HEADER` and OHDSI's loaders read it.

use super::cell::Value;
use super::tables::{Row, TABLES, Table};
use super::{Settings, rows};
use crate::{Export, ExportError, Part, Piece, Telling};

/// Records as CSV files in a folder, named like the tables. What is empty is not there; a text that is empty is quoted.
#[derive(Debug, Default)]
pub struct Csv {
    /// What the documents do not say.
    pub settings: Settings,
}

impl Export for Csv {
    fn begin(&self) -> Result<Vec<Piece>, ExportError> {
        let head = |table: &&Table| {
            let names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
            Piece::next(path(table), names.join(",") + "\n")
        };
        Ok(TABLES.iter().map(head).collect())
    }

    fn document(&self, telling: Telling<'_>) -> Result<Vec<Piece>, ExportError> {
        let rows = rows(telling.record, telling.text, &self.settings);
        let mut pieces = vec![Piece {
            path: telling.record.document.id.clone(),
            content: Vec::new(),
            // Two documents of one id would have the same keys.
            part: Part::Claim,
        }];
        for (table, rows) in rows.by_table() {
            if !rows.is_empty() {
                let mut content = String::new();
                for row in rows {
                    line(&mut content, row);
                }
                pieces.push(Piece::next(path(table), content));
            }
        }
        Ok(pieces)
    }
}

fn path(table: &Table) -> String {
    format!("{}.csv", table.name.to_uppercase())
}

fn line(to: &mut String, row: &dyn Row) {
    use std::fmt::Write;
    for (at, value) in row.values().into_iter().enumerate() {
        if at > 0 {
            to.push(',');
        }
        // Writing to a string does not fail.
        let _ = match value {
            Value::Null => Ok(()),
            Value::Integer(number) => write!(to, "{number}"),
            Value::Number(number) => write!(to, "{number}"),
            Value::Date(date) => write!(to, "{date}"),
            Value::Text(text) => {
                quoted(to, text);
                Ok(())
            }
        };
    }
    to.push('\n');
}

fn quoted(to: &mut String, text: &str) {
    // A lone `\.` ends the data of some readers.
    let plain = !text.is_empty() && text != "\\." && !text.contains([',', '"', '\n', '\r']);
    if plain {
        to.push_str(text);
        return;
    }
    to.push('"');
    to.push_str(&text.replace('"', "\"\""));
    to.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_begin_with_their_columns() {
        let heads = Csv::default().begin().unwrap();
        assert_eq!(heads.len(), TABLES.len());
        let nlp = heads.iter().find(|piece| piece.path == "NOTE_NLP.csv").unwrap();
        assert!(
            nlp.content
                .starts_with(b"note_nlp_id,note_id,section_concept_id,snippet,offset,")
        );
    }

    #[test]
    fn text_is_quoted_where_it_must_be() {
        let mut to = String::new();
        for text in ["plain", "a,b", "say \"a\"", "two\nlines", "", "\\."] {
            quoted(&mut to, text);
            to.push('|');
        }
        assert_eq!(to, "plain|\"a,b\"|\"say \"\"a\"\"\"|\"two\nlines\"|\"\"|\"\\.\"|");
    }
}
