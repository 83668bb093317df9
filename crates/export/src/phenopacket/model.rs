//! The parts of the Phenopacket schema that are filled, in the names of its JSON.

use epicrisis_record::Number;
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Phenopacket {
    pub(super) id: String,
    pub(super) subject: Individual,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) phenotypic_features: Vec<PhenotypicFeature>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) measurements: Vec<Measurement>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) biosamples: Vec<Biosample>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) diseases: Vec<Disease>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) medical_actions: Vec<MedicalAction>,
    pub(super) meta_data: MetaData,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Individual {
    pub(super) id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) time_at_last_encounter: Option<TimeElement>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sex: Option<&'static str>,
    pub(super) taxonomy: OntologyClass,
}

/// A term: its CURIE, and what it is called.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub(super) struct OntologyClass {
    pub(super) id: String,
    pub(super) label: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum TimeElement {
    Age(Age),
    AgeRange(AgeRange),
    Timestamp(String),
    Interval(TimeInterval),
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub(super) struct Age {
    pub(super) iso8601duration: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub(super) struct AgeRange {
    pub(super) start: Age,
    pub(super) end: Age,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub(super) struct TimeInterval {
    pub(super) start: String,
    pub(super) end: String,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct PhenotypicFeature {
    pub(super) r#type: OntologyClass,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) excluded: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) severity: Option<OntologyClass>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) modifiers: Vec<OntologyClass>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) onset: Option<TimeElement>,
    pub(super) evidence: Vec<Evidence>,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Evidence {
    pub(super) evidence_code: OntologyClass,
    pub(super) reference: ExternalReference,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct ExternalReference {
    pub(super) id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) reference: Option<String>,
    pub(super) description: String,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Measurement {
    pub(super) description: String,
    pub(super) assay: OntologyClass,
    pub(super) value: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) time_observed: Option<TimeElement>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Value {
    Quantity(Quantity),
    OntologyClass(OntologyClass),
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Quantity {
    pub(super) unit: OntologyClass,
    pub(super) value: Number,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) reference_range: Option<ReferenceRange>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub(super) struct ReferenceRange {
    pub(super) unit: OntologyClass,
    pub(super) low: Number,
    pub(super) high: Number,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Biosample {
    pub(super) id: String,
    pub(super) individual_id: String,
    pub(super) description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sampled_tissue: Option<OntologyClass>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) measurements: Vec<Measurement>,
    pub(super) taxonomy: OntologyClass,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) time_of_collection: Option<TimeElement>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) procedure: Option<Procedure>,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Disease {
    pub(super) term: OntologyClass,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) excluded: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) onset: Option<TimeElement>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) primary_site: Option<OntologyClass>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) laterality: Option<OntologyClass>,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct MedicalAction {
    #[serde(flatten)]
    pub(super) action: Action,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) treatment_target: Option<OntologyClass>,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Action {
    Procedure(Procedure),
    Treatment(Treatment),
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Procedure {
    pub(super) code: OntologyClass,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) body_site: Option<OntologyClass>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) performed: Option<TimeElement>,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Treatment {
    pub(super) agent: OntologyClass,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) route_of_administration: Option<OntologyClass>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) dose_intervals: Vec<DoseInterval>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DoseInterval {
    pub(super) quantity: Quantity,
    pub(super) schedule_frequency: OntologyClass,
    pub(super) interval: TimeInterval,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct MetaData {
    pub(super) created: String,
    pub(super) created_by: String,
    pub(super) resources: Vec<Resource>,
    pub(super) phenopacket_schema_version: &'static str,
    pub(super) external_references: Vec<ExternalReference>,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Resource {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) url: String,
    pub(super) version: String,
    pub(super) namespace_prefix: String,
    pub(super) iri_prefix: String,
}
