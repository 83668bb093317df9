//! `epicrisis train` and `--model` from outside.

mod common;

use common::{Folder, Ran, run, run_with};

/// Invented letters, each with a phrase that no lexicon has.
fn letters(name: &str) -> Folder {
    const BEFORE: [&str; 4] = [
        "Refiere ",
        "Desde ayer presenta ",
        "Acude por tos y ",
        "No se objetiva ",
    ];
    const PHRASE: &str = "zumbido bifronte del lunes";
    let folder = Folder::new(name);
    for n in 0..40 {
        let before = BEFORE[n % BEFORE.len()];
        let (start, end) = (before.len(), before.len() + PHRASE.len());
        folder.write(&format!("gold/letter-{n}.txt"), format!("{before}{PHRASE}. Vive sola."));
        let annotation = format!("T1\tFINDING {start} {end}\t{PHRASE}\n");
        folder.write(&format!("gold/letter-{n}.ann"), annotation);
    }
    folder
}

const TEXT: &str = "Desde ayer presenta zumbido bifronte del lunes.";

fn read(model: &[&str]) -> Ran {
    let arguments = ["extract", "-", "--language", "es", "--format", "jsonl"];
    run_with(arguments.into_iter().chain(model.iter().copied()), TEXT.as_bytes())
}

/// The texts of the mentions.
fn found(ran: &Ran) -> Vec<String> {
    let records = ran.records();
    let mentions = records[0]["mentions"].as_array().expect("mentions").iter();
    mentions
        .map(|m| m["text"].as_str().expect("a text").to_owned())
        .collect()
}

#[test]
fn what_was_learnt_is_found_and_the_same_letters_give_the_same_model() {
    let folder = letters("train");
    let (gold, one, two) = (folder.path("gold"), folder.path("one.model"), folder.path("two.model"));
    let train = |out: &str| run(["train", "--gold", &gold, "--model", "none", "--out", out]);
    let ran = train(&one);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(
        ran.stdout.contains("finding") && ran.stdout.contains("40 documents"),
        "{}",
        ran.stdout
    );
    assert_eq!(train(&two).status, 0);
    let bytes = |path: &str| std::fs::read(path).expect("a model");
    assert_eq!(bytes(&one), bytes(&two));
    let phrase = "zumbido bifronte del lunes".to_owned();
    assert!(found(&read(&["--model", &one])).contains(&phrase));
    assert!(!found(&read(&["--model", "none"])).contains(&phrase));
    // Adapting goes on from the model that is there: with no `--model`, from the built-in one.
    let adapted = folder.path("adapted.model");
    let ran = run(["train", "--gold", &gold, "--epochs", "2", "--out", &adapted]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(found(&read(&["--model", &adapted])).contains(&phrase));
    assert!(
        bytes(&adapted).len() > 1_000_000,
        "what the built-in model knows is still there"
    );
}

#[test]
fn what_cannot_be_learnt_or_read_is_said() {
    let folder = letters("train-wrong");
    let out = folder.path("out.model");
    let none = run(["train", "--gold", &folder.path("nowhere"), "--out", &out]);
    assert_eq!(none.status, 2);
    assert!(none.stderr.contains("no folder"), "{}", none.stderr);
    folder.write("few/a.txt", "Refiere tos.");
    folder.write("few/a.ann", "T1\tFINDING 8 11\ttos\n");
    let few = run(["train", "--gold", &folder.path("few"), "--out", &out]);
    assert_eq!(few.status, 2);
    assert!(few.stderr.contains("too few documents"), "{}", few.stderr);
    folder.write("no.model", "no model at all, but long enough for a header");
    let wrong = read(&["--model", &folder.path("no.model")]);
    assert_eq!(wrong.status, 2);
    assert!(wrong.stderr.contains("this is no model"), "{}", wrong.stderr);
    let both = read(&["--recall", "--precision"]);
    assert_eq!(both.status, 2);
}
