//! Files that are generated and kept in the repository.

use std::fs;
use std::path::Path;

/// Writes one, with its folder.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), String> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, text))
        .map_err(|error| format!("{}: {error}", path.display()))
}

/// Says whether one is as it would be written now, and if not, by which command it is.
pub(crate) fn check(path: &Path, text: &str, command: &str) -> Result<(), String> {
    let written = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    // Line ends may have been changed on the way through git.
    if written.replace("\r\n", "\n") == text {
        Ok(())
    } else {
        Err(format!("{} is not fresh; run `{command}`", path.display()))
    }
}
