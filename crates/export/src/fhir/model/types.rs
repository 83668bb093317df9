//! FHIR's data types.

use std::borrow::Cow;

use epicrisis_record::{Number, Span};
use serde::{Serialize, Serializer};
use uuid::Uuid;

use super::{Empty, element};
use crate::fhir::links::{Key, Style};

element! {
    /// A code of a system.
    Coding {
        system: Cow<'static, str>,
        code: Cow<'static, str>,
        display: Cow<'static, str>,
    }
}

element! {
    /// One meaning: its codes, and a word for it.
    CodeableConcept {
        extension: Vec<Extension>,
        coding: Vec<Coding>,
        text: Cow<'static, str>,
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
        reference: Pointer,
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
    #[serde(rename = "valueQuantity")]
    Quantity(Box<Quantity>),
    #[serde(rename = "valueCodeableConcept")]
    Concept(Box<CodeableConcept>),
    #[serde(rename = "valueReference")]
    Reference(Reference),
    /// An extension of extensions, which nearly every resource has: kept small.
    #[serde(rename = "extension")]
    Stretch(Stretch),
}

/// What a reference says: a key, written out only where it is serialised, since most of a Bundle's parts are references.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::fhir) struct Pointer(pub(in crate::fhir) Option<(Key, Style)>);

impl Serialize for Pointer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Some((key, Style::Urn)) => {
                let mut written = Uuid::encode_buffer();
                serializer.serialize_str(key.uuid.urn().encode_lower(&mut written))
            }
            Some((key, Style::Path)) => serializer.serialize_str(&key.path()),
            None => serializer.serialize_str(""),
        }
    }
}

impl Empty for Pointer {
    fn is_empty(&self) -> bool {
        self.0.is_none()
    }
}

/// A stretch of a document's text, in code points: the parts of `derivation-reference`.
#[derive(Debug, Clone)]
pub(in crate::fhir) struct Stretch {
    /// The document.
    pub(in crate::fhir) source: Reference,
    /// The stretch.
    pub(in crate::fhir) span: Span,
}

impl Serialize for Stretch {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        #[serde(rename_all = "camelCase")]
        struct Pointer<'p> {
            url: &'static str,
            value_reference: &'p Reference,
        }
        #[derive(Serialize)]
        #[serde(rename_all = "camelCase")]
        struct Count {
            url: &'static str,
            value_integer: u32,
        }
        let count = |url, value_integer| Count { url, value_integer };
        let reference = Pointer {
            url: "reference",
            value_reference: &self.source,
        };
        let parts = (
            reference,
            count("offset", self.span.start.0),
            count("length", self.span.len()),
        );
        parts.serialize(serializer)
    }
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
