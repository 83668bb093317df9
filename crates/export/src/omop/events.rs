//! The facts: which table each belongs to, and its row there. One fact is one row, however often the document says it.

use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;

use epicrisis_record::{Experiencer, Kind, Mention, MentionId, Presence, Record, RelationKind, Time};

use super::antibiogram;
use super::cell::Varchar;
use super::coding::{Coding, Target, is_status};
use super::concepts::{self, Domain};
use super::date::{self, Date};
use super::dates::Dates;
use super::ids::mention_key;
use super::note::{self, Cutter};
use super::person::is_visit;
use super::quantity::Quantity;
use super::rows::Rows;
use super::tables::{
    ConditionOccurrence, DeviceExposure, DrugExposure, Measurement, Observation, ProcedureOccurrence, Row, Specimen,
};
use super::{Settings, occurs};
use crate::antibiogram::Susceptibility;

/// Where mentions ended up: the table's domain and the key of the row.
pub(super) type Places = HashMap<MentionId, (Domain, i64)>;

/// The facts of one document, being told.
pub(super) struct Events<'e> {
    record: &'e Record,
    key: i64,
    settings: &'e Settings,
    dates: Dates,
    cutter: &'e Cutter<'e>,
    pub(super) rows: &'e mut Rows,
    /// The body sites from which something was taken.
    specimens: HashSet<MentionId>,
    places: Places,
    /// What was said already, without keys and words, and the key that it was said under.
    known: HashMap<String, i64>,
    days: RangeInclusive<Date>,
}

/// One fact on its way into a row.
struct Fact<'f> {
    mention: &'f Mention,
    coding: &'f Coding,
    target: Target,
    key: i64,
    date: Date,
    /// The visit, unless the text gives the fact a day of its own.
    visit: Option<i64>,
}

impl<'e> Events<'e> {
    pub(super) fn new(
        record: &'e Record,
        key: i64,
        settings: &'e Settings,
        dates: Dates,
        cutter: &'e Cutter<'e>,
        rows: &'e mut Rows,
    ) -> Self {
        let mentioned = record.mentions.iter().filter_map(|mention| mention.attributes.specimen);
        let related = record
            .relations
            .iter()
            .filter(|relation| relation.kind == RelationKind::IsolatedFrom)
            .map(|relation| relation.to);
        Self {
            record,
            key,
            settings,
            dates,
            cutter,
            rows,
            specimens: mentioned.chain(related).collect(),
            places: HashMap::new(),
            known: HashMap::new(),
            days: settings.date..=settings.date,
        }
    }

    /// Where the mentions ended up, and the days between which all of it was.
    pub(super) fn end(self) -> (Places, RangeInclusive<Date>) {
        (self.places, self.days)
    }

    /// Makes the rows of a mention, if it is a fact that has any.
    pub(super) fn add(&mut self, mention: &Mention, coding: &Coding) {
        if is_family_history(mention) {
            for (part, target) in (0..).zip(&coding.targets) {
                let fact = self.fact(mention, coding, *target, part);
                self.told(&fact, concepts::FAMILY_HISTORY);
            }
            return;
        }
        if let Some(found) = antibiogram::susceptibility(mention) {
            self.susceptibility(mention, coding, found);
            return;
        }
        if !occurs(mention) || is_visit(mention) || !self.has_table(mention) {
            return;
        }
        for (part, target) in (0..).zip(&coding.targets) {
            let fact = self.fact(mention, coding, *target, part);
            // What was before and on no day that is known happened on none that could be written: its history is observed.
            // A status (an allergy, a former habit) is observed anyway, and says itself that it is one.
            let undated = mention.time == Time::Past && self.dates.stated(mention).is_none();
            let place = if undated && !is_status(mention) {
                (Domain::Observation, self.told(&fact, concepts::HISTORY))
            } else if mention.kind == Kind::BodySite {
                (Domain::Specimen, self.specimen(&fact))
            } else {
                (target.domain, self.happened(&fact))
            };
            // Relations are those of the first row.
            self.places.entry(mention.id).or_insert(place);
            self.days = fact.date.min(*self.days.start())..=fact.date.max(*self.days.end());
        }
    }

