//! Any text, folded and cut: the way back always leads to whole characters, and nothing is lost between tokens.
#![no_main]

use epicrisis_text::{ByteOffset, ByteSpan, CharIndex, fold, split_sentences, tokenize};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let folded = fold(text);
    let mut last = ByteSpan::at(0, 0);
    for (start, c) in folded.as_str().char_indices() {
        let back = folded.original(ByteSpan::at(start as u32, (start + c.len_utf8()) as u32));
        assert!(text.get(back.range()).is_some_and(|original| !original.is_empty()));
        assert!(back.start >= last.start && back.end >= last.end);
        last = back;
    }
    let tokens = tokenize(text);
    let nothing = |text: &str| text.chars().all(|c| c.is_whitespace() || c.is_control());
    let mut at = 0;
    for token in tokens.iter() {
        let span = token.span();
        assert!(!span.is_empty() && nothing(&text[at..span.start.index()]));
        at = span.end.index();
    }
    assert!(nothing(&text[at..]));
    let mut at = 0;
    for sentence in split_sentences(&tokens, |_| false) {
        assert!(sentence.first == at && sentence.end > at);
        assert!((sentence.first..=sentence.end).contains(&sentence.label_end));
        at = sentence.end;
    }
    assert_eq!(at as usize, tokens.len());
    let index = CharIndex::new(text);
    for (chars, (bytes, _)) in text.char_indices().enumerate() {
        assert_eq!(index.offset(ByteOffset::new(bytes as u32)).index(), chars);
    }
    assert_eq!(index.len().index(), text.chars().count());
});
