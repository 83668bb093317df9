//! What is written is read back: the rows of the CSV files, by type.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int32Type};
use arrow_array::{Array, RecordBatch};
use arrow_schema::DataType;
use epicrisis_record::{Document, Number, Record};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::file::reader::ChunkReader;

use super::*;

/// A case of one measurement, or of none.
fn record(id: usize, measured: bool) -> Record {
    let mut record = Record::new(Document {
        id: format!("case-{id}"),
        language: "es".to_owned(),
        language_confidence: Number::from(1),
        length: 40,
        sha256: "00".to_owned(),
    });
    if measured {
        let mention = r#"[{"id": "m1", "kind": "measurement", "start": 3, "end": 14, "text": "Hb \"9,9\",\ng/dl",
            "presence": "present", "experiencer": "patient", "time": "current", "confidence": 0.9,
            "attributes": {"frequency": {"as_needed": true}}, "value": {"number": 9.9, "unit": "g/dL"}}]"#;
        record.mentions = serde_json::from_str(mention).unwrap();
    }
    record
}

/// The file of a table of these records, and in how many parts it was written.
fn written(table: &str, records: impl Iterator<Item = Record>) -> (Vec<u8>, usize) {
    let export = Parquet {
        group: 100_000,
        ..Parquet::default()
    };
    let (mut file, mut parts) = (Vec::new(), 0);
    let mut take = |pieces: Vec<Piece>| {
        for piece in pieces
            .into_iter()
            .filter(|piece| piece.path == format!("{table}.parquet"))
        {
            parts += 1;
            file.extend(piece.content);
        }
    };
    take(export.begin().unwrap());
    for record in records {
        let telling = Telling {
            record: &record,
            text: "",
        };
        let pieces = export.document(telling).unwrap();
        take(export.in_order(pieces).unwrap());
    }
    take(export.end().unwrap());
    (file, parts)
}

fn read(file: Vec<u8>) -> Vec<RecordBatch> {
    fn rows<R: ChunkReader + 'static>(file: R) -> Vec<RecordBatch> {
        let reader = ParquetRecordBatchReaderBuilder::try_new(file).unwrap().build().unwrap();
        reader.map(Result::unwrap).collect()
    }
    let path = std::env::temp_dir().join(format!(
        "epicrisis-tables-{}-{}.parquet",
        std::process::id(),
        file.len()
    ));
    std::fs::write(&path, file).unwrap();
    let rows = rows(std::fs::File::open(&path).unwrap());
    std::fs::remove_file(path).unwrap();
    rows
}

#[test]
fn rows_come_back_by_type() {
    let (file, _) = written("mentions", [record(1, false), record(2, true)].into_iter());
    let rows = &read(file)[0];
    let column = |name| Arc::clone(rows.column_by_name(name).unwrap());
    assert_eq!(rows.num_rows(), 1);
    assert_eq!(column("document").as_string::<i32>().value(0), "case-2");
    assert_eq!(column("covered_text").as_string::<i32>().value(0), "Hb \"9,9\",\ng/dl");
    assert_eq!(column("start_char").as_primitive::<Int32Type>().value(0), 3);
    assert_eq!(column("confidence").as_primitive::<Float64Type>().value(0), 0.9);
    assert!(column("as_needed").as_boolean().value(0));
    assert!(column("label").is_null(0), "what is not known is null");
}

#[test]
fn no_column_is_unsigned() {
    for table in tables::all() {
        for field in batch::Batch::new(table.columns).schema().fields() {
            let known = [DataType::Utf8, DataType::Int32, DataType::Float64, DataType::Boolean];
            assert!(known.contains(field.data_type()), "{}.{}", table.name, field.name());
        }
    }
}

#[test]
fn nothing_is_still_a_table() {
    let (file, _) = written("values", std::iter::empty());
    let rows: usize = read(file).iter().map(RecordBatch::num_rows).sum();
    assert_eq!(rows, 0);
}

#[test]
fn many_documents_make_groups() {
    const MANY: usize = 20_000;
    let ids = || (0..MANY).map(|id| record(id.wrapping_mul(2_654_435_761), false));
    let (file, parts) = written("documents", ids());
    assert!(parts > 1, "all was held back to the end");
    let rows: usize = read(file.clone()).iter().map(RecordBatch::num_rows).sum();
    assert_eq!(rows, MANY);
    assert!(file == written("documents", ids()).0, "the same bytes every time");
}
