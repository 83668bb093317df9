//! What a mention means in OMOP: source concept, standard concepts, and the table they belong to.

use epicrisis_record::{Code, Kind, Mention};

use super::cell::Varchar;
use super::concepts::{Domain, NONE};
use super::vocabulary::Vocabulary;

/// What a mention means.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Coding {
    /// `SYSTEM:CODE`; without a code the lexicon's id, without a concept the words.
    pub(super) source_value: Varchar<50>,
    /// The concept of that code.
    pub(super) source: i32,
    /// The standard concepts, one at least: where none is known, none and the table that the kind of mention suggests.
    pub(super) targets: Vec<Target>,
}

/// A standard concept, and where it belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) concept: i32,
    pub(super) domain: Domain,
    /// The value that the code itself says: of an allergy, to what.
    pub(super) value: Option<i32>,
}

impl Coding {
    /// What a mention means. The first of its codes that leads to a standard concept counts; of others, the first that OMOP
    /// has a vocabulary for.
    pub(super) fn of(mention: &Mention, vocabulary: Option<&Vocabulary>) -> Self {
        let codes = mention.concept.as_deref().map_or(&[][..], |concept| &concept.codes);
        let found = vocabulary.and_then(|vocabulary| {
            let mut all = codes.iter().filter_map(|code| Some((code, vocabulary.find(code)?)));
            let first = all.next()?;
            Some(if first.1.targets.is_empty() {
                all.find(|(_, found)| !found.targets.is_empty()).unwrap_or(first)
            } else {
                first
            })
        });
        let (code, source, targets) = match found {
            Some((code, found)) => {
                let targets = found.targets.iter().map(|&(concept, domain)| Target {
                    concept,
                    domain,
                    value: found.value,
                });
                (Some(code), found.source, targets.collect())
            }
            None => (best(codes), NONE, Vec::new()),
        };
        let targets = if targets.is_empty() {
            vec![Target {
                concept: NONE,
                domain: by_kind(mention),
                value: None,
            }]
        } else {
            targets
        };
        Self {
            source_value: Varchar::new(&source_value(mention, code)),
            source,
            targets,
        }
    }

    /// The first of the standard concepts.
    pub(super) fn concept(&self) -> i32 {
        self.targets.first().map_or(NONE, |target| target.concept)
    }
}

fn source_value(mention: &Mention, code: Option<&Code>) -> String {
    match (code, mention.concept_id()) {
        // Some systems' codes have the system in front already (`HP:0003409`).
        (Some(code), _) if code.code.contains(':') => code.code.clone(),
        (Some(code), _) => format!("{}:{}", code.system, code.code),
        (None, Some(id)) => id.to_owned(),
        (None, None) => mention.text.clone(),
    }
}

/// The systems that OMOP has vocabularies for; a code of these can be mapped later.
const MAPPED: [&str; 6] = ["SNOMED-CT", "ICD-10", "LOINC", "ATC", "RxNorm", "MeSH"];

fn best(codes: &[Code]) -> Option<&Code> {
    let mapped = codes.iter().find(|code| MAPPED.contains(&code.system.as_str()));
    mapped.or_else(|| codes.first())
}

/// Whether its code is of the chapter of ICD-10 for what bears on health and is no disease: histories, allergies, carriers.
pub(super) fn is_status(mention: &Mention) -> bool {
    let codes = mention.concept.iter().flat_map(|concept| &concept.codes);
    codes
        .filter(|code| code.system.as_str() == "ICD-10")
        .any(|code| code.code.starts_with('Z'))
}

/// The table that a mention belongs to where no vocabulary says it.
fn by_kind(mention: &Mention) -> Domain {
    match mention.kind {
        Kind::Problem | Kind::Finding if is_status(mention) => Domain::Observation,
        Kind::Problem => Domain::Condition,
        // What has a code as a symptom or sign; the others say what was seen, and often that all was well.
        Kind::Finding
            if mention
                .concept
                .as_ref()
                .is_some_and(|concept| !concept.codes.is_empty()) =>
        {
            Domain::Condition
        }
        Kind::Measurement => Domain::Measurement,
        Kind::Medication => Domain::Drug,
        Kind::Procedure => Domain::Procedure,
        Kind::Device => Domain::Device,
        Kind::Finding | Kind::Organism | Kind::BodySite | Kind::Time | Kind::Demographic | Kind::Substance => {
            Domain::Observation
        }
    }
}
