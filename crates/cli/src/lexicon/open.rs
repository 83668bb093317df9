//! Lexicons for the engine: the built-in one, or one that was built before.

use std::path::Path;

use epicrisis_lexicon::{Lexicon, LexiconFile, OpenError};

/// The built-in lexicon, or one that was built before. Lives as long as the program, as what reads it does.
///
/// # Errors
/// Where the file is no lexicon of this version.
pub(crate) fn open(file: Option<&Path>) -> Result<Lexicon<'static>, OpenError> {
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
