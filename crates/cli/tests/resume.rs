//! `extract --resume`: a call that is stopped again and again ends with what one writes that was never stopped.

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use common::{Folder, run};

/// Documents that take some seconds, a bad one among them.
fn letters(folder: &Folder) {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut texts: Vec<_> = fs::read_dir(examples)
        .expect("examples")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .map(|path| fs::read_to_string(path).expect("a text"))
        .collect();
    texts.sort();
    let lines: Vec<String> = (0..2000)
        .map(|at| match at {
            7 => "{\"text\": 7}".to_owned(),
            _ => serde_json::json!({"id": format!("line-{at}"), "text": texts[at % texts.len()]}).to_string(),
        })
        .collect();
    folder.write("in/lines.jsonl", lines.join("\n"));
    for (at, text) in texts.iter().enumerate() {
        folder.write(&format!("in/letter-{at}.txt"), text);
    }
}

/// All files below, with what they hold.
fn held(path: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut held = BTreeMap::new();
    let mut open = vec![path.to_owned()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(
                fs::read_dir(&path)
                    .expect("a folder")
                    .map(|entry| entry.expect("an entry").path()),
            );
        } else {
            held.insert(path.display().to_string(), fs::read(&path).expect("a file"));
        }
    }
    held
}

/// Starts it, and kills it when its ledger has grown by a mark, or it has ended.
fn killed(arguments: &[&str], ledger: &Path) -> bool {
    let lines = || fs::read_to_string(ledger).map_or(0, |text| text.lines().count());
    let before = lines().max(1);
    let mut child = Command::new(env!("CARGO_BIN_EXE_epicrisis"))
        .args(arguments)
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let began = Instant::now();
    loop {
        if child.try_wait().expect("a child").is_some() {
            return false;
        }
        if lines() > before {
            // Somewhere behind the mark, so that there is something to be cut off.
            thread::sleep(Duration::from_millis(150));
            child.kill().expect("killed");
            child.wait().expect("ended");
            return true;
        }
        assert!(began.elapsed() < Duration::from_secs(120), "no mark in two minutes");
        thread::sleep(Duration::from_millis(5));
    }
}

/// Kills it twice, spoils what lies behind the marks, and lets the third call end; says how many calls were killed.
fn stopped(folder: &Folder, format: &str, out: &str, torn: Option<&str>) -> u32 {
    let (input, path) = (folder.path("in"), folder.path(out));
    let arguments = [
        "extract",
        &input,
        "--format",
        format,
        "--out",
        &path,
        "--threads",
        "1",
        "--resume",
    ];
    let ledger = folder.path(&format!("{out}.unfinished"));
    let mut kills = 0;
    for _ in 0..2 {
        kills += u32::from(killed(&arguments, Path::new(&ledger)));
        if let Some(file) = torn.filter(|_| Path::new(&ledger).exists()) {
            let file = if file.is_empty() {
                path.clone()
            } else {
                format!("{path}/{file}")
            };
            let mut content = fs::read(&file).expect("what is written");
            content.extend(b"{\"schema\": \"torn");
            fs::write(&file, content).expect("torn");
        }
    }
    let ran = run(arguments);
    assert_eq!(ran.status, 1, "the bad line is counted whoever met it: {}", ran.stderr);
    assert!(!Path::new(&ledger).exists(), "{format}: nothing is left unfinished");
    kills
}

#[test]
fn a_call_that_was_killed_ends_as_one_that_was_not() {
    let folder = Folder::new("resume");
    letters(&folder);
    for (format, out, torn) in [
        ("jsonl", "lines.jsonl", Some("")),
        ("csv", "tables", Some("mentions.csv")),
        ("html", "pages", Some("index.html")),
    ] {
        let kills = stopped(&folder, format, out, torn);
        let got = held(Path::new(&folder.path(out)));
        fs::rename(folder.path(out), folder.path("stopped")).expect("set aside");
        let ran = run([
            "extract",
            &folder.path("in"),
            "--format",
            format,
            "--out",
            &folder.path(out),
        ]);
        assert_eq!(ran.status, 1, "{}", ran.stderr);
        assert!(
            got == held(Path::new(&folder.path(out))),
            "{format}: other bytes than of a call that was never stopped"
        );
        assert!(kills > 0, "{format}: too quick to be killed; the test tries nothing");
        let _ = fs::remove_dir_all(folder.path("stopped"));
        let _ = fs::remove_file(folder.path("stopped"));
    }
}

