//! A model with some bytes changed: refused, or it says something else; never a record that breaks a promise.
#![no_main]

use epicrisis_extract::{Engine, Input, ModelBytes};
use epicrisis_fuzz::damaged;
use libfuzzer_sys::fuzz_target;

static SOUND: &[u8] = include_bytes!("../../crates/builtin/model/builtin.model");

const TEXT: &str = "Varón de 47 años sin fiebre ni tos, con dolor abdominal y lumbar desde hace dos semanas. Se palpa una masa \
                    dura en el flanco derecho; se realiza laparotomía exploradora. The patient denied any pain.";

fuzz_target!(|changes: &[u8]| {
    let bytes = ModelBytes::new(&damaged(SOUND, changes));
    let Ok(model) = bytes.model() else { return };
    let engine = Engine::new(epicrisis_builtin::lexicon()).with_model(model, 0.0);
    let record = engine.extract(&Input::new("f", TEXT));
    if let Err(violation) = record.check(TEXT) {
        panic!("{violation}");
    }
});
