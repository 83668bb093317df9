//! The case record: what Epicrisis says about one document.
//!
//! One document in, one [`Record`] out. The record says the same thing whatever language the document was written in;
//! only the evidence (offsets and covered text) belongs to the document. Everything that exports, compares, indexes or
//! scores reads this and nothing else.
//!
//! Every offset counts **Unicode code points** of the text as read, half-open, and is a [`CharOffset`]. Nothing here
//! does input or output, and nothing here panics.
//!
//! ```
//! use epicrisis_record::Record;
//!
//! let json = r#"{
//!   "schema": "epicrisis.record/1",
//!   "document": {"id": "a", "language": "es", "language_confidence": 1, "length": 6, "sha256": ""},
//!   "subject": {"age": null, "sex": null},
//!   "sections": [],
//!   "mentions": [{
//!     "id": "m1", "kind": "finding", "start": 0, "end": 6, "text": "fiebre", "concept": null,
//!     "presence": "present", "experiencer": "patient", "time": "current",
//!     "attributes": {}, "value": null, "cues": [], "confidence": 0.9
//!   }],
//!   "relations": [], "warnings": []
//! }"#;
//! let record: Record = serde_json::from_str(json)?;
//! assert!(record.check("fiebre").is_ok());
//! assert!(record.check("Fiebre").is_err());
//! # Ok::<(), serde_json::Error>(())
//! ```

mod attributes;
mod check;
mod document;
mod json;
mod mention;
mod names;
mod number;
mod offset;
#[cfg(feature = "schema")]
mod schema;
mod value;

pub use attributes::{Attributes, Frequency, Size};
pub use check::{Violation, check_span};
pub use document::{Age, Document, Record, Relation, SCHEMA, Section, SexValue, Subject, Warning};
pub use mention::{Code, Concept, Cue, FRAGMENT_JOINER, Mention, MentionId, MentionIdError};
pub use names::{
    AgeUnit, CodeSystem, Comparator, Course, CueRole, Degree, Experiencer, Interpretation, Kind, Laterality, Presence,
    RelationKind, Route, SectionKind, Severity, Sex, Time, UnknownName, WarningCode,
};
pub use number::{NotFinite, Number};
pub use offset::{CharOffset, Span};
#[cfg(feature = "schema")]
pub use schema::json_schema;
pub use value::{Quantity, ReferenceRange, Value};
