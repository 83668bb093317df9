//! Tokens and sentences on the ways clinical notes are really written.

use epicrisis_text::{Shape, Tokens, split_sentences, tokenize};

fn forms(text: &str) -> Vec<String> {
    let tokens = tokenize(text);
    (0..tokens.len()).map(|i| tokens.folded_form(i).to_owned()).collect()
}

fn sentences(text: &str) -> Vec<String> {
    let tokens = tokenize(text);
    let stops = ["dr", "aprox", "ej", "p"];
    split_sentences(&tokens, |i| stops.contains(&tokens.folded_form(i)))
        .iter()
        .map(|s| text[tokens.hull(s.first as usize, s.end as usize - 1).range()].to_owned())
        .collect()
}

fn covered(tokens: &Tokens, text: &str) -> Vec<String> {
    tokens.iter().map(|t| text[t.span().range()].to_owned()).collect()
}

#[test]
fn cuts_words_numbers_and_marks() {
    assert_eq!(forms("l'abdomen d’une"), ["l", "'", "abdomen", "d", "'", "une"]);
    assert_eq!(forms("100mg HbA1c 37,5o"), ["100", "mg", "hba1c", "37", ",", "5", "o"]);
    assert_eq!(
        forms("3x4 cm, 2x500mg"),
        ["3", "x", "4", "cm", ",", "2", "x", "500", "mg"]
    );
    assert_eq!(forms("Œdème ŞI ţesut"), ["oedeme", "si", "tesut"]);
}

#[test]
fn a_combining_mark_belongs_to_its_letter() {
    let text = "na\u{301}useas e\u{301}";
    let tokens = tokenize(text);
    assert_eq!(covered(&tokens, text), ["na\u{301}useas", "e\u{301}"]);
    assert_eq!(tokens.folded_form(0), "nauseas");
}

#[test]
fn shapes_tell_abbreviations_from_names() {
    let tokens = tokenize("fiebre Fiebre EEII HbA1c T");
    let shapes: Vec<Shape> = tokens.iter().map(|t| t.shape).collect();
    assert_eq!(
        shapes,
        [Shape::Lower, Shape::Capital, Shape::Upper, Shape::Mixed, Shape::Capital]
    );
}

#[test]
fn a_label_opens_a_sentence_with_no_stop_before_it() {
    assert_eq!(
        sentences("Neurológico: no focalidad AR: MVC. AC: tonos rítmicos sin soplos."),
        [
            "Neurológico: no focalidad",
            "AR: MVC.",
            "AC: tonos rítmicos sin soplos."
        ]
    );
    assert_eq!(
        sentences("Rx tórax: sin datos de interés TAC abdomen y pelvis c/c: Discreto derrame."),
        [
            "Rx tórax: sin datos de interés",
            "TAC abdomen y pelvis c/c: Discreto derrame."
        ]
    );
}

#[test]
fn abbreviations_numbers_and_initials_end_no_sentence() {
    assert_eq!(
        sentences("Leucocitos 27.400/mm3 aprox. Sin fiebre."),
        ["Leucocitos 27.400/mm3 aprox. Sin fiebre."]
    );
    assert_eq!(sentences("Se aisló E. coli. Mejoró."), ["Se aisló E. coli.", "Mejoró."]);
    assert_eq!(
        sentences("Hepatitis B. Sin tratamiento."),
        ["Hepatitis B.", "Sin tratamiento."]
    );
    assert_eq!(
        sentences("Alta a domicilio.Control en 7 días"),
        ["Alta a domicilio.", "Control en 7 días"]
    );
}

#[test]
fn lines_end_statements_but_wrapped_prose_goes_on() {
    assert_eq!(sentences("Diabetes\nHipertensión"), ["Diabetes", "Hipertensión"]);
    assert_eq!(sentences("dolor en la\nfosa ilíaca"), ["dolor en la\nfosa ilíaca"]);
    assert_eq!(sentences("dolor\n\nfiebre"), ["dolor", "fiebre"]);
    assert_eq!(sentences(""), [""; 0]);
}
