//! The summary of invented patients, whole.

use epicrisis_record::Record;
use serde_json::{Value, json};

use super::{Style, render};

const PLAIN: Style = Style {
    color: false,
    width: 100,
};

/// A record of these mentions; what is the same in most need not be said.
fn record(mut rest: Value, mentions: Vec<Value>) -> Record {
    let mut all = json!({
        "schema": "epicrisis.record/1",
        "document": {"id": "invented", "language": "es", "language_confidence": 1, "length": 2000, "sha256": ""},
        "subject": {}, "sections": [], "relations": [], "warnings": []
    });
    let usual = json!({"presence": "present", "experiencer": "patient", "time": "current", "confidence": 0.9});
    let mentions: Vec<Value> = mentions
        .into_iter()
        .enumerate()
        .map(|(at, mut mention)| {
            let fields = mention.as_object_mut().expect("an object");
            if let Some(label) = fields
                .remove("label")
                .and_then(|label| label.as_str().map(str::to_owned))
            {
                let codes = fields.remove("codes").unwrap_or(json!([]));
                let id = label.to_lowercase().replace(' ', "-");
                fields.insert("concept".to_owned(), json!({"id": id, "label": label, "codes": codes}));
            }
            fields.entry("id").or_insert(json!(format!("m{at}")));
            let start = fields["start"].as_u64().expect("a start");
            let width = fields["text"].as_str().expect("a text").chars().count() as u64;
            fields.entry("end").or_insert(json!(start + width));
            for (name, value) in usual.as_object().expect("an object") {
                fields.entry(name.clone()).or_insert(value.clone());
            }
            mention
        })
        .collect();
    rest["mentions"] = json!(mentions);
    for (name, value) in rest.as_object().expect("an object") {
        all[name] = value.clone();
    }
    serde_json::from_value(all).expect("a record")
}

