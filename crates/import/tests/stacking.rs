//! What becomes of imported codes: those the lexicon has, those that mean one of its concepts, and the others.

use epicrisis_import::{Collection, Event, Lang, Name, Row, Stacked, canonical_system, stack};
use epicrisis_lexicon::compile::compile;
use epicrisis_lexicon::source::{Source, SourceFiles, load_files};
use epicrisis_lexicon::{ConceptKind, LexiconBytes, find};

/// A lexicon of three concepts, and some small words.
fn small() -> (Source, LexiconBytes) {
    let files = SourceFiles::unpack(
        "\u{1}languages.tsv\ncode\tname\trole\tdecimal\nes\tSpanish\tread\t,\nfr\tFrench\tread\t,\nen\tEnglish\tread\t.\n\
         \u{1}fold.tsv\nwhere\tfrom\tto\nstrip\taeios\t\nin\tph\tf\n\
         \u{1}words/small.tsv\nid\tclass\tes\tfr\ten\nof\tfunction\tde del\tde du\tof\nlevel\ttransparent\tnivel\tniveau\tlevel\n\
         \u{1}concepts/finding/a.tsv\nid\tlabel\tcodes\tes\tfr\ten\nfever\tFever\tICD-10=R50.9\tfiebre\tfièvre\tfever\n\
         cough\tCough\tICD-10=R05\ttos\ttoux\tcough\n\
         \u{1}concepts/body-site/b.tsv\nid\tlabel\tcodes\tes\tfr\ten\nspleen\tSpleen\t\tbazo\trate\tspleen\n\
         toe\tToe\t\tdedo del pie\torteil\ttoe\n",
    );
    let (source, problems) = load_files(&files).expect("sources");
    assert!(problems.is_empty(), "{problems:?}");
    let (bytes, _) = compile(&source);
    (source, LexiconBytes::new(&bytes))
}

fn row(system: &str, code: &str, kind: Option<ConceptKind>, names: &[(&str, &str)]) -> Row {
    let names = names.iter().enumerate().map(|(i, (language, text))| Name {
        text: (*text).to_owned(),
        language: (!language.is_empty()).then(|| Lang::parse(language)),
        preferred: i == 0,
    });
    Row {
        system: canonical_system(system),
        code: code.to_owned(),
        kind,
        names: names.collect(),
        also: Vec::new(),
        line: 1,
    }
}

fn stacked(rows: Vec<Row>) -> (LexiconBytes, Stacked) {
    let (mut source, base) = small();
    let mut collection = Collection::default();
    for row in rows {
        collection.take(Event::Row(row, "test".into()));
    }
    let stacked = stack(&mut source, &base.lexicon().expect("a lexicon"), collection, None);
    let (bytes, problems) = compile(&source);
    assert!(problems.is_empty(), "{problems:?}");
    (LexiconBytes::new(&bytes), stacked)
}

/// The ids and the codes that a query leads to exactly.
fn found(bytes: &LexiconBytes, query: &str) -> Vec<(String, Vec<String>)> {
    let lexicon = bytes.lexicon().expect("a lexicon");
    let hits = find(&lexicon, query);
    let exact = hits.iter().filter(|h| h.exact);
    exact
        .map(|h| {
            let codes = h.concept.codes().map(|(system, code, _)| format!("{system} {code}"));
            (h.concept.id.to_owned(), codes.collect())
        })
        .collect()
}

const FINDING: Option<ConceptKind> = Some(ConceptKind::Finding);

#[test]
fn a_code_that_is_known_gets_the_new_names() {
    let (bytes, counts) = stacked(vec![row(
        "ICD-10",
        "R50.9",
        None,
        &[("es", "calentura"), ("fr", "pyrexie")],
    )]);
    assert_eq!((counts.known, counts.joined, counts.own, counts.terms), (1, 0, 0, 2));
    assert_eq!(
        found(&bytes, "calentura"),
        [("fever".to_owned(), vec!["ICD-10 R50.9".to_owned()])]
    );
    assert_eq!(found(&bytes, "pyrexie")[0].0, "fever");
}

