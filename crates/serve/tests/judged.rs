//! What corrections amount to: how far reviewers agree, how good the engine is, what the lexicon lacks.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use common::reviewing::{Reviewing, of, span};
use serde_json::{Value, json};

#[test]
fn agreement_counts_what_both_said_and_what_one_added() {
    let reviewing = Reviewing::start();
    let kept = reviewing.keep("a");
    assert_eq!(reviewing.service.get("/v1/agreement").value(), json!({"pairs": []}));
    let key = |text: &str| of(&kept, text)["key"].clone();
    let mut version = 0;
    let mut say = |reviewer: &str, correction: Value| {
        version += 1;
        let mut whole = json!({"version": version, "reviewer": reviewer});
        whole
            .as_object_mut()
            .unwrap()
            .extend(correction.as_object().unwrap().clone());
        reviewing.done("a", whole);
    };
    // Of one mind on two, of two on one; one is said by Ana alone; one added by both, one by Bea alone.
    let (start, end) = span("leve");
    say("Ana", json!({"action": "accept", "key": key("fiebre")}));
    say("Bea", json!({"action": "accept", "key": key("fiebre")}));
    say("Ana", json!({"action": "reject", "key": key("tos")}));
    say("Bea", json!({"action": "reject", "key": key("tos")}));
    say("Ana", json!({"action": "accept", "key": key("paracetamol")}));
    say(
        "Bea",
        json!({"action": "change", "key": key("paracetamol"), "presence": "absent"}),
    );
    say("Ana", json!({"action": "accept", "key": key("dolor")}));
    say(
        "Ana",
        json!({"action": "add", "kind": "finding", "start": start, "end": end}),
    );
    say(
        "Bea",
        json!({"action": "add", "kind": "finding", "start": start, "end": end}),
    );
    say("Bea", json!({"action": "add", "kind": "finding", "start": 0, "end": 5}));
    let pairs = reviewing.service.get("/v1/agreement").value();
    let pair = &pairs["pairs"][0];
    assert_eq!(
        (pair["a"].as_str(), pair["b"].as_str(), pair["documents"].as_i64()),
        (Some("Ana"), Some("Bea"), Some(1))
    );
    assert_eq!((pair["agreed"].as_i64(), pair["of"].as_i64()), (Some(3), Some(5)));
    // Ana leaves three standing, Bea four, both two: 2 · 2 / 7.
    assert_eq!(pair["f1"].as_f64(), Some(4.0 / 7.0));
}

#[test]
fn the_engine_is_judged_by_what_people_decided() {
    let reviewing = Reviewing::start();
    let kept = reviewing.keep("a");
    let none = reviewing.service.get("/v1/evaluation").value();
    assert_eq!(
        (none["documents"].as_i64(), none["kinds"].as_array().map(Vec::len)),
        (Some(0), Some(0))
    );
    let key = |text: &str| of(&kept, text)["key"].clone();
    let (start, end) = span("leve");
    for (version, correction) in (1..).zip([
        json!({"action": "accept", "key": key("fiebre")}),
        json!({"action": "reject", "key": key("tos")}),
        json!({"action": "add", "kind": "finding", "start": start, "end": end}),
        json!({"action": "accept", "key": key("paracetamol")}),
    ]) {
        let mut whole = json!({"version": version, "reviewer": "Ana"});
        whole
            .as_object_mut()
            .unwrap()
            .extend(correction.as_object().unwrap().clone());
        reviewing.done("a", whole);
    }
    let value = reviewing.service.get("/v1/evaluation").value();
    assert_eq!(value["documents"], 1);
    let kinds = value["kinds"].as_array().unwrap();
    let findings = kinds.iter().find(|k| k["kind"] == "finding").unwrap();
    // Of two that were made one is right, and of two that there are one was found.
    assert_eq!(
        (findings["gold"].as_i64(), findings["made"].as_i64()),
        (Some(2), Some(2))
    );
    assert_eq!(findings["strict"], json!({"precision": 0.5, "recall": 0.5, "f1": 0.5}));
    let drugs = kinds.iter().find(|k| k["kind"] == "medication").unwrap();
    assert_eq!(drugs["strict"]["f1"], 1.0);
    assert_eq!(
        (value["total"]["gold"].as_i64(), value["total"]["made"].as_i64()),
        (Some(3), Some(3))
    );
}

#[test]
fn corrections_become_rows_for_the_lexicon() {
    let reviewing = Reviewing::start();
    let lexicon = epicrisis_builtin::lexicon();
    let text = "Refiere calorazo y fiebre. Tose. PQX alta. Raro dolor.";
    let kept = reviewing
        .service
        .post("/v1/documents", &json!({"id": "a", "text": text, "language": "es"}))
        .value();
    let place = |word: &str| {
        let start = text[..text.find(word).unwrap()].chars().count();
        (start, start + word.chars().count())
    };
    let add = |word: &str, concept: Value| {
        let (start, end) = place(word);
        json!({"action": "add", "kind": "finding", "concept": concept, "start": start, "end": end})
    };
    for (version, correction) in (1..).zip([
        add("calorazo", "fever".into()),
        add("PQX", "fever".into()),
        add("Raro", Value::Null),
        // Known already: nothing to propose.
        add("fiebre", "fever".into()),
        json!({"action": "reject", "key": of(&kept, "dolor")["key"]}),
    ]) {
        let mut whole = json!({"version": version, "reviewer": "Ana"});
        whole
            .as_object_mut()
            .unwrap()
            .extend(correction.as_object().unwrap().clone());
        reviewing.done("a", whole);
    }
    let store = reviewing.folder.path().join("checked.db");
    let proposals = epicrisis_serve::propose(&store, &lexicon).unwrap();
    let table = proposals.table(&lexicon);
    let rows: Vec<&str> = table.lines().filter(|l| !l.starts_with('#')).collect();
    assert_eq!(rows[0], "id\tlabel\tcodes\tes\tfr\tit\tpt\tro\ten\tnote");
    assert_eq!(
        rows[1],
        "\t\t\traro\t\t\t\t\t\tunchecked: once by Ana; no concept was chosen"
    );
    assert_eq!(
        rows[2],
        "fever\tFever\tHPO=HP:0001945 ICD-10=R50.9\t=PQX | calorazo\t\t\t\t\t\tunchecked: 2 times by Ana"
    );
    assert_eq!((rows.len(), proposals.len()), (3, 2));
    assert!(
        table.contains("# rejected\tfinding\tpain\tes\tdolor\tonce by Ana"),
        "{table}"
    );
}
