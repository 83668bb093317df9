//! The official names of code systems, and the codes of HL7's own that are used.

use std::borrow::Cow;

use epicrisis_record::{CodeSystem, Interpretation, Presence, Route, Severity};

use super::model::{CodeableConcept, Coding};

/// Words that are mostly our own and seldom a document's.
type Words = Cow<'static, str>;

pub(super) const LOINC: &str = "http://loinc.org";
pub(super) const UCUM: &str = "http://unitsofmeasure.org";
pub(super) const SNOMED: &str = "http://snomed.info/sct";
pub(super) const ABSENT_REASON: &str = "http://terminology.hl7.org/CodeSystem/data-absent-reason";

pub(super) const INTERPRETATION: &str = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation";

/// The lexicon's own ids. Most findings and procedures have no code that is free to use; this one they all have.
pub(super) const CONCEPT: &str = "urn:epicrisis:concept";
/// Presence as the record has it, beside the code that FHIR has for it.
pub(super) const PRESENCE: &str = "urn:epicrisis:presence";
/// What an observation's component is.
pub(super) const ATTRIBUTE: &str = "urn:epicrisis:attribute";
/// Identifiers of documents, as the input had them.
pub(super) const DOCUMENT: &str = "urn:epicrisis:document";
/// Identifiers of mentions: the document's, `#`, and the mention's id in the record.
pub(super) const MENTION: &str = "urn:epicrisis:mention";

/// The name that FHIR knows a code system by. A system of the user's own that is no URI gets one.
pub(super) fn uri(system: &CodeSystem) -> Cow<'static, str> {
    Cow::Borrowed(match system.as_str() {
        "ICD-10" => "http://hl7.org/fhir/sid/icd-10",
        "HPO" => "http://human-phenotype-ontology.org",
        "MONDO" => "http://purl.obolibrary.org/obo/mondo.owl",
        "MeSH" => "https://www.nlm.nih.gov/mesh",
        "ATC" => "http://www.whocc.no/atc",
        "LOINC" => LOINC,
        "NCBITaxon" => "https://www.ncbi.nlm.nih.gov/taxonomy",
        "UBERON" => "http://purl.obolibrary.org/obo/uberon.owl",
        "SNOMED-CT" => SNOMED,
        "UCUM" => UCUM,
        uri if (uri.contains("://") || uri.starts_with("urn:")) && uri.chars().all(is_of_uri) => {
            return Cow::Owned(uri.to_owned());
        }
        name => return Cow::Owned(format!("urn:epicrisis:system:{}", escaped(name))),
    })
}

fn is_of_uri(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(c)
}

/// Bytes that a URN may not hold, as `%` and two digits.
fn escaped(name: &str) -> String {
    name.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}

/// One code with its name; none for LOINC, whose names have changed and are checked by servers.
pub(super) fn coding(system: impl Into<Words>, code: impl Into<Words>, display: impl Into<Words>) -> Coding {
    Coding {
        system: system.into(),
        code: code.into(),
        display: display.into(),
    }
}

/// A meaning of one code.
pub(super) fn concept(system: &'static str, code: &'static str, display: &'static str) -> CodeableConcept {
    CodeableConcept {
        coding: vec![coding(system, code, display)],
        ..CodeableConcept::default()
    }
}

/// A meaning of one LOINC code.
pub(super) fn loinc(code: &'static str, text: &'static str) -> CodeableConcept {
    CodeableConcept {
        coding: vec![coding(LOINC, code, "")],
        text: text.into(),
        ..CodeableConcept::default()
    }
}

/// A meaning that only words say.
pub(super) fn words(text: impl Into<Words>) -> CodeableConcept {
    CodeableConcept {
        text: text.into(),
        ..CodeableConcept::default()
    }
}

/// What a component of an observation says, where no code of others' does.
pub(super) fn attribute(code: &'static str, text: &'static str) -> CodeableConcept {
    CodeableConcept {
        text: text.into(),
        ..concept(ATTRIBUTE, code, text)
    }
}

