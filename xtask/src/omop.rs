//! Loading into a real PostgreSQL: the script starts one, the tests find it by the variable that it sets.

use std::path::Path;
use std::process::Command;

/// Where the script says that there is no PostgreSQL, and that none may be installed.
const SKIPPED: i32 = 77;

/// Runs the tests of loading once more, with a server.
pub(crate) fn run(root: &Path) -> Result<(), String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new("bash")
        .arg(root.join("checks/omop/postgres.sh"))
        .arg(cargo)
        .args(["test", "--package", "epicrisis", "--test", "load"])
        .current_dir(root)
        .status()
        .map_err(|error| format!("bash cannot be started: {error}"))?;
    match status.code() {
        Some(0 | SKIPPED) => Ok(()),
        _ => Err(format!("ended with {status}")),
    }
}
