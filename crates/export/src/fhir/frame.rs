//! What stands around the facts: patient, episode, program, text, and who made all of it out of what.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use epicrisis_record::Sex;
use sha1_smol::Sha1;

use super::build::{self, Build, Entry};
use super::links::{Key, program};
use super::model::{
    Agent, Attachment, Content, Device, DeviceName, DeviceVersion, Document, Encounter, Patient, Provenance, Source,
};
use super::narrative::{clean, paragraph};
use super::systems::{coding, concept, loinc, words};

/// The version that is named as the maker.
pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What all kinds of documents are called: a summary of an episode. Which kind one is, the record does not say.
pub(super) fn document_type() -> super::model::CodeableConcept {
    loinc("34133-9", "Summary of episode note")
}

/// The program, as the one that says it.
pub(super) fn author() -> Entry<'static> {
    let key = program(VERSION);
    let summary = format!("Epicrisis {VERSION}");
    let device = Device {
        device_name: vec![DeviceName {
            name: "Epicrisis".to_owned(),
            r#type: "model-name",
        }],
        r#type: words("Program that reads clinical text"),
        version: vec![DeviceVersion {
            value: VERSION.to_owned(),
        }],
        ..Device::default()
    };
    let mut resource = super::model::Resource::from(device);
    resource.name(key.uuid.to_string(), paragraph(&summary));
    Entry {
        key,
        resource,
        part: None,
        summary,
        words: "",
    }
}

impl<'r> Build<'r> {
    /// Who it is about: no name, no date of birth; the age is an observation.
    pub(super) fn subject(&self) -> Entry<'r> {
        let gender = self.case.record.subject.sex.map(|sex| match sex.value {
            Sex::Male => "male",
            Sex::Female => "female",
            Sex::Other => "other",
            Sex::Unknown => "unknown",
        });
        let patient = Patient {
            extension: self.evidence(&self.plan.patient),
            identifier: vec![self.document_name()],
            gender: gender.unwrap_or_default(),
            ..Patient::default()
        };
        let summary = gender.map_or("Patient".to_owned(), |gender| format!("Patient, {gender}"));
        self.entry(build::patient(self.links), patient, None, summary, "")
    }

    /// The episode: of what class, the record does not say.
    pub(super) fn episode(&self) -> Entry<'r> {
        let encounter = Encounter {
            status: "unknown",
            class: coding("http://terminology.hl7.org/CodeSystem/v3-NullFlavor", "UNK", "unknown"),
            subject: self.patient(),
            ..Encounter::default()
        };
        let key = build::encounter(self.links);
        self.entry(
            key,
            encounter,
            None,
            "The episode that the document tells".to_owned(),
            "",
        )
    }

    /// The text, whole.
    pub(super) fn document(&self, text: &str) -> Entry<'r> {
        let id = clean(&self.case.record.document.id);
        let document = Document {
            identifier: vec![self.document_name()],
            status: "current",
            doc_status: "final",
            r#type: document_type(),
            subject: self.patient(),
            content: vec![Content {
                attachment: Attachment {
                    content_type: "text/plain; charset=utf-8",
                    language: self.case.record.document.language.clone(),
                    data: BASE64.encode(text),
                    size: Some(text.len()),
                    hash: BASE64.encode(Sha1::from(text).digest().bytes()),
                    title: id.clone(),
                },
            }],
            ..Document::default()
        };
        self.entry(
            build::source(self.links),
            document,
            None,
            format!("The text of {id}"),
            "",
        )
    }

    /// Who made these resources, and out of what.
    pub(super) fn provenance(&self, made: impl Iterator<Item = Key>, issued: &str) -> Entry<'r> {
        let participant = "http://terminology.hl7.org/CodeSystem/provenance-participant-type";
        let operation = "http://terminology.hl7.org/CodeSystem/v3-DataOperation";
        let provenance = Provenance {
            target: made.map(|key| self.links.to(key)).collect(),
            recorded: issued.to_owned(),
            activity: Some(concept(operation, "CREATE", "create")),
            agent: vec![Agent {
                r#type: concept(participant, "author", "Author"),
                who: self.links.to(program(VERSION)),
            }],
            entity: vec![Source {
                role: "source",
                what: self.source(),
            }],
            ..Provenance::default()
        };
        let summary = format!("Made by Epicrisis {VERSION} from the text");
        self.entry(self.links.one("Provenance", "made"), provenance, None, summary, "")
    }
}
