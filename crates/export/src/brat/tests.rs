//! To brat and back, over a record that has a bit of everything, and over any.

use epicrisis_record::{Document, Number, Record};

use super::*;

fn document(text: &str) -> Document {
    Document {
        id: "case".to_owned(),
        language: "es".to_owned(),
        language_confidence: Number::from(1),
        length: u32::try_from(text.chars().count()).unwrap(),
        sha256: String::new(),
    }
}

const TEXT: &str = "Varón de 47 años. Niega dolor\n  torácico. Hb 9,9 g/dl. Dolor abdominal y lumbar intenso.";

fn record() -> Record {
    let mentions = r#"[
        {"id": "m1", "kind": "demographic", "start": 0, "end": 5, "text": "Varón", "attributes": {"sex": "male"}},
        {"id": "m2", "kind": "demographic", "start": 9, "end": 16, "text": "47 años",
         "value": {"number": 47, "unit": "a"}},
        {"id": "m3", "kind": "finding", "start": 24, "end": 40, "text": "dolor\n  torácico", "presence": "absent",
         "attributes": {"site": "m4"},
         "concept": {"id": "chest-pain", "label": "Chest pain", "codes": [
            {"system": "HPO", "code": "HP:0100749"}, {"system": "My list: 2", "code": "A 7%"}]}},
        {"id": "m4", "kind": "body-site", "start": 32, "end": 40, "text": "torácico"},
        {"id": "m5", "kind": "measurement", "start": 42, "end": 53, "text": "Hb 9,9 g/dl",
         "value": {"number": 9.9, "unit_text": "g/dl", "unit": "g/dL", "interpretation": "L", "start": 45, "end": 53}},
        {"id": "m6", "kind": "finding", "start": 55, "end": 79, "text": "Dolor … lumbar",
         "fragments": [[55, 60], [73, 79]], "presence": "possible",
         "attributes": {"severity": "severe", "degree": "likely", "grade": "III"}}
    ]"#;
    let mut mentions: serde_json::Value = serde_json::from_str(mentions).unwrap();
    for mention in mentions.as_array_mut().unwrap() {
        let fields = mention.as_object_mut().unwrap();
        for (name, usual) in [("presence", "present"), ("experiencer", "patient"), ("time", "current")] {
            fields.entry(name).or_insert_with(|| usual.into());
        }
        fields.insert("confidence".into(), 1.into());
    }
    let mut record = Record::new(document(TEXT));
    record.mentions = serde_json::from_value(mentions).unwrap();
    let subject = r#"{"age": {"number": 47, "unit": "a", "mention": "m2"}, "sex": {"value": "male", "mention": "m1"}}"#;
    record.subject = serde_json::from_str(subject).unwrap();
    record.relations = serde_json::from_str(r#"[{"kind": "located-at", "from": "m3", "to": "m4"}]"#).unwrap();
    record.check(TEXT).unwrap();
    record
}

fn annotations(record: &Record, text: &str) -> String {
    let pieces = Brat.document(Telling { record, text }).unwrap();
    assert_eq!(pieces[0].content, text.as_bytes(), "the text itself lies beside");
    String::from_utf8(pieces[1].content.clone()).unwrap()
}

#[test]
fn the_file() {
    let text = annotations(&record(), TEXT);
    insta::assert_snapshot!(text);
}

#[test]
fn it_comes_back_as_it_was() {
    let record = record();
    let annotations = epicrisis_brat::parse(&annotations(&record, TEXT)).unwrap();
    assert_eq!(read(record.document.clone(), TEXT, &annotations).unwrap(), record);
}

#[test]
fn the_configuration() {
    for piece in Brat.begin().unwrap() {
        let text = String::from_utf8(piece.content).unwrap();
        insta::assert_snapshot!(piece.path.clone(), text);
    }
}

#[test]
fn what_a_person_wrote_is_taken_or_named() {
    let text = "Fiebre.";
    let read = |file: &str| read(document(text), text, &epicrisis_brat::parse(file).unwrap());
    let remarked = "T7\tfinding 0 6\tFiebre\nA1\tdoubtful T7\n#1\tAnnotatorNotes T7\tsee page 2\n";
    assert_eq!(read(remarked).unwrap().mentions[0].id.to_string(), "m7");
    for (file, why) in [
        ("T1\tFEVER 0 6\tFiebre\n", "no kind"),
        ("T1\tfinding 0 6\tFiebre\nA1\tpresence T1 gone\n", "no presence"),
        ("T1\tfinding 0 6\tFiebre\n#1\tAnnotatorNotes T1\t{oh}\n", "its note"),
        ("T1\tfinding 0 60\tFiebre\n", "outside"),
        ("Tx\tfinding 0 6\tFiebre\n", "no annotation's id"),
    ] {
        let error = read(file).unwrap_err().to_string();
        assert!(error.contains(why), "{error}");
        assert!(!error.contains("Fiebre"), "no word of the document: {error}");
    }
}
