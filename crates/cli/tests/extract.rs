//! `epicrisis extract` from outside: what goes in, what comes out, what it says about what fails.

mod common;

use common::{Folder, run, run_with};

#[test]
fn one_file_one_record() {
    let folder = Folder::new("one");
    folder.write("case.txt", "Fiebre.");
    let ran = run(["extract", &folder.path("case.txt"), "--format", "json"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let record: serde_json::Value = serde_json::from_str(&ran.stdout).expect("one JSON document");
    assert_eq!(record["schema"], "epicrisis.record/1");
    assert_eq!(record["document"]["id"], "case");
    assert_eq!(record["document"]["length"], 7);
    assert!(ran.stdout.lines().count() > 5, "indented");
    assert_eq!(ran.stderr, "");
}

#[test]
fn piped_it_is_a_record_a_line_in_the_order_of_the_paths() {
    let folder = Folder::new("lines");
    for name in [
        "b.txt",
        "a.txt",
        "sub/c.txt",
        ".hidden.txt",
        "sub/.git/d.txt",
        "notes.ann",
        "codes.tsv",
    ] {
        folder.write(name, "Fiebre.");
    }
    let ran = run(["extract", &folder.path("")]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    assert_eq!(ran.ids(), ["a", "b", "c"]);
}

#[test]
fn ids_are_stems_and_paths_where_stems_are_shared() {
    let folder = Folder::new("ids");
    for name in ["es/case.txt", "fr/case.txt", "other.txt"] {
        folder.write(name, "Fiebre.");
    }
    assert_eq!(
        run(["extract", &folder.path("")]).ids(),
        ["es/case", "fr/case", "other"]
    );
}

#[test]
fn standard_input_is_text_and_may_be_json_lines() {
    let ran = run_with(["extract", "-"], b"Fiebre.");
    assert_eq!(ran.ids(), ["stdin"]);
    let lines =
        "{\"id\": \"x\", \"text\": \"Fiebre.\"}\n{\"note_id\": 7, \"note_text\": \"Tos.\"}\n{\"text\": \"a\"}\n";
    let ran = run_with(["extract", "-", "--input-format", "jsonl"], lines.as_bytes());
    assert_eq!(
        (ran.status, ran.ids()),
        (0, vec!["x".into(), "7".into(), "stdin#3".into()]),
        "{}",
        ran.stderr
    );
}

#[test]
fn tables_are_documents_by_row() {
    let folder = Folder::new("tables");
    folder.write("notes.csv", "visit;brief\n1;\"Fiebre;\ntos\"\n2;Tos\n");
    folder.write(
        "bad.jsonl",
        "{\"id\": \"x\", \"text\": \"Fiebre\"}\n{\"text\": \"SECRET\nnothing\n{\"id\": \"y\", \"text\": \"Tos\"}\n",
    );
    let csv = folder.path("notes.csv");
    let ran = run(["extract", &csv, "--text-field", "brief", "--id-field", "visit"]);
    assert_eq!(
        (ran.status, ran.ids()),
        (0, vec!["1".into(), "2".into()]),
        "{}",
        ran.stderr
    );
    let ran = run(["extract", &csv]);
    assert_eq!(ran.status, 1);
    assert!(ran.stderr.contains("--text-field"), "{}", ran.stderr);

    let ran = run(["extract", &folder.path("bad.jsonl")]);
    assert_eq!(
        (ran.status, ran.ids()),
        (1, vec!["x".into(), "y".into()]),
        "{}",
        ran.stderr
    );
    assert!(
        ran.stderr.contains("bad.jsonl:2:") && ran.stderr.contains("bad.jsonl:3:"),
        "{}",
        ran.stderr
    );
    assert!(
        !ran.stderr.contains("SECRET"),
        "the text of a document is not shown: {}",
        ran.stderr
    );
}

#[test]
fn what_is_written_to_a_file_is_what_would_be_printed() {
    let folder = Folder::new("out");
    folder.write("in/a.txt", "Fiebre.");
    folder.write("in/b.txt", "Tos.");
    let printed = run(["extract", &folder.path("in")]);
    let ran = run(["extract", &folder.path("in"), "--out", &folder.path("out.jsonl")]);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""), "{}", ran.stderr);
    assert_eq!(folder.read("out.jsonl"), printed.stdout);
}

#[test]
fn no_input_is_ever_overwritten() {
    let folder = Folder::new("overwrite");
    folder.write("a.txt", "Fiebre.");
    let ran = run(["extract", &folder.path("a.txt"), "--out", &folder.path("a.txt")]);
    assert_eq!(ran.status, 2);
    assert_eq!(folder.read("a.txt"), "Fiebre.");
    let ran = run(["extract", &folder.path(""), "--out", &folder.path("./a.txt")]);
    assert_eq!((ran.status, folder.read("a.txt").as_str()), (2, "Fiebre."));
}

#[test]
fn the_summary_is_for_reading() {
    let folder = Folder::new("summary");
    folder.write("a.txt", "Fiebre.");
    folder.write("b.txt", "Tos.");
    let ran = run(["extract", &folder.path(""), "--format", "text"]);
    assert!(
        ran.stdout.starts_with("a  ") && ran.stdout.contains("\n\nb  "),
        "{}",
        ran.stdout
    );
    assert!(!ran.stdout.contains('\u{1b}'), "no colour where nobody sees it");
    let ran = run(["extract", &folder.path(""), "--format", "text", "--color", "always"]);
    assert!(ran.stdout.contains('\u{1b}'));
}

#[test]
fn the_same_bytes_every_time_and_with_any_number_of_threads() {
    let folder = Folder::new("same");
    for at in 0..700 {
        folder.write(
            &format!("{:02}/{at}.txt", at % 7),
            "Paciente con fiebre y tos. ".repeat(at % 13),
        );
    }
    let one = run(["extract", &folder.path(""), "--threads", "1"]);
    assert_eq!((one.status, one.ids().len()), (0, 700));
    for threads in ["1", "2", "8"] {
        let again = run(["extract", &folder.path(""), "--threads", threads]);
        assert!(again.stdout == one.stdout, "{threads} threads give something else");
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    use std::io::Read;
    use std::process::{Command, Stdio};

    let folder = Folder::new("enough");
    for at in 0..2000 {
        folder.write(&format!("{at}.txt"), "Fiebre. ".repeat(50));
    }
    let mut child = Command::new(env!("CARGO_BIN_EXE_epicrisis"))
        .args(["extract", &folder.path("")])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdout = child.stdout.take().expect("a pipe");
    stdout.read_exact(&mut [0; 10]).expect("some output");
    drop(stdout);
    let ended = child.wait_with_output().expect("it ends");
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
    assert_eq!(ended.status.code(), Some(0));
}
