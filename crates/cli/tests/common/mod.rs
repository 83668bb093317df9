//! The program, run from outside, and folders for it to read.

// Each test file compiles this for itself and need not use all of it.
#![allow(dead_code, unreachable_pub)]

pub mod fhir;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a run left behind.
pub struct Ran {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    /// The records, one a line.
    pub fn records(&self) -> Vec<serde_json::Value> {
        self.stdout
            .lines()
            .map(|line| serde_json::from_str(line).expect("a record a line"))
            .collect()
    }

    /// The ids of the documents, in order.
    pub fn ids(&self) -> Vec<String> {
        let records = self.records();
        records
            .iter()
            .map(|record| record["document"]["id"].as_str().expect("an id").to_owned())
            .collect()
    }

    /// The codes of the warnings of the only record.
    pub fn warnings(&self) -> Vec<String> {
        let records = self.records();
        let [record] = records.as_slice() else {
            panic!("{} records: {}", records.len(), self.stderr)
        };
        let warnings = record["warnings"].as_array().expect("warnings");
        warnings
            .iter()
            .map(|warning| warning["code"].as_str().expect("a code").to_owned())
            .collect()
    }
}

/// Runs the program with nothing on standard input.
pub fn run<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Ran {
    run_with(arguments, b"")
}

/// Runs the program with something on standard input.
pub fn run_with<'a>(arguments: impl IntoIterator<Item = &'a str>, input: &[u8]) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_epicrisis"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // A program that ends without reading closes the pipe, which is no fault of the test.
    let _ = child.stdin.take().expect("a pipe").write_all(input);
    let output = child.wait_with_output().expect("the program ends");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Ran {
        status: output.status.code().expect("no signal"),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    }
}

/// A folder that goes when the test ends.
pub struct Folder(PathBuf);

impl Folder {
    /// A new folder; `name` is unique among the tests of a file.
    pub fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("epicrisis-test-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    /// The path of what is in it.
    pub fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().expect("a UTF-8 path").to_owned()
    }

    /// Writes a file, with the folders above it.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        fs::write(path, content).expect("a file");
    }

    /// What a file holds.
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).expect("a file")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The example cases, and the cases that lie beside the repository where they do: whole texts, in six languages.
pub fn cases() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let shared = root.join("../shared/cases");
    if !shared.is_dir() {
        eprintln!("{} is not there: only the examples are read", shared.display());
    }
    let mut cases = Vec::new();
    for folder in [root.join("examples"), shared] {
        let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
        let paths = entries.map(|entry| entry.path());
        let texts = paths.filter(|path| path.extension().is_some_and(|ending| ending == "txt"));
        cases.extend(texts.map(|path| path.to_str().expect("UTF-8").to_owned()));
    }
    cases.sort();
    assert!(!cases.is_empty());
    cases
}
