//! A tagger: several linear chains over one set of features.
//!
//! A sequence is a list of places, each with *keys*: numbers that stand for what is seen there. A model has a row of small
//! weights for each key it knows, a stretch of the row for each *head* (a kind of span, which may overlap the spans of another
//! head). What a key means is not known here: who makes the keys for learning makes them for reading too.
//!
//! All arithmetic is by whole numbers, or by 32-bit floats in a fixed order without a function of the platform's: the same
//! model says the same everywhere.

pub mod chain;
mod exp;
pub mod key;
pub mod model;
#[cfg(feature = "train")]
pub mod train;

pub use chain::{Decoder, Label, Labels, TaggedSpan};
pub use model::{Head, Model, ModelBytes, ModelError};

/// The labels of a head: outside, and the four places in a span.
pub const LABELS: usize = 5;
/// A model has no more heads than this.
pub const MOST_HEADS: usize = 8;
