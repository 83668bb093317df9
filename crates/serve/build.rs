//! Lists the files of the built page, so that the program carries them.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/dist");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files = Vec::new();
    list(&folder, "", &mut files)?;
    files.sort();
    let mut out = String::from("/// Every file of the page.\nstatic FILES: &[File] = &[\n");
    for (path, place) in files {
        let tag = format!("\"{:016x}\"", sum(&fs::read(&place)?));
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "    File {{ path: {path:?}, tag: {tag:?}, content: include_bytes!({:?}) }},",
            place.display().to_string()
        );
    }
    out.push_str("];\n");
    let target: PathBuf = env::var_os("OUT_DIR").unwrap_or_default().into();
    fs::write(target.join("pages.rs"), out)
}

/// The files below a folder, each with its path from there.
fn list(folder: &Path, below: &str, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    if !folder.is_dir() {
        println!(
            "cargo::warning=web/dist is not there: the service will have no page (web/README.md says how it is built)"
        );
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{below}{name}");
        if entry.file_type()?.is_dir() {
            list(&entry.path(), &format!("{path}/"), files)?;
        } else {
            files.push((path, entry.path()));
        }
    }
    Ok(())
}

/// FNV-1a: tells one version of a file from another, and is not meant to withstand anybody.
fn sum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
