//! SNOMED CT, Release Format 2: the snapshots of Concept, Description and, where it is there, the Language reference set.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::rows::with_header;
use super::{Out, coded};
use crate::data::{Lang, canonical_system, kind_by_tag};
use crate::input::ImportError;
use crate::options::Format;
use crate::row::{Name, Row};

const FULL_NAME: &str = "900000000000003001";
const SYNONYM: &str = "900000000000013009";
const PREFERRED: &str = "900000000000548007";

#[derive(Default)]
struct Release {
    concepts: Vec<PathBuf>,
    descriptions: Vec<PathBuf>,
    languages: Vec<PathBuf>,
}

pub(super) fn read(path: &Path, out: &mut Out<'_>) -> Result<(), ImportError> {
    let mut release = Release::default();
    if path.is_dir() {
        find(path, &mut release)?;
    } else {
        release.descriptions.push(path.to_owned());
    }
    if release.descriptions.is_empty() {
        return Err(ImportError::malformed(
            path,
            Format::Rf2,
            "it holds no Description file",
        ));
    }
    let mut active: HashSet<u64> = HashSet::new();
    for file in &release.concepts {
        with_header(
            file,
            Format::Rf2,
            ["id", "active"],
            out,
            |line, [id, on], out| match id.parse() {
                Ok(id) if on == "1" => {
                    active.insert(id);
                }
                Ok(_) => {}
                Err(_) => out.bad(line, format!("`{id}` is no identifier")),
            },
        )?;
    }
    let mut preferred: HashSet<u64> = HashSet::new();
    for file in &release.languages {
        let columns = ["active", "referencedComponentId", "acceptabilityId"];
        with_header(file, Format::Rf2, columns, out, |line, [on, id, how], out| {
            match id.parse() {
                Ok(id) if on == "1" && how == PREFERRED => {
                    preferred.insert(id);
                }
                Ok(_) => {}
                Err(_) => out.bad(line, format!("`{id}` is no identifier")),
            }
        })?;
    }
    let system = canonical_system("SNOMED-CT");
    let known = !release.concepts.is_empty();
    for file in &release.descriptions {
        let columns = ["id", "active", "conceptId", "languageCode", "typeId", "term"];
        with_header(file, Format::Rf2, columns, out, |line, cells, out| {
            let [id, on, concept, language, what, term] = cells;
            let (Ok(id), Ok(number)) = (id.parse::<u64>(), concept.parse::<u64>()) else {
                return out.bad(line, "an identifier is no number");
            };
            if on != "1" || (known && !active.contains(&number)) {
                return out.retired();
            }
            let term = term.trim();
            if term.is_empty() {
                return out.bad(line, format!("an empty description of {concept}"));
            }
            let (text, kind) = match what {
                // What a concept is stands in the parentheses of its full name.
                FULL_NAME => match tagged(term) {
                    Some((text, tag)) => (text, kind_by_tag(tag)),
                    None => (term, None),
                },
                SYNONYM => (term, None),
                _ => return,
            };
            let (system, code) = coded(&system, concept);
            out.row(Row {
                system,
                code,
                kind,
                names: vec![Name {
                    text: text.to_owned(),
                    language: Some(Lang::parse(language)),
                    preferred: what == SYNONYM && preferred.contains(&id),
                }],
                also: Vec::new(),
                line,
            });
        })?;
    }
    Ok(())
}

/// `Fever (finding)`: the name and the tag.
fn tagged(term: &str) -> Option<(&str, &str)> {
    let inside = term.strip_suffix(')')?;
    let (text, tag) = inside.rsplit_once('(')?;
    let text = text.trim();
    (!text.is_empty() && !tag.is_empty()).then_some((text, tag))
}

/// The files of a release; where there are snapshots, only those.
fn find(folder: &Path, release: &mut Release) -> Result<(), ImportError> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let fail = |e| ImportError::io(&folder, e);
        for entry in fs::read_dir(&folder).map_err(fail)? {
            let path = entry.map_err(fail)?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    let name = |p: &Path| p.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let snapshots = files.iter().any(|f| name(f).contains("Snapshot"));
    for file in files {
        let name = name(&file);
        if snapshots && !name.contains("Snapshot") {
            continue;
        }
        if name.starts_with("sct2_Concept_") || name.starts_with("xsct2_Concept_") {
            release.concepts.push(file);
        } else if name.starts_with("sct2_Description_") || name.starts_with("xsct2_Description_") {
            release.descriptions.push(file);
        } else if name.contains("Refset_Language") {
            release.languages.push(file);
        }
    }
    Ok(())
}
