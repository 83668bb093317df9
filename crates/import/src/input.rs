//! Files as they are read: compressed or not, line by line, in any encoding.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use flate2::bufread::MultiGzDecoder;
use thiserror::Error;

use crate::options::Format;

/// Why a terminology could not be read at all.
#[derive(Debug, Error)]
pub enum ImportError {
    /// It could not be read.
    #[error("{path}: cannot be read: {source}", path = .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It is in no format that is known.
    #[error("{}: in no format that is known here; name one with --format", .0.display())]
    Unknown(PathBuf),
    /// Nothing in a folder is a terminology.
    #[error("{}: the folder holds no terminology that is known here", .0.display())]
    Nothing(PathBuf),
    /// It is not what its format says.
    #[error("{path}: no {format}: {message}", path = .path.display(), format = .format.name())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// The format it was read as.
        format: Format,
        /// What is wrong.
        message: String,
    },
    /// A table in which a column is missing.
    #[error("{path}: no column is known to hold {what}; name it with --mapping {option}", path = .path.display())]
    Column {
        /// The file.
        path: PathBuf,
        /// What is missing.
        what: &'static str,
        /// The option that names it.
        option: &'static str,
    },
    /// Nothing says which system the codes belong to.
    #[error("{}: nothing says which system its codes belong to; name it with --system", .0.display())]
    NoSystem(PathBuf),
}

impl ImportError {
    pub(crate) fn io(path: &Path, source: io::Error) -> Self {
        Self::Io {
            path: path.to_owned(),
            source,
        }
    }

    pub(crate) fn malformed(path: &Path, format: Format, message: impl Into<String>) -> Self {
        Self::Malformed {
            path: path.to_owned(),
            format,
            message: message.into(),
        }
    }
}

/// How much of a file is looked at to tell what it is.
const HEAD: usize = 64 << 10;

/// A file, unpacked.
pub(crate) struct Input {
    pub(crate) path: PathBuf,
    reader: Box<dyn BufRead>,
}

impl Input {
    /// Opens a file; one that is compressed by gzip is unpacked, whatever its name.
    pub(crate) fn open(path: &Path) -> Result<Self, ImportError> {
        let fail = |e| ImportError::io(path, e);
        let mut file = BufReader::with_capacity(1 << 18, File::open(path).map_err(fail)?);
        let packed = file.fill_buf().map_err(fail)?.starts_with(&[0x1f, 0x8b]);
        let mut reader: Box<dyn BufRead> = if packed {
            Box::new(BufReader::with_capacity(1 << 18, MultiGzDecoder::new(file)))
        } else {
            Box::new(file)
        };
        if reader.fill_buf().map_err(fail)?.starts_with("\u{feff}".as_bytes()) {
            reader.consume(3);
        }
        Ok(Self {
            path: path.to_owned(),
            reader,
        })
    }

    /// The first bytes as text, and whether they were UTF-8; they stay to be read.
    pub(crate) fn head(&mut self) -> Result<(String, bool), ImportError> {
        let mut head = Vec::with_capacity(HEAD);
        let read = (&mut self.reader).take(HEAD as u64).read_to_end(&mut head);
        read.map_err(|e| ImportError::io(&self.path, e))?;
        // The end may be in the middle of a letter.
        let utf8 = std::str::from_utf8(&head).map_or_else(|e| e.error_len().is_none(), |_| true);
        let text = String::from_utf8_lossy(&head).into_owned();
        let rest = std::mem::replace(&mut self.reader, Box::new(io::empty()));
        self.reader = Box::new(Cursor::new(head).chain(rest));
        Ok((text, utf8))
    }

    /// All of it as text, in whatever encoding it is.
    pub(crate) fn text(mut self, format: Format) -> Result<String, ImportError> {
        let mut bytes = Vec::new();
        let read = self.reader.read_to_end(&mut bytes);
        read.map_err(|e| ImportError::io(&self.path, e))?;
        match String::from_utf8(bytes) {
            Ok(text) => Ok(text),
            Err(e) => match epicrisis_text::decode(e.as_bytes()) {
                Ok(decoded) => Ok(decoded.text),
                Err(_) => Err(ImportError::malformed(&self.path, format, "it is not text")),
            },
        }
    }

    /// Its bytes.
    pub(crate) fn reader(self) -> Box<dyn BufRead> {
        self.reader
    }

    /// Calls back for each line, with its number; a line that is not UTF-8 comes as an error.
    pub(crate) fn lines(mut self, mut each: impl FnMut(u64, Result<&str, &str>)) -> Result<(), ImportError> {
        let mut line = Vec::new();
        for number in 1.. {
            line.clear();
            let read = self.reader.read_until(b'\n', &mut line);
            if read.map_err(|e| ImportError::io(&self.path, e))? == 0 {
                break;
            }
            match std::str::from_utf8(&line) {
                Ok(text) => each(number, Ok(text.trim_end_matches(['\n', '\r']))),
                Err(_) => each(number, Err("the line is not UTF-8")),
            }
        }
        Ok(())
    }
}
