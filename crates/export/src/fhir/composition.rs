//! The head of the document: its parts with what stands in each, to be read by people and by machines.

use super::build::{Build, Entry, Part};
use super::frame::{VERSION, document_type};
use super::links::{Key, program};
use super::model::{CodeableConcept, Composition, Reference, Resource, Section};
use super::narrative::{Line, clean, list, paragraph};
use super::systems::{concept, loinc};

/// The parts in their order: title, and LOINC's code as the International Patient Summary and the hospital discharge report
/// have it.
const PARTS: &[(Part, &str, &str)] = &[
    (Part::Problems, "Problems", "11450-4"),
    (Part::PastIllness, "Past illnesses", "11348-0"),
    (
        Part::Considered,
        "Considered: suspected, denied or spoken of",
        "51848-0",
    ),
    (Part::Allergies, "Allergies and intolerances", "48765-2"),
    (Part::Medication, "Medication", "10160-0"),
    (Part::Symptoms, "Symptoms and signs", "10164-2"),
    (Part::Vitals, "Vital signs", "8716-3"),
    (Part::Results, "Results", "30954-2"),
    (Part::Procedures, "Procedures", "47519-4"),
    (Part::Devices, "Devices", "46264-8"),
    (Part::Family, "Family history", "10157-6"),
    (Part::Social, "Social history and age", "29762-2"),
    (Part::Plan, "Plan of care", "18776-5"),
    (Part::Other, "Other statements", ""),
];

/// The parts that a patient summary always has: where nothing is said, they say that.
const ALWAYS: [Part; 3] = [Part::Problems, Part::Allergies, Part::Medication];

impl<'r> Build<'r> {
    /// Made by a program and read by nobody yet: preliminary.
    pub(super) fn composition(&self, entries: &[Entry<'r>], issued: &str) -> (Key, Resource) {
        let document = &self.case.record.document;
        let key = self.links.one("Composition", "summary");
        let mut sections: Vec<Section> = PARTS.iter().filter_map(|part| self.section(*part, entries)).collect();
        sections.push(Section {
            title: "Source",
            text: Some(paragraph("The text that all of this was read from.")),
            entry: vec![self.source()],
            ..Section::default()
        });
        let title = format!("Coded summary of {}", clean(&document.id));
        let composition = Composition {
            id: key.uuid.to_string(),
            language: "en",
            text: Some(paragraph(&format!(
                "{title}, made by Epicrisis {VERSION}; not yet read by a person."
            ))),
            identifier: Some(self.document_name()),
            status: "preliminary",
            r#type: document_type(),
            subject: self.patient(),
            encounter: self.encounter(),
            date: issued.to_owned(),
            author: vec![Reference {
                display: format!("Epicrisis {VERSION}"),
                ..self.links.to(program(VERSION))
            }],
            title,
            section: sections,
        };
        (key, Resource::Composition(Box::new(composition)))
    }

    fn section(
        &self,
        (part, title, code): (Part, &'static str, &'static str),
        entries: &[Entry<'r>],
    ) -> Option<Section> {
        let here = || entries.iter().filter(move |entry| entry.part == Some(part));
        let code = (!code.is_empty()).then(|| CodeableConcept { ..loinc(code, "") });
        if here().next().is_none() {
            let reason = "http://terminology.hl7.org/CodeSystem/list-empty-reason";
            return ALWAYS.contains(&part).then(|| Section {
                title,
                code,
                text: Some(paragraph("The document states none.")),
                empty_reason: Some(concept(reason, "unavailable", "Unavailable")),
                ..Section::default()
            });
        }
        let lines = here().map(|entry| Line {
            summary: &entry.summary,
            words: entry.words,
        });
        Some(Section {
            title,
            code,
            text: Some(list(lines, &self.case.record.document.language)),
            entry: here().map(|entry| self.links.to(entry.key)).collect(),
            empty_reason: None,
        })
    }
}
