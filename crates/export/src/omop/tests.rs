//! The rows of an invented patient: what comes out, and what must not.

use epicrisis_record::Record;
use serde_json::{Value, json};

use super::{Rows, Settings, Vocabulary, rows};

const TEXT: &str = "Mujer de 71 años. Antecedentes: hipertensión, apendicectomía en 2004. Madre con cáncer de mama. Neumonía, no TEP; \
                    posible sepsis. Hb 9,8 g/dL, PCR < 5. Neumonía otra vez. Enalapril 20 mg oral 7 días. Esputo: neumococo.";

/// A mention of words of the text; what is the same in most need not be said.
fn mention(id: u32, kind: &str, words: &str, rest: Value) -> Value {
    let byte = TEXT.find(words).expect("words of the text");
    let start = TEXT[..byte].chars().count();
    let mut all = json!({
        "id": format!("m{id}"), "kind": kind, "text": words, "start": start, "end": start + words.chars().count(),
        "presence": "present", "experiencer": "patient", "time": "current", "confidence": 0.9
    });
    for (name, value) in rest.as_object().expect("an object") {
        all[name] = value.clone();
    }
    all
}

fn concept(id: &str, codes: &[(&str, &str)]) -> Value {
    let codes: Vec<Value> = codes
        .iter()
        .map(|(system, code)| json!({"system": system, "code": code}))
        .collect();
    json!({"id": id, "label": id.replace('-', " "), "codes": codes})
}

fn record() -> Record {
    let number = |number: f64, unit: Option<&str>| json!({"number": number, "unit": unit, "unit_text": unit});
    let mentions = vec![
        mention(0, "demographic", "Mujer", json!({})),
        mention(1, "demographic", "71 años", json!({"value": number(71.0, Some("a"))})),
        mention(
            2,
            "problem",
            "hipertensión",
            json!({"concept": concept("hypertension", &[("ICD-10", "I10")]), "time": "past"}),
        ),
        mention(
            3,
            "procedure",
            "apendicectomía",
            json!({"concept": concept("appendicectomy", &[]), "time": "past"}),
        ),
        mention(4, "time", "2004", json!({"value": {"text": "2004"}})),
        mention(
            5,
            "problem",
            "cáncer de mama",
            json!({
                "concept": concept("breast-cancer", &[("ICD-10", "C50.9")]), "experiencer": "family"
            }),
        ),
        mention(
            6,
            "problem",
            "Neumonía",
            json!({"concept": concept("pneumonia", &[("HPO", "HP:0002090"), ("ICD-10", "J18.9")])}),
        ),
        mention(
            7,
            "problem",
            "TEP",
            json!({"concept": concept("pulmonary-embolism", &[("ICD-10", "I26.9")]), "presence": "absent"}),
        ),
        mention(
            8,
            "problem",
            "sepsis",
            json!({
                "concept": concept("sepsis", &[("ICD-10", "A41.9")]), "presence": "possible", "attributes": {"degree": "possible"}
            }),
        ),
        mention(
            9,
            "measurement",
            "Hb",
            json!({
                "concept": concept("haemoglobin", &[("LOINC", "718-7")]),
                "value": {"number": 9.8, "unit": "g/dL", "unit_text": "g/dL", "start": 137, "end": 145,
                          "reference_range": {"low": 12, "high": 16, "unit": "g/dL", "source": "document"}}
            }),
        ),
        mention(
            10,
            "measurement",
            "PCR",
            json!({
                "concept": concept("c-reactive-protein", &[("LOINC", "1988-5")]),
                "value": {"number": 5, "comparator": "<", "assumed_unit": "mg/L",
                          "reference_range": {"high": 5, "unit": "mg/L", "source": "usual adult range"}}
            }),
        ),
        mention(
            11,
            "problem",
            "Neumonía otra vez",
            json!({"concept": concept("pneumonia", &[("HPO", "HP:0002090"), ("ICD-10", "J18.9")])}),
        ),
        mention(
            12,
            "medication",
            "Enalapril",
            json!({
                "concept": concept("enalapril", &[("ATC", "C09AA02")]),
                "attributes": {"dose": number(20.0, Some("mg")), "route": "oral", "duration": "P7D"}
            }),
        ),
        mention(
            13,
            "body-site",
            "Esputo",
            json!({"concept": concept("sputum", &[("UBERON", "UBERON:0007311")])}),
        ),
        mention(
            14,
            "organism",
            "neumococo",
            json!({"concept": concept("pneumococcus", &[("NCBITaxon", "1313")]), "attributes": {"specimen": "m13"}}),
        ),
    ];
    let record = json!({
        "schema": "epicrisis.record/1",
        "document": {"id": "invented", "language": "es", "language_confidence": 1, "length": TEXT.chars().count(), "sha256": ""},
        "subject": {"age": {"number": 71, "unit": "a", "mention": "m1"}, "sex": {"value": "female", "mention": "m0"}},
        "sections": [], "mentions": mentions, "warnings": [],
        "relations": [
            {"kind": "at-time", "from": "m3", "to": "m4"},
            {"kind": "caused-by", "from": "m11", "to": "m14"},
            {"kind": "isolated-from", "from": "m14", "to": "m13"},
            {"kind": "caused-by", "from": "m8", "to": "m6"},
            {"kind": "given-for", "from": "m12", "to": "m2"}
        ]
    });
    serde_json::from_value(record).expect("a record")
}

