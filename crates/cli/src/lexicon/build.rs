//! `epicrisis lexicon build`: from sources to the file that `extract --lexicon` takes.

use std::fs;
use std::io;
use std::path::Path;

use epicrisis_lexicon::compile::{CompileError, compile_folder};

use super::{check, print};
use crate::Ending;
use crate::progress::complain;

pub(super) fn run(sources: &Path, out: &Path) -> Ending {
    let bytes = match compile_folder(sources) {
        Ok((bytes, _)) => bytes,
        Err(CompileError::Faults(faults)) => {
            print(&check::report(sources, &faults, false));
            complain(&format_args!(
                "{}: nothing was built; correct the errors first",
                sources.display()
            ));
            return Ending::SomeFailed;
        }
        Err(error) => {
            complain(&format_args!("{error}; name the folder of a lexicon's sources"));
            return Ending::WrongUsage;
        }
    };
    if let Err(error) = replace(out, &bytes) {
        complain(&format_args!(
            "{}: cannot be written: {error}; give another path to --out",
            out.display()
        ));
        return Ending::WrongUsage;
    }
    print(&format!("{}: {} bytes\n", out.display(), bytes.len()));
    Ending::Done
}

/// Puts a new file in the place of the old, which a running program may have mapped: that one keeps what it has.
pub(super) fn replace(out: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = out.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_owned();
    name.push(format!(".{}.part", std::process::id()));
    let part = out.with_file_name(name);
    let done = fs::write(&part, bytes).and_then(|()| fs::rename(&part, out));
    if done.is_err() {
        // What was begun is of no use; if it cannot be removed either, the error already says why.
        let _ = fs::remove_file(&part);
    }
    done
}
