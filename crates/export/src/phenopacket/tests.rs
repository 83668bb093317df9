//! What comes out of a record, and above all what does not.

use epicrisis_record::{Document, Number, Record};
use serde_json::Value;

use super::*;

/// A record of mentions, each given by its kind, its codes and what differs from a plain fact of the patient.
fn record(mentions: &[(&str, &str, &str)]) -> Record {
    let mut record = Record::new(Document {
        id: "case 1".to_owned(),
        language: "es".to_owned(),
        language_confidence: Number::from(1),
        length: 1000,
        sha256: "00".to_owned(),
    });
    for (at, (kind, codes, said)) in mentions.iter().enumerate() {
        let codes: Vec<Value> = codes
            .split_whitespace()
            .filter_map(|code| code.split_once('='))
            .map(|(system, code)| serde_json::json!({"system": system, "code": code}))
            .collect();
        let mut mention = serde_json::json!({
            "id": format!("m{}", at + 1), "kind": kind, "start": at * 10, "end": at * 10 + 5, "text": "words",
            "concept": {"id": "x", "label": format!("Label {codes:?}", codes = codes.len()), "codes": codes},
            "presence": "present", "experiencer": "patient", "time": "current", "confidence": 1
        });
        let said: Value = serde_json::from_str(&format!("{{{said}}}")).unwrap();
        for (name, value) in said.as_object().unwrap() {
            mention[name] = value.clone();
        }
        record.mentions.push(serde_json::from_value(mention).unwrap());
    }
    record
}

fn packet(record: &Record) -> Value {
    let export = Phenopackets {
        pretty: false,
        created: Phenopackets::NO_TIME.to_owned(),
    };
    let pieces = export.document(Telling { record, text: "" }).unwrap();
    serde_json::from_slice(&pieces[0].content).unwrap()
}

const FEVER: &str = "HPO=HP:0001945 ICD-10=R50.9";
const ASTHMA: &str = "MONDO=MONDO:0004979 ICD-10=J45.9 HPO=HP:0002099";

