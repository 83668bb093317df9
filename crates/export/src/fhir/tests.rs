//! What must come out of a record, and what must not.

use std::collections::BTreeMap;

use epicrisis_record::Record;
use serde_json::{Value, json};

use super::{Fhir, Form, Release};
use crate::{Export, Telling};

/// A mention of the text below, at the start of its words.
fn mention(id: u32, kind: &str, words: &str, more: Value) -> Value {
    let start = TEXT.find(words).map_or(0, |byte| TEXT[..byte].chars().count());
    let mut mention = json!({
        "id": format!("m{id}"), "kind": kind, "start": start, "end": start + words.chars().count(), "text": words,
        "concept": { "id": words.to_lowercase().replace(' ', "-"), "label": words, "codes": [] },
        "presence": "present", "experiencer": "patient", "time": "current", "confidence": 0.9,
    });
    for (name, value) in more.as_object().into_iter().flatten() {
        mention[name] = value.clone();
    }
    mention
}

const TEXT: &str = "Édema & fever <38. No cough, asthma? If pain. Father: stroke. Plan: biopsy. Penicillin. BP 150/90. Bacteria \
    stent knee aspirin scan murmur";

fn record(mentions: &[Value], relations: &[Value]) -> Record {
    let record = json!({
        "schema": epicrisis_record::SCHEMA,
        "document": {
            "id": "ward 3/a<b>", "language": "en", "language_confidence": 1, "length": TEXT.chars().count(), "sha256": "0",
        },
        "subject": {}, "sections": [], "mentions": mentions, "relations": relations, "warnings": [],
    });
    serde_json::from_value(record).expect("a record")
}

fn fhir(form: Form, release: Release) -> Fhir {
    Fhir {
        form,
        release,
        pretty: false,
        issued: None,
    }
}

fn bundle_of(mentions: &[Value], relations: &[Value]) -> Value {
    let record = record(mentions, relations);
    let telling = Telling {
        record: &record,
        text: TEXT,
    };
    let pieces = fhir(Form::Document, Release::R4).document(telling).expect("a Bundle");
    serde_json::from_slice(&pieces[0].content).expect("JSON")
}

/// The resources that mentions became, by mention.
fn told(mentions: &[Value], relations: &[Value]) -> BTreeMap<String, Value> {
    let bundle = bundle_of(mentions, relations);
    let mut told = BTreeMap::new();
    for entry in bundle["entry"].as_array().expect("entries") {
        let resource = &entry["resource"];
        for identifier in resource["identifier"].as_array().into_iter().flatten() {
            if let Some((_, id)) = identifier["value"].as_str().and_then(|value| value.split_once('#')) {
                told.entry(id.to_owned()).or_insert_with(|| resource.clone());
            }
        }
    }
    told
}

fn one(mention: Value) -> Value {
    let id = mention["id"].as_str().expect("an id").to_owned();
    told(&[mention], &[]).remove(&id).expect("a resource")
}

#[test]
fn only_what_is_there_now_is_an_active_problem() {
    let status = |more: Value| {
        let resource = one(mention(1, "problem", "asthma", more));
        let code = |element: &str| {
            resource[element]["coding"][0]["code"]
                .as_str()
                .unwrap_or("-")
                .to_owned()
        };
        let category = resource["category"][0]["coding"][0]["code"]
            .as_str()
            .unwrap_or("-")
            .to_owned();
        (
            resource["resourceType"].clone(),
            code("clinicalStatus"),
            code("verificationStatus"),
            category,
        )
    };
    let condition = |clinical: &str, verification: &str, category: &str| {
        (
            json!("Condition"),
            clinical.to_owned(),
            verification.to_owned(),
            category.to_owned(),
        )
    };
    assert_eq!(status(json!({})), condition("active", "confirmed", "problem-list-item"));
    assert_eq!(status(json!({ "time": "past" })), condition("-", "confirmed", "-"));
    assert_eq!(
        status(json!({ "presence": "absent" })),
        condition("-", "refuted", "encounter-diagnosis")
    );
    assert_eq!(
        status(json!({ "presence": "possible" })),
        condition("-", "unconfirmed", "encounter-diagnosis")
    );
    let likely = json!({ "presence": "possible", "attributes": { "degree": "likely" } });
    assert_eq!(status(likely), condition("-", "provisional", "encounter-diagnosis"));
}

