//! A record as UIMA's CAS in XMI, version 2.0: what INCEpTION, DKPro and UIMA's own tools read.
//!
//! Of each document a CAS (`ID.xmi`), with sentences and tokens in DKPro's types, a layer of mentions and a layer of
//! relations between them; beside them the types (`TypeSystem.xml`). Offsets are UTF-16 code units, as UIMA counts.

mod features;
mod offsets;
mod segments;
mod types;
mod write;

use crate::{Export, ExportError, Piece, Telling, file_stem};

/// A folder of `ID.xmi` and the `TypeSystem.xml` of all.
#[derive(Debug, Clone, Copy, Default)]
pub struct Xmi;

impl Export for Xmi {
    fn begin(&self) -> Result<Vec<Piece>, ExportError> {
        Ok(vec![Piece::whole("TypeSystem.xml", types::type_system())])
    }

    fn document(&self, telling: Telling<'_>) -> Result<Vec<Piece>, ExportError> {
        let stem = file_stem(&telling.record.document.id);
        Ok(vec![Piece::whole(format!("{stem}.xmi"), write::cas(telling))])
    }
}

#[cfg(test)]
mod tests;
