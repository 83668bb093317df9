//! Parquet in: what `--format parquet` writes, and what others write, is read again.

mod common;

use common::{Folder, run, run_with};

#[cfg(feature = "parquet")]
#[test]
fn a_row_is_a_document() {
    let folder = Folder::new("parquet");
    // The table of mentions is one with texts: what each covers.
    folder.write("a.txt", "Fiebre y tos. Leucocitos 12.300/mm3.");
    let tables = folder.path("tables");
    let ran = run([
        "extract",
        &folder.path("a.txt"),
        "--format",
        "parquet",
        "--out",
        &tables,
    ]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let file = folder.path("tables/mentions.parquet");
    let ran = run([
        "extract",
        &file,
        "--text-field",
        "covered_text",
        "--id-field",
        "MENTION",
    ]);
    assert_eq!(
        (ran.status, ran.ids()),
        (0, vec!["m1".into(), "m2".into(), "m3".into()]),
        "{}",
        ran.stderr
    );
    let ran = run(["extract", &file, "--text-field", "covered_text"]);
    assert_eq!(ran.ids(), ["mentions#1", "mentions#2", "mentions#3"]);

    let ran = run(["extract", &file]);
    assert_eq!(ran.status, 1);
    assert!(ran.stderr.contains("--text-field"), "{}", ran.stderr);
    let ran = run(["extract", &file, "--text-field", "confidence"]);
    assert!(ran.stderr.contains("`confidence` is of type Float64"), "{}", ran.stderr);
    let ran = run(["extract", &file, "--text-field", "covered_text", "--max-size", "4"]);
    assert_eq!((ran.status, ran.ids().len()), (1, 1), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("mentions.parquet, row 1: larger than"),
        "{}",
        ran.stderr
    );
}

#[cfg(feature = "parquet")]
#[test]
fn what_is_no_parquet_fails_and_the_rest_is_done() {
    let folder = Folder::new("parquet-bad");
    folder.write("bad.parquet", "Fiebre.");
    folder.write("good.txt", "Fiebre.");
    let ran = run(["extract", &folder.path("")]);
    assert_eq!((ran.status, ran.ids()), (1, vec!["good".to_owned()]));
    assert!(
        ran.stderr.contains("bad.parquet: cannot be read as Parquet"),
        "{}",
        ran.stderr
    );
    let ran = run_with(["extract", "-", "--input-format", "parquet"], b"PAR1");
    assert!(
        ran.status == 1 && ran.stderr.contains("name the file"),
        "{}",
        ran.stderr
    );
}

#[cfg(not(feature = "parquet"))]
#[test]
fn without_the_feature_it_is_said_what_is_missing() {
    let folder = Folder::new("parquet-none");
    folder.write("a.parquet", "PAR1");
    folder.write("good.txt", "Fiebre.");
    let ran = run(["extract", &folder.path("")]);
    assert_eq!((ran.status, ran.ids()), (1, vec!["good".to_owned()]));
    assert!(
        ran.stderr.contains("a.parquet: this build reads no Parquet"),
        "{}",
        ran.stderr
    );
    let ran = run_with(["extract", "-", "--input-format", "parquet"], b"PAR1");
    assert!(ran.status == 1 && ran.stderr.contains("no Parquet"), "{}", ran.stderr);
}
