//! A record as rows of the OMOP Common Data Model, version 5.4.
//!
//! NOTE holds the document, NOTE_NLP every mention of it, and the event tables what the patient has, takes, was measured and
//! had done: each fact once, under the key of the mention that first says it. What is denied, suspected, planned or
//! somebody else's stays in NOTE_NLP with `term_exists` `N`. See `docs/export-omop.md` for what maps to what.
//!
//! ```
//! use epicrisis_export::omop::{Settings, rows};
//! use epicrisis_record::{Document, Number, Record};
//!
//! let record = Record::new(Document {
//!     id: "case-1".to_owned(),
//!     language: "es".to_owned(),
//!     language_confidence: Number::from(1),
//!     length: 6,
//!     sha256: String::new(),
//! });
//! let rows = rows(&record, "Fiebre", &Settings::default());
//! assert_eq!(rows.note[0].note_text, "Fiebre");
//! assert_eq!(rows.note[0].person_id, rows.person[0].person_id);
//! ```

mod antibiogram;
mod cell;
mod coding;
mod concepts;
mod csv;
mod date;
mod dates;
mod events;
mod ids;
mod note;
mod person;
mod quantity;
mod relations;
mod rows;
mod tables;
mod vocabulary;

use epicrisis_record::{Experiencer, Mention, Presence, Record, Time};

pub use cell::{Timestamp, Type, Value, Varchar};
pub use csv::Csv;
pub use date::{Date, NoDate};
pub use ids::document_key;
pub use rows::Rows;
pub use tables::{
    Column, ConditionOccurrence, DeviceExposure, DrugExposure, FactRelationship, Measurement, Note, NoteNlp,
    Observation, ObservationPeriod, Person, ProcedureOccurrence, Row, Specimen, TABLES, Table, VisitOccurrence,
};
pub use vocabulary::{Vocabulary, VocabularyError};

use coding::Coding;
use dates::Dates;
use events::Events;
use note::Cutter;
pub(crate) use person::is_visit;

/// What wrote the rows: NOTE_NLP names it.
pub const SYSTEM: &str = concat!("Epicrisis ", env!("CARGO_PKG_VERSION"));

/// What the documents do not say.
#[derive(Debug, Default)]
pub struct Settings {
    /// The date of the documents, and so of all that they date no other way. OMOP demands one.
    pub date: Date,
    /// The user's vocabularies: without any, all concepts are 0, and codes stand in the source values.
    pub vocabulary: Option<Vocabulary>,
}

impl Settings {
    /// The standard concept of a code, where the vocabularies have it.
    fn concept(&self, vocabulary: &str, code: &str) -> Option<i32> {
        self.vocabulary.as_ref()?.concept(vocabulary, code)
    }
}

/// Whether the patient has or had it: OMOP's sense of *exists*.
fn occurs(mention: &Mention) -> bool {
    mention.presence == Presence::Present
        && mention.experiencer == Experiencer::Patient
        && mention.time != Time::Planned
}

/// The rows of a record; `text` is what it was made from.
#[must_use]
pub fn rows(record: &Record, text: &str, settings: &Settings) -> Rows {
    let key = document_key(&record.document.id);
    let cutter = Cutter::of(text);
    let mut rows = Rows {
        note: vec![note::note(record, text, key, settings)],
        person: vec![person::person(record, key, settings.date)],
        visit_occurrence: vec![person::visit(record, key, settings.date)],
        ..Rows::default()
    };
    let mut events = Events::new(record, key, settings, Dates::of(record), &cutter, &mut rows);
    for mention in &record.mentions {
        let coding = Coding::of(mention, settings.vocabulary.as_ref());
        let row = note::mention(record, mention, &coding, &cutter, key, settings);
        events.rows.note_nlp.push(row);
        events.add(mention, &coding);
    }
    let (places, period) = events.end();
    rows.fact_relationship = relations::relations(record, &places);
    rows.observation_period = vec![person::period(key, period)];
    rows
}

#[cfg(test)]
mod tests;
