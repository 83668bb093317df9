//! What must hold of every record, for every text whatever.

mod common;

use common::ENGINE;
use epicrisis_extract::Input;
use proptest::prelude::*;

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
        if let Err(violation) = record.check(&text) {
            prop_assert!(false, "{violation}");
        }
        prop_assert_eq!(&record, &ENGINE.extract(&input));
        let json = serde_json::to_string(&record).map_err(|e| TestCaseError::fail(e.to_string()))?;
        let back: epicrisis_record::Record = serde_json::from_str(&json).map_err(|e| TestCaseError::fail(e.to_string()))?;
        prop_assert_eq!(record, back);
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
