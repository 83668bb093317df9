//! OMOP's vocabularies as Athena gives them: from a code to its concept, and from there to the standard concept.
//!
//! Two files of the folder are read, both tab-separated and unquoted: `CONCEPT.csv`, and `CONCEPT_RELATIONSHIP.csv` if it is
//! there. A whole download has ten million concepts, so little is kept of each: sixteen bytes, with the code as a hash of 64
//! bits. Of ten million codes, two share one once in 400,000 times.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use epicrisis_record::Code;
use sha2::{Digest, Sha256};

use super::concepts::Domain;

/// Why a folder could not be read as vocabularies.
#[derive(Debug, thiserror::Error)]
pub enum VocabularyError {
    /// A file cannot be read.
    #[error("{}: cannot be read: {error}", path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// A file has no such column.
    #[error("{}: has no column `{column}`; give the folder of a download from Athena", path.display())]
    NoColumn {
        /// Which file.
        path: PathBuf,
        /// The column.
        column: &'static str,
    },
}

/// A concept of the vocabularies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    /// Of the vocabulary and the code.
    code: u64,
    /// Sorted behind those of the same code that hold.
    invalid: bool,
    concept: i32,
    standard: bool,
    domain: Domain,
}

/// Where a concept that is no standard one leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Link {
    from: i32,
    /// Whether the target is what the value is, and not what it is a value of.
    value: bool,
    to: i32,
}

/// Codes and their concepts.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// By code.
    entries: Vec<Entry>,
    /// By where they lead from.
    links: Vec<Link>,
    /// The standard concepts and their domains, by concept.
    standard: Vec<(i32, Domain)>,
    fingerprint: String,
}

/// What a code leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// The concept of the code itself.
    pub(super) source: i32,
    /// The standard concepts that stand for it.
    pub(super) targets: Vec<(i32, Domain)>,
    /// The concept that is the value of an observation or measurement.
    pub(super) value: Option<i32>,
}

impl Vocabulary {
    /// Reads the folder of a download from Athena.
    ///
    /// # Errors
    /// Where `CONCEPT.csv` is not there, or a file is not what its name says.
    pub fn open(folder: &Path) -> Result<Self, VocabularyError> {
        let mut vocabulary = Self::default();
        vocabulary.concepts(&folder.join("CONCEPT.csv"))?;
        let relationships = folder.join("CONCEPT_RELATIONSHIP.csv");
        if relationships.exists() {
            vocabulary.relationships(&relationships)?;
        }
        vocabulary.seal();
        Ok(vocabulary)
    }

