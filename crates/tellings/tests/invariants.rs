//! What holds of every comparison.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use epicrisis_extract::Engine;
use epicrisis_tellings::Telling;
use epicrisis_tellings::compare::{Agreement, Fault, Finding, compare, page, render};
use proptest::prelude::*;

static ENGINE: LazyLock<Engine<'static>> = LazyLock::new(|| Engine::new(epicrisis_builtin::lexicon()));

const CASES: [&str; 3] = ["stroke", "child-pneumonia", "heart-failure"];
const LANGUAGES: [&str; 6] = ["es", "fr", "it", "pt", "ro", "en"];

fn example(name: &str) -> String {
    let path = format!("{}/../../examples/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).expect("an example")
}

fn read<'t>(name: &str, text: &'t str) -> Telling<'t> {
    Telling::read(&ENGINE, name, text, None)
}

#[test]
fn a_telling_agrees_with_itself() {
    for case in CASES {
        for language in LANGUAGES {
            let text = example(&format!("{case}-{language}"));
            let comparison = compare(&[read("a", &text), read("b", &text)]);
            assert_eq!(comparison.faults, [], "{case} {language}");
            assert!(comparison.facts.iter().all(|f| f.agreement == Agreement::All));
            assert!(comparison.rows.iter().all(|row| row[0] == row[1]));
        }
    }
}

/// A fault and the words of each telling.
type Gist = (Fault, BTreeSet<(usize, String)>);

/// What a fault is when the two tellings are exchanged.
fn mirrored(fault: Fault) -> Fault {
    match fault {
        Fault::Omission => Fault::Addition,
        Fault::Addition => Fault::Omission,
        Fault::NegationLost => Fault::NegationGained,
        Fault::NegationGained => Fault::NegationLost,
        other => other,
    }
}

fn gist(f: &Finding, exchanged: bool) -> Gist {
    let place = |t: usize| if exchanged { 1 - t } else { t };
    let places = f.places.iter().map(|p| (place(p.telling), p.text.clone())).collect();
    (if exchanged { mirrored(f.code) } else { f.code }, places)
}

/// The faults of two tellings; those of the exchanged pair, exchanged back.
fn faults(a: &Telling<'_>, b: &Telling<'_>, exchanged: bool) -> Vec<Gist> {
    let pair = if exchanged { [b, a] } else { [a, b] };
    let mut all: Vec<_> = compare(&pair.map(Clone::clone))
        .faults
        .iter()
        .map(|f| gist(f, exchanged))
        .collect();
    all.sort();
    all
}

#[test]
fn two_tellings_exchanged_have_the_same_faults_exchanged() {
    let (a, b) = (
        "Niega fiebre. Leucocitos 27.400/mm3. Dolor en la pierna izquierda. Se inició ceftriaxona 1 g iv.",
        "Reports fever. White cells 27,900/mm3. Pain in the right leg. Amoxicillin 1 g was started.",
    );
    assert!(faults(&read("a", a), &read("b", b), false).len() > 3);
    let mut texts: Vec<Vec<String>> = CASES
        .iter()
        .map(|case| LANGUAGES.iter().map(|l| example(&format!("{case}-{l}"))).collect())
        .collect();
    texts.push(vec![a.to_owned(), b.to_owned()]);
    // The five tellings of the case with which it began, where they are.
    let five = LANGUAGES[..5].iter().filter_map(|l| {
        let path = format!("{}/../../../shared/cases/case-{l}.txt", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).ok()
    });
    texts.push(five.collect());
    let mut wrong = 0;
    for case in &texts {
        let tellings: Vec<Telling<'_>> = case.iter().map(|t| read("a", t)).collect();
        for (n, a) in tellings.iter().enumerate() {
            for b in &tellings[n + 1..] {
                let (one, other) = (faults(a, b, false), faults(a, b, true));
                if one != other {
                    wrong += 1;
                    let only =
                        |x: &[Gist], y: &[Gist]| x.iter().filter(|f| !y.contains(f)).cloned().collect::<Vec<_>>();
                    eprintln!("{:#?}", (only(&one, &other), only(&other, &one)));
                }
            }
        }
    }
    assert_eq!(wrong, 0);
}

