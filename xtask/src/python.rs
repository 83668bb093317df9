//! `cargo xtask python`: the Python package, built as a wheel, installed, and tried from Python. `cargo xtask spark`: the same on a
//! cluster of Spark, with many documents.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{cargo, outside, program, run};

/// How the wheel is built: as Cargo names the profile.
const DEVELOPMENT: &str = "dev";
const RELEASE: &str = "release";

/// Builds the wheel and tries all of it.
pub(crate) fn run_all(root: &Path) -> Result<(), String> {
    let checks = root.join("checks").join("python");
    let Some(python) = installed(root, DEVELOPMENT)? else {
        return Ok(());
    };
    let package = root.join("python");
    run(Command::new(&python).arg(checks.join("records.py")).arg("--check"))?;
    // What is built in Rust is what its stub says. Away from the sources, which would be imported in place of what was installed.
    let config = package.join("pyproject.toml");
    run(Command::new(&python)
        .args(["-m", "mypy.stubtest", "epicrisis._epicrisis", "--mypy-config-file"])
        .arg(&config)
        .current_dir(outside::work(root)?))?;
    run(Command::new(&python)
        .args(["-m", "mypy", "--config-file", "pyproject.toml", "epicrisis", "tests"])
        .current_dir(&package))?;
    cargo(["build", "--package", "epicrisis"])?;
    run(Command::new(&python)
        .args([
            "-m",
            "pytest",
            "-q",
            "--import-mode=importlib",
            "-p",
            "no:cacheprovider",
        ])
        .arg("--rootdir")
        .arg(&package)
        .arg("-c")
        .arg(&config)
        .arg(package.join("tests"))
        .current_dir(outside::work(root)?)
        .env("PYTHONPATH", package.join("tests"))
        .env("EPICRISIS_PROGRAM", program("debug")))?;
    cluster(root, &python, &["--documents", "2000", "--slow", "0.3"])
}

/// Reads many documents on a cluster; `arguments` are those of `checks/python/spark_check.py`.
pub(crate) fn spark(root: &Path, arguments: &[&str]) -> Result<(), String> {
    let Some(python) = installed(root, RELEASE)? else {
        return Ok(());
    };
    let many = ["--documents", "100000", "--files", "100"];
    cluster(root, &python, if arguments.is_empty() { &many } else { arguments })
}

fn cluster(root: &Path, python: &Path, arguments: &[&str]) -> Result<(), String> {
    if !outside::is_there("java", &root.join("checks").join("python"))? {
        return Ok(());
    }
    run(Command::new(python)
        .arg(root.join("checks").join("python").join("spark_check.py"))
        .arg(outside::work(root)?.join("spark"))
        .args(arguments))
}

/// A Python with the package and all that it works with; `None` where there is no Python.
fn installed(root: &Path, profile: &str) -> Result<Option<PathBuf>, String> {
    let checks = root.join("checks").join("python");
    let Some(python) = outside::python(root, &checks)? else {
        return Ok(None);
    };
    let wheels = outside::work(root)?.join("wheels").join(profile);
    // Of an earlier version there would be two.
    let _ = fs::remove_dir_all(&wheels);
    let mut build = Command::new(&python);
    build
        .args(["-m", "maturin", "build", "--quiet", "--profile", profile, "--out"])
        .arg(&wheels)
        .arg("--interpreter")
        .arg(&python)
        // Where `pyproject.toml` says what the package is; a manifest named here would be taken for all of it.
        .current_dir(root.join("python"));
    if let Some(cargo) = env::var_os("CARGO") {
        build.env("CARGO", cargo);
    }
    run(&mut build)?;
    let wheel = fs::read_dir(&wheels)
        .map_err(|error| format!("{}: {error}", wheels.display()))?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .find(|path| path.extension() == Some(OsStr::new("whl")))
        .ok_or_else(|| format!("{}: no wheel", wheels.display()))?;
    let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    run(Command::new(&python)
        .args(install)
        // Nothing is needed beside it, and nothing is looked for.
        .args(["--no-deps", "--no-index", "--force-reinstall"])
        .arg(&wheel))?;
    Ok(Some(python))
}
