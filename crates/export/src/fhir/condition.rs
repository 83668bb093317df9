//! Problems, and places that are named by themselves.

use epicrisis_record::{Degree, Mention, Presence, RelationKind, Time};

use super::build::{Build, Entry, Part, degree, notes, told};
use super::model::{
    BodyStructure, CodeableConcept, Condition, Evidence, Extension, ExtensionValue, Onset, Reference, Stage,
};
use super::plan::Fact;
use super::systems::{self, concept};
use super::when::When;

pub(super) const CLINICAL: &str = "http://terminology.hl7.org/CodeSystem/condition-clinical";
const VERIFICATION: &str = "http://terminology.hl7.org/CodeSystem/condition-ver-status";
const CATEGORY: &str = "http://terminology.hl7.org/CodeSystem/condition-category";

impl<'r> Build<'r> {
    /// A problem: active only if it is there now; suspected and denied ones bear no clinical status. What was measured of it
    /// is an observation that shows it.
    pub(super) fn condition(&self, fact: &Fact<'r>) -> Vec<Entry<'r>> {
        let lead = fact.lead();
        let measures: Vec<Entry<'r>> = fact
            .mentions
            .iter()
            .filter_map(|mention| self.measures(mention))
            .collect();
        let a = &lead.attributes;
        let active = lead.presence == Presence::Present && lead.time == Time::Current;
        let course = a.course.map(|course| course.as_str().to_owned());
        let mut sites: Vec<CodeableConcept> = Vec::new();
        for site in fact.placed().into_iter().flat_map(|mention| self.sites(mention)) {
            if !sites.iter().any(|known| known.text == site.text) {
                sites.push(site);
            }
        }
        // What is not there has not begun.
        let when = self.when(fact).filter(|_| lead.presence != Presence::Absent);
        let (status, status_word) = verification(lead);
        let summary = told(
            lead.label(),
            [
                status_word.to_owned(),
                if active { "active".to_owned() } else { String::new() },
                if lead.time == Time::Past {
                    "past".to_owned()
                } else {
                    String::new()
                },
                a.severity.map(|severity| severity.to_string()).unwrap_or_default(),
                course.clone().unwrap_or_default(),
                sites.first().map(|site| site.text.to_string()).unwrap_or_default(),
                words_of(when.as_ref()),
            ],
        );
        let remark = course.map(|course| format!("Course: {course}."));
        let shown = &[RelationKind::FoundOn];
        let condition = Condition {
            extension: self
                .evidence(&fact.mentions)
                .into_iter()
                .chain(self.causes(fact))
                .collect(),
            identifier: self.identifiers(&fact.mentions),
            clinical_status: active.then(|| concept(CLINICAL, "active", "Active")),
            verification_status: status,
            category: Self::category(lead),
            severity: a.severity.map(systems::severity),
            code: self.code(lead),
            body_site: sites,
            subject: self.patient(),
            encounter: self.encounter(),
            onset: onset(lead, when),
            stage: stages(lead),
            evidence: evidence(
                self.related(&fact.mentions, shown, &[], &["DiagnosticReport", "Procedure"]),
                measures.iter().map(|measure| self.links.to(measure.key)),
            ),
            note: notes(remark),
            ..Condition::default()
        };
        let part = match (lead.presence, lead.time) {
            (Presence::Present, Time::Past) => Part::PastIllness,
            (Presence::Present, _) => Part::Problems,
            _ => Part::Considered,
        };
        let condition = self.entry(fact.key, condition, Some(part), summary, &lead.text);
        [condition].into_iter().chain(measures).collect()
    }

    /// What is suspected or denied is never on the list of problems; what is past is on no list that asks for a status.
    fn category(lead: &Mention) -> Vec<CodeableConcept> {
        let (code, display) = match (lead.presence, lead.time) {
            (Presence::Present, Time::Current) => ("problem-list-item", "Problem List Item"),
            (Presence::Present, _) => return Vec::new(),
            _ => ("encounter-diagnosis", "Encounter Diagnosis"),
        };
        vec![concept(CATEGORY, code, display)]
    }

    /// What it is due to: a condition by reference, anything else by its meaning.
    fn causes(&self, fact: &Fact<'_>) -> Vec<Extension> {
        let mut said = Vec::new();
        for mention in &fact.mentions {
            for cause in self.case.from(mention.id, &[RelationKind::CausedBy]) {
                let key = self.plan.key(cause.id).filter(|key| *key != fact.key);
                let Some(key) = key.filter(|key| !said.iter().any(|(known, _)| known == key)) else {
                    continue;
                };
                let value = if key.kind == "Condition" {
                    ExtensionValue::Reference(self.links.to(key))
                } else {
                    ExtensionValue::Concept(Box::new(self.code(cause)))
                };
                let due = Extension {
                    url: "http://hl7.org/fhir/StructureDefinition/condition-dueTo",
                    value: Some(value),
                    ..Extension::default()
                };
                said.push((key, due));
            }
        }
        said.into_iter().map(|(_, due)| due).collect()
    }

    /// A place by itself.
    pub(super) fn structure(&self, fact: &Fact<'r>) -> Entry<'r> {
        let lead = fact.lead();
        let mut location = self.code(lead);
        if let Some(side) = lead.attributes.laterality {
            location.text = format!("{}, {side}", location.text).into();
        }
        let summary = location.text.to_string();
        let structure = BodyStructure {
            extension: self.evidence(&fact.mentions),
            identifier: self.identifiers(&fact.mentions),
            location,
            patient: self.patient(),
            ..BodyStructure::default()
        };
        self.entry(fact.key, structure, Some(Part::Other), summary, &lead.text)
    }
}

/// How sure it is.
fn verification(mention: &Mention) -> (CodeableConcept, &'static str) {
    let (code, display, word) = match mention.presence {
        Presence::Present => ("confirmed", "Confirmed", "confirmed"),
        Presence::Absent => ("refuted", "Refuted", "ruled out or denied"),
        _ if mention.attributes.degree == Some(Degree::Likely) => ("provisional", "Provisional", "likely"),
        _ => ("unconfirmed", "Unconfirmed", degree(mention)),
    };
    let mut status = concept(VERIFICATION, code, display);
    if mention.presence == Presence::Possible {
        status.text = word.into();
    }
    (status, word)
}

/// Of past problems at least that they began before; R4 has no other place that says so.
fn onset(mention: &Mention, when: Option<When>) -> Option<Onset> {
    match when {
        Some(When::Date(date)) => Some(Onset::Date(date)),
        Some(When::Words(words)) => Some(Onset::Words(words)),
        None if mention.time == Time::Past && mention.presence != Presence::Absent => {
            Some(Onset::Words("before this episode".to_owned()))
        }
        None => None,
    }
}

pub(super) fn words_of(when: Option<&When>) -> String {
    match when {
        Some(When::Date(text) | When::Words(text)) => text.clone(),
        None => String::new(),
    }
}

fn stages(mention: &Mention) -> Vec<Stage> {
    let named = |name: &'static str| {
        let value = mention.attributes.other.get(name)?.as_str()?;
        Some(Stage {
            summary: systems::words(value.to_owned()),
            r#type: systems::attribute(name, name),
        })
    };
    ["stage", "grade"].into_iter().filter_map(named).collect()
}

fn evidence(shown: Vec<Reference>, measured: impl Iterator<Item = Reference>) -> Vec<Evidence> {
    let detail: Vec<Reference> = shown.into_iter().chain(measured).collect();
    if detail.is_empty() {
        Vec::new()
    } else {
        vec![Evidence { detail }]
    }
}
