//! Bad input: named on standard error with what to do, the rest done, and never a panic.

mod common;

use std::fs::File;

use common::{Folder, run, run_with};

/// A folder with one good case and something bad, named; the good one must come out.
fn beside_a_good_one(name: &str, bad: &str, content: &[u8]) -> common::Ran {
    let folder = Folder::new(name);
    folder.write("good.txt", "Fiebre.");
    folder.write(bad, content);
    let ran = run(["extract", &folder.path("")]);
    assert!(ran.ids().contains(&"good".to_owned()), "{}", ran.stderr);
    assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
    ran
}

#[test]
fn an_empty_file_is_a_record_with_a_warning() {
    for content in [&b""[..], b"\xEF\xBB\xBF", b" \r\n\t", b"\xFF\xFE"] {
        let folder = Folder::new("empty");
        folder.write("empty.txt", content);
        let ran = run(["extract", &folder.path("empty.txt")]);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        assert!(
            ran.warnings().contains(&"empty-document".to_owned()),
            "{:?}",
            ran.warnings()
        );
    }
    assert!(
        run_with(["extract", "-"], b"")
            .warnings()
            .contains(&"empty-document".to_owned())
    );
}

#[test]
fn binary_data_is_refused_by_name() {
    let mut program = b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0".to_vec();
    program.extend((0..4096_u32).flat_map(|at| (at.wrapping_mul(2_654_435_761)).to_le_bytes()));
    let ran = beside_a_good_one("binary", "bad.txt", &program);
    assert_eq!(ran.status, 1);
    assert!(ran.stderr.contains("bad.txt: not text"), "{}", ran.stderr);
    assert!(ran.stderr.contains("1 of 2 inputs failed"), "{}", ran.stderr);
}

#[test]
fn a_missing_path_fails_and_the_rest_is_done() {
    let folder = Folder::new("missing");
    folder.write("good.txt", "Fiebre.");
    let ran = run(["extract", &folder.path("nowhere.txt"), &folder.path("good.txt")]);
    assert_eq!((ran.status, ran.ids()), (1, vec!["good".to_owned()]));
    assert!(ran.stderr.contains("nowhere.txt: no such file"), "{}", ran.stderr);
}

#[test]
fn a_folder_with_nothing_to_read_says_what_would_be_read() {
    let folder = Folder::new("nothing");
    folder.write("a.pdf", "x");
    let ran = run(["extract", &folder.path("")]);
    assert_eq!(ran.status, 1);
    assert!(ran.stderr.contains(".txt"), "{}", ran.stderr);
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_fails_and_the_rest_is_done() {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::new("denied");
    folder.write("good.txt", "Fiebre.");
    folder.write("locked.txt", "Tos.");
    folder.write("closed/in.txt", "Tos.");
    let lock = |name: &str, mode| set_permissions(folder.path(name), Permissions::from_mode(mode)).expect("a mode");
    lock("locked.txt", 0);
    lock("closed", 0);
    // Permissions do not hold for root, as which containers often run the tests.
    if File::open(folder.path("locked.txt")).is_err() {
        let ran = run(["extract", &folder.path("")]);
        assert_eq!((ran.status, ran.ids()), (1, vec!["good".to_owned()]));
        assert!(ran.stderr.contains("locked.txt: may not be read"), "{}", ran.stderr);
        assert!(ran.stderr.contains("closed: may not be read"), "{}", ran.stderr);
    } else {
        eprintln!("not tried: this user may read everything");
    }
    lock("closed", 0o755);

    // A link to nowhere is found by nobody; named itself it is missing. A link in a circle ends.
    std::os::unix::fs::symlink(folder.path("gone"), folder.path("link.txt")).expect("a link");
    std::os::unix::fs::symlink(folder.path(""), folder.path("circle")).expect("a link");
    lock("locked.txt", 0o644);
    let ran = run(["extract", &folder.path("")]);
    assert_eq!((ran.status, ran.ids().len()), (0, 3), "{}", ran.stderr);
    assert_eq!(run(["extract", &folder.path("link.txt")]).status, 1);
}

#[test]
fn text_in_any_encoding_is_read_and_said() {
    let utf16: Vec<u8> = "\u{FEFF}Fiebre alta y dolor torácico."
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for (name, bytes, warning) in [
        ("bom", b"\xEF\xBB\xBFFiebre.".to_vec(), Some("encoding")),
        ("utf16", utf16, Some("encoding")),
        (
            "western",
            b"dolor tor\xE1cico y disminuci\xF3n".to_vec(),
            Some("encoding"),
        ),
        ("utf8", "dolor torácico".into(), None),
    ] {
        let folder = Folder::new(name);
        folder.write("a.txt", &bytes);
        let ran = run(["extract", &folder.path("a.txt")]);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        assert_eq!(
            ran.warnings().iter().any(|code| code == "encoding"),
            warning.is_some(),
            "{name}"
        );
    }
}

#[test]
fn broken_utf_8_is_read_with_a_warning() {
    let mut bytes = "Paciente con fiebre y disminución del murmullo vesicular. "
        .repeat(20)
        .into_bytes();
    bytes.extend(b"\xC3(");
    let folder = Folder::new("broken");
    folder.write("a.txt", &bytes);
    let ran = run(["extract", &folder.path("a.txt")]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(!ran.warnings().is_empty());
}

#[test]
fn a_file_beyond_the_limit_is_refused_without_being_read() {
    let folder = Folder::new("large");
    folder.write("good.txt", "Fiebre.");
    // A file with a hole: 200 MB long, next to nothing on the disk.
    File::create(folder.path("large.txt"))
        .and_then(|file| file.set_len(200_000_000))
        .expect("a large file");
    let ran = run(["extract", &folder.path("")]);
    assert_eq!((ran.status, ran.ids()), (1, vec!["good".to_owned()]));
    assert!(
        ran.stderr.contains("large.txt: larger than") && ran.stderr.contains("--max-size"),
        "{}",
        ran.stderr
    );
    let ran = run_with(["extract", "-", "--max-size", "10"], b"more than ten");
    assert_eq!(ran.status, 1);
    assert!(ran.stderr.contains("standard input: larger than"), "{}", ran.stderr);
}

#[test]
fn wrong_usage_ends_with_2_and_says_what_is_right() {
    let folder = Folder::new("usage");
    folder.write("a.txt", "Fiebre.");
    let file = folder.path("a.txt");
    let nowhere = folder.path("no/folder/out.jsonl");
    for arguments in [
        vec!["extract"],
        vec!["extract", &file, "--format", "pdf"],
        vec!["extract", &file, "--language", "tlh"],
        vec!["extract", &file, "--max-size", "huge"],
        vec!["extract", &file, "--threads", "0"],
        vec!["extract", &file, "--out", &nowhere],
        vec!["extract", "-", "-"],
        vec!["nonsense"],
        vec![],
    ] {
        let ran = run(arguments.iter().copied());
        assert_eq!(
            (ran.status, ran.stdout.as_str()),
            (2, ""),
            "{arguments:?}: {}",
            ran.stderr
        );
        assert!(!ran.stderr.is_empty());
    }
    assert!(run(["extract", &file, "--language", "tlh"]).stderr.contains("es, "));
}

#[test]
fn every_command_has_help_with_an_example() {
    for command in [
        &["extract"][..],
        &["lexicon", "check"],
        &["lexicon", "build"],
        &["lexicon", "find"],
        &["lexicon", "stats"],
    ] {
        let ran = run(command.iter().copied().chain(["--help"]));
        assert_eq!(ran.status, 0);
        assert!(ran.stdout.contains("Example"), "{command:?}");
    }
}
