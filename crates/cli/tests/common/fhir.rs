//! A reader of our own Bundles: what they say of each mention, to be held against the record.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// What a Bundle says, by mention.
pub struct Bundle<'b> {
    facts: BTreeMap<String, Fact>,
    resources: Vec<&'b Value>,
}

/// What the resources of a mention say.
#[derive(Default)]
pub struct Fact {
    /// Systems' short names and codes.
    pub codes: BTreeSet<(String, String)>,
    pub presence: String,
    /// Numbers with their units, and results in words.
    pub values: BTreeSet<String>,
    /// All mentions that are the same resource.
    mentions: BTreeSet<String>,
}

impl<'b> Bundle<'b> {
    pub fn read(bundle: &'b Value) -> Self {
        let entries = bundle["entry"].as_array().expect("entries");
        let resources: Vec<&Value> = entries.iter().map(|entry| &entry["resource"]).collect();
        let mut facts: BTreeMap<String, Fact> = BTreeMap::new();
        for resource in &resources {
            let mentions = mentions_of(resource);
            for mention in &mentions {
                let fact = facts.entry(mention.clone()).or_default();
                // The first says it; what was measured of it comes behind.
                if resource["resourceType"] != "Specimen" && fact.presence.is_empty() {
                    presence(resource).clone_into(&mut fact.presence);
                }
                codes(resource, &mut fact.codes);
                values(resource, &mut fact.values);
                fact.mentions.extend(mentions.iter().cloned());
            }
        }
        Self { facts, resources }
    }

    /// What is said of a mention; places may be said by what is there.
    pub fn fact(&self, mention: &Value) -> Option<&Fact> {
        let fact = self.facts.get(text(&mention["id"]))?;
        (!fact.presence.is_empty()).then_some(fact)
    }

    /// All codes that stand anywhere.
    pub fn all_codes(&self) -> BTreeSet<(String, String)> {
        let mut all = BTreeSet::new();
        self.resources.iter().for_each(|resource| codes(resource, &mut all));
        all
    }

    /// What the record says: of mentions of one thing, that it is there if one says so.
    pub fn expected_presence(&self, mention: &Value, mentions: &[Value]) -> String {
        let one = &self.facts[text(&mention["id"])].mentions;
        let mut same = mentions.iter().filter(|other| one.contains(text(&other["id"])));
        if same.any(|other| other["presence"] == "present") {
            "present".to_owned()
        } else {
            text(&mention["presence"]).to_owned()
        }
    }
}

/// The codes that the record gives a mention.
pub fn codes_of(mention: &Value) -> BTreeSet<(String, String)> {
    let codes = mention["concept"]["codes"].as_array().into_iter().flatten();
    let mut all: BTreeSet<_> = codes
        .map(|code| (text(&code["system"]).to_owned(), text(&code["code"]).to_owned()))
        .collect();
    if let Some(id) = mention["concept"]["id"].as_str() {
        all.insert(("concept".to_owned(), id.to_owned()));
    }
    all
}

/// The values that the record gives a mention: as written, in the usual unit, in words; doses and sizes; meanings.
pub fn values_of(mention: &Value) -> BTreeSet<String> {
    let a = &mention["attributes"];
    let several = a["size"].as_array().cloned().unwrap_or_default();
    let own = [mention["value"].clone(), a["dose"].clone(), a["size"].clone()];
    let mut all = BTreeSet::new();
    for value in own.iter().chain(&several).filter(|value| value.is_object()) {
        let unit = value["unit"].as_str().or_else(|| value["assumed_unit"].as_str());
        for end in ["number", "low", "high"] {
            if let Some(number) = value[end].as_f64() {
                all.insert(quantity(number, unit));
            }
        }
        if let Some(number) = value["canonical"]["number"].as_f64() {
            all.insert(quantity(number, value["canonical"]["unit"].as_str()));
        }
        all.extend(value["text"].as_str().map(str::to_owned));
        all.extend(value["interpretation"].as_str().map(str::to_owned));
    }
    all
}

fn quantity(number: f64, unit: Option<&str>) -> String {
    format!("{number} {}", unit.unwrap_or_default()).trim_end().to_owned()
}

fn mentions_of(resource: &Value) -> BTreeSet<String> {
    let identifiers = resource["identifier"].as_array().into_iter().flatten();
    let ours = identifiers.filter(|identifier| identifier["system"] == "urn:epicrisis:mention");
    ours.filter_map(|identifier| Some(identifier["value"].as_str()?.rsplit_once('#')?.1.to_owned()))
        .collect()
}