/// Whether something is there: the record's word, and LOINC's answer where it has one.
pub(super) fn presence(presence: Presence) -> CodeableConcept {
    let (answer, text) = match presence {
        Presence::Present => (Some("LA9633-4"), "Present"),
        Presence::Absent => (Some("LA9634-2"), "Absent"),
        Presence::Possible => (None, "Possible"),
        Presence::Conditional => (None, "Conditional"),
        Presence::Hypothetical => (None, "Hypothetical"),
        Presence::NotAssessed => (None, "Not assessed"),
    };
    let answer = answer.map(|code| coding(LOINC, code, text));
    CodeableConcept {
        coding: answer
            .into_iter()
            .chain([coding(PRESENCE, presence.as_str(), text)])
            .collect(),
        text: text.into(),
        ..CodeableConcept::default()
    }
}

/// A result in words, with LOINC's answer for the commonest.
pub(super) fn result(text: &str) -> CodeableConcept {
    let answer = match text {
        "positive" => Some("LA6576-8"),
        "negative" => Some("LA6577-6"),
        "present" => Some("LA9633-4"),
        "absent" => Some("LA9634-2"),
        _ => None,
    };
    CodeableConcept {
        coding: answer.map(|code| coding(LOINC, code, "")).into_iter().collect(),
        text: text.to_owned().into(),
        ..CodeableConcept::default()
    }
}

/// How bad, as IPS has it: LOINC's answers.
pub(super) fn severity(severity: Severity) -> CodeableConcept {
    match severity {
        Severity::Mild => loinc("LA6752-5", "Mild"),
        Severity::Moderate => loinc("LA6751-7", "Moderate"),
        Severity::Severe => loinc("LA6750-9", "Severe"),
    }
}

/// What a value means.
pub(super) fn interpretation(interpretation: Interpretation) -> CodeableConcept {
    let display = match interpretation {
        Interpretation::Normal => "Normal",
        Interpretation::Low => "Low",
        Interpretation::High => "High",
        Interpretation::CriticallyLow => "Critical low",
        Interpretation::CriticallyHigh => "Critical high",
        Interpretation::Abnormal => "Abnormal",
        Interpretation::Positive => "Positive",
        Interpretation::Negative => "Negative",
    };
    concept(INTERPRETATION, interpretation.as_str(), display)
}

/// The way a drug is given, in the standard terms of the European Directorate for the Quality of Medicines, which IPS takes.
pub(super) fn route(route: Route) -> CodeableConcept {
    let (code, display) = match route {
        Route::Oral => ("20053000", "Oral use"),
        Route::Intravenous => ("20045000", "Intravenous use"),
        Route::Intramuscular => ("20035000", "Intramuscular use"),
        Route::Subcutaneous => ("20066000", "Subcutaneous use"),
        Route::Inhaled => ("20020000", "Inhalation use"),
        Route::Topical => ("20003000", "Cutaneous use"),
        Route::Rectal => ("20061000", "Rectal use"),
        Route::Sublingual => ("20067000", "Sublingual use"),
        Route::Intrathecal => ("20042000", "Intrathecal use"),
        Route::Transdermal => ("20070000", "Transdermal use"),
        Route::Ophthalmic => ("20051000", "Ocular use"),
        Route::Otic => ("20001000", "Auricular use"),
        Route::Nasal => ("20049000", "Nasal use"),
        Route::Vaginal => ("20072000", "Vaginal use"),
        Route::Enteral => ("20013000", "Gastroenteral use"),
    };
    CodeableConcept {
        text: route.as_str().into(),
        ..concept("http://standardterms.edqm.eu", code, display)
    }
}

/// The kind of an observation.
pub(super) fn observation_category(code: &'static str) -> CodeableConcept {
    let display = match code {
        "vital-signs" => "Vital Signs",
        "laboratory" => "Laboratory",
        _ => "Social History",
    };
    concept(
        "http://terminology.hl7.org/CodeSystem/observation-category",
        code,
        display,
    )
}
