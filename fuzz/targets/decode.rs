//! Any bytes as a document: read or refused.
#![no_main]

use epicrisis_text::decode;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(read) = decode(bytes) else { return };
    assert!(read.text.len() <= bytes.len() * 3 + 3);
    // What was read is plain UTF-8 now, and is read as it is, but for a mark of the byte order that it may begin with.
    if !read.text.starts_with('\u{FEFF}')
        && let Ok(again) = decode(read.text.as_bytes())
    {
        assert!(again.text == read.text || !again.malformed, "a text changes when it is read again");
    }
});
