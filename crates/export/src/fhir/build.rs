//! What every resource needs: whose it is, what it means, which characters say so.

use epicrisis_record::{Concept, Degree, Laterality, Mention, RelationKind};

use super::case::Case;
use super::links::{Key, Links};
use super::model::{
    Annotation, CodeableConcept, Effective, Extension, ExtensionValue, Identifier, Reference, Resource, Stretch,
};
use super::narrative::{clean, paragraph};
use super::plan::{Fact, Plan};
use super::systems::{self, coding};
use super::when::{When, when};

/// The parts of a document, by what stands in them and not by what the text's headings were: so equal facts are told
/// equally in all languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Problems,
    PastIllness,
    Considered,
    Allergies,
    Medication,
    Symptoms,
    Vitals,
    Results,
    Procedures,
    Devices,
    Family,
    Social,
    Plan,
    Other,
}

/// A finished resource with its place in the document.
pub(super) struct Entry<'r> {
    pub(super) key: Key,
    pub(super) resource: Resource,
    /// Where the document lists it; `None` for what others lead to.
    pub(super) part: Option<Part>,
    /// What it says, in one line.
    pub(super) summary: String,
    /// The document's words for it.
    pub(super) words: &'r str,
}

/// What builders look things up in.
pub(super) struct Build<'r> {
    pub(super) case: Case<'r>,
    pub(super) plan: Plan<'r>,
    pub(super) links: Links,
    /// What nearly every resource points at or is named after, made once.
    own: Own,
}

struct Own {
    patient: Reference,
    encounter: Reference,
    source: Reference,
    document: String,
}

impl<'r> Build<'r> {
    pub(super) fn new(case: Case<'r>, plan: Plan<'r>, links: Links) -> Self {
        let own = Own {
            patient: links.to(patient(links)),
            encounter: links.to(encounter(links)),
            source: links.to(source(links)),
            document: clean(&case.record.document.id),
        };
        Self { case, plan, links, own }
    }

    /// Closes a resource: id, narrative, place.
    pub(super) fn entry(
        &self,
        key: Key,
        resource: impl Into<Resource>,
        part: Option<Part>,
        summary: String,
        words: &'r str,
    ) -> Entry<'r> {
        let mut resource = resource.into();
        resource.name(key.uuid.to_string(), paragraph(&summary));
        Entry {
            key,
            resource,
            part,
            summary,
            words,
        }
    }

    /// The patient.
    pub(super) fn patient(&self) -> Reference {
        self.own.patient.clone()
    }

    /// The episode that is told.
    pub(super) fn encounter(&self) -> Reference {
        self.own.encounter.clone()
    }

    /// The document's text.
    pub(super) fn source(&self) -> Reference {
        self.own.source.clone()
    }

    /// The document's id, as the input had it.
    pub(super) fn document_name(&self) -> Identifier {
        Identifier {
            system: systems::DOCUMENT,
            value: self.own.document.clone(),
        }
    }

    /// The mentions that a resource was made of, by name.
    pub(super) fn identifiers(&self, mentions: &[&Mention]) -> Vec<Identifier> {
        let document = &self.own.document;
        let name = |mention: &&Mention| Identifier {
            system: systems::MENTION,
            value: format!("{document}#{}", mention.id),
        };
        mentions.iter().map(name).collect()
    }

    /// The characters that say it: a stretch of the document's text each, counted in code points.
    pub(super) fn evidence(&self, mentions: &[&Mention]) -> Vec<Extension> {
        let stretches = mentions.iter().flat_map(|mention| mention.stretches());
        let stretch = |span| Extension {
            url: "http://hl7.org/fhir/StructureDefinition/derivation-reference",
            value: Some(ExtensionValue::Stretch(Stretch {
                source: self.source(),
                span,
            })),
            ..Extension::default()
        };
        stretches.map(stretch).collect()
    }

    /// What a mention means, with its own words.
    pub(super) fn code(&self, mention: &Mention) -> CodeableConcept {
        let mut code = match mention.concept.as_deref() {
            Some(concept) => concept_of(concept),
            None => systems::words(clean(&mention.text)),
        };
        code.extension.push(Extension {
            url: "http://hl7.org/fhir/StructureDefinition/originalText",
            value: Some(ExtensionValue::String(clean(&mention.text))),
            ..Extension::default()
        });
        code
    }

    /// The places a mention is at, with its side and level.
    pub(super) fn sites(&self, mention: &Mention) -> Vec<CodeableConcept> {
        let sites = self.case.sites(mention);
        let side = mention.attributes.laterality;
        let level = mention.attributes.level.as_deref();
        let mut concepts: Vec<_> = sites.iter().map(|site| place(site, side, level)).collect();
        if concepts.is_empty() {
            let words: Vec<&str> = side.map(laterality).into_iter().chain(level).collect();
            if !words.is_empty() {
                concepts.push(systems::words(words.join(", ")));
            }
        }
        concepts
    }

    /// The same for elements that hold one place.
    pub(super) fn site(&self, mention: &Mention) -> Option<CodeableConcept> {
        let mut sites = self.sites(mention);
        if sites.len() > 1 {
            let names: Vec<_> = sites.drain(1..).map(|site| site.text).collect();
            let first = &mut sites[0];
            first.text = format!("{}; {}", first.text, names.join("; ")).into();
        }
        sites.pop()
    }

    /// References to what a mention leads to or is led to from, each once, if it is of one of these types.
    pub(super) fn related(
        &self,
        mentions: &[&Mention],
        from: &[RelationKind],
        to: &[RelationKind],
        kinds: &[&str],
    ) -> Vec<Reference> {
        let mut keys: Vec<Key> = Vec::new();
        let own: Vec<Key> = mentions
            .iter()
            .filter_map(|mention| self.plan.key(mention.id))
            .collect();
        for mention in mentions {
            let ends = self.case.from(mention.id, from).chain(self.case.to(mention.id, to));
            for key in ends.filter_map(|end| self.plan.key(end.id)) {
                if kinds.contains(&key.kind) && !keys.contains(&key) && !own.contains(&key) {
                    keys.push(key);
                }
            }
        }
        keys.into_iter().map(|key| self.links.to(key)).collect()
    }

    /// When a fact was, by the first of its mentions that says so.
    pub(super) fn when(&self, fact: &Fact<'_>) -> Option<When> {
        let mut mentions = [fact.lead()].into_iter().chain(fact.mentions.iter().copied());
        mentions.find_map(|mention| when(&self.case, mention))
    }
}

