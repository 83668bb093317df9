//! FHIR: one document as a Bundle to be sent, as a transaction for a server, or as the files of a bulk export.
//!
//! What is denied is a refuted condition or an observation whose value is *absent*; what is suspected is unconfirmed; what is
//! conditional, hypothetical, not assessed or still to come is an observation without a value, which says why, or a proposal;
//! what is said of others is no observation of the patient's under its own code. `docs/export-fhir.md` has the whole table.
//!
//! Everything is derived: ids from the document and the mention, no clock. Where FHIR demands to know when resources were
//! made and the caller does not say, it is [`NO_DATE`]; where it demands to know when something was seen and the document
//! does not say, the reason for its absence stands there.

mod allergies;
mod build;
mod case;
mod composition;
mod condition;
mod frame;
mod links;
mod measurement;
mod medication;
mod model;
mod narrative;
mod observation;
mod others;
mod places;
mod plan;
mod procedure;
mod r5;
mod susceptibility;
mod systems;
mod value;
mod vitals;
mod when;

use epicrisis_record::Record;
use serde::{Serialize, Serializer};

use build::{Build, Entry};
use case::Case;
use links::{Key, Links, Style};
use model::{Identifier, Resource};
use plan::{Fact, Plan, Shape};

use crate::format::json_of_size;
use crate::{Export, ExportError, Piece, Telling};

/// When a document is said to be made, where the caller does not say: FHIR takes none without a time.
pub const NO_DATE: &str = "1970-01-01T00:00:00Z";

/// A base for addresses that are nobody's: `.invalid` is reserved to be so.
const NOWHERE: &str = "https://epicrisis.invalid/fhir";

/// What is made of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A document Bundle: all that is known, in one piece that refers to nothing outside.
    Document,
    /// A transaction Bundle: each resource is put at its own address, so that a second time changes nothing.
    Transaction,
    /// One file a type of resource, a resource a line.
    Bulk,
}

/// The release of FHIR.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Release {
    /// 4.0.1.
    R4,
    /// 5.0.0.
    R5,
}

impl Release {
    /// A type of resource by its name in this release.
    fn name(self, kind: &'static str) -> &'static str {
        match self {
            Self::R4 => kind,
            Self::R5 => r5::renamed(kind),
        }
    }
}

/// FHIR as a format.
#[derive(Debug, Clone)]
pub struct Fhir {
    /// What is made.
    pub form: Form,
    /// In which release.
    pub release: Release,
    /// Whether it is indented; else each Bundle is one line.
    pub pretty: bool,
    /// When it is made, in RFC 3339 with its zone; the clock is never asked.
    pub issued: Option<String>,
}

/// Whether a text is an instant as FHIR takes it: a date that the calendar has, a time to the second, and a zone.
///
/// ```
/// use epicrisis_export::fhir::is_instant;
/// assert!(is_instant("2026-03-01T12:00:00Z"));
/// assert!(is_instant("2026-03-01T12:00:00.25+01:00"));
/// assert!(!is_instant("2026-02-30T12:00:00Z"));
/// assert!(!is_instant("2026-03-01"));
/// ```
#[must_use]
pub fn is_instant(text: &str) -> bool {
    when::is_instant(text)
}

impl Export for Fhir {
    fn begin(&self) -> Result<Vec<Piece>, ExportError> {
        match self.form {
            // The program is the same for all documents, and no line may stand twice.
            Form::Bulk => Ok(vec![Piece::next(
                "Device.ndjson",
                self.json(&self.told(&frame::author().resource), false, 1)?,
            )]),
            Form::Document | Form::Transaction => Ok(Vec::new()),
        }
    }

    fn document(&self, telling: Telling<'_>) -> Result<Vec<Piece>, ExportError> {
        let style = match self.form {
            Form::Document => Style::Urn,
            Form::Transaction | Form::Bulk => Style::Path,
        };
        let links = Links::new(&telling.record.document, style, self.release);
        let issued = self.issued.as_deref().unwrap_or(NO_DATE);
        let resources = resources(telling, links, issued);
        match self.form {
            Form::Bulk => resources
                .iter()
                .filter(|(key, _)| *key != links::program(frame::VERSION))
                .map(|(key, resource)| {
                    let line = self.json(&self.told(resource), false, 1)?;
                    Ok(Piece::next(format!("{}.ndjson", self.release.name(key.kind)), line))
                })
                .collect(),
            Form::Document => {
                let bundle = Bundle {
                    id: links.document().to_string(),
                    identifier: Some(Identifier {
                        system: "urn:ietf:rfc:3986",
                        value: links.document().urn().to_string(),
                    }),
                    timestamp: Some(issued),
                    entry: resources.iter().map(|made| self.of_document(made)).collect(),
                    ..Bundle::new("document")
                };
                Ok(vec![Piece::stream(self.json(&bundle, self.pretty, resources.len())?)])
            }
            Form::Transaction => {
                let bundle = Bundle {
                    id: links.document().to_string(),
                    entry: resources.iter().map(|made| self.of_transaction(made)).collect(),
                    ..Bundle::new("transaction")
                };
                Ok(vec![Piece::stream(self.json(&bundle, self.pretty, resources.len())?)])
            }
        }
    }
}

impl Fhir {
    /// So many resources as JSON.
    fn json(&self, value: &impl Serialize, pretty: bool, resources: usize) -> Result<Vec<u8>, ExportError> {
        // What one takes, with some to spare: growing costs more than writing.
        let size = resources * if pretty { 3_500 } else { 1_500 };
        json_of_size(value, pretty, size)
    }