#[test]
fn what_is_only_spoken_of_has_no_value() {
    for (presence, reason, status) in [
        ("conditional", "not-applicable", "unknown"),
        ("hypothetical", "unknown", "unknown"),
        ("not-assessed", "not-performed", "cancelled"),
    ] {
        for kind in ["problem", "finding", "organism", "device", "measurement", "substance"] {
            let resource = one(mention(1, kind, "pain", json!({ "presence": presence })));
            assert_eq!(resource["resourceType"], "Observation", "{kind} {presence}");
            assert_eq!(resource["dataAbsentReason"]["coding"][0]["code"], reason);
            assert_eq!(resource["status"], status);
            assert!(resource.get("valueCodeableConcept").is_none());
        }
    }
    let planned = one(mention(1, "problem", "pain", json!({ "time": "planned" })));
    assert_eq!(
        (&planned["resourceType"], &planned["status"]),
        (&json!("Observation"), &json!("registered"))
    );
}

#[test]
fn the_familys_is_not_the_patients() {
    let family = json!({ "experiencer": "family", "cues": [{ "role": "family", "start": 46, "end": 52 }] });
    let resource = one(mention(1, "problem", "stroke", family));
    assert_eq!(resource["resourceType"], "FamilyMemberHistory");
    assert_eq!(resource["condition"][0]["code"]["text"], "stroke");
    for who in ["family", "other"] {
        for kind in [
            "problem",
            "finding",
            "medication",
            "procedure",
            "measurement",
            "device",
            "organism",
            "substance",
        ] {
            let resource = one(mention(
                1,
                kind,
                "stroke",
                json!({ "experiencer": who, "presence": "absent" }),
            ));
            assert_eq!(resource["resourceType"], "Observation", "{kind} of {who}");
            let code = &resource["code"]["coding"][0]["code"];
            assert!(
                code == "said-of-family" || code == "said-of-other",
                "{kind} of {who}: {code}"
            );
        }
    }
}

#[test]
fn drugs_and_procedures_have_the_status_of_the_text() {
    let status = |kind: &str, more: Value| {
        let resource = one(mention(1, kind, "aspirin", more));
        format!(
            "{} {}",
            resource["resourceType"].as_str().unwrap_or("-"),
            resource["status"].as_str().unwrap_or("-")
        )
    };
    for (kind, more, expected) in [
        ("medication", json!({}), "MedicationStatement active"),
        ("medication", json!({ "time": "past" }), "MedicationStatement completed"),
        (
            "medication",
            json!({ "time": "planned" }),
            "MedicationStatement intended",
        ),
        (
            "medication",
            json!({ "presence": "absent" }),
            "MedicationStatement not-taken",
        ),
        (
            "medication",
            json!({ "presence": "hypothetical" }),
            "MedicationStatement unknown",
        ),
        ("procedure", json!({}), "Procedure completed"),
        ("procedure", json!({ "presence": "absent" }), "Procedure not-done"),
        ("procedure", json!({ "presence": "not-assessed" }), "Procedure not-done"),
        ("procedure", json!({ "presence": "possible" }), "Procedure unknown"),
        ("procedure", json!({ "time": "planned" }), "ServiceRequest active"),
        (
            "procedure",
            json!({ "presence": "conditional" }),
            "ServiceRequest unknown",
        ),
    ] {
        assert_eq!(status(kind, more.clone()), expected, "{more}");
    }
    let allergen = |presence: &str| {
        let resource = one(mention(
            1,
            "substance",
            "Penicillin",
            json!({ "presence": presence, "attributes": { "role": "allergen" } }),
        ));
        resource["verificationStatus"]["coding"][0]["code"].clone()
    };
    assert_eq!(
        ["present", "possible", "absent"].map(allergen),
        ["confirmed", "unconfirmed", "refuted"].map(Value::from)
    );
}

#[test]
fn an_allergy_is_an_allergy_whatever_it_is_called() {
    let of = |kind: &str, id: &str| {
        let concept = json!({ "id": id, "label": id, "codes": [] });
        one(mention(1, kind, "words", json!({ "concept": concept, "time": "past" })))
    };
    let egg = of("problem", "egg-allergy");
    assert_eq!(egg["resourceType"], "AllergyIntolerance");
    assert_eq!(egg["category"], json!(["food"]));
    assert_eq!(egg["clinicalStatus"]["coding"][0]["code"], "active");
    let none = of("finding", "no-known-drug-allergies");
    assert_eq!(none["resourceType"], "AllergyIntolerance");
    assert_eq!(none["code"]["coding"][0]["code"], "409137002");
    assert_eq!(of("problem", "allergic-asthma")["resourceType"], "Condition");
    assert_eq!(of("finding", "egg")["resourceType"], "Observation");
}

