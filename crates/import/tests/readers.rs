//! Every reader on a small invented file of its format: the same rows, whatever the format; bad rows by their line.

use std::path::Path;

use epicrisis_import::{Collection, Entry, Format, ImportError, Options, datasets, read};

struct Done {
    collection: Collection,
    format: Format,
    /// The lines of the bad rows.
    bad: Vec<u64>,
}

impl Done {
    fn entry(&self, system: &str, code: &str) -> &Entry {
        let found = self.collection.get(system, code);
        found.unwrap_or_else(|| {
            let codes: Vec<_> = self.collection.entries.iter().map(|e| (&e.system, &e.code)).collect();
            panic!("no {system} {code} in {codes:?}")
        })
    }

    /// The names of a code, as `language text`, the preferred ones marked.
    fn names(&self, system: &str, code: &str) -> Vec<String> {
        let names = self.entry(system, code).names.iter();
        names
            .map(|n| {
                let mark = if n.preferred { "*" } else { "" };
                format!(
                    "{}{mark} {}",
                    n.language.map_or("-".to_owned(), |l| format!("{l:?}")),
                    n.text
                )
            })
            .collect()
    }
}

fn read_with(name: &str, options: &Options) -> Result<Done, ImportError> {
    let path = Path::new("tests/data").join(name);
    let (found, _) = datasets(&path, options)?;
    let mut done = Done {
        collection: Collection::default(),
        format: found[0].format,
        bad: Vec::new(),
    };
    for dataset in &found {
        read(dataset, options, &mut |event| {
            if let Some(bad) = done.collection.take(event) {
                done.bad.push(bad.line);
            }
        })?;
    }
    Ok(done)
}

fn read_file(name: &str) -> Done {
    read_with(name, &Options::default()).expect("a terminology")
}

#[test]
fn a_table_with_a_mapping() {
    let options = Options {
        mapping: "code=Código,label.es=Descripción,synonyms.es=Sinónimos,kind=Tipo"
            .parse()
            .expect("a mapping"),
        system: Some("Hospital".to_owned()),
        ..Options::default()
    };
    let done = read_with("hospital.csv", &options).expect("a table");
    assert_eq!(done.format, Format::Csv);
    assert_eq!(done.bad, [5, 6, 7, 8]);
    assert_eq!(
        done.names("Hospital", "H-001"),
        [
            "es* Síndrome de Villarrobledo",
            "es Mal de Villarrobledo",
            "es Villarrobleditis"
        ]
    );
    assert_eq!(done.entry("Hospital", "H-001").kind.map(|k| k.name()), Some("problem"));
    assert_eq!(done.names("Hospital", "H-006"), ["es* Placa \"de prueba\"; con marcas"]);
}

#[test]
fn a_table_needs_to_say_its_system_or_be_told() {
    let failed = read_with("hospital.csv", &Options::default()).map(|_| ());
    assert!(matches!(failed, Err(ImportError::NoSystem(_))), "{failed:?}");
}

#[test]
fn a_table_whose_columns_are_known_by_their_names() {
    let done = read_file("icd.tsv");
    assert_eq!(done.format, Format::Csv);
    assert!(done.bad.is_empty());
    assert_eq!(
        done.names("ICD-10", "A00"),
        ["es* Cólera", "fr* Choléra", "fr Cholera asiatique"]
    );
    assert_eq!(done.names("ICD-10", "A01.0")[0], "es* Fiebre \"tifoidea\"");
}

#[test]
fn a_list() {
    let options = Options {
        format: Some(Format::List),
        ..Options::default()
    };
    let done = read_with("list.txt", &options).expect("a list");
    assert_eq!(done.bad, [4]);
    assert_eq!(done.names("ICD-10", "A01.0"), ["-* Fièvre typhoïde"]);
    assert_eq!(done.names("ICD-10", "R10.4"), ["-* Douleur abdominale"]);
}

#[test]
fn obo() {
    let done = read_file("tiny.obo");
    assert_eq!((done.format, done.collection.counts.retired), (Format::Obo, 1));
    // The synonym without marks, the id that is none, the term without a name.
    assert_eq!(done.bad, [11, 19, 23]);
    assert_eq!(
        done.names("HPO", "HP:9000001"),
        ["en* Invented finding", "en Made-up sign", "en Sign \"of nobody\""]
    );
    assert_eq!(done.collection.entries.len(), 1);
}

#[test]
fn babelon_and_its_synonyms() {
    let done = read_file("tiny.babelon.tsv");
    assert_eq!(done.format, Format::Babelon);
    assert_eq!(done.bad, [4, 5]);
    assert_eq!(done.names("HPO", "HP:9000001"), ["es* Hallazgo inventado"]);
    assert_eq!(
        read_file("tiny-fr.synonyms.tsv").names("HPO", "HP:9000001"),
        ["fr Signe inventé"]
    );
}

#[test]
fn sssom() {
    let done = read_file("tiny.sssom.tsv");
    assert_eq!((done.format, done.bad.as_slice()), (Format::Sssom, &[5][..]));
    let entry = done.entry("MONDO", "MONDO:9000001");
    assert_eq!(entry.also, [("MeSH".into(), "D999999".to_owned())]);
}

