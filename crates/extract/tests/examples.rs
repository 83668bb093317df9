//! The project's own cases, each told in six languages: what every telling says, as a table.
//!
//! The snapshots are the tables as they are. A fact that not all six tellings hold is a fault of the lexicon or the engine that
//! is known; the share of facts that all six hold may not fall.

mod common;

use std::collections::BTreeSet;

use common::{ENGINE, facts, table};
use epicrisis_extract::Input;

const LANGUAGES: [&str; 6] = ["es", "fr", "it", "pt", "ro", "en"];

fn tellings(case: &str) -> Vec<(&'static str, BTreeSet<String>)> {
    let read = |language: &'static str| {
        let path = format!("{}/../../examples/{case}-{language}.txt", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).expect("an example");
        let record = ENGINE.extract(&Input::new(language, &text));
        assert_eq!(record.document.language, language, "{case}-{language}");
        assert!(record.check(&text).is_ok());
        (language, facts(&record))
    };
    LANGUAGES.into_iter().map(read).collect()
}

/// Of the facts that some telling holds, the share that all hold.
fn agreement(tellings: &[(&str, BTreeSet<String>)]) -> f64 {
    let all: BTreeSet<&String> = tellings.iter().flat_map(|(_, f)| f).collect();
    let shared = all
        .iter()
        .filter(|f| tellings.iter().all(|(_, t)| t.contains(**f)))
        .count();
    shared as f64 / all.len() as f64
}

#[test]
fn a_stroke() {
    let tellings = tellings("stroke");
    insta::assert_snapshot!(table(&tellings));
    assert!(agreement(&tellings) > 0.45, "{}", agreement(&tellings));
}

#[test]
fn a_pneumonia_in_a_child() {
    let tellings = tellings("child-pneumonia");
    insta::assert_snapshot!(table(&tellings));
    assert!(agreement(&tellings) > 0.45, "{}", agreement(&tellings));
}

#[test]
fn a_heart_failure() {
    let tellings = tellings("heart-failure");
    insta::assert_snapshot!(table(&tellings));
    assert!(agreement(&tellings) > 0.45, "{}", agreement(&tellings));
}
