//! FHIR's data types.

use std::borrow::Cow;

use epicrisis_record::Number;
use serde::Serialize;

use super::element;

element! {
    /// A code of a system.
    Coding {
        system: Cow<'static, str>,
        code: String,
        display: String,
    }
}

element! {
    /// One meaning: its codes, and a word for it.
    CodeableConcept {
        extension: Vec<Extension>,
        coding: Vec<Coding>,
        text: String,
    }
}

element! {
    /// A name given by somebody.
    Identifier {
        system: &'static str,
        value: String,
    }
}

element! {
    /// Another resource.
    Reference {
        reference: String,
        display: String,
    }
}

element! {
    /// A number with its unit: `unit` to be read, `code` in UCUM.
    Quantity {
        extension: Vec<Extension>,
        value: Option<Number>,
        comparator: &'static str,
        unit: String,
        system: &'static str,
        code: String,
    }
}

element! {
    /// From one number to another.
    Range {
        low: Option<Quantity>,
        high: Option<Quantity>,
    }
}

element! {
    /// What is normal.
    ReferenceRange {
        low: Option<Quantity>,
        high: Option<Quantity>,
        text: String,
    }
}

element! {
    /// A remark for people.
    Annotation {
        text: String,
    }
}

element! {
    /// What a resource says, as XHTML.
    Narrative {
        status: &'static str,
        div: String,
    }
}

element! {
    /// Something that FHIR's elements have no place for, by its official name.
    Extension {
        url: &'static str,
        extension: Vec<Extension>,
        #[serde(flatten)]
        value: Option<ExtensionValue>,
    }
}

/// What an extension says.
#[derive(Debug, Clone, Serialize)]
pub(in crate::fhir) enum ExtensionValue {
    #[serde(rename = "valueString")]
    String(String),
    #[serde(rename = "valueCode")]
    Code(&'static str),
    #[serde(rename = "valueInteger")]
    Integer(u32),
    #[serde(rename = "valueQuantity")]
    Quantity(Box<Quantity>),
    #[serde(rename = "valueCodeableConcept")]
    Concept(CodeableConcept),
    #[serde(rename = "valueReference")]
    Reference(Reference),
}

element! {
    /// A time that FHIR demands and nobody knows: the reason stands where the time would.
    Unknown {
        extension: Vec<Extension>,
    }
}

impl Unknown {
    /// Not known, as far as the document says.
    pub(in crate::fhir) fn to_the_document() -> Self {
        let reason = Extension {
            url: "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
            value: Some(ExtensionValue::Code("unknown")),
            ..Extension::default()
        };
        Self {
            extension: vec![reason],
        }
    }
}

/// When something was so.
#[derive(Debug, Clone, Serialize)]
pub(in crate::fhir) enum Effective {
    #[serde(rename = "effectiveDateTime")]
    Date(String),
    #[serde(rename = "_effectiveDateTime")]
    Unknown(Unknown),
}
