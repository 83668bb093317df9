//! What others' tools say of what is built in: licences, sources, known faults; and of the one place that is `unsafe`.

use std::path::Path;
use std::process::Command;

use crate::{outside, run};

/// Licences, bans and sources, which need nothing but the lock file; and known faults, where their database can be fetched. With
/// the `cargo-deny` that is pinned in `checks/deny`.
///
/// # Errors
/// Where something is built in that `deny.toml` does not allow, or that is known to be faulty.
pub(crate) fn deny(root: &Path) -> Result<(), String> {
    let Some(python) = outside::python(root, &root.join("checks/deny"))? else {
        return Ok(());
    };
    let deny = || {
        let mut command = Command::new(python.with_file_name("cargo-deny"));
        command.current_dir(root);
        command
    };
    run(deny().args([
        "--offline",
        "check",
        "--hide-inclusion-graph",
        "licenses",
        "bans",
        "sources",
    ]))?;
    // The database is not part of the tool. Where it cannot be fetched nothing is known, which is said and is no fault.
    let fetched = deny().args(["fetch", "db"]).output().map_err(|e| e.to_string())?;
    if !fetched.status.success() {
        eprintln!("the database of known faults (RustSec) cannot be fetched: advisories are not checked");
        return Ok(());
    }
    run(deny().args(["check", "--hide-inclusion-graph", "advisories"]))
}

/// The tests of the crates that map files and cast bytes, with the address sanitizer of a nightly compiler.
///
/// # Errors
/// Where there is no such compiler, or it finds a fault.
pub(crate) fn sanitize(root: &Path) -> Result<(), String> {
    const TARGET: &str = "x86_64-unknown-linux-gnu";
    // The variables that cargo sets for what it runs would lead back to its own toolchain.
    let mut cargo = Command::new("rustup");
    cargo
        .args(["run", "nightly", "cargo", "test", "--target", TARGET])
        .args([
            "--package",
            "epicrisis-text",
            "--package",
            "epicrisis-lexicon",
            "--package",
            "epicrisis-tagger",
        ])
        .args(["--lib", "--tests", "--target-dir"])
        .arg(outside::work(root)?.join("sanitize"))
        .current_dir(root)
        .env("RUSTFLAGS", "-Zsanitizer=address")
        .env_remove("CARGO")
        .env_remove("RUSTUP_TOOLCHAIN");
    run(&mut cargo)
}
