//! Where the documents of a call go: a stream or a folder, from its beginning or from where a call was stopped.

use std::io;
use std::iter;
use std::path::Path;

use epicrisis_export::{ExportError, Piece};

use crate::failure::Problem;
use crate::ledger::Mark;
use crate::output::{Filling, Output};

/// Where a call's documents go.
pub(crate) enum Target {
    Stream(Output),
    Folder(Filling),
}

impl Target {
    /// The stream, from its beginning or from the mark on.
    ///
    /// # Errors
    /// Where it cannot be written, or is not what the mark says.
    pub(crate) fn stream(out: Option<&Path>, mark: Option<&Mark>) -> io::Result<Self> {
        let output = match (out, mark) {
            (Some(path), Some(mark)) => Output::go_on(path, mark.lengths.get("").copied().unwrap_or_default()),
            _ => Output::open(out),
        };
        output.map(Self::Stream)
    }

    /// The folder, likewise.
    ///
    /// # Errors
    /// As of [`stream`](Self::stream).
    pub(crate) fn folder(out: &Path, mark: Option<&Mark>) -> io::Result<Self> {
        let filling = match mark {
            Some(mark) => Filling::go_on(out, mark),
            None => Filling::open(out),
        };
        filling.map(Self::Folder)
    }

    /// Writes one document; nothing of it where another has its place.
    pub(crate) fn write(&mut self, pieces: &[Piece], between: &str) -> Result<(), Problem> {
        match self {
            Self::Stream(output) => iter::once(between.as_bytes())
                .chain(pieces.iter().map(|piece| piece.content.as_slice()))
                .try_for_each(|content| output.write(content))
                .map_err(Problem::Unwritten),
            Self::Folder(folder) => folder.write(pieces),
        }
    }

    /// Writes what stands around the documents.
    pub(crate) fn frame(&mut self, pieces: Result<Vec<Piece>, ExportError>) -> io::Result<()> {
        let pieces = pieces.map_err(io::Error::other)?;
        self.write(&pieces, "").map_err(io::Error::other)
    }

    pub(crate) fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stream(output) => output.flush(),
            Self::Folder(folder) => folder.flush(),
        }
    }

    /// From here on marks are made.
    pub(crate) fn remember(&mut self) {
        if let Self::Folder(folder) = self {
            folder.remember();
        }
    }

    /// Brings all to the disk, and notes it in the mark.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub(crate) fn settle(&mut self, mut mark: Mark) -> io::Result<Mark> {
        match self {
            Self::Stream(output) => output.settle(&mut mark)?,
            Self::Folder(folder) => folder.settle(&mut mark)?,
        }
        Ok(mark)
    }
}
