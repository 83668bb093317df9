//! The language data of Epicrisis: what a word, a cue, a unit or a concept is, in every language, as data.
//!
//! The sources are the tab-separated files of `lexicon/`. [`compile`] turns them into one flat file; [`Lexicon`] uses that
//! file where it lies, embedded or mapped, without parsing it. No code here or behind it asks which language it reads.

#[cfg(feature = "compile")]
pub mod check;
#[cfg(feature = "compile")]
pub mod compile;
mod find;
pub mod format;
mod hash;
mod names;
mod open;
pub mod skeleton;
#[cfg(feature = "compile")]
pub mod source;
mod terms;
mod typo;
mod view;

pub use find::{Hit, TermWords, find, named, term_words, word_pivots};
pub use names::{Category, ConceptKind, Context, Dimension, Direction, Reach, Role, WordClass};
pub use open::{LexiconBytes, LexiconFile, OpenError};
pub use terms::LONGEST_TERM;
pub use view::{AnalyteView, ConceptView, Languages, Lexicon, ReadBy, WordReading};

use terms::words_of;
