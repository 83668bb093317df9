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

#[test]
fn numbers_before_the_names_of_what_is_counted() {
    tellings(
        &[
            ("es", "Se observan 11.100 leucocitos con 250.000 plaquetas."),
            ("fr", "On note 11 100 leucocytes avec 250 000 plaquettes."),
            ("it", "Si osservano 11.100 leucociti con 250.000 piastrine."),
            ("pt", "Observam-se 11.100 leucócitos com 250.000 plaquetas."),
            ("ro", "Se observă 11.100 leucocite cu 250.000 trombocite."),
            ("en", "There are 11,100 leukocytes with 250,000 platelets."),
        ],
        &[
            "measurement leukocytes: present, 11.1 10*9/L, H",
            "measurement platelets: present, 250 10*9/L, N",
        ],
        &["measurement leukocytes: present, 250"],
    );
    // A count of something else, and one too small to be a count without its unit.
    tellings(
        &[
            ("es", "Sedimento: 400 leucocitos/campo."),
            ("fr", "Culot : 400 leucocytes/champ."),
            ("en", "Fluid with 5 leukocytes."),
        ],
        &[],
        &["measurement leukocytes: present, "],
    );
}

#[test]
fn as_many_numbers_as_names() {
    tellings(
        &[
            ("es", "GOT y GPT de 45 y 67 U/l, respectivamente."),
            ("fr", "ASAT et ALAT à 45 et 67 U/l respectivement."),
            ("it", "AST e ALT 45 e 67 U/l rispettivamente."),
            ("pt", "AST e ALT de 45 e 67 U/l, respetivamente."),
            ("ro", "AST și ALT de 45 și 67 U/l."),
            ("en", "AST and ALT 45 and 67 U/l, respectively."),
        ],
        &[
            "measurement ast: present, 45 U/L, H",
            "measurement alt: present, 67 U/L, H",
        ],
        &["measurement alt: present, 45"],
    );
    tellings(
        &[
            ("es", "GOT/GPT 45/67 U/l."),
            ("fr", "ASAT/ALAT 45/67 U/l."),
            ("it", "AST/ALT 45/67 U/l."),
            ("pt", "AST/ALT 45/67 U/l."),
            ("ro", "AST/ALT 45/67 U/l."),
            ("en", "AST/ALT 45/67 U/l."),
        ],
        &[
            "measurement ast: present, 45 U/L, H",
            "measurement alt: present, 67 U/L, H",
        ],
        &[],
    );
    // One number is not two names'.
    tellings(
        &[
            ("es", "Sodio y potasio de 4,2 mmol/l."),
            ("it", "Sodio e potassio 4,2 mmol/l."),
            ("en", "Sodium and potassium 4.2 mmol/l."),
        ],
        &["measurement potassium: present, 4.2 mmol/L, N"],
        &["measurement sodium: present, 4"],
    );
}

#[test]
fn a_value_behind_a_comma_has_the_unit_of_its_name() {
    tellings(
        &[
            ("es", "Creatinina, 2,3 mg/dl; urea, 90 mg/dl."),
            ("fr", "Créatinine, 2,3 mg/dl ; urée, 90 mg/dl."),
            ("it", "Creatinina, 2,3 mg/dl; urea, 90 mg/dl."),
            ("pt", "Creatinina, 2,3 mg/dl; ureia, 90 mg/dl."),
            ("ro", "Creatinină, 2,3 mg/dl; uree, 90 mg/dl."),
            ("en", "Creatinine, 2.3 mg/dl; urea, 90 mg/dl."),
        ],
        &[
            "measurement creatinine: present, 2.3 mg/dL",
            "measurement urea: present, 90 mg/dL, H",
        ],
        &[],
    );
    tellings(
        &[
            ("es", "Creatinina, 90 mg/dl de urea."),
            ("en", "Creatinine, 3 days later."),
        ],
        &[],
        &["measurement creatinine: present, "],
    );
}

