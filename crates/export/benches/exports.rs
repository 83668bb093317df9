//! What each export costs beside the reading it comes after. Run with `cargo bench -p epicrisis-export`; all in one run, so that
//! figures can be held against `extraction`, whatever else the machine does.
//!
//! The documents are the project's own examples.

use std::sync::LazyLock;

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use epicrisis_export::brat::Brat;
use epicrisis_export::fhir::{Fhir, Form, Release};
use epicrisis_export::phenopacket::Phenopackets;
use epicrisis_export::tables::Csv;
use epicrisis_export::{Export, Html, Json, Telling};
use epicrisis_extract::{Engine, Input};
use epicrisis_record::Record;

/// The allocator of the program, so that what is measured is what runs.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

/// As the program reads, with the built-in model.
static ENGINE: LazyLock<Engine<'static>> =
    LazyLock::new(|| Engine::new(epicrisis_builtin::lexicon()).with_model(epicrisis_builtin::model(), 0.0));
static LEXICON_ALONE: LazyLock<Engine<'static>> = LazyLock::new(|| Engine::new(epicrisis_builtin::lexicon()));

/// The example cases, read.
static TOLD: LazyLock<Vec<(String, Record)>> = LazyLock::new(|| {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .map(|entries| entries.filter_map(|entry| Some(entry.ok()?.path())).collect())
        .unwrap_or_default();
    paths.sort();
    let texts = paths
        .into_iter()
        .filter(|path| path.extension().is_some_and(|e| e == "txt"));
    let texts = texts.filter_map(|path| std::fs::read_to_string(path).ok());
    texts
        .map(|text| (text.clone(), ENGINE.extract(&Input::new("d", &text))))
        .collect()
});

#[divan::bench]
fn extraction(bencher: Bencher<'_, '_>) {
    per_document(bencher, |text, _| {
        drop(black_box(ENGINE.extract(&Input::new("d", text))))
    });
}

#[divan::bench]
fn extraction_without_a_model(bencher: Bencher<'_, '_>) {
    per_document(bencher, |text, _| {
        drop(black_box(LEXICON_ALONE.extract(&Input::new("d", text))))
    });
}

#[divan::bench(args = ["json", "fhir", "fhir-transaction", "fhir-bulk", "fhir-r5", "phenopacket", "brat", "csv", "html"])]
fn export(bencher: Bencher<'_, '_>, name: &str) {
    let fhir = |form, release| -> Box<dyn Export> {
        Box::new(Fhir {
            form,
            release,
            pretty: false,
            issued: None,
        })
    };
    let export: Box<dyn Export> = match name {
        "json" => Box::new(Json { pretty: false }),
        "fhir" => fhir(Form::Document, Release::R4),
        "fhir-transaction" => fhir(Form::Transaction, Release::R4),
        "fhir-bulk" => fhir(Form::Bulk, Release::R4),
        "fhir-r5" => fhir(Form::Document, Release::R5),
        "phenopacket" => Box::new(Phenopackets {
            pretty: false,
            created: Phenopackets::NO_TIME.to_owned(),
        }),
        "brat" => Box::new(Brat),
        "csv" => Box::new(Csv),
        _ => Box::new(Html { index: false }),
    };
    per_document(bencher, |text, record| {
        drop(black_box(export.document(Telling { record, text })));
    });
}

/// MB of text and documents a second, on one core.
fn per_document(bencher: Bencher<'_, '_>, with: impl Fn(&str, &Record) + Sync) {
    let bytes: usize = TOLD.iter().map(|(text, _)| text.len()).sum();
    bencher
        .counter(BytesCount::new(bytes))
        .counter(ItemsCount::new(TOLD.len()))
        .bench(|| TOLD.iter().for_each(|(text, record)| with(text, record)));
}