const PARTS: &[&str] = &[
    "Niega fiebre. ",
    "Tiene tos y fiebre de 38,5 ºC, pero no disnea. ",
    "Leucocitos 12.300/mm3, Hb 9 g/dl. ",
    "She denies fever, cough. ",
    "Recibe cloxaciclina y amoxicilina 500 mg. ",
    "Dolor en la pierna izquierda; ",
    "xqzt ",
    "ș𝒳e\u{301} (",
    "\u{0}\u{202E}\r\n",
];

fn texts() -> impl Strategy<Value = String> {
    let parts = proptest::collection::vec(proptest::sample::select(PARTS), 0..10).prop_map(|parts| parts.concat());
    prop_oneof![2 => parts, 1 => "\\PC{0,60}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn spans_lie_inside_any_two_texts(x in texts(), y in texts()) {
        let tellings = [read("a", &x), read("b", &y)];
        let comparison = compare(&tellings);
        let letters = |t: usize, start: usize, end: usize| {
            let text: Vec<char> = tellings[t].text().chars().collect();
            text.get(start..end).map(|of| of.iter().collect::<String>())
        };
        for p in comparison.faults.iter().flat_map(|f| &f.places) {
            prop_assert_eq!(letters(p.telling, p.start.get(), p.end.get()), Some(p.text.clone()));
        }
        for said in comparison.facts.iter().flat_map(|f| &f.said) {
            prop_assert!(letters(said.telling, said.start.get(), said.end.get()).is_some());
        }
        for (t, span) in comparison.rows.iter().flat_map(|row| row.iter().enumerate()) {
            prop_assert!(span.is_none_or(|s| letters(t, s.start.get(), s.end.get()).is_some()));
        }
        prop_assert!(page(&comparison, &tellings).ends_with("</html>\n"));
        prop_assert!(!render(&comparison, &tellings, true).is_empty());
    }

    #[test]
    fn any_text_agrees_with_itself(text in texts()) {
        let comparison = compare(&[read("a", &text), read("b", &text)]);
        prop_assert_eq!(comparison.faults, []);
        prop_assert!(comparison.facts.iter().all(|f| f.agreement == Agreement::All));
    }
}

#[test]
fn places_are_the_letters_they_say() {
    let (a, b) = (example("stroke-es"), example("heart-failure-ro"));
    let tellings = [read("a", &a), read("b", &b)];
    let comparison = compare(&tellings);
    for place in comparison.faults.iter().flat_map(|f| &f.places) {
        let letters: String = tellings[place.telling]
            .text()
            .chars()
            .skip(place.start.get())
            .take(place.end.get() - place.start.get())
            .collect();
        assert_eq!(letters, place.text);
    }
}

#[test]
fn nothing_to_compare_is_no_fault() {
    for texts in [["", ""], ["", "Fiebre."], ["...", "1 2 3"], ["\u{0}\u{202E}", "<b>&"]] {
        let tellings = texts.map(|t| read("x", t));
        let comparison = compare(&tellings);
        assert!(page(&comparison, &tellings).ends_with("</html>\n"));
        assert!(!render(&comparison, &tellings, false).is_empty());
    }
    assert_eq!(compare(&[]).faults, []);
    assert_eq!(compare(&[read("a", "Fiebre.")]).faults, []);
}

#[test]
fn a_page_holds_all_text_and_nothing_of_it_as_markup() {
    let text = "Refiere <script>alert(1)</script> fiebre & \"tos\".";
    let tellings = [read("a", text), read("b", "Reports fever and cough.")];
    let page = page(&compare(&tellings), &tellings);
    assert!(!page.contains("<script"));
    assert!(page.contains("&lt;script&gt;"));
    let again = epicrisis_tellings::compare::page(&compare(&tellings), &tellings);
    assert_eq!(page, again);
}
