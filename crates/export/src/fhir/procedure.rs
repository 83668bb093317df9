//! What was done, what is to be done, and tests with their results.

use epicrisis_record::{Kind, Mention, MentionId, Presence, RelationKind, Time};

use super::build::{Build, Entry, Part, effective, notes, told};
use super::condition::words_of;
use super::links::Key;
use super::model::{CodeableConcept, Collection, DiagnosticReport, Performed, Procedure, ServiceRequest, Specimen};
use super::plan::Fact;
use super::systems;
use super::when::When;

/// How a test leads to what it showed.
const RESULTS: [RelationKind; 3] = [
    RelationKind::ResultOf,
    RelationKind::FoundOn,
    RelationKind::IsolatedFrom,
];

impl<'r> Build<'r> {
    /// Something done, or said not to have been done.
    pub(super) fn procedure(&self, fact: &Fact<'r>) -> Entry<'r> {
        let lead = fact.lead();
        let status = match lead.presence {
            Presence::Present => "completed",
            Presence::Absent | Presence::NotAssessed => "not-done",
            _ => "unknown",
        };
        let plain = matches!(lead.presence, Presence::Present | Presence::Absent);
        let reason = (!plain).then(|| systems::presence(lead.presence));
        let when = self.when(fact);
        let summary = told(lead.label(), [status.replace('-', " "), words_of(when.as_ref())]);
        let past = (lead.time == Time::Past).then(|| "Before this episode.".to_owned());
        let procedure = Procedure {
            extension: self.evidence(&fact.mentions),
            identifier: self.identifiers(&fact.mentions),
            status,
            status_reason: reason,
            code: self.code(lead),
            subject: self.patient(),
            encounter: self.encounter(),
            performed: when.map(|when| match when {
                When::Date(date) => Performed::Date(date),
                When::Words(words) => Performed::Words(words),
            }),
            reason_reference: self.reasons(fact),
            body_site: self.sites(lead),
            note: notes(past),
            ..Procedure::default()
        };
        self.entry(fact.key, procedure, Some(Part::Procedures), summary, &lead.text)
    }

    /// Something planned; or only thought about, which is a proposal of unknown status and no plan.
    pub(super) fn request(&self, fact: &Fact<'r>) -> Entry<'r> {
        let lead = fact.lead();
        let planned = lead.presence == Presence::Present;
        let (date, time) = match self.when(fact) {
            Some(When::Date(date)) => (date, None),
            Some(When::Words(words)) => (String::new(), Some(words)),
            None => (String::new(), None),
        };
        let doubt = (!planned).then(|| systems::presence(lead.presence).text);
        let word = doubt.clone().map_or("planned".to_owned(), |doubt| doubt.to_lowercase());
        let summary = told(lead.label(), [word, date.clone(), time.clone().unwrap_or_default()]);
        let remarks = [
            time.map(|time| format!("Time: {time}.")),
            doubt.as_ref().map(|doubt| format!("{doubt}.")),
        ];
        let mut code = self.code(lead);
        if let Some(doubt) = &doubt {
            code.text = format!("{} ({})", code.text, doubt.to_lowercase()).into();
        }
        let request = ServiceRequest {
            extension: self.evidence(&fact.mentions),
            identifier: self.identifiers(&fact.mentions),
            status: if planned { "active" } else { "unknown" },
            intent: if planned { "plan" } else { "proposal" },
            code,
            subject: self.patient(),
            encounter: self.encounter(),
            occurrence_date_time: date,
            reason_reference: self.reasons(fact),
            body_site: self.sites(lead),
            note: notes(remarks.into_iter().flatten()),
            ..ServiceRequest::default()
        };
        self.entry(fact.key, request, Some(Part::Plan), summary, &lead.text)
    }

    fn reasons(&self, fact: &Fact<'_>) -> Vec<super::model::Reference> {
        let kinds = &["Condition", "Observation", "DiagnosticReport"];
        self.related(
            &fact.mentions,
            &[RelationKind::GivenFor],
            &[RelationKind::TreatedWith],
            kinds,
        )
    }

    /// A test with its results, and the result that is said of the test itself.
    pub(super) fn report(&self, fact: &Fact<'r>) -> Vec<Entry<'r>> {
        let lead = fact.lead();
        let when = self.when(fact);
        let own = Key {
            kind: "Observation",
            ..self.links.of("Observation", lead.id)
        };
        let result = self.result(fact, own);
        let mut results = self.related(&fact.mentions, &[], &RESULTS, &["Observation"]);
        results.extend(result.as_ref().map(|_| self.links.to(own)));
        let past = if lead.time == Time::Past {
            "before this episode"
        } else {
            ""
        };
        let count = match results.len() {
            0 => String::new(),
            1 => "1 result".to_owned(),
            several => format!("{several} results"),
        };
        let summary = told(lead.label(), [past.to_owned(), words_of(when.as_ref()), count]);
        let report = DiagnosticReport {
            extension: self.evidence(&fact.mentions),
            identifier: self.identifiers(&fact.mentions),
            status: "final",
            code: self.code(lead),
            subject: self.patient(),
            encounter: self.encounter(),
            effective: effective(when).0,
            result: results,
            ..DiagnosticReport::default()
        };
        let report = self.entry(fact.key, report, Some(Part::Results), summary, &lead.text);
        [report].into_iter().chain(result).collect()
    }

    /// All specimens that something was found in, each once.
    pub(super) fn specimens(&self) -> Vec<Entry<'r>> {
        let observations = self.plan.facts.iter().filter(|fact| fact.key.kind == "Observation");
        let mut made: Vec<MentionId> = Vec::new();
        let mut entries = Vec::new();
        for of in observations.filter_map(|fact| self.case.specimen(fact.lead())) {
            if !made.contains(&of.id) {
                made.push(of.id);
                entries.push(self.specimen(self.specimen_key(of), of));
            }
        }
        entries
    }

    pub(super) fn specimen_key(&self, of: &Mention) -> Key {
        self.links.of("Specimen", of.id)
    }

    fn specimen(&self, key: Key, of: &'r Mention) -> Entry<'r> {
        let code = self.code(of);
        let place = of.kind == Kind::BodySite;
        let specimen = Specimen {
            extension: self.evidence(&[of]),
            identifier: self.identifiers(&[of]),
            // Named by where it is from: that is all that the document says of it.
            r#type: CodeableConcept {
                extension: code.extension.clone(),
                ..systems::words(code.text.clone())
            },
            subject: self.patient(),
            collection: place.then(|| Collection {
                body_site: Some(code.clone()),
            }),
            ..Specimen::default()
        };
        let summary = told("Specimen", [code.text]);
        self.entry(key, specimen, None, summary, &of.text)
    }
}