    /// Whether what a mention says has a place in the event tables. Ages and sexes are the person's; places and times belong
    /// to what is there and then.
    fn has_table(&self, mention: &Mention) -> bool {
        match mention.kind {
            Kind::Time => false,
            Kind::BodySite => self.specimens.contains(&mention.id),
            Kind::Demographic => mention.concept.is_some(),
            _ => true,
        }
    }

    fn fact<'f>(&self, mention: &'f Mention, coding: &'f Coding, target: Target, part: u32) -> Fact<'f> {
        let stated = self.dates.stated(mention);
        Fact {
            mention,
            coding,
            target,
            key: mention_key(&self.record.document.id, mention.id, part),
            date: stated.unwrap_or(self.settings.date),
            visit: stated.is_none().then_some(self.key),
        }
    }

    fn happened(&mut self, fact: &Fact<'_>) -> i64 {
        match fact.target.domain {
            Domain::Condition => self.condition(fact),
            Domain::Drug => self.drug(fact),
            Domain::Procedure => self.procedure(fact),
            Domain::Device => self.device(fact),
            Domain::Measurement => self.measurement(fact),
            Domain::Observation => self.observation(fact),
            Domain::Specimen => self.specimen(fact),
        }
    }

    fn condition(&mut self, fact: &Fact<'_>) -> i64 {
        let row = ConditionOccurrence {
            person_id: self.key,
            condition_concept_id: fact.target.concept,
            condition_start_date: fact.date,
            condition_type_concept_id: concepts::NLP,
            visit_occurrence_id: fact.visit,
            condition_source_value: Some(fact.coding.source_value.clone()),
            condition_source_concept_id: Some(fact.coding.source),
            ..ConditionOccurrence::default()
        };
        keep(
            &mut self.known,
            &mut self.rows.condition_occurrence,
            fact.key,
            row,
            |row| {
                row.condition_occurrence_id = fact.key;
            },
        )
    }

    fn drug(&mut self, fact: &Fact<'_>) -> i64 {
        let said = &fact.mention.attributes;
        let days = said.duration.as_deref().and_then(date::days);
        let unit = said
            .dose
            .as_deref()
            .and_then(|dose| dose.unit.as_ref().or(dose.unit_text.as_ref()));
        let row = DrugExposure {
            person_id: self.key,
            drug_concept_id: fact.target.concept,
            drug_exposure_start_date: fact.date,
            drug_exposure_end_date: fact.date.plus_days(days.map_or(0, |days| days - 1)),
            drug_type_concept_id: concepts::NLP,
            days_supply: days.and_then(|days| i32::try_from(days).ok()),
            sig: sig(fact.mention),
            route_concept_id: said.route.map(concepts::route),
            visit_occurrence_id: fact.visit,
            drug_source_value: Some(fact.coding.source_value.clone()),
            drug_source_concept_id: Some(fact.coding.source),
            route_source_value: said.route.map(|route| Varchar::new(route.as_str())),
            dose_unit_source_value: unit.map(|unit| Varchar::new(unit)),
            ..DrugExposure::default()
        };
        keep(&mut self.known, &mut self.rows.drug_exposure, fact.key, row, |row| {
            row.drug_exposure_id = fact.key;
        })
    }

