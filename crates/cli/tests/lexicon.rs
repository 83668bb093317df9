//! `epicrisis lexicon` from outside, on a lexicon of its own and on the built-in one.

mod common;

use common::{Folder, Ran, run};

/// A lexicon of one finding.
fn small(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write(
        "lex/languages.tsv",
        "code\tname\trole\tdecimal\nes\tSpanish\tread\t,\nfr\tFrench\tread\t,\nit\tItalian\tread\t,\n\
         pt\tPortuguese\tread\t,\nro\tRomanian\tread\t,\nen\tEnglish\tread\t.\n",
    );
    folder.write(
        "lex/concepts/finding/general.tsv",
        "id\tlabel\tcodes\tes\tfr\tit\tpt\tro\ten\tnote\n\
         fever\tFever\tHPO=HP:0001945\tfiebre\tfièvre\tfebbre\tfebre\tfebră\tfever\t\n",
    );
    folder
}

fn build(folder: &Folder) -> Ran {
    run([
        "lexicon",
        "build",
        &folder.path("lex"),
        "--out",
        &folder.path("small.lex"),
    ])
}

#[test]
fn what_was_built_can_be_searched_counted_and_used() {
    let folder = small("built");
    let ran = build(&folder);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{}", ran.stdout);
    let lexicon = folder.path("small.lex");

    let found = run(["lexicon", "find", "febre", "--lexicon", &lexicon]);
    assert_eq!(found.status, 0, "{}", found.stderr);
    assert!(
        found.stdout.contains("fever  Fever  finding  HPO HP:0001945"),
        "{}",
        found.stdout
    );
    assert!(found.stdout.contains("  ro febră"), "{}", found.stdout);
    assert_eq!(run(["lexicon", "find", "nonsense", "--lexicon", &lexicon]).status, 1);

    let stats = run(["lexicon", "stats", "--lexicon", &lexicon]);
    assert_eq!(stats.status, 0, "{}", stats.stderr);
    assert!(stats.stdout.lines().any(|line| {
        line.split_whitespace()
            .eq(["finding", "1", "1", "1", "1", "1", "1", "1"])
    }));

    folder.write("a.txt", "Fiebre.");
    assert_eq!(run(["extract", &folder.path("a.txt"), "--lexicon", &lexicon]).status, 0);
}

#[test]
fn the_same_sources_give_the_same_file() {
    let folder = small("twice");
    build(&folder);
    let once = std::fs::read(folder.path("small.lex")).expect("a lexicon");
    build(&folder);
    assert!(once == std::fs::read(folder.path("small.lex")).expect("a lexicon"));
    let left: Vec<_> = std::fs::read_dir(folder.path(""))
        .expect("a folder")
        .flatten()
        .collect();
    assert_eq!(
        left.len(),
        2,
        "nothing is left beside the sources and the lexicon: {left:?}"
    );
}

#[test]
fn faults_are_named_by_file_and_line_and_nothing_is_built() {
    let folder = small("faults");
    folder.write(
        "lex/concepts/problem/twice.tsv",
        "id\tlabel\tcodes\tes\tfr\tit\tpt\tro\ten\tnote\nfever\tFever\t\tfiebre\t\t\t\t\t\t\n",
    );
    let ran = run(["lexicon", "check", &folder.path("lex")]);
    assert_eq!(ran.status, 1, "{}{}", ran.stdout, ran.stderr);
    assert!(
        ran.stdout.contains("lex/concepts/") && ran.stdout.contains(".tsv:2: error["),
        "{}",
        ran.stdout
    );
    let ran = build(&folder);
    assert_eq!(ran.status, 1);
    assert!(ran.stdout.contains(".tsv:2: error["), "{}", ran.stdout);
    assert!(!std::path::Path::new(&folder.path("small.lex")).exists());
}

#[test]
fn what_is_no_lexicon_is_refused() {
    let folder = Folder::new("none");
    folder.write("no.lex", "this is not a lexicon");
    folder.write("a.txt", "Fiebre.");
    let (text, none, missing) = (folder.path("a.txt"), folder.path("no.lex"), folder.path("missing.lex"));
    for lexicon in [&none, &missing] {
        let ran = run(["extract", &text, "--lexicon", lexicon]);
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{}", ran.stderr);
        assert!(ran.stderr.contains(".lex"), "{}", ran.stderr);
    }
    assert_eq!(run(["lexicon", "check", &folder.path("nowhere")]).status, 2);
    assert_eq!(
        run(["lexicon", "build", &folder.path("nowhere"), "--out", &none]).status,
        2
    );
}

#[test]
fn the_built_in_lexicon_is_there() {
    let ran = run(["lexicon", "stats"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(ran.stdout.starts_with("concepts"));
}
