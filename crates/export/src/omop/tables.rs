//! The tables of OMOP CDM 5.4 that are filled: their columns in order, with types, lengths and what may be empty, as its
//! specification has them. The one difference: derived keys take 64 bits.

use epicrisis_record::Number;

use super::cell::{Cell, Timestamp, Type, Value, Varchar};
use super::date::Date;

/// A column as its database knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// In lower case.
    pub name: &'static str,
    /// What it holds.
    pub kind: Type,
    /// Whether it may be empty.
    pub nullable: bool,
}

/// A table as its database knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table {
    /// In lower case.
    pub name: &'static str,
    /// The column that is its key; FACT_RELATIONSHIP has none.
    pub key: Option<&'static str>,
    /// In the order of the specification.
    pub columns: &'static [Column],
}

impl Table {
    /// The table that a column's values are keys of, where that is one of ours: such a column has the name of the key.
    #[must_use]
    pub fn refers_to(&self, column: &Column) -> Option<&'static Self> {
        let key = Some(column.name).filter(|name| self.key != Some(name))?;
        TABLES.iter().copied().find(|table| table.key == Some(key))
    }
}

/// A row of any table.
pub trait Row {
    /// The table it belongs to.
    fn table(&self) -> &'static Table;
    /// Its cells, in the order of the columns.
    fn values(&self) -> Vec<Value<'_>>;
}