    /// Tells one content from another: the same vocabularies have the same.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    fn concepts(&mut self, path: &Path) -> Result<(), VocabularyError> {
        let columns = [
            "concept_id",
            "vocabulary_id",
            "concept_code",
            "domain_id",
            "standard_concept",
            "invalid_reason",
        ];
        rows(path, columns, |[id, vocabulary, code, domain, standard, invalid]| {
            let Ok(concept) = id.parse() else { return };
            let standard = standard == "S";
            let domain = Domain::named(domain);
            if standard {
                self.standard.push((concept, domain));
            }
            self.entries.push(Entry {
                code: hash(vocabulary, code),
                invalid: !invalid.is_empty(),
                concept,
                standard,
                domain,
            });
        })?;
        self.standard.sort_unstable();
        Ok(())
    }

    fn relationships(&mut self, path: &Path) -> Result<(), VocabularyError> {
        let columns = ["concept_id_1", "concept_id_2", "relationship_id", "invalid_reason"];
        rows(path, columns, |[from, to, kind, invalid]| {
            let value = match kind {
                "Maps to" => false,
                "Maps to value" => true,
                _ => return,
            };
            // A standard concept maps to itself, which needs no telling.
            if let (Ok(from), Ok(to), true) = (from.parse(), to.parse(), invalid.is_empty() && from != to) {
                self.links.push(Link { from, value, to });
            }
        })
    }

    fn seal(&mut self) {
        self.entries.sort_unstable();
        self.links.sort_unstable();
        self.links.dedup();
        let mut hash = Sha256::new();
        for entry in &self.entries {
            hash.update(entry.code.to_be_bytes());
            hash.update(entry.concept.to_be_bytes());
            hash.update([u8::from(entry.standard), entry.domain as u8]);
        }
        for link in &self.links {
            hash.update(link.from.to_be_bytes());
            hash.update(link.to.to_be_bytes());
        }
        self.fingerprint = hash
            .finalize()
            .iter()
            .take(8)
            .map(|byte| format!("{byte:02x}"))
            .collect();
    }

    /// What a code leads to, in the first of its system's vocabularies that has it.
    pub(super) fn find(&self, code: &Code) -> Option<Found> {
        let system = code.system.as_str();
        let known = SYSTEMS.iter().find(|(name, _)| *name == system);
        match known {
            Some((_, vocabularies)) => vocabularies
                .iter()
                .find_map(|vocabulary| self.of(vocabulary, &code.code)),
            None => self.of(system, &code.code),
        }
    }

    /// What a code of a vocabulary leads to.
    pub(super) fn of(&self, vocabulary: &str, code: &str) -> Option<Found> {
        let wanted = hash(vocabulary, code);
        let at = self.entries.partition_point(|entry| entry.code < wanted);
        let entry = self.entries.get(at).filter(|entry| entry.code == wanted)?;
        if entry.standard {
            return Some(Found {
                source: entry.concept,
                targets: vec![(entry.concept, entry.domain)],
                value: None,
            });
        }
        let first = self.links.partition_point(|link| link.from < entry.concept);
        let links = self.links[first..].iter().take_while(|link| link.from == entry.concept);
        let (values, targets): (Vec<&Link>, Vec<&Link>) = links.partition(|link| link.value);
        Some(Found {
            source: entry.concept,
            targets: targets.into_iter().filter_map(|link| self.standard(link.to)).collect(),
            value: values.first().map(|link| link.to),
        })
    }

    /// The standard concept of a code, if there is just one way.
    pub(super) fn concept(&self, vocabulary: &str, code: &str) -> Option<i32> {
        self.of(vocabulary, code)?.targets.first().map(|(concept, _)| *concept)
    }

    fn standard(&self, concept: i32) -> Option<(i32, Domain)> {
        let at = self
            .standard
            .binary_search_by_key(&concept, |(concept, _)| *concept)
            .ok()?;
        self.standard.get(at).copied()
    }
}

/// What a record calls a system, and the vocabularies that have its codes. Any other system is the vocabulary of its name.
const SYSTEMS: [(&str, &[&str]); 5] = [
    ("ICD-10", &["ICD10", "ICD10CM"]),
    ("SNOMED-CT", &["SNOMED"]),
    ("MONDO", &["Mondo"]),
    ("NCBITaxon", &["NCBITaxon"]),
    ("RxNorm", &["RxNorm", "RxNorm Extension"]),
];

fn hash(vocabulary: &str, code: &str) -> u64 {
    let mut hash = Sha256::new();
    hash.update(vocabulary);
    hash.update([0]);
    hash.update(code);
    let digest = hash.finalize();
    let mut first = [0; 8];
    first.copy_from_slice(&digest[..8]);
    u64::from_be_bytes(first)
}

/// Gives the wanted cells of each row to `take`; a row that is too short is none.
fn rows<const N: usize>(
    path: &Path,
    columns: [&'static str; N],
    mut take: impl FnMut([&str; N]),
) -> Result<(), VocabularyError> {
    let unreadable = |error| VocabularyError::Io {
        path: path.to_owned(),
        error,
    };
    let mut input = BufReader::with_capacity(1 << 18, File::open(path).map_err(unreadable)?);
    let mut line = Vec::new();
    let mut places: Option<[usize; N]> = None;
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line).map_err(unreadable)? == 0 {
            break;
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end_matches(['\r', '\n']);
        let cells: Vec<&str> = text.split('\t').collect();
        let Some(places) = places else {
            let mut found = [0; N];
            for (place, column) in found.iter_mut().zip(columns) {
                let named = |cell: &&str| cell.trim_start_matches('\u{FEFF}').eq_ignore_ascii_case(column);
                *place = cells.iter().position(named).ok_or_else(|| VocabularyError::NoColumn {
                    path: path.to_owned(),
                    column,
                })?;
            }
            places = Some(found);
            continue;
        };
        if places.iter().all(|place| *place < cells.len()) {
            take(places.map(|place| match cells[place] {
                // How databases write what is not there.
                "\\N" | "NULL" => "",
                cell => cell,
            }));
        }
    }
    if places.is_some() {
        Ok(())
    } else {
        Err(VocabularyError::NoColumn {
            path: path.to_owned(),
            column: columns.first().copied().unwrap_or_default(),
        })
    }
}

#[cfg(test)]
#[path = "vocabulary_tests.rs"]
pub(super) mod tests;