    fn procedure(&mut self, fact: &Fact<'_>) -> i64 {
        let side = fact.mention.attributes.laterality;
        let row = ProcedureOccurrence {
            person_id: self.key,
            procedure_concept_id: fact.target.concept,
            procedure_date: fact.date,
            procedure_type_concept_id: concepts::NLP,
            visit_occurrence_id: fact.visit,
            procedure_source_value: Some(fact.coding.source_value.clone()),
            procedure_source_concept_id: Some(fact.coding.source),
            modifier_source_value: side.map(|side| Varchar::new(side.as_str())),
            ..ProcedureOccurrence::default()
        };
        keep(
            &mut self.known,
            &mut self.rows.procedure_occurrence,
            fact.key,
            row,
            |row| {
                row.procedure_occurrence_id = fact.key;
            },
        )
    }

    fn device(&mut self, fact: &Fact<'_>) -> i64 {
        let row = DeviceExposure {
            person_id: self.key,
            device_concept_id: fact.target.concept,
            device_exposure_start_date: fact.date,
            device_type_concept_id: concepts::NLP,
            visit_occurrence_id: fact.visit,
            device_source_value: Some(fact.coding.source_value.clone()),
            device_source_concept_id: Some(fact.coding.source),
            ..DeviceExposure::default()
        };
        keep(&mut self.known, &mut self.rows.device_exposure, fact.key, row, |row| {
            row.device_exposure_id = fact.key;
        })
    }

    fn measurement(&mut self, fact: &Fact<'_>) -> i64 {
        let value = self.quantity(fact);
        let row = Measurement {
            person_id: self.key,
            measurement_concept_id: fact.target.concept,
            measurement_date: fact.date,
            measurement_type_concept_id: concepts::NLP,
            operator_concept_id: value.operator,
            value_as_number: value.number,
            value_as_concept_id: value.concept,
            unit_concept_id: value.unit,
            range_low: value.range.0,
            range_high: value.range.1,
            visit_occurrence_id: fact.visit,
            measurement_source_value: Some(fact.coding.source_value.clone()),
            measurement_source_concept_id: Some(fact.coding.source),
            unit_source_value: value.unit_source,
            unit_source_concept_id: value.unit.map(|_| concepts::NONE),
            // A result in words tells two apart; how a number was typed does not.
            value_source_value: value.words,
            ..Measurement::default()
        };
        keep(&mut self.known, &mut self.rows.measurement, fact.key, row, |row| {
            row.measurement_id = fact.key;
            row.value_source_value = row.value_source_value.take().or(value.written);
        })
    }

    /// What a drug of an antibiogram does to the organism: measured, and no drug that anybody took.
    fn susceptibility(&mut self, mention: &Mention, coding: &Coding, found: Susceptibility) {
        let Some(&target) = coding.targets.first() else {
            return;
        };
        let fact = self.fact(mention, coding, target, 0);
        // What was measured before and on no day that is known can be given no day.
        if mention.time == Time::Past && fact.visit.is_some() {
            return;
        }
        let row = Measurement {
            person_id: self.key,
            measurement_concept_id: concepts::NONE,
            measurement_date: fact.date,
            measurement_type_concept_id: concepts::NLP,
            value_as_concept_id: Some(antibiogram::concept(found, self.settings)),
            visit_occurrence_id: fact.visit,
            measurement_source_value: Some(Varchar::new(&antibiogram::source_value(coding))),
            measurement_source_concept_id: Some(concepts::NONE),
            value_source_value: Some(Varchar::new(found.letter())),
            ..Measurement::default()
        };
        let key = keep(&mut self.known, &mut self.rows.measurement, fact.key, row, |row| {
            row.measurement_id = fact.key;
        });
        self.places.entry(mention.id).or_insert((Domain::Measurement, key));
        self.days = fact.date.min(*self.days.start())..=fact.date.max(*self.days.end());
    }

    fn observation(&mut self, fact: &Fact<'_>) -> i64 {
        let value = self.quantity(fact);
        let row = Observation {
            observation_concept_id: fact.target.concept,
            value_as_concept_id: value.concept,
            value_as_string: value.words.as_ref().map(|words| Varchar::new(words.as_str())),
            ..self.observed(fact, &value)
        };
        self.observe(fact, row, value.written)
    }

