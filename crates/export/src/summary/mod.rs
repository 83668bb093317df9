//! What a record says, made ready to be told: each thing once, in the part of the summary where it belongs, in English
//! words. How it looks is the affair of the formats that show it: a terminal, a page.

pub(crate) mod blocks;
pub(crate) mod facts;
pub(crate) mod said;
pub(crate) mod timeline;
pub(crate) mod values;
pub(crate) mod words;

pub(crate) use blocks::Block;
pub(crate) use facts::{Case, Fact};

/// Below this confidence the reader is told to doubt.
pub(crate) const DOUBTFUL: f64 = 0.6;
