//! `--format phenopacket` from outside: five tellings of one case say the same wherever their records do.

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{Folder, cases, run};
use serde_json::Value;

/// Fields that belong to a document and not to what it says.
const OF_THE_DOCUMENT: &[&str] = &[
    "id",
    "start",
    "end",
    "text",
    "fragments",
    "cues",
    "confidence",
    "unit_text",
];

/// What a record says of each concept, by its label: its mentions with what they are tied to, as texts to compare.
fn said(record: &Value) -> BTreeMap<String, BTreeSet<String>> {
    let mentions = record["mentions"].as_array().expect("mentions");
    let by_id: BTreeMap<&str, &Value> = mentions.iter().map(|m| (m["id"].as_str().expect("an id"), m)).collect();
    let relations = record["relations"].as_array().expect("relations");
    let other = |id: &Value| plain(by_id[id.as_str().expect("an id")]).to_string();
    let mut said: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for mention in mentions {
        let Some(label) = mention["concept"]["label"].as_str() else {
            continue;
        };
        let tied = relations.iter().filter_map(|relation| {
            let (from, to) = (&relation["from"], &relation["to"]);
            let kind = &relation["kind"];
            if *from == mention["id"] {
                Some(format!("{kind} {}", other(to)))
            } else if *to == mention["id"] {
                Some(format!("{kind} of {}", other(from)))
            } else {
                None
            }
        });
        let tied: BTreeSet<String> = tied.collect();
        let all = said.entry(label.to_owned()).or_default();
        all.insert(format!("{} {tied:?}", plain(mention)));
    }
    said
}

/// A mention without what belongs to its document.
fn plain(mention: &Value) -> Value {
    let mut mention = mention.clone();
    let concept = mention["concept"]["id"].take();
    strip(&mut mention);
    mention["concept"] = concept;
    // They are tied by relations, too.
    if let Some(attributes) = mention["attributes"].as_object_mut() {
        for tied in ["site", "specimen", "misspelling"] {
            attributes.remove(tied);
        }
    }
    mention
}

fn strip(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            // The text of a value is what it means, not how it is written.
            fields.retain(|name, value| !OF_THE_DOCUMENT.contains(&name.as_str()) || name == "text" && value.is_null());
            fields.values_mut().for_each(strip);
        }
        Value::Array(values) => values.iter_mut().for_each(strip),
        _ => {}
    }
}

/// What a packet says of each concept, by its label, without what belongs to the document.
fn packed(packet: &Value) -> BTreeMap<String, BTreeSet<String>> {
    let mut packed: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for part in ["phenotypicFeatures", "measurements", "diseases", "medicalActions"] {
        for entry in packet[part].as_array().into_iter().flatten() {
            let mut entry = entry.clone();
            let fields = entry.as_object_mut().expect("an object");
            fields.remove("evidence");
            fields.remove("description");
            let terms = ["/type", "/assay", "/term", "/treatment/agent", "/procedure/code"];
            let label = terms
                .iter()
                .find_map(|term| entry.pointer(term)?.get("label")?.as_str());
            let label = label.expect("a label").to_owned();
            packed.entry(label).or_default().insert(format!("{part} {entry}"));
        }
    }
    packed
}

#[test]
fn equal_facts_give_equal_packets_in_all_languages() {
    let cases: Vec<String> = cases().into_iter().filter(|path| path.contains("/cases/")).collect();
    let Some((first, others)) = cases.split_first() else {
        eprintln!("no cases lie beside the repository");
        return;
    };
    let tell = |path: &String| {
        let record = &run(["extract", path, "--format", "jsonl"]).records()[0];
        let packet = run(["extract", path, "--format", "phenopacket"]);
        (
            said(record),
            packed(&serde_json::from_str(&packet.stdout).expect("a packet")),
        )
    };
    let (facts, packet) = tell(first);
    let (mut equal, mut all) = (0, 0);
    for path in others {
        let (other_facts, other_packet) = tell(path);
        for (label, entries) in &packet {
            all += 1;
            if facts.get(label) == other_facts.get(label) {
                equal += 1;
                assert_eq!(Some(entries), other_packet.get(label), "{label} of {path}");
            }
        }
    }
    assert!(equal * 10 >= all * 7, "only {equal} of {all} facts were compared");
}

#[test]
fn one_is_indented_and_several_are_a_line_each() {
    let folder = Folder::new("packets");
    folder.write("a.txt", "Niega fiebre. Tos.");
    folder.write("b.txt", "");
    let one = run(["extract", &folder.path("a.txt"), "--format", "phenopacket"]);
    let packet: Value = serde_json::from_str(&one.stdout).expect("a packet");
    assert!(one.stdout.lines().count() > 10);
    assert_eq!(
        (&packet["id"], &packet["metaData"]["created"]),
        (&"a".into(), &"1970-01-01T00:00:00Z".into())
    );
    let features = packet["phenotypicFeatures"].as_array().expect("features");
    let excluded: Vec<_> = features
        .iter()
        .map(|f| (f["type"]["id"].as_str(), f["excluded"].as_bool()))
        .collect();
    assert_eq!(excluded, [(Some("HP:0001945"), Some(true)), (Some("HP:0012735"), None)]);
    let several = run(["extract", &folder.path(""), "--format", "phenopacket"]);
    assert_eq!(several.stdout.lines().count(), 2, "{}", several.stderr);
}
