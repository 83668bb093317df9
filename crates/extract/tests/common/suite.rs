//! The suite of assertions: a row a phenomenon, with the facts that each telling of it gives and those that none may give.

#![allow(dead_code, reason = "each user uses its part")]

use super::common::{facts, record};

/// The columns of tellings.
pub(crate) const LANGUAGES: [&str; 6] = ["es", "fr", "it", "pt", "ro", "en"];

/// What parts the facts of a cell.
const PARTED: &str = " ; ";

/// A phenomenon, told in each language.
pub(crate) struct Row {
    pub(crate) phenomenon: String,
    /// Facts that each telling gives.
    holds: Vec<String>,
    /// How facts begin that none may give.
    not: Vec<String>,
    /// In the order of [`LANGUAGES`].
    tellings: Vec<String>,
}

impl Row {
    /// The telling in a language.
    pub(crate) fn telling(&self, language: &str) -> &str {
        let at = LANGUAGES.iter().position(|l| *l == language);
        at.and_then(|at| self.tellings.get(at)).map_or("", String::as_str)
    }

    /// What is wrong with how a telling is read; nothing where it holds.
    pub(crate) fn faults(&self, language: &str) -> Vec<String> {
        let facts = facts(&record(language, self.telling(language)));
        let lacks = self.holds.iter().filter(|fact| !facts.contains(*fact));
        let mut faults: Vec<String> = lacks.map(|fact| format!("lacks `{fact}`")).collect();
        for beginning in &self.not {
            let wrong = facts.iter().filter(|fact| fact.starts_with(beginning));
            faults.extend(wrong.map(|fact| format!("should not say `{fact}`")));
        }
        if !faults.is_empty() {
            faults.push(format!("of {facts:?}"));
        }
        faults
    }
}

/// Reads the table.
///
/// # Errors
/// The line that has another number of columns than the first, or lacks a telling.
pub(crate) fn rows(table: &str) -> Result<Vec<Row>, String> {
    let lines = (1..)
        .zip(table.lines())
        .filter(|(_, l)| !l.is_empty() && !l.starts_with('#'));
    let parts = |cell: &str| {
        cell.split(PARTED)
            .map(str::trim)
            .filter(|f| !f.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let mut rows = Vec::new();
    for (at, line) in lines.skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [phenomenon, holds, not, tellings @ ..] = cells.as_slice() else {
            return Err(format!("line {at}: too few columns"));
        };
        if tellings.len() != LANGUAGES.len() || tellings.iter().any(|t| t.trim().is_empty()) {
            return Err(format!(
                "line {at}: {} tellings, not {}",
                tellings.len(),
                LANGUAGES.len()
            ));
        }
        rows.push(Row {
            phenomenon: (*phenomenon).to_owned(),
            holds: parts(holds),
            not: parts(not),
            tellings: tellings.iter().map(|t| (*t).to_owned()).collect(),
        });
    }
    Ok(rows)
}