#[test]
fn a_name_that_means_one_concept_brings_its_code_to_it() {
    let rows = vec![row(
        "SNOMED-CT",
        "386661006",
        FINDING,
        &[("en", "Fever"), ("es", "hipertermia")],
    )];
    let (bytes, counts) = stacked(rows);
    assert_eq!((counts.known, counts.joined, counts.own), (0, 1, 0));
    let codes = vec!["ICD-10 R50.9".to_owned(), "SNOMED-CT 386661006".to_owned()];
    assert_eq!(found(&bytes, "hipertermia"), [("fever".to_owned(), codes)]);
}

#[test]
fn a_kind_that_does_not_fit_is_no_match_and_takes_no_words() {
    let rows = vec![row(
        "SNOMED-CT",
        "1",
        Some(ConceptKind::Procedure),
        &[("en", "Spleen"), ("en", "Splenic removal")],
    )];
    let (bytes, counts) = stacked(rows);
    assert_eq!((counts.joined, counts.own, counts.taken), (0, 1, 1));
    assert_eq!(found(&bytes, "spleen")[0].0, "spleen");
    assert_eq!(found(&bytes, "splenic removal")[0].0, "snomed-ct-1");
}

#[test]
fn any_other_code_is_a_concept_of_its_own_found_in_all_languages() {
    let (bytes, counts) = stacked(vec![row("Hospital", "H 1", FINDING, &[("es", "filosofalgia")])]);
    assert_eq!((counts.own, counts.terms), (1, 1));
    // Told in Spanish, read in French: the fold makes one word of both.
    assert_eq!(found(&bytes, "philosophalgie")[0].0, "hospital-h-1");
    let lexicon = bytes.lexicon().expect("a lexicon");
    let at = lexicon.concept_by_id("hospital-h-1").expect("the concept");
    assert_eq!(lexicon.concept(at).expect("it").label, "filosofalgia");
}

#[test]
fn names_that_are_too_small_or_too_long_are_counted_and_left_out() {
    let long = "uno dos tres cuatro cinco seis siete ocho nueve";
    let rows = vec![
        row(
            "Hospital",
            "1",
            FINDING,
            &[("es", "de"), ("es", "nivel"), ("es", "ab"), ("es", "de x")],
        ),
        row(
            "Hospital",
            "2",
            FINDING,
            &[("es", long), ("de", "Fieber"), ("", "sin lengua")],
        ),
        row("Nobody", "3", None, &[("es", "cosa sin clase")]),
    ];
    let (_, counts) = stacked(rows);
    assert_eq!((counts.small, counts.long, counts.foreign, counts.untold), (4, 1, 1, 1));
    assert_eq!((counts.nameless, counts.kindless, counts.own), (2, 1, 0));
}

#[test]
fn short_words_in_capitals_are_abbreviations() {
    let rows = vec![row("Hospital", "1", FINDING, &[("es", "síndrome raro"), ("es", "SRX")])];
    let (bytes, _) = stacked(rows);
    assert_eq!(found(&bytes, "SRX").len(), 1);
    assert_eq!(found(&bytes, "srx").len(), 0);
}

#[test]
fn a_code_of_another_system_for_the_same_leads_to_the_concept() {
    let mut other = row("UMLS", "C0015967", None, &[("en", "Raised heat")]);
    other.also = vec![(canonical_system("ICD-10"), "R50.9".to_owned())];
    let (bytes, counts) = stacked(vec![other]);
    assert_eq!(counts.known, 1);
    assert_eq!(found(&bytes, "raised heat")[0].0, "fever");
}

#[test]
fn ids_stay_unique() {
    let rows = vec![
        row("Hospital", "a", FINDING, &[("es", "cosa primera")]),
        row("Hospital", "A", FINDING, &[("es", "cosa segunda")]),
    ];
    let (bytes, counts) = stacked(rows);
    assert_eq!(counts.own, 2);
    assert_eq!(found(&bytes, "cosa segunda")[0].0, "hospital-a-2");
}

#[test]
fn a_place_of_several_words_is_found_by_its_one_word_elsewhere() {
    let (bytes, counts) = stacked(vec![row(
        "Hospital",
        "1",
        FINDING,
        &[("es", "Filosofalgia del dedo del pie")],
    )]);
    assert_eq!((counts.own, counts.terms, counts.paraphrased), (1, 3, 2));
    assert_eq!(found(&bytes, "philosophalgie de orteil")[0].0, "hospital-1");
    assert_eq!(found(&bytes, "philosophalgie").len(), 0);
}
