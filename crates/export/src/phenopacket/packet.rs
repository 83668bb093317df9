//! The packet as a whole: the patient, what is said of the patient, and where it comes from.

use epicrisis_record::{Record, Sex};

use super::fact::Case;
use super::model::{ExternalReference, Individual, MetaData, Phenopacket};
use super::{action, disease, feature, measurement, resource, sample, term, time};
use crate::ExportError;

/// The version of the schema that is filled.
const SCHEMA: &str = "2.0";

pub(super) fn packet(record: &Record, created: &str) -> Result<Phenopacket, ExportError> {
    let case = Case::of(record);
    let mut packet = Phenopacket {
        id: record.document.id.clone(),
        subject: individual(record),
        phenotypic_features: feature::features(&case),
        measurements: measurement::measurements(&case),
        biosamples: sample::biosamples(&case),
        diseases: disease::diseases(&case),
        medical_actions: action::actions(&case, created),
        meta_data: MetaData {
            created: created.to_owned(),
            created_by: format!("Epicrisis {}", env!("CARGO_PKG_VERSION")),
            resources: Vec::new(),
            phenopacket_schema_version: SCHEMA,
            external_references: vec![document(record)],
        },
    };
    packet.meta_data.resources = resource::used_in(&serde_json::to_value(&packet)?);
    Ok(packet)
}

/// The patient goes by the document's id: no other is known.
fn individual(record: &Record) -> Individual {
    Individual {
        id: record.document.id.clone(),
        time_at_last_encounter: time::at_encounter(&record.subject),
        sex: record.subject.sex.map(|sex| match sex.value {
            Sex::Male => "MALE",
            Sex::Female => "FEMALE",
            Sex::Other => "OTHER_SEX",
            Sex::Unknown => "UNKNOWN_SEX",
        }),
        taxonomy: term::human(),
    }
}

/// The document, with what tells it from any other.
fn document(record: &Record) -> ExternalReference {
    let document = &record.document;
    ExternalReference {
        id: document.id.clone(),
        reference: None,
        description: format!(
            "clinical text in `{}`, {} code points, SHA-256 {}",
            document.language, document.length, document.sha256
        ),
    }
}
