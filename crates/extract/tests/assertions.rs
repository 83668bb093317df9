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
                writeln!(
                    wrong,
                    "{language}, {}: «{telling}» {}",
                    row.phenomenon,
                    faults.join("; ")
                )
                .expect("a string");
            }
        }
    }
    assert!(rows.len() >= LEAST, "{} phenomena", rows.len());
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn a_phenomenon_has_one_name() {
    let mut names: Vec<String> = rows(TABLE)
        .expect("a whole table")
        .into_iter()
        .map(|r| r.phenomenon)
        .collect();
    let all = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), all);
}

/// What does not hold yet is listed, so that nobody takes it for done; what holds meanwhile belongs to the suite.
#[test]
fn what_is_open_is_open() {
    let open = rows(include_str!("assertions-open.tsv")).expect("a whole table");
    for row in &open {
        for language in LANGUAGES {
            let faults = row.faults(language);
            if !faults.is_empty() {
                // Shown by `--nocapture`, for who works on it.
                println!(
                    "{language}, {}: «{}» {}",
                    row.phenomenon,
                    row.telling(language),
                    faults.join("; ")
                );
            }
        }
    }
    let held: Vec<&str> = open
        .iter()
        .filter(|row| LANGUAGES.iter().all(|l| row.faults(l).is_empty()))
        .map(|row| row.phenomenon.as_str())
        .collect();
    assert!(
        held.is_empty(),
        "these hold now, and belong into `assertions.tsv`: {held:#?}"
    );
}
