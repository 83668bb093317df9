//! The suite of assertions: the same phenomena of denial, suspicion, person, time, attribute and relation in six languages.

mod common;
#[path = "common/suite.rs"]
mod suite;

use std::fmt::Write;

use suite::{LANGUAGES, rows};

const TABLE: &str = include_str!("assertions.tsv");

/// So many phenomena at least, and no language behind another.
const LEAST: usize = 60;

#[test]
fn every_phenomenon_holds_in_every_language() {
    let rows = rows(TABLE).expect("a whole table");
    let mut wrong = String::new();
    for row in &rows {
        for language in LANGUAGES {
            let faults = row.faults(language);
            if !faults.is_empty() {
                let telling = row.telling(language);
                writeln!(wrong, "{language}, {}: «{telling}» {}", row.phenomenon, faults.join("; ")).expect("a string");
            }
        }
    }
    assert!(rows.len() >= LEAST, "{} phenomena", rows.len());
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn a_phenomenon_has_one_name() {
    let mut names: Vec<String> = rows(TABLE).expect("a whole table").into_iter().map(|r| r.phenomenon).collect();
    let all = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), all);
}
