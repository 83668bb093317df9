//! Observations: what was seen or measured, and what is only spoken of.

use epicrisis_record::{Attributes, Interpretation, Kind, Mention, Presence, RelationKind, Time, Value};

use super::build::{Build, Entry, Part, degree, notes, told};
use super::condition::words_of;
use super::model::{CodeableConcept, Component, Extension, ExtensionValue, Observation, ValueX};
use super::narrative::clean;
use super::plan::{Fact, Shape};
use super::systems::{self, attribute, concept, loinc};
use super::value::{self, measured};
use super::vitals;

/// What an observation answers.
pub(super) enum Answer {
    Value(ValueX),
    /// Nothing, and why.
    None(CodeableConcept),
}

impl<'r> Build<'r> {
    /// What all observations of a mention have.
    pub(super) fn observation(&self, fact: &Fact<'r>) -> (Observation, Vec<String>) {
        let lead = fact.lead();
        let (effective, time) = vitals::effective(lead, self.when(fact));
        let specimen = self.case.specimen(lead).map(|of| self.specimen_key(of));
        let observation = Observation {
            extension: self
                .evidence(&fact.mentions)
                .into_iter()
                .chain(self.more_sites(lead))
                .collect(),
            identifier: self.identifiers(&fact.mentions),
            status: "final",
            category: Self::category_of(lead),
            code: self.code(lead),
            subject: self.patient(),
            encounter: self.encounter(),
            effective,
            body_site: self.site(lead),
            specimen: specimen.map(|key| self.links.to(key)),
            has_member: self.related(
                &fact.mentions,
                &[RelationKind::TestedAgainst],
                &[RelationKind::ResultOf],
                &["Observation"],
            ),
            component: attributes(lead),
            ..Observation::default()
        };
        (observation, time.into_iter().collect())
    }

