//! brat's standoff files (`.ann`), read and written: annotations, attributes, normalisations, relations and notes.
//!
//! A [`Standoff`] is what a file says, whatever its labels mean: [`parse`] reads one, its `Display` writes one. Offsets are
//! Unicode code points of the text that lies beside the file, half-open, as brat counts them.
//!
//! ```
//! let file = "T1\tfinding 0 5;14 20\tdolor lumbar\nA1\tpresence T1 absent\n";
//! let read = epicrisis_brat::parse(file)?;
//! assert_eq!(read.annotations[0].stretches.len(), 2);
//! assert_eq!(read.annotations[0].attributes[0].value.as_deref(), Some("absent"));
//! assert_eq!(read.to_string(), file);
//! # Ok::<(), epicrisis_brat::BratError>(())
//! ```

mod read;
mod standoff;
mod write;

pub use read::{BratError, parse};
pub use standoff::{Annotation, Attribute, Normalisation, Note, Relation, Standoff};
