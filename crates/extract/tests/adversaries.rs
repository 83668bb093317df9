//! Texts that are made to cost more than their length. Whether they do is counted, not timed: `cargo xtask linear`.

mod adversarial;
mod common;

use std::sync::LazyLock;

use common::ENGINE;
use epicrisis_extract::{Engine, Input};

static WITH_MODEL: LazyLock<Engine<'static>> =
    LazyLock::new(|| Engine::new(epicrisis_builtin::lexicon()).with_model(epicrisis_builtin::model(), 0.0));

#[test]
fn every_record_of_them_keeps_its_promises() {
    for (name, unit) in adversarial::TEXTS {
        let text = adversarial::text(unit, 20_000);
        for engine in [&*ENGINE, &*WITH_MODEL] {
            if let Err(violation) = engine.extract(&Input::new("a", &text)).check(&text) {
                panic!("{name}: {violation}");
            }
        }
    }
}
