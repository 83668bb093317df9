//! `epicrisis extract --format omop`, run from outside: the same facts give the same rows in every language.

mod common;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use common::{Folder, run};
use serde_json::Value;

/// One row of a table, by the names of its columns.
type Cells = BTreeMap<String, String>;

/// The rows of a table.
fn table(folder: &Folder, name: &str) -> Vec<Cells> {
    let file = folder.read(&format!("out/{name}.csv"));
    let mut rows = parse(&file).into_iter();
    let head = rows.next().expect("a header");
    rows.map(|row| {
        assert_eq!(row.len(), head.len(), "a row of {name}");
        head.iter().cloned().zip(row).collect()
    })
    .collect()
}

/// As little of CSV as the files use, so that they are read by other code than wrote them.
fn parse(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            _ => cell.push(letter),
        }
    }
    assert!(row.is_empty() && cell.is_empty() && !quoted, "the last line ends");
    rows
}

const EVENTS: [(&str, &str); 6] = [
    ("CONDITION_OCCURRENCE", "condition_occurrence_id"),
    ("DRUG_EXPOSURE", "drug_exposure_id"),
    ("PROCEDURE_OCCURRENCE", "procedure_occurrence_id"),
    ("DEVICE_EXPOSURE", "device_exposure_id"),
    ("MEASUREMENT", "measurement_id"),
    ("OBSERVATION", "observation_id"),
];

/// What a row says, whoever's it is and with whatever words.
fn says(table: &str, key: &str, row: &Cells) -> String {
    let of_document = [key, "person_id", "visit_occurrence_id", "value_source_value"];
    let cells = row
        .iter()
        .filter(|(name, cell)| !of_document.contains(&name.as_str()) && !cell.is_empty());
    let cells: Vec<String> = cells.map(|(name, cell)| format!("{name}={cell}")).collect();
    format!("{table} {}", cells.join(" "))
}

/// The value of a modifier.
fn modifier<'m>(row: &'m Cells, name: &str) -> Option<&'m str> {
    let mut all = row["term_modifiers"].split(';');
    all.find_map(|modifier| modifier.strip_prefix(name)?.strip_prefix('='))
}

/// What a mention says of its concept, places and words aside.
fn fact(record: &Value, mention: &Value) -> Option<(String, String)> {
    let concept = mention["concept"]["id"].as_str()?;
    let bare = |value: &Value| {
        let mut value = value.clone();
        if let Some(fields) = value.as_object_mut() {
            for name in ["start", "end", "unit_text", "interpretation", "reference_range"] {
                fields.remove(name);
            }
        }
        value.to_string()
    };
    let (value, attributes) = (bare(&mention["value"]), &mention["attributes"]);
    let id = &mention["id"];
    let related = record["relations"].as_array()?.iter();
    let times: BTreeSet<String> = related
        .filter(|relation| relation["kind"] == "at-time" && relation["from"] == *id)
        .filter_map(|relation| {
            let time = record["mentions"]
                .as_array()?
                .iter()
                .find(|mention| mention["id"] == relation["to"])?;
            Some(time["value"]["text"].to_string())
        })
        .collect();
    let what = ["kind", "presence", "experiencer", "time"].map(|name| mention[name].to_string());
    let given = [
        "dose",
        "strength",
        "route",
        "frequency",
        "duration",
        "form",
        "laterality",
    ];
    let given = given.map(|name| match name {
        "dose" | "strength" => bare(&attributes[name]),
        // Its words are the document's.
        "frequency" => ["times", "period", "period_unit", "pattern", "as_needed"]
            .map(|part| attributes[name][part].to_string())
            .join(","),
        _ => attributes[name].to_string(),
    });
    Some((concept.to_owned(), format!("{what:?} {value} {given:?} {times:?}")))
}

