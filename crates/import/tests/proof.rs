//! What a reference says of the codes of a lexicon.

use epicrisis_import::{Event, Explanation, Lang, Name, Reference, Row, Verdict, canonical_system};
use epicrisis_lexicon::LexiconBytes;
use epicrisis_lexicon::compile::compile;
use epicrisis_lexicon::source::{SourceFiles, load_files};

fn row(system: &str, code: &str, name: &str) -> Event {
    let row = Row {
        system: canonical_system(system),
        code: code.to_owned(),
        kind: None,
        names: vec![Name::preferred(name, Some(Lang::parse("fr")))],
        also: Vec::new(),
        line: 1,
    };
    Event::Row(row, "test".into())
}

#[test]
fn codes_exist_and_agree_or_do_not() {
    let files = SourceFiles::unpack(
        "\u{1}languages.tsv\ncode\tname\trole\tdecimal\nes\tSpanish\tread\t,\nfr\tFrench\tread\t,\nen\tEnglish\tread\t.\n\
         \u{1}concepts/finding/a.tsv\nid\tlabel\tcodes\tes\tfr\ten\n\
         a\tFever\tICD-10=R50.9\tfiebre\tfièvre\tfever\n\
         b\tCough\tICD-10=R05\ttos\ttoux sèche\tcough\n\
         c\tPain\tICD-10=R52\tdolor\tdouleur\tpain\n\
         d\tItch\tICD-10=L29.9\tprurito\tprurit\titch\n\
         e\tOther\tATC=A01AB03\totra\tautre\tother\n",
    );
    let (source, _) = load_files(&files).expect("sources");
    let (bytes, _) = compile(&source);
    let compiled = LexiconBytes::new(&bytes);
    let lexicon = compiled.lexicon().expect("a lexicon");

    let mut reference = Reference::default();
    reference.take(row("cim10", "R50.9", "Fièvre"));
    reference.take(row("cim10", "R05", "Toux"));
    reference.take(row("cim10", "R52", "Vertige"));
    let verdicts = |reference: &Reference| -> Vec<Verdict> {
        let proof = reference.prove(&source, &lexicon);
        proof.findings.iter().map(|f| f.verdict).collect()
    };
    let part = [
        Verdict::Same,
        Verdict::Close,
        Verdict::Differs,
        Verdict::Unknown,
        Verdict::Unknown,
    ];
    assert_eq!(verdicts(&reference), part);

    // A reference that is as large as the system holds all of it: what is not there does not exist.
    for number in 0..10_000 {
        reference.take(row("cim10", &format!("X{number}"), "Chose"));
    }
    assert_eq!(verdicts(&reference)[3], Verdict::Missing);
    let proof = reference.prove(&source, &lexicon);
    assert_eq!(proof.totals()["ICD-10"], [1, 1, 0, 1, 0, 1, 0]);

    let explanation = |named: &str, why: &str| Explanation {
        system: "ICD-10".to_owned(),
        named: named.to_owned(),
        why: why.to_owned(),
        ..Explanation::default()
    };
    let mut proof = proof;
    let idle = proof.explain(&[
        explanation("VERTIGE", "a test"),
        explanation("nausée", "never met"),
        explanation("vertige", ""),
    ]);
    assert_eq!(idle, [1, 2], "one that says no reason explains nothing");
    assert_eq!(proof.totals()["ICD-10"], [1, 1, 1, 0, 0, 1, 0]);
}