/// What a reader who knows FHIR takes a resource to say.
fn presence(resource: &Value) -> &str {
    let own = |concept: &Value| -> Option<String> {
        let mut codings = concept["coding"].as_array()?.iter();
        let coding = codings.find(|coding| coding["system"] == "urn:epicrisis:presence")?;
        coding["code"].as_str().map(str::to_owned)
    };
    let named = |name: Option<String>| -> Option<&'static str> {
        let known = [
            "present",
            "absent",
            "possible",
            "conditional",
            "hypothetical",
            "not-assessed",
        ];
        name.and_then(|name| known.into_iter().find(|known| *known == name))
    };
    let verified = resource["verificationStatus"]["coding"][0]["code"].as_str();
    match text(&resource["resourceType"]) {
        "Condition" | "AllergyIntolerance" => match verified.expect("a status") {
            "confirmed" => "present",
            "refuted" => "absent",
            _ => "possible",
        },
        "Observation" => {
            let components = resource["component"].as_array().into_iter().flatten();
            let aside = components
                .filter_map(|component| own(&component["valueCodeableConcept"]))
                .next();
            // A drug that was tested: whether it is given, nobody says.
            let codings = resource["code"]["coding"].as_array().into_iter().flatten();
            let mut ours = codings.filter(|coding| coding["system"] == "urn:epicrisis:attribute");
            if ours.any(|coding| coding["code"] == "susceptibility") {
                return "hypothetical";
            }
            named(own(&resource["valueCodeableConcept"]))
                .or_else(|| named(own(&resource["dataAbsentReason"])))
                .or_else(|| named(aside))
                .unwrap_or("present")
        }
        "MedicationStatement" => match (named(own(&resource["statusReason"][0])), resource["status"].as_str()) {
            (Some(reason), _) => reason,
            (None, Some("not-taken")) => "absent",
            _ => "present",
        },
        "Procedure" => match (named(own(&resource["statusReason"])), resource["status"].as_str()) {
            (Some(reason), _) => reason,
            (None, Some("not-done")) => "absent",
            _ => "present",
        },
        "ServiceRequest" if resource["intent"] == "proposal" => {
            let notes = resource["note"].as_array().into_iter().flatten();
            let mut words = notes.filter_map(|note| Some(note["text"].as_str()?.trim_end_matches('.').to_lowercase()));
            named(words.next_back()).unwrap_or("possible")
        }
        _ => "present",
    }
}

fn codes(value: &Value, all: &mut BTreeSet<(String, String)>) {
    each(value, &mut |object| {
        let (Some(system), Some(code)) = (object["system"].as_str(), object["code"].as_str()) else {
            return;
        };
        let system = match system {
            "http://hl7.org/fhir/sid/icd-10" => "ICD-10",
            "http://human-phenotype-ontology.org" => "HPO",
            "http://purl.obolibrary.org/obo/mondo.owl" => "MONDO",
            "http://www.whocc.no/atc" => "ATC",
            "http://loinc.org" => "LOINC",
            "https://www.ncbi.nlm.nih.gov/taxonomy" => "NCBITaxon",
            "http://purl.obolibrary.org/obo/uberon.owl" => "UBERON",
            "https://www.nlm.nih.gov/mesh" => "MeSH",
            "urn:epicrisis:concept" => "concept",
            other => other,
        };
        all.insert((system.to_owned(), code.to_owned()));
    });
}

fn values(value: &Value, all: &mut BTreeSet<String>) {
    each(value, &mut |object| {
        if let Some(number) = object["value"].as_f64() {
            all.insert(quantity(number, object["code"].as_str()));
        }
        if object["system"] == "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation" {
            all.insert(text(&object["code"]).to_owned());
        }
        all.extend(object["text"].as_str().map(str::to_owned));
    });
}

/// Every object, at any depth.
fn each(value: &Value, with: &mut impl FnMut(&Value)) {
    match value {
        Value::Object(fields) => {
            with(value);
            fields.values().for_each(|inner| each(inner, with));
        }
        Value::Array(items) => items.iter().for_each(|inner| each(inner, with)),
        _ => {}
    }
}

/// All that is pointed at.
pub fn references(value: &Value) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    each(value, &mut |object| {
        all.extend(object["reference"].as_str().map(str::to_owned))
    });
    all
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Resources by the facts that they were made of.
pub type Told = BTreeMap<Vec<String>, BTreeSet<String>>;

