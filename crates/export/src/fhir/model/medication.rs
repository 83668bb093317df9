//! Drugs and devices.

use epicrisis_record::Number;
use serde::Serialize;

use super::{
    Annotation, CodeableConcept, DeviceName, DeviceVersion, Effective, Quantity, Range, Reference, element, resource,
};

resource! {
    /// A drug that the patient takes, took, is to take or does not take.
    MedicationStatement {
        status: &'static str,
        status_reason: Vec<CodeableConcept>,
        medication_codeable_concept: CodeableConcept,
        subject: Reference,
        context: Reference,
        #[serde(flatten)]
        effective: Option<Effective>,
        reason_reference: Vec<Reference>,
        note: Vec<Annotation>,
        dosage: Vec<Dosage>,
    }
}

element! {
    /// How a drug is taken.
    Dosage {
        text: String,
        timing: Option<Timing>,
        as_needed_boolean: Option<bool>,
        route: Option<CodeableConcept>,
        dose_and_rate: Vec<Dose>,
    }
}

element! {
    /// How much at once.
    Dose {
        dose_quantity: Option<Quantity>,
        dose_range: Option<Range>,
    }
}

element! {
    /// How often.
    Timing {
        repeat: Repeat,
    }
}

element! {
    /// The rule of repeating.
    Repeat {
        bounds_duration: Option<Quantity>,
        count: Option<i64>,
        frequency: Option<i64>,
        period: Option<Number>,
        period_unit: &'static str,
        when: Vec<&'static str>,
    }
}

resource! {
    /// An implant, an appliance, or a program.
    Device {
        device_name: Vec<DeviceName>,
        r#type: CodeableConcept,
        version: Vec<DeviceVersion>,
        patient: Option<Reference>,
    }
}

resource! {
    /// That the patient has, had or is to have a device.
    DeviceUse {
        status: &'static str,
        subject: Reference,
        #[serde(flatten)]
        timing: Option<Occurrence>,
        device: Reference,
        reason_reference: Vec<Reference>,
        body_site: Option<CodeableConcept>,
        note: Vec<Annotation>,
    }
}

/// When a device was in use.
#[derive(Debug, Clone, Serialize)]
pub(in crate::fhir) enum Occurrence {
    #[serde(rename = "timingDateTime")]
    Date(String),
}
