//! R5 where it says the same in other words. Resources are built once, in R4; here their elements get R5's names and types.

use serde_json::{Map, Value, json};

use super::model::Resource;

/// Whether both releases have a resource alike, as long as it points at no address.
pub(super) fn is_alike(resource: &Resource) -> bool {
    match resource {
        Resource::Patient(_)
        | Resource::Observation(_)
        | Resource::DiagnosticReport(_)
        | Resource::AllergyIntolerance(_)
        | Resource::FamilyMemberHistory(_)
        | Resource::Provenance(_) => true,
        Resource::Composition(_)
        | Resource::Encounter(_)
        | Resource::Device(_)
        | Resource::DeviceUse(_)
        | Resource::Document(_)
        | Resource::Condition(_)
        | Resource::Specimen(_)
        | Resource::Procedure(_)
        | Resource::ServiceRequest(_)
        | Resource::MedicationStatement(_)
        | Resource::BodyStructure(_) => false,
    }
}

/// A type, or an address that begins with one, by R5's name.
pub(super) fn renamed(path: &str) -> String {
    match path.strip_prefix("DeviceUseStatement") {
        Some(rest) => format!("DeviceUsage{rest}"),
        None => path.to_owned(),
    }
}

/// A resource as R5 has it.
pub(super) fn from_r4(mut resource: Value) -> Value {
    if let Some(fields) = resource.as_object_mut() {
        convert(fields);
    }
    resource
}

fn convert(fields: &mut Map<String, Value>) {
    let kind = fields
        .get("resourceType")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    match kind.as_str() {
        "Composition" => {
            wrap(fields, "subject", list);
            wrap(fields, "identifier", list);
        }
        "Encounter" => wrap(fields, "class", |class| json!([{ "coding": [class] }])),
        "Device" => device(fields),
        "DeviceUseStatement" => {
            fields.insert("resourceType".to_owned(), json!("DeviceUsage"));
            rename(fields, "subject", "patient");
            wrap(fields, "device", reference);
            wrap(fields, "bodySite", concept);
            reasons(fields);
        }
        // A number of 64 bits is a string in R5's JSON.
        "DocumentReference" => {
            let content = fields.get_mut("content").and_then(|content| content.get_mut(0));
            let attachment = content.and_then(|content| content.get_mut("attachment"));
            if let Some(attachment) = attachment.and_then(Value::as_object_mut) {
                wrap(attachment, "size", |size| json!(size.to_string()));
            }
        }
        "Condition" => condition(fields),
        "Specimen" => {
            if let Some(collection) = fields.get_mut("collection").and_then(Value::as_object_mut) {
                wrap(collection, "bodySite", concept);
            }
        }
        "Procedure" => {
            rename(fields, "performedDateTime", "occurrenceDateTime");
            rename(fields, "performedString", "occurrenceString");
            reasons(fields);
        }
        "ServiceRequest" => {
            wrap(fields, "code", concept);
            reasons(fields);
        }
        "MedicationStatement" => medication(fields),
        "BodyStructure" => {
            rename(fields, "location", "includedStructure");
            wrap(fields, "includedStructure", |place| json!([{ "structure": place }]));
        }
        _ => {}
    }
    repoint(fields);
}

/// References to a type that has another name now.
fn repoint(fields: &mut Map<String, Value>) {
    for value in fields.values_mut() {
        match value {
            Value::Object(inner) => repoint(inner),
            Value::Array(items) => items.iter_mut().filter_map(Value::as_object_mut).for_each(repoint),
            Value::String(text) if text.starts_with("DeviceUseStatement/") => {
                *text = renamed(text);
            }
            _ => {}
        }
    }
}

fn device(fields: &mut Map<String, Value>) {
    rename(fields, "deviceName", "name");
    for name in fields
        .get_mut("name")
        .and_then(Value::as_array_mut)
        .into_iter()
        .flatten()
    {
        if let Some(name) = name.as_object_mut() {
            rename(name, "name", "value");
            wrap(name, "type", |kind| {
                if kind == "model-name" {
                    json!("registered-name")
                } else {
                    kind
                }
            });
        }
    }
    wrap(fields, "type", list);
    // The use of a device names the patient.
    fields.remove("patient");
}

/// R5 demands a clinical status, and has one for not knowing.
fn condition(fields: &mut Map<String, Value>) {
    let unknown = || json!({ "coding": [{ "system": super::condition::CLINICAL, "code": "unknown" }] });
    fields.entry("clinicalStatus").or_insert_with(unknown);
    if let Some(Value::Array(evidence)) = fields.remove("evidence") {
        let details =
            evidence
                .into_iter()
                .filter_map(|mut evidence| match evidence.get_mut("detail").map(Value::take) {
                    Some(Value::Array(details)) => Some(details),
                    _ => None,
                });
        let details: Vec<Value> = details.flatten().map(reference).collect();
        fields.insert("evidence".to_owned(), Value::Array(details));
    }
}

/// In R5 a statement's status is of the statement; whether the drug is taken is its adherence. One that is only intended
/// stays a draft.
fn medication(fields: &mut Map<String, Value>) {
    let status = fields.get("status").and_then(Value::as_str).unwrap_or_default();
    let (status, taken) = match status {
        "active" => ("recorded", "taking"),
        "completed" => ("recorded", "stopped"),
        "not-taken" => ("recorded", "not-taking"),
        "intended" => ("draft", "unknown"),
        _ => ("recorded", "unknown"),
    };
    fields.insert("status".to_owned(), json!(status));
    let system = "http://hl7.org/fhir/CodeSystem/medication-statement-adherence";
    let mut adherence = json!({ "code": { "coding": [{ "system": system, "code": taken }] } });
    if let Some(Value::Array(mut reasons)) = fields.remove("statusReason") {
        adherence["reason"] = reasons.swap_remove(0);
    }
    fields.insert("adherence".to_owned(), adherence);
    rename(fields, "medicationCodeableConcept", "medication");
    wrap(fields, "medication", concept);
    rename(fields, "context", "encounter");
    reasons(fields);
    for dosage in fields
        .get_mut("dosage")
        .and_then(Value::as_array_mut)
        .into_iter()
        .flatten()
    {
        if let Some(dosage) = dosage.as_object_mut() {
            rename(dosage, "asNeededBoolean", "asNeeded");
        }
    }
}

fn reasons(fields: &mut Map<String, Value>) {
    if let Some(Value::Array(reasons)) = fields.remove("reasonReference") {
        let reasons = reasons.into_iter().map(reference).collect();
        fields.insert("reason".to_owned(), Value::Array(reasons));
    }
}

fn rename(fields: &mut Map<String, Value>, from: &str, to: &str) {
    if let Some(value) = fields.remove(from) {
        fields.insert(to.to_owned(), value);
    }
}

fn wrap(fields: &mut Map<String, Value>, name: &str, with: impl FnOnce(Value) -> Value) {
    if let Some(value) = fields.get_mut(name) {
        *value = with(value.take());
    }
}

fn list(value: Value) -> Value {
    Value::Array(vec![value])
}

fn concept(value: Value) -> Value {
    json!({ "concept": value })
}

fn reference(value: Value) -> Value {
    json!({ "reference": value })
}
