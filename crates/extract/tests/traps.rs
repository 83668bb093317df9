//! The traps of clinical prose, in the six languages: what must be found, and what must not.

mod common;

use common::{facts, record};

/// Each telling says the same: its facts hold all of `there`, and none that begins like one of `not`.
fn tellings(tellings: &[(&str, &str)], there: &[&str], not: &[&str]) {
    let mut wrong = Vec::new();
    for (language, text) in tellings {
        let facts = facts(&record(language, text));
        for fact in there.iter().filter(|f| !facts.contains(**f)) {
            wrong.push(format!("{language}: lacks `{fact}`"));
        }
        for prefix in not {
            wrong.extend(
                facts
                    .iter()
                    .filter(|f| f.starts_with(prefix))
                    .map(|f| format!("{language}: should not say `{f}`")),
            );
        }
        if wrong.last().is_some_and(|w| w.starts_with(language)) {
            wrong.push(format!("    of {facts:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_list_under_one_negation() {
    tellings(
        &[
            ("es", "Niega fiebre, tos, disnea ni dolor torácico."),
            ("fr", "Pas de fièvre, toux, dyspnée ni douleur thoracique."),
            ("it", "Nega febbre, tosse, dispnea e dolore toracico."),
            ("pt", "Nega febre, tosse, dispneia e dor torácica."),
            ("ro", "Neagă febră, tuse, dispnee și durere toracică."),
            ("en", "Denies fever, cough, dyspnoea or chest pain."),
        ],
        &[
            "finding fever: absent",
            "finding cough: absent",
            "finding dyspnoea: absent",
            "finding chest-pain: absent",
        ],
        &["finding fever: present", "finding pain:"],
    );
}

#[test]
fn what_only_looks_like_a_negation() {
    tellings(
        &[
            ("es", "Sin embargo, presenta fiebre. No solo tos."),
            ("fr", "Sans doute, il présente de la fièvre. Pas seulement une toux."),
            ("it", "Non solo tosse, ma anche febbre."),
            ("pt", "Não apenas tosse, mas também febre."),
            ("ro", "Nu doar tuse, ci și febră."),
            ("en", "Not only cough but also fever."),
        ],
        &["finding fever: present", "finding cough: present"],
        &["finding fever: absent", "finding cough: absent"],
    );
}

#[test]
fn an_adversative_ends_the_negation() {
    tellings(
        &[
            ("es", "No presenta fiebre pero sí tos."),
            ("fr", "Pas de fièvre mais une toux."),
            ("it", "Non febbre, ma tosse."),
            ("pt", "Sem febre, mas com tosse."),
            ("ro", "Fără febră, dar cu tuse."),
            ("en", "No fever but cough."),
        ],
        &["finding fever: absent", "finding cough: present"],
        &["finding cough: absent"],
    );
}

#[test]
fn a_cue_behind_what_it_denies() {
    tellings(
        &[
            ("es", "Neumonía descartada."),
            ("fr", "Pneumonie exclue."),
            ("it", "Polmonite esclusa."),
            ("pt", "Pneumonia excluída."),
            ("ro", "Pneumonie exclusă."),
            ("en", "Pneumonia was ruled out."),
        ],
        &["problem pneumonia: absent"],
        &["problem pneumonia: present"],
    );
}

#[test]
fn suspicion_is_no_certainty() {
    tellings(
        &[
            ("es", "Imagen sugestiva de neumonía."),
            ("fr", "Image évocatrice de pneumonie."),
            ("it", "Immagine suggestiva di polmonite."),
            ("pt", "Imagem sugestiva de pneumonia."),
            ("ro", "Imagine sugestivă de pneumonie."),
            ("en", "Image suggestive of pneumonia."),
        ],
        &["problem pneumonia: possible, likely"],
        &["problem pneumonia: present"],
    );
    tellings(
        &[
            ("es", "No se puede descartar neumonía."),
            ("fr", "On ne peut pas exclure une pneumonie."),
            ("it", "Non si può escludere polmonite."),
            ("pt", "Não se pode excluir pneumonia."),
            ("ro", "Nu se poate exclude pneumonia."),
            ("en", "Pneumonia cannot be ruled out."),
        ],
        &["problem pneumonia: possible, possible"],
        &["problem pneumonia: present", "problem pneumonia: absent"],
    );
}

#[test]
fn the_family_is_not_the_patient() {
    tellings(
        &[
            ("es", "Madre con diabetes mellitus."),
            ("fr", "Mère atteinte de diabète."),
            ("it", "Madre con diabete mellito."),
            ("pt", "Mãe com diabetes mellitus."),
            ("ro", "Mama cu diabet zaharat."),
            ("en", "Mother with diabetes mellitus."),
        ],
        &["problem diabetes-mellitus: present, family"],
        &[],
    );
}

#[test]
fn what_was_not_assessed_is_neither_there_nor_not() {
    tellings(
        &[
            ("es", "Abdomen: no valorable."),
            ("fr", "Abdomen : non évaluable."),
            ("it", "Addome: non valutabile."),
            ("pt", "Abdómen: não avaliável."),
            ("ro", "Abdomen: nu poate fi evaluat."),
            ("en", "Abdomen: not assessable."),
        ],
        &["body-site abdomen: not-assessed"],
        &[],
    );
}

#[test]
fn a_list_shares_its_head() {
    tellings(
        &[
            ("es", "Dolor abdominal y lumbar."),
            ("fr", "Douleurs abdominales et lombaires."),
            ("it", "Dolore addominale e lombare."),
            ("pt", "Dor abdominal e lombar."),
            ("ro", "Dureri abdominale și lombare."),
            ("en", "Abdominal and lumbar pain."),
        ],
        &["finding abdominal-pain: present", "finding low-back-pain: present"],
        &["finding pain:"],
    );
    // Two items with nothing shared.
    tellings(
        &[
            ("es", "Tos, edema y congestión pulmonar."),
            ("en", "Fever and lumbar pain."),
        ],
        &[],
        &["problem pulmonary-oedema:", "finding abdominal-pain:"],
    );
}

#[test]
fn numbers_in_every_typography() {
    for (language, text) in [
        ("es", "Leucocitos 27.400/mm3"),
        ("fr", "Leucocytes 27 400/mm3"),
        ("fr", "Leucocytes : 27\u{202F}400/mm³"),
        ("it", "Leucociti 27.400/mm3"),
        ("pt", "Leucócitos 27,400/mm3"),
        ("ro", "Leucocite 27400/mm3"),
        ("en", "White cell count 27,400/mm3"),
        ("es", "Leucocitos: 27,4 x 10^9/L"),
        ("fr", "Leucocytes = 27,4 G/L"),
        ("en", "Leukocytes of 27.4 x10^9/L"),
        ("es", "leucocitos (27.400/mm3)"),
    ] {
        let facts = facts(&record(language, text));
        assert!(
            facts.contains("measurement leukocytes: present, 27.4 10*9/L, H"),
            "{language} `{text}`: {facts:?}"
        );
    }
}

#[test]
fn powers_of_ten_belong_to_the_unit() {
    for (language, text) in [
        ("es", "Plaquetas 245 x 10^3/µL"),
        ("es", "Plaquetas 245 x 103/mm3"),
        ("fr", "Plaquettes 245 x 10^9/L"),
        ("en", "Platelets 245 ×10⁹/L"),
        ("it", "Piastrine 245.000/mm3"),
    ] {
        let facts = facts(&record(language, text));
        assert!(
            facts.contains("measurement platelets: present, 245 10*9/L, N"),
            "{language} `{text}`: {facts:?}"
        );
    }
}

#[test]
fn values_go_to_their_own_tests() {
    tellings(
        &[
            (
                "es",
                "Varón de 60 años. TA 120/80, FC 90 lpm, Tª 37,5º. Hb 9,9 g/dl, creatinina 0,80, PCR 115, procalcitonina <0,5 ng/ml.",
            ),
            (
                "fr",
                "Homme de 60 ans. TA 120/80, FC 90 bpm, T° 37,5°. Hb 9,9 g/dl, créatinine 0,80, CRP 115, procalcitonine < 0,5 ng/ml.",
            ),
            (
                "it",
                "Uomo di 60 anni. PA 120/80, FC 90 bpm, TC 37,5°C. Hb 9,9 g/dl, creatinina 0,80, PCR 115, procalcitonina <0,5 ng/ml.",
            ),
            (
                "pt",
                "Homem de 60 anos. TA 120/80, FC 90 bpm, Tax 37,5ºC. Hb 9,9 g/dl, creatinina 0,80, PCR 115, procalcitonina <0,5 ng/ml.",
            ),
            (
                "ro",
                "Bărbat de 60 de ani. TA 120/80, FC 90 bpm, T 37,5°C. Hb 9,9 g/dl, creatinină 0,80, CRP 115, procalcitonină <0,5 ng/ml.",
            ),
            (
                "en",
                "A 60-year-old man. BP 120/80, HR 90 bpm, temperature 37.5°C. Hb 9.9 g/dl, creatinine 0.80, CRP 115, procalcitonin <0.5 ng/ml.",
            ),
        ],
        &[
            "subject age: 60 a",
            "subject sex: male",
            "measurement systolic-blood-pressure: present, 120 mm[Hg], N",
            "measurement diastolic-blood-pressure: present, 80 mm[Hg], N",
            "measurement heart-rate: present, 90 /min, N",
            "measurement body-temperature: present, 37.5 Cel, N",
            "measurement haemoglobin: present, 9.9 g/dL, L",
            "measurement creatinine: present, 0.8 mg/dL, N",
            "measurement c-reactive-protein: present, 115 mg/L, H",
        ],
        &["time:"],
    );
}

#[test]
fn ages_in_words() {
    for (language, text) in [
        ("es", "Varón de cuarenta y siete años."),
        ("fr", "Homme de quarante-sept ans."),
        ("it", "Uomo di quarantasette anni."),
        ("pt", "Homem de quarenta e sete anos."),
        ("ro", "Bărbat de patruzeci și șapte de ani."),
        ("en", "Forty-seven-year-old man."),
    ] {
        let facts = facts(&record(language, text));
        assert!(
            facts.contains("subject age: 47 a") && facts.contains("subject sex: male"),
            "{language}: {facts:?}"
        );
    }
}

#[test]
fn doses_routes_and_frequencies() {
    tellings(
        &[
            ("es", "Amoxicilina 500 mg cada 8 horas vía oral durante 7 días."),
            ("fr", "Amoxicilline 500 mg toutes les 8 heures per os pendant 7 jours."),
            ("it", "Amoxicillina 500 mg ogni 8 ore per os per 7 giorni."),
            ("pt", "Amoxicilina 500 mg de 8 em 8 horas por via oral durante 7 dias."),
            ("ro", "Amoxicilină 500 mg la 8 ore oral timp de 7 zile."),
            ("en", "Amoxicillin 500 mg every 8 hours orally for 7 days."),
        ],
        &["medication amoxicillin: present, oral, 500 mg, 1 per 8 h, for P7D"],
        &[],
    );
}

#[test]
fn results_in_words_are_shared_by_a_list() {
    tellings(
        &[
            ("es", "Leucocitos y plaquetas normales."),
            ("fr", "Leucocytes et plaquettes normaux."),
            ("it", "Leucociti e piastrine normali."),
            ("pt", "Leucócitos e plaquetas normais."),
            ("ro", "Leucocite și trombocite normale."),
            ("en", "Leukocytes and platelets normal."),
        ],
        &[
            "measurement leukocytes: present, normal, N",
            "measurement platelets: present, normal, N",
        ],
        &[],
    );
}

#[test]
fn a_close_misspelling_is_offered_and_marked() {
    let found = record("es", "Tratado con cloxaciclina iv.");
    assert!(
        facts(&found).contains("medication cloxacillin: present, intravenous, misspelling"),
        "{:?}",
        facts(&found)
    );
    assert_eq!(found.warnings.len(), 1);
    assert_eq!(found.warnings[0].code.as_str(), "misspelling");
    let drug = found
        .mentions
        .iter()
        .find(|m| m.kind.as_str() == "medication")
        .expect("the drug");
    assert!(drug.confidence.get() < 0.6);
    // Known words and short ones are nobody's misspelling.
    for text in [
        "Tratado con cloxacilina iv.",
        "Tos y dolor.",
        "Prednisona y prednisolona.",
    ] {
        assert!(record("es", text).warnings.is_empty(), "{text}");
    }
}

#[test]
fn what_typography_leaves_open_is_a_warning() {
    // Ferritin may be either; the document's comma says decimal, and the record says that it might be otherwise.
    let found = record("es", "Ferritina 1,250 ng/mL.");
    assert!(
        found.warnings.iter().any(|w| w.code.as_str() == "ambiguous-number"),
        "{:?}",
        found.warnings
    );
    let found = record("es", "Temperatura 375 ºC.");
    assert!(
        found.warnings.iter().any(|w| w.code.as_str() == "implausible-value"),
        "{:?}",
        found.warnings
    );
}
