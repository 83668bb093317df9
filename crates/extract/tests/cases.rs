//! One case told in five languages: one record.
//!
//! `cases.tsv` holds the facts: in which tellings each must be, and, where it is not in all five, why. The table of what the
//! engine finds must be that table, no fact less and no fact more.

mod common;

use std::collections::BTreeSet;

use common::{ENGINE, facts, shared, table};
use epicrisis_extract::{Engine, Input};

const LANGUAGES: [&str; 5] = ["es", "fr", "it", "pt", "ro"];

fn tellings() -> Option<Vec<(&'static str, BTreeSet<String>)>> {
    let folder = shared("cases")?;
    let read = |language: &'static str| {
        let text = std::fs::read_to_string(folder.join(format!("case-{language}.txt"))).expect("a telling of the case");
        // The language is not given: the text tells it.
        let record = ENGINE.extract(&Input::new(language, &text));
        assert_eq!(record.document.language, language);
        assert!(record.check(&text).is_ok());
        (language, facts(&record))
    };
    Some(LANGUAGES.into_iter().map(read).collect())
}

#[test]
fn five_tellings_give_one_record() {
    let Some(tellings) = tellings() else {
        eprintln!("the shared cases are not here: nothing to compare");
        return;
    };
    let found = table(&tellings);
    println!("{found}");
    let wanted = include_str!("cases.tsv");
    let mut expected = String::from("es fr it pt ro \n");
    for line in wanted.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let (row, reason) = line.split_once('\t').unwrap_or((line, ""));
        let everywhere = !row[..15].contains('.');
        assert_eq!(
            everywhere,
            reason.is_empty(),
            "a fact that a telling lacks needs its reason, and no other: {row}"
        );
        expected.push_str(row);
        expected.push('\n');
    }
    if found != expected {
        let (found, expected): (BTreeSet<&str>, BTreeSet<&str>) = (found.lines().collect(), expected.lines().collect());
        let new: Vec<_> = found.difference(&expected).collect();
        let gone: Vec<_> = expected.difference(&found).collect();
        panic!("the table of facts has changed;\nnew rows: {new:#?}\nrows gone: {gone:#?}");
    }
}

/// What a telling loses with the model, with the reason.
const LOST: [(&str, &str, &str); 0] = [];

/// The model adds to what the lexicon finds. Between problem and finding it decides, and that is no loss.
#[test]
fn with_the_model_no_fact_is_lost() {
    let Some(tellings) = tellings() else {
        eprintln!("the shared cases are not here: nothing to compare");
        return;
    };
    let engine = Engine::new(epicrisis_builtin::lexicon()).with_model(epicrisis_builtin::model(), 0.0);
    let alike = |facts: &BTreeSet<String>| -> BTreeSet<String> {
        let one = |fact: &String| {
            fact.strip_prefix("problem ")
                .map_or(fact.clone(), |rest| format!("finding {rest}"))
        };
        facts.iter().map(one).collect()
    };
    for (language, without) in tellings {
        let text = std::fs::read_to_string(
            shared("cases")
                .expect("seen above")
                .join(format!("case-{language}.txt")),
        )
        .expect("a telling of the case");
        let record = engine.extract(&Input::new(language, &text));
        assert!(record.check(&text).is_ok());
        let (without, with) = (alike(&without), alike(&facts(&record)));
        assert!(with.len() >= without.len());
        let lost: Vec<&String> = without.difference(&with).collect();
        let known: Vec<&str> = LOST.iter().filter(|l| l.0 == language).map(|l| l.1).collect();
        assert_eq!(lost, known, "{language}");
    }
}
