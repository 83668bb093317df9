//! What must hold of every record, for every text whatever.

mod common;
mod contract;

use std::sync::LazyLock;

use common::ENGINE;
use epicrisis_extract::{Engine, Input};
use proptest::prelude::*;
use sha2::{Digest, Sha256};

static WITH_MODEL: LazyLock<Engine<'static>> =
    LazyLock::new(|| Engine::new(epicrisis_builtin::lexicon()).with_model(epicrisis_builtin::model(), 0.0));

/// The example cases: whole texts, to be cut and put together.
static CASES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples");
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path());
    let mut paths: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    paths.sort();
    paths
        .into_iter()
        .filter_map(|path| std::fs::read_to_string(path).ok())
        .collect()
});

/// Stretches of the example cases, cut anywhere, in any order, with odd things between them.
fn pieces() -> impl Strategy<Value = String> {
    let piece =
        (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0_usize..300).prop_map(|(case, start, length)| {
            let case = case.get(CASES.as_slice());
            let start = case.floor_char_boundary(start.index(case.len()));
            let end = case.ceil_char_boundary((start + length).min(case.len()));
            case[start..end].to_owned()
        });
    let odd = prop::sample::select(vec!["", " ", "\n", "\u{301}", "\u{FEFF}", "\0", "(", "𝒳", "0", "%"]);
    prop::collection::vec((piece, odd), 0..8).prop_map(|pieces| pieces.into_iter().map(|(a, b)| a + b).collect())
}

/// Clinical words, numbers and marks thrown together, with what offsets stumble over between them.
fn texts() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "dolor",
        "abdominal",
        "y",
        "lumbar",
        "sin",
        "fiebre",
        "TA",
        "80/50",
        "leucocitos",
        "27.400/mm3",
        "(",
        ")",
        ":",
        ",",
        ".",
        ";",
        "\n",
        "\r\n",
        "\0",
        "e\u{301}",
        "𝒳",
        "œdème",
        "L5-S1",
        "47 años",
        "varón",
        "E. coli",
        "hemocultivo",
        "no",
        "ni",
        "pero",
        "paracetamol",
        "1-0-1",
        "500 mg",
        "cada 8 horas",
        "3 x 4 cm",
        "12/03/2019",
        "10 días antes",
        "AR: MVC",
        "Diagnóstico:",
        "≤",
        "½",
        "cloxaciclina",
        "probable",
        "madre con",
        "diabetes",
        "%",
        "-",
        "10-15",
        "1/80",
        "++",
        "iv",
        "izquierdo",
        "\u{FEFF}",
        "\u{A0}",
    ]);
    prop_oneof![
        3 => prop::collection::vec((words, prop::sample::select(vec!["", " ", "  "])), 0..60)
            .prop_map(|v| v.into_iter().map(|(w, s)| format!("{w}{s}")).collect::<String>()),
        1 => any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn a_record_keeps_its_promises(text in texts(), language in prop::sample::select(vec![None, Some("es"), Some("ro"), Some("en")])) {
        let input = Input { id: "p", text: &text, language, explain: true };
        let record = ENGINE.extract(&input);
        if let Err(broken) = contract::keeps(&record, &text) {
            prop_assert!(false, "{broken}");
        }
        prop_assert_eq!(&record, &ENGINE.extract(&input));
        let json = serde_json::to_string(&record).map_err(|e| TestCaseError::fail(e.to_string()))?;
        let back: epicrisis_record::Record = serde_json::from_str(&json).map_err(|e| TestCaseError::fail(e.to_string()))?;
        prop_assert_eq!(record, back);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn so_does_one_of_pieces_of_cases_with_a_model(text in pieces(), language in prop::sample::select(vec![None, Some("fr"), Some("it"), Some("pt")])) {
        let input = Input { id: "p", text: &text, language, explain: false };
        let record = WITH_MODEL.extract(&input);
        if let Err(broken) = contract::keeps(&record, &text) {
            prop_assert!(false, "{broken}");
        }
        // Same input, same bytes: whatever was read before, and by another engine.
        let bytes = |engine: &Engine<'_>| serde_json::to_vec(&engine.extract(&input)).map_err(|e| TestCaseError::fail(e.to_string()));
        let other = Engine::new(epicrisis_builtin::lexicon()).with_model(epicrisis_builtin::model(), 0.0);
        prop_assert_eq!(bytes(&WITH_MODEL)?, bytes(&other)?);
    }

    #[test]
    fn the_document_is_said_as_it_is(text in texts()) {
        let record = ENGINE.extract(&Input { id: "a/b c", text: &text, language: Some("it"), explain: false });
        let hash: String = Sha256::digest(&text).iter().map(|byte| format!("{byte:02x}")).collect();
        prop_assert_eq!((record.document.id.as_str(), record.document.language.as_str()), ("a/b c", "it"));
        prop_assert_eq!(record.document.length as usize, text.chars().count());
        prop_assert_eq!(record.document.sha256, hash);
    }

    #[test]
    fn to_explain_changes_nothing_else(text in pieces()) {
        let plain = ENGINE.extract(&Input::new("p", &text));
        let mut told = ENGINE.extract(&Input { explain: true, ..Input::new("p", &text) });
        if let Err(broken) = contract::keeps(&told, &text) {
            prop_assert!(false, "{broken}");
        }
        for (told, plain) in told.mentions.iter_mut().zip(&plain.mentions) {
            prop_assert_eq!(told.cues.len(), plain.cues.len());
            told.cues.clone_from(&plain.cues);
        }
        prop_assert_eq!(told, plain);
    }
}

#[test]
fn one_enormous_line() {
    // That its cost grows with it and no faster is shown by the benchmarks.
    let unit = "Niega fiebre, tos y dolor abdominal. Leucocitos 12.300/mm3 (neutrófilos 80%), secundario a neumonía. ";
    let text = unit.repeat(3000);
    let record = ENGINE.extract(&Input::new("long", &text));
    assert!(record.mentions.len() >= 3000 * 5);
    assert!(record.check(&text).is_ok());
}
