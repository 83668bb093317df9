//! Documents that people check: kept, corrected, undone, taken out.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use common::reviewing::{Reviewing, TEXT, of, span};
use common::{Service, settings};
use epicrisis_record::Record;
use epicrisis_serve::Settings;
use serde_json::{Value, json};

#[test]
fn without_a_store_there_are_no_documents() {
    let service = Service::start(settings());
    for path in [
        "/v1/documents",
        "/v1/documents/a",
        "/v1/documents/a/export",
        "/v1/agreement",
        "/v1/evaluation",
    ] {
        let answer = service.get(path);
        assert_eq!((answer.status, answer.problem().as_str()), (404, "no-store"), "{path}");
    }
    for path in ["/v1/documents", "/v1/documents/a/corrections", "/v1/documents/a/undo"] {
        let answer = service.post(path, &json!({}));
        assert_eq!((answer.status, answer.problem().as_str()), (404, "no-store"), "{path}");
    }
}

#[test]
fn a_document_is_kept_once_and_is_there_again_after_a_restart() {
    let reviewing = Reviewing::start();
    let kept = reviewing.keep("ward 3/é");
    assert_eq!((kept["version"].as_i64(), kept["text"].as_str()), (Some(1), Some(TEXT)));
    assert!(
        kept["mentions"]
            .as_array()
            .unwrap()
            .iter()
            .all(|m| m["state"] == "open" && m["origin"] == "engine")
    );
    assert_eq!(
        kept["mentions"].as_array().unwrap().len(),
        kept["record"]["mentions"].as_array().unwrap().len()
    );
    let again = reviewing
        .service
        .post("/v1/documents", &json!({"id": "ward 3/é", "text": TEXT}));
    assert_eq!((again.status, again.value()), (200, kept.clone()));
    let other = reviewing
        .service
        .post("/v1/documents", &json!({"id": "ward 3/é", "text": "Tos."}));
    assert_eq!((other.status, other.problem().as_str()), (409, "id-taken"));
    // The same text without an id has the same id each time.
    let first = reviewing.service.post("/v1/documents", &json!({"text": TEXT})).value();
    let second = reviewing.service.post("/v1/documents", &json!({"text": TEXT}));
    assert_eq!((second.status, &second.value()["id"]), (200, &first["id"]));
    reviewing.done(
        "ward%203%2F%C3%A9",
        json!({"version": 1, "reviewer": "Ana", "action": "accept", "key": "t1"}),
    );
    let Reviewing { service, folder } = reviewing;
    service.stop();
    let service = Service::start(Settings {
        store: Some(folder.path().join("checked.db")),
        ..settings()
    });
    let found = service.get("/v1/documents/ward%203%2F%C3%A9?interface=fr").value();
    assert_eq!(
        (found["version"].as_i64(), found["record"] == kept["record"]),
        (Some(2), true)
    );
    assert_eq!(found["history"][0]["reviewer"], "Ana");
    assert_eq!(found["labels"]["fever"], "fièvre");
    let list = service.get("/v1/documents").value();
    let listed = list["documents"].as_array().unwrap();
    assert_eq!(listed.len(), 2);
    let one = listed.iter().find(|d| d["id"] == "ward 3/é").unwrap();
    assert_eq!(
        (
            one["version"].as_i64(),
            one["corrections"].as_i64(),
            one["language"].as_str()
        ),
        (Some(2), Some(1), Some("es"))
    );
    assert!(one["title"].as_str().unwrap().starts_with("Niega fiebre."));
    assert!(one["updated"].as_str().unwrap().ends_with('Z'));
}

