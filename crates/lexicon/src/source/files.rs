//! Where the files of the sources are: in a folder, or in memory.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// A file or folder of the sources that could not be read at all.
#[derive(Debug, Error)]
#[error("{path}: {source}")]
pub struct SourceError {
    /// What could not be read.
    pub path: PathBuf,
    /// Why.
    pub source: io::Error,
}

/// Sources in memory: the text of each file, by its path below the folder, with `/` between its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceFiles(BTreeMap<String, String>);

/// Marks the line that names a file. No line of a table begins so.
const MARK: char = '\u{1}';

impl SourceFiles {
    /// Reads all tables of a folder, at any depth.
    ///
    /// # Errors
    /// Where the folder or a table in it cannot be read.
    pub fn read(folder: &Path) -> Result<Self, SourceError> {
        let mut files = Self::default();
        files.walk(folder, "")?;
        Ok(files)
    }

    fn walk(&mut self, folder: &Path, below: &str) -> Result<(), SourceError> {
        let fail = |path: &Path, source| SourceError {
            path: path.to_owned(),
            source,
        };
        for entry in fs::read_dir(folder).map_err(|e| fail(folder, e))? {
            let entry = entry.map_err(|e| fail(folder, e))?;
            let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
            if name.starts_with('.') {
                continue;
            }
            if path.is_dir() {
                self.walk(&path, &format!("{below}{name}/"))?;
            } else if name.ends_with(".tsv") {
                let text = fs::read_to_string(&path).map_err(|e| fail(&path, e))?;
                self.0.insert(format!("{below}{name}"), text);
            }
        }
        Ok(())
    }

    /// All files as one text, which [`SourceFiles::unpack`] takes apart.
    pub fn pack(&self) -> String {
        let mut out = String::new();
        for (name, text) in &self.0 {
            out.push(MARK);
            out.push_str(name);
            out.push('\n');
            out.push_str(text);
            if !text.ends_with('\n') {
                out.push('\n');
            }
        }
        out
    }

    /// The files of a packed text.
    ///
    /// ```
    /// use epicrisis_lexicon::source::SourceFiles;
    ///
    /// let files = SourceFiles::unpack("\u{1}languages.tsv\ncode\tname\n\u{1}words/a.tsv\nid\n");
    /// assert_eq!(SourceFiles::unpack(&files.pack()), files);
    /// ```
    pub fn unpack(packed: &str) -> Self {
        let parts = packed.split(MARK).filter_map(|part| part.split_once('\n'));
        Self(parts.map(|(name, text)| (name.to_owned(), text.to_owned())).collect())
    }
}

/// Where to read from.
#[derive(Clone, Copy, Debug)]
pub(super) enum Files<'f> {
    /// A folder.
    Folder(&'f Path),
    /// Memory.
    Memory(&'f SourceFiles),
}

impl Files<'_> {
    /// The tables of a folder of the sources, in the order of their names; none where there is no such folder.
    pub(super) fn list(self, below: &str) -> Result<Vec<String>, SourceError> {
        let mut names = Vec::new();
        match self {
            Self::Memory(files) => {
                let inside = |name: &str| {
                    let rest = name.strip_prefix(below).and_then(|n| n.strip_prefix('/'));
                    rest.is_some_and(|n| !n.contains('/'))
                };
                names.extend(files.0.keys().filter(|name| inside(name)).cloned());
            }
            Self::Folder(folder) => {
                let path = folder.join(below);
                if !path.is_dir() {
                    return Ok(names);
                }
                let fail = |source| SourceError {
                    path: path.clone(),
                    source,
                };
                for entry in fs::read_dir(&path).map_err(fail)? {
                    let name = entry.map_err(fail)?.file_name().to_string_lossy().into_owned();
                    if name.ends_with(".tsv") && !name.starts_with('.') {
                        names.push(format!("{below}/{name}"));
                    }
                }
            }
        }
        names.sort();
        Ok(names)
    }

    /// The text of a file; `None` where there is none.
    pub(super) fn text(self, file: &str) -> Result<Option<String>, SourceError> {
        match self {
            Self::Memory(files) => Ok(files.0.get(file).cloned()),
            Self::Folder(folder) => {
                let path = folder.join(file);
                match fs::read_to_string(&path) {
                    Ok(text) => Ok(Some(text)),
                    Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
                    Err(source) => Err(SourceError { path, source }),
                }
            }
        }
    }

    /// The text of a file that must be there.
    pub(super) fn required(self, file: &str) -> Result<String, SourceError> {
        self.text(file)?.ok_or_else(|| SourceError {
            path: match self {
                Self::Folder(folder) => folder.join(file),
                Self::Memory(_) => file.into(),
            },
            source: io::ErrorKind::NotFound.into(),
        })
    }
}
