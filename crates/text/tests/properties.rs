//! What must hold for every text whatever.

use epicrisis_text::{ByteOffset, ByteSpan, CharIndex, decode, fold, split_sentences, tokenize};
use proptest::prelude::*;

/// Texts with all that offsets stumble over: combining and astral characters, CR LF, NUL, ligatures, odd spaces.
fn texts() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        "\u{301}",
        "\u{200D}",
        "\u{FEFF}",
        "𝒳",
        "🩺",
        "\r\n",
        "\0",
        "œ",
        "ﬁ",
        "½",
        "ẞ",
        "İ",
        "\u{A0}",
        "\u{202F}",
        "ș",
        "ţ",
        "Ω",
        "ﷺ",
        "27.400",
        "E. coli",
        "Abdomen:",
        "TA 80/50",
        "a\u{328}\u{301}",
    ]);
    prop_oneof![
        any::<String>(),
        prop::collection::vec(
            prop_oneof![odd.prop_map(str::to_owned), "[a-zA-Zéñ .,:;0-9\\n]{0,6}"],
            0..40
        )
        .prop_map(|v| v.concat()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn the_way_back_covers_whole_characters(text in texts()) {
        let folded = fold(&text);
        let len = folded.as_str().len() as u32;
        let mut last = 0;
        for (start, c) in folded.as_str().char_indices() {
            let span = ByteSpan::at(start as u32, (start + c.len_utf8()) as u32);
            let back = folded.original(span);
            // Slicing would panic inside a character.
            let original = text.get(back.range());
            prop_assert!(original.is_some_and(|o| !o.is_empty()), "{span:?} -> {back:?}");
            prop_assert!(back.start.get() >= last || back.end.get() >= last);
            last = back.start.get();
        }
        prop_assert!(folded.original(ByteSpan::at(0, len)).end.index() <= text.len());
    }

    #[test]
    fn tokens_lie_in_order_and_cover_all_that_is_not_space(text in texts()) {
        let tokens = tokenize(&text);
        let mut at = 0;
        for token in tokens.iter() {
            let span = token.span();
            prop_assert!(span.start.index() >= at && !span.is_empty());
            let between = &text[at..span.start.index()];
            prop_assert!(between.chars().all(|c| c.is_whitespace() || c.is_control()), "{between:?}");
            prop_assert!(text.get(span.range()).is_some());
            at = span.end.index();
        }
        prop_assert!(text[at..].chars().all(|c| c.is_whitespace() || c.is_control()));
    }

    #[test]
    fn sentences_part_the_tokens(text in texts()) {
        let tokens = tokenize(&text);
        let mut at = 0;
        for s in split_sentences(&tokens, |_| false) {
            prop_assert_eq!(s.first, at);
            prop_assert!(s.end > s.first && s.end - s.first <= 512);
            prop_assert!(s.label_end >= s.first && s.label_end <= s.end);
            at = s.end;
        }
        prop_assert_eq!(at as usize, tokens.len());
    }

    #[test]
    fn code_points_are_counted_as_the_standard_library_counts_them(text in texts()) {
        let index = CharIndex::new(&text);
        for (chars, (bytes, _)) in text.char_indices().enumerate() {
            prop_assert_eq!(index.offset(ByteOffset::new(bytes as u32)).index(), chars);
        }
        prop_assert_eq!(index.len().index(), text.chars().count());
    }

    #[test]
    fn any_bytes_are_decoded_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(read) = decode(&bytes) {
            prop_assert!(read.text.len() <= bytes.len() * 3 + 3);
        }
    }
}

#[test]
fn one_enormous_line() {
    let text = "dolor ".repeat(200_000);
    let tokens = tokenize(&text);
    assert_eq!(tokens.len(), 200_000);
    assert_eq!(split_sentences(&tokens, |_| false).len(), 200_000_usize.div_ceil(512));
    assert_eq!(CharIndex::new(&text).len().index(), text.len());
}
