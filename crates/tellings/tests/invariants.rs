//! What holds of every comparison.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use epicrisis_extract::Engine;
use epicrisis_tellings::Telling;
use epicrisis_tellings::compare::{Agreement, Fault, Finding, compare, page, render};

static ENGINE: LazyLock<Engine<'static>> = LazyLock::new(|| Engine::new(epicrisis_builtin::lexicon()));

fn example(name: &str) -> String {
    let path = format!("{}/../../examples/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).expect("an example")
}

fn read<'t>(name: &str, text: &'t str) -> Telling<'t> {
    Telling::read(&ENGINE, name, text, None)
}

#[test]
fn a_telling_agrees_with_itself() {
    for case in ["stroke", "child-pneumonia", "heart-failure"] {
        for language in ["es", "fr", "it", "pt", "ro", "en"] {
            let text = example(&format!("{case}-{language}"));
            let comparison = compare(&[read("a", &text), read("b", &text)]);
            assert_eq!(comparison.faults, [], "{case} {language}");
            assert!(comparison.facts.iter().all(|f| f.agreement == Agreement::All));
            assert!(comparison.rows.iter().all(|row| row[0] == row[1]));
        }
    }
}

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

fn gist(f: &Finding, exchanged: bool) -> (Fault, BTreeSet<(usize, String)>) {
    let place = |t: usize| if exchanged { 1 - t } else { t };
    let places = f.places.iter().map(|p| (place(p.telling), p.text.clone())).collect();
    (if exchanged { mirrored(f.code) } else { f.code }, places)
}

#[test]
fn two_tellings_exchanged_have_the_same_faults_exchanged() {
    let texts = [
        (
            "Niega fiebre. Leucocitos 27.400/mm3. Dolor en la pierna izquierda.",
            "Reports fever. White cells 27,900/mm3. Pain in the right leg.",
        ),
        (
            "Se inició ceftriaxona 1 g iv. Sin derrame pleural. Tiene tos y disnea desde ayer.",
            "È stata iniziata amoxicillina 1 g ev. Con versamento pleurico.",
        ),
    ];
    for (a, b) in texts {
        let (a, b) = (read("a", a), read("b", b));
        let one: BTreeSet<_> = compare(&[a.clone(), b.clone()])
            .faults
            .iter()
            .map(|f| gist(f, false))
            .collect();
        let other: BTreeSet<_> = compare(&[b, a]).faults.iter().map(|f| gist(f, true)).collect();
        assert!(!one.is_empty());
        assert_eq!(one, other);
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
