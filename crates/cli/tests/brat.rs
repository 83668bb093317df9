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

/// Writes what these paths hold to brat and as records, and says how many mentions came back as they were.
fn comes_back(name: &str, paths: &[String]) -> usize {
    let folder = Folder::new(name);
    let out = folder.path("out");
    let paths = || paths.iter().map(String::as_str);

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
    mentions
}

#[test]
fn a_record_goes_to_brat_and_comes_back() {
    assert!(comes_back("brat", &cases()) > 0);
}

#[test]
fn every_record_of_the_corpora_comes_back() {
    let dev = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/dev");
    if !std::path::Path::new(dev).is_dir() {
        eprintln!("the development corpora are not here: nothing to write");
        return;
    }
    let mentions = comes_back("brat-corpora", &[dev.to_owned()]);
    println!("{mentions} mentions");
    assert!(mentions > 50_000);
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