/// The patient's key.
pub(super) fn patient(links: Links) -> Key {
    links.one("Patient", "subject")
}

/// The episode's key.
pub(super) fn encounter(links: Links) -> Key {
    links.one("Encounter", "episode")
}

/// The key of the document's text.
pub(super) fn source(links: Links) -> Key {
    links.one("DocumentReference", "source")
}

/// A concept: its codes, the lexicon's id and its English name.
pub(super) fn concept_of(concept: &Concept) -> CodeableConcept {
    let codes = concept
        .codes
        .iter()
        .map(|code| coding(systems::uri(&code.system), code.code.clone(), ""));
    let own = coding(systems::CONCEPT, concept.id.clone(), concept.label.clone());
    CodeableConcept {
        coding: codes.chain([own]).collect(),
        text: concept.label.clone().into(),
        ..CodeableConcept::default()
    }
}

/// A place, with the side and the level of what is there.
fn place(site: &Mention, side: Option<Laterality>, level: Option<&str>) -> CodeableConcept {
    let mut concept = match site.concept.as_deref() {
        Some(concept) => concept_of(concept),
        None => systems::words(clean(&site.text)),
    };
    let side = side.or(site.attributes.laterality).map(laterality);
    let level = level.or(site.attributes.level.as_deref());
    for word in side.into_iter().chain(level) {
        let text = concept.text.to_mut();
        text.push_str(", ");
        text.push_str(word);
    }
    concept
}

fn laterality(side: Laterality) -> &'static str {
    match side {
        Laterality::Left => "left",
        Laterality::Right => "right",
        Laterality::Bilateral => "both sides",
    }
}

/// How strongly something possible is suspected, in a word.
pub(super) fn degree(mention: &Mention) -> &'static str {
    match mention.attributes.degree {
        Some(Degree::Likely) => "likely",
        Some(Degree::Unlikely) => "unlikely",
        Some(Degree::Possible) | None => "possible",
    }
}

/// When it was, for elements that take only dates; else the words, to be noted.
pub(super) fn effective(when: Option<When>) -> (Option<Effective>, Option<String>) {
    match when {
        Some(When::Date(date)) => (Some(Effective::Date(date)), None),
        Some(When::Words(words)) => (None, Some(format!("Time: {words}."))),
        None => (None, None),
    }
}

/// Remarks, one each.
pub(super) fn notes(remarks: impl IntoIterator<Item = String>) -> Vec<Annotation> {
    remarks.into_iter().map(|text| Annotation { text }).collect()
}

/// Words parted by commas, behind a name.
pub(super) fn told<W: AsRef<str>>(name: &str, words: impl IntoIterator<Item = W>) -> String {
    let mut told = name.to_owned();
    let mut mark = ": ";
    for word in words {
        if !word.as_ref().is_empty() {
            told.push_str(mark);
            told.push_str(word.as_ref());
            mark = ", ";
        }
    }
    told
}
