//! What is made of a case record. Everything here reads the record alone, never the document.

pub mod text;
