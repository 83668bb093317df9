//! The CAS of an invented document, with letters that XML and UTF-16 make hard.

use epicrisis_record::{Document, Number, Record};
use serde_json::json;

use super::*;

const TEXT: &str = "😀 Niega\u{1}fiebre & <tos>.\nDolor.";

fn record() -> Record {
    let mut record = Record::new(Document {
        id: "a \"b\"".to_owned(),
        language: "es".to_owned(),
        language_confidence: Number::from(1),
        length: u32::try_from(TEXT.chars().count()).unwrap(),
        sha256: String::new(),
    });
    let said = |id: &str, start: usize, text: &str, presence: &str| {
        json!({"id": id, "kind": "finding", "start": start, "end": start + text.chars().count(), "text": text,
            "presence": presence, "experiencer": "patient", "time": "current", "confidence": 1})
    };
    let mut pain = said("m2", 24, "Dolor", "present");
    pain["concept"] = json!({"id": "pain", "label": "Pain", "codes": [{"system": "HPO", "code": "HP:0012531"},
        {"system": "ICD-10", "code": "R52"}]});
    pain["value"] = json!({"comparator": "<", "number": 5, "unit": "mg/L"});
    record.mentions = serde_json::from_value(json!([said("m1", 8, "fiebre", "absent"), pain])).unwrap();
    record.relations = serde_json::from_value(json!([{"kind": "same-as", "from": "m1", "to": "m2"}])).unwrap();
    record.check(TEXT).unwrap();
    record
}

fn file(at: usize) -> String {
    let pieces = if at == 0 {
        Xmi.begin().unwrap()
    } else {
        let record = record();
        Xmi.document(Telling {
            record: &record,
            text: TEXT,
        })
        .unwrap()
    };
    String::from_utf8(pieces.into_iter().next().unwrap().content).unwrap()
}

#[test]
fn the_file() {
    insta::assert_snapshot!(file(1));
}

#[test]
fn the_types_have_all_features() {
    let types = file(0);
    for feature in features::ALL {
        assert!(types.contains(&format!("<name>{}</name>", feature.name)));
    }
    assert!(types.contains(types::MENTION));
}

#[test]
fn no_letter_is_left_that_xml_forbids() {
    let mut all = String::new();
    write::attribute(&mut all, "\0\u{8}\u{B}\u{1F}\u{FFFE}\u{FFFF}");
    assert_eq!(all, "\u{FFFD}".repeat(6));
    let mut all = String::new();
    write::attribute(&mut all, "a\t\r\n\u{85}\"<>&😀");
    assert_eq!(all, "a&#9;&#13;&#10;&#133;&quot;&lt;&gt;&amp;😀");
}
