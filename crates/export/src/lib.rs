//! What is made of a case record: a format a folder, each of them an [`Export`].
//!
//! Everything here reads the record for facts. The document's text comes along to be shown and pointed into.

mod antibiogram;
pub mod brat;
pub mod fhir;
mod format;
mod html;
pub mod omop;
pub mod phenopacket;
mod summary;
pub mod tables;
pub mod text;
pub mod xmi;

pub use format::{Export, ExportError, Json, Part, Piece, Telling, file_stem};
pub use html::{HOUSE_STYLE, Html, escape_html};
