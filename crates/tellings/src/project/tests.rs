use std::sync::LazyLock;

use epicrisis_extract::Engine;
use proptest::prelude::*;

use super::*;
use crate::align;

static ENGINE: LazyLock<Engine<'static>> = LazyLock::new(|| Engine::new(epicrisis_builtin::lexicon()));

/// Annotates every stretch of the first text that is marked `[so]`, and gives what each became in the second.
fn carried(marked: &str, from: &str, text: &str, to: &str) -> Vec<String> {
    let (mut plain, mut spans, mut start) = (String::new(), Vec::new(), 0);
    for c in marked.chars() {
        let at = plain.chars().count() as u32;
        match c {
            '[' => start = at,
            ']' => spans.push(Span::new(start, at)),
            c => plain.push(c),
        }
    }
    let annotation = |(n, span): (usize, &Span)| Annotation {
        id: format!("T{}", n + 1),
        label: "MEDICATION".to_owned(),
        stretches: vec![*span],
        text: String::new(),
        attributes: Vec::new(),
        normalisations: Vec::new(),
        notes: Vec::new(),
    };
    let gold = Standoff {
        annotations: spans.iter().enumerate().map(annotation).collect(),
        relations: Vec::new(),
    };
    let (a, b) = (
        Telling::read(&ENGINE, "a", &plain, Some(from)),
        Telling::read(&ENGINE, "b", text, Some(to)),
    );
    let projection = project(&a, &b, &align(&a, &b), &gold);
    projection
        .standoff(&gold, &b)
        .annotations
        .into_iter()
        .map(|a| a.text)
        .collect()
}

#[test]
fn changed_order_other_words_and_words_that_nobody_knows() {
    let there = carried(
        "Se pauta [citrato potásico], [suero fisiológico], [AAS] y [blofenazol].",
        "es",
        "Blofenazole, saline solution, ASA and potassium citrate were prescribed.",
        "en",
    );
    assert_eq!(there, ["potassium citrate", "saline solution", "ASA", "Blofenazole"]);
}

#[test]
fn repeated_mentions_in_their_order() {
    let there = carried(
        "Recibe [amoxicilina]. La fiebre cede con [amoxicilina] y se suspende la amoxicilina.",
        "es",
        "Riceve amoxicillina. La febbre cede con amoxicillina e l'amoxicillina viene sospesa.",
        "it",
    );
    assert_eq!(there.len(), 2);
}

#[test]
fn what_is_left_out_is_lost() {
    assert!(carried("Tos. Recibe [amoxicilina].", "es", "Cough.", "en").is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_text_against_itself_keeps_its_annotations(
        parts in proptest::collection::vec(
            proptest::sample::select(vec!["Niega fiebre. ", "Recibe AAS, ", "amoxicilina 500 mg ", "ș𝒳e\u{301} (", "no. ", "\n\n"]),
            1..10,
        ),
        picks in proptest::collection::vec((0usize..30, 1usize..4), 0..5),
    ) {
        let text = parts.concat();
        let telling = Telling::read(&ENGINE, "a", &text, Some("es"));
        let words = telling.words().len();
        let mut annotations: Vec<Annotation> = Vec::new();
        for (n, (at, count)) in picks.into_iter().enumerate() {
            let words = at.min(words)..(at + count).min(words);
            let span = telling.span(words);
            if span.is_empty() || annotations.iter().any(|a| a.hull().overlaps(span)) {
                continue;
            }
            annotations.push(Annotation {
                id: format!("T{n}"),
                label: "X".to_owned(),
                stretches: vec![span],
                text: String::new(),
                attributes: Vec::new(),
                normalisations: Vec::new(),
                notes: Vec::new(),
            });
        }
        let gold = Standoff { annotations, relations: Vec::new() };
        let projection = project(&telling, &telling, &align(&telling, &telling), &gold);
        for carried in &projection.carried {
            prop_assert_eq!(&carried.stretches, &gold.annotations[carried.annotation].stretches);
        }
        prop_assert!(projection.lost.is_empty());
    }
}