#[test]
fn snomed_ct() {
    let done = read_file("rf2");
    assert_eq!((done.format, done.bad.as_slice()), (Format::Rf2, &[8, 9][..]));
    let entry = done.entry("SNOMED-CT", "900001001");
    assert_eq!(entry.kind.map(|k| k.name()), Some("problem"));
    assert_eq!(
        done.names("SNOMED-CT", "900001001"),
        ["es enfermedad de prueba", "es* mal de prueba", "es prueba morbosa"]
    );
    assert!(done.collection.get("SNOMED-CT", "900002002").is_none());
    assert_eq!(done.entry("SNOMED-CT", "900003003").kind, None);
}

#[test]
fn umls() {
    let done = read_file("rrf");
    assert_eq!((done.format, done.bad.as_slice()), (Format::Rrf, &[7][..]));
    assert_eq!(
        done.names("UMLS", "C9000001"),
        [
            "en* Invented disease",
            "es* Enfermedad inventada",
            "fr Mal inventé",
            "??* Erfundene Krankheit"
        ]
    );
    let entry = done.entry("UMLS", "C9000001");
    assert_eq!(entry.kind.map(|k| k.name()), Some("problem"));
    assert!(entry.also.contains(&("MeSH".into(), "D999999".to_owned())));
    assert_eq!(
        done.collection.entries.len(),
        1,
        "a gene is nothing that a record holds"
    );
}

#[test]
fn athena() {
    let done = read_file("athena");
    assert_eq!((done.format, done.bad.as_slice()), (Format::Omop, &[6][..]));
    assert_eq!(
        done.names("SNOMED-CT", "900001001"),
        ["en* Invented disease", "es Enfermedad inventada", "en Made-up disease"]
    );
    assert_eq!(done.entry("RxNorm", "99999").kind.map(|k| k.name()), Some("medication"));
    assert_eq!(done.collection.entries.len(), 2);
}

#[test]
fn claml() {
    let done = read_file("tiny.claml.xml");
    assert_eq!((done.format, done.bad.as_slice()), (Format::ClaMl, &[14][..]));
    assert_eq!(
        done.names("ICD-10", "A99"),
        ["pt* Febre inventada & outra", "pt Febre de ninguém"]
    );
    assert_eq!(done.collection.entries.len(), 1, "a chapter is no code of its own");
}

#[test]
fn fhir() {
    let done = read_file("codesystem.json");
    assert_eq!((done.format, done.bad.as_slice()), (Format::Fhir, &[14, 17, 18][..]));
    assert_eq!(
        done.names("SNOMED-CT", "900001001"),
        ["fr* Maladie inventée", "es Enfermedad inventada"]
    );
    assert_eq!(done.names("SNOMED-CT", "900001002"), ["fr* Maladie inventée aiguë"]);

    let done = read_file("valueset.json");
    assert_eq!(done.bad, [9]);
    assert_eq!(done.names("LOINC", "99999-0"), ["-* Invented analyte"]);
    assert_eq!(done.names("ATC", "Z99ZZ99"), ["-* inventamide"]);
    assert_eq!(done.collection.counts.retired, 1);
}

#[test]
fn json_that_is_a_table_or_names_by_code() {
    let done = read_file("records.json");
    assert_eq!((done.format, done.bad.as_slice()), (Format::Json, &[5, 3][..]));
    assert_eq!(
        done.names("Orphanet", "900001"),
        ["-* Maladie inventée", "- Mal inventé", "- MI"]
    );
    assert_eq!(
        done.names("Orphanet", "900002"),
        ["-* Autre maladie", "- Autre mal", "- Mal autre"]
    );

    let done = read_file("names.json");
    assert_eq!(done.bad, [4]);
    assert_eq!(done.names("ATC", "Z99ZZ99"), ["- INVENTOL", "- inventamide"]);
}

#[test]
fn owl_and_skos() {
    let done = read_file("tiny.owl");
    assert_eq!((done.format, done.bad.is_empty()), (Format::RdfXml, true));
    assert_eq!(
        done.names("NCBITaxon", "9999999"),
        ["en* Inventella nullius", "en Inventella"]
    );
    assert_eq!((done.collection.entries.len(), done.collection.counts.retired), (1, 1));

    let options = Options {
        system: Some("Invented".to_owned()),
        ..Options::default()
    };
    let done = read_with("tiny.ttl", &options).expect("SKOS");
    assert_eq!(done.format, Format::Turtle);
    assert_eq!(
        done.names("Invented", "X1"),
        ["ro* Boală inventată", "fr* Maladie inventée", "ro Boala nimănui"]
    );
    // A fault of syntax, by its line; a concept without a label.
    assert_eq!(done.bad, [10, 11]);
}

/// Files cut off anywhere, and read as any format, may be refused; they end nothing.
#[test]
fn no_file_makes_a_reader_panic() {
    let folder = std::env::temp_dir().join(format!("epicrisis-import-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    for entry in std::fs::read_dir("tests/data").expect("the files") {
        let path = entry.expect("a file").path();
        if path.is_dir() {
            continue;
        }
        let bytes = std::fs::read(&path).expect("bytes");
        for cut in (0..bytes.len()).step_by(37).chain([bytes.len()]) {
            let file = folder.join("cut");
            let mut damaged = bytes[..cut].to_vec();
            if let Some(last) = damaged.last_mut() {
                *last = 0xff;
            }
            std::fs::write(&file, damaged).expect("a file");
            for format in Format::ALL.iter().copied().map(Some).chain([None]) {
                let options = Options {
                    format,
                    ..Options::default()
                };
                if let Ok((found, _)) = datasets(&file, &options) {
                    let _ = read(&found[0], &options, &mut |_| {});
                }
            }
        }
    }
    std::fs::remove_dir_all(&folder).expect("the folder goes");
}
