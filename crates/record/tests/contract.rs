//! The JSON of the record, byte for byte: order of fields, what is `null` and what is left out.

use epicrisis_record::Record;

const CONTRACT: &str = include_str!("contract.json");

#[test]
fn read_and_written_again_it_is_the_same() {
    let record: Record = serde_json::from_str(CONTRACT).expect("the example is a record");
    let written = serde_json::to_string_pretty(&record).expect("a record is JSON");
    assert_eq!(written, CONTRACT.trim_end());
}

#[test]
fn the_line_is_what_the_library_writes() {
    let record: Record = serde_json::from_str(CONTRACT).expect("the example is a record");
    let mut line = Vec::new();
    record.write_json(&mut line).expect("a record is JSON");
    let library = serde_json::to_string(&record).expect("a record is JSON");
    assert_eq!(String::from_utf8_lossy(&line), library);
}

#[test]
fn null_and_absent_are_one_on_reading() {
    let with = r#"{"number": 1, "canonical": null, "text": null, "interpretation": null}"#;
    let without = r#"{"number": 1}"#;
    let read = |json| serde_json::from_str::<epicrisis_record::Value>(json).expect("a value");
    assert_eq!(read(with), read(without));
}

#[test]
fn an_unknown_word_is_refused_with_what_would_be_right() {
    let error = serde_json::from_str::<epicrisis_record::Presence>(r#""maybe""#).expect_err("no presence");
    assert!(error.to_string().contains("not-assessed"), "{error}");
    let error = "maybe".parse::<epicrisis_record::Presence>().expect_err("no presence");
    assert!(error.to_string().contains("not-assessed"), "{error}");
}