    pub(super) fn finish(
        &self,
        fact: &Fact<'r>,
        observation: Observation,
        remarks: Vec<String>,
        part: Part,
        words: impl IntoIterator<Item = String>,
    ) -> Entry<'r> {
        let lead = fact.lead();
        let site = observation.body_site.as_ref().map(|site| site.text.to_string());
        let when = words_of(self.when(fact).as_ref());
        let details = component_words(lead);
        let words = words.into_iter().chain(details).chain(site).chain([when]);
        let summary = told(&observation.code.text, words);
        let mut observation = Observation {
            note: notes(remarks),
            ..observation
        };
        vitals::complete(&mut observation);
        self.entry(fact.key, observation, Some(part), summary, &lead.text)
    }

    /// Something that is there, suspected or not there: the value says which.
    pub(super) fn finding(&self, fact: &Fact<'r>) -> Entry<'r> {
        let lead = fact.lead();
        let (observation, remarks) = self.observation(fact);
        let mut answer = systems::presence(lead.presence);
        if lead.presence == Presence::Possible {
            answer.text = format!("Possible ({})", degree(lead)).into();
        }
        let word = answer.text.to_lowercase();
        let mut observation = answered(observation, Answer::Value(ValueX::Concept(answer)));
        if lead.presence == Presence::Possible {
            observation.status = "preliminary";
        }
        if lead.presence == Presence::Present && lead.attributes.result.as_deref() == Some(Attributes::NORMAL) {
            observation.interpretation = vec![systems::interpretation(Interpretation::Normal)];
        }
        let numbers = lead.value.as_deref();
        observation
            .component
            .extend(numbers.and_then(|value| stated(attribute("value", "Measured value"), value)));
        let remarks = remarks
            .into_iter()
            .chain(numbers.map(value::remarks).unwrap_or_default());
        let remarks = remarks.chain(past(lead)).collect();
        let words = [word, numbers.map(value::line).unwrap_or_default()];
        self.finish(fact, observation, remarks, self.finding_part(lead), words)
    }

    /// A microorganism that was found: the question is which, the answer its name.
    pub(super) fn organism(&self, fact: &Fact<'r>) -> Entry<'r> {
        let lead = fact.lead();
        let (observation, mut remarks) = self.observation(fact);
        remarks.extend(past(lead));
        let observation = Observation {
            category: vec![systems::observation_category("laboratory")],
            value: Some(ValueX::Concept(self.code(lead))),
            code: loinc("41852-5", "Microorganism identified"),
            ..observation
        };
        let name = clean(lead.label());
        self.finish(fact, observation, remarks, Part::Results, [name])
    }

    /// Something that is neither claimed, suspected nor denied: there is no value, and the reason says why.
    pub(super) fn open(&self, fact: &Fact<'r>) -> Entry<'r> {
        let lead = fact.lead();
        let (observation, mut remarks) = self.observation(fact);
        let (status, mut reason) = match lead.presence {
            Presence::NotAssessed => ("cancelled", absent("not-performed", "Not assessed")),
            Presence::Conditional => ("unknown", absent("not-applicable", "Spoken of as a condition only")),
            Presence::Hypothetical => ("unknown", absent("unknown", "Spoken of as a hypothesis only")),
            _ => ("registered", absent("unknown", "Still to come")),
        };
        let own = systems::presence(lead.presence)
            .coding
            .into_iter()
            .filter(|code| code.system == systems::PRESENCE);
        reason.coding.extend(own);
        let word = reason.text.to_lowercase();
        let value = lead.value.as_deref();
        let mut observation = answered(observation, Answer::None(reason));
        observation.status = status;
        observation
            .component
            .extend(value.and_then(|value| stated(attribute("value", "Value spoken of"), value)));
        remarks.extend(value.map(value::remarks).unwrap_or_default());
        let planned = lead.time == Time::Planned && lead.presence == Presence::Present;
        let part = if planned { Part::Plan } else { Part::Considered };
        self.finish(fact, observation, remarks, part, [word])
    }

    /// Something said of somebody else. What it is stands in the value, so that no search for it among the patient's
    /// observations finds it.
    pub(super) fn aside(&self, fact: &Fact<'r>) -> Entry<'r> {
        let lead = fact.lead();
        let (observation, mut remarks) = self.observation(fact);
        let family = lead.experiencer == epicrisis_record::Experiencer::Family;
        let code = if family {
            attribute("said-of-family", "Said of the family")
        } else {
            attribute("said-of-other", "Said of another person")
        };
        let mut presence = Component {
            code: attribute("presence", "Presence"),
            value: Some(ValueX::Concept(systems::presence(lead.presence))),
            ..Component::default()
        };
        if lead.time == Time::Planned {
            presence.code.text.to_mut().push_str(", still to come");
        }
        let value = lead.value.as_deref();
        let number = value.and_then(|value| stated(attribute("value", "Value"), value));
        remarks.extend(value.map(value::remarks).unwrap_or_default());
        let observation = Observation {
            category: Vec::new(),
            value: Some(ValueX::Concept(self.code(lead))),
            code,
            body_site: None,
            component: [presence]
                .into_iter()
                .chain(number)
                .chain(observation.component)
                .collect(),
            ..observation
        };
        let words = [
            clean(lead.label()),
            lead.presence.to_string(),
            value.map(value::line).unwrap_or_default(),
        ];
        self.finish(
            fact,
            observation,
            remarks,
            if family { Part::Family } else { Part::Other },
            words,
        )
    }

    /// The places beyond the one that an observation holds.
    fn more_sites(&self, mention: &Mention) -> Vec<Extension> {
        let sites = self.case.sites(mention);
        let keys = sites.iter().skip(1).filter_map(|site| self.plan.key(site.id));
        let structures = keys.filter(|key| key.kind == Shape::Structure.kind());
        let site = |key| Extension {
            url: "http://hl7.org/fhir/StructureDefinition/bodySite",
            value: Some(ExtensionValue::Reference(self.links.to(key))),
            ..Extension::default()
        };
        structures.map(site).collect()
    }

    /// The kind of observation, where the mention itself tells: headings do not, since texts have them or not.
    fn category_of(mention: &Mention) -> Vec<CodeableConcept> {
        let category = match mention.kind {
            Kind::Substance | Kind::Demographic => "social-history",
            Kind::Organism => "laboratory",
            _ if vitals::is_vital(mention) => "vital-signs",
            _ => return Vec::new(),
        };
        vec![systems::observation_category(category)]
    }

    fn finding_part(&self, mention: &Mention) -> Part {
        let shown = self
            .case
            .from(mention.id, &[RelationKind::FoundOn, RelationKind::ResultOf])
            .next()
            .is_some();
        match mention.kind {
            Kind::Substance | Kind::Demographic => Part::Social,
            Kind::Device => Part::Devices,
            Kind::Organism | Kind::Measurement => Part::Results,
            _ if shown => Part::Results,
            _ => Part::Symptoms,
        }
    }
}

/// Puts an answer in, as far as the profiles of vital signs let it; what they do not is a component of the same code.
pub(super) fn answered(observation: Observation, answer: Answer) -> Observation {
    let mut observation = observation;
    match answer {
        Answer::None(reason) => observation.data_absent_reason = Some(reason),
        Answer::Value(value) => {
            let value = vitals::fit(&observation.code, value);
            if vitals::takes(&observation.code, &value) {
                observation.value = Some(value);
            } else {
                let mut reason = absent("unknown", NO_USUAL);
                if let ValueX::Concept(said) = &value {
                    // Whether it is there stays coded.
                    let codes = said.coding.iter();
                    reason
                        .coding
                        .extend(codes.filter(|code| code.system == systems::PRESENCE).cloned());
                }
                observation.data_absent_reason = Some(reason);
                observation.component.push(Component {
                    code: observation.code.clone(),
                    value: Some(value),
                    ..Component::default()
                });
            }
        }
    }
    observation
}

pub(super) fn answer_of(value: &Value) -> Answer {
    let words = || {
        value
            .text
            .as_deref()
            .map(|text| ValueX::Concept(systems::result(&clean(text))))
    };
    measured(value)
        .or_else(words)
        .map_or_else(|| Answer::None(absent("unknown", NO_VALUE)), Answer::Value)
}

/// A value as a component.
pub(super) fn stated(code: CodeableConcept, value: &Value) -> Option<Component> {
    let Answer::Value(stated) = answer_of(value) else {
        return None;
    };
    Some(Component {
        code,
        value: Some(stated),
        interpretation: value::interpretation(value),
        reference_range: value::reference_range(value),
        ..Component::default()
    })
}

pub(super) const NO_VALUE: &str = "No value is stated";
pub(super) const NO_USUAL: &str = "No single value in a usual unit is stated";

pub(super) fn absent(reason: &'static str, text: &'static str) -> CodeableConcept {
    CodeableConcept {
        text: text.into(),
        ..concept(systems::ABSENT_REASON, reason, "")
    }
}

/// What else the text says of it: each a component.
fn attributes(mention: &Mention) -> Vec<Component> {
    let a = &mention.attributes;
    let said = |code: &'static str, name: &'static str, value: CodeableConcept| Component {
        code: attribute(code, name),
        value: Some(ValueX::Concept(value)),
        ..Component::default()
    };
    let other = |name: &'static str| a.other.get(name).and_then(|value| value.as_str());
    let words = |name: &'static str, title| other(name).map(|value| said(name, title, systems::words(clean(value))));
    let severity = a
        .severity
        .map(|severity| said("severity", "Severity", systems::severity(severity)));
    let course = a
        .course
        .map(|course| said("course", "Course", systems::words(course.as_str())));
    let sizes = a.size.iter().flat_map(|size| size.measures());
    let sizes = sizes.filter_map(|size| stated(attribute("size", "Size"), size));
    let plain = severity
        .into_iter()
        .chain(course)
        .chain(words("stage", "Stage"))
        .chain(words("grade", "Grade"));
    plain.chain(sizes).collect()
}

fn component_words(mention: &Mention) -> Vec<String> {
    let a = &mention.attributes;
    let sizes: Vec<String> = a
        .size
        .iter()
        .flat_map(|size| size.measures())
        .map(value::line)
        .collect();
    let parts = [
        a.severity.map(|severity| severity.to_string()),
        a.course.map(|course| course.to_string()),
    ];
    parts
        .into_iter()
        .flatten()
        .chain((!sizes.is_empty()).then(|| sizes.join(" x ")))
        .collect()
}

/// R4 has no other place in an observation for this.
pub(super) fn past(mention: &Mention) -> Option<String> {
    (mention.time == Time::Past).then(|| "Before this episode.".to_owned())
}
