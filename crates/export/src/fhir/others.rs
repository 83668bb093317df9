//! Allergies, devices and relatives.

use epicrisis_record::{Mention, Presence, RelationKind, Time};

use super::allergies;
use super::build::{Build, Entry, Part, notes, told};
use super::condition::words_of;
use super::links::Key;
use super::model::{
    AllergyIntolerance, Device, DeviceName, DeviceUse, FamilyMemberHistory, Occurrence, RelativeCondition,
};
use super::narrative::clean;
use super::plan::Fact;
use super::systems::concept;
use super::value::line;
use super::when::When;

impl<'r> Build<'r> {
    /// What is not tolerated. One that is denied is refuted and inactive, as FHIR demands a status.
    pub(super) fn allergy(&self, fact: &Fact<'r>) -> Entry<'r> {
        let lead = fact.lead();
        let (clinical, verified) = match lead.presence {
            Presence::Present => (("active", "Active"), ("confirmed", "Confirmed")),
            Presence::Absent => (("inactive", "Inactive"), ("refuted", "Refuted")),
            _ => (("active", "Active"), ("unconfirmed", "Unconfirmed")),
        };
        let mut code = self.code(lead);
        code.coding.splice(0..0, allergies::none(lead));
        let allergy = AllergyIntolerance {
            extension: self.evidence(&fact.mentions),
            identifier: self.identifiers(&fact.mentions),
            clinical_status: concept(
                "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical",
                clinical.0,
                clinical.1,
            ),
            verification_status: concept(
                "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification",
                verified.0,
                verified.1,
            ),
            category: allergies::category(lead).into_iter().collect(),
            code,
            patient: self.patient(),
            ..AllergyIntolerance::default()
        };
        let summary = told(lead.label(), [verified.0.to_owned()]);
        self.entry(fact.key, allergy, Some(Part::Allergies), summary, &lead.text)
    }

    /// A device, and that the patient has or had it.
    pub(super) fn device(&self, fact: &Fact<'r>) -> Vec<Entry<'r>> {
        let lead = fact.lead();
        let key = Key {
            kind: "Device",
            ..self.links.of("Device", lead.id)
        };
        let device = Device {
            extension: self.evidence(&fact.mentions),
            identifier: self.identifiers(&fact.mentions),
            device_name: vec![DeviceName {
                name: clean(lead.label()),
                r#type: "user-friendly-name",
            }],
            r#type: self.code(lead),
            patient: Some(self.patient()),
            ..Device::default()
        };
        let past = lead.time == Time::Past;
        let when = self.when(fact);
        let summary = told(
            lead.label(),
            [if past { "past" } else { "" }.to_owned(), words_of(when.as_ref())],
        );
        let (timing, time) = match when {
            Some(When::Date(date)) => (Some(Occurrence::Date(date)), None),
            Some(When::Words(words)) => (None, Some(format!("Time: {words}."))),
            None => (None, None),
        };
        let given = [RelationKind::GivenFor];
        let usage = DeviceUse {
            extension: self.evidence(&fact.mentions),
            identifier: self.identifiers(&fact.mentions),
            status: if past { "completed" } else { "active" },
            subject: self.patient(),
            timing,
            device: self.links.to(key),
            reason_reference: self.related(
                &fact.mentions,
                &given,
                &[RelationKind::TreatedWith],
                &["Condition", "Observation"],
            ),
            body_site: self.site(lead),
            note: notes(time),
            ..DeviceUse::default()
        };
        let measures = fact.mentions.iter().filter_map(|mention| self.measures(mention));
        let device = [
            self.entry(fact.key, usage, Some(Part::Devices), summary.clone(), &lead.text),
            self.entry(key, device, None, summary, &lead.text),
        ];
        device.into_iter().chain(measures).collect()
    }

    /// One relative: which one, the record does not say.
    pub(super) fn family(&self, fact: &Fact<'r>) -> Entry<'r> {
        let has = |mention: &&'r Mention| RelativeCondition {
            extension: self.evidence(&[mention]),
            code: self.code(mention),
            note: notes(
                [
                    (mention.time == Time::Past).then(|| "In the past.".to_owned()),
                    mention.value.as_deref().map(|value| format!("Value: {}.", line(value))),
                ]
                .into_iter()
                .flatten(),
            ),
        };
        let names = fact.mentions.iter().map(|mention| clean(mention.label()));
        let summary = told("A relative", names);
        let role = "http://terminology.hl7.org/CodeSystem/v3-RoleCode";
        let relative = FamilyMemberHistory {
            extension: self.evidence(&fact.mentions),
            identifier: self.identifiers(&fact.mentions),
            status: "partial",
            patient: self.patient(),
            relationship: concept(role, "FAMMEMB", "family member"),
            condition: fact.mentions.iter().map(has).collect(),
            ..FamilyMemberHistory::default()
        };
        self.entry(fact.key, relative, Some(Part::Family), summary, &fact.lead().text)
    }
}
