//! How fast a text becomes a record, beside the bare cost of its parts. Run with `cargo bench`; read the throughput column.
//!
//! The text is the project's own examples, repeated to the sizes named: the cost of a byte must not grow with the text.

use std::sync::LazyLock;

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use epicrisis_extract::{Engine, Input};
use epicrisis_lexicon::{Languages, Lexicon};

/// The allocator of the program, so that what is measured is what runs.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

static LEXICON: LazyLock<Lexicon<'static>> = LazyLock::new(epicrisis_builtin::lexicon);
static ENGINE: LazyLock<Engine<'static>> = LazyLock::new(|| Engine::new(*LEXICON));
static WITH_MODEL: LazyLock<Engine<'static>> =
    LazyLock::new(|| Engine::new(*LEXICON).with_model(epicrisis_builtin::model(), 0.0));

/// The example cases of a language, or of all for `all`.
fn examples(language: &str) -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .map(|entries| entries.filter_map(|e| Some(e.ok()?.path())).collect())
        .unwrap_or_default();
    paths.sort();
    paths
        .into_iter()
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .filter(|p| language == "all" || p.to_string_lossy().ends_with(&format!("-{language}.txt")))
        .filter_map(|p| std::fs::read_to_string(p).ok())
        .collect()
}

/// Text of about so many bytes.
fn text(bytes: usize) -> String {
    let all = examples("es").join("\n\n");
    let mut out = String::with_capacity(bytes + all.len());
    while out.len() < bytes {
        out.push_str(&all);
        out.push('\n');
    }
    let mut end = bytes.min(out.len());
    while !out.is_char_boundary(end) {
        end -= 1;
    }
    out.truncate(end);
    out
}

/// The whole way, on documents as they come: MB/s and documents/s on one core.
#[divan::bench(args = ["all", "es", "fr", "it", "pt", "ro", "en"])]
fn whole_way(bencher: Bencher<'_, '_>, language: &str) {
    way(bencher, &ENGINE, language);
}

/// The same with the built-in model.
#[divan::bench(args = ["all", "es", "fr", "it", "pt", "ro", "en"])]
fn whole_way_with_model(bencher: Bencher<'_, '_>, language: &str) {
    way(bencher, &WITH_MODEL, language);
}

fn way(bencher: Bencher<'_, '_>, engine: &Engine<'_>, language: &str) {
    let documents = examples(language);
    let bytes: usize = documents.iter().map(String::len).sum();
    bencher
        .counter(BytesCount::new(bytes))
        .counter(ItemsCount::new(documents.len()))
        .bench(|| {
            for document in &documents {
                black_box(engine.extract(&Input::new("d", document)));
            }
        });
}

/// The whole way, on one document of growing size: the cost of a byte must stay flat.
#[divan::bench(args = [1_000, 10_000, 100_000, 1_000_000, 10_000_000], sample_count = 10)]
fn by_size(bencher: Bencher<'_, '_>, bytes: usize) {
    let text = text(bytes);
    bencher
        .counter(BytesCount::new(text.len()))
        .bench(|| black_box(ENGINE.extract(&Input::new("d", &text))));
}

/// The same, and the record written as JSON.
#[divan::bench]
fn whole_way_to_json(bencher: Bencher<'_, '_>) {
    let documents = examples("all");
    let bytes: usize = documents.iter().map(String::len).sum();
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        for document in &documents {
            black_box(serde_json::to_string(&ENGINE.extract(&Input::new("d", document))).ok());
        }
    });
}

/// Folding alone.
#[divan::bench]
fn fold(bencher: Bencher<'_, '_>) {
    let text = text(100_000);
    bencher
        .counter(BytesCount::new(text.len()))
        .bench(|| black_box(epicrisis_text::fold(&text)));
}

/// Folding and tokens in one pass.
#[divan::bench]
fn tokens(bencher: Bencher<'_, '_>) {
    let text = text(100_000);
    bencher
        .counter(BytesCount::new(text.len()))
        .bench(|| black_box(epicrisis_text::tokenize(&text)));
}

/// Tokens, and the pivot of each word.
#[divan::bench]
fn pivots(bencher: Bencher<'_, '_>) {
    let text = text(100_000);
    let languages = Languages::one(LEXICON.language("es").unwrap_or(0));
    bencher.counter(BytesCount::new(text.len())).bench(|| {
        let tokens = epicrisis_text::tokenize(&text);
        (0..tokens.len())
            .filter_map(|i| {
                let folded = tokens.folded_form(i);
                LEXICON.read_word(folded, LEXICON.form(folded), languages)
            })
            .map(|r| u64::from(r.pivot))
            .sum::<u64>()
    });
}

/// What a start costs: finding the tables of the embedded lexicon, and an engine over them.
#[divan::bench]
fn start() -> Engine<'static> {
    Engine::new(epicrisis_builtin::lexicon())
}
