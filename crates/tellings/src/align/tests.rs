use std::sync::LazyLock;

use epicrisis_extract::Engine;
use proptest::prelude::*;

use super::*;

static ENGINE: LazyLock<Engine<'static>> = LazyLock::new(|| Engine::new(epicrisis_builtin::lexicon()));

fn read<'t>(text: &'t str, language: Option<&str>) -> Telling<'t> {
    Telling::read(&ENGINE, "a", text, language)
}

/// What each sentence of the one is in the other.
fn sentences(a: &Telling<'_>, b: &Telling<'_>) -> Vec<(String, String, bool)> {
    let alignment = align(a, b);
    let unit = |u: &Unit| {
        (
            a.written(u.a.clone()).to_owned(),
            b.written(u.b.clone()).to_owned(),
            u.moved,
        )
    };
    alignment.units().iter().map(unit).collect()
}

#[test]
fn sentences_told_as_one_left_out_added_and_moved() {
    let a = read(
        "Varón de 40 años. Acude por fiebre y tos. Niega diabetes. Leucocitos 12.300. Tratado con amoxicilina.",
        Some("es"),
    );
    let b = read(
        "A 40-year-old man came with fever. He also had cough. Treated with amoxicillin. Leukocytes 12,300.",
        Some("en"),
    );
    let told = sentences(&a, &b);
    let find = |part: &str| told.iter().find(|(x, ..)| x.contains(part)).unwrap();
    assert!(find("Niega diabetes").1.is_empty(), "{told:?}");
    assert!(find("amoxicilina").2 || find("Leucocitos").2, "{told:?}");
    assert_eq!(find("Leucocitos").1, "Leukocytes 12,300.", "{told:?}");
    assert_eq!(find("amoxicilina").1, "Treated with amoxicillin.", "{told:?}");
    // What a translation tells a sentence earlier is found there.
    let alignment = align(&a, &b);
    let fever = (0..a.words().len()).find(|w| a.written(*w..w + 1) == "fiebre").unwrap();
    assert_eq!(b.written(alignment.in_b(fever..fever + 1).unwrap()), "fever");
}

#[test]
fn words_in_another_order() {
    let a = read("Se añade citrato potásico y ácido acetilsalicílico.", Some("es"));
    let b = read("Potassium citrate and acetylsalicylic acid were added.", Some("en"));
    let alignment = align(&a, &b);
    for (from, to) in [
        ("citrato", "citrate"),
        ("potásico", "Potassium"),
        ("acetilsalicílico", "acetylsalicylic"),
    ] {
        let at = (0..a.words().len()).find(|w| a.written(*w..w + 1) == from).unwrap();
        assert_eq!(b.written(alignment.in_b(at..at + 1).unwrap()), to);
    }
}

fn check(a: &Telling<'_>, b: &Telling<'_>) {
    let alignment = align(a, b);
    let (words_a, words_b) = (a.words().len(), b.words().len());
    for units in [alignment.units(), alignment.clauses()] {
        let mut seen = (vec![0; words_a], vec![0; words_b]);
        for unit in units {
            unit.a.clone().for_each(|w| seen.0[w] += 1);
            unit.b.clone().for_each(|w| seen.1[w] += 1);
            assert!((0.0..=1.0).contains(&unit.confidence));
        }
        let mut seen = seen.0.iter().chain(&seen.1);
        assert!(seen.all(|n| *n == 1), "each word is in one unit");
    }
    for link in alignment.links() {
        assert!(link.a < words_a && link.b < words_b && (0.0..=1.0).contains(&link.confidence));
        assert_eq!(alignment.link_of_a(link.a), Some(link));
        assert_eq!(alignment.link_of_b(link.b), Some(link));
    }
    assert_eq!(align(b, a).exchanged(), alignment);
}

const PARTS: &[&str] = &[
    "Niega fiebre. ",
    "Tiene tos y fiebre de 38,5 ºC. ",
    "Leucocitos 12.300/mm3, Hb 9. ",
    "She denies fever, cough. ",
    "No no no. ",
    "amoxicilina ",
    "xqzt; ",
    "ș𝒳e\u{301} (",
    "\n\n",
    "Dolor abdominal y lumbar. ",
];

fn texts() -> impl Strategy<Value = String> {
    let parts = proptest::collection::vec(proptest::sample::select(PARTS), 0..14).prop_map(|parts| parts.concat());
    prop_oneof![3 => parts, 1 => "\\PC{0,60}"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_text_against_itself_is_aligned_word_by_word(text in texts()) {
        let (a, b) = (read(&text, Some("es")), read(&text, Some("es")));
        let alignment = align(&a, &b);
        let links: Vec<_> = alignment.links().iter().map(|l| (l.a, l.b)).collect();
        prop_assert_eq!(links, (0..a.words().len()).map(|w| (w, w)).collect::<Vec<_>>());
        prop_assert!(alignment.units().iter().all(|u| u.a == u.b && !u.moved));
        prop_assert!(alignment.clauses().iter().all(|u| u.a == u.b && !u.moved));
    }

    #[test]
    fn spans_lie_inside_and_both_ways_round_are_one(x in texts(), y in texts()) {
        check(&read(&x, Some("es")), &read(&y, Some("en")));
    }
}
