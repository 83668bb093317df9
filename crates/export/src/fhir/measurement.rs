//! Observations of a number: what was measured, of the patient, of a place, of a problem.

use epicrisis_record::{Mention, Value};

use super::build::{Build, Entry, Part};
use super::links::Key;
use super::model::{CodeableConcept, Component, Observation, ValueX};
use super::narrative::clean;
use super::observation::{Answer, NO_USUAL, NO_VALUE, absent, answer_of, answered, past, stated};
use super::plan::{DIASTOLIC, Fact, SYSTOLIC, Shape, has_loinc};
use super::systems::{self, attribute, loinc};
use super::value::{self, measured};
use super::vitals;

impl<'r> Build<'r> {
    /// A value; a measurement without one says that.
    pub(super) fn measurement(&self, fact: &Fact<'r>) -> Entry<'r> {
        let lead = fact.lead();
        let (observation, mut remarks) = self.observation(fact);
        remarks.extend(past(lead));
        let part = if vitals::is_vital(lead) {
            Part::Vitals
        } else {
            Part::Results
        };
        let Some(value) = lead.value.as_deref() else {
            let observation = answered(observation, Answer::None(absent("unknown", NO_VALUE)));
            return self.finish(fact, observation, remarks, part, [NO_VALUE.to_lowercase()]);
        };
        let mut observation = Observation {
            interpretation: value::interpretation(value),
            reference_range: value::reference_range(value),
            ..answered(observation, answer_of(value))
        };
        remarks.extend(value::remarks(value));
        observation.component.extend(both(value));
        self.finish(fact, observation, remarks, part, [value::line(value)])
    }

    /// What was measured of something that is no observation. Not under its own code: whether it is there, its resource says.
    pub(super) fn measures(&self, mention: &'r Mention) -> Option<Entry<'r>> {
        if mention.value.is_none() && mention.attributes.size.is_none() {
            return None;
        }
        let own = Fact {
            shape: Shape::Finding,
            key: self.links.of("Observation", mention.id),
            mentions: vec![mention],
        };
        let (observation, mut remarks) = self.observation(&own);
        let value = mention.value.as_deref();
        remarks.extend(value.map(value::remarks).unwrap_or_default());
        let number = value.and_then(|value| stated(attribute("value", "Measured value"), value));
        let observation = Observation {
            code: CodeableConcept {
                text: format!("Measured of: {}", clean(mention.label())).into(),
                ..attribute("measured", "Measured of something")
            },
            value: Some(ValueX::Concept(systems::presence(mention.presence))),
            component: number.into_iter().chain(observation.component).collect(),
            ..observation
        };
        let words = [mention.presence.to_string(), value.map(value::line).unwrap_or_default()];
        Some(self.finish(&own, observation, remarks, Part::Results, words))
    }

    /// The size of a place: a component each measure.
    pub(super) fn size(&self, fact: &Fact<'r>) -> Entry<'r> {
        let lead = fact.lead();
        let (observation, remarks) = self.observation(fact);
        let site = self.code(lead);
        let observation = Observation {
            code: CodeableConcept {
                text: format!("Size: {}", site.text).into(),
                ..attribute("size", "Size")
            },
            body_site: Some(site),
            ..observation
        };
        self.finish(fact, observation, remarks, Part::Results, [])
    }

    /// The result in words of a test that is a report.
    pub(super) fn result(&self, fact: &Fact<'r>, key: Key) -> Option<Entry<'r>> {
        fact.lead().value.as_ref()?;
        let own = Fact {
            shape: Shape::Measurement,
            key,
            mentions: vec![fact.lead()],
        };
        Some(self.measurement(&own))
    }

    /// A blood pressure: the panel of the vital signs with its two components.
    pub(super) fn pressure(&self, fact: &Fact<'r>) -> Entry<'r> {
        let (observation, mut remarks) = self.observation(fact);
        let part = |code: &str| fact.mentions.iter().copied().find(|mention| has_loinc(mention, code));
        let both = [part(SYSTOLIC), part(DIASTOLIC)];
        let component = |mention: &'r Mention| {
            let value = mention.value.as_deref()?;
            let mut component = stated(self.code(mention), value)?;
            component.extension = self.evidence(&[mention]);
            Some(fitted(component))
        };
        let mut lines = Vec::new();
        for value in both
            .into_iter()
            .flatten()
            .filter_map(|mention| mention.value.as_deref())
        {
            lines.push(value::line(value));
            for remark in value::remarks(value) {
                if !remarks.contains(&remark) {
                    remarks.push(remark);
                }
            }
        }
        remarks.extend(past(fact.lead()));
        let observation = Observation {
            category: vec![systems::observation_category("vital-signs")],
            code: loinc(vitals::PRESSURE, "Blood pressure"),
            component: both.into_iter().flatten().filter_map(component).flatten().collect(),
            ..observation
        };
        let words = both
            .into_iter()
            .flatten()
            .find(|mention| mention.fragments.is_empty())
            .unwrap_or(fact.lead());
        Entry {
            words: &words.text,
            ..self.finish(fact, observation, remarks, Part::Vitals, [lines.join(" / ")])
        }
    }

    /// The patient's age, or one besides.
    pub(super) fn age(&self, fact: &Fact<'r>) -> Entry<'r> {
        let lead = fact.lead();
        let (observation, mut remarks) = self.observation(fact);
        let value = lead.value.as_deref();
        remarks.extend(value.map(value::remarks).unwrap_or_default());
        let code = if fact.shape == Shape::Age {
            loinc("30525-0", "Age")
        } else {
            attribute("age-stated", "Age at another time")
        };
        let observation = Observation {
            code: CodeableConcept {
                extension: self.code(lead).extension,
                ..code
            },
            ..observation
        };
        let answer = value.map_or_else(|| Answer::None(absent("unknown", NO_VALUE)), answer_of);
        let observation = answered(observation, answer);
        self.finish(fact, observation, remarks, Part::Social, value.map(value::line))
    }
}

/// A result in words beside a number.
fn both(value: &Value) -> Option<Component> {
    measured(value)?;
    let text = value.text.as_deref()?;
    Some(Component {
        code: attribute("result", "Result in words"),
        value: Some(ValueX::Concept(systems::result(&clean(text)))),
        ..Component::default()
    })
}

/// A component of a vital sign: what its profile does not take stands in a second one.
fn fitted(component: Component) -> Vec<Component> {
    let mut component = component;
    let value = component.value.take().map(|value| vitals::fit(&component.code, value));
    match value {
        Some(value) if !vitals::takes(&component.code, &value) => {
            component.data_absent_reason = Some(absent("unknown", NO_USUAL));
            let mut written = attribute("value", "Value as written");
            written.text = format!("{} as written", component.code.text).into();
            let written = Component {
                code: written,
                value: Some(value),
                ..Component::default()
            };
            vec![component, written]
        }
        value => {
            component.value = value;
            vec![component]
        }
    }
}
