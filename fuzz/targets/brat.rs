//! Annotations as brat writes them: what is read is written so that it reads the same.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(read) = epicrisis_brat::parse(text) else { return };
    let written = read.to_string();
    let again = epicrisis_brat::parse(&written).expect("what is written can be read");
    assert_eq!(again, read);
});
