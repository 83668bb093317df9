//! `--format brat` from outside: what is written comes back as the record it was made of.

mod common;

use common::{Folder, cases, run};
use epicrisis_export::{brat, file_stem};
use epicrisis_record::{Number, Record};

/// What no annotation says, as reading one back leaves it.
fn without_what_is_lost(mut record: Record) -> Record {
    record.sections.clear();
    record.warnings.clear();
    for mention in &mut record.mentions {
        mention.cues.clear();
        mention.confidence = Number::from(1);
    }
    record.relations.sort();
    record
}

#[test]
fn a_record_goes_to_brat_and_comes_back() {
    let cases = cases();
    let folder = Folder::new("brat");
    let out = folder.path("out");
    let paths = || cases.iter().map(String::as_str);

    let ran = run(["extract", "--format", "brat", "--out", &out]
        .into_iter()
        .chain(paths()));
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""), "{}", ran.stderr);
    let records = run(["extract", "--format", "jsonl"].into_iter().chain(paths()));
    let mut mentions = 0;
    for line in records.stdout.lines() {
        let record: Record = serde_json::from_str(line).expect("a record");
        let id = record.document.id.clone();
        let stem = file_stem(&id);
        let text = folder.read(&format!("out/{stem}.txt"));
        let annotations = epicrisis_brat::parse(&folder.read(&format!("out/{stem}.ann"))).expect("brat");
        let again = brat::read(record.document.clone(), &text, &annotations).expect("a record");
        mentions += again.mentions.len();
        let (was, is) = (without_what_is_lost(record), without_what_is_lost(again));
        for (was, is) in was.mentions.iter().zip(&is.mentions) {
            assert_eq!(was, is, "{id}");
        }
        assert_eq!(was, is, "{id}");
    }
    assert!(mentions > 0);
}

#[test]
fn it_needs_a_folder() {
    let folder = Folder::new("brat-nowhere");
    folder.write("a.txt", "Fiebre.");
    let ran = run(["extract", &folder.path("a.txt"), "--format", "brat"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("--out"), "{}", ran.stderr);
}

#[test]
fn documents_of_one_name_are_no_loss() {
    let folder = Folder::new("brat-names");
    folder.write(
        "in.jsonl",
        "{\"id\": \"a\", \"text\": \"Fiebre.\"}\n{\"id\": \"a\", \"text\": \"Tos.\"}\n",
    );
    let ran = run([
        "extract",
        &folder.path("in.jsonl"),
        "--format",
        "brat",
        "--out",
        &folder.path("out"),
    ]);
    assert_eq!(ran.status, 1, "the second is named as a failure: {}", ran.stderr);
    assert_eq!(folder.read("out/a.txt"), "Fiebre.");
}
