//! Annotations as brat writes them: what is read is written so that it is written the same again.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(read) = epicrisis_brat::parse(text) else { return };
    let written = read.to_string();
    let again = epicrisis_brat::parse(&written).expect("what is written can be read");
    // Marks that would break a line become blanks, once.
    assert_eq!(again.to_string(), written);
});