/// A pneumonia, with something for every part of the summary.
fn pneumonia() -> Record {
    let loinc = |code: &str| json!([{"system": "LOINC", "code": code}]);
    record(
        json!({
            "subject": {"age": {"number": 71, "unit": "a", "mention": "m1"}, "sex": {"value": "female", "mention": "m0"}},
            "sections": [
                {"kind": "present-illness", "start": 0, "end": 400},
                {"kind": "examination", "start": 400, "end": 700, "heading": "Exploración"},
                {"kind": "laboratory", "start": 700, "end": 1000},
                {"kind": "imaging", "start": 1000, "end": 1200},
                {"kind": "diagnosis", "start": 1500, "end": 1600}
            ],
            "relations": [
                {"kind": "caused-by", "from": "m40", "to": "m30"},
                {"kind": "isolated-from", "from": "m30", "to": "m31"},
                {"kind": "found-on", "from": "m20", "to": "m21"},
                {"kind": "given-for", "from": "m50", "to": "m40"}
            ],
            "warnings": [
                {"code": "encoding", "message": "read as Windows-1252", "start": 0, "end": 0},
                {"code": "misspelling", "message": "`amoxicilna` was read as `amoxicilina`", "start": 1700, "end": 1710}
            ]
        }),
        vec![
            json!({"kind": "demographic", "start": 0, "text": "Mujer", "label": "Woman"}),
            json!({"kind": "demographic", "start": 9, "text": "71 años", "label": "Age"}),
            json!({"kind": "demographic", "start": 18, "text": "jubilada", "label": "Retired"}),
            json!({"kind": "problem", "start": 30, "text": "HTA", "label": "Hypertension", "time": "past"}),
            json!({"kind": "problem", "start": 40, "text": "EPOC", "label": "Chronic obstructive pulmonary disease",
                   "attributes": {"severity": "moderate"}}),
            json!({"kind": "problem", "start": 50, "text": "infarto", "label": "Myocardial infarction",
                   "experiencer": "family"}),
            json!({"kind": "finding", "start": 100, "text": "fiebre", "label": "Fever"}),
            json!({"kind": "finding", "start": 120, "text": "tos", "label": "Cough", "attributes": {"course": "worsening"}}),
            json!({"kind": "finding", "start": 300, "text": "Fiebre", "label": "Fever"}),
            json!({"kind": "finding", "start": 140, "text": "dolor torácico", "label": "Chest pain", "presence": "absent"}),
            json!({"kind": "measurement", "start": 410, "text": "TA 80", "label": "Systolic blood pressure",
                   "codes": loinc("8480-6"),
                   "value": {"number": 80, "assumed_unit": "mm[Hg]", "canonical": {"number": 80, "unit": "mm[Hg]"},
                             "interpretation": "LL",
                             "reference_range": {"low": 90, "high": 140, "unit": "mm[Hg]", "source": "x"}}}),
            json!({"kind": "measurement", "start": 430, "text": "Ta 38,2o", "label": "Body temperature",
                   "codes": loinc("8310-5"),
                   "value": {"number": 38.2, "unit_text": "o", "unit": "Cel",
                             "canonical": {"number": 38.2, "unit": "Cel"}, "interpretation": "H",
                             "reference_range": {"low": 36, "high": 37.5, "unit": "Cel", "source": "x"}}}),
            json!({"kind": "finding", "start": 500, "text": "crepitantes", "label": "Crackles",
                   "attributes": {"laterality": "right", "site": "m14"}}),
            json!({"kind": "finding", "start": 560, "text": "reflejos", "label": "Tendon reflexes",
                   "presence": "not-assessed"}),
            json!({"kind": "body-site", "start": 520, "text": "base", "label": "Lung base"}),
            json!({"kind": "measurement", "start": 710, "text": "leucocitos 27.400/mm3", "label": "Leukocytes",
                   "codes": loinc("6690-2"),
                   "value": {"number": 27400, "unit_text": "/mm3", "unit": "/mm3",
                             "canonical": {"number": 27.4, "unit": "10*9/L"}, "interpretation": "H",
                             "reference_range": {"low": 4, "high": 11, "unit": "10*9/L", "source": "x"}}}),
            json!({"kind": "measurement", "start": 750, "text": "creatinina 0,80", "label": "Creatinine",
                   "codes": loinc("2160-0"),
                   "value": {"number": 0.8, "assumed_unit": "mg/dL", "canonical": {"number": 70.7, "unit": "umol/L"},
                             "interpretation": "N",
                             "reference_range": {"low": 45, "high": 84, "unit": "umol/L", "source": "x"}}}),
            json!({"kind": "measurement", "start": 780, "text": "antigenuria positiva",
                   "label": "Pneumococcal antigen in urine",
                   "value": {"text": "positive", "interpretation": "POS"}}),
            json!({"id": "m20", "kind": "finding", "start": 1010, "text": "condensación", "label": "Consolidation",
                   "attributes": {"size": [{"number": 3, "unit": "cm"}, {"number": 4, "unit": "cm"}]}}),
            json!({"id": "m22", "kind": "problem", "start": 1030, "text": "sugestivo de neumonía", "label": "Pneumonia",
                   "presence": "possible", "attributes": {"degree": "likely"}}),
            json!({"id": "m21", "kind": "procedure", "start": 1060, "text": "Rx de tórax", "label": "Chest X-ray"}),
            json!({"id": "m23", "kind": "problem", "start": 1080, "text": "TEP", "label": "Pulmonary embolism",
                   "presence": "possible", "attributes": {"degree": "unlikely"}}),
            json!({"id": "m30", "kind": "organism", "start": 1300, "text": "S. pneumoniae",
                   "label": "Streptococcus pneumoniae"}),
            json!({"id": "m31", "kind": "procedure", "start": 1320, "text": "hemocultivos", "label": "Blood culture"}),
            json!({"id": "m40", "kind": "problem", "start": 1510, "text": "neumonía", "label": "Pneumonia",
                   "attributes": {"severity": "severe", "laterality": "right"}}),
            json!({"id": "m50", "kind": "medication", "start": 1700, "text": "amoxicilna", "label": "Amoxicillin",
                   "confidence": 0.5,
                   "attributes": {"dose": {"number": 1, "unit_text": "g", "unit": "g"}, "route": "oral",
                                  "frequency": {"times": 1, "period": 8, "period_unit": "h"}, "duration": "P7D"}}),
            json!({"id": "m51", "kind": "procedure", "start": 1800, "text": "Rx de control", "label": "Chest X-ray",
                   "time": "planned"}),
            json!({"id": "m52", "kind": "finding", "start": 1850, "text": "signo de\r\nNadie\u{1b}[2J"}),
        ],
    )
}

