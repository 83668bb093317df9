//! Where a compiled lexicon comes from: a file that is mapped, or bytes in memory.

use std::fs::File;
use std::path::{Path, PathBuf};

use memmap2::Mmap;
use thiserror::Error;

use crate::format::{ALIGN, VERSION};
use crate::view::Lexicon;

/// Why a file is no lexicon.
#[derive(Debug, Error)]
pub enum OpenError {
    /// It could not be read.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It is something else.
    #[error("{0} is no compiled lexicon; `epicrisis lexicon build` makes one")]
    NotALexicon(String),
    /// It is a lexicon of another version of the format.
    #[error(
        "the lexicon was built for format {found}, this program reads format {VERSION}; build it again with `epicrisis lexicon build`"
    )]
    Version {
        /// The version found.
        found: u32,
    },
    /// Part of it is missing or out of place.
    #[error("the compiled lexicon is damaged at its table `{0}`; build it again with `epicrisis lexicon build`")]
    Damaged(&'static str),
}

/// A lexicon file, mapped into memory.
#[derive(Debug)]
pub struct LexiconFile {
    map: Mmap,
    path: PathBuf,
}

impl LexiconFile {
    /// Maps a file. Nothing is read yet.
    ///
    /// # Errors
    /// [`OpenError::Io`] where the file cannot be opened or mapped.
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        let io = |source| OpenError::Io {
            path: path.to_owned(),
            source,
        };
        let file = File::open(path).map_err(io)?;
        // SAFETY: the map is only read. Another process that shortens the file under us would end this one with a bus
        // error; a lexicon is replaced by renaming a new file over it, as `lexicon build` does, which leaves the map whole.
        #[expect(unsafe_code, reason = "there is no mapping a file without it")]
        let map = unsafe { Mmap::map(&file) }.map_err(io)?;
        Ok(Self {
            map,
            path: path.to_owned(),
        })
    }

    /// The lexicon in the file.
    ///
    /// # Errors
    /// Where it is no lexicon, or one of another version.
    pub fn lexicon(&self) -> Result<Lexicon<'_>, OpenError> {
        Lexicon::from_bytes(&self.map).map_err(|e| match e {
            OpenError::NotALexicon(_) => OpenError::NotALexicon(self.path.display().to_string()),
            other => other,
        })
    }
}

/// A compiled lexicon in memory, where its tables want it: at a multiple of 16 bytes.
#[derive(Clone, Debug)]
pub struct LexiconBytes {
    words: Vec<u128>,
    len: usize,
}

impl LexiconBytes {
    /// Takes what the compiler made.
    pub fn new(bytes: &[u8]) -> Self {
        let mut words = vec![0u128; bytes.len().div_ceil(ALIGN)];
        bytemuck::cast_slice_mut(&mut words)[..bytes.len()].copy_from_slice(bytes);
        Self {
            words,
            len: bytes.len(),
        }
    }

    /// The lexicon in it.
    ///
    /// # Errors
    /// Where the bytes are no lexicon, or one of another version.
    pub fn lexicon(&self) -> Result<Lexicon<'_>, OpenError> {
        let bytes: &[u8] = bytemuck::cast_slice(&self.words);
        Lexicon::from_bytes(bytes.get(..self.len).unwrap_or_default())
    }
}
