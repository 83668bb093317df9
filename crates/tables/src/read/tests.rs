//! What is written here as others write it is read back; what is damaged is refused.

use std::io::{Seek, SeekFrom, Write};
use std::panic;

use arrow_array::builder::{Int64Builder, StringBuilder};
use arrow_array::{DictionaryArray, LargeBinaryArray, StringArray};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

use super::*;

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

/// A file that nobody else can see, and that goes with its handle.
fn file(bytes: &[u8]) -> File {
    let path = std::env::temp_dir().join(format!(
        "epicrisis-read-{}-{:?}.parquet",
        std::process::id(),
        std::thread::current().id()
    ));
    let mut file = File::options()
        .create(true)
        .truncate(true)
        .read(true)
        .write(true)
        .open(&path)
        .unwrap();
    file.write_all(bytes).unwrap();
    file.seek(SeekFrom::Start(0)).unwrap();
    std::fs::remove_file(path).unwrap();
    file
}

fn written(columns: Vec<(&str, ArrayRef)>, compression: Compression) -> Vec<u8> {
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let properties = WriterProperties::builder()
        .set_compression(compression)
        .set_max_row_group_row_count(Some(3))
        .build();
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), Some(properties)).unwrap();
    writer.write(&batch).unwrap();
    writer.into_inner().unwrap()
}

fn read(bytes: &[u8], id_needed: bool) -> Result<Vec<TextRow>, ReadError> {
    let (text, id) = (names(&["text", "note_text"]), names(&["id", "note_id"]));
    let wanted = Wanted {
        text: &text,
        id: &id,
        id_needed,
    };
    TextRows::open(file(bytes), wanted)?.collect()
}

fn row(id: Option<&str>, text: Option<&str>) -> TextRow {
    TextRow {
        id: id.map(str::to_owned),
        text: text.map(|text| text.as_bytes().to_vec()),
    }
}

#[test]
fn rows_are_read_whatever_the_types_and_the_order_of_the_columns() {
    let texts = || {
        let mut texts = StringBuilder::new();
        texts.append_value("Fiebre.");
        texts.append_null();
        texts.append_value("");
        texts.append_value("Tos.");
        Arc::new(texts.finish()) as ArrayRef
    };
    let numbers = || {
        let mut numbers = Int64Builder::new();
        numbers.append_value(7);
        numbers.append_value(-8);
        numbers.append_null();
        numbers.append_value(9);
        Arc::new(numbers.finish()) as ArrayRef
    };
    let expected = [
        row(Some("7"), Some("Fiebre.")),
        row(Some("-8"), None),
        row(None, Some("")),
        row(Some("9"), Some("Tos.")),
    ];
    for compression in [
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::GZIP(Default::default()),
        Compression::LZ4_RAW,
        Compression::ZSTD(ZstdLevel::default()),
    ] {
        let other = Arc::new(StringArray::from(vec!["x"; 4])) as ArrayRef;
        let first = written(
            vec![("Note_Text", texts()), ("a", other.clone()), ("NOTE_ID", numbers())],
            compression,
        );
        assert_eq!(read(&first, true).unwrap(), expected, "{compression:?}");
        let last = written(vec![("id", numbers()), ("a", other), ("text", texts())], compression);
        assert_eq!(read(&last, true).unwrap(), expected, "{compression:?}");
    }
    let alone = written(vec![("text", texts())], Compression::SNAPPY);
    assert_eq!(read(&alone, false).unwrap()[3], row(None, Some("Tos.")));
    assert!(matches!(read(&alone, true), Err(ReadError::NoId)));
}

#[test]
fn categories_and_bytes_are_texts_and_numbers_are_not() {
    let categories: DictionaryArray<Int8Type> = ["a", "b", "a"].into_iter().collect();
    let bytes = LargeBinaryArray::from(vec![&b"tor\xE1x"[..], b"", b"c"]);
    let table = written(
        vec![("id", Arc::new(categories)), ("text", Arc::new(bytes))],
        Compression::SNAPPY,
    );
    let rows = read(&table, true).unwrap();
    assert_eq!(rows[0].id.as_deref(), Some("a"));
    assert_eq!(rows[0].text.as_deref(), Some(&b"tor\xE1x"[..]));
    let numbers = arrow_array::Int32Array::from(vec![1]);
    let table = written(vec![("text", Arc::new(numbers))], Compression::SNAPPY);
    assert!(matches!(read(&table, false), Err(ReadError::Type { .. })));
    assert!(matches!(read(b"PAR1", false), Err(ReadError::Parquet(_))));
    assert!(matches!(read(b"", false), Err(ReadError::Parquet(_))));
}

#[test]
fn long_texts_are_read_few_at_a_time() {
    let texts = StringArray::from_iter_values((0..40).map(|at| at.to_string().repeat(1 << 19)));
    let table = written(vec![("text", Arc::new(texts))], Compression::UNCOMPRESSED);
    let mut rows = TextRows::open(
        file(&table),
        Wanted {
            text: &names(&["text"]),
            id: &[],
            id_needed: false,
        },
    )
    .unwrap();
    assert_eq!(rows.rows(), 40);
    rows.next().unwrap().unwrap();
    let held = rows.held.as_ref().unwrap();
    assert!(held.num_rows() < 10, "{} rows of a megabyte", held.num_rows());
    assert_eq!(rows.count(), 39);
}

#[test]
fn a_damaged_file_is_refused_or_read_otherwise() {
    let texts = StringArray::from_iter_values((0..50).map(|at| format!("Fiebre {at}")));
    let table = written(vec![("text", Arc::new(texts))], Compression::SNAPPY);
    let quiet = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let mut panicked = Vec::new();
    for at in 0..table.len() {
        for flip in [0x01, 0x80, 0xFF] {
            let mut damaged = table.clone();
            damaged[at] ^= flip;
            if panic::catch_unwind(|| drop(read(&damaged, false))).is_err() {
                panicked.push((at, flip));
            }
        }
        if panic::catch_unwind(|| drop(read(&table[..at], false))).is_err() {
            panicked.push((at, 0));
        }
    }
    panic::set_hook(quiet);
    assert!(panicked.is_empty(), "{panicked:?} of {} bytes", table.len());
}
