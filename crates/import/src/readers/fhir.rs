//! FHIR, any release: CodeSystem, ValueSet (composed or expanded), or a Bundle of them.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::json::Lines;
use super::{Out, coded};
use crate::data::canonical_system;
use crate::input::{ImportError, Input};
use crate::options::Format;
use crate::row::{Name, Row};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Resource<'t> {
    resource_type: Option<String>,
    url: Option<String>,
    language: Option<String>,
    #[serde(borrow, default)]
    concept: Vec<&'t RawValue>,
    #[serde(borrow)]
    compose: Option<Compose<'t>>,
    #[serde(borrow)]
    expansion: Option<Expansion<'t>>,
    #[serde(borrow, default)]
    entry: Vec<BundleEntry<'t>>,
}

#[derive(Deserialize)]
struct BundleEntry<'t> {
    #[serde(borrow)]
    resource: Option<&'t RawValue>,
}

#[derive(Deserialize)]
struct Compose<'t> {
    #[serde(borrow, default)]
    include: Vec<Include<'t>>,
}

#[derive(Deserialize)]
struct Include<'t> {
    system: Option<String>,
    #[serde(borrow, default)]
    concept: Vec<&'t RawValue>,
}

#[derive(Deserialize)]
struct Expansion<'t> {
    #[serde(borrow, default)]
    contains: Vec<&'t RawValue>,
}

/// A concept of a CodeSystem, a ValueSet or an expansion.
#[derive(Deserialize)]
struct Concept<'t> {
    system: Option<String>,
    code: Option<String>,
    display: Option<String>,
    #[serde(default)]
    inactive: bool,
    #[serde(default)]
    designation: Vec<Designation>,
    #[serde(borrow, default)]
    concept: Vec<&'t RawValue>,
    #[serde(borrow, default)]
    contains: Vec<&'t RawValue>,
}

#[derive(Deserialize)]
struct Designation {
    language: Option<String>,
    value: Option<String>,
}

pub(super) fn read(input: Input, out: &mut Out<'_>) -> Result<(), ImportError> {
    let path = input.path.clone();
    let text = input.text(Format::Fhir)?;
    let mut lines = Lines::new(&text);
    let malformed = |message: String| ImportError::malformed(&path, Format::Fhir, message);
    let mut waiting = vec![text.as_str()];
    let mut read_any = false;
    while let Some(part) = waiting.pop() {
        let resource: Resource<'_> = match serde_json::from_str(part) {
            Ok(resource) => resource,
            Err(e) if !read_any && part.len() == text.len() => return Err(malformed(e.to_string())),
            Err(e) => {
                out.bad(lines.of(part), e.to_string());
                continue;
            }
        };
        match resource.resource_type.as_deref() {
            Some("Bundle") => {
                let inside = resource.entry.iter().rev().filter_map(|e| e.resource);
                waiting.extend(inside.map(RawValue::get));
            }
            Some("CodeSystem") => {
                read_any = true;
                let system = out.given_system().or(resource.url.as_deref().map(canonical_system));
                let reading = Reading::new(&resource, system);
                reading.concepts(&resource.concept, &mut lines, out);
            }
            Some("ValueSet") => {
                read_any = true;
                for include in resource.compose.iter().flat_map(|c| &c.include) {
                    let system = include.system.as_deref().map(canonical_system);
                    let reading = Reading::new(&resource, system.or_else(|| out.given_system()));
                    reading.concepts(&include.concept, &mut lines, out);
                }
                if let Some(expansion) = &resource.expansion {
                    let reading = Reading::new(&resource, out.given_system());
                    reading.concepts(&expansion.contains, &mut lines, out);
                }
            }
            Some(_) if part.len() < text.len() => {}
            other => {
                let what = other.unwrap_or("a resource without a type");
                return Err(malformed(format!(
                    "it is {what}, not a CodeSystem, a ValueSet or a Bundle"
                )));
            }
        }
    }
    Ok(())
}

struct Reading {
    language: Option<String>,
    system: Option<Arc<str>>,
}

impl Reading {
    fn new(resource: &Resource<'_>, system: Option<Arc<str>>) -> Self {
        Self {
            language: resource.language.clone(),
            system,
        }
    }

    fn concepts(&self, concepts: &[&RawValue], lines: &mut Lines<'_>, out: &mut Out<'_>) {
        // Deeper ones are read from a list, not by calls: a file decides how deep they lie.
        let mut waiting: Vec<&RawValue> = concepts.iter().rev().copied().collect();
        while let Some(raw) = waiting.pop() {
            let line = lines.of(raw.get());
            match serde_json::from_str::<Concept<'_>>(raw.get()) {
                Ok(concept) => {
                    waiting.extend(
                        concept
                            .contains
                            .iter()
                            .rev()
                            .chain(concept.concept.iter().rev())
                            .copied(),
                    );
                    self.concept(concept, line, out);
                }
                Err(e) => out.bad(line, format!("no concept: {e}")),
            }
        }
    }

    fn concept(&self, concept: Concept<'_>, line: u64, out: &mut Out<'_>) {
        if concept.inactive {
            return out.retired();
        }
        let Some(system) = concept
            .system
            .as_deref()
            .map(canonical_system)
            .or_else(|| self.system.clone())
        else {
            return out.bad(line, "no code system; name it with --system");
        };
        let Some(code) = concept.code.filter(|c| !c.trim().is_empty()) else {
            // An expansion may group its concepts under what has no code.
            return if concept.contains.is_empty() {
                out.bad(line, "no code")
            };
        };
        let display = concept.display.map(|text| (text, None, true));
        let others = concept
            .designation
            .into_iter()
            .filter_map(|d| Some((d.value?, d.language, false)));
        let names: Vec<Name> = display
            .into_iter()
            .chain(others)
            .filter(|(text, _, _)| !text.trim().is_empty())
            .map(|(text, language, preferred)| Name {
                text,
                language: out.language(language.as_deref().or(self.language.as_deref())),
                preferred,
            })
            .collect();
        if names.is_empty() {
            return out.bad(line, format!("{code} has no display and no designation"));
        }
        let (system, code) = coded(&system, &code);
        out.row(Row {
            system,
            code,
            kind: None,
            names,
            also: Vec::new(),
            line,
        });
    }
}