#[test]
fn a_drug_of_an_antibiogram_is_a_result_and_no_drug_taken() {
    let atc = json!({ "id": "drug", "label": "aspirin", "codes": [{ "system": "ATC", "code": "J01MA02" }] });
    let tested = |presence: &str, result: &str| {
        let more = json!({ "concept": atc, "presence": presence, "attributes": { "susceptibility": result } });
        mention(2, "medication", "aspirin", more)
    };
    let grown = mention(1, "organism", "Bacteria", json!({ "attributes": { "specimen": "m3" } }));
    let against = json!({ "kind": "tested-against", "from": "m1", "to": "m2" });
    let told = told(
        &[
            grown,
            tested("hypothetical", "resistant"),
            mention(3, "body-site", "knee", json!({})),
        ],
        &[against],
    );
    let (organism, drug) = (&told["m1"], &told["m2"]);
    assert_eq!(drug["resourceType"], "Observation");
    assert_eq!(drug["category"][0]["coding"][0]["code"], "laboratory");
    assert_eq!(drug["code"]["coding"][0]["code"], "18906-8");
    for result in [&drug["valueCodeableConcept"], &drug["interpretation"][0]] {
        assert_eq!(result["coding"][0]["code"], "R");
    }
    assert_eq!(
        drug["component"][0]["valueCodeableConcept"]["coding"][0]["code"],
        "J01MA02"
    );
    let urn = |resource: &Value| json!(format!("urn:uuid:{}", resource["id"].as_str().unwrap_or("-")));
    assert_eq!(organism["hasMember"][0]["reference"], urn(drug));
    assert_eq!(drug["derivedFrom"][0]["reference"], urn(organism));
    assert_eq!(drug["specimen"], organism["specimen"]);
    // What is said beyond the test, and what no test says, stays a statement.
    for other in [tested("present", "resistant"), tested("hypothetical", "unheard of")] {
        assert_eq!(one(other)["resourceType"], "MedicationStatement");
    }
}

