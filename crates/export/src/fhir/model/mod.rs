//! The parts of FHIR R4 that are written, as types: the elements in the order of the specification.
//!
//! FHIR has no empty string, list or object, so what is empty is never written: a builder leaves out what it does not know.

mod clinical;
mod frame;
mod medication;
mod types;

use epicrisis_record::Number;
use serde::Serialize;

pub(super) use clinical::{
    AllergyIntolerance, BodyStructure, Collection, Component, Condition, DiagnosticReport, Evidence,
    FamilyMemberHistory, Observation, Onset, Performed, Procedure, RelativeCondition, ServiceRequest, Specimen, Stage,
    ValueX,
};
pub(super) use frame::{
    Agent, Attachment, Composition, Content, DeviceName, DeviceVersion, Document, Encounter, Patient, Provenance,
    Section, Source,
};
pub(super) use medication::{Device, DeviceUse, Dosage, Dose, MedicationStatement, Occurrence, Repeat, Timing};
pub(super) use types::{
    Annotation, CodeableConcept, Coding, Effective, Extension, ExtensionValue, Identifier, Narrative, Pointer,
    Quantity, Range, Reference, ReferenceRange, Stretch, Unknown,
};

/// What has nothing to say and is not written.
pub(super) trait Empty {
    /// Whether nothing is said.
    fn is_empty(&self) -> bool;
}

impl<T> Empty for Option<T> {
    fn is_empty(&self) -> bool {
        self.is_none()
    }
}

impl<T> Empty for Vec<T> {
    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}

impl<T> Empty for [T] {
    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}

impl<T> Empty for [T; 1] {
    fn is_empty(&self) -> bool {
        false
    }
}

impl<T: Empty + ?Sized> Empty for &T {
    fn is_empty(&self) -> bool {
        (**self).is_empty()
    }
}

impl Empty for String {
    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}

impl Empty for std::borrow::Cow<'static, str> {
    fn is_empty(&self) -> bool {
        str::is_empty(self)
    }
}

impl Empty for str {
    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}

impl Empty for Number {
    fn is_empty(&self) -> bool {
        false
    }
}

/// Defines an element: its fields in FHIR's names and order, each left out where it is empty.
macro_rules! element {
    ($(#[$meta:meta])* $name:ident { $($(#[$fmeta:meta])* $field:ident: $type:ty,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Default, serde::Serialize)]
        #[serde(rename_all = "camelCase")]
        pub(in crate::fhir) struct $name {
            $(
                $(#[$fmeta])*
                #[serde(skip_serializing_if = "crate::fhir::model::Empty::is_empty")]
                pub(in crate::fhir) $field: $type,
            )+
        }

        impl crate::fhir::model::Empty for $name {
            fn is_empty(&self) -> bool {
                false
            }
        }
    };
}

/// Defines a resource: an element with what all of ours begin with.
macro_rules! resource {
    ($(#[$meta:meta])* $name:ident { $($(#[$fmeta:meta])* $field:ident: $type:ty,)+ }) => {
        $crate::fhir::model::element! {
            $(#[$meta])*
            $name {
                id: String,
                text: Option<$crate::fhir::model::Narrative>,
                extension: Vec<$crate::fhir::model::Extension>,
                identifier: Vec<$crate::fhir::model::Identifier>,
                $($(#[$fmeta])* $field: $type,)+
            }
        }
    };
}

use {element, resource};

/// Defines which resources there are, and what all of them have.
macro_rules! resources {
    ($($name:ident $(= $as:literal)?,)+) => {
        /// Any resource that is written.
        #[derive(Debug, Clone, Serialize)]
        #[serde(tag = "resourceType")]
        pub(super) enum Resource {
            $($(#[serde(rename = $as)])? $name(Box<$name>),)+
        }

        impl Resource {
            /// Sets its logical id and the narrative that sums it up.
            pub(super) fn name(&mut self, id: String, narrative: Narrative) {
                match self {
                    $(Self::$name(resource) => {
                        resource.id = id;
                        resource.text = Some(narrative);
                    })+
                }
            }
        }

        $(impl From<$name> for Resource {
            fn from(resource: $name) -> Self {
                Self::$name(Box::new(resource))
            }
        })+
    };
}

resources! {
    Composition,
    Patient,
    Encounter,
    Device,
    DeviceUse = "DeviceUseStatement",
    Document = "DocumentReference",
    Provenance,
    Condition,
    Observation,
    DiagnosticReport,
    Specimen,
    Procedure,
    ServiceRequest,
    MedicationStatement,
    AllergyIntolerance,
    FamilyMemberHistory,
    BodyStructure,
}