#[test]
fn every_part_of_the_summary() {
    insta::assert_snapshot!(render(&pneumonia(), PLAIN));
}

#[test]
fn on_a_narrow_page_lines_hang() {
    let text = render(&pneumonia(), Style { color: false, width: 0 });
    for line in text.lines() {
        assert!(unicode_width::UnicodeWidthStr::width(line) <= 40, "{line}");
    }
    insta::assert_snapshot!(text);
}

#[test]
fn colour_adds_nothing_but_colour() {
    let style = Style {
        color: true,
        width: 100,
    };
    let colored = render(&pneumonia(), style);
    let mut plain = String::new();
    let mut rest = colored.as_str();
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        rest = after.split_once('m').map_or("", |(_, rest)| rest);
    }
    plain.push_str(rest);
    assert_eq!(plain, render(&pneumonia(), PLAIN));
    for line in colored.lines() {
        let opened = line.matches("\u{1b}[").count();
        assert!(
            opened == 0 || line.contains("\u{1b}[0m"),
            "a colour runs over the end of {line:?}"
        );
    }
}

#[test]
fn nothing_to_say() {
    insta::assert_snapshot!(render(&record(json!({}), Vec::new()), PLAIN), @"invented  es, 2000 characters");
}

#[test]
fn what_differs_is_not_brought_together() {
    let abscess = |start: u32, side: &str| {
        json!({"kind": "problem", "start": start, "text": "absceso", "label": "Abscess",
               "attributes": {"laterality": side}})
    };
    let mut same = abscess(60, "left");
    same["attributes"] = json!({});
    let text = render(
        &record(json!({}), vec![abscess(0, "left"), abscess(20, "right"), same]),
        PLAIN,
    );
    insta::assert_snapshot!(text);
}

#[test]
fn what_was_somebody_elses_is_told_as_theirs() {
    let at_time = |from: &str, to: &str| json!({"kind": "at-time", "from": from, "to": to});
    let ago = |years: &str| json!({"text": years});
    let record = record(
        json!({"relations": [at_time("m0", "m1"), at_time("m2", "m1"), at_time("m3", "m4"), at_time("m5", "m4")]}),
        vec![
            json!({"kind": "problem", "start": 0, "text": "ictus", "label": "Stroke", "experiencer": "family"}),
            json!({"kind": "time", "start": 10, "text": "2019", "value": ago("2019")}),
            json!({"kind": "problem", "start": 20, "text": "ictus", "label": "Stroke"}),
            json!({"kind": "problem", "start": 30, "text": "gripe", "label": "Influenza", "experiencer": "other"}),
            json!({"kind": "time", "start": 40, "text": "2020", "value": ago("2020")}),
            json!({"kind": "procedure", "start": 50, "text": "TAC", "label": "CT", "time": "planned"}),
        ],
    );
    let page = render(&record, PLAIN);
    for line in [
        "2019: Stroke (in the family), Stroke",
        "2020: Influenza (another person), CT (planned)",
    ] {
        assert!(page.contains(line), "{page}");
    }
}
