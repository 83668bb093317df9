//! Learns models from annotated documents, and says what they are worth.
//!
//! ```
//! use epicrisis_extract::Engine;
//! use epicrisis_train::{Document, Folder, Options, train};
//!
//! let engine = Engine::new(epicrisis_builtin::lexicon());
//! let document = |n: usize| {
//!     let text = "Presenta un soplo rudo en mesocardio.".to_owned();
//!     let gold = epicrisis_brat::parse("T1\tfinding 12 36\tsoplo rudo en mesocardio\n").unwrap().annotations;
//!     Document { name: format!("letter-{n}"), text, language: Some("es".into()), gold }
//! };
//! let folder = Folder { documents: (0..20).map(document).collect(), weight: 1.0 };
//! let outcome = train(&engine, &[folder], None, &Options::default(), |_| ())?;
//! assert_eq!(outcome.scores[0].kind.as_str(), "finding");
//! assert_eq!(outcome.scores[0].agreement.strict(), 1.0);
//! # Ok::<_, epicrisis_train::TrainError>(())
//! ```

mod corpus;
mod held_out;
mod learn;

pub use corpus::{Document, Folder};
pub use epicrisis_tagger::train::Options;
pub use held_out::Agreement;
pub use learn::{Epoch, Outcome, Score, TrainError, train};
