//! The terminologies: how their codes become CURIEs, and what a packet says of those it uses.

use std::collections::BTreeSet;

use epicrisis_record::{Code, CodeSystem};
use serde_json::Value;

use super::model::Resource;

/// A terminology as the `resources` of a packet name it.
struct Known {
    prefix: &'static str,
    name: &'static str,
    url: &'static str,
    iri: &'static str,
    /// The release that codes were checked against, as far as that is known.
    version: &'static str,
}

const UNKNOWN: &str = "not stated";

const ALL: &[Known] = &[
    Known {
        prefix: "HP",
        name: "Human Phenotype Ontology",
        url: "http://purl.obolibrary.org/obo/hp.owl",
        iri: "http://purl.obolibrary.org/obo/HP_",
        version: "labels of obophenotype/hpo-translations, 2026-06-22",
    },
    Known {
        prefix: "MONDO",
        name: "Mondo Disease Ontology",
        url: "http://purl.obolibrary.org/obo/mondo.obo",
        iri: "http://purl.obolibrary.org/obo/MONDO_",
        version: "mappings of monarch-initiative/mondo, 2026-08-21",
    },
    Known {
        prefix: "ICD10",
        name: "International Statistical Classification of Diseases and Related Health Problems, 10th revision (WHO)",
        url: "https://icd.who.int/browse10",
        iri: "https://icd.who.int/browse10/2019/en#/",
        version: "2019",
    },
    Known {
        prefix: "LOINC",
        name: "Logical Observation Identifiers Names and Codes",
        url: "https://loinc.org",
        iri: "https://loinc.org/",
        version: UNKNOWN,
    },
    Known {
        prefix: "ATC",
        name: "Anatomical Therapeutic Chemical Classification",
        url: "https://atcddd.fhi.no",
        iri: "https://atcddd.fhi.no/atc_ddd_index/?code=",
        version: UNKNOWN,
    },
    Known {
        prefix: "UBERON",
        name: "Uber-anatomy ontology",
        url: "http://purl.obolibrary.org/obo/uberon.owl",
        iri: "http://purl.obolibrary.org/obo/UBERON_",
        version: UNKNOWN,
    },
    Known {
        prefix: "NCBITaxon",
        name: "NCBI organismal classification",
        url: "http://purl.obolibrary.org/obo/ncbitaxon.owl",
        iri: "http://purl.obolibrary.org/obo/NCBITaxon_",
        version: UNKNOWN,
    },
    Known {
        prefix: "MESH",
        name: "Medical Subject Headings",
        url: "https://meshb.nlm.nih.gov",
        iri: "http://id.nlm.nih.gov/mesh/",
        version: UNKNOWN,
    },
    Known {
        prefix: "SNOMEDCT",
        name: "SNOMED Clinical Terms",
        url: "http://snomed.info/sct",
        iri: "http://snomed.info/id/",
        version: UNKNOWN,
    },
    Known {
        prefix: "NCIT",
        name: "NCI Thesaurus",
        url: "http://purl.obolibrary.org/obo/ncit.owl",
        iri: "http://purl.obolibrary.org/obo/NCIT_",
        version: UNKNOWN,
    },
    Known {
        prefix: "PATO",
        name: "Phenotype And Trait Ontology",
        url: "http://purl.obolibrary.org/obo/pato.owl",
        iri: "http://purl.obolibrary.org/obo/PATO_",
        version: UNKNOWN,
    },
    Known {
        prefix: "ECO",
        name: "Evidence and Conclusion Ontology",
        url: "http://purl.obolibrary.org/obo/eco.owl",
        iri: "http://purl.obolibrary.org/obo/ECO_",
        version: UNKNOWN,
    },
    Known {
        prefix: OWN,
        name: "Epicrisis's lexicon",
        url: "urn:epicrisis:concept",
        iri: "urn:epicrisis:concept:",
        version: env!("CARGO_PKG_VERSION"),
    },
    Known {
        prefix: "UCUM",
        name: "Unified Code for Units of Measure",
        url: "https://ucum.org",
        iri: "https://ucum.org/",
        version: UNKNOWN,
    },
];

/// The prefix of the lexicon's own names of concepts.
const OWN: &str = "EPICRISIS";

/// A concept by the lexicon's own name.
pub(super) fn own(concept: &str) -> String {
    format!("{OWN}:{concept}")
}

/// A code as a CURIE. HPO, MONDO and UBERON write the prefix into the code themselves.
pub(super) fn curie(code: &Code) -> String {
    let prefix = match code.system.as_str() {
        "HPO" => "HP",
        "ICD-10" => "ICD10",
        "MeSH" => "MESH",
        "SNOMED-CT" => "SNOMEDCT",
        own => own,
    };
    // A user's own terminology may have any name; a prefix is a word.
    let prefix: String = prefix.chars().filter(|letter| letter.is_alphanumeric()).collect();
    match code.code.split_once(':') {
        Some((own, _)) if own.eq_ignore_ascii_case(&prefix) => code.code.clone(),
        _ => format!("{prefix}:{}", code.code),
    }
}

/// The terminologies of the terms in a packet, by prefix.
pub(super) fn used_in(packet: &Value) -> Vec<Resource> {
    let mut prefixes = BTreeSet::new();
    collect(packet, &mut prefixes);
    prefixes.into_iter().map(resource).collect()
}

/// Gathers the prefixes of all terms: objects of an id and a label.
fn collect<'v>(value: &'v Value, prefixes: &mut BTreeSet<&'v str>) {
    match value {
        Value::Object(fields) => {
            if let (Some(Value::String(id)), Some(_)) = (fields.get("id"), fields.get("label")) {
                prefixes.extend(id.split_once(':').map(|(prefix, _)| prefix));
            }
            fields.values().for_each(|field| collect(field, prefixes));
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, prefixes)),
        _ => {}
    }
}

fn resource(prefix: &str) -> Resource {
    let known = ALL.iter().find(|known| known.prefix == prefix);
    let (name, url, iri, version) = known.map_or_else(
        // A terminology of the user's own: its name is all that is known.
        || {
            (
                prefix,
                format!("urn:epicrisis:{prefix}"),
                format!("urn:epicrisis:{prefix}:"),
                UNKNOWN,
            )
        },
        |known| (known.name, known.url.to_owned(), known.iri.to_owned(), known.version),
    );
    Resource {
        id: prefix.to_ascii_lowercase(),
        name: name.to_owned(),
        url,
        version: version.to_owned(),
        namespace_prefix: prefix.to_owned(),
        iri_prefix: iri,
    }
}

/// The systems that name a disease, the best first.
pub(super) const DISEASES: &[CodeSystem] = &[
    CodeSystem::MONDO,
    CodeSystem::ICD_10,
    CodeSystem::SNOMED_CT,
    CodeSystem::MESH,
];

/// The systems that name a drug.
pub(super) const DRUGS: &[CodeSystem] = &[CodeSystem::ATC, CodeSystem::SNOMED_CT, CodeSystem::MESH];

/// The systems that name a procedure. The built-in lexicon has no code of these, a user's own terminology may.
pub(super) const PROCEDURES: &[CodeSystem] = &[CodeSystem::SNOMED_CT, CodeSystem::LOINC, CodeSystem::MESH];

/// The systems that name a place of the body.
pub(super) const SITES: &[CodeSystem] = &[CodeSystem::UBERON, CodeSystem::SNOMED_CT, CodeSystem::MESH];

/// The systems that name an organism.
pub(super) const ORGANISMS: &[CodeSystem] = &[CodeSystem::NCBI_TAXON, CodeSystem::SNOMED_CT, CodeSystem::MESH];