#[test]
fn a_unit_torn_at_its_stroke() {
    tellings(
        &[
            ("es", "Albúmina 2,9 g/ dL. Glucosa 98 mg /dl."),
            ("fr", "Albumine 2,9 g/ dL. Glucose 98 mg /dl."),
            ("it", "Albumina 2,9 g/ dL. Glucosio 98 mg /dl."),
            ("pt", "Albumina 2,9 g/ dL. Glucose 98 mg /dl."),
            ("ro", "Albumină 2,9 g/ dL. Glucoză 98 mg /dl."),
            ("en", "Albumin 2.9 g/ dL. Glucose 98 mg /dl."),
        ],
        &[
            "measurement albumin: present, 2.9 g/dL, L",
            "measurement glucose: present, 98 mg/dL, N",
        ],
        &[],
    );
    // The stroke of a frequency tears nothing.
    tellings(
        &[("es", "Ibuprofeno 400 mg/ 8 h."), ("it", "Ibuprofene 400 mg/ 8 h.")],
        &[],
        &["medication ibuprofen: present, 400 mg/h"],
    );
}

#[test]
fn blood_ranges_judge_no_other_fluid() {
    tellings(
        &[
            ("es", "LCR: glucosa 30 mg/dl. Glucosa 90 mg/dl."),
            ("fr", "LCR : glucose 30 mg/dl. Glucose 90 mg/dl."),
            ("it", "Liquor: glucosio 30 mg/dl. Glucosio 90 mg/dl."),
            ("pt", "Urina: glicose 30 mg/dl. Glicose 90 mg/dl."),
            ("ro", "Urină: glucoză 30 mg/dl.\nGlucoză 90 mg/dl."),
            ("en", "Pleural fluid: glucose 30 mg/dl. Glucose 90 mg/dl."),
        ],
        &[
            "measurement glucose: present, 30 mg/dL",
            "measurement glucose: present, 90 mg/dL, N",
        ],
        &["measurement glucose: present, 30 mg/dL, L"],
    );
}

#[test]
fn a_list_that_is_denied_ends() {
    // At what was measured, at what is counted, at the article of another clause, at what a relative says.
    tellings(
        &[
            (
                "es",
                "Sin fiebre, TA 120/80, dolor abdominal. No tos, y la radiografía mostró neumonía.",
            ),
            (
                "fr",
                "Pas de fièvre, TA 120/80, douleur abdominale. Pas de toux, et la radiographie a montré une pneumonie.",
            ),
            (
                "it",
                "Senza febbre, PA 120/80, dolore addominale. Senza tosse, e la radiografia ha mostrato polmonite.",
            ),
            (
                "pt",
                "Sem febre, TA 120/80, dor abdominal. Sem tosse, e a radiografia mostrou pneumonia.",
            ),
            ("ro", "Fără febră, TA 120/80, durere abdominală."),
            (
                "en",
                "No fever, BP 120/80, abdominal pain. No cough, and the radiograph showed pneumonia.",
            ),
        ],
        &["finding fever: absent", "finding abdominal-pain: present"],
        &[
            "finding abdominal-pain: absent",
            "problem pneumonia: absent",
            "procedure x-ray: absent",
        ],
    );
    tellings(
        &[
            ("es", "Paciente sin fiebre que ingresa por disnea."),
            ("fr", "Patient sans fièvre qui consulte pour dyspnée."),
            ("it", "Paziente senza febbre che giunge per dispnea."),
            ("pt", "Doente sem febre que recorre por dispneia."),
            ("ro", "Pacient fără febră care se prezintă pentru dispnee."),
            ("en", "Patient without fever who presents with dyspnoea."),
        ],
        &["finding fever: absent", "finding dyspnoea: present"],
        &["finding dyspnoea: absent"],
    );
    // What the denied thing belongs to was done.
    tellings(
        &[
            ("es", "Sin fiebre tras la colonoscopia."),
            ("fr", "Pas de fièvre après la coloscopie."),
            ("it", "Nessuna febbre dopo la colonscopia."),
            ("pt", "Sem febre após a colonoscopia."),
            ("ro", "Fără febră după colonoscopie."),
            ("en", "No fever after the colonoscopy."),
        ],
        &["finding fever: absent", "procedure colonoscopy: present"],
        &["procedure colonoscopy: absent"],
    );
}