#[test]
fn mentions_are_accepted_rejected_changed_and_added_and_all_of_it_is_undone() {
    let reviewing = Reviewing::start();
    let kept = reviewing.keep("a");
    let key = |text: &str| of(&kept, text)["key"].clone();
    let by = |version: i64, action: &str, more: Value| {
        let mut correction = json!({"version": version, "reviewer": " Ana ", "action": action});
        correction
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        correction
    };
    let done = reviewing.done("a", by(1, "accept", json!({"key": key("fiebre")})));
    let fever = of(&done, "fiebre");
    assert_eq!(
        (
            fever["state"].as_str(),
            fever["by"].as_str(),
            fever["presence"].as_str()
        ),
        (Some("accepted"), Some("Ana"), Some("absent"))
    );
    let done = reviewing.done("a", by(2, "reject", json!({"key": key("tos")})));
    assert_eq!(of(&done, "tos")["state"], "rejected");
    let changes = json!({"key": key("paracetamol"), "presence": "hypothetical", "concept": null, "kind": "substance"});
    let done = reviewing.done("a", by(3, "change", changes));
    let drug = of(&done, "paracetamol");
    assert_eq!(
        (drug["state"].as_str(), drug["kind"].as_str(), &drug["concept"]),
        (Some("changed"), Some("substance"), &Value::Null)
    );
    // Behind a letter that is two units of UTF-16, offsets are still code points.
    let (start, end) = span("Disnea leve");
    let added = json!({"start": start, "end": end, "kind": "finding", "concept": "dyspnoea", "presence": "possible"});
    let done = reviewing.done("a", by(4, "add", added));
    let dyspnoea = of(&done, "Disnea leve");
    assert_eq!(
        (
            dyspnoea["key"].as_str(),
            dyspnoea["origin"].as_str(),
            dyspnoea["state"].as_str()
        ),
        (Some("r1"), Some("reviewer"), Some("added"))
    );
    let label = dyspnoea["concept"]["label"].as_str().unwrap();
    assert!(label.starts_with("Dysp"), "{label}");
    // Only the span of another.
    let (start, end) = span("dolor en la pierna");
    let pain = of(&kept, "dolor")["key"].clone();
    let done = reviewing.done("a", by(5, "change", json!({"key": pain, "start": start, "end": end})));
    assert_eq!(of(&done, "dolor en la pierna")["state"], "changed");
    let order: Vec<i64> = done["mentions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| m["start"].as_i64().unwrap())
        .collect();
    assert!(order.is_sorted());
    // All is taken back, the last first.
    for version in 6..11 {
        assert_eq!(reviewing.undo("a", version, "Ana").status, 200, "{version}");
    }
    let refused = reviewing.undo("a", 11, "Ana");
    assert_eq!((refused.status, refused.problem().as_str()), (422, "unprocessable"));
    let undone = reviewing.service.get("/v1/documents/a").value();
    assert_eq!(undone["mentions"], kept["mentions"]);
    let history = undone["history"].as_array().unwrap();
    assert_eq!(
        (history.len(), history[5]["action"].as_str(), history[5]["key"].as_str()),
        (10, Some("undo"), history[4]["key"].as_str())
    );
    assert!(history[..5].iter().all(|c| c["undone"] == true));
    // What is added next is another than what was taken back.
    let added = json!({"start": 0, "end": 5, "kind": "finding"});
    let done = reviewing.done("a", by(11, "add", added));
    assert_eq!(
        (
            of(&done, "Niega")["key"].as_str(),
            of(&done, "Niega")["presence"].as_str()
        ),
        (Some("r2"), Some("present"))
    );
}

#[test]
fn of_two_reviewers_the_second_is_told_that_the_first_was_quicker() {
    let reviewing = Reviewing::start();
    reviewing.keep("a");
    reviewing.done(
        "a",
        json!({"version": 1, "reviewer": "Ana", "action": "accept", "key": "t1"}),
    );
    let late = json!({"version": 1, "reviewer": "Bea", "action": "reject", "key": "t1"});
    let refused = reviewing.correct("a", &late);
    assert_eq!((refused.status, refused.problem().as_str()), (409, "version-conflict"));
    assert_eq!(refused.value()["version"], 2);
    assert_eq!(reviewing.undo("a", 1, "Ana").status, 409);
    let done = reviewing.done(
        "a",
        json!({"version": 2, "reviewer": "Bea", "action": "reject", "key": "t1"}),
    );
    // The last word counts, and each keeps their own.
    assert_eq!(done["mentions"][0]["state"], "rejected");
    let own = |reviewer: &str| {
        reviewing
            .service
            .get(&format!("/v1/documents/a?reviewer={reviewer}"))
            .value()["mentions"][0]["state"]
            .clone()
    };
    assert_eq!(
        (own("Ana"), own("Bea"), own("Eva")),
        (json!("accepted"), json!("rejected"), json!("open"))
    );
    // One takes back only what is one's own.
    assert_eq!(
        reviewing.undo("a", 3, "Ana").value()["mentions"][0]["state"],
        "rejected"
    );
    assert_eq!(reviewing.undo("a", 4, "Bea").value()["mentions"][0]["state"], "open");
    // Of many at once, one is first.
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let one = |n: usize| {
            let (reviewing, name) = (&reviewing, format!("R{n}"));
            let correction = json!({"version": 5, "reviewer": name, "action": "accept", "key": "t1"});
            move || reviewing.correct("a", &correction).status
        };
        let all: Vec<_> = (0..8).map(|n| scope.spawn(one(n))).collect();
        all.into_iter().map(|t| t.join().unwrap()).collect()
    });
    assert_eq!(statuses.iter().filter(|s| **s == 200).count(), 1, "{statuses:?}");
    assert!(statuses.iter().all(|s| *s == 200 || *s == 409), "{statuses:?}");
}