macro_rules! tables {
    ($($(#[$meta:meta])* $name:ident $table:literal $key:expr, { $($column:ident: $type:ty,)+ })+) => {
        $(
            $(#[$meta])*
            #[derive(Debug, Clone, Default, PartialEq)]
            pub struct $name {
                $(#[doc = concat!("The column `", stringify!($column), "`.")] pub $column: $type,)+
            }

            impl $name {
                /// The table.
                pub const TABLE: Table = Table {
                    name: $table,
                    key: $key,
                    columns: &[$(Column {
                        name: stringify!($column),
                        kind: <$type as Cell>::TYPE,
                        nullable: <$type as Cell>::NULLABLE,
                    },)+],
                };
            }

            impl Row for $name {
                fn table(&self) -> &'static Table {
                    &Self::TABLE
                }

                fn values(&self) -> Vec<Value<'_>> {
                    vec![$(self.$column.value(),)+]
                }
            }
        )+

        /// Every table that is filled; one that another points at comes first.
        pub const TABLES: &[&Table] = &[$(&$name::TABLE,)+];
    };
}

tables! {
    /// The patient.
    Person "person" Some("person_id"), {
        person_id: i64,
        gender_concept_id: i32,
        year_of_birth: i32,
        month_of_birth: Option<i32>,
        day_of_birth: Option<i32>,
        birth_datetime: Option<Timestamp>,
        race_concept_id: i32,
        ethnicity_concept_id: i32,
        location_id: Option<i32>,
        provider_id: Option<i32>,
        care_site_id: Option<i32>,
        person_source_value: Option<Varchar<50>>,
        gender_source_value: Option<Varchar<50>>,
        gender_source_concept_id: Option<i32>,
        race_source_value: Option<Varchar<50>>,
        race_source_concept_id: Option<i32>,
        ethnicity_source_value: Option<Varchar<50>>,
        ethnicity_source_concept_id: Option<i32>,
    }

    /// The time that the document tells of.
    ObservationPeriod "observation_period" Some("observation_period_id"), {
        observation_period_id: i64,
        person_id: i64,
        observation_period_start_date: Date,
        observation_period_end_date: Date,
        period_type_concept_id: i32,
    }

    /// The episode that the document tells of.
    VisitOccurrence "visit_occurrence" Some("visit_occurrence_id"), {
        visit_occurrence_id: i64,
        person_id: i64,
        visit_concept_id: i32,
        visit_start_date: Date,
        visit_start_datetime: Option<Timestamp>,
        visit_end_date: Date,
        visit_end_datetime: Option<Timestamp>,
        visit_type_concept_id: i32,
        provider_id: Option<i32>,
        care_site_id: Option<i32>,
        visit_source_value: Option<Varchar<50>>,
        visit_source_concept_id: Option<i32>,
        admitted_from_concept_id: Option<i32>,
        admitted_from_source_value: Option<Varchar<50>>,
        discharged_to_concept_id: Option<i32>,
        discharged_to_source_value: Option<Varchar<50>>,
        preceding_visit_occurrence_id: Option<i64>,
    }

    /// A disease, symptom or sign that the patient has.
    ConditionOccurrence "condition_occurrence" Some("condition_occurrence_id"), {
        condition_occurrence_id: i64,
        person_id: i64,
        condition_concept_id: i32,
        condition_start_date: Date,
        condition_start_datetime: Option<Timestamp>,
        condition_end_date: Option<Date>,
        condition_end_datetime: Option<Timestamp>,
        condition_type_concept_id: i32,
        condition_status_concept_id: Option<i32>,
        stop_reason: Option<Varchar<20>>,
        provider_id: Option<i32>,
        visit_occurrence_id: Option<i64>,
        visit_detail_id: Option<i32>,
        condition_source_value: Option<Varchar<50>>,
        condition_source_concept_id: Option<i32>,
        condition_status_source_value: Option<Varchar<50>>,
    }

    /// A drug that the patient is given.
    DrugExposure "drug_exposure" Some("drug_exposure_id"), {
        drug_exposure_id: i64,
        person_id: i64,
        drug_concept_id: i32,
        drug_exposure_start_date: Date,
        drug_exposure_start_datetime: Option<Timestamp>,
        drug_exposure_end_date: Date,
        drug_exposure_end_datetime: Option<Timestamp>,
        verbatim_end_date: Option<Date>,
        drug_type_concept_id: i32,
        stop_reason: Option<Varchar<20>>,
        refills: Option<i32>,
        quantity: Option<Number>,
        days_supply: Option<i32>,
        sig: Option<String>,
        route_concept_id: Option<i32>,
        lot_number: Option<Varchar<50>>,
        provider_id: Option<i32>,
        visit_occurrence_id: Option<i64>,
        visit_detail_id: Option<i32>,
        drug_source_value: Option<Varchar<50>>,
        drug_source_concept_id: Option<i32>,
        route_source_value: Option<Varchar<50>>,
        dose_unit_source_value: Option<Varchar<50>>,
    }

    /// What was done.
    ProcedureOccurrence "procedure_occurrence" Some("procedure_occurrence_id"), {
        procedure_occurrence_id: i64,
        person_id: i64,
        procedure_concept_id: i32,
        procedure_date: Date,
        procedure_datetime: Option<Timestamp>,
        procedure_end_date: Option<Date>,
        procedure_end_datetime: Option<Timestamp>,
        procedure_type_concept_id: i32,
        modifier_concept_id: Option<i32>,
        quantity: Option<i32>,
        provider_id: Option<i32>,
        visit_occurrence_id: Option<i64>,
        visit_detail_id: Option<i32>,
        procedure_source_value: Option<Varchar<50>>,
        procedure_source_concept_id: Option<i32>,
        modifier_source_value: Option<Varchar<50>>,
    }

    /// An implant or appliance.
    DeviceExposure "device_exposure" Some("device_exposure_id"), {
        device_exposure_id: i64,
        person_id: i64,
        device_concept_id: i32,
        device_exposure_start_date: Date,
        device_exposure_start_datetime: Option<Timestamp>,
        device_exposure_end_date: Option<Date>,
        device_exposure_end_datetime: Option<Timestamp>,
        device_type_concept_id: i32,
        unique_device_id: Option<Varchar<255>>,
        production_id: Option<Varchar<255>>,
        quantity: Option<i32>,
        provider_id: Option<i32>,
        visit_occurrence_id: Option<i64>,
        visit_detail_id: Option<i32>,
        device_source_value: Option<Varchar<50>>,
        device_source_concept_id: Option<i32>,
        unit_concept_id: Option<i32>,
        unit_source_value: Option<Varchar<50>>,
        unit_source_concept_id: Option<i32>,
    }

    /// A measured value.
    Measurement "measurement" Some("measurement_id"), {
        measurement_id: i64,
        person_id: i64,
        measurement_concept_id: i32,
        measurement_date: Date,
        measurement_datetime: Option<Timestamp>,
        measurement_time: Option<Varchar<10>>,
        measurement_type_concept_id: i32,
        operator_concept_id: Option<i32>,
        value_as_number: Option<Number>,
        value_as_concept_id: Option<i32>,
        unit_concept_id: Option<i32>,
        range_low: Option<Number>,
        range_high: Option<Number>,
        provider_id: Option<i32>,
        visit_occurrence_id: Option<i64>,
        visit_detail_id: Option<i32>,
        measurement_source_value: Option<Varchar<50>>,
        measurement_source_concept_id: Option<i32>,
        unit_source_value: Option<Varchar<50>>,
        unit_source_concept_id: Option<i32>,
        value_source_value: Option<Varchar<50>>,
        measurement_event_id: Option<i64>,
        meas_event_field_concept_id: Option<i32>,
    }

    /// What has no other table: histories, habits, organisms, normal findings.
    Observation "observation" Some("observation_id"), {
        observation_id: i64,
        person_id: i64,
        observation_concept_id: i32,
        observation_date: Date,
        observation_datetime: Option<Timestamp>,
        observation_type_concept_id: i32,
        value_as_number: Option<Number>,
        value_as_string: Option<Varchar<60>>,
        value_as_concept_id: Option<i32>,
        qualifier_concept_id: Option<i32>,
        unit_concept_id: Option<i32>,
        provider_id: Option<i32>,
        visit_occurrence_id: Option<i64>,
        visit_detail_id: Option<i32>,
        observation_source_value: Option<Varchar<50>>,
        observation_source_concept_id: Option<i32>,
        unit_source_value: Option<Varchar<50>>,
        qualifier_source_value: Option<Varchar<50>>,
        value_source_value: Option<Varchar<50>>,
        observation_event_id: Option<i64>,
        obs_event_field_concept_id: Option<i32>,
    }

    /// The document.
    Note "note" Some("note_id"), {
        note_id: i64,
        person_id: i64,
        note_date: Date,
        note_datetime: Option<Timestamp>,
        note_type_concept_id: i32,
        note_class_concept_id: i32,
        note_title: Option<Varchar<250>>,
        note_text: String,
        encoding_concept_id: i32,
        language_concept_id: i32,
        provider_id: Option<i32>,
        visit_occurrence_id: Option<i64>,
        visit_detail_id: Option<i32>,
        note_source_value: Option<Varchar<50>>,
        note_event_id: Option<i64>,
        note_event_field_concept_id: Option<i32>,
    }

    /// A mention of the document.
    NoteNlp "note_nlp" Some("note_nlp_id"), {
        note_nlp_id: i64,
        note_id: i64,
        section_concept_id: Option<i32>,
        snippet: Option<Varchar<250>>,
        offset: Option<Varchar<50>>,
        lexical_variant: Varchar<250>,
        note_nlp_concept_id: Option<i32>,
        note_nlp_source_concept_id: Option<i32>,
        nlp_system: Option<Varchar<250>>,
        nlp_date: Date,
        nlp_datetime: Option<Timestamp>,
        term_exists: Option<Varchar<1>>,
        term_temporal: Option<Varchar<50>>,
        term_modifiers: Option<Varchar<2000>>,
    }

    /// What was taken from the patient to be looked at.
    Specimen "specimen" Some("specimen_id"), {
        specimen_id: i64,
        person_id: i64,
        specimen_concept_id: i32,
        specimen_type_concept_id: i32,
        specimen_date: Date,
        specimen_datetime: Option<Timestamp>,
        quantity: Option<Number>,
        unit_concept_id: Option<i32>,
        anatomic_site_concept_id: Option<i32>,
        disease_status_concept_id: Option<i32>,
        specimen_source_id: Option<Varchar<50>>,
        specimen_source_value: Option<Varchar<50>>,
        unit_source_value: Option<Varchar<50>>,
        anatomic_site_source_value: Option<Varchar<50>>,
        disease_status_source_value: Option<Varchar<50>>,
    }

    /// How two rows stand to each other.
    FactRelationship "fact_relationship" None, {
        domain_concept_id_1: i32,
        fact_id_1: i64,
        domain_concept_id_2: i32,
        fact_id_2: i64,
        relationship_concept_id: i32,
    }
}
