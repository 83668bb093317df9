//! The documents that exports are tried on.

use std::fs;
use std::path::{Path, PathBuf};

/// So many of the large collection are tried; more take minutes and show nothing new.
const SAMPLE: usize = 200;

/// The example cases; and further texts where they lie beside the repository, some of each folder.
pub(crate) fn documents(root: &Path) -> Vec<PathBuf> {
    let shared = root.join("..").join("shared");
    let mut all = texts(&root.join("examples"));
    all.extend(texts(&shared.join("cases")));
    let many = texts(&shared.join("dev"));
    if many.is_empty() {
        eprintln!("{} is not there: what it has is not tried", shared.display());
    }
    let step = (many.len() / SAMPLE).max(1);
    all.extend(many.into_iter().step_by(step).take(SAMPLE));
    all
}

/// All texts below a folder, by path.
pub(crate) fn texts(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "txt") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
