//! Compiles `lexicon/` into the flat file that the program embeds, and packs its sources.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use epicrisis_lexicon::compile::{CompileError, compile_folder};
use epicrisis_lexicon::source::SourceFiles;
use flate2::Compression;
use flate2::write::GzEncoder;

fn main() -> ExitCode {
    let folder = Path::new("../../lexicon");
    println!("cargo::rerun-if-changed={}", folder.display());
    let bytes = match compile_folder(folder) {
        Ok((bytes, _)) => bytes,
        Err(CompileError::Faults(faults)) => {
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
    if let Err(e) = fs::write(out.join("lexicon.bin"), bytes) {
        println!("cargo::error=the compiled lexicon could not be written: {e}");
        return ExitCode::FAILURE;
    }
    if env::var_os("CARGO_FEATURE_SOURCES").is_some() {
        let packed = SourceFiles::read(folder)
            .map_err(|e| e.to_string())
            .and_then(|files| pack(&files.pack()).map_err(|e| e.to_string()))
            .and_then(|packed| fs::write(out.join("sources.gz"), packed).map_err(|e| e.to_string()));
        if let Err(e) = packed {
            println!("cargo::error=the sources of the lexicon could not be packed: {e}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn pack(text: &str) -> io::Result<Vec<u8>> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(text.as_bytes())?;
    packed.finish()
}
