//! A tab-separated file with a header.

use std::sync::Arc;

use super::problem::{Level, Place, Problem};

/// A file, row by row.
#[derive(Clone, Debug)]
pub struct Table {
    columns: Vec<String>,
    rows: Vec<(u32, Vec<String>)>,
    file: Arc<str>,
}

/// A row of a table.
#[derive(Clone, Copy, Debug)]
pub struct Row<'t> {
    table: &'t Table,
    line: u32,
    cells: &'t [String],
}

impl Table {
    /// Reads the text of a file. Rows with another number of cells than the header are named and left out.
    pub fn parse(file: &str, text: &str, required: &[&str], problems: &mut Vec<Problem>) -> Self {
        let file: Arc<str> = file.into();
        let mut table = Self {
            columns: Vec::new(),
            rows: Vec::new(),
            file: Arc::clone(&file),
        };
        let mut fault = |line: u32, code, message: String| {
            problems.push(Problem {
                level: Level::Error,
                code,
                place: Place {
                    file: Arc::clone(&file),
                    line,
                },
                message,
            });
        };
        for (line, text) in (1..).zip(text.lines()) {
            if text.trim().is_empty() || text.starts_with('#') {
                continue;
            }
            let cells: Vec<String> = text.split('\t').map(|c| c.trim().to_owned()).collect();
            if table.columns.is_empty() {
                for column in required.iter().filter(|c| !cells.iter().any(|have| have == *c)) {
                    fault(line, "missing-column", format!("the header has no column `{column}`"));
                }
                table.columns = cells;
            } else if cells.len() == table.columns.len() {
                table.rows.push((line, cells));
            } else {
                let (found, wanted) = (cells.len(), table.columns.len());
                fault(
                    line,
                    "wrong-columns",
                    format!("{found} cells where the header names {wanted} columns; check the tabs"),
                );
            }
        }
        if table.columns.is_empty() {
            fault(0, "empty-file", "the file has no header".to_owned());
        }
        table
    }

    /// The rows.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, cells)| Row {
            table: self,
            line: *line,
            cells,
        })
    }
}

impl<'t> Row<'t> {
    /// The cell of a column; empty where there is no such column.
    pub fn get(&self, column: &str) -> &'t str {
        let at = self.table.columns.iter().position(|c| c == column);
        at.and_then(|i| self.cells.get(i)).map_or("", String::as_str)
    }

    /// Where the row stands.
    pub fn place(&self) -> Place {
        Place {
            file: Arc::clone(&self.table.file),
            line: self.line,
        }
    }
}
