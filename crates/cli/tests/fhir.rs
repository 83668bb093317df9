//! FHIR out of real documents, read back: every code, value, unit and presence is there, and equal facts are told equally in
//! all languages. Whether it is FHIR, validators that others wrote say: `cargo xtask fhir`.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use common::fhir::{Bundle, Told, normal};
use common::{Folder, run};
use serde_json::Value;

/// The folders of real cases that are there: the repository's own, and those beside it.
fn cases() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folders = [root.join("examples"), root.join("../shared").join("cases")];
    let (there, missing): (Vec<_>, Vec<_>) = folders.into_iter().partition(|folder| folder.is_dir());
    for folder in missing {
        eprintln!("{}: not there, left out", folder.display());
    }
    there
}

/// So many of the large collection.
const SAMPLE: usize = 200;

/// Some documents of the large collection beside the repository, if it is there.
fn sample() -> Vec<PathBuf> {
    let mut folders = vec![
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../../shared")
            .join("dev"),
    ];
    let mut texts = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "txt") {
                texts.push(path);
            }
        }
    }
    texts.sort();
    let step = (texts.len() / SAMPLE).max(1);
    texts.into_iter().step_by(step).collect()
}

/// The record and the Bundle of each document, by its id.
fn told(format: &str, folders: &[PathBuf]) -> BTreeMap<String, (Value, Value)> {
    let paths: Vec<&str> = folders.iter().map(|folder| folder.to_str().expect("UTF-8")).collect();
    let lines = |format: &str| -> Vec<Value> {
        let ran = run(["extract", "--format", format].into_iter().chain(paths.iter().copied()));
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        ran.records()
    };
    let records = lines("jsonl").into_iter();
    let told = records.zip(lines(format));
    told.map(|(record, bundle)| {
        (
            record["document"]["id"].as_str().expect("an id").to_owned(),
            (record, bundle),
        )
    })
    .collect()
}

#[test]
fn the_record_comes_back_out_of_the_bundle() {
    for (id, (record, bundle)) in told("fhir", &[cases(), sample()].concat()) {
        let bundle = Bundle::read(&bundle);
        let mentions = record["mentions"].as_array().expect("mentions");
        for mention in mentions {
            let here = format!("{id}: {}", mention["id"]);
            let codes = common::fhir::codes_of(mention);
            let Some(fact) = bundle.fact(mention) else {
                // A time is said by what was then; the sex and the places, by the patient and by what is there.
                let kind = mention["kind"].as_str().expect("a kind");
                assert!(
                    ["time", "demographic", "body-site"].contains(&kind),
                    "{here}: a {kind} is nowhere"
                );
                let own = mention["experiencer"] == "patient";
                let everywhere = bundle.all_codes();
                let missing: Vec<_> = codes.iter().filter(|code| own && !everywhere.contains(*code)).collect();
                assert!(missing.is_empty(), "{here}: {missing:?} are nowhere");
                continue;
            };
            let missing: Vec<_> = codes.difference(&fact.codes).collect();
            assert!(missing.is_empty(), "{here}: codes {missing:?}");
            let expected = bundle.expected_presence(mention, mentions);
            assert_eq!(fact.presence, expected, "{here}: presence");
            // What was measured of a relative is a remark.
            let family = mention["experiencer"] == "family";
            for value in common::fhir::values_of(mention).into_iter().filter(|_| !family) {
                let found = fact.values.contains(&value);
                assert!(found, "{here}: {value} is not among {:?}", fact.values);
            }
        }
    }
}

#[test]
fn equal_facts_are_told_equally_in_all_languages() {
    let told = told("fhir", &cases());
    let (mut equal, mut all) = (0, 0);
    let mut by_case: BTreeMap<&str, Vec<Told>> = BTreeMap::new();
    for (id, (record, bundle)) in &told {
        let (case, _) = id.rsplit_once('-').expect("a case and a language");
        by_case.entry(case).or_default().push(normal(record, bundle));
    }
    for (case, tellings) in by_case {
        for (at, one) in tellings.iter().enumerate() {
            for other in &tellings[at + 1..] {
                all += one.len();
                for (facts, resources) in one {
                    if let Some(others) = other.get(facts) {
                        equal += 1;
                        assert_eq!(resources, others, "{case}: {facts:?}");
                    }
                }
            }
        }
    }
    assert!(
        equal * 10 > all * 7,
        "only {equal} of {all} facts are equal in two languages: this tests too little"
    );
}

#[test]
fn a_second_time_gives_the_same_bytes() {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/stroke-es.txt");
    let case = case.to_str().expect("UTF-8");
    for format in ["fhir", "fhir-r5", "fhir-transaction"] {
        let once = run(["extract", case, "--format", format]);
        assert_eq!(once.status, 0, "{}", once.stderr);
        assert!(once.stdout.contains("1970-01-01T00:00:00Z") && !once.stdout.contains("2026-03-01"));
        assert_eq!(once.stdout, run(["extract", case, "--format", format]).stdout);
        let issued = run(["extract", case, "--format", format, "--issued", "2026-03-01T12:00:00Z"]);
        assert_eq!(
            issued.stdout,
            once.stdout.replace("1970-01-01T00:00:00Z", "2026-03-01T12:00:00Z")
        );
    }
    let wrong = run(["extract", case, "--format", "fhir", "--issued", "yesterday"]);
    assert_eq!(wrong.status, 2, "{}", wrong.stderr);
}

#[test]
fn a_transaction_puts_each_resource_at_its_own_address() {
    for (id, (_, bundle)) in told("fhir-transaction", &cases()) {
        let entries = bundle["entry"].as_array().expect("entries");
        let mut addresses = BTreeSet::new();
        for entry in entries {
            let resource = &entry["resource"];
            let address = format!("{}/{}", text(&resource["resourceType"]), text(&resource["id"]));
            assert_eq!(
                entry["request"],
                serde_json::json!({ "method": "PUT", "url": address }),
                "{id}"
            );
            assert!(addresses.insert(address), "{id}: an address is put twice");
        }
        let references = common::fhir::references(&bundle);
        let dangling: Vec<_> = references.difference(&addresses).collect();
        assert!(dangling.is_empty(), "{id}: {dangling:?} are not put");
    }
}

#[test]
fn a_bulk_export_has_a_file_for_each_type() {
    let folder = Folder::new("fhir-bulk");
    let out = folder.path("out");
    let (case, other) = ("../../examples/stroke-es.txt", "../../examples/stroke-fr.txt");
    let out = out.as_str();
    let ran = run(["extract", case, other, "--format", "fhir-bulk", "--out", out]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let mut addresses = BTreeSet::new();
    let mut references = BTreeSet::new();
    for file in std::fs::read_dir(out).expect("a folder") {
        let path = file.expect("a file").path();
        let kind = path
            .file_stem()
            .and_then(|stem| stem.to_str())
            .expect("a name")
            .to_owned();
        for line in std::fs::read_to_string(&path).expect("a text").lines() {
            let resource: Value = serde_json::from_str(line).expect("a resource a line");
            assert_eq!(text(&resource["resourceType"]), kind);
            assert!(
                addresses.insert(format!("{kind}/{}", text(&resource["id"]))),
                "{kind}: an id twice"
            );
            references.extend(common::fhir::references(&resource));
        }
    }
    assert!(references.is_subset(&addresses));
    assert!(
        addresses
            .iter()
            .filter(|address| address.starts_with("Patient/"))
            .count()
            == 2
    );
    let without = run(["extract", case, "--format", "fhir-bulk"]);
    assert_eq!(without.status, 2, "a folder must be named");
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}
