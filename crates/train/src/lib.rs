//! Learns models from annotated documents, and says what they are worth.

mod corpus;
mod held_out;

pub use corpus::{Corpus, HEADS, Head, Lesson};
pub use held_out::{Agreement, agreement};