#[test]
fn what_cannot_be_corrected_is_said_and_changes_nothing() {
    let reviewing = Reviewing::start();
    let kept = reviewing.keep("a");
    let length = TEXT.chars().count();
    for (correction, status) in [
        (json!({"action": "accept"}), 422),
        (json!({"action": "accept", "key": "t999"}), 422),
        (json!({"action": "accept", "key": "t1", "kind": "problem"}), 422),
        (json!({"action": "reject", "key": "r1"}), 422),
        (json!({"action": "change", "key": "t1"}), 422),
        (json!({"action": "change", "key": "t1", "concept": "no-such"}), 422),
        (json!({"action": "change", "key": "t1", "start": 1}), 422),
        (json!({"action": "change", "key": "t1", "start": 3, "end": 3}), 422),
        (json!({"action": "change", "key": "t1", "kind": "thing"}), 400),
        (json!({"action": "change", "key": "t1", "presence": "perhaps"}), 400),
        (json!({"action": "change", "key": "t1", "start": -1, "end": 4}), 400),
        (json!({"action": "add", "start": 0, "end": 4}), 422),
        (json!({"action": "add", "kind": "finding"}), 422),
        (
            json!({"action": "add", "kind": "finding", "start": 0, "end": length + 1}),
            422,
        ),
        (
            json!({"action": "add", "kind": "finding", "start": 0, "end": 4, "key": "t1"}),
            422,
        ),
        (json!({"action": "undo", "key": "t1"}), 400),
        (json!({"action": "accept", "key": "t1", "reviewer": " "}), 422),
        (json!({"action": "accept", "key": "t1", "reviewer": "a\nb"}), 422),
        (json!({"action": "accept", "key": "t1", "note": "x"}), 400),
        (json!({"action": "accept", "key": "t1", "version": "1"}), 400),
        (json!({"action": "accept", "key": "t1", "version": 99}), 409),
    ] {
        let mut whole = json!({"version": 1, "reviewer": "Ana"});
        whole
            .as_object_mut()
            .unwrap()
            .extend(correction.as_object().unwrap().clone());
        let answer = reviewing.correct("a", &whole);
        assert_eq!(answer.status, status, "{correction}: {}", answer.string());
        answer.problem();
    }
    let unknown = json!({"version": 1, "reviewer": "Ana", "action": "accept", "key": "t1"});
    assert_eq!(reviewing.correct("b", &unknown).problem(), "not-found");
    assert_eq!(reviewing.undo("b", 1, "Ana").problem(), "not-found");
    assert_eq!(reviewing.service.get("/v1/documents/b").problem(), "not-found");
    for (body, status) in [
        (json!({"text": ""}), 422),
        (json!({"text": "Tos.", "id": ""}), 422),
        (json!({"text": "Tos.", "id": "."}), 422),
        (json!({"text": "Tos.", "id": ".."}), 422),
        (json!({"text": "Tos.", "id": "a".repeat(600)}), 422),
        (json!({"text": "Tos.", "language": "xx"}), 422),
        (json!({"id": "a"}), 400),
    ] {
        let answer = reviewing.service.post("/v1/documents", &body);
        assert_eq!(answer.status, status, "{body}");
        answer.problem();
    }
    assert_eq!(reviewing.service.get("/v1/documents/a").value(), kept);
    // What is meant for SQL stays a name.
    let id = "'; DROP TABLE document; --";
    assert_eq!(
        reviewing
            .service
            .post("/v1/documents", &json!({"id": id, "text": "Tos."}))
            .status,
        201
    );
    assert_eq!(
        reviewing.service.get("/v1/documents").value()["documents"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

#[test]
fn a_document_is_taken_out_as_people_left_it() {
    let reviewing = Reviewing::start();
    let kept = reviewing.keep("a");
    let key = |text: &str| of(&kept, text)["key"].clone();
    let (start, end) = span("Disnea leve");
    let site = of(&kept, "pierna izquierda")["key"].clone();
    for (version, correction) in (1..).zip([
        json!({"action": "accept", "key": key("fiebre")}),
        json!({"action": "reject", "key": site}),
        json!({"action": "change", "key": key("tos"), "presence": "absent"}),
        json!({"action": "add", "start": start, "end": end, "kind": "finding", "concept": "fever"}),
    ]) {
        let mut whole = json!({"version": version, "reviewer": "Ana"});
        whole
            .as_object_mut()
            .unwrap()
            .extend(correction.as_object().unwrap().clone());
        reviewing.done("a", whole);
    }
    let out = reviewing.service.get("/v1/documents/a/export").value();
    assert_eq!(out["text"], TEXT);
    let record: Record = serde_json::from_value(out["record"].clone()).unwrap();
    // A record like any other: every promise of one holds.
    record.check(TEXT).unwrap();
    let said = |text: &str| record.mentions.iter().find(|m| m.text == text);
    assert!(said("pierna izquierda").is_none());
    assert_eq!(said("tos").unwrap().presence.as_str(), "absent");
    let added = said("Disnea leve").unwrap();
    assert_eq!((added.concept_id(), added.confidence.get()), (Some("fever"), 1.0));
    assert!(!added.concept.as_ref().unwrap().codes.is_empty());
    let provenance = &out["provenance"];
    assert_eq!(
        (
            provenance["version"].as_i64(),
            provenance["history"].as_array().unwrap().len()
        ),
        (Some(5), 4)
    );
    assert!(provenance["made_with"].as_str().unwrap().starts_with("epicrisis "));
    let mentions = provenance["mentions"].as_array().unwrap();
    let of_added = mentions.iter().find(|m| m["mention"] == added.id.to_string()).unwrap();
    assert_eq!(
        (
            of_added["key"].as_str(),
            of_added["state"].as_str(),
            of_added["by"].as_str()
        ),
        (Some("r1"), Some("added"), Some("Ana"))
    );

    let brat = reviewing.service.get("/v1/documents/a/export?format=brat");
    assert_eq!(brat.header("content-type"), Some("text/plain; charset=utf-8"));
    let read = epicrisis_brat::parse(&brat.string()).unwrap();
    assert_eq!(read.annotations.len(), record.mentions.len());
    let annotation = read.annotations.iter().find(|a| a.text == "Disnea leve").unwrap();
    assert_eq!(
        (annotation.hull().start.get(), annotation.hull().end.get()),
        (start, end)
    );
    assert!(
        annotation.notes.iter().any(|n| n.text.starts_with("added by Ana, ")),
        "{:?}",
        annotation.notes
    );
    let accepted = read.annotations.iter().find(|a| a.text == "fiebre").unwrap();
    assert!(
        accepted
            .notes
            .iter()
            .any(|n| n.text.starts_with("found by Epicrisis, accepted by Ana, "))
    );
    // As another reviewer would have it, who said nothing.
    let untouched = reviewing.service.get("/v1/documents/a/export?reviewer=Bea").value();
    assert_eq!(untouched["record"], kept["record"]);
    let refused = reviewing.service.get("/v1/documents/a/export?format=pdf");
    assert_eq!((refused.status, refused.problem().as_str()), (400, "bad-request"));
}
