//! Folders: every file in them that is ours, in the order of their paths.

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::failure::{Failure, Problem};
use crate::inputs::Form;

/// Something to read, and how it was come by.
#[derive(Debug)]
pub(crate) struct Found {
    /// `None` for standard input.
    pub(crate) path: Option<PathBuf>,
    /// The path below the folder given; of a file given itself, its name.
    pub(crate) below: PathBuf,
    /// As the folder told it.
    pub(crate) state: State,
}

/// How a file is, as far as can be told without opening it.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct State {
    /// In bytes.
    pub(crate) size: u64,
    /// When it was changed, where the system tells.
    pub(crate) changed: Option<SystemTime>,
}

impl From<&Metadata> for State {
    fn from(about: &Metadata) -> Self {
        Self {
            size: about.len(),
            changed: about.modified().ok(),
        }
    }
}

/// What one path given leads to.
pub(crate) fn find(given: &Path) -> Vec<Result<Found, Failure>> {
    if given.as_os_str() == "-" {
        return vec![Ok(Found {
            path: None,
            below: PathBuf::from("stdin"),
            state: State::default(),
        })];
    }
    match fs::metadata(given) {
        Err(error) => vec![Err(Failure::at(given, error))],
        Ok(about) if !about.is_dir() => {
            let state = State::from(&about);
            if given
                .extension()
                .is_some_and(|ending| ending.eq_ignore_ascii_case("json"))
            {
                return vec![Err(Failure::at(given, Problem::JsonFile))];
            }
            let below = given.file_name().map_or_else(|| given.to_owned(), PathBuf::from);
            vec![Ok(Found {
                path: Some(given.to_owned()),
                below,
                state,
            })]
        }
        Ok(_) => folder(given),
    }
}

fn folder(given: &Path) -> Vec<Result<Found, Failure>> {
    let mut found = Vec::new();
    // A list of what is still to be opened rather than recursion: folders may be nested deeper than the stack is.
    let mut open = vec![given.to_owned()];
    while let Some(folder) = open.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) => {
                found.push((folder.clone(), Err(Failure::at(&folder, error))));
                continue;
            }
        };
        for entry in entries {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    found.push((folder.clone(), Err(Failure::at(&folder, error))));
                    continue;
                }
            };
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            let path = entry.path();
            // Links to folders are not followed: they can lead in circles.
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                open.push(path);
            } else if ours(&path)
                && let Ok(about) = fs::metadata(&path)
                && about.is_file()
            {
                let below = path.strip_prefix(given).unwrap_or(&path).to_owned();
                let state = State::from(&about);
                found.push((
                    path.clone(),
                    Ok(Found {
                        path: Some(path),
                        below,
                        state,
                    }),
                ));
            }
        }
    }
    if found.is_empty() {
        return vec![Err(Failure::at(given, Problem::NothingInFolder))];
    }
    // By path part, so that the order is the same on every file system.
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    found.into_iter().map(|(_, found)| found).collect()
}

/// Whether a file that nobody named is meant to be read. Tables parted by tabs hold anything at all: those are named.
fn ours(path: &Path) -> bool {
    Form::of(path).is_some()
        && !path
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("tsv"))
}
