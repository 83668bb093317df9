//! Equal facts give equal exports, whatever the language: tables and CASes. OMOP, FHIR and Phenopackets have such tests beside
//! their own.

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{Folder, cases, run};
use serde_json::Value;

/// Fields of a mention that belong to its document and not to what it says.
const OF_THE_DOCUMENT: &[&str] = &[
    "id",
    "start",
    "end",
    "text",
    "fragments",
    "cues",
    "confidence",
    "unit_text",
    "site",
    "specimen",
    "misspelling",
];

/// Columns and features that hold such fields.
const COLUMNS: &[&str] = &[
    "document",
    "mention",
    "start_char",
    "end_char",
    "fragments",
    "covered_text",
    "section",
    "confidence",
    "site",
    "site_label",
    "specimen",
    "frequency_text",
    "other",
    "unit_text",
    "unit_as_written",
    "value_start",
    "value_end",
    "text",
    "begin",
    "end",
    "xmi:id",
];

/// What is said by name.
type Said = BTreeMap<String, String>;

/// A mention without what belongs to its document.
fn plain(mention: &Value) -> String {
    fn strip(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                // The code of a concept is no field of the document, though it is called `id`.
                let concept = fields
                    .get("concept")
                    .and_then(|concept| concept["id"].as_str())
                    .map(str::to_owned);
                fields.retain(|name, _| !OF_THE_DOCUMENT.contains(&name.as_str()));
                fields.values_mut().for_each(strip);
                if let Some(concept) = concept {
                    fields.insert("concept".to_owned(), concept.into());
                }
            }
            Value::Array(values) => values.iter_mut().for_each(strip),
            _ => {}
        }
    }
    let mut mention = mention.clone();
    // What a value says in words is what it means; a time's and a measure's own words are in no language.
    let words = mention["value"]["text"].take();
    strip(&mut mention);
    format!("{mention} {words}")
}

/// The rows of a table, by the mentions they are of.
fn rows(folder: &Folder, name: &str) -> Vec<(String, Said)> {
    let file = folder.read(&format!("csv/{name}.csv"));
    let rows = csv::Reader::from_reader(file.as_bytes())
        .deserialize::<Said>()
        .collect::<Result<Vec<_>, _>>()
        .expect("a table");
    rows.into_iter().map(|row| (row["mention"].clone(), row)).collect()
}

/// The mentions of a CAS, by their ids.
fn annotations(folder: &Folder, stem: &str) -> Vec<(String, Said)> {
    let file = folder.read(&format!("xmi/{stem}.xmi"));
    let mentions = file
        .lines()
        .filter(|line| line.starts_with("<custom:EpicrisisMention "));
    let said = |line: &str| -> Said {
        let features = line.split("\" ").filter_map(|part| part.split_once("=\""));
        let name = |name: &str| name.rsplit(' ').next().unwrap_or_default().to_owned();
        features
            .map(|(feature, value)| (name(feature), value.trim_end_matches("\"/>").to_owned()))
            .collect()
    };
    mentions.map(said).map(|said| (said["mention"].clone(), said)).collect()
}

/// What a format makes of each fact of a telling.
fn exported(record: &Value, entries: Vec<(String, Said)>) -> BTreeMap<String, BTreeSet<String>> {
    let mentions = record["mentions"].as_array().expect("mentions");
    let facts: BTreeMap<&str, String> = mentions
        .iter()
        .map(|mention| (mention["id"].as_str().expect("an id"), plain(mention)))
        .collect();
    let mut exported: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (mention, mut entry) in entries {
        entry.retain(|name, _| !COLUMNS.contains(&name.as_str()));
        let fact = facts[mention.as_str()].clone();
        exported.entry(fact).or_default().insert(format!("{entry:?}"));
    }
    exported
}

#[test]
fn equal_facts_give_equal_rows_and_annotations() {
    // Tellings of a case are called alike but for their language.
    let mut tellings: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in cases() {
        let (case, _) = path.rsplit_once('-').expect("a language");
        tellings.entry(case.to_owned()).or_default().push(path);
    }
    let mut compared = 0;
    for (at, paths) in tellings.values().enumerate() {
        let mut first: BTreeMap<(&str, String), BTreeSet<String>> = BTreeMap::new();
        for (number, path) in paths.iter().enumerate() {
            let folder = Folder::new(&format!("equal-{at}-{number}"));
            let record = run(["extract", path, "--format", "jsonl"]).records().remove(0);
            for format in ["csv", "xmi"] {
                let ran = run(["extract", path, "--format", format, "--out", &folder.path(format)]);
                assert_eq!(ran.status, 0, "{}", ran.stderr);
            }
            let stem = record["document"]["id"].as_str().expect("an id").to_owned();
            let formats = [
                ("mentions", rows(&folder, "mentions")),
                ("values", rows(&folder, "values")),
                ("CAS", annotations(&folder, &stem)),
            ];
            for (format, entries) in formats {
                for (fact, entry) in exported(&record, entries) {
                    match first.get(&(format, fact.clone())) {
                        Some(before) => {
                            compared += 1;
                            assert_eq!(*before, entry, "{format} of {path}");
                        }
                        None => drop(first.insert((format, fact), entry)),
                    }
                }
            }
        }
    }
    assert!(compared > 500, "only {compared} were compared");
}
