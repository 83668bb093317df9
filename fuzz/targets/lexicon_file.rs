//! A compiled lexicon with some bytes changed: refused, or read with what is left; never more than a poorer record.
#![no_main]

use std::path::Path;
use std::sync::LazyLock;

use epicrisis_extract::{Engine, Input};
use epicrisis_fuzz::damaged;
use epicrisis_lexicon::LexiconBytes;
use epicrisis_lexicon::compile::compile_folder;
use libfuzzer_sys::fuzz_target;

static SOUND: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../lexicon");
    compile_folder(&folder).expect("the sources are sound").0
});

const TEXT: &str = "Varón de 47 años sin fiebre ni tos, con dolor abdominal y lumbar. TA 80/50, leucocitos 27.400/mm3. \
                    Diagnóstico: neumonía por E. coli; se inicia ceftriaxona 1 g iv cada 24 horas. Espondilodiscitus L5-S1.";

fuzz_target!(|changes: &[u8]| {
    let bytes = LexiconBytes::new(&damaged(&SOUND, changes));
    let Ok(lexicon) = bytes.lexicon() else { return };
    let engine = Engine::new(lexicon);
    for language in [None, Some("es")] {
        let record = engine.extract(&Input {
            language,
            ..Input::new("f", TEXT)
        });
        if let Err(violation) = record.check(TEXT) {
            panic!("{violation}");
        }
    }
});
