//! From a record to its annotations.

use epicrisis_brat::{Annotation, Attribute, Normalisation, Note, Relation, Standoff};
use epicrisis_record::{Concept, Mention, MentionId, Record, RelationKind};

use super::aside::{Aside, NOTE};
use super::pieces::Letters;
use super::{CONCEPTS, attributes};
use crate::{ExportError, Telling};

/// The annotations of a document.
pub(super) fn standoff(telling: Telling<'_>) -> Result<Standoff, ExportError> {
    let letters = Letters::of(telling.text);
    let annotations = telling.record.mentions.iter();
    Ok(Standoff {
        annotations: annotations
            .map(|mention| annotation(mention, telling.record, &letters))
            .collect::<Result<_, _>>()?,
        relations: relations(telling.record),
    })
}

/// The id of a mention's annotation.
pub(super) fn id(mention: MentionId) -> String {
    format!("T{}", mention.0)
}

fn annotation(mention: &Mention, record: &Record, letters: &Letters<'_>) -> Result<Annotation, ExportError> {
    let stretches: Vec<_> = mention.stretches().flat_map(|span| letters.split(span)).collect();
    let words: Vec<&str> = stretches.iter().map(|span| letters.covered(*span)).collect();
    let said = attributes::ALL.iter();
    let concept = mention.concept.as_deref();
    let note = Aside::of(mention, &record.subject)?.note()?;
    Ok(Annotation {
        id: id(mention.id),
        label: mention.kind.as_str().to_owned(),
        text: words.join(" "),
        stretches,
        attributes: said
            .filter_map(|attribute| {
                (attribute.of)(mention).map(|value| Attribute {
                    name: attribute.name.to_owned(),
                    value: Some(value.to_owned()),
                })
            })
            .collect(),
        normalisations: concept.map(normalisations).unwrap_or_default(),
        notes: note.into_iter().map(note_of).collect(),
    })
}

fn note_of(text: String) -> Note {
    Note {
        kind: NOTE.to_owned(),
        text,
    }
}

/// The concept itself, then its codes.
fn normalisations(concept: &Concept) -> Vec<Normalisation> {
    let codes = concept.codes.iter().map(|code| (code.system.as_str(), &code.code));
    [(CONCEPTS, &concept.id)]
        .into_iter()
        .chain(codes)
        .map(|(resource, entry)| Normalisation {
            resource: packed(resource, true),
            entry: packed(entry, false),
            label: concept.label.clone(),
        })
        .collect()
}

/// A name without the letters that brat ends it by; `read::unpacked` is the way back.
fn packed(name: &str, resource: bool) -> String {
    let mut packed = String::with_capacity(name.len());
    for letter in name.chars() {
        if letter.is_whitespace() || letter.is_control() || letter == '%' || (resource && letter == ':') {
            let mut bytes = [0; 4];
            for byte in letter.encode_utf8(&mut bytes).bytes() {
                packed.push_str(&format!("%{byte:02X}"));
            }
        } else {
            packed.push(letter);
        }
    }
    packed
}

/// The relations. A mention's site and specimen are places and samples among others, and the first of them.
fn relations(record: &Record) -> Vec<Relation> {
    let mut relations: Vec<(RelationKind, MentionId, MentionId)> = Vec::new();
    for mention in &record.mentions {
        let first = [
            (RelationKind::LocatedAt, mention.attributes.site),
            (RelationKind::IsolatedFrom, mention.attributes.specimen),
        ];
        relations.extend(first.into_iter().filter_map(|(kind, to)| Some((kind, mention.id, to?))));
    }
    let known: std::collections::HashSet<_> = relations.iter().copied().collect();
    let all = record.relations.iter().map(|r| (r.kind, r.from, r.to));
    relations.extend(all.filter(|relation| !known.contains(relation)));
    relations
        .into_iter()
        .map(|(kind, from, to)| Relation {
            label: kind.as_str().to_owned(),
            from: id(from),
            to: id(to),
        })
        .collect()
}
