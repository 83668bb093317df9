//! `epicrisis lexicon import` and `lexicon check --against` from outside.

mod common;

use common::{Folder, run};

const TABLE: &str = "code;label;synonyms;kind\n\
                     V1;Síndrome de Villarrobledo;Villarrobleditis;problem\n\
                     ;sin código;;problem\n\
                     V2;sin clase;;planeta\n\
                     V3;Gnomofobia nocturna;;finding\n";

#[test]
fn names_given_in_one_language_are_found_in_all() {
    let folder = Folder::new("import");
    folder.write("hospital.csv", TABLE);
    let (table, out) = (folder.path("hospital.csv"), folder.path("hospital.lex"));
    let ran = run([
        "lexicon",
        "import",
        &table,
        "--out",
        &out,
        "--language",
        "es",
        "--system",
        "Hospital",
    ]);
    // Two rows are bad: named by file and line, and the rest is done.
    assert_eq!(ran.status, 1, "{}{}", ran.stdout, ran.stderr);
    let bad: Vec<&str> = ran.stderr.lines().collect();
    assert_eq!(
        bad,
        [
            format!("{table}:3: no code; skipped"),
            format!("{table}:4: `planeta` is no kind; skipped")
        ]
    );
    assert!(ran.stdout.starts_with("2 rows read, 2 bad"), "{}", ran.stdout);

    folder.write("a.txt", "Patient avec gnomophobie nocturne. Nie de fièvre.");
    let ran = run(["extract", &folder.path("a.txt"), "--language", "fr", "--lexicon", &out]);
    let record = &ran.records()[0];
    let ids: Vec<&str> = record["mentions"]
        .as_array()
        .expect("mentions")
        .iter()
        .filter_map(|m| m["concept"]["id"].as_str())
        .collect();
    assert!(ids.contains(&"hospital-v3"), "{ids:?}");
    assert!(ids.contains(&"fever"), "what is built in stays: {ids:?}");

    let left = std::fs::read_dir(folder.path("")).expect("a folder").count();
    assert_eq!(left, 3, "the table, the lexicon, the text, and nothing half-built");
}

#[test]
fn what_cannot_be_imported_leaves_nothing_behind() {
    let folder = Folder::new("refused");
    folder.write("hospital.csv", "code;label\nV1;Cosa\n");
    folder.write("notes.txt", "All rights reserved.\n");
    let (table, notes, out) = (
        folder.path("hospital.csv"),
        folder.path("notes.txt"),
        folder.path("x.lex"),
    );
    for (arguments, says) in [
        (vec![table.as_str(), "--language", "es"], "--system"),
        (vec![notes.as_str()], "--format"),
        (vec![table.as_str(), "--system", "X", "--kind", "problem"], "--language"),
        (vec![table.as_str(), "--system", "X", "--language", "es"], "--kind"),
        (vec![table.as_str(), "--system", "X", "--language", "xx"], "--language"),
        (vec![table.as_str(), "--kind", "planet"], "body-site"),
        (vec![table.as_str(), "--mapping", "code"], "code=COLUMN"),
        (vec![table.as_str(), "--mapping", "code=none"], "--mapping"),
        (vec!["/nowhere"], "/nowhere"),
    ] {
        let ran = run(["lexicon", "import", "--out", &out]
            .into_iter()
            .chain(arguments.iter().copied()));
        assert!(matches!(ran.status, 1 | 2), "{arguments:?}: {}", ran.status);
        let said = format!("{}{}", ran.stdout, ran.stderr);
        assert!(said.contains(says), "{arguments:?}: {said}");
        assert!(!std::path::Path::new(&out).exists(), "{arguments:?}");
    }
}

#[test]
fn a_lexicon_of_ones_own_can_be_the_base() {
    let folder = Folder::new("base");
    folder.write(
        "lex/languages.tsv",
        "code\tname\trole\tdecimal\nes\tSpanish\tread\t,\nen\tEnglish\tread\t.\n",
    );
    folder.write(
        "lex/concepts/finding/a.tsv",
        "id\tlabel\tcodes\tes\ten\nfever\tFever\tICD-10=R50.9\tfiebre\tfever\n",
    );
    folder.write("icd.txt", "R50.9 calentura\nR05 tos\n");
    let (base, list, out) = (folder.path("lex"), folder.path("icd.txt"), folder.path("icd.lex"));
    let arguments = [
        "lexicon",
        "import",
        &list,
        "--out",
        &out,
        "--base",
        &base,
        "--language",
        "es",
    ];
    let ran = run(arguments);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{}", ran.stdout);
    assert!(ran.stdout.contains("2 codes: 1 known, 0 joined"), "{}", ran.stdout);
    let once = std::fs::read(&out).expect("a lexicon");
    run(arguments);
    assert!(
        once == std::fs::read(&out).expect("a lexicon"),
        "the same input gives the same bytes"
    );
    let found = run(["lexicon", "find", "calentura", "--lexicon", &out]);
    assert!(
        found.stdout.starts_with("fever  Fever  finding  ICD-10 R50.9"),
        "{}",
        found.stdout
    );
}

#[test]
fn codes_are_proved_against_references() {
    let folder = Folder::new("proof");
    folder.write(
        "lex/languages.tsv",
        "code\tname\trole\tdecimal\nes\tSpanish\tread\t,\nfr\tFrench\tread\t,\nen\tEnglish\tread\t.\n",
    );
    folder.write(
        "lex/concepts/finding/a.tsv",
        "id\tlabel\tcodes\tes\tfr\ten\nfever\tFever\tHPO=HP:0001945\tfiebre\tfièvre\tfever\n\
         chills\tChills\tHPO=HP:9999999\tescalofríos\tfrissons\tchills\n\
         itch\tItch\tATC=A01AB03\tprurito\tprurit\titch\n",
    );
    let mut obo = String::from("format-version: 1.2\n\n[Term]\nid: HP:0001945\nname: Fever\n");
    for number in 0..15_000 {
        obo.push_str(&format!("\n[Term]\nid: HP:{number:07}\nname: Thing\n"));
    }
    folder.write("reference/hp.obo", obo);
    folder.write("reference/README.md", "Read me.\n");
    let ran = run([
        "lexicon",
        "check",
        &folder.path("lex"),
        "--against",
        &folder.path("reference"),
    ]);
    assert_eq!(ran.status, 1, "{}{}", ran.stdout, ran.stderr);
    assert!(
        ran.stdout
            .contains("a.tsv:3: error[no-such-code]: HPO HP:9999999 of `chills` does not exist"),
        "{}",
        ran.stdout
    );
    let row = |name: &str| {
        let line = ran.stdout.lines().find(|l| l.starts_with(name)).unwrap_or_default();
        line.split_whitespace()
            .skip(1)
            .take(8)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(row("HPO "), ["2", "1", "0", "0", "0", "0", "1", "0"]);
    assert_eq!(row("ATC "), ["1", "0", "0", "0", "0", "0", "0", "1"]);
}