/// What a call leaves that was killed behind its third document.
fn left(folder: &Folder) -> String {
    letters(folder);
    let (input, out) = (folder.path("in"), folder.path("out.jsonl"));
    let arguments = ["extract", &input, "--out", &out, "--threads", "1", "--resume"];
    assert!(
        killed(&arguments, Path::new(&folder.path("out.jsonl.unfinished"))),
        "too quick to be killed"
    );
    out
}

#[test]
fn what_has_changed_is_named_and_nothing_is_mixed() {
    let folder = Folder::new("resume-changed");
    let out = left(&folder);
    let input = folder.path("in");
    let there = fs::read(&out).expect("the output");
    let refused = |arguments: &[&str], why: &str| {
        let ran = run(["extract", &input, "--out", &out, "--resume"]
            .iter()
            .chain(arguments)
            .copied());
        assert_eq!(ran.status, 2, "{arguments:?}: {}", ran.stderr);
        assert!(
            ran.stderr.contains(why) && ran.stderr.contains("leave out --resume"),
            "{}",
            ran.stderr
        );
        assert!(
            fs::read(&out).expect("the output") == there,
            "{arguments:?}: the output was touched"
        );
    };
    refused(&["--language", "es"], "another --language");
    refused(&["--model", "none", "--explain"], "another --explain, another --model");
    refused(&["--format", "phenopacket"], "another --format");
    folder.write("in/one-more.txt", "Tos.");
    refused(&[], "another set of inputs");
    fs::remove_file(folder.path("in/one-more.txt")).expect("removed");
    fs::write(&out, &there[..10]).expect("shortened");
    let ran = run(["extract", &input, "--out", &out, "--resume"]);
    assert_eq!(ran.status, 2, "{}", ran.stderr);
    assert!(ran.stderr.contains("10 bytes are there of the"), "{}", ran.stderr);
    // Without --resume it begins anew, whatever is there.
    let small = folder.path("in/letter-0.txt");
    let ran = run(["extract", &small, "--out", &out]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    assert_eq!(folder.read("out.jsonl").lines().count(), 1);
    assert!(!Path::new(&folder.path("out.jsonl.unfinished")).exists());
}

#[test]
fn it_is_refused_where_it_cannot_hold() {
    let folder = Folder::new("resume-refused");
    folder.write("a.txt", "Tos.");
    let (input, out) = (folder.path("a.txt"), folder.path("out.jsonl"));
    for (arguments, why) in [
        (vec!["extract", &input, "--resume"], "--out"),
        (vec!["extract", "-", "--out", &out, "--resume"], "standard input"),
        #[cfg(unix)]
        (
            vec!["extract", &input, "--out", "/dev/null", "--resume"],
            "no file and no folder",
        ),
        #[cfg(feature = "parquet")]
        (
            vec!["extract", &input, "--format", "parquet", "--out", &out, "--resume"],
            "Parquet",
        ),
    ] {
        let ran = run(arguments.iter().copied());
        assert_eq!(ran.status, 2, "{arguments:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(why), "{arguments:?}: {}", ran.stderr);
    }
    // Where nothing was begun, it begins; where all was done, it does all again.
    for _ in 0..2 {
        let ran = run(["extract", &input, "--out", &out, "--resume"]);
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
        assert_eq!(folder.read("out.jsonl").lines().count(), 1);
    }
    // What fails before anything is begun leaves nothing.
    let ran = run([
        "extract",
        &input,
        "--format",
        "omop",
        "--vocabulary",
        &folder.path("none"),
        "--out",
        &folder.path("cdm"),
    ]);
    assert_eq!(ran.status, 2, "{}", ran.stderr);
    assert!(!Path::new(&folder.path("cdm.unfinished")).exists());
}
