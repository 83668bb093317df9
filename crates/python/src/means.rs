//! What documents are read with: a lexicon and a model, built in or from files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::SystemTime;

use epicrisis_extract::{Engine, Model, ModelBytes};
use epicrisis_lexicon::{Lexicon, LexiconFile};

/// What recognises more than the lexicon names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ModelOf {
    /// The built-in model.
    BuiltIn,
    /// Nothing.
    None,
    /// A model of the user's own.
    File(PathBuf),
}

/// An engine for documents, and one for tellings of one case.
pub(crate) struct Engines {
    documents: Engine<'static>,
    /// Made when it is first asked for; `None` where it is that of documents.
    tellings: Option<OnceLock<Engine<'static>>>,
}

impl Engines {
    /// Opens what is named.
    ///
    /// # Errors
    /// In words, where a file cannot be read or is no lexicon or no model.
    pub(crate) fn open(lexicon: Option<&Path>, model: &ModelOf, caution: f32) -> Result<Self, String> {
        let lexicon = lexicon.map_or_else(|| Ok(epicrisis_builtin::lexicon()), lexicon_of)?;
        let model = match model {
            ModelOf::None => None,
            ModelOf::BuiltIn => Some((epicrisis_builtin::model(), false)),
            ModelOf::File(path) => Some((model_of(path)?, true)),
        };
        let engine = Engine::new(lexicon);
        Ok(match model {
            None => Self {
                documents: engine,
                tellings: None,
            },
            Some((model, own)) => Self {
                documents: engine.with_model(model, caution),
                // Tellings are held side by side by what the lexicon names: with a model only where one is named.
                tellings: (!own).then(OnceLock::new),
            },
        })
    }

    /// What reads documents.
    pub(crate) const fn documents(&self) -> &Engine<'static> {
        &self.documents
    }

    /// What reads tellings of one case.
    pub(crate) fn tellings(&self) -> &Engine<'static> {
        self.tellings.as_ref().map_or(&self.documents, |own| {
            own.get_or_init(|| Engine::new(*self.documents.lexicon()))
        })
    }

    /// The codes of the languages that are read.
    pub(crate) fn languages(&self) -> Vec<&'static str> {
        let lexicon = self.documents.lexicon();
        let read = lexicon.tables().languages.iter().filter(|language| language.read == 1);
        read.map(|language| lexicon.str(language.code)).collect()
    }
}

/// A file as it was when it was opened.
type Version = (PathBuf, u64, Option<SystemTime>);

/// Files that stay open to the end of the process, as the engines over them may. Each version is opened once: engines made again
/// and again, as a notebook does, hold no more than one.
type Kept<T> = Mutex<BTreeMap<Version, T>>;

fn kept<T: Copy>(all: &Kept<T>, path: &Path, open: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    let seen = fs::metadata(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let full = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let version = (full, seen.len(), seen.modified().ok());
    let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = all.get(&version) {
        return Ok(*known);
    }
    let opened = open()?;
    all.insert(version, opened);
    Ok(opened)
}

fn lexicon_of(path: &Path) -> Result<Lexicon<'static>, String> {
    static LEXICONS: Kept<Lexicon<'static>> = Mutex::new(BTreeMap::new());
    kept(&LEXICONS, path, || {
        let file = LexiconFile::open(path).map_err(|error| error.to_string())?;
        // A file that is no lexicon is let go of.
        file.lexicon().map_err(|error| error.to_string())?;
        let file: &'static LexiconFile = Box::leak(Box::new(file));
        file.lexicon().map_err(|error| error.to_string())
    })
}

fn model_of(path: &Path) -> Result<Model<'static>, String> {
    static MODELS: Kept<Model<'static>> = Mutex::new(BTreeMap::new());
    kept(&MODELS, path, || {
        let of_file = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let bytes = ModelBytes::new(&fs::read(path).map_err(|error| of_file(&error))?);
        bytes.model().map_err(|error| of_file(&error))?;
        let bytes: &'static ModelBytes = Box::leak(Box::new(bytes));
        bytes.model().map_err(|error| of_file(&error))
    })
}
