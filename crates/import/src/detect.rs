//! Which terminologies there are in a path, and in which format each is.

use std::fs;
use std::path::{Path, PathBuf};

use crate::data::system_by_form;
use crate::input::{ImportError, Input};
use crate::options::{Format, Mapping, Options};
use crate::readers;

/// One terminology: a file, or a folder of files that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dataset {
    /// The file or folder.
    pub path: PathBuf,
    /// Its format.
    pub format: Format,
}

/// The terminologies of a path, in the order of their paths; and the files of a folder that are none.
///
/// # Errors
/// Where the path cannot be read, or is a file in no known format.
pub fn datasets(path: &Path, options: &Options) -> Result<(Vec<Dataset>, Vec<PathBuf>), ImportError> {
    let kind = fs::metadata(path).map_err(|e| ImportError::io(path, e))?;
    if !kind.is_dir() {
        let format = match options.format {
            Some(format) => Some(format),
            None => format_of(path, options)?,
        };
        return match format {
            Some(format) => Ok((
                vec![Dataset {
                    path: path.to_owned(),
                    format,
                }],
                Vec::new(),
            )),
            None => Err(ImportError::Unknown(path.to_owned())),
        };
    }
    let mut found = (Vec::new(), Vec::new());
    if options.format == Some(Format::Rf2) {
        found.0.push(Dataset {
            path: path.to_owned(),
            format: Format::Rf2,
        });
    } else {
        folder(path, options, &mut found)?;
    }
    if found.0.is_empty() {
        return Err(ImportError::Nothing(path.to_owned()));
    }
    Ok(found)
}

fn folder(path: &Path, options: &Options, found: &mut (Vec<Dataset>, Vec<PathBuf>)) -> Result<(), ImportError> {
    let fail = |e| ImportError::io(path, e);
    let mut entries: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(path).map_err(fail)? {
        entries.push(entry.map_err(fail)?.path());
    }
    entries.sort();
    let name = |p: &Path| p.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let has = |what: &str| entries.iter().any(|e| name(e).eq_ignore_ascii_case(what));
    // A release of SNOMED CT is one terminology, however its folders lie.
    if has("Snapshot") || entries.iter().any(|e| name(e).contains("sct2_Description_")) {
        found.0.push(Dataset {
            path: path.to_owned(),
            format: Format::Rf2,
        });
        return Ok(());
    }
    for (head, format) in [("MRCONSO.RRF", Format::Rrf), ("CONCEPT.csv", Format::Omop)] {
        if let Some(file) = entries.iter().find(|e| name(e).eq_ignore_ascii_case(head)) {
            found.0.push(Dataset {
                path: file.clone(),
                format,
            });
            return Ok(());
        }
    }
    for entry in entries {
        if name(&entry).starts_with('.') {
            continue;
        }
        if entry.is_dir() {
            folder(&entry, options, found)?;
            continue;
        }
        let format = match options.format {
            Some(format) => Some(format),
            None => format_of(&entry, options)?,
        };
        match format {
            Some(format) => found.0.push(Dataset { path: entry, format }),
            None => found.1.push(entry),
        }
    }
    Ok(())
}

/// The format of a file, by what it begins with.
fn format_of(path: &Path, options: &Options) -> Result<Option<Format>, ImportError> {
    let (head, _) = Input::open(path)?.head()?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    Ok(by_content(&head, &name, options))
}

fn by_content(head: &str, name: &str, options: &Options) -> Option<Format> {
    let start = head.trim_start();
    if start.starts_with("format-version:") || head.contains("\n[Term]") {
        return Some(Format::Obo);
    }
    if start.starts_with('<') {
        return if head.contains("<ClaML") {
            Some(Format::ClaMl)
        } else {
            (head.contains("RDF") && head.contains("rdf-syntax-ns")).then_some(Format::RdfXml)
        };
    }
    if let Some(first) = start.strip_prefix(['{', '[']) {
        let resource = head.contains("\"resourceType\"");
        let keyed = first.trim_start().starts_with(['"', '{']);
        return if resource {
            Some(Format::Fhir)
        } else {
            keyed.then_some(Format::Json)
        };
    }
    if start.starts_with("@prefix") || start.starts_with("@base") || start.starts_with("PREFIX ") {
        return Some(Format::Turtle);
    }
    let mut lines = head.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty());
    let first = lines.next()?;
    let columns: Vec<String> = first.split('\t').map(|c| c.trim().to_ascii_lowercase()).collect();
    let all = |wanted: &[&str]| wanted.iter().all(|w| columns.iter().any(|c| c == w));
    if all(&["subject_id", "translation_value"]) {
        return Some(Format::Babelon);
    }
    if all(&["subject_id", "predicate_id", "object_id"]) {
        return Some(Format::Sssom);
    }
    if all(&["conceptid", "languagecode", "typeid", "term"]) {
        return Some(Format::Rf2);
    }
    if all(&["concept_id", "concept_name", "vocabulary_id", "concept_code"]) {
        return Some(Format::Omop);
    }
    if name == "mrconso.rrf" || (first.starts_with('C') && first.matches('|').count() == 18) {
        return Some(Format::Rrf);
    }
    // Who names columns speaks of a table.
    if options.mapping != Mapping::default() || readers::table::is_table(first, options) {
        return Some(Format::Csv);
    }
    // The last line may be cut off.
    let sample: Vec<&str> = head.lines().filter(|l| !l.trim().is_empty()).take(50).collect();
    let coded = sample
        .iter()
        .filter_map(|l| readers::list::parts(l))
        .map(|(code, _)| code);
    let known = coded.clone().count() * 10 >= sample.len() * 9;
    (known && system_by_form(coded).is_some()).then_some(Format::List)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_content() {
        let options = Options::default();
        for (head, format) in [
            ("format-version: 1.2\n", Some(Format::Obo)),
            ("code,label\nA00,Choléra\n", Some(Format::Csv)),
            ("Código;Descripción\nA00;Cólera\n", Some(Format::Csv)),
            ("A00.0 Choléra\nA01\tFièvre\n", Some(Format::List)),
            ("subject_id\ttranslation_value\nHP:1\tx\n", Some(Format::Babelon)),
            (
                "#curie_map:\nsubject_id\tpredicate_id\tobject_id\n",
                Some(Format::Sssom),
            ),
            ("{\"resourceType\": \"CodeSystem\"}", Some(Format::Fhir)),
            ("[{\"code\": \"a\"}]", Some(Format::Json)),
            ("@prefix skos: <http://x> .", Some(Format::Turtle)),
            ("Copyright 2020\nAll rights reserved\n", None),
            ("verb,mode\nopposer,Infinitif\n", None),
            ("", None),
        ] {
            assert_eq!(by_content(head, "x", &options), format, "{head}");
        }
    }
}
