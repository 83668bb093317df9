//! R5 where it says the same in other words. Resources are built once, in R4; here they are seen with R5's names and types, and
//! nothing is copied.

use serde::Serialize;

use super::condition::CLINICAL;
use super::model::{
    self, Annotation, CodeableConcept, Coding, DeviceVersion, Effective, Empty, Extension, Identifier, Narrative,
    Occurrence, Onset, Reference, Resource, Section, Stage, Timing,
};
use super::systems::concept;

/// A type of resource by R5's name.
pub(super) fn renamed(kind: &'static str) -> &'static str {
    match kind {
        "DeviceUseStatement" => "DeviceUsage",
        kind => kind,
    }
}

/// Defines an element: its fields in R5's names and order, each left out where it is empty.
macro_rules! element {
    ($(#[$meta:meta])* $name:ident { $($(#[$fmeta:meta])* $field:ident: $type:ty,)+ }) => {
        #[derive(Serialize)]
        $(#[$meta])*
        #[serde(rename_all = "camelCase")]
        pub(super) struct $name<'r> {
            $($(#[$fmeta])* #[serde(skip_serializing_if = "Empty::is_empty")] $field: $type,)+
        }

        impl Empty for $name<'_> {
            fn is_empty(&self) -> bool {
                false
            }
        }
    };
}

/// Defines a resource: an element with a type, and with what all of ours begin with.
macro_rules! resource {
    ($(#[$meta:meta])* $name:ident { $($(#[$fmeta:meta])* $field:ident: $type:ty,)+ }) => {
        element! {
            $(#[$meta])*
            #[serde(tag = "resourceType")]
            $name {
                id: &'r str,
                text: &'r Option<Narrative>,
                extension: &'r [Extension],
                identifier: &'r [Identifier],
                $($(#[$fmeta])* $field: $type,)+
            }
        }
    };
}

/// Makes a resource: the fields that both releases have alike by name, then the others.
macro_rules! seen {
    ($name:ident of $from:ident { $($same:ident),* ; $($field:ident: $value:expr,)* }) => {
        R5::$name($name {
            id: &$from.id,
            text: &$from.text,
            extension: &$from.extension,
            identifier: &$from.identifier,
            $($same: &$from.$same,)*
            $($field: $value,)*
        })
    };
}

element! {
    /// What a code says, where R5 takes a resource as well.
    Concept { concept: &'r CodeableConcept, }
}

element! {
    /// A resource, where R5 takes a code as well.
    Referred { reference: &'r Reference, }
}

element! {
    /// A code alone, as a meaning.
    Coded { coding: [&'r Coding; 1], }
}

element! {
    /// The head of a document; its identifiers and subjects are lists.
    #[serde(tag = "resourceType")]
    Composition {
        id: &'r str,
        language: &'static str,
        text: &'r Option<Narrative>,
        identifier: Option<[&'r Identifier; 1]>,
        status: &'static str,
        r#type: &'r CodeableConcept,
        subject: [&'r Reference; 1],
        encounter: &'r Reference,
        date: &'r str,
        author: &'r [Reference],
        title: &'r str,
        section: &'r [Section],
    }
}

resource! {
    /// The class is a list of meanings.
    Encounter {
        status: &'static str,
        class: [Coded<'r>; 1],
        subject: &'r Reference,
    }
}

resource! {
    /// The use of a device names the patient, not the device.
    Device {
        name: Vec<DeviceName<'r>>,
        r#type: [&'r CodeableConcept; 1],
        version: &'r [DeviceVersion],
    }
}

element! {
    /// What a device is called.
    DeviceName {
        value: &'r str,
        r#type: &'static str,
    }
}

resource! {
    /// That the patient has, had or is to have a device.
    DeviceUsage {
        status: &'static str,
        patient: &'r Reference,
        #[serde(flatten)]
        timing: &'r Option<Occurrence>,
        device: Referred<'r>,
        reason: Vec<Referred<'r>>,
        body_site: Option<Concept<'r>>,
        note: &'r [Annotation],
    }
}

resource! {
    /// The document's text.
    DocumentReference {
        status: &'static str,
        doc_status: &'static str,
        r#type: &'r CodeableConcept,
        subject: &'r Reference,
        content: Vec<Content<'r>>,
    }
}

element! {
    /// What a document holds.
    Content { attachment: Attachment<'r>, }
}

element! {
    /// The bytes of a document. A number of 64 bits, as the size is, is a string in R5's JSON.
    Attachment {
        content_type: &'static str,
        language: &'r str,
        data: &'r str,
        size: Option<String>,
        hash: &'r str,
        title: &'r str,
    }
}

resource! {
    /// R5 demands a clinical status, and has one for not knowing.
    Condition {
        clinical_status: CodeableConcept,
        verification_status: &'r CodeableConcept,
        category: &'r [CodeableConcept],
        severity: &'r Option<CodeableConcept>,
        code: &'r CodeableConcept,
        body_site: &'r [CodeableConcept],
        subject: &'r Reference,
        encounter: &'r Reference,
        #[serde(flatten)]
        onset: &'r Option<Onset>,
        stage: &'r [Stage],
        evidence: Vec<Referred<'r>>,
        note: &'r [Annotation],
    }
}

resource! {
    /// What something was grown from or measured in.
    Specimen {
        r#type: &'r CodeableConcept,
        subject: &'r Reference,
        collection: Option<Collection<'r>>,
    }
}

element! {
    /// How a specimen was taken.
    Collection { body_site: Option<Concept<'r>>, }
}

resource! {
    /// A test, image, operation or therapy that was done, or was not.
    Procedure {
        status: &'static str,
        status_reason: &'r Option<CodeableConcept>,
        code: &'r CodeableConcept,
        subject: &'r Reference,
        encounter: &'r Reference,
        #[serde(flatten)]
        occurrence: Option<Occurred<'r>>,
        reason: Vec<Referred<'r>>,
        body_site: &'r [CodeableConcept],
        note: &'r [Annotation],
    }
}

/// When something was done.
#[derive(Serialize)]
pub(super) enum Occurred<'r> {
    #[serde(rename = "occurrenceDateTime")]
    Date(&'r str),
    #[serde(rename = "occurrenceString")]
    Words(&'r str),
}

resource! {
    /// What is to be done, or is thought about.
    ServiceRequest {
        status: &'static str,
        intent: &'static str,
        code: Concept<'r>,
        subject: &'r Reference,
        encounter: &'r Reference,
        occurrence_date_time: &'r str,
        reason: Vec<Referred<'r>>,
        body_site: &'r [CodeableConcept],
        note: &'r [Annotation],
    }
}

resource! {
    /// In R5 a statement's status is of the statement; whether the drug is taken is its adherence.
    MedicationStatement {
        status: &'static str,
        medication: Concept<'r>,
        subject: &'r Reference,
        encounter: &'r Reference,
        #[serde(flatten)]
        effective: &'r Option<Effective>,
        reason: Vec<Referred<'r>>,
        note: &'r [Annotation],
        dosage: Vec<Dosage<'r>>,
        adherence: Adherence<'r>,
    }
}

element! {
    /// How a drug is taken.
    Dosage {
        text: &'r str,
        timing: &'r Option<Timing>,
        as_needed: Option<bool>,
        route: &'r Option<CodeableConcept>,
        dose_and_rate: &'r [model::Dose],
    }
}

element! {
    /// Whether a drug is taken.
    Adherence {
        code: CodeableConcept,
        reason: Option<&'r CodeableConcept>,
    }
}

resource! {
    /// A place of the body that the document names by itself.
    BodyStructure {
        included_structure: [Included<'r>; 1],
        patient: &'r Reference,
    }
}

element! {
    /// What a structure is made of.
    Included { structure: &'r CodeableConcept, }
}

/// A resource that R5 has otherwise.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum R5<'r> {
    Composition(Composition<'r>),
    Encounter(Encounter<'r>),
    Device(Device<'r>),
    DeviceUsage(DeviceUsage<'r>),
    DocumentReference(DocumentReference<'r>),
    Condition(Condition<'r>),
    Specimen(Specimen<'r>),
    Procedure(Procedure<'r>),
    ServiceRequest(ServiceRequest<'r>),
    MedicationStatement(MedicationStatement<'r>),
    BodyStructure(BodyStructure<'r>),
}

/// A resource in the words of R5; `None` where both releases have it alike.
pub(super) fn told(resource: &Resource) -> Option<R5<'_>> {
    Some(match resource {
        Resource::Patient(_)
        | Resource::Observation(_)
        | Resource::DiagnosticReport(_)
        | Resource::AllergyIntolerance(_)
        | Resource::FamilyMemberHistory(_)
        | Resource::Provenance(_) => return None,
        Resource::Composition(of) => R5::Composition(Composition {
            id: &of.id,
            language: of.language,
            text: &of.text,
            identifier: of.identifier.as_ref().map(|identifier| [identifier]),
            status: of.status,
            r#type: &of.r#type,
            subject: [&of.subject],
            encounter: &of.encounter,
            date: &of.date,
            author: &of.author,
            title: &of.title,
            section: &of.section,
        }),
        Resource::Encounter(of) => seen!(Encounter of of { status, subject; class: [Coded { coding: [&of.class] }], }),
        Resource::Device(of) => seen!(Device of of { version;
            name: of.device_name.iter().map(name).collect(),
            r#type: [&of.r#type],
        }),
        Resource::DeviceUse(of) => seen!(DeviceUsage of of { status, timing, note;
            patient: &of.subject,
            device: Referred { reference: &of.device },
            reason: referred(&of.reason_reference),
            body_site: of.body_site.as_ref().map(|concept| Concept { concept }),
        }),
        Resource::Document(of) => seen!(DocumentReference of of { status, doc_status, r#type, subject;
            content: of.content.iter().map(content).collect(),
        }),
        Resource::Condition(of) => seen!(Condition of of {
            verification_status, category, severity, code, body_site, subject, encounter, onset, stage, note;
            clinical_status: of.clinical_status.clone().unwrap_or_else(|| concept(CLINICAL, "unknown", "")),
            evidence: of.evidence.iter().flat_map(|evidence| referred(&evidence.detail)).collect(),
        }),
        Resource::Specimen(of) => seen!(Specimen of of { r#type, subject;
            collection: of.collection.as_ref().map(|collection| Collection {
                body_site: collection.body_site.as_ref().map(|concept| Concept { concept }),
            }),
        }),
        Resource::Procedure(of) => {
            seen!(Procedure of of { status, status_reason, code, subject, encounter, body_site, note;
                occurrence: of.performed.as_ref().map(|performed| match performed {
                    model::Performed::Date(date) => Occurred::Date(date),
                    model::Performed::Words(words) => Occurred::Words(words),
                }),
                reason: referred(&of.reason_reference),
            })
        }
        Resource::ServiceRequest(of) => seen!(ServiceRequest of of {
            status, intent, subject, encounter, occurrence_date_time, body_site, note;
            code: Concept { concept: &of.code },
            reason: referred(&of.reason_reference),
        }),
        Resource::MedicationStatement(of) => medication(of),
        Resource::BodyStructure(of) => seen!(BodyStructure of of { patient;
            included_structure: [Included { structure: &of.location }],
        }),
    })
}

/// One that is only intended stays a draft.
fn medication(of: &model::MedicationStatement) -> R5<'_> {
    let (status, taken) = match of.status {
        "active" => ("recorded", "taking"),
        "completed" => ("recorded", "stopped"),
        "not-taken" => ("recorded", "not-taking"),
        "intended" => ("draft", "unknown"),
        _ => ("recorded", "unknown"),
    };
    let system = "http://hl7.org/fhir/CodeSystem/medication-statement-adherence";
    seen!(MedicationStatement of of { subject, effective, note;
        status: status,
        medication: Concept { concept: &of.medication_codeable_concept },
        encounter: &of.context,
        reason: referred(&of.reason_reference),
        dosage: of.dosage.iter().map(dosage).collect(),
        adherence: Adherence {
            code: concept(system, taken, ""),
            reason: of.status_reason.first(),
        },
    })
}

fn dosage(of: &model::Dosage) -> Dosage<'_> {
    Dosage {
        text: &of.text,
        timing: &of.timing,
        as_needed: of.as_needed_boolean,
        route: &of.route,
        dose_and_rate: &of.dose_and_rate,
    }
}

fn name(of: &model::DeviceName) -> DeviceName<'_> {
    DeviceName {
        value: &of.name,
        r#type: match of.r#type {
            "model-name" => "registered-name",
            other => other,
        },
    }
}

fn content(of: &model::Content) -> Content<'_> {
    let of = &of.attachment;
    Content {
        attachment: Attachment {
            content_type: of.content_type,
            language: &of.language,
            data: &of.data,
            size: of.size.map(|size| size.to_string()),
            hash: &of.hash,
            title: &of.title,
        },
    }
}

fn referred(references: &[Reference]) -> Vec<Referred<'_>> {
    references.iter().map(|reference| Referred { reference }).collect()
}
