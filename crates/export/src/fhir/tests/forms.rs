//! What the other release and the other forms make of the same.

use serde_json::{Value, json};

use super::super::{Form, Release};
use super::{TEXT, fhir, mention, record};
use crate::{Export, Telling};

#[test]
fn r5_demands_a_status_and_has_a_word_for_not_knowing() {
    let record = record(
        &[
            mention(1, "problem", "asthma", json!({ "presence": "absent" })),
            mention(2, "medication", "aspirin", json!({ "time": "planned" })),
            mention(3, "device", "stent", json!({})),
        ],
        &[],
    );
    let telling = Telling {
        record: &record,
        text: TEXT,
    };
    let pieces = fhir(Form::Document, Release::R5).document(telling).expect("a Bundle");
    let bundle: Value = serde_json::from_slice(&pieces[0].content).expect("JSON");
    let of = |kind: &str| {
        let entries = bundle["entry"].as_array().into_iter().flatten();
        entries
            .map(|entry| &entry["resource"])
            .find(|resource| resource["resourceType"] == kind)
            .cloned()
            .unwrap_or_default()
    };
    assert_eq!(of("Condition")["clinicalStatus"]["coding"][0]["code"], "unknown");
    assert_eq!(
        of("MedicationStatement")["status"],
        "draft",
        "what is only intended is no record of taking"
    );
    assert!(of("DeviceUsage")["device"]["reference"]["reference"].is_string());
}

#[test]
fn documents_that_share_an_id_share_nothing() {
    let ids = |sha256: &str| {
        let mut record = record(&[mention(1, "problem", "asthma", json!({}))], &[]);
        sha256.clone_into(&mut record.document.sha256);
        let telling = Telling {
            record: &record,
            text: TEXT,
        };
        let pieces = fhir(Form::Bulk, Release::R4).document(telling).expect("lines");
        let id =
            |piece: &crate::Piece| serde_json::from_slice::<Value>(&piece.content).expect("JSON")["id"].to_string();
        pieces.iter().map(id).collect::<Vec<_>>()
    };
    assert_eq!(ids("1"), ids("1"));
    assert!(ids("1").iter().all(|id| !ids("2").contains(id)));
}
