//! The seam between the command line and the engine: what is asked of it, in one place.

use std::path::Path;

use epicrisis_lexicon::{Lexicon, LexiconFile, OpenError};
use epicrisis_record::{Document, Number, Record};

/// The built-in lexicon, or one that was built before. Lives as long as the program, as what reads it does.
///
/// # Errors
/// Where the file is no lexicon of this version.
pub(crate) fn lexicon(file: Option<&Path>) -> Result<Lexicon<'static>, OpenError> {
    match file {
        None => Ok(epicrisis_builtin::lexicon()),
        // Never let go of: one call of the program uses one lexicon, to its end.
        Some(path) => Box::leak(Box::new(LexiconFile::open(path)?)).lexicon(),
    }
}

/// The codes of the languages that a lexicon reads, in its order.
pub(crate) fn languages(lexicon: &Lexicon<'static>) -> Vec<&'static str> {
    let read = lexicon.tables().languages.iter().filter(|language| language.read == 1);
    read.map(|language| lexicon.str(language.code)).collect()
}

/// Reads documents; made once and shared by all threads.
pub(crate) struct Engine {
    lexicon: Lexicon<'static>,
}

impl Engine {
    /// The engine over a lexicon.
    pub(crate) fn new(lexicon: Lexicon<'static>) -> Self {
        Self { lexicon }
    }

    /// The codes of the languages it reads.
    pub(crate) fn languages(&self) -> Vec<&'static str> {
        languages(&self.lexicon)
    }

    /// The record of one text.
    pub(crate) fn extract(&self, id: &str, text: &str, language: Option<&str>) -> Record {
        Record::new(Document {
            id: id.to_owned(),
            language: language.unwrap_or("und").to_owned(),
            language_confidence: Number::ZERO,
            length: u32::try_from(text.chars().count()).unwrap_or(u32::MAX),
            sha256: String::new(),
        })
    }
}
