//! All rows of one document.

use super::tables::{
    ConditionOccurrence, DeviceExposure, DrugExposure, FactRelationship, Measurement, Note, NoteNlp, Observation,
    ObservationPeriod, Person, ProcedureOccurrence, Row, Specimen, Table, VisitOccurrence,
};

/// What a document says, as rows of OMOP's tables.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rows {
    /// One.
    pub person: Vec<Person>,
    /// One.
    pub observation_period: Vec<ObservationPeriod>,
    /// One.
    pub visit_occurrence: Vec<VisitOccurrence>,
    /// Diseases, symptoms and signs.
    pub condition_occurrence: Vec<ConditionOccurrence>,
    /// Drugs.
    pub drug_exposure: Vec<DrugExposure>,
    /// What was done.
    pub procedure_occurrence: Vec<ProcedureOccurrence>,
    /// Implants and appliances.
    pub device_exposure: Vec<DeviceExposure>,
    /// Values.
    pub measurement: Vec<Measurement>,
    /// What has no other table.
    pub observation: Vec<Observation>,
    /// One.
    pub note: Vec<Note>,
    /// One a mention.
    pub note_nlp: Vec<NoteNlp>,
    /// What was taken to be looked at.
    pub specimen: Vec<Specimen>,
    /// How the others stand to each other, each in both directions.
    pub fact_relationship: Vec<FactRelationship>,
}

impl Rows {
    /// The rows by table, in an order in which each comes behind those it points at.
    #[must_use]
    pub fn by_table(&self) -> Vec<(&'static Table, Vec<&dyn Row>)> {
        fn of<'r, R: Row>(table: &'static Table, rows: &'r [R]) -> (&'static Table, Vec<&'r dyn Row>) {
            (table, rows.iter().map(|row| row as &dyn Row).collect())
        }
        vec![
            of(&Person::TABLE, &self.person),
            of(&ObservationPeriod::TABLE, &self.observation_period),
            of(&VisitOccurrence::TABLE, &self.visit_occurrence),
            of(&ConditionOccurrence::TABLE, &self.condition_occurrence),
            of(&DrugExposure::TABLE, &self.drug_exposure),
            of(&ProcedureOccurrence::TABLE, &self.procedure_occurrence),
            of(&DeviceExposure::TABLE, &self.device_exposure),
            of(&Measurement::TABLE, &self.measurement),
            of(&Observation::TABLE, &self.observation),
            of(&Note::TABLE, &self.note),
            of(&NoteNlp::TABLE, &self.note_nlp),
            of(&Specimen::TABLE, &self.specimen),
            of(&FactRelationship::TABLE, &self.fact_relationship),
        ]
    }
}