/// Tellings of one case, by path: for what the records of all say the same of, the rows must be the same.
fn tellings_agree(name: &str, tellings: &[PathBuf]) -> usize {
    let folder = Folder::new(name);
    let paths: Vec<&str> = tellings.iter().map(|path| path.to_str().expect("a path")).collect();
    let out = folder.path("out");
    let rest = ["--format", "omop", "--out", out.as_str(), "--date", "2024-05-31"];
    let ran = run(["extract"].into_iter().chain(paths.iter().copied()).chain(rest));
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let records = run(["extract", "--format", "jsonl"]
        .into_iter()
        .chain(paths.iter().copied()))
    .records();

    // What each document says of each concept, and the rows that it makes of that.
    let notes: HashMap<String, String> = table(&folder, "NOTE")
        .into_iter()
        .map(|row| (row["note_id"].clone(), row["note_title"].clone()))
        .collect();
    let mut rows: HashMap<(String, String), BTreeSet<String>> = HashMap::new();
    let mut concepts: HashMap<String, (String, String)> = HashMap::new();
    for row in table(&folder, "NOTE_NLP") {
        if let Some(concept) = modifier(&row, "concept") {
            let at = (notes[&row["note_id"]].clone(), concept.to_owned());
            concepts.insert(row["note_nlp_id"].clone(), at);
        }
    }
    for (name, key) in EVENTS {
        for row in table(&folder, name) {
            if let Some(at) = concepts.get(&row[key]) {
                rows.entry(at.clone()).or_default().insert(says(name, key, &row));
            }
        }
    }
    let mut told: Vec<(String, BTreeMap<String, BTreeSet<String>>)> = Vec::new();
    for record in &records {
        let mut facts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (concept, says) in record["mentions"]
            .as_array()
            .expect("mentions")
            .iter()
            .filter_map(|mention| fact(record, mention))
        {
            facts.entry(concept).or_default().insert(says);
        }
        told.push((record["document"]["id"].as_str().expect("an id").to_owned(), facts));
    }
    let (first, rest) = told.split_first().expect("tellings");
    let mut agreed = 0;
    for (concept, facts) in &first.1 {
        if rest.iter().all(|(_, others)| others.get(concept) == Some(facts)) {
            let expected = rows.get(&(first.0.clone(), concept.clone()));
            for (id, _) in rest {
                assert_eq!(
                    rows.get(&(id.clone(), concept.clone())),
                    expected,
                    "{concept} in {} and {id}",
                    first.0
                );
            }
            agreed += usize::from(expected.is_some());
        }
    }
    agreed
}

fn files(folder: &Path, wanted: impl Fn(&str) -> bool) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.file_name().and_then(|name| name.to_str()).is_some_and(&wanted))
        .collect();
    files.sort();
    files
}

#[test]
fn equal_facts_give_equal_rows_in_six_languages() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut agreed = 0;
    for case in ["stroke", "heart-failure", "child-pneumonia"] {
        let tellings = files(&examples, |name| name.starts_with(case) && name.ends_with(".txt"));
        assert_eq!(tellings.len(), 6);
        agreed += tellings_agree(&format!("omop-{case}"), &tellings);
    }
    assert!(agreed >= 40, "only {agreed} concepts are told alike and make rows");
}

#[test]
fn equal_facts_give_equal_rows_in_the_tellings_of_a_published_case() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/cases");
    if !cases.is_dir() {
        eprintln!("skipped: there is no ../shared/cases beside the repository");
        return;
    }
    let tellings = files(&cases, |name| name.ends_with(".txt"));
    assert!(tellings_agree("omop-cases", &tellings) >= 15);
}

#[test]
fn keys_are_unique_and_point_at_rows() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let folder = Folder::new("omop-keys");
    let ran = run([
        "extract",
        examples.to_str().expect("a path"),
        "--format",
        "omop",
        "--out",
        &folder.path("out"),
    ]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let keys = |name: &str, key: &str| {
        let rows = table(&folder, name);
        let keys: BTreeSet<String> = rows.iter().map(|row| row[key].clone()).collect();
        assert_eq!(keys.len(), rows.len(), "{name}");
        keys
    };
    let persons = keys("PERSON", "person_id");
    let notes = keys("NOTE", "note_id");
    keys("NOTE_NLP", "note_nlp_id");
    assert!(
        table(&folder, "NOTE_NLP")
            .iter()
            .all(|row| notes.contains(&row["note_id"]))
    );
    let mut facts = keys("SPECIMEN", "specimen_id");
    for (name, key) in EVENTS {
        facts.append(&mut keys(name, key));
        for row in table(&folder, name) {
            assert!(persons.contains(&row["person_id"]));
            assert!(row["visit_occurrence_id"].is_empty() || persons.contains(&row["visit_occurrence_id"]));
        }
    }
    let related = table(&folder, "FACT_RELATIONSHIP");
    assert!(!related.is_empty());
    assert!(
        related
            .iter()
            .all(|row| facts.contains(&row["fact_id_1"]) && facts.contains(&row["fact_id_2"]))
    );
}

#[test]
fn what_is_asked_wrongly_is_said_before_anything_is_read() {
    let folder = Folder::new("omop-wrong");
    folder.write("a.txt", "Fiebre.");
    let a = folder.path("a.txt");
    let out = folder.path("out");
    for (wrong, told) in [
        (vec!["--date", "31.5.2024"], "2024-05-31"),
        (vec!["--vocabulary", "/nowhere"], "CONCEPT.csv"),
    ] {
        let usual = ["extract", a.as_str(), "--format", "omop", "--out", out.as_str()];
        let ran = run(usual.into_iter().chain(wrong));
        assert_eq!(ran.status, 2);
        assert!(ran.stderr.contains(told), "{}", ran.stderr);
    }
    assert_eq!(
        run(["extract", a.as_str(), "--format", "omop"]).status,
        2,
        "a folder is needed"
    );
}