    /// What is not observed itself but told of: whose it was stands in `concept`, what it was in the value.
    fn told(&mut self, fact: &Fact<'_>, concept: i32) -> i64 {
        let value = self.quantity(fact);
        let row = Observation {
            observation_concept_id: concept,
            value_as_concept_id: Some(fact.target.concept),
            value_as_string: Some(Varchar::new(fact.mention.label())),
            ..self.observed(fact, &value)
        };
        self.observe(fact, row, value.written)
    }

    /// What both have in common.
    fn observed(&self, fact: &Fact<'_>, value: &Quantity) -> Observation {
        Observation {
            person_id: self.key,
            observation_date: fact.date,
            observation_type_concept_id: concepts::NLP,
            value_as_number: value.number,
            unit_concept_id: value.unit,
            visit_occurrence_id: fact.visit,
            observation_source_value: Some(fact.coding.source_value.clone()),
            observation_source_concept_id: Some(fact.coding.source),
            unit_source_value: value.unit_source.clone(),
            ..Observation::default()
        }
    }

    fn observe(&mut self, fact: &Fact<'_>, row: Observation, written: Option<Varchar<50>>) -> i64 {
        keep(&mut self.known, &mut self.rows.observation, fact.key, row, |row| {
            row.observation_id = fact.key;
            row.value_source_value = written;
        })
    }

    fn specimen(&mut self, fact: &Fact<'_>) -> i64 {
        let material = fact.target.domain == Domain::Specimen;
        let row = Specimen {
            person_id: self.key,
            specimen_concept_id: if material { fact.target.concept } else { concepts::NONE },
            specimen_type_concept_id: concepts::NLP,
            specimen_date: fact.date,
            anatomic_site_concept_id: Some(if material { concepts::NONE } else { fact.target.concept }),
            specimen_source_value: Some(fact.coding.source_value.clone()),
            anatomic_site_source_value: Some(fact.coding.source_value.clone()),
            ..Specimen::default()
        };
        keep(&mut self.known, &mut self.rows.specimen, fact.key, row, |row| {
            row.specimen_id = fact.key;
        })
    }

    fn quantity(&self, fact: &Fact<'_>) -> Quantity {
        let mut quantity = match fact.mention.value.as_deref() {
            Some(value) => Quantity::of(value, self.settings, self.cutter),
            None => Quantity::default(),
        };
        quantity.concept = quantity.concept.or(fact.target.value);
        quantity
    }
}

/// A relative's disease or finding, which OMOP has a place for; who the relative was, the record does not say.
fn is_family_history(mention: &Mention) -> bool {
    mention.experiencer == Experiencer::Family
        && mention.presence == Presence::Present
        && mention.time != Time::Planned
        && matches!(mention.kind, Kind::Problem | Kind::Finding)
}

/// Adds a row unless one says the same, and gives the key of the one that says it. `row` has no key yet and none of the words
/// that it was said with; `finish` adds them.
fn keep<R: Row>(
    known: &mut HashMap<String, i64>,
    rows: &mut Vec<R>,
    key: i64,
    mut row: R,
    finish: impl FnOnce(&mut R),
) -> i64 {
    let says = format!("{}{:?}", row.table().name, row.values());
    *known.entry(says).or_insert_with(|| {
        finish(&mut row);
        rows.push(row);
        key
    })
}

/// How a drug is to be taken, in no language of the documents: dose, strength, form, route, frequency, duration.
fn sig(mention: &Mention) -> Option<String> {
    let said = &mention.attributes;
    let parts = [
        said.dose.as_deref().map(note::value),
        said.strength
            .as_deref()
            .map(|strength| format!("of {}", note::value(strength))),
        said.form.clone(),
        said.route.map(|route| route.to_string()),
        said.frequency.as_deref().and_then(note::frequency),
        said.duration.as_ref().map(|duration| format!("for {duration}")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}