#[test]
fn what_a_denied_list_spans_is_denied() {
    tellings(
        &[
            ("es", "No hay signos o síntomas de dificultad respiratoria."),
            ("it", "Non c'erano segni o sintomi di distress respiratorio."),
        ],
        &["finding symptoms: absent"],
        &["finding symptoms: present", "finding respiratory-distress: present"],
    );
    tellings(
        &[
            ("es", "Hepatitis B y C negativas."),
            ("fr", "Les hépatites B et C étaient négatives."),
            ("en", "Hepatitis B and C were negative."),
        ],
        &["problem hepatitis-b: absent", "problem hepatitis-c: absent"],
        &["problem hepatitis-b: present"],
    );
}

#[test]
fn an_abnormal_result_that_is_denied() {
    tellings(
        &[
            ("es", "Sin elevación de la ferritina."),
            ("fr", "Sans élévation de la ferritine."),
            ("it", "Senza aumento della ferritina."),
            ("pt", "Sem elevação da ferritina."),
            ("ro", "Fără creșterea feritinei."),
            ("en", "Without elevated ferritin."),
        ],
        &[],
        &["measurement ferritin: present"],
    );
    tellings(
        &[
            ("es", "Sin fiebre, ferritina elevada."),
            ("en", "No fever, ferritin elevated."),
        ],
        &["measurement ferritin: present, elevated, H"],
        &[],
    );
}

#[test]
fn what_is_done_about_a_suspicion_is_done() {
    tellings(
        &[
            ("es", "Ante la sospecha de neumonía se inicia ceftriaxona."),
            ("fr", "Devant la suspicion de pneumonie, on débute la ceftriaxone."),
            ("it", "Nel sospetto di polmonite, è stato iniziato ceftriaxone."),
            ("pt", "Por suspeita de pneumonia inicia ceftriaxona."),
            ("ro", "Se suspicionează pneumonie și se inițiază ceftriaxonă."),
            ("en", "With suspicion of pneumonia, ceftriaxone was started."),
        ],
        &[
            "medication ceftriaxone: present",
            "problem pneumonia: possible, possible",
        ],
        &["medication ceftriaxone: possible"],
    );
    tellings(
        &[
            ("es", "Posible transfusión."),
            ("it", "Possibile trasfusione."),
            ("en", "Possible transfusion."),
        ],
        &["procedure transfusion: possible, possible"],
        &[],
    );
}

#[test]
fn a_drug_that_was_stopped_is_past() {
    tellings(
        &[
            ("es", "Se suspendió la furosemida. Sigue con ramipril."),
            ("fr", "Le furosémide a été arrêté. Il prend du ramipril."),
            ("it", "È stata sospesa la furosemide. Assume ramipril."),
            ("pt", "Foi suspensa a furosemida. Mantém ramipril."),
            ("ro", "S-a oprit furosemidul. Continuă ramipril."),
            ("en", "Furosemide was stopped. She takes ramipril."),
        ],
        &["medication furosemide: present, past", "medication ramipril: present"],
        &["medication furosemide: present,,", "medication ramipril: present, past"],
    );
    tellings(
        &[
            ("es", "Se suspendió la furosemida por mareo."),
            ("it", "Si sospende la furosemide per vertigini."),
            ("en", "Furosemide was not stopped."),
        ],
        &[],
        &[
            "finding dizziness: present, past",
            "finding vertigo: present, past",
            "medication furosemide: absent",
        ],
    );
}

#[test]
fn a_follow_up_is_no_age() {
    tellings(
        &[
            ("es", "Paciente con 3 años de seguimiento."),
            ("fr", "Avec un recul de 3 ans le patient va bien."),
            ("it", "Paziente con follow-up di 3 anni."),
            ("pt", "Doente com 3 anos de seguimento."),
            ("ro", "Pacient cu 3 ani de urmărire."),
            ("en", "Patient with 3 years of follow-up."),
        ],
        &[],
        &["subject age"],
    );
    tellings(
        &[
            ("es", "Paciente de 86 años después de una cirugía."),
            ("fr", "Patient de 86 ans après une chirurgie."),
            ("it", "Paziente di 86 anni dopo un intervento."),
            ("pt", "Doente de 86 anos após cirurgia."),
            ("ro", "Pacient de 86 de ani după o intervenție."),
        ],
        &["subject age: 86 a"],
        &[],
    );
    tellings(
        &[
            ("it", "Il paziente, 2 anni dopo l'intervento, sta bene."),
            ("es", "El paciente, 2 años después, está bien."),
        ],
        &[],
        &["subject age"],
    );
}

