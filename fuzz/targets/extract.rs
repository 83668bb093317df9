//! Any text the whole way, with and without what is learnt; the first byte says the language.
#![no_main]

use epicrisis_extract::Input;
use epicrisis_fuzz::{LEARNT, NAMED, promises};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &str)| {
    let (first, text) = input;
    let language = [None, Some("es"), Some("fr"), Some("it"), Some("pt"), Some("ro"), Some("en")][usize::from(first % 7)];
    let input = Input {
        id: "f",
        text,
        language,
        explain: first > 127,
    };
    promises(&NAMED, &input);
    promises(&LEARNT, &input);
});
