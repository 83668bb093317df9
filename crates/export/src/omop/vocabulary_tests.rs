//! A small download from Athena, and what is found in it.

use std::fs;
use std::path::{Path, PathBuf};

use epicrisis_record::{Code, CodeSystem};

use super::super::concepts::Domain;
use super::{Vocabulary, VocabularyError};

/// A folder that goes when the test ends.
pub(in super::super) struct Folder(PathBuf);

impl Folder {
    pub(in super::super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const CONCEPT: &str = "\
concept_id\tconcept_name\tdomain_id\tvocabulary_id\tconcept_class_id\tstandard_concept\tconcept_code\tvalid_start_date\tvalid_end_date\tinvalid_reason
45547411\tPneumonia, unspecified\tCondition\tICD10\tICD10 code\t\tJ18.9\t19700101\t20991231\t
255848\tPneumonia\tCondition\tSNOMED\tClinical Finding\tS\t1\t19700101\t20991231\t
4000001\tSomething observed\tObservation\tSNOMED\tClinical Finding\tS\t2\t19700101\t20991231\t
320128\tEssential hypertension\tCondition\tSNOMED\tClinical Finding\tS\t3\t19700101\t20991231\t
45591453\tEssential hypertension\tCondition\tICD10\tICD10 code\t\tI10\t19700101\t20991231\t
3000963\tHemoglobin\tMeasurement\tLOINC\tLab Test\tS\t718-7\t19700101\t20991231\t
8713\tgram per deciliter\tUnit\tUCUM\tUnit\tS\tg/dL\t19700101\t20991231\t
8751\tmilligram per liter\tUnit\tUCUM\tUnit\tS\tmg/L\t19700101\t20991231\t
4000002\tAllergy to drug\tObservation\tSNOMED\tClinical Finding\tS\t4\t19700101\t20991231\t
4000003\tPenicillin\tDrug\tRxNorm\tIngredient\tS\t5\t19700101\t20991231\t
45595800\tAllergy to penicillin\tObservation\tICD10\tICD10 code\t\tZ88.0\t19700101\t20991231\t
4000004\tWithdrawn\tCondition\tICD10\tICD10 code\t\tX99\t19700101\t20000101\tD
no number\tBad\tCondition\tICD10\tICD10 code\t\tX98\t19700101\t20000101\t
short
";

const RELATIONSHIP: &str = "\
concept_id_1\tconcept_id_2\trelationship_id\tvalid_start_date\tvalid_end_date\tinvalid_reason
45547411\t255848\tMaps to\t19700101\t20991231\t
45547411\t4000001\tMaps to\t19700101\t20991231\t
45547411\t320128\tMaps to\t19700101\t20991231\tD
45591453\t320128\tMaps to\t19700101\t20991231\t
45591453\t255848\tIs a\t19700101\t20991231\t
45595800\t4000002\tMaps to\t19700101\t20991231\t
45595800\t4000003\tMaps to value\t19700101\t20991231\t
255848\t255848\tMaps to\t19700101\t20991231\t
";

/// A folder as Athena gives it; `name` is unique among the tests.
pub(in super::super) fn athena(name: &str) -> Folder {
    let path = std::env::temp_dir().join(format!("epicrisis-athena-{}-{name}", std::process::id()));
    fs::create_dir_all(&path).expect("a folder");
    fs::write(path.join("CONCEPT.csv"), CONCEPT).expect("a file");
    fs::write(path.join("CONCEPT_RELATIONSHIP.csv"), RELATIONSHIP).expect("a file");
    Folder(path)
}

fn code(system: &str, code: &str) -> Code {
    Code {
        system: CodeSystem::new(system),
        code: code.to_owned(),
    }
}

#[test]
fn codes_lead_to_what_holds() {
    let folder = athena("codes");
    let vocabulary = Vocabulary::open(folder.path()).unwrap();
    let found = vocabulary.find(&code("ICD-10", "J18.9")).unwrap();
    assert_eq!(found.source, 45_547_411);
    assert_eq!(
        found.targets,
        [(255_848, Domain::Condition), (4_000_001, Domain::Observation)]
    );
    let allergy = vocabulary.find(&code("ICD-10", "Z88.0")).unwrap();
    assert_eq!(
        (allergy.targets, allergy.value),
        (vec![(4_000_002, Domain::Observation)], Some(4_000_003))
    );
    let withdrawn = vocabulary.find(&code("ICD-10", "X99")).unwrap();
    assert_eq!((withdrawn.source, withdrawn.targets.len()), (4_000_004, 0));
    assert_eq!(vocabulary.find(&code("ICD-10", "X98")), None);
    assert_eq!(vocabulary.find(&code("LOINC", "J18.9")), None);
    assert_eq!(vocabulary.concept("UCUM", "g/dL"), Some(8713));
}

#[test]
fn the_same_content_has_the_same_fingerprint() {
    let (one, two) = (athena("one"), athena("two"));
    let of = |folder: &Folder| Vocabulary::open(folder.path()).unwrap().fingerprint().to_owned();
    assert_eq!(of(&one), of(&two));
    fs::remove_file(two.path().join("CONCEPT_RELATIONSHIP.csv")).unwrap();
    assert_ne!(of(&one), of(&two));
}

#[test]
fn a_folder_that_is_none_says_so() {
    let folder = athena("none");
    fs::write(folder.path().join("CONCEPT.csv"), "id,name\n").unwrap();
    assert!(matches!(
        Vocabulary::open(folder.path()),
        Err(VocabularyError::NoColumn { .. })
    ));
    fs::remove_file(folder.path().join("CONCEPT.csv")).unwrap();
    assert!(matches!(
        Vocabulary::open(folder.path()),
        Err(VocabularyError::Io { .. })
    ));
}
