//! The model that is built in: learnt from the corpora beside the repository, the same bytes from the same corpora.
//!
//! SPACCC's annotations are carried to the Italian and English tellings of the same cases, and all are learnt together with
//! CardioCCC's. E3C and SiMoNERo are only ever measured on.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use epicrisis_brat::{Annotation, Standoff};
use epicrisis_tagger::key::letters;

use crate::{cargo, program, run as call};

/// Where the corpora lie, beside the repository.
const CORPORA: &str = "../shared/dev";
/// Where it is written.
const MODEL: &str = "crates/builtin/model/builtin.model";
/// The annotated Spanish cases.
const SOURCE: &str = "spaccc/es";
/// Tellings of the same cases, of which the drugs are annotated.
const TELLINGS: [(&str, &str); 2] = [("multicardioner/it", "it"), ("multicardioner/en", "en")];
/// Learnt as it is.
const MORE: &str = "cardioccc/es";
const DRUG: &str = "MEDICATION";
/// Without a part of the cases, to measure on it: one of so many.
const PARTS: u32 = 5;
/// What is measured on beside the part that is left out.
const OTHERS: [(&str, &str); 5] = [
    ("e3c/fr", "fr"),
    ("e3c/it", "it"),
    ("e3c/en", "en"),
    ("e3c/es", "es"),
    ("simonero/ro", "ro"),
];

/// Makes the model; with `without`, one that has not seen that part of the cases, and says how good it is on them.
pub(crate) fn run(root: &Path, without: Option<&str>, options: &[&str]) -> Result<(), String> {
    let corpora = root.join(CORPORA);
    if !corpora.join(SOURCE).is_dir() {
        println!("skipped: {} is not there", corpora.display());
        return Ok(());
    }
    let without: Option<u32> = without
        .map(|part| {
            part.parse()
                .ok()
                .filter(|p| *p < PARTS)
                .ok_or(format!("a part is 0 to {}", PARTS - 1))
        })
        .transpose()?;
    cargo(["build", "--release", "--package", "epicrisis"])?;
    let work = root.join("target/model");
    let (carried, lessons, held) = (work.join("carried"), work.join("lessons"), work.join("held-out"));
    for folder in [&carried, &lessons, &held] {
        if folder.exists() {
            fs::remove_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        }
    }
    for (tellings, language) in TELLINGS {
        carry(&corpora, tellings, language, &carried.join(language))?;
    }
    let part = |folder: PathBuf, name: &str, without| deal(&folder, &lessons.join(name), &held.join(name), without);
    part(corpora.join(SOURCE), "es", without)?;
    part(corpora.join(MORE), "more", None)?;
    for (_, language) in TELLINGS {
        part(carried.join(language), language, without)?;
    }

    let out = without.map_or_else(|| root.join(MODEL), |part| work.join(format!("without-{part}.model")));
    if let Some(folder) = out.parent() {
        fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    }
    let mut train = Command::new(program("release"));
    train.args(["train", "--model", "none", "--gold"]);
    train.args(["es", "more", "it", "en"].map(|name| lessons.join(name)));
    train.args(options).arg("--out").arg(&out);
    call(&mut train)?;
    if without.is_some() {
        let here = ["es", "it", "en"].map(|language| (held.join(language), language));
        let others = OTHERS.map(|(folder, language)| (corpora.join(folder), language));
        for (folder, language) in here.iter().chain(&others) {
            println!("\n{} ({language})", folder.display());
            let mut evaluate = Command::new(program("release"));
            evaluate
                .arg("evaluate")
                .arg("--gold")
                .arg(folder)
                .args(["--language", language, "--model"])
                .arg(&out);
            call(&mut evaluate)?;
        }
    }
    Ok(())
}

/// Carries the annotations of the cases to other tellings; the drugs there are annotated already.
fn carry(corpora: &Path, tellings: &str, language: &str, out: &Path) -> Result<(), String> {
    let mut project = Command::new(program("release"));
    project
        .arg("project")
        .arg("--from")
        .arg(corpora.join(SOURCE))
        .arg("--to")
        .arg(corpora.join(tellings));
    project
        .args(["--from-language", "es", "--language", language, "--out"])
        .arg(out);
    project.stderr(std::process::Stdio::null());
    call(&mut project)?;
    for path in annotations(out)? {
        let name = path.file_name().unwrap_or_default();
        let mut own = read(&path)?;
        own.annotations
            .retain(|a| a.label != DRUG && KEPT.contains(&a.label.as_str()));
        let drugs = read(&corpora.join(tellings).join(name))?;
        let drug = |a: Annotation, n: usize| Annotation {
            id: format!("T{}", 100_000 + n),
            ..a
        };
        own.annotations.extend(
            drugs
                .annotations
                .into_iter()
                .filter(|a| a.label == DRUG)
                .zip(0..)
                .map(|(a, n)| drug(a, n)),
        );
        own.relations.clear();
        fs::write(&path, own.to_string()).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    Ok(())
}

/// What is carried.
const KEPT: [&str; 3] = ["PROBLEM", "FINDING", "PROCEDURE"];

fn read(path: &Path) -> Result<Standoff, String> {
    let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    epicrisis_brat::parse(&text).map_err(|e| format!("{}: {e}", path.display()))
}

fn annotations(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|e| Some(e.ok()?.path())).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "ann"));
    paths.sort_unstable();
    Ok(paths)
}

/// Deals the documents of a folder: those of a part aside, all others to be learnt.
fn deal(folder: &Path, lessons: &Path, held: &Path, without: Option<u32>) -> Result<(), String> {
    for to in [lessons, held] {
        fs::create_dir_all(to).map_err(|e| format!("{}: {e}", to.display()))?;
    }
    for path in annotations(folder)? {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let to = if without == Some(letters(0xF01D, name.as_bytes()) % PARTS) {
            held
        } else {
            lessons
        };
        for ending in ["ann", "txt"] {
            let from = path.with_extension(ending);
            fs::copy(&from, to.join(format!("{name}.{ending}"))).map_err(|e| format!("{}: {e}", from.display()))?;
        }
    }
    Ok(())
}
