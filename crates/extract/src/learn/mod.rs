//! What no lexicon lists: spans that a learned model recognises.
//!
//! The model (`epicrisis_tagger`) knows keys, this knows what they stand for: pivots and skeletons, so that what is learnt from
//! one language is known in the others.

mod keys;
mod merge;
mod seen;
mod tag;
mod usual;

pub(crate) use merge::{add, settle};
pub(crate) use tag::{Known, Tagger};

pub use seen::{Seen, SeenBlock, SeenSentence};
