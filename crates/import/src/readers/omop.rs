//! OMOP vocabularies as Athena gives them: `CONCEPT.csv` and, beside it, `CONCEPT_SYNONYM.csv`; tab-separated, unquoted.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use super::rows::with_header;
use super::{Out, coded};
use crate::data::{Lang, canonical_system, kind_by_domain};
use crate::input::ImportError;
use crate::options::Format;
use crate::row::Name;

const CONCEPT: [&str; 6] = [
    "concept_id",
    "concept_name",
    "domain_id",
    "vocabulary_id",
    "concept_code",
    "invalid_reason",
];
const SYNONYM: [&str; 3] = ["concept_id", "concept_synonym_name", "language_concept_id"];

pub(super) fn read(path: &Path, out: &mut Out<'_>) -> Result<(), ImportError> {
    let synonyms = path.with_file_name("CONCEPT_SYNONYM.csv");
    let has_synonyms = synonyms.exists();
    let mut systems: HashMap<String, Arc<str>> = HashMap::new();
    let mut codes: HashMap<u64, (Arc<str>, String)> = HashMap::new();
    // The languages are concepts themselves.
    let mut languages: HashMap<u64, Lang> = HashMap::new();
    with_header(path, Format::Omop, CONCEPT, out, |line, cells, out| {
        let [id, name, domain, vocabulary, code, invalid] = cells;
        let Ok(id) = id.parse::<u64>() else {
            return out.bad(line, format!("`{id}` is no concept_id"));
        };
        if vocabulary == "Language" || domain == "Language" {
            languages.insert(id, Lang::parse(name.split_whitespace().next().unwrap_or_default()));
            return;
        }
        if !invalid.is_empty() && invalid != "\\N" {
            return out.retired();
        }
        if name.trim().is_empty() {
            return out.bad(line, format!("concept {id} has no name"));
        }
        if !systems.contains_key(vocabulary) {
            systems.insert(vocabulary.to_owned(), canonical_system(vocabulary));
        }
        let Some(system) = systems.get(vocabulary) else { return };
        // A domain that is no kind of ours (a unit, a provider) names nothing to be found.
        let Some(kind) = kind_by_domain(domain) else {
            return out.retired();
        };
        let code = coded(system, code);
        if has_synonyms {
            codes.insert(id, code.clone());
        }
        out.named(line, code, Some(kind), Name::preferred(name, out.or_english()));
    })?;
    if !has_synonyms {
        return Ok(());
    }
    with_header(&synonyms, Format::Omop, SYNONYM, out, |line, cells, out| {
        let [id, name, language] = cells;
        let Ok(id) = id.parse::<u64>() else {
            return out.bad(line, format!("`{id}` is no concept_id"));
        };
        // Of what is withdrawn or no kind of ours, nothing is taken.
        let Some(code) = codes.get(&id) else { return };
        if name.trim().is_empty() {
            return out.bad(line, format!("an empty synonym of concept {id}"));
        }
        let named = language.parse().ok().and_then(|id: u64| languages.get(&id).copied());
        let language = named.unwrap_or_else(|| Lang::parse(language));
        out.named(line, code.clone(), None, Name::synonym(name, Some(language)));
    })
}
