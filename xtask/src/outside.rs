//! What other programs say of the exports: the readers and validators of the field, with pinned versions, in `checks/`.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::documents::documents;
use crate::run;

/// Phenopackets: GA4GH's library reads them, its validator judges them.
pub(crate) fn phenopackets(root: &Path) -> Result<(), String> {
    let folder = root.join("checks").join("phenopacket");
    let packets = work(root)?.join("packets.jsonl");
    extract(root, "phenopacket", &packets)?;
    if let Some(python) = python(root, &folder)? {
        run(Command::new(python).arg(folder.join("check.py")).arg(&packets))?;
    }
    let Some(classes) = java(root, &folder)? else {
        return Ok(());
    };
    run(Command::new("java")
        .arg("--class-path")
        .arg(classes)
        .arg(folder.join("Validate.java"))
        .arg(&packets))
}

/// Tables: what reads Parquet reads ours, and finds what the CSV files have.
pub(crate) fn tables(root: &Path) -> Result<(), String> {
    let folder = root.join("checks").join("tables");
    let Some(python) = python(root, &folder)? else {
        return Ok(());
    };
    let (csv, parquet) = (work(root)?.join("csv"), work(root)?.join("parquet"));
    extract(root, "csv", &csv)?;
    extract(root, "parquet", &parquet)?;
    run(Command::new(python).arg(folder.join("check.py")).args([csv, parquet]))
}

/// CASes: what reads UIMA's XMI finds what the records say, also where letters are hard to count.
pub(crate) fn cases(root: &Path) -> Result<(), String> {
    let folder = root.join("checks").join("xmi");
    let Some(python) = python(root, &folder)? else {
        return Ok(());
    };
    let (records, cases) = (work(root)?.join("xmi.jsonl"), work(root)?.join("xmi"));
    // What an earlier run wrote of documents that are no longer tried.
    let _ = fs::remove_dir_all(&cases);
    let letters = folder.join("letters.txt");
    extract_with(root, "jsonl", &records, &letters)?;
    extract_with(root, "xmi", &cases, &letters)?;
    run(Command::new(python).arg(folder.join("check.py")).args([records, cases]))
}

/// Where checks keep what they make and what they install.
pub(crate) fn work(root: &Path) -> Result<PathBuf, String> {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let work = target.join("checks");
    fs::create_dir_all(&work).map_err(|error| format!("{}: {error}", work.display()))?;
    Ok(work)
}

/// Writes all cases in a format.
fn extract(root: &Path, format: &str, out: &Path) -> Result<(), String> {
    written(documents(root), format, out)
}

/// The same, with a document of the check's own.
fn extract_with(root: &Path, format: &str, out: &Path, own: &Path) -> Result<(), String> {
    let mut all = documents(root);
    all.push(own.to_owned());
    written(all, format, out)
}

fn written(documents: Vec<PathBuf>, format: &str, out: &Path) -> Result<(), String> {
    let mut command = crate::command([
        "run",
        "--quiet",
        "--package",
        "epicrisis",
        "--features",
        "parquet",
        "--",
        "extract",
    ]);
    run(command.args(documents).args([
        OsStr::new("--format"),
        OsStr::new(format),
        OsStr::new("--out"),
        out.as_os_str(),
    ]))
}

/// A Python that has what a check needs, in an environment of its own; `None` where there is no Python.
pub(crate) fn python(root: &Path, folder: &Path) -> Result<Option<PathBuf>, String> {
    if !is_there("python3", folder)? {
        return Ok(None);
    }
    let needed = folder.join("requirements.txt");
    let pinned = fs::read_to_string(&needed).map_err(|error| format!("{}: {error}", needed.display()))?;
    let home = work(root)?.join("python").join(folder.file_name().unwrap_or_default());
    let python = home.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    // Installed once, and again when a version changes.
    let installed = home.join("installed.txt");
    if fs::read_to_string(&installed).ok().as_deref() != Some(&pinned) {
        run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&home))?;
        let install = [
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--requirement",
        ];
        run(Command::new(&python).args(install).arg(&needed))?;
        fs::write(&installed, &pinned).map_err(|error| format!("{}: {error}", installed.display()))?;
    }
    Ok(Some(python))
}

/// The class path of what a check needs; `None` where there is no Java or no Maven.
fn java(root: &Path, folder: &Path) -> Result<Option<String>, String> {
    if !(is_there("java", folder)? && is_there("mvn", folder)?) {
        return Ok(None);
    }
    let pom = folder.join("pom.xml");
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let classes = work(root)?.join(format!("{name}.classpath"));
    let newer = |a: &Path, b: &Path| {
        let time = |path: &Path| path.metadata().and_then(|data| data.modified()).ok();
        time(a) > time(b)
    };
    if !newer(&classes, &pom) {
        let plugin = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath";
        run(Command::new("mvn")
            .args(["--quiet", "--batch-mode", "--file"])
            .arg(&pom)
            .arg(plugin)
            .arg(format!("-Dmdep.outputFile={}", classes.display())))?;
    }
    let path = fs::read_to_string(&classes).map_err(|error| format!("{}: {error}", classes.display()))?;
    Ok(Some(path))
}

/// Whether a program is there; on CI it must be.
pub(crate) fn is_there(program: &str, folder: &Path) -> Result<bool, String> {
    let found = Command::new(program).arg("--version").output().is_ok();
    if !found && env::var_os("CI").is_some() {
        return Err(format!("{program} is not there, and {} needs it", folder.display()));
    }
    if !found {
        eprintln!("{program} is not there: passing over {}", folder.display());
    }
    Ok(found)
}
