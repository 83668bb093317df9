//! How a term is cut into words, when it is compiled and when it is looked up.

use epicrisis_text::{TokenKind, tokenize};

/// A term of more words that count than this is a sentence.
pub const LONGEST_TERM: usize = 8;

/// The tokens of a term that carry meaning: folded words and numbers.
pub(crate) fn words_of(text: &str) -> Vec<String> {
    let tokens = tokenize(text);
    (0..tokens.len())
        .filter(|&i| tokens[i].kind != TokenKind::Mark)
        .map(|i| {
            let form = tokens.folded_form(i);
            // The initial of a name (`E. coli`) is a word with its stop: the bare letter may be a conjunction.
            let initial = form.len() == 1 && i + 1 < tokens.len() && tokens.folded_form(i + 1) == ".";
            if initial { format!("{form}.") } else { form.to_owned() }
        })
        .collect()
}
