//! `epicrisis compare`, from outside.

mod common;

use common::{Folder, run};

const ES: &str = "Dolor en la rodilla derecha. Niega fiebre. Se inició enalapril 20 mg vo.";
const EN: &str = "Pain in the left knee. He denies fever. Enalapril 20 g PO was started.";

fn two(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("es/case.txt", ES);
    folder.write("en/case.txt", EN);
    folder.write("es/alone.txt", ES);
    folder
}

fn paths(folder: &Folder) -> [String; 2] {
    [folder.path("es/case.txt"), folder.path("en/case.txt")]
}

#[test]
fn two_tellings_are_compared_as_text_json_and_page() {
    let folder = two("compare-two");
    let [es, en] = paths(&folder);
    let text = run(["compare", &es, &en]);
    assert_eq!((text.status, text.stderr.as_str()), (0, ""));
    for code in ["side-changed", "unit-changed"] {
        assert!(text.stdout.contains(code), "{}", text.stdout);
    }
    assert!(!text.stdout.contains("negation"), "{}", text.stdout);
    let json = run(["compare", &es, &en, "--format", "json", "--language", "es,en"]);
    let comparison: serde_json::Value = serde_json::from_str(&json.stdout).expect("JSON");
    assert_eq!(comparison["schema"], "epicrisis.comparison/1");
    assert_eq!(comparison["tellings"][1]["language"], "en");
    assert!(
        comparison["faults"]
            .as_array()
            .expect("faults")
            .iter()
            .all(|f| f["danger"] == "high")
    );
    let out = folder.path("page.html");
    assert_eq!(run(["compare", &es, &en, "--format", "html", "--out", &out]).status, 0);
    let page = folder.read("page.html");
    assert!(page.starts_with("<!DOCTYPE html>") && !page.contains("<script"));
}

#[test]
fn folders_are_compared_file_by_file() {
    let folder = two("compare-pairs");
    let (es, en) = (folder.path("es"), folder.path("en"));
    let one = run(["compare", "--pairs", &es, &en, "--format", "json", "--threads", "1"]);
    assert_eq!((one.status, one.stderr.as_str()), (0, ""));
    let report: serde_json::Value = serde_json::from_str(&one.stdout).expect("JSON");
    assert_eq!(report[0]["pairs"], 1);
    assert_eq!(report[0]["faults"]["side-changed"], 1);
    let two = run(["compare", "--pairs", &es, &en, "--format", "json", "--threads", "2"]);
    assert_eq!(one.stdout, two.stdout);
}

#[test]
fn wrong_usage_is_said_before_anything_is_read() {
    let folder = two("compare-wrong");
    let [es, en] = paths(&folder);
    for arguments in [
        vec!["compare", &es],
        vec!["compare", &es, &en, &es, &en, &es, &en, &es, &en],
        vec!["compare", &es, &en, "--language", "xx"],
        vec!["compare", &es, &en, "--language", "es,en,fr"],
        vec!["compare", "--pairs", &es, &en],
    ] {
        let ran = run(arguments.iter().copied());
        assert_eq!(ran.status, 2, "{arguments:?}");
        assert!(!ran.stderr.is_empty() && ran.stdout.is_empty());
    }
    let missing = folder.path("none.txt");
    assert_eq!(run(["compare", &es, &missing]).status, 1);
}
