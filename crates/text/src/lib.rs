//! The text of a clinical document: decoded, folded, cut into tokens and sentences.
//!
//! Nothing here reads a file or knows a language. Every step keeps its way back to the original bytes, and
//! [`CharIndex`] turns those into the code points that a record speaks in.
//!
//! ```
//! use epicrisis_text::{CharIndex, tokenize, tokenize_into};
//!
//! let text = "Fièvre à 39,5°";
//! let tokens = tokenize(text);
//! assert_eq!(tokens.folded_form(0), "fievre");
//! let span = tokens.span(0);
//! assert_eq!(&text[span.range()], "Fièvre");
//! assert_eq!(CharIndex::new(text).offset(span.end).get(), 6);
//! ```

mod char_index;
mod decode;
mod fold;
mod sentence;
mod span;
mod token;

pub use char_index::CharIndex;
pub use decode::{Decoded, Encoding, NotText, decode};
pub use fold::{Folded, fold, fold_char, fold_into};
pub use sentence::{Sentence, split_sentences};
pub use span::{ByteOffset, ByteSpan, CharOffset, CharSpan, Span};
pub use token::{Shape, Token, TokenKind, Tokens, lone_letter, tokenize, tokenize_into};
