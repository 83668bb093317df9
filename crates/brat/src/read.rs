//! From the file to what it says.

use std::collections::HashMap;

use epicrisis_record::{CharOffset, Span};
use thiserror::Error;

use crate::{Annotation, Attribute, Normalisation, Note, Relation, Standoff};

/// A line that is no brat.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line}: {what}")]
pub struct BratError {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong, and what it should be. Quotes nothing of the document.
    pub what: &'static str,
}

/// Reads a standoff file. Attributes, normalisations and notes go to the annotation they are at; events, sets of equals, and
/// what is at either or at a relation, are passed over.
///
/// # Errors
/// [`BratError`] at the first line that is no standoff, or that names an annotation that is not there.
///
/// ```
/// let gold = epicrisis_brat::parse("T1\tFINDING 0 5;14 20\tdolor lumbar\n#1\tAnnotatorNotes T1\tHPO\n").unwrap();
/// let first = &gold.annotations[0];
/// assert_eq!((first.stretches.len(), first.notes[0].text.as_str()), (2, "HPO"));
/// ```
pub fn parse(text: &str) -> Result<Standoff, BratError> {
    let mut out = Standoff::default();
    let mut places = HashMap::new();
    let mut later = Vec::new();
    for (i, line) in text.lines().enumerate() {
        let line = line.trim_end_matches('\r');
        let at = i + 1;
        let wrong = |what| BratError { line: at, what };
        match line.bytes().next() {
            None => {}
            Some(b'T') => {
                let annotation = annotation(line).ok_or_else(|| {
                    wrong("no annotation; it must be an id, a tab, a label with start and end, a tab and the text")
                })?;
                places.insert(annotation.id.clone(), out.annotations.len());
                out.annotations.push(annotation);
            }
            // An annotation may be spoken of before it is made.
            Some(b'A' | b'M' | b'#' | b'N' | b'R') => later.push((at, line)),
            Some(b'E' | b'*') => {}
            Some(_) => return Err(wrong("begins with none of brat's letters (T A M # N R E *)")),
        }
    }
    for (at, line) in later {
        let wrong = |what| BratError { line: at, what };
        let mut fields = line.splitn(3, '\t');
        let (Some(id), Some(head)) = (fields.next(), fields.next()) else {
            return Err(wrong(
                "no attribute, note or relation; it must be an id, a tab, and a name with what it is at",
            ));
        };
        let tail = fields.next().unwrap_or_default();
        if id.starts_with('R') {
            let relation = relation(head).ok_or_else(|| {
                wrong("no relation; it must be an id, a tab, and a label with `Arg1:` and `Arg2:` of two ids")
            })?;
            let ends = [&relation.from, &relation.to];
            // Relations of events are passed over with the events.
            if ends.iter().all(|end| end.starts_with('T')) {
                if ends.iter().any(|end| !places.contains_key(*end)) {
                    return Err(wrong("names an annotation that the file does not have"));
                }
                out.relations.push(relation);
            }
            continue;
        }
        let mut head = head.split(' ');
        let (name, target) = (head.next().unwrap_or_default(), head.next().unwrap_or_default());
        // Attributes and notes of relations and events are none of an annotation's.
        if !target.starts_with('T') {
            continue;
        }
        let Some(annotation) = places.get(target).and_then(|place| out.annotations.get_mut(*place)) else {
            return Err(wrong("is at an annotation that the file does not have"));
        };
        let more = head.next();
        match id.bytes().next() {
            Some(b'#') => annotation.notes.push(Note {
                kind: name.to_owned(),
                text: tail.to_owned(),
            }),
            Some(b'N') => {
                let (resource, entry) = more
                    .and_then(|reference| reference.split_once(':'))
                    .ok_or_else(|| wrong("no normalisation; behind what it is at must stand RESOURCE:ENTRY"))?;
                annotation.normalisations.push(Normalisation {
                    resource: resource.to_owned(),
                    entry: entry.to_owned(),
                    label: tail.to_owned(),
                });
            }
            _ => annotation.attributes.push(Attribute {
                name: name.to_owned(),
                value: more.map(str::to_owned),
            }),
        }
    }
    Ok(out)
}

fn relation(head: &str) -> Option<Relation> {
    let mut parts = head.split_whitespace();
    let label = parts.next()?.to_owned();
    // The names of the two arguments are the corpus's own.
    let mut end = || parts.next()?.split_once(':').map(|(_, id)| id.to_owned());
    Some(Relation {
        label,
        from: end()?,
        to: end()?,
    })
}

fn annotation(line: &str) -> Option<Annotation> {
    let mut fields = line.splitn(3, '\t');
    let (id, head, text) = (fields.next()?, fields.next()?, fields.next().unwrap_or_default());
    let (label, places) = head.split_once(' ')?;
    let stretch = |place: &str| {
        let (start, end) = place.split_once(' ')?;
        let (start, end) = (start.parse().ok()?, end.parse().ok()?);
        (start < end).then_some(Span {
            start: CharOffset(start),
            end: CharOffset(end),
        })
    };
    Some(Annotation {
        id: id.to_owned(),
        label: label.to_owned(),
        stretches: places.split(';').map(stretch).collect::<Option<_>>()?,
        text: text.to_owned(),
        attributes: Vec::new(),
        normalisations: Vec::new(),
        notes: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_notes_and_normalisations_go_to_their_annotation() {
        let text = "T1\tDISORDER 3 9\tfiebre\nA1\tNegated T1\nA2\tpresence T1 absent\n#1\tAnnotatorNotes T1\tCUI:C0015967\nN1\tReference T1 HPO:HP:0001945\tFever\n";
        let gold = parse(text).unwrap();
        let first = &gold.annotations[0];
        assert!(first.has("Negated") && !first.has("absent"));
        assert_eq!(first.attributes[1].value.as_deref(), Some("absent"));
        assert_eq!(first.notes[0].text, "CUI:C0015967");
        let code = &first.normalisations[0];
        assert_eq!(
            (code.resource.as_str(), code.entry.as_str(), code.label.as_str()),
            ("HPO", "HP:0001945", "Fever")
        );
        assert_eq!((first.hull().start.0, first.hull().end.0), (3, 9));
    }

    #[test]
    fn relations_lead_from_one_annotation_to_another() {
        let text = "R1\tPertains Arg1:T2 Arg2:T1\nR2\tTheme Arg1:E1 Arg2:T1\nT1\tA 0 1\ta\nT2\tA 2 3\tb\n";
        let gold = parse(text).unwrap();
        let [relation] = gold.relations.as_slice() else {
            panic!("{:?}", gold.relations)
        };
        assert_eq!((relation.from.as_str(), relation.to.as_str()), ("T2", "T1"));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        for (text, line) in [
            ("T1\tA 0 1\ta\nT2 A 0 1 a", 2),
            ("T1\tA 5 5\t", 1),
            ("T1\tA x y\tb", 1),
            ("hello", 1),
            ("#1\tAnnotatorNotes T9\tx", 1),
            ("\nA1", 2),
            ("T1\tA 0 1\ta\nN1\tReference T1\tx", 2),
            ("T1\tA 0 1\ta\nR1\tB Arg1:T1", 2),
            ("T1\tA 0 1\ta\nR1\tB Arg1:T1 Arg2:T9", 2),
        ] {
            assert_eq!(parse(text).unwrap_err().line, line, "{text}");
        }
        assert_eq!(parse("").unwrap(), Standoff::default());
    }
}
