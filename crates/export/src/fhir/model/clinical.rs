//! What is the matter with the patient, what was seen and what was done.

use serde::Serialize;

use super::{
    Annotation, CodeableConcept, Effective, Extension, Quantity, Range, Reference, ReferenceRange, element, resource,
};

resource! {
    /// A disease, injury or diagnosis: confirmed, suspected or ruled out.
    Condition {
        clinical_status: Option<CodeableConcept>,
        verification_status: CodeableConcept,
        category: Vec<CodeableConcept>,
        severity: Option<CodeableConcept>,
        code: CodeableConcept,
        body_site: Vec<CodeableConcept>,
        subject: Reference,
        encounter: Reference,
        #[serde(flatten)]
        onset: Option<Onset>,
        stage: Vec<Stage>,
        evidence: Vec<Evidence>,
        note: Vec<Annotation>,
    }
}

/// When it began.
#[derive(Debug, Clone, Serialize)]
pub(in crate::fhir) enum Onset {
    #[serde(rename = "onsetDateTime")]
    Date(String),
    #[serde(rename = "onsetString")]
    Words(String),
}

element! {
    /// How far it has gone.
    Stage {
        summary: CodeableConcept,
        r#type: CodeableConcept,
    }
}

element! {
    /// What shows it.
    Evidence {
        detail: Vec<Reference>,
    }
}

resource! {
    /// What was seen, heard or measured.
    Observation {
        status: &'static str,
        category: Vec<CodeableConcept>,
        code: CodeableConcept,
        subject: Reference,
        encounter: Reference,
        #[serde(flatten)]
        effective: Option<Effective>,
        #[serde(flatten)]
        value: Option<ValueX>,
        data_absent_reason: Option<CodeableConcept>,
        interpretation: Vec<CodeableConcept>,
        note: Vec<Annotation>,
        body_site: Option<CodeableConcept>,
        specimen: Option<Reference>,
        reference_range: Vec<ReferenceRange>,
        has_member: Vec<Reference>,
        derived_from: Vec<Reference>,
        component: Vec<Component>,
    }
}

/// What was found.
#[derive(Debug, Clone, Serialize)]
pub(in crate::fhir) enum ValueX {
    #[serde(rename = "valueQuantity")]
    Quantity(Quantity),
    #[serde(rename = "valueRange")]
    Range(Range),
    #[serde(rename = "valueCodeableConcept")]
    Concept(CodeableConcept),
}

element! {
    /// A part of what was seen.
    Component {
        extension: Vec<Extension>,
        code: CodeableConcept,
        #[serde(flatten)]
        value: Option<ValueX>,
        data_absent_reason: Option<CodeableConcept>,
        interpretation: Vec<CodeableConcept>,
        reference_range: Vec<ReferenceRange>,
    }
}

resource! {
    /// A test with its results.
    DiagnosticReport {
        status: &'static str,
        code: CodeableConcept,
        subject: Reference,
        encounter: Reference,
        #[serde(flatten)]
        effective: Option<Effective>,
        result: Vec<Reference>,
    }
}

resource! {
    /// What something was grown from or measured in.
    Specimen {
        r#type: CodeableConcept,
        subject: Reference,
        collection: Option<Collection>,
    }
}

element! {
    /// How a specimen was taken.
    Collection {
        body_site: Option<CodeableConcept>,
    }
}

resource! {
    /// A test, image, operation or therapy that was done, or was not.
    Procedure {
        status: &'static str,
        status_reason: Option<CodeableConcept>,
        code: CodeableConcept,
        subject: Reference,
        encounter: Reference,
        #[serde(flatten)]
        performed: Option<Performed>,
        reason_reference: Vec<Reference>,
        body_site: Vec<CodeableConcept>,
        note: Vec<Annotation>,
    }
}

/// When it was done.
#[derive(Debug, Clone, Serialize)]
pub(in crate::fhir) enum Performed {
    #[serde(rename = "performedDateTime")]
    Date(String),
    #[serde(rename = "performedString")]
    Words(String),
}

resource! {
    /// What is to be done, or is thought about.
    ServiceRequest {
        status: &'static str,
        intent: &'static str,
        code: CodeableConcept,
        subject: Reference,
        encounter: Reference,
        occurrence_date_time: String,
        reason_reference: Vec<Reference>,
        body_site: Vec<CodeableConcept>,
        note: Vec<Annotation>,
    }
}

resource! {
    /// What the patient does not tolerate.
    AllergyIntolerance {
        clinical_status: CodeableConcept,
        verification_status: CodeableConcept,
        category: Vec<&'static str>,
        code: CodeableConcept,
        patient: Reference,
        note: Vec<Annotation>,
    }
}

resource! {
    /// What a relative has or had.
    FamilyMemberHistory {
        status: &'static str,
        patient: Reference,
        relationship: CodeableConcept,
        note: Vec<Annotation>,
        condition: Vec<RelativeCondition>,
    }
}

element! {
    /// One thing that a relative has or had.
    RelativeCondition {
        extension: Vec<Extension>,
        code: CodeableConcept,
        note: Vec<Annotation>,
    }
}

resource! {
    /// A place of the body that the document names by itself.
    BodyStructure {
        location: CodeableConcept,
        patient: Reference,
    }
}
