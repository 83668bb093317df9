//! A record as a GA4GH Phenopacket, version 2: what rare-disease tools, matchmakers and cohort databases read.
//!
//! What the patient has, and what is denied, as phenotypic features (HPO) and diseases (MONDO, else ICD-10); what was
//! measured (LOINC, UCUM); which drugs were given (ATC) and what was done; what was taken and what grew in it. Each feature points at the characters that say it, as
//! `DOCUMENT#char=START,END` (RFC 5147: code points, half-open). Nothing that is suspected, hypothetical, planned or said of
//! somebody else comes out, nor what has no code of a terminology.

mod action;
mod disease;
mod fact;
mod feature;
mod measurement;
mod model;
mod packet;
mod resource;
mod sample;
mod term;
mod time;

use crate::format::json;
use crate::{Export, ExportError, Piece, Telling};

/// A stream of Phenopackets as JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phenopackets {
    /// Whether each is indented; else each is one line.
    pub pretty: bool,
    /// When they are said to be created, as RFC 3339 has it. The clock is never asked: the same text gives the same packet.
    pub created: String,
}

impl Phenopackets {
    /// What is said of the creation where nobody says otherwise: a time that no reader takes for a real one.
    pub const NO_TIME: &'static str = "1970-01-01T00:00:00Z";
}

impl Export for Phenopackets {
    fn document(&self, telling: Telling<'_>) -> Result<Vec<Piece>, ExportError> {
        let packet = packet::packet(telling.record, &self.created)?;
        Ok(vec![Piece::stream(json(&packet, self.pretty)?)])
    }
}

#[cfg(test)]
mod tests;
