//! `epicrisis evaluate` from outside.

mod common;

use common::{Folder, run};
use serde_json::Value;

/// Two invented letters, in two languages, one of them annotated with a miss and an invention.
fn gold(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("gold/a.txt", "Paciente con asma y fiebre. Toma paracetamol.");
    folder.write(
        "gold/a.ann",
        "T1\tPROBLEM 13 17\tasma\nT2\tFINDING 0 8\tPaciente\nT3\tMEDICATION 33 44\tparacetamol\n",
    );
    folder.write("gold/b.txt", "Le patient a une hémoglobine à 9,9 g/dl et de la fièvre.");
    folder.write(
        "gold/b.ann",
        "T1\tMEASUREMENT 31 39\t9,9 g/dl\nT2\tFINDING 49 55\tfièvre\n",
    );
    folder
}

fn score<'r>(report: &'r Value, language: &str, measure: &str) -> &'r Value {
    let languages = report["languages"].as_array().expect("languages");
    let of = languages
        .iter()
        .find(|l| l["language"] == language)
        .expect("the language");
    let mut scores = of["scores"].as_array().expect("scores").iter();
    scores.find(|s| s["measure"] == measure).expect("the measure")
}

#[test]
fn what_agrees_is_counted_and_what_does_not_is_named() {
    let folder = gold("evaluate");
    let ran = run(["evaluate", "--gold", &folder.path("gold"), "--format", "json"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    let report: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let both = score(&report, "es", "problems and findings");
    assert_eq!(both["overlapping_counts"]["gold"], 2);
    assert_eq!(both["overlapping_counts"]["found"], 1);
    assert_eq!(both["strict_counts"]["found"], 1);
    assert_eq!(both["missed"][0]["text"], "paciente");
    assert_eq!(both["made_up"][0]["text"], "fiebre");
    assert_eq!(score(&report, "es", "drugs")["strict"]["f1"], 1.0);
    assert_eq!(score(&report, "fr", "values")["overlapping"]["f1"], 1.0);
    let text = run(["evaluate", "--gold", &folder.path("gold"), "--documents"]);
    assert!(text.stdout.contains("fr, 1 documents"), "{}", text.stdout);
    assert!(
        text.stdout.lines().any(|l| l.starts_with("a  es  drugs")),
        "{}",
        text.stdout
    );
}

#[test]
fn a_bad_document_costs_itself_alone() {
    let folder = gold("evaluate-bad");
    folder.write("gold/c.txt", "Sin fiebre.");
    folder.write("gold/d.txt", "Sin fiebre.");
    folder.write("gold/d.ann", "T1\tFINDING x y\tfiebre\n");
    let ran = run(["evaluate", "--gold", &folder.path("gold")]);
    assert_eq!(ran.status, 1);
    assert!(ran.stderr.contains("c.txt: no annotations beside it"), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("d.ann: no annotations as brat writes them: line 1"),
        "{}",
        ran.stderr
    );
    assert!(ran.stdout.contains("drugs"), "{}", ran.stdout);
}

#[test]
fn measures_of_ones_own() {
    let folder = gold("evaluate-own");
    let shown = run(["evaluate", "--show-measures"]);
    assert_eq!(shown.status, 0, "{}", shown.stderr);
    assert!(shown.stdout.contains("diagnoses by ICD-10 category"));
    folder.write(
        "own.tsv",
        "measure\tgold\tkinds\tneutral\tneeds\tby\nmine\tFINDING\tfinding\t\t\tspan\n",
    );
    let (gold, own) = (folder.path("gold"), folder.path("own.tsv"));
    let ran = run(["evaluate", "--gold", &gold, "--measures", &own, "--format", "json"]);
    assert!(
        ran.stdout.contains("\"mine\"") && !ran.stdout.contains("drugs"),
        "{}",
        ran.stdout
    );
    folder.write("own.tsv", "measure\nx\n");
    assert_eq!(run(["evaluate", "--gold", &gold, "--measures", &own]).status, 2);
    assert_eq!(run(["evaluate"]).status, 2);
    assert_eq!(run(["evaluate", "--gold", &folder.path("nowhere")]).status, 2);
}
