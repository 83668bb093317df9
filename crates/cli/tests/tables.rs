//! `--format csv` from outside: what stands in the tables is what stands in the records.

mod common;

use std::collections::HashMap;

use common::{Folder, cases, run};

/// A table, each row by the names of its columns.
fn table(folder: &Folder, name: &str) -> Vec<HashMap<String, String>> {
    let file = folder.read(&format!("out/{name}.csv"));
    csv::Reader::from_reader(file.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .expect("a table")
}

#[test]
fn tables_hold_what_the_records_hold() {
    let folder = Folder::new("csv");
    let cases = cases();
    let paths = || cases.iter().map(String::as_str);
    let ran = run(["extract", "--format", "csv", "--out", &folder.path("out")]
        .into_iter()
        .chain(paths()));
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""), "{}", ran.stderr);
    let records = run(["extract", "--format", "jsonl"].into_iter().chain(paths())).records();

    assert_eq!(table(&folder, "documents").len(), records.len());
    let mut mentions = table(&folder, "mentions").into_iter();
    let mut relations = table(&folder, "relations").into_iter();
    for record in &records {
        for mention in record["mentions"].as_array().expect("mentions") {
            let row = mentions.next().expect("a row");
            assert_eq!(row["document"], record["document"]["id"]);
            for (column, field) in [
                ("mention", "id"),
                ("kind", "kind"),
                ("covered_text", "text"),
                ("presence", "presence"),
                ("experiencer", "experiencer"),
                ("temporality", "time"),
            ] {
                assert_eq!(row[column], mention[field], "{column}");
            }
            assert_eq!(row["start_char"], mention["start"].to_string());
            assert_eq!(row["concept"], mention["concept"]["id"].as_str().unwrap_or_default());
        }
        for relation in record["relations"].as_array().expect("relations") {
            let row = relations.next().expect("a row");
            assert_eq!(
                (&row["kind"], &row["from_mention"]),
                (&text(&relation["kind"]), &text(&relation["from"]))
            );
        }
    }
    assert!(mentions.next().is_none() && relations.next().is_none());
}

fn text(value: &serde_json::Value) -> String {
    value.as_str().expect("a text").to_owned()
}

#[test]
fn the_same_with_any_number_of_threads() {
    let folder = Folder::new("csv-threads");
    for at in 0..300 {
        folder.write(&format!("in/{at}.txt"), "Niega fiebre. Hb 9,9 g/dl. ".repeat(at % 7));
    }
    for threads in ["1", "8"] {
        let out = folder.path(threads);
        let ran = run([
            "extract",
            &folder.path("in"),
            "--format",
            "csv",
            "--threads",
            threads,
            "--out",
            &out,
        ]);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
    }
    for name in ["documents", "mentions", "values", "relations"] {
        let read = |threads: &str| folder.read(&format!("{threads}/{name}.csv"));
        assert!(read("1") == read("8"), "{name}");
    }
}
