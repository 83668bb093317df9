//! Resources around the facts: the document, whose it is, where it came from.

use super::{CodeableConcept, Coding, Identifier, Narrative, Reference, element, resource};

element! {
    /// The head of a document, and its table of contents. Its identifier is one, where other resources have a list.
    Composition {
        id: String,
        language: &'static str,
        text: Option<Narrative>,
        identifier: Option<Identifier>,
        status: &'static str,
        r#type: CodeableConcept,
        subject: Reference,
        encounter: Reference,
        date: String,
        author: Vec<Reference>,
        title: String,
        section: Vec<Section>,
    }
}

element! {
    /// A part of a document.
    Section {
        title: &'static str,
        code: Option<CodeableConcept>,
        text: Option<Narrative>,
        entry: Vec<Reference>,
        empty_reason: Option<CodeableConcept>,
    }
}

resource! {
    /// The patient: what the document says of who it is, which is little.
    Patient {
        gender: &'static str,
    }
}

resource! {
    /// The episode that is told.
    Encounter {
        status: &'static str,
        class: Coding,
        subject: Reference,
    }
}

element! {
    /// What a device is called.
    DeviceName {
        name: String,
        r#type: &'static str,
    }
}

element! {
    /// Which version of a program.
    DeviceVersion {
        value: String,
    }
}

resource! {
    /// The document's text.
    Document {
        status: &'static str,
        doc_status: &'static str,
        r#type: CodeableConcept,
        subject: Reference,
        content: Vec<Content>,
    }
}

element! {
    /// What a document holds.
    Content {
        attachment: Attachment,
    }
}

element! {
    /// The bytes of a document. `size` is in bytes; `hash` is SHA-1, as FHIR wants.
    Attachment {
        content_type: &'static str,
        language: String,
        data: String,
        size: Option<usize>,
        hash: String,
        title: String,
    }
}

element! {
    /// Who made resources, and out of what. It has no identifier in FHIR.
    Provenance {
        id: String,
        text: Option<Narrative>,
        target: Vec<Reference>,
        recorded: String,
        activity: Option<CodeableConcept>,
        agent: Vec<Agent>,
        entity: Vec<Source>,
    }
}

element! {
    /// Who did it.
    Agent {
        r#type: CodeableConcept,
        who: Reference,
    }
}

element! {
    /// Out of what.
    Source {
        role: &'static str,
        what: Reference,
    }
}
