//! Whether two are the same, by their hash.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

/// The SHA-256 of a text, as records write it.
#[must_use]
pub fn of_text(text: &str) -> String {
    written(Sha256::digest(text).as_slice())
}

/// The SHA-256 of a file.
///
/// # Errors
/// Where it cannot be read.
pub fn of_file(path: &Path) -> io::Result<String> {
    let mut hash = Sha256::new();
    let mut file = File::open(path)?;
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(written(hash.finalize().as_slice())),
            read => hash.update(&buffer[..read]),
        }
    }
}

fn written(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