fn plain() -> Rows {
    let settings = Settings {
        date: "2024-05-31".parse().expect("a date"),
        vocabulary: None,
    };
    rows(&record(), TEXT, &settings)
}

#[test]
fn the_patient_the_visit_and_the_note() {
    let rows = plain();
    let (person, note) = (&rows.person[0], &rows.note[0]);
    assert_eq!((person.gender_concept_id, person.year_of_birth), (8532, 1953));
    assert_eq!(note.note_text, TEXT);
    assert_eq!(note.language_concept_id, 4_182_511);
    assert_eq!(
        (note.person_id, note.visit_occurrence_id),
        (person.person_id, Some(person.person_id))
    );
    assert_eq!(rows.visit_occurrence[0].visit_concept_id, 0);
    let period = &rows.observation_period[0];
    assert_eq!(period.observation_period_start_date.to_string(), "2004-01-01");
    assert_eq!(period.observation_period_end_date.to_string(), "2024-05-31");
}

#[test]
fn only_what_the_patient_has_occurs() {
    let rows = plain();
    let conditions: Vec<_> = rows
        .condition_occurrence
        .iter()
        .map(|row| row.condition_source_value.as_ref().map(|v| v.as_str()))
        .collect();
    // The embolism is denied, the sepsis suspected, the cancer the mother's, hypertension history; pneumonia is one, said twice.
    assert_eq!(conditions, [Some("ICD-10:J18.9")]);
    assert_eq!(
        rows.condition_occurrence[0].condition_occurrence_id,
        rows.note_nlp[6].note_nlp_id
    );
    let exists = |at: usize| {
        rows.note_nlp[at]
            .term_exists
            .as_ref()
            .map(|v| v.as_str().to_owned())
            .unwrap()
    };
    assert_eq!(
        (exists(6), exists(7), exists(8), exists(5)),
        ("Y".into(), "N".into(), "N".into(), "N".into())
    );
    assert_eq!(rows.note_nlp.len(), record().mentions.len());
}