    /// A resource in the words of the release.
    fn told<'b>(&self, resource: &'b Resource) -> Told<'b> {
        Told {
            resource,
            release: self.release,
        }
    }

    fn of_document<'b>(&self, (key, resource): &'b (Key, Resource)) -> BundleEntry<'b> {
        BundleEntry {
            full_url: key.urn(),
            resource: self.told(resource),
            request: None,
        }
    }

    /// References are to addresses, which hold on the server as they are: there is no name to be replaced. The full address is
    /// there because FHIR wants one; no server is of that name.
    fn of_transaction<'b>(&self, (key, resource): &'b (Key, Resource)) -> BundleEntry<'b> {
        let url = links::named(*key, self.release).path();
        BundleEntry {
            full_url: format!("{NOWHERE}/{url}"),
            resource: self.told(resource),
            request: Some(Request { method: "PUT", url }),
        }
    }
}

/// All resources of a document, the composition first.
fn resources(telling: Telling<'_>, links: Links, issued: &str) -> Vec<(Key, Resource)> {
    let record: &Record = telling.record;
    let case = Case::new(record);
    let plan = Plan::of(&case, links);
    let build = Build::new(case, plan, links);
    let mut entries: Vec<Entry<'_>> = build.plan.facts.iter().flat_map(|fact| entries(&build, fact)).collect();
    entries.extend(build.specimens());
    let (composition, head) = build.composition(&entries, issued);
    let around = [build.subject(), build.episode()];
    // In a document, what is said of its head is said of all; on a server, each resource stands by itself.
    let others = around.iter().chain(&entries).filter(|_| !links.in_document());
    let made = [composition].into_iter().chain(others.map(|entry| entry.key));
    let provenance = build.provenance(made, issued);
    let behind = [build.document(telling.text), frame::author(), provenance];
    let all = around.into_iter().chain(entries).chain(behind);
    [(composition, head)]
        .into_iter()
        .chain(all.map(|entry| (entry.key, entry.resource)))
        .collect()
}

/// What a fact becomes.
fn entries<'r>(build: &Build<'r>, fact: &Fact<'r>) -> Vec<Entry<'r>> {
    let one = match fact.shape {
        Shape::Condition => return build.condition(fact),
        Shape::Device => return build.device(fact),
        Shape::Report => return build.report(fact),
        Shape::Finding => build.finding(fact),
        Shape::Measurement => build.measurement(fact),
        Shape::Pressure => build.pressure(fact),
        Shape::Organism => build.organism(fact),
        Shape::Open => build.open(fact),
        Shape::Aside => build.aside(fact),
        Shape::Medication => build.medication(fact),
        Shape::Susceptibility => build.susceptibility(fact),
        Shape::Procedure => build.procedure(fact),
        Shape::Request => build.request(fact),
        Shape::Allergy => build.allergy(fact),
        Shape::Family => build.family(fact),
        Shape::Age | Shape::OtherAge => build.age(fact),
        Shape::Size => build.size(fact),
        Shape::Structure => build.structure(fact),
    };
    // What was measured of it has no place in these; what was measured of a relative stands with the relative.
    let apart = matches!(
        fact.shape,
        Shape::Procedure | Shape::Request | Shape::Allergy | Shape::Medication
    );
    let measures = fact
        .mentions
        .iter()
        .filter(|_| apart)
        .filter_map(|mention| build.measures(mention));
    [one].into_iter().chain(measures).collect()
}

/// A Bundle.
#[derive(Serialize, Default)]
#[serde(rename_all = "camelCase")]
struct Bundle<'b> {
    resource_type: &'static str,
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    identifier: Option<Identifier>,
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    timestamp: Option<&'b str>,
    entry: Vec<BundleEntry<'b>>,
}

impl Bundle<'_> {
    fn new(r#type: &'static str) -> Self {
        Self {
            resource_type: "Bundle",
            r#type,
            ..Self::default()
        }
    }
}

/// A resource in a Bundle: named, or to be put.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct BundleEntry<'b> {
    full_url: String,
    resource: Told<'b>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<Request>,
}

/// What a server is to do.
#[derive(Serialize)]
struct Request {
    method: &'static str,
    url: String,
}

/// A resource as a release has it.
struct Told<'b> {
    resource: &'b Resource,
    release: Release,
}

impl Serialize for Told<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let other = (self.release == Release::R5).then(|| r5::told(self.resource)).flatten();
        match other {
            Some(other) => other.serialize(serializer),
            None => self.resource.serialize(serializer),
        }
    }
}

#[cfg(test)]
mod tests;