#[test]
fn the_second_of_something_is_no_second() {
    tellings(
        &[
            ("es", "En un segundo tiempo se realizó colonoscopia."),
            ("it", "In un secondo tempo è stata eseguita la colonscopia."),
            ("pt", "Num segundo tempo realizou colonoscopia."),
        ],
        &["procedure colonoscopy: present"],
        &["time: present, 1 s"],
    );
}

#[test]
fn a_time_goes_to_its_own_side() {
    tellings(
        &[
            ("es", "Cefalea en las últimas 48 horas, inicialmente sin rinorrea."),
            ("it", "Cefalea nelle ultime 48 ore, inizialmente senza rinorrea."),
            ("en", "Headache over the last 48 hours, initially without rhinorrhoea."),
        ],
        &["headache at-time time"],
        &["rhinorrhoea at-time"],
    );
}

#[test]
fn a_side_stays_before_the_conjunction_behind_it() {
    tellings(
        &[
            ("es", "Hidronefrosis bilateral y ascitis."),
            ("fr", "Hydronéphrose bilatérale et ascite."),
            ("it", "Idronefrosi bilaterale e ascite."),
            ("pt", "Hidronefrose bilateral e ascite."),
            ("ro", "Hidronefroză bilaterală și ascită."),
        ],
        &["finding hydronephrosis-finding: present, bilateral"],
        &["finding ascites: present, bilateral"],
    );
}

#[test]
fn a_test_with_its_result_in_words() {
    tellings(
        &[
            ("es", "TAC craneal normal. La ecografía renal fue normal."),
            ("fr", "Scanner cérébral normal. L'échographie rénale était normale."),
            ("it", "TAC cranica normale. L'ecografia renale era normale."),
            ("pt", "TC de crânio normal. A ecografia renal foi normal."),
            ("ro", "CT cerebral normal. Ecografia renală normală."),
            ("en", "Head CT normal. Renal ultrasound was normal."),
        ],
        &[
            "procedure head-ct: present, normal, N",
            "procedure renal-ultrasound: present, normal, N",
        ],
        &[],
    );
    tellings(
        &[
            ("es", "Ecografía renal y función renal normal."),
            ("en", "Renal ultrasound with normal kidneys."),
        ],
        &[],
        &["procedure renal-ultrasound: present, normal"],
    );
}

#[test]
fn a_name_that_is_a_unit() {
    let found = record("it", "Frequenza respiratoria 68 respiri al minuto.");
    let rates = found
        .mentions
        .iter()
        .filter(|m| m.concept_id() == Some("respiratory-rate"));
    assert_eq!(rates.count(), 1);
    tellings(
        &[
            ("es", "Se cuentan 300 leucocitos/mm3."),
            ("it", "Si contano 300 leucociti/mm3."),
        ],
        &["measurement leukocytes: present, 0.3 10*9/L, L"],
        &[],
    );
}

#[test]
fn what_was_lost_is_no_weight() {
    tellings(
        &[
            ("es", "Pérdida de 10 kg de peso."),
            ("it", "Perdita di 10 kg di peso."),
            ("pt", "Perda de 10 kg de peso."),
            ("en", "Loss of 10 kg of weight."),
        ],
        &["finding weight-loss: present"],
        &["measurement body-weight"],
    );
}

#[test]
fn years_and_months_are_one_age() {
    tellings(
        &[
            ("es", "Niña de 5 años y 7 meses de edad."),
            ("it", "Bambina di 5 anni e 7 mesi."),
            ("pt", "Menina de 5 anos e 7 meses de idade."),
        ],
        &["subject age: 5 a"],
        &["time: present"],
    );
}