#[test]
fn histories_are_observed() {
    let rows = plain();
    let told: Vec<_> = rows
        .observation
        .iter()
        .map(|row| {
            (
                row.observation_concept_id,
                row.observation_source_value.as_ref().map(|v| v.as_str()).unwrap(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (1_340_204, "ICD-10:I10"),
            (4_167_217, "ICD-10:C50.9"),
            (0, "NCBITaxon:1313")
        ]
    );
    assert_eq!(
        rows.observation[0].value_as_string.as_ref().map(|v| v.as_str()),
        Some("hypertension")
    );
    // What has a day of its own happened on it, and outside of the visit.
    let done = &rows.procedure_occurrence[0];
    assert_eq!(done.procedure_date.to_string(), "2004-01-01");
    assert_eq!(done.visit_occurrence_id, None);
}

#[test]
fn values_keep_number_unit_and_sign() {
    let rows = plain();
    let [haemoglobin, crp] = rows.measurement.as_slice() else {
        panic!("two")
    };
    assert_eq!(
        haemoglobin.value_as_number.map(|n| n.to_string()).as_deref(),
        Some("9.8")
    );
    assert_eq!(haemoglobin.unit_source_value.as_ref().map(|v| v.as_str()), Some("g/dL"));
    assert_eq!(haemoglobin.range_low.map(|n| n.to_string()).as_deref(), Some("12"));
    assert_eq!(haemoglobin.operator_concept_id, None);
    assert_eq!(crp.operator_concept_id, Some(4_171_756));
    assert_eq!(crp.unit_source_value, None, "the text gives none");
    assert_eq!((crp.range_low, crp.range_high), (None, None), "no laboratory gave it");
}

#[test]
fn a_drug_has_its_days_and_its_sig() {
    let rows = plain();
    let [drug] = rows.drug_exposure.as_slice() else {
        panic!("one")
    };
    assert_eq!(drug.sig.as_deref(), Some("20 mg oral for P7D"));
    assert_eq!(drug.drug_exposure_end_date.to_string(), "2024-06-06");
    assert_eq!((drug.days_supply, drug.route_concept_id), (Some(7), Some(4_132_161)));
}

#[test]
fn relations_are_told_both_ways_and_only_of_rows() {
    let rows = plain();
    let pneumonia = rows.condition_occurrence[0].condition_occurrence_id;
    let organism = rows.observation[2].observation_id;
    let specimen = rows.specimen[0].specimen_id;
    let told: Vec<_> = rows
        .fact_relationship
        .iter()
        .map(|row| (row.fact_id_1, row.relationship_concept_id, row.fact_id_2))
        .collect();
    let drug = rows.drug_exposure[0].drug_exposure_id;
    let hypertension = rows.observation[0].observation_id;
    // The sepsis is no row, so nothing is said of what caused it.
    assert_eq!(
        told,
        [
            (pneumonia, 44_818_780, organism),
            (organism, 44_818_878, pneumonia),
            (organism, 44_818_756, specimen),
            (specimen, 44_818_854, organism),
            (drug, 44_818_734, hypertension),
            (hypertension, 44_818_832, drug),
        ]
    );
}

#[test]
fn mentions_point_into_the_note() {
    let rows = plain();
    for row in &rows.note_nlp {
        let offset: usize = row.offset.as_ref().unwrap().as_str().parse().unwrap();
        let words = row.lexical_variant.as_str();
        let covered: String = rows.note[0]
            .note_text
            .chars()
            .skip(offset)
            .take(words.chars().count())
            .collect();
        assert_eq!(covered, words);
        assert!(row.snippet.as_ref().unwrap().as_str().contains(words));
    }
    let sepsis = rows.note_nlp[8].term_modifiers.as_ref().unwrap().as_str();
    assert_eq!(
        sepsis,
        "presence=possible;kind=problem;concept=sepsis;code=ICD-10 A41.9;degree=possible;confidence=0.9"
    );
}

#[test]
fn a_vocabulary_gives_concepts_and_decides_the_table() {
    let folder = super::vocabulary::tests::athena("rows");
    let settings = Settings {
        date: "2024-05-31".parse().expect("a date"),
        vocabulary: Some(Vocabulary::open(folder.path()).expect("a vocabulary")),
    };
    let rows = rows(&record(), TEXT, &settings);
    // The code of ICD-10 leads to two standard concepts, one of them an observation.
    let pneumonia = &rows.condition_occurrence[0];
    assert_eq!(
        (pneumonia.condition_concept_id, pneumonia.condition_source_concept_id),
        (255_848, Some(45_547_411))
    );
    assert!(
        rows.observation
            .iter()
            .any(|row| row.observation_concept_id == 4_000_001)
    );
    assert_eq!(rows.note_nlp[6].note_nlp_concept_id, Some(255_848));
    let haemoglobin = &rows.measurement[0];
    assert_eq!(
        (haemoglobin.measurement_concept_id, haemoglobin.unit_concept_id),
        (3_000_963, Some(8713))
    );
    // The unit that is taken for granted has a concept and no source.
    assert_eq!(
        (
            rows.measurement[1].unit_concept_id,
            &rows.measurement[1].unit_source_value
        ),
        (Some(8751), &None)
    );
    let history = rows
        .observation
        .iter()
        .find(|row| row.observation_concept_id == 1_340_204)
        .unwrap();
    assert_eq!(history.value_as_concept_id, Some(320_128));
}

#[test]
fn the_same_record_gives_the_same_rows() {
    assert_eq!(plain(), plain());
}

/// A drug of an antibiogram is measured, whatever its presence; nobody took it.
#[test]
fn a_drug_that_was_tested_is_no_drug_that_was_taken() {
    let tested = |found: &str, rest: Value| {
        let mut said = json!({
            "concept": concept("enalapril", &[("ATC", "C09AA02")]), "presence": "hypothetical",
            "attributes": {"susceptibility": found}
        });
        for (name, value) in rest.as_object().expect("an object") {
            said[name] = value.clone();
        }
        let mut record = record();
        record.mentions = serde_json::from_value(json!([
            mention(
                1,
                "organism",
                "neumococo",
                json!({"concept": concept("pneumococcus", &[])})
            ),
            mention(2, "medication", "Enalapril", said.clone()),
            mention(3, "medication", "Enalapril", said),
        ]))
        .expect("mentions");
        record.relations = serde_json::from_value(json!([
            {"kind": "tested-against", "from": "m1", "to": "m2"}, {"kind": "tested-against", "from": "m1", "to": "m3"}
        ]))
        .expect("relations");
        rows(&record, TEXT, &Settings::default())
    };
    for (found, letter) in [("susceptible", "S"), ("intermediate", "I"), ("resistant", "R")] {
        let rows = tested(found, json!({}));
        assert!(rows.drug_exposure.is_empty());
        assert_eq!(rows.measurement.len(), 1, "told twice, measured once");
        let row = &rows.measurement[0];
        let words = |cell: &Option<super::Varchar<50>>| cell.as_ref().expect("words").as_str().to_owned();
        assert_eq!(words(&row.value_source_value), letter);
        assert_eq!(words(&row.measurement_source_value), "susceptibility ATC:C09AA02");
        assert_eq!(rows.fact_relationship.len(), 2, "organism and test, in both directions");
        let modifiers = rows.note_nlp[1].term_modifiers.as_ref().expect("modifiers").as_str();
        assert!(modifiers.contains(&format!("susceptibility={found}")), "{modifiers}");
    }
    for rest in [
        json!({"experiencer": "other"}),
        json!({"time": "planned"}),
        json!({"time": "past"}),
    ] {
        let rows = tested("resistant", rest);
        assert!(rows.measurement.is_empty() && rows.drug_exposure.is_empty());
    }
}
