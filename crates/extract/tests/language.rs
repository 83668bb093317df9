//! Which language a text is in, told from the text alone.

mod common;

use common::ENGINE;
use epicrisis_extract::Input;

/// The same page in each language that is read, and in the two that are only told apart.
const PAGES: [(&str, &str); 8] = [
    (
        "es",
        "Mujer de 58 años que acude a urgencias por dolor en el pecho desde hace dos horas. Niega fiebre y tos. \
         En la exploración estaba consciente y orientada. Se realizó una radiografía que no mostró hallazgos. \
         Fue dada de alta al día siguiente, sin complicaciones, con tratamiento antiagregante.",
    ),
    (
        "fr",
        "Femme de 58 ans qui consulte aux urgences pour une douleur dans la poitrine depuis deux heures. Elle n'a ni \
         fièvre ni toux. À l'examen elle était consciente et orientée. Une radiographie a été réalisée et n'a rien \
         montré. Elle est sortie le lendemain, sans complications, avec un traitement antiagrégant.",
    ),
    (
        "it",
        "Donna di 58 anni che giunge in pronto soccorso per dolore al petto da due ore. Nega febbre e tosse. \
         All'esame era cosciente e orientata. È stata eseguita una radiografia che non ha mostrato alterazioni. \
         È stata dimessa il giorno dopo, senza complicazioni, con terapia antiaggregante.",
    ),
    (
        "pt",
        "Mulher de 58 anos que recorreu à urgência por dor no peito com duas horas de evolução. Negava febre e tosse. \
         Ao exame estava consciente e orientada. Foi feita uma radiografia que não mostrou alterações. \
         Teve alta no dia seguinte, sem complicações, com tratamento antiagregante.",
    ),
    (
        "ro",
        "Femeie de 58 de ani care se prezintă la urgență pentru durere în piept de două ore. Neagă febra și tusea. \
         La examen era conștientă și orientată. S-a efectuat o radiografie care nu a arătat modificări. \
         A fost externată a doua zi, fără complicații, cu tratament antiagregant.",
    ),
    (
        "en",
        "A 58-year-old woman came to the emergency department with chest pain for two hours. She denied fever and \
         cough. On examination she was awake and oriented. A radiograph was taken and showed nothing unusual. \
         She was discharged the next day, without complications, on antiplatelet treatment.",
    ),
    (
        "ca",
        "Dona de 58 anys que consulta a urgències per dolor al pit des de fa dues hores. Nega febre i tos. \
         A l'exploració estava conscient i orientada. Es va fer una radiografia que no va mostrar res. \
         Va ser donada d'alta l'endemà, sense complicacions, amb tractament antiagregant.",
    ),
    (
        "gl",
        "Muller de 58 anos que acode a urxencias por dor no peito desde hai dúas horas. Nega febre e tose. \
         Na exploración estaba consciente e orientada. Fíxose unha radiografía que non mostrou nada. \
         Foi dada de alta ao día seguinte, sen complicacións, con tratamento antiagregante.",
    ),
];

fn told(text: &str) -> (String, f64) {
    let document = ENGINE.extract(&Input::new("test", text)).document;
    let confidence = document.language_confidence.to_string().parse().expect("a number");
    (document.language, confidence)
}

#[test]
fn a_page_is_told_for_sure() {
    for (language, page) in PAGES {
        let (told, confidence) = told(page);
        assert_eq!(told, language, "{page}");
        assert!(confidence > 0.5, "{language}: {confidence}");
    }
}

#[test]
fn a_sentence_is_told_as_a_page_is() {
    for (language, page) in PAGES {
        for sentence in page.split_inclusive(". ").filter(|s| s.len() >= 40) {
            assert_eq!(told(sentence).0, language, "{sentence}");
        }
    }
}

#[test]
fn what_it_cannot_be_told_from_changes_nothing() {
    for (language, page) in PAGES {
        let values = "Hb 11,2 g/l, Na 138 mmol/l, K 4,1 mEq/l, TA 120/70, C 3, N 82%, L 9%. ";
        assert_eq!(told(&format!("{values}{page}")).0, language);
    }
}

#[test]
fn more_text_is_surer() {
    for (language, page) in PAGES {
        let sentence = page.split_inclusive(". ").next().unwrap_or(page);
        assert!(told(sentence).1 < told(page).1, "{language}");
    }
}

#[test]
fn two_words_are_a_hint() {
    for text in [
        "Dolor abdominal",
        "Niega fiebre",
        "Douleur thoracique",
        "Dolore toracico",
        "Dor torácica",
        "Durere toracică",
        "Chest pain",
        "Febre alta",
        "Dolor toràcic",
        "Dor abdominal",
    ] {
        let (_, confidence) = told(text);
        assert!(confidence < 0.6, "{text}: {confidence}");
    }
}

#[test]
fn numbers_are_in_no_language() {
    for text in ["", "120/80", "37,5 12.300 4,1", "3.5 - 7.2; 98 %", "12.03.2020, 14:30"] {
        assert_eq!(told(text), ("und".to_owned(), 0.0), "{text}");
    }
}
