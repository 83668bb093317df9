//! What the targets share: engines, and the promises that every record keeps.

#[path = "../../crates/extract/tests/contract/mod.rs"]
mod contract;

use std::sync::LazyLock;

use epicrisis_extract::{Engine, Input};
use epicrisis_record::Record;

/// Only what the lexicon names.
pub static NAMED: LazyLock<Engine<'static>> = LazyLock::new(|| Engine::new(epicrisis_builtin::lexicon()));
/// The same, with the built-in model.
pub static LEARNT: LazyLock<Engine<'static>> =
    LazyLock::new(|| Engine::new(epicrisis_builtin::lexicon()).with_model(epicrisis_builtin::model(), 0.0));

/// Reads a text, and holds the record to what every record promises.
///
/// # Panics
/// Where it breaks a promise: that is what is looked for.
pub fn promises(engine: &Engine<'_>, input: &Input<'_>) -> Record {
    let record = engine.extract(input);
    if let Err(broken) = contract::keeps(&record, input.text) {
        panic!("{broken}");
    }
    assert!(record == engine.extract(input), "the same text gives another record");
    let json = serde_json::to_string(&record).expect("a record is JSON");
    let back: Record = serde_json::from_str(&json).expect("its JSON is a record");
    assert!(record == back, "a record changes on its way through JSON");
    record
}

/// Bytes with some of them changed: each six of `changes` are a place and what is written there.
pub fn damaged(bytes: &[u8], changes: &[u8]) -> Vec<u8> {
    let mut damaged = bytes.to_vec();
    for change in changes.chunks_exact(6) {
        let (place, value) = change.split_at(4);
        let place = place.iter().fold(0_usize, |place, &byte| place << 8 | usize::from(byte)) % damaged.len();
        for (to, from) in damaged[place..].iter_mut().zip(value) {
            *to = *from;
        }
    }
    damaged
}