#[test]
fn what_is_denied_is_excluded() {
    let packet = packet(&record(&[
        ("finding", FEVER, r#""presence": "absent""#),
        ("problem", ASTHMA, r#""presence": "absent""#),
    ]));
    let features = packet["phenotypicFeatures"].as_array().unwrap();
    assert_eq!(
        (&features[0]["type"]["id"], &features[0]["excluded"]),
        (&"HP:0001945".into(), &true.into())
    );
    let diseases = packet["diseases"].as_array().unwrap();
    assert_eq!(
        (&diseases[0]["term"]["id"], &diseases[0]["excluded"]),
        (&"MONDO:0004979".into(), &true.into())
    );
}

#[test]
fn what_is_not_certain_or_not_the_patients_does_not_come_out() {
    for said in [
        r#""presence": "possible""#,
        r#""presence": "hypothetical""#,
        r#""presence": "conditional""#,
        r#""presence": "not-assessed""#,
        r#""experiencer": "family""#,
        r#""experiencer": "other""#,
        r#""time": "planned""#,
        r#""presence": "absent", "experiencer": "family""#,
        r#""presence": "absent", "time": "planned""#,
        r#""presence": "absent", "time": "past""#,
    ] {
        let value = r#""value": {"number": 5, "unit": "g/dL"}"#;
        let measured = format!("{said}, {value}");
        let sampled = format!(r#"{said}, "attributes": {{"specimen": "m8"}}"#);
        let packet = packet(&record(&[
            ("finding", FEVER, said),
            ("problem", ASTHMA, said),
            ("measurement", "LOINC=718-7", &measured),
            ("medication", "ATC=J01DD04", said),
            ("procedure", "SNOMED-CT=80146002", said),
            ("procedure", "", said),
            ("organism", "NCBITaxon=562", &sampled),
            ("body-site", "UBERON=UBERON:0001088", said),
        ]));
        for part in [
            "phenotypicFeatures",
            "diseases",
            "measurements",
            "medicalActions",
            "biosamples",
        ] {
            assert!(packet.get(part).is_none(), "{said}: {}", packet[part]);
        }
    }
    let given = packet(&record(&[("medication", "ATC=J01DD04", r#""presence": "absent""#)]));
    assert!(
        given.get("medicalActions").is_none(),
        "what was not given is no treatment"
    );
}

#[test]
fn what_was_there_once_was_there() {
    let twice = packet(&record(&[
        ("finding", FEVER, r#""presence": "absent""#),
        (
            "finding",
            FEVER,
            r#""attributes": {"severity": "severe", "course": "acute"}"#,
        ),
        ("finding", FEVER, ""),
    ]));
    let features = twice["phenotypicFeatures"].as_array().unwrap();
    assert_eq!(features.len(), 1);
    assert!(features[0].get("excluded").is_none());
    assert_eq!(features[0]["severity"]["id"], "HP:0012828");
    assert_eq!(features[0]["modifiers"][0]["id"], "HP:0011009");
    assert_eq!(features[0]["evidence"].as_array().unwrap().len(), 2);
    assert_eq!(
        features[0]["evidence"][1]["reference"]["reference"],
        "case%201#char=20,25"
    );

    let sides = packet(&record(&[
        ("finding", FEVER, r#""attributes": {"laterality": "left"}"#),
        (
            "finding",
            FEVER,
            r#""attributes": {"laterality": "right"}, "presence": "absent""#,
        ),
    ]));
    assert_eq!(
        sides["phenotypicFeatures"].as_array().unwrap().len(),
        2,
        "a side does not deny the other"
    );
}

#[test]
fn values_are_what_the_schema_can_hold() {
    let value = |value: &str| {
        let said = format!(r#""value": {value}"#);
        packet(&record(&[("measurement", "LOINC=6690-2", &said)]))["measurements"][0]["value"].clone()
    };
    let usual = value(
        r#"{"number": 27400, "unit": "/mm3", "canonical": {"number": 27.4, "unit": "10*9/L"}, "interpretation": "H",
            "reference_range": {"low": 4, "high": 11, "unit": "10*9/L", "source": "x"}}"#,
    );
    assert_eq!(usual["quantity"]["unit"]["id"], "UCUM:10*9/L");
    assert_eq!(
        (
            &usual["quantity"]["value"],
            &usual["quantity"]["referenceRange"]["high"]
        ),
        (&27.4.into(), &11.into())
    );
    let open = value(r#"{"number": 5, "unit": "mg/L", "reference_range": {"high": 8, "unit": "mg/L", "source": "x"}}"#);
    assert_eq!(open["quantity"]["referenceRange"]["low"], 0);
    let printed =
        value(r#"{"number": 5, "unit": "mg/L", "reference_range": {"high": 8, "unit": "", "source": "document"}}"#);
    assert_eq!(printed["quantity"]["referenceRange"]["unit"]["id"], "UCUM:mg/L");
    let cleared = value(r#"{"number": 5, "unit": "mL/min/{1.73_m2}"}"#);
    assert_eq!(cleared["quantity"]["unit"]["id"], "UCUM:mL/min/{1.73m2}");
    let open = value(r#"{"number": 5, "unit": "mg/L", "reference_range": {"low": 8, "unit": "mg/L", "source": "x"}}"#);
    assert!(open["quantity"].get("referenceRange").is_none());
    assert_eq!(
        value(r#"{"text": "positive", "interpretation": "POS"}"#)["ontologyClass"]["id"],
        "LOINC:LA6576-8"
    );
    let bound = value(r#"{"comparator": "<", "number": 5, "unit": "mg/L", "interpretation": "N"}"#);
    assert_eq!(
        bound["ontologyClass"]["id"], "PATO:0000461",
        "less than five is not five"
    );
    for nothing in [
        r#"{"comparator": ">", "number": 5, "unit": "mg/L"}"#,
        r#"{"low": 5, "high": 6, "unit": "mg/L"}"#,
        r#"{"number": 5}"#,
        r#"{"text": "stable"}"#,
    ] {
        assert_eq!(value(nothing), Value::Null, "{nothing}");
    }
}

#[test]
fn drugs_with_what_they_were_given_for() {
    let dosed = r#""attributes": {"route": "oral", "dose": {"number": 1, "unit": "g"},
                                  "frequency": {"times": 1, "period": 8, "period_unit": "h"}}"#;
    let mut record = record(&[
        ("medication", "ATC=J01DD04", dosed),
        ("medication", "ATC=J01DD04", ""),
        ("problem", ASTHMA, ""),
        ("problem", "ICD-10=R57.2", r#""presence": "possible""#),
    ]);
    record.relations = serde_json::from_str(
        r#"[{"kind": "given-for", "from": "m1", "to": "m4"}, {"kind": "treated-with", "from": "m3", "to": "m2"}]"#,
    )
    .unwrap();
    let packet = packet(&record);
    let actions = packet["medicalActions"].as_array().unwrap();
    assert_eq!(actions.len(), 1);
    assert_eq!(
        actions[0]["treatmentTarget"]["id"], "MONDO:0004979",
        "what is suspected is no target"
    );
    let treatment = &actions[0]["treatment"];
    assert_eq!(treatment["routeOfAdministration"]["id"], "NCIT:C38288");
    let dose = &treatment["doseIntervals"][0];
    assert_eq!(
        (&dose["quantity"]["value"], &dose["scheduleFrequency"]["id"]),
        (&1.into(), &"NCIT:C64527".into())
    );
    assert_eq!(dose["interval"]["start"], packet["metaData"]["created"]);
}

#[test]
fn what_was_done_stands_once_under_a_name() {
    let record = record(&[
        ("procedure", "", r#""attributes": {"site": "m4"}"#),
        ("procedure", "", ""),
        ("procedure", "", r#""presence": "absent""#),
        (
            "body-site",
            "",
            r#""concept": {"id": "fascia-lata", "label": "Fascia lata", "codes": []}"#,
        ),
        (
            "procedure",
            "",
            r#""concept": {"id": "hospital-admission", "label": "Admission", "codes": []}"#,
        ),
        ("procedure", "SNOMED-CT=80146002", ""),
        (
            "medication",
            "",
            r#""concept": {"id": "vasopressor", "label": "Vasopressor", "codes": []}"#,
        ),
        (
            "medication",
            "ATC=J01DD04",
            r#""presence": "hypothetical", "attributes": {"susceptibility": "resistant"}"#,
        ),
    ]);
    let packet = packet(&record);
    let actions = packet["medicalActions"].as_array().unwrap();
    let named = |action: &Value| {
        let of = |path: &str| action.pointer(path).and_then(Value::as_str).map(str::to_owned);
        of("/procedure/code/id").or_else(|| of("/treatment/agent/id")).unwrap()
    };
    let names: Vec<String> = actions.iter().map(named).collect();
    assert_eq!(names, ["EPICRISIS:vasopressor", "EPICRISIS:x", "SNOMEDCT:80146002"]);
    assert_eq!(actions[1]["procedure"]["bodySite"]["id"], "EPICRISIS:fascia-lata");
    let resources = packet["metaData"]["resources"].as_array().unwrap();
    let own = resources.iter().find(|r| r["namespacePrefix"] == "EPICRISIS").unwrap();
    assert_eq!(own["version"], env!("CARGO_PKG_VERSION"));
}

#[test]
fn samples_with_what_grew_in_them() {
    const COLI: &str = "NCBITaxon=562";
    let culture = r#""concept": {"id": "blood-culture", "label": "Blood culture", "codes": []}"#;
    let mut record = record(&[
        ("organism", COLI, r#""attributes": {"specimen": "m2"}"#),
        ("procedure", "", culture),
        ("organism", "NCBITaxon=1280", r#""presence": "absent""#),
        ("body-site", "UBERON=UBERON:0001088", ""),
        ("organism", COLI, ""),
        ("body-site", "UBERON=UBERON:0000178", r#""presence": "hypothetical""#),
        ("body-site", "UBERON=UBERON:0002097", ""),
    ]);
    record.relations = serde_json::from_str(
        r#"[{"kind": "isolated-from", "from": "m1", "to": "m2"}, {"kind": "isolated-from", "from": "m3", "to": "m2"},
            {"kind": "isolated-from", "from": "m5", "to": "m4"}, {"kind": "isolated-from", "from": "m5", "to": "m6"}]"#,
    )
    .unwrap();
    let packet = packet(&record);
    let samples = packet["biosamples"].as_array().unwrap();
    assert_eq!(samples.len(), 2, "{samples:?}");
    assert_eq!(samples[0]["procedure"]["code"]["id"], "EPICRISIS:blood-culture");
    assert!(samples[0].get("sampledTissue").is_none());
    assert_eq!(samples[0]["individualId"], packet["subject"]["id"]);
    let grown = samples[0]["measurements"].as_array().unwrap();
    assert_eq!(grown.len(), 1, "what did not grow is not in it");
    assert_eq!(grown[0]["value"]["ontologyClass"]["id"], "NCBITaxon:562");
    assert_eq!(samples[1]["sampledTissue"]["id"], "UBERON:0001088");
    assert!(samples[1].get("procedure").is_none());
}

#[test]
fn each_terminology_that_is_used_is_named() {
    let packet = packet(&record(&[
        ("finding", FEVER, ""),
        ("problem", "ICD-10=A41.9", ""),
        ("medication", "ATC=J01DD04", r#""attributes": {"route": "oral"}"#),
    ]));
    let resources = packet["metaData"]["resources"].as_array().unwrap();
    let prefixes: Vec<_> = resources
        .iter()
        .map(|r| r["namespacePrefix"].as_str().unwrap())
        .collect();
    assert_eq!(prefixes, ["ATC", "ECO", "HP", "ICD10", "NCBITaxon", "NCIT"]);
    for resource in resources {
        for field in ["id", "name", "url", "version", "iriPrefix"] {
            assert!(!resource[field].as_str().unwrap().is_empty(), "{field} of {resource}");
        }
    }
}

#[test]
fn nothing_known_is_still_a_packet() {
    let packet = packet(&record(&[]));
    assert_eq!(
        (&packet["id"], &packet["subject"]["id"]),
        (&"case 1".into(), &"case 1".into())
    );
    assert_eq!(packet["metaData"]["phenopacketSchemaVersion"], "2.0");
}
