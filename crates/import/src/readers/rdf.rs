//! SKOS and OWL, as RDF/XML or Turtle: labels by subject.

use std::collections::BTreeMap;
use std::sync::Arc;

use oxrdf::{NamedOrBlankNode, Term, Triple};
use oxrdfxml::RdfXmlParser;
use oxttl::TurtleParser;

use super::json::Lines;
use super::{Out, coded};
use crate::data::{Lang, canonical_system, curie};
use crate::input::{ImportError, Input};
use crate::options::Format;
use crate::row::{Name, Row};

const PREFERRED: [&str; 2] = [
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://www.w3.org/2000/01/rdf-schema#label",
];
const OTHERS: [&str; 2] = [
    "http://www.w3.org/2004/02/skos/core#altLabel",
    "http://www.geneontology.org/formats/oboInOwl#hasExactSynonym",
];
const NOTATION: &str = "http://www.w3.org/2004/02/skos/core#notation";
const SCHEME: &str = "http://www.w3.org/2004/02/skos/core#inScheme";
const DEPRECATED: &str = "http://www.w3.org/2002/07/owl#deprecated";
const EXACT: &str = "http://www.w3.org/2004/02/skos/core#exactMatch";
const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
/// What is named and is no concept.
const NO_CONCEPT: [&str; 8] = [
    "http://www.w3.org/2002/07/owl#AnnotationProperty",
    "http://www.w3.org/2002/07/owl#ObjectProperty",
    "http://www.w3.org/2002/07/owl#DatatypeProperty",
    "http://www.w3.org/2002/07/owl#Ontology",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#Property",
    "http://www.w3.org/2004/02/skos/core#ConceptScheme",
    "http://www.w3.org/2004/02/skos/core#Collection",
    "http://www.w3.org/2002/07/owl#Axiom",
];

/// Faults behind which no more is read.
const PATIENCE: usize = 1000;

#[derive(Default)]
struct Subject {
    line: u64,
    names: Vec<Name>,
    notation: Option<String>,
    scheme: Option<String>,
    also: Vec<(Arc<str>, String)>,
    deprecated: bool,
    other: bool,
}

pub(super) fn read_xml(input: Input, out: &mut Out<'_>) -> Result<(), ImportError> {
    let path = input.path.clone();
    let text = input.text(Format::RdfXml)?;
    let mut lines = Lines::new(&text);
    let mut subjects = Subjects::default();
    let mut parser = RdfXmlParser::new().lenient().for_slice(&text);
    while let Some(triple) = parser.next() {
        let at = usize::try_from(parser.buffer_position())
            .unwrap_or(usize::MAX)
            .min(text.len());
        let line = lines.at(at);
        match triple {
            Ok(triple) => subjects.triple(triple, line, out),
            Err(e) => {
                let message = e.to_string();
                if subjects.all.is_empty() {
                    return Err(ImportError::malformed(&path, Format::RdfXml, message));
                }
                // XML that is broken cannot be read on; what stands before the fault is good.
                out.bad(line, format!("the rest cannot be read: {message}"));
                break;
            }
        }
    }
    subjects.finish(out);
    Ok(())
}

pub(super) fn read_turtle(input: Input, out: &mut Out<'_>) -> Result<(), ImportError> {
    let path = input.path.clone();
    let text = input.text(Format::Turtle)?;
    let mut subjects = Subjects::default();
    let mut faults = 0;
    for triple in TurtleParser::new().lenient().for_slice(&text) {
        match triple {
            Ok(triple) => subjects.triple(triple, 0, out),
            Err(e) => {
                faults += 1;
                out.bad(e.location().start.line + 1, e.to_string());
                if faults == PATIENCE {
                    break;
                }
            }
        }
    }
    if subjects.all.is_empty() && faults > 0 {
        return Err(ImportError::malformed(
            &path,
            Format::Turtle,
            "nothing in it can be read",
        ));
    }
    // The parser does not say where it is: a subject is where its own name is first written.
    let mut lines = Lines::new(&text);
    for (address, subject) in &mut subjects.all {
        let own = address.rsplit(['/', '#']).next().unwrap_or_default();
        subject.line = text.find(own).map_or(0, |at| lines.at(at));
    }
    subjects.finish(out);
    Ok(())
}

#[derive(Default)]
struct Subjects {
    all: BTreeMap<String, Subject>,
}

impl Subjects {
    fn triple(&mut self, triple: Triple, line: u64, out: &Out<'_>) {
        let NamedOrBlankNode::NamedNode(subject) = &triple.subject else {
            return;
        };
        let predicate = triple.predicate.as_str();
        let interesting = PREFERRED.contains(&predicate)
            || OTHERS.contains(&predicate)
            || [NOTATION, SCHEME, DEPRECATED, EXACT, TYPE].contains(&predicate);
        if !interesting {
            return;
        }
        let entry = self.all.entry(subject.as_str().to_owned()).or_insert_with(|| Subject {
            line,
            ..Subject::default()
        });
        match (predicate, triple.object) {
            (DEPRECATED, Term::Literal(value)) => entry.deprecated = matches!(value.value(), "true" | "1"),
            (NOTATION, Term::Literal(value)) => entry.notation = Some(value.value().to_owned()),
            (SCHEME, Term::NamedNode(scheme)) => entry.scheme = Some(scheme.into_string()),
            (EXACT, Term::NamedNode(other)) => entry.also.extend(curie(other.as_str())),
            (TYPE, Term::NamedNode(what)) => entry.other |= NO_CONCEPT.contains(&what.as_str()),
            (_, Term::Literal(value)) if !value.value().trim().is_empty() => {
                let language = value.language().map(Lang::parse).or_else(|| out.or_english());
                entry.names.push(Name {
                    text: value.value().to_owned(),
                    language,
                    preferred: PREFERRED.contains(&predicate),
                });
            }
            _ => {}
        }
    }

    fn finish(self, out: &mut Out<'_>) {
        for (address, subject) in self.all {
            if subject.other || (subject.names.is_empty() && subject.notation.is_none()) {
                continue;
            }
            if subject.deprecated {
                out.retired();
                continue;
            }
            if subject.names.is_empty() {
                out.bad(subject.line, format!("<{address}> has no label"));
                continue;
            }
            let said = out
                .given_system()
                .or_else(|| subject.scheme.as_deref().map(canonical_system));
            let code = match (&subject.notation, said) {
                (Some(notation), Some(system)) => Some(coded(&system, notation)),
                (Some(notation), None) => curie(&address).map(|(system, _)| coded(&system, notation)),
                (None, given) => curie(&address).map(|(system, code)| match given {
                    Some(given) if out.options.system.is_some() => (given, code),
                    _ => (system, code),
                }),
            };
            let Some((system, code)) = code else {
                out.bad(subject.line, format!("<{address}> has no code"));
                continue;
            };
            out.row(Row {
                system,
                code,
                kind: None,
                names: subject.names,
                also: subject.also,
                line: subject.line,
            });
        }
    }
}