#[test]
fn a_dose_is_told_in_words_and_in_codes() {
    let given = json!({ "attributes": {
        "dose": { "number": 40, "unit": "mg", "unit_text": "mg" }, "route": "intravenous", "duration": "P5D",
        "frequency": { "times": 1, "period": 8, "period_unit": "h", "as_needed": true },
    } });
    let dosage = &one(mention(1, "medication", "aspirin", given))["dosage"][0];
    insta::assert_snapshot!(dosage.to_string(), @r#"{"asNeededBoolean":true,"doseAndRate":[{"doseQuantity":{"code":"mg","system":"http://unitsofmeasure.org","unit":"mg","value":40}}],"route":{"coding":[{"code":"20045000","display":"Intravenous use","system":"http://standardterms.edqm.eu"}],"text":"intravenous"},"text":"40 mg, intravenous, every 8 h, as needed, for 5 days","timing":{"repeat":{"boundsDuration":{"code":"d","system":"http://unitsofmeasure.org","unit":"days","value":5},"frequency":1,"period":8,"periodUnit":"h"}}}"#);
}

#[test]
fn two_values_behind_one_word_are_one_blood_pressure() {
    let part = |id, code: &str, number: u32| {
        let concept = json!({ "id": code, "label": code, "codes": [{ "system": "LOINC", "code": code }] });
        let value = json!({ "number": number, "unit": null, "assumed_unit": "mm[Hg]" });
        mention(
            id,
            "measurement",
            "BP 150",
            json!({ "concept": concept, "value": value }),
        )
    };
    let told = told(&[part(1, "8462-4", 90), part(2, "8480-6", 150)], &[]);
    assert_eq!(told["m1"], told["m2"]);
    let pressure = &told["m1"];
    assert_eq!(pressure["code"]["coding"][0]["code"], "85354-9");
    let components = pressure["component"].as_array().expect("components");
    let values: Vec<_> = components.iter().map(|part| &part["valueQuantity"]["value"]).collect();
    assert_eq!(values, [150, 90], "the systolic one first");
    assert!(pressure.get("valueQuantity").is_none());
    assert_eq!(
        pressure["note"].as_array().map(Vec::len),
        Some(1),
        "that the unit is not written is said once"
    );
}

#[test]
fn vital_signs_are_in_the_units_of_their_profiles() {
    let height = |value: Value| {
        let concept = json!({ "id": "height", "label": "Height", "codes": [{ "system": "LOINC", "code": "8302-2" }] });
        one(mention(
            1,
            "measurement",
            "scan",
            json!({ "concept": concept, "value": value }),
        ))
    };
    let metres = json!({ "number": 1.7, "unit": "m", "canonical": { "number": 170, "unit": "cm" } });
    let told = height(metres);
    assert_eq!(
        (&told["valueQuantity"]["value"], &told["valueQuantity"]["code"]),
        (&json!(170), &json!("cm"))
    );
    assert_eq!(told["valueQuantity"]["extension"][0]["valueQuantity"]["code"], "m");
    // What a profile does not take is not lost.
    let told = height(json!({ "low": 160, "high": 170, "unit": "cm" }));
    assert!(told.get("valueRange").is_none() && told.get("dataAbsentReason").is_some());
    assert_eq!(told["component"][0]["valueRange"]["high"]["value"], 170);
}

#[test]
fn mentions_of_one_problem_are_one_condition() {
    let same = [
        json!({ "kind": "same-as", "from": "m2", "to": "m1" }),
        json!({ "kind": "same-as", "from": "m3", "to": "m1" }),
    ];
    let asthma = |id, presence: &str| mention(id, "problem", "asthma", json!({ "presence": presence }));
    let told = told(
        &[asthma(1, "possible"), asthma(2, "present"), asthma(3, "absent")],
        &same,
    );
    assert_eq!(told["m1"], told["m2"], "suspected, then confirmed");
    assert_ne!(told["m1"], told["m3"], "what is denied is never one with it");
    let extensions = told["m1"]["extension"].as_array().expect("evidence");
    assert_eq!(extensions.len(), 2, "each has its characters");
    assert_eq!(told["m1"]["verificationStatus"]["coding"][0]["code"], "confirmed");
}

#[test]
fn characters_are_counted_in_code_points_and_text_is_escaped() {
    let bundle = bundle_of(&[mention(1, "finding", "& fever <38", json!({}))], &[]);
    let text = bundle.to_string();
    assert!(text.contains("&amp; fever &lt;38") && !text.contains("<38.</"));
    let told = told(&[mention(1, "finding", "& fever <38", json!({}))], &[]);
    let evidence = &told["m1"]["extension"][0]["extension"];
    assert_eq!(
        (&evidence[1]["valueInteger"], &evidence[2]["valueInteger"]),
        (&json!(6), &json!(11))
    );
    assert_eq!(told["m1"]["code"]["extension"][0]["valueString"], "& fever <38");
}

#[test]
fn every_reference_leads_somewhere_and_everything_is_led_to() {
    let mentions = [
        mention(
            1,
            "problem",
            "asthma",
            json!({ "attributes": { "site": "m2" }, "value": { "number": 3 } }),
        ),
        mention(2, "body-site", "knee", json!({})),
        mention(3, "procedure", "scan", json!({})),
        mention(4, "organism", "Bacteria", json!({ "attributes": { "specimen": "m2" } })),
        mention(5, "device", "stent", json!({})),
        mention(6, "medication", "aspirin", json!({})),
        mention(7, "procedure", "biopsy", json!({ "time": "planned" })),
    ];
    let relations = [
        json!({ "kind": "found-on", "from": "m4", "to": "m3" }),
        json!({ "kind": "caused-by", "from": "m1", "to": "m4" }),
        json!({ "kind": "given-for", "from": "m6", "to": "m1" }),
    ];
    let bundle = bundle_of(&mentions, &relations);
    let entries = bundle["entry"].as_array().expect("entries");
    let names: Vec<&str> = entries.iter().filter_map(|entry| entry["fullUrl"].as_str()).collect();
    let text = bundle.to_string();
    let pointed: Vec<&str> = text
        .split(r#""reference":"urn:uuid:"#)
        .skip(1)
        .filter_map(|rest| rest.get(..36))
        .collect();
    for name in &pointed {
        assert!(
            names.contains(&format!("urn:uuid:{name}").as_str()),
            "{name} is not there"
        );
    }
    for entry in entries
        .iter()
        .skip(1)
        .filter(|entry| entry["resource"]["resourceType"] != "Provenance")
    {
        let id = entry["resource"]["id"].as_str().expect("an id");
        assert!(pointed.contains(&id), "nothing leads to {}", entry["resource"]);
    }
    let mut unique = names.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), names.len());
}

mod forms;
