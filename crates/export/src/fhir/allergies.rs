//! Which concepts are allergies and intolerances, and to what: FHIR has a resource of its own for them, whatever else they are.

use epicrisis_record::{CodeSystem, Kind, Mention};

use super::model::Coding;
use super::systems::{SNOMED, coding};

/// What is not tolerated, in FHIR's words; empty where the name does not say.
type Category = &'static str;

const MEDICATION: Category = "medication";
const FOOD: Category = "food";
const ENVIRONMENT: Category = "environment";

/// The lexicon's concepts of this kind.
const CONCEPTS: &[(&str, Category)] = &[
    ("adhesive-tape-allergy", ENVIRONMENT),
    ("allergy", ""),
    ("animal-dander-allergy", ENVIRONMENT),
    ("antibiotic-allergy", MEDICATION),
    ("cephalosporin-allergy", MEDICATION),
    ("contrast-allergy", MEDICATION),
    ("cow-milk-allergy", FOOD),
    ("drug-allergy", MEDICATION),
    ("drug-intolerance", MEDICATION),
    ("dust-mite-allergy", ENVIRONMENT),
    ("egg-allergy", FOOD),
    ("food-allergy", FOOD),
    ("food-intolerance", FOOD),
    ("fruit-allergy", FOOD),
    ("heparin-allergy", MEDICATION),
    ("insect-venom-allergy", ENVIRONMENT),
    ("latex-allergy", ENVIRONMENT),
    ("local-anaesthetic-allergy", MEDICATION),
    ("macrolide-allergy", MEDICATION),
    ("nickel-allergy", ENVIRONMENT),
    ("nsaid-allergy", MEDICATION),
    ("nut-allergy", FOOD),
    ("opioid-allergy", MEDICATION),
    ("penicillin-allergy", MEDICATION),
    ("pollen-allergy", ENVIRONMENT),
    ("quinolone-allergy", MEDICATION),
    ("seafood-allergy", FOOD),
    ("sulfonamide-allergy", MEDICATION),
];

/// The statements that there is none, with SNOMED's codes for them, which the International Patient Summary takes.
const NONE: &[(&str, &str)] = &[
    ("no-known-allergies", "716186003"),
    ("no-known-drug-allergies", "409137002"),
];

/// Whether a mention is of an allergy or intolerance, or says that there is none.
pub(super) fn is_allergy(mention: &Mention) -> bool {
    let role = mention.attributes.other.get("role").and_then(|role| role.as_str());
    mention.kind == Kind::Substance && role == Some("allergen") || known(mention).is_some() || none(mention).is_some()
}

/// What a mention of an allergy is an allergy to; `None` where nothing says it.
pub(super) fn category(mention: &Mention) -> Option<Category> {
    let mut codes = mention.concept.iter().flat_map(|concept| &concept.codes);
    let drug = codes.any(|code| code.system == CodeSystem::ATC);
    let said = known(mention).filter(|category| !category.is_empty());
    said.or(drug.then_some(MEDICATION))
}

/// The code of the statement that there is none.
pub(super) fn none(mention: &Mention) -> Option<Coding> {
    let id = mention.concept_id()?;
    let (_, code) = NONE.iter().find(|(concept, _)| *concept == id)?;
    Some(coding(SNOMED, *code, ""))
}

fn known(mention: &Mention) -> Option<Category> {
    let id = mention.concept_id()?;
    let at = CONCEPTS.binary_search_by_key(&id, |(concept, _)| concept).ok()?;
    Some(CONCEPTS[at].1)
}

#[cfg(test)]
mod tests {
    use super::{CONCEPTS, NONE};

    #[test]
    fn concepts_are_in_order_and_in_the_lexicon() {
        assert!(CONCEPTS.is_sorted());
        let lexicon = epicrisis_builtin::lexicon();
        let ids = CONCEPTS.iter().chain(NONE).map(|(id, _)| *id);
        let missing: Vec<&str> = ids.filter(|id| lexicon.concept_by_id(id).is_none()).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
