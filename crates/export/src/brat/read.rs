//! From annotations back to a record.

use std::sync::Arc;

use epicrisis_brat::{Annotation, Standoff};
use epicrisis_record::{
    Attributes, Code, CodeSystem, Concept, Document, Experiencer, FRAGMENT_JOINER, Kind, Mention, MentionId, Number,
    Presence, Record, Relation, RelationKind, Subject, Time, UnknownName, Violation,
};

use super::aside::{Aside, NOTE};
use super::pieces::Letters;
use super::{CONCEPTS, attributes};

/// Why annotations are no record.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Unreadable {
    /// An annotation's id is not brat's.
    #[error("`{0}` is no annotation's id; it must be `T` and a number")]
    Id(String),
    /// A label, an attribute's value or a relation is not among the record's names.
    #[error("{at}: {name}")]
    Name {
        /// The annotation's id.
        at: String,
        /// What is wrong with it.
        name: UnknownName,
    },
    /// A note that begins as one of Epicrisis's is none.
    #[error("{at}: its note begins with `{{` and is not as Epicrisis writes it: {error}")]
    Note {
        /// The annotation's id.
        at: String,
        /// What is wrong with it.
        error: serde_json::Error,
    },
    /// What is annotated does not fit the text.
    #[error(transparent)]
    Unfit(#[from] Violation),
}

/// Makes a record of a text and of its annotations in the form that [`Brat`](super::Brat) writes, corrected by people or not.
///
/// Kinds, stretches, presence, experiencer, time, all attributes, values, concepts, codes, relations and what is known of the
/// patient come back as they were. Sections, warnings and cues do not, since no annotation says them. Attributes and
/// relations of other names are passed over; a label of another name is none of the record's kinds, and an error.
/// Confidence is 1: what stands in an annotation stands there.
///
/// # Errors
/// [`Unreadable`], naming annotations by their ids and never by their words.
///
/// ```
/// use epicrisis_export::brat;
/// use epicrisis_record::{Document, Number, Presence};
///
/// let text = "Niega fiebre.";
/// let annotations = epicrisis_brat::parse("T1\tfinding 6 12\tfiebre\nA1\tpresence T1 absent\n")?;
/// let document = Document {
///     id: "case-1".to_owned(),
///     language: "es".to_owned(),
///     language_confidence: Number::from(1),
///     length: 13,
///     sha256: String::new(),
/// };
/// let record = brat::read(document, text, &annotations)?;
/// assert_eq!(record.mentions[0].presence, Presence::Absent);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read(document: Document, text: &str, annotations: &Standoff) -> Result<Record, Unreadable> {
    let letters = Letters::of(text);
    let mut record = Record::new(document);
    for annotation in &annotations.annotations {
        let mention = mention(annotation, &letters, &mut record.subject)?;
        record.mentions.push(mention);
    }
    record
        .mentions
        .sort_by_key(|mention| (mention.start, std::cmp::Reverse(mention.end)));
    for relation in &annotations.relations {
        // Whoever annotates may tie things by other relations, too.
        let Ok(kind) = relation.label.parse::<RelationKind>() else {
            continue;
        };
        let (from, to) = (id(&relation.from)?, id(&relation.to)?);
        record.relations.push(Relation { kind, from, to });
    }
    places(&mut record);
    record.check(text)?;
    Ok(record)
}

fn id(annotation: &str) -> Result<MentionId, Unreadable> {
    let number = annotation.strip_prefix('T').and_then(|number| number.parse().ok());
    number
        .map(MentionId)
        .ok_or_else(|| Unreadable::Id(annotation.to_owned()))
}

fn mention(annotation: &Annotation, letters: &Letters<'_>, subject: &mut Subject) -> Result<Mention, Unreadable> {
    let unknown = |name| Unreadable::Name {
        at: annotation.id.clone(),
        name,
    };
    let stretches = letters.joined(&annotation.stretches);
    let words: Vec<&str> = stretches.iter().map(|span| letters.covered(*span)).collect();
    let hull = annotation.hull();
    let mut mention = Mention {
        id: id(&annotation.id)?,
        kind: annotation.label.parse::<Kind>().map_err(unknown)?,
        start: hull.start,
        end: hull.end,
        text: words.join(FRAGMENT_JOINER),
        fragments: if stretches.len() > 1 { stretches } else { Vec::new() },
        concept: concept(annotation).map(Arc::new),
        presence: Presence::Present,
        experiencer: Experiencer::Patient,
        time: Time::Current,
        attributes: Attributes::default(),
        value: None,
        cues: Vec::new(),
        confidence: Number::from(1),
    };
    let notes = annotation.notes.iter().filter(|note| note.kind == NOTE);
    if let Some(aside) = notes.filter_map(|note| Aside::parse(&note.text)).next() {
        let wrong = |error| Unreadable::Note {
            at: annotation.id.clone(),
            error,
        };
        aside.map_err(wrong)?.tell(&mut mention, subject);
    }
    for said in &annotation.attributes {
        if let Some(attribute) = attributes::ALL.iter().find(|attribute| attribute.name == said.name) {
            (attribute.set)(&mut mention, said.value.as_deref()).map_err(unknown)?;
        }
    }
    Ok(mention)
}

/// The concept, where an annotation names it, with the codes it names.
fn concept(annotation: &Annotation) -> Option<Concept> {
    let own = annotation
        .normalisations
        .iter()
        .find(|code| code.resource == CONCEPTS)?;
    let others = annotation
        .normalisations
        .iter()
        .filter(|code| code.resource != CONCEPTS);
    Some(Concept {
        id: unpacked(&own.entry),
        label: own.label.clone(),
        codes: others
            .map(|code| Code {
                system: CodeSystem::new(&unpacked(&code.resource)),
                code: unpacked(&code.entry),
            })
            .collect(),
    })
}

/// A name as it was before brat's letters were taken out of it.
fn unpacked(name: &str) -> String {
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.as_bytes();
    while let Some((&first, behind)) = rest.split_first() {
        let packed = (first == b'%').then(|| behind.get(..2)).flatten();
        let byte = packed
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match byte {
            Some(byte) => {
                bytes.push(byte);
                rest = &behind[2..];
            }
            None => {
                bytes.push(first);
                rest = behind;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| name.to_owned())
}

/// The first place of a mention is its site, the first sample its specimen.
fn places(record: &mut Record) {
    let mut at: std::collections::HashMap<MentionId, &mut Attributes> = record
        .mentions
        .iter_mut()
        .map(|mention| (mention.id, &mut mention.attributes))
        .collect();
    for relation in &record.relations {
        let Some(attributes) = at.get_mut(&relation.from) else {
            continue;
        };
        match relation.kind {
            RelationKind::LocatedAt => {
                attributes.site.get_or_insert(relation.to);
            }
            RelationKind::IsolatedFrom => {
                attributes.specimen.get_or_insert(relation.to);
            }
            _ => {}
        }
    }
}