#[test]
fn a_parenthesis_that_names_what_is_denied_or_supposed() {
    tellings(
        &[
            (
                "es",
                "Para descartar complicaciones (trombosis, encefalitis) se hizo TAC craneal.",
            ),
            (
                "it",
                "Per escludere complicanze (trombosi, encefalite) è stata eseguita TAC cranica.",
            ),
            (
                "en",
                "To rule out complications (thrombosis, encephalitis) a head CT was done.",
            ),
        ],
        &[],
        &[
            "problem thrombosis: present",
            "problem encephalitis: present",
            "procedure head-ct: absent",
        ],
    );
}

#[test]
fn a_term_that_denies_is_whole_before_another_statement() {
    tellings(
        &[
            ("es", "Paciente sin antecedentes que consulta por anorexia."),
            ("it", "Paziente senza antecedenti che giunge per anoressia."),
            ("pt", "Doente sem antecedentes que recorre por anorexia."),
        ],
        &["finding loss-of-appetite: present"],
        &["finding loss-of-appetite: absent"],
    );
}

/// What a value covers, by the words it belongs to.
fn places(language: &str, text: &str) -> Vec<(String, String)> {
    let record = record(language, text);
    let covered = |span: epicrisis_record::Span| -> String {
        let (start, end) = (span.start.0 as usize, span.end.0 as usize);
        text.chars().skip(start).take(end - start).collect()
    };
    let of = |m: &epicrisis_record::Mention| -> Vec<(String, String)> {
        let id = m.concept_id().unwrap_or_default().to_owned();
        m.values()
            .filter_map(|v| Some((id.clone(), covered(v.span()?))))
            .collect()
    };
    record.mentions.iter().flat_map(of).collect()
}

#[test]
fn a_value_says_where_it_is_written() {
    let said = |language, text| {
        let mut all: Vec<String> = places(language, text)
            .into_iter()
            .map(|(id, at)| format!("{id} {at}"))
            .collect();
        all.sort();
        all
    };
    assert_eq!(
        said(
            "es",
            "Hemoglobina: > 9,9 g/dl. Enalapril 20 mg cada 24 horas. Nódulo de 3 x 4 cm en el lóbulo superior."
        ),
        [
            "enalapril 20 mg",
            "haemoglobin > 9,9 g/dl",
            "nodule 3 x 4 cm",
            "nodule 3 x 4 cm"
        ]
    );
    assert_eq!(
        said("ro", "Hemoglobină 9,9 g/dl; ibuprofen 400 mg la nevoie."),
        ["haemoglobin 9,9 g/dl", "ibuprofen 400 mg"]
    );
    assert_eq!(
        said("fr", "Pas de fièvre. Hémoglobine normale."),
        ["haemoglobin normale"]
    );
}

#[test]
fn a_range_that_the_text_prints_judges_its_value() {
    tellings(
        &[
            (
                "es",
                "Hemoglobina 11,5 g/dl (VN 12-16). PCR 3 mg/l, valor normal < 1 mg/l.",
            ),
            (
                "fr",
                "Hémoglobine 11,5 g/dl (VN 12-16). CRP 3 mg/l, valeur normale < 1 mg/l.",
            ),
            (
                "it",
                "Emoglobina 11,5 g/dl (vn 12-16). PCR 3 mg/l, valore normale < 1 mg/l.",
            ),
            (
                "pt",
                "Hemoglobina 11,5 g/dl (VN 12-16). PCR 3 mg/l, valor normal < 1 mg/l.",
            ),
            (
                "ro",
                "Hemoglobină 11,5 g/dl (VN 12-16). CRP 3 mg/l, valori normale < 1 mg/l.",
            ),
            (
                "en",
                "Haemoglobin 11.5 g/dl (NR 12-16). CRP 3 mg/l, normal value < 1 mg/l.",
            ),
        ],
        &[
            "measurement haemoglobin: present, 11.5 g/dL, L",
            "measurement c-reactive-protein: present, 3 mg/L, H",
        ],
        &[
            "measurement haemoglobin: present, 12",
            "measurement c-reactive-protein: present, 1",
            "measurement:",
        ],
    );
    let text = "Hemoglobina 11,5 g/dl (VN 12-16).";
    let range = record("es", text).mentions[0]
        .value
        .clone()
        .and_then(|v| v.reference_range);
    let range = range.expect("a range");
    assert_eq!(range.source, "printed in the text");
    assert_eq!(range.unit, "g/dL");
}

