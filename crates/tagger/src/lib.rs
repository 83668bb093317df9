//! A tagger: several linear chains over one set of features.
//!
//! A sequence is a list of places. What is seen there are *blocks*: a number (the key) that stands for what is seen, and the
//! stretch of places that it bears on (a word, say, on those three before it to three behind). A model has weights for the keys
//! it knows: a row for each place of the block that matters, in it a stretch for each *head* (a kind of span, which may overlap
//! the spans of another head). What a key means is not known here: who makes the blocks for learning makes them for reading too.
//!
//! All arithmetic is by whole numbers, or by 32-bit floats in a fixed order without a function of the platform's: the same
//! model says the same everywhere.

pub mod chain;
mod exp;
pub mod key;
pub mod model;
#[cfg(feature = "train")]
pub mod train;

pub use chain::{Chain, Decoder, Label, Labels, TaggedSpan};
pub use model::{Head, Model, ModelBytes, ModelError, Place};

/// The labels of a head: outside, and the four places in a span.
pub const LABELS: usize = 5;
/// Weights a head in a row: what each place in a span has over being outside.
pub const STEPS: usize = LABELS - 1;
/// A model has no more heads than this.
pub const MOST_HEADS: usize = 8;
/// A block bears on no more places.
pub const MOST_ROWS: usize = 7;