/// The resources of a document by the facts that they were made of, both without what belongs to the document: its words,
/// its offsets, its ids.
pub fn normal(record: &Value, bundle: &Value) -> Told {
    let mentions: BTreeMap<&str, &Value> = record["mentions"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|mention| (text(&mention["id"]), mention))
        .collect();
    let entries = || bundle["entry"].as_array().into_iter().flatten();
    let names: BTreeMap<&str, String> = entries()
        .map(|entry| (text(&entry["fullUrl"]), name(&entry["resource"])))
        .collect();
    let mut all = Told::new();
    for resource in entries().map(|entry| &entry["resource"]) {
        let made_of = mentions_of(resource);
        let mut facts: Vec<String> = made_of
            .iter()
            .filter_map(|id| mentions.get(id.as_str()))
            .map(|mention| fact(mention, &mentions, record))
            .collect();
        // What has no concept is told in the words of its language.
        let wordy = |id: &String| {
            mentions
                .get(id.as_str())
                .is_some_and(|mention| mention["concept"].is_null())
        };
        if facts.is_empty() || made_of.iter().any(wordy) {
            continue;
        }
        facts.sort();
        let mut own = resource.clone();
        strip(&mut own, &names);
        all.entry(facts).or_default().insert(own.to_string());
    }
    all
}

/// What a resource is called: all that a reference to it may keep.
fn name(resource: &Value) -> String {
    let names = ["code", "medicationCodeableConcept", "type"].map(|element| text(&resource[element]["text"]));
    format!("{}: {}", text(&resource["resourceType"]), names.concat())
}

/// A mention in no language: its meaning, what is said of it, and what it is related to.
fn fact(mention: &Value, mentions: &BTreeMap<&str, &Value>, record: &Value) -> String {
    let meaning = |id: &str| {
        mentions
            .get(id)
            .map(|mention| format!("{} {}", mention["concept"]["id"], mention["value"]["text"]))
    };
    let mut said = mention.clone();
    let mut seen = Vec::new();
    for relation in record["relations"].as_array().into_iter().flatten() {
        for (end, other) in [("from", "to"), ("to", "from")] {
            if relation[end] == mention["id"] {
                let other = mentions.get(text(&relation[other])).copied().unwrap_or(&Value::Null);
                let mut value = other["value"].clone();
                strip_values(&mut value);
                let what = [&other["kind"], &other["concept"]["id"], &other["presence"], &value];
                let how = [&other["attributes"]["direction"], &other["attributes"]["laterality"]];
                seen.push(format!("{end} {} {what:?} {how:?}", relation["kind"]));
            }
        }
    }
    seen.sort();
    for end in ["site", "specimen"] {
        if let Some(id) = said["attributes"][end].as_str().map(str::to_owned) {
            let site = mentions
                .get(id.as_str())
                .map(|site| site["attributes"]["laterality"].to_string());
            said["attributes"][end] = Value::String(format!("{:?} {site:?}", meaning(&id)));
        }
    }
    let fields = said.as_object_mut().expect("a mention");
    for of_the_document in ["id", "start", "end", "fragments", "text", "cues", "confidence"] {
        fields.remove(of_the_document);
    }
    if let Some(attributes) = fields.get_mut("attributes").and_then(Value::as_object_mut) {
        attributes.remove("misspelling");
    }
    strip_values(&mut said);
    format!("{said} {}", seen.join("; "))
}

/// How a value is written, and where.
fn strip_values(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            let frequency = fields.contains_key("times") || fields.contains_key("as_needed");
            if frequency {
                fields.remove("text");
            }
            ["start", "end", "unit_text"]
                .iter()
                .for_each(|name| drop(fields.remove(*name)));
            fields.values_mut().for_each(strip_values);
        }
        Value::Array(items) => items.iter_mut().for_each(strip_values),
        _ => {}
    }
}

/// Takes out of a resource what belongs to the document.
fn strip(value: &mut Value, names: &BTreeMap<&str, String>) {
    match value {
        Value::Object(fields) => {
            fields.remove("id");
            fields.remove("identifier");
            if let Some(Value::String(reference)) = fields.get_mut("reference")
                && let Some(name) = names.get(reference.as_str())
            {
                reference.clone_from(name);
            }
            fields.values_mut().for_each(|inner| strip(inner, names));
        }
        Value::Array(items) => {
            let of_the_document = |item: &Value| {
                let url = text(&item["url"]);
                url.ends_with("/derivation-reference") || url.ends_with("/originalText")
            };
            items.retain(|item| !of_the_document(item));
            items.iter_mut().for_each(|inner| strip(inner, names));
            items.sort_by_key(Value::to_string);
        }
        _ => {}
    }
}
