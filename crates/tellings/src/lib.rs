//! Tellings of one case, in two languages or in one, laid side by side.
//!
//! Both are read into the same pivots and the same record, so they are aligned without a model of translation: sentences by
//! the pivots, numbers and names that they share and by their order, then the words within them. All offsets are Unicode code
//! points.
//!
//! ```
//! use epicrisis_extract::Engine;
//! use epicrisis_tellings::{Telling, align};
//!
//! let engine = Engine::new(epicrisis_builtin::lexicon());
//! let a = Telling::read(&engine, "es", "Niega fiebre. Tiene tos.", Some("es"));
//! let b = Telling::read(&engine, "en", "She denies fever. She has a cough.", Some("en"));
//! let alignment = align(&a, &b);
//! let fever = a.words().within(a.record().mentions[0].span());
//! let there = alignment.in_b(fever).expect("fever is told in both");
//! assert_eq!(b.written(there), "fever");
//! ```

mod align;
pub mod compare;
mod project;
mod telling;

pub use align::{Alignment, Link, Unit, align};
pub use project::{Carried, Projection, Report, ReportedCarried, ReportedLost, project};
pub use telling::Telling;
