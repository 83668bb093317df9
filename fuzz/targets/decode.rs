//! Any bytes as a document: read or refused.
#![no_main]

use epicrisis_text::decode;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(read) = decode(bytes) else { return };
    assert!(read.text.len() <= bytes.len() * 3 + 3);
});
