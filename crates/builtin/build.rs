//! Compiles `lexicon/` into the flat file that the program embeds.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

fn main() -> ExitCode {
    let folder = Path::new("../../lexicon");
    println!("cargo::rerun-if-changed={}", folder.display());
    let bytes = match epicrisis_lexicon::compile::compile_folder(folder) {
        Ok((bytes, _)) => bytes,
        Err(epicrisis_lexicon::compile::CompileError::Faults(faults)) => {
            for fault in faults {
                println!("cargo::error=lexicon/{fault}");
            }
            return ExitCode::FAILURE;
        }
        Err(e) => {
            println!("cargo::error={e}");
            return ExitCode::FAILURE;
        }
    };
    let out: PathBuf = env::var_os("OUT_DIR").unwrap_or_default().into();
    match fs::write(out.join("lexicon.bin"), bytes) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            println!("cargo::error=the compiled lexicon could not be written: {e}");
            ExitCode::FAILURE
        }
    }
}
