//! Terminologies in every format of one file; the first byte says which, or has the content tell.
#![no_main]

use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use epicrisis_import::{Collection, Format, Options, datasets, read};
use libfuzzer_sys::fuzz_target;

const FORMATS: [Option<Format>; 13] = [
    None,
    Some(Format::Csv),
    Some(Format::List),
    Some(Format::Obo),
    Some(Format::Babelon),
    Some(Format::Sssom),
    Some(Format::ClaMl),
    Some(Format::Fhir),
    Some(Format::Json),
    Some(Format::RdfXml),
    Some(Format::Turtle),
    Some(Format::Rrf),
    Some(Format::Omop),
];

static FILE: LazyLock<PathBuf> =
    LazyLock::new(|| std::env::temp_dir().join(format!("epicrisis-fuzz-{}", std::process::id())));

fuzz_target!(|bytes: &[u8]| {
    let Some((first, content)) = bytes.split_first() else { return };
    let options = Options {
        format: FORMATS[usize::from(*first) % FORMATS.len()],
        system: (first & 0x80 != 0).then(|| "Test".to_owned()),
        ..Options::default()
    };
    fs::write(&*FILE, content).expect("a file");
    let Ok((found, _)) = datasets(&FILE, &options) else { return };
    let mut collection = Collection::default();
    for dataset in &found {
        let _ = read(dataset, &options, &mut |event| drop(collection.take(event)));
    }
    for entry in &collection.entries {
        assert!(!entry.code.is_empty() && entry.names.iter().all(|name| !name.text.is_empty()));
        assert!(collection.get(&entry.system, &entry.code).is_some());
    }
});
