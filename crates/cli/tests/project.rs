//! `epicrisis project` from outside.

mod common;

use common::{Folder, run};
use serde_json::Value;

/// An invented letter in three languages, the first annotated.
fn letters(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("es/a.txt", "Toma citrato potásico. Niega fiebre. Más citrato potásico.");
    folder.write(
        "es/a.ann",
        "T1\tMEDICATION 5 21\tcitrato potásico\nT2\tFINDING 29 35\tfiebre\nA1\tNegated T2\nT3\tMEDICATION 41 57\tcitrato potásico\n\
         R1\tAgain Arg1:T1 Arg2:T3\n",
    );
    folder.write("it/a.txt", "Prende citrato di potassio. Altro citrato di potassio.");
    folder.write(
        "en/a.txt",
        "He takes potassium citrate. Denies fever. More potassium citrate.",
    );
    folder.write("en/b.txt", "Another letter.");
    folder
}

#[test]
fn a_folder_goes_to_folders_and_what_is_not_told_there_is_named() {
    let folder = letters("project");
    let [es, it, en] = ["es", "it", "en"].map(|f| folder.path(f));
    let (out, report) = (folder.path("out"), folder.path("report.jsonl"));
    let ran = run([
        "project", "--from", &es, "--to", &it, &en, "--out", &out, "--report", &report,
    ]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(
        ran.stderr.contains("a.txt: T2 (FINDING) could not be carried"),
        "{}",
        ran.stderr
    );
    assert!(!ran.stderr.contains("fiebre"), "no word of a document is shown");
    let english = folder.read("out/en/a.ann");
    for line in [
        "T1\tMEDICATION 9 26\tpotassium citrate",
        "T2\tFINDING 35 40\tfever",
        "A1\tNegated T2",
        "T3\tMEDICATION 47 64\tpotassium citrate",
        "R1\tAgain Arg1:T1 Arg2:T3",
    ] {
        assert!(english.lines().any(|l| l == line), "{line} in {english}");
    }
    assert_eq!(folder.read("out/en/a.txt"), folder.read("en/a.txt"));
    assert!(
        folder
            .read("out/it/a.ann")
            .contains("T3\tMEDICATION 34 53\tcitrato di potassio")
    );
    let lines = folder.read("report.jsonl");
    let lines: Vec<Value> = lines.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    assert_eq!((lines.len(), &lines[0]["lost"][0]["id"]), (2, &Value::from("T2")));
    assert_eq!(lines[1]["carried"].as_array().map(Vec::len), Some(3));
}

#[test]
fn one_text_takes_its_annotations_beside_it_and_nothing_is_written_over() {
    let folder = letters("project-one");
    let (from, to) = (folder.path("es/a.ann"), folder.path("en/a.txt"));
    let ran = run(["project", "--from", &from, "--to", &to, "--language", "en"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(folder.read("en/a.ann").contains("potassium citrate"));
    let again = run(["project", "--from", &from, "--to", &to]);
    assert_eq!(again.status, 1);
    assert!(again.stderr.contains("is there already"), "{}", again.stderr);
    assert_eq!(run(["project", "--from", &from, "--to", &to, "--force"]).status, 0);
}

#[test]
fn wrong_usage_is_said() {
    let folder = letters("project-wrong");
    let (es, en) = (folder.path("es"), folder.path("en"));
    assert_eq!(run(["project", "--from", &es]).status, 2);
    assert_eq!(
        run(["project", "--from", &es, "--to", &en, "--from-language", "xx"]).status,
        2
    );
    folder.write("bad/a.txt", "Toma citrato.");
    folder.write("bad/a.ann", "T1\tX y z\tcitrato\n");
    let ran = run(["project", "--from", &folder.path("bad"), "--to", &en]);
    assert_eq!(ran.status, 1);
    assert!(
        ran.stderr.contains("a.ann: no annotations as brat writes them: line 1"),
        "{}",
        ran.stderr
    );
}
