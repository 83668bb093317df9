//! What stands in the tables, and that names and types hold.

use std::collections::HashSet;

use epicrisis_record::{Document, Number, Record};

use super::*;

/// A record of a denied finding, a laboratory value and a drug.
pub(crate) fn record() -> Record {
    let mut record = Record::new(Document {
        id: "case, \"one\"".to_owned(),
        language: "es".to_owned(),
        language_confidence: Number::from(1),
        length: 60,
        sha256: "00".to_owned(),
    });
    let mentions = r#"[
        {"id": "m1", "kind": "finding", "start": 0, "end": 20, "fragments": [[0, 5], [14, 20]],
         "text": "dolor … lumbar", "presence": "absent", "experiencer": "patient", "time": "current", "confidence": 0.9,
         "attributes": {"site": "m2", "grade": "II"},
         "concept": {"id": "low-back-pain", "label": "Low back pain", "codes": [
            {"system": "HPO", "code": "HP:0003419"}, {"system": "ICD-10", "code": "M54.5"}, {"system": "Ours", "code": "7"}]}},
        {"id": "m2", "kind": "body-site", "start": 14, "end": 20, "text": "lumbar", "presence": "present",
         "experiencer": "patient", "time": "current", "confidence": 1},
        {"id": "m3", "kind": "measurement", "start": 22, "end": 40, "text": "leucocitos\n27.400", "presence": "present",
         "experiencer": "patient", "time": "current", "confidence": 1,
         "value": {"number": 27400, "unit_text": "/mm3", "unit": "/mm3", "canonical": {"number": 27.4, "unit": "10*9/L"},
                   "interpretation": "H", "reference_range": {"low": 4, "high": 11, "unit": "10*9/L", "source": "x"}}},
        {"id": "m4", "kind": "medication", "start": 42, "end": 50, "text": "=A", "presence": "present",
         "experiencer": "patient", "time": "planned", "confidence": 1,
         "attributes": {"dose": {"number": 0.1, "unit": "g"}, "size": [{"number": 1}, {"number": 2}],
                        "frequency": {"times": 3, "period": 1, "period_unit": "d", "as_needed": true}}}
    ]"#;
    record.mentions = serde_json::from_str(mentions).unwrap();
    record.relations = serde_json::from_str(r#"[{"kind": "located-at", "from": "m1", "to": "m2"}]"#).unwrap();
    record.subject =
        serde_json::from_str(r#"{"age": {"number": 18, "unit": "mo", "mention": "m1"}, "sex": null}"#).unwrap();
    record
}

/// A table, read as any program reads it: each row by the names of its columns.
fn read(table: &str) -> Vec<HashMap<String, String>> {
    let record = record();
    let mut file = Vec::new();
    let telling = Telling {
        record: &record,
        text: "",
    };
    for piece in Csv.begin().unwrap().into_iter().chain(Csv.document(telling).unwrap()) {
        if piece.path == format!("{table}.csv") {
            file.extend(piece.content);
        }
    }
    csv::Reader::from_reader(file.as_slice())
        .deserialize()
        .collect::<Result<_, _>>()
        .unwrap()
}

#[test]
fn mentions_say_what_is_denied() {
    let rows = read("mentions");
    let first = &rows[0];
    assert_eq!(rows.len(), 4);
    assert_eq!(first["document"], "case, \"one\"");
    assert_eq!(
        (first["presence"].as_str(), first["temporality"].as_str()),
        ("absent", "current")
    );
    assert_eq!(first["fragments"], "0-5;14-20");
    assert_eq!(
        (first["hpo"].as_str(), first["icd10"].as_str()),
        ("HP:0003419", "M54.5")
    );
    assert_eq!(
        (first["other_codes"].as_str(), first["other"].as_str()),
        ("Ours:7", r#"{"grade":"II"}"#)
    );
    assert_eq!((first["site"].as_str(), first["site_label"].as_str()), ("m2", "lumbar"));
    assert_eq!(
        rows[2]["covered_text"], "leucocitos\n27.400",
        "lines of the text stay what they are"
    );
    assert_eq!(
        (rows[3]["as_needed"].as_str(), rows[3]["frequency_times"].as_str()),
        ("true", "3")
    );
    assert_eq!(rows[3]["label"], "", "what is not known is empty");
}

#[test]
fn values_stand_alone() {
    let rows = read("values");
    let roles: Vec<_> = rows
        .iter()
        .map(|row| (row["role"].as_str(), row["ordinal"].as_str()))
        .collect();
    assert_eq!(roles, [("value", "0"), ("dose", "0"), ("size", "0"), ("size", "1")]);
    assert_eq!(
        (rows[0]["number"].as_str(), rows[0]["canonical_number"].as_str()),
        ("27400", "27.4")
    );
    assert_eq!(
        (rows[0]["reference_high"].as_str(), rows[0]["interpretation"].as_str()),
        ("11", "H")
    );
    assert_eq!(
        (rows[1]["number"].as_str(), rows[1]["temporality"].as_str()),
        ("0.1", "planned")
    );
}

#[test]
fn documents_and_relations() {
    let row = &read("documents")[0];
    assert_eq!(
        (row["age"].as_str(), row["age_unit"].as_str(), row["age_years"].as_str()),
        ("18", "mo", "1.5")
    );
    assert_eq!((row["sex"].as_str(), row["mentions"].as_str()), ("", "4"));
    let row = &read("relations")[0];
    assert_eq!(
        (
            row["from_label"].as_str(),
            row["kind"].as_str(),
            row["to_mention"].as_str()
        ),
        ("Low back pain", "located-at", "m2")
    );
}

#[test]
fn each_cell_is_what_its_column_holds() {
    fn check<R>(name: &str, fields: &[Field<R>], rows: impl Iterator<Item = R>) {
        for row in rows {
            for Field { column, of } in fields {
                let fits = match of(&row) {
                    Cell::Unknown => !column.always,
                    Cell::Text(text) => column.holds == Holds::Text && !text.is_empty(),
                    Cell::Integer(_) => column.holds == Holds::Integer,
                    Cell::Number(_) => column.holds == Holds::Number,
                    Cell::Truth(_) => column.holds == Holds::Truth,
                };
                assert!(fits, "{name}.{}", column.name);
            }
        }
    }
    let record = record();
    let case = Case::of(&record);
    check(documents::NAME, &documents::fields(), documents::rows(&case));
    check(mentions::NAME, &mentions::fields(), mentions::rows(&case));
    check(values::NAME, &values::fields(), values::rows(&case));
    check(relations::NAME, &relations::fields(), relations::rows(&case));
}

#[test]
fn names_are_single_and_explained() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/export-tables.md");
    let page = std::fs::read_to_string(page).unwrap();
    for table in all() {
        let mut names = HashSet::new();
        for column in table.columns {
            assert!(names.insert(column.name), "{}.{} twice", table.name, column.name);
            assert!(
                page.contains(&format!("`{}`", column.name)),
                "{}.{} is not in the page",
                table.name,
                column.name
            );
        }
    }
}