#[test]
fn a_laboratory_value_that_no_lexicon_names_keeps_its_number() {
    tellings(
        &[
            ("es", "Xantomedina 12,5 ng/ml."),
            ("fr", "Xantomédine à 12,5 ng/ml."),
            ("it", "Xantomedina di 12,5 ng/ml."),
            ("pt", "Xantomedina de 12,5 ng/ml."),
            ("ro", "Xantomedină 12,5 ng/ml."),
            ("en", "Xantomedin was 12.5 ng/ml."),
        ],
        &["measurement: present, 12.5 ng/mL"],
        &[],
    );
    // The strength of a drug, a length of time and a bare number are none.
    let none = facts(&record(
        "es",
        "Lidocaína 20 mg/ml. Xantomedina 12 días. Xantomedina 45.",
    ));
    assert!(!none.iter().any(|f| f.starts_with("measurement")), "{none:?}");
}

#[test]
fn a_result_is_every_tests_of_its_list() {
    tellings(
        &[
            ("es", "La gastroscopia y la colonoscopia fueron normales."),
            ("fr", "La gastroscopie et la coloscopie étaient normales."),
            ("it", "La gastroscopia e la colonscopia erano normali."),
            ("pt", "A gastroscopia e a colonoscopia eram normais."),
            ("ro", "Gastroscopia și colonoscopia au fost normale."),
            ("en", "The gastroscopy and the colonoscopy were normal."),
        ],
        &[
            "procedure upper-gi-endoscopy: present, normal, N",
            "procedure colonoscopy: present, normal, N",
        ],
        &[],
    );
    let record = record(
        "it",
        "Nella norma PT e PTT. Alla TC assenza di lesioni. EUS+FNAB eseguita.",
    );
    let facts = facts(&record);
    assert!(
        facts.contains("measurement prothrombin-time: present, normal, N"),
        "{facts:?}"
    );
    assert!(
        facts.contains("measurement activated-partial-thromboplastin-time: present, normal, N"),
        "{facts:?}"
    );
    assert!(
        !facts.iter().any(|f| f.starts_with("procedure") && f.contains("NEG")),
        "{facts:?}"
    );
    assert!(
        !facts.iter().any(|f| f.starts_with("procedure") && f.contains("POS")),
        "{facts:?}"
    );
}

#[test]
fn what_a_test_did_not_find_was_not_there() {
    tellings(
        &[
            ("es", "Adenovirus IgM: negativa."),
            ("fr", "Adenovirus IgM : négatives."),
            ("it", "Adenovirus IgM: negative."),
            ("pt", "Adenovirus IgM: negativas."),
            ("ro", "Adenovirus IgM: negativ."),
            ("en", "Adenovirus IgM: negative."),
        ],
        &["organism adenovirus: absent"],
        &["organism adenovirus: present"],
    );
    tellings(
        &[("es", "Adenovirus IgM: positiva."), ("en", "Adenovirus IgM: positive.")],
        &["organism adenovirus: present"],
        &[],
    );
}

#[test]
fn a_name_with_a_number_is_one_label() {
    tellings(
        &[
            (
                "es",
                "PCR 145 mg/l. PCR de SARS-CoV-2 en exudado nasofaríngeo: negativa.",
            ),
            ("fr", "CRP 145 mg/l. RT-PCR SARS-CoV-2 : négative."),
            ("en", "CRP 145 mg/L. SARS-CoV-2 PCR: negative."),
        ],
        &[
            "measurement c-reactive-protein: present, 145 mg/L, H",
            "measurement sars-cov-2-pcr: present, negative, NEG",
        ],
        &["organism sars-cov-2: present", "procedure polymerase-chain-reaction"],
    );
}
