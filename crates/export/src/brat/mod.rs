//! A record as brat's standoff annotation, to be looked at and corrected in brat and in what reads its files; and back.
//!
//! Of each document its text (`ID.txt`) and its annotations (`ID.ann`); beside them the configuration that brat needs, made
//! from the record's own lists of names. [`read`] makes a record of the two files again.
//!
//! Names are the record's: a label is a [`Kind`](epicrisis_record::Kind), a value of the attribute `presence` a
//! [`Presence`](epicrisis_record::Presence). What the record takes for granted (present, of the patient, current) has no
//! attribute, as annotators do it. `T12` is the mention `m12`.

mod aside;
mod attributes;
mod config;
mod pieces;
mod read;
mod write;

use crate::{Export, ExportError, Piece, Telling, file_stem};

pub use read::{Unreadable, read};

/// The terminology of the concepts themselves: its entry is the concept's id, the label the concept's own.
const CONCEPTS: &str = "Epicrisis";

/// A folder for brat: `ID.txt` and `ID.ann` of each document, and the configuration.
#[derive(Debug, Clone, Copy, Default)]
pub struct Brat;

impl Export for Brat {
    fn begin(&self) -> Result<Vec<Piece>, ExportError> {
        Ok(vec![
            Piece::whole("annotation.conf", config::annotation()),
            Piece::whole("visual.conf", config::visual()),
            Piece::whole("tools.conf", config::tools()),
        ])
    }

    fn document(&self, telling: Telling<'_>) -> Result<Vec<Piece>, ExportError> {
        let stem = file_stem(&telling.record.document.id);
        let annotations = write::standoff(telling)?;
        Ok(vec![
            Piece::whole(format!("{stem}.txt"), telling.text),
            Piece::whole(format!("{stem}.ann"), annotations.to_string()),
        ])
    }
}

#[cfg(test)]
mod tests;
