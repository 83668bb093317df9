//! Terminologies of the user's own.
//!
//! [`read`] reads one terminology, in any of the [`Format`]s, as a stream of [`Row`]s: a code, its kind, its names. A
//! [`Collection`] brings the rows of one code together, from any number of files. [`stack`] lays them over the sources of a
//! lexicon, which are then compiled as always: look-ups stay one table, and terms given in one language are found in all.
//! [`Reference`] uses the same rows the other way round: it says whether the codes of a lexicon exist and name what they
//! should.
//!
//! No code here asks which language it reads; what others call languages, systems and kinds is data (`data/`).

mod collect;
mod data;
mod detect;
mod input;
mod options;
mod paraphrase;
mod proof;
mod readers;
mod row;
mod stack;

pub use collect::{Collection, Counts, Entry};
pub use data::{Lang, canonical_code, canonical_system, kind_of_system};
pub use detect::{Dataset, datasets};
pub use input::ImportError;
pub use options::{Format, Mapping, MappingError, Options};
pub use proof::{Explanation, Finding, Proof, Reference, Verdict};
pub use readers::read;
pub use row::{BadRow, Event, Name, Row};
pub use stack::{Stacked, stack};
