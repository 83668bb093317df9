//! Annotations as brat writes them: standoff files, offsets in code points.

use epicrisis_record::{CharOffset, Span};
use thiserror::Error;

/// A stretch of text with a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotation {
    /// `T1`.
    pub id: String,
    /// Its label.
    pub label: String,
    /// What it covers, in code points; several stretches where it is discontinuous. Never empty.
    pub stretches: Vec<Span>,
    /// The covered text, as the file repeats it.
    pub text: String,
    /// What is noted at it, and what it is normalised to (`UMLS:C0004096`).
    pub notes: Vec<String>,
    /// Names of its attributes.
    pub attributes: Vec<String>,
}

impl Annotation {
    /// From its first to its last character.
    #[must_use]
    pub fn hull(&self) -> Span {
        let start = self.stretches.iter().map(|s| s.start).min().unwrap_or_default();
        let end = self.stretches.iter().map(|s| s.end).max().unwrap_or_default();
        Span { start, end }
    }
}

/// A line that is no brat.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line}: {what}")]
pub struct BratError {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong, and what it should be. Quotes nothing of the document.
    pub what: &'static str,
}

/// Reads a standoff file. Relations and events are passed over; attributes and notes go to the annotation they are at.
///
/// # Errors
/// [`BratError`] at the first line that is no standoff, or that names an annotation that is not there.
///
/// ```
/// let gold = epicrisis_evaluate::brat::parse("T1\tFINDING 0 5;14 20\tdolor lumbar\n#1\tAnnotatorNotes T1\tHPO\n").unwrap();
/// assert_eq!((gold[0].stretches.len(), gold[0].notes[0].as_str()), (2, "HPO"));
/// ```
pub fn parse(text: &str) -> Result<Vec<Annotation>, BratError> {
    let mut out: Vec<Annotation> = Vec::new();
    let mut later = Vec::new();
    for (i, line) in text.lines().enumerate() {
        let line = line.trim_end_matches('\r');
        let at = i + 1;
        let wrong = |what| BratError { line: at, what };
        match line.bytes().next() {
            None => {}
            Some(b'T') => out.push(annotation(line).ok_or_else(|| {
                wrong("no annotation; it must be an id, a tab, a label with start and end, a tab and the text")
            })?),
            Some(b'A' | b'M' | b'#' | b'N') => later.push((at, line)),
            Some(b'R' | b'E' | b'*') => {}
            Some(_) => return Err(wrong("begins with none of brat's letters (T A M # N R E *)")),
        }
    }
    for (at, line) in later {
        let wrong = |what| BratError { line: at, what };
        let mut fields = line.splitn(3, '\t');
        let (Some(id), Some(head)) = (fields.next(), fields.next()) else {
            return Err(wrong(
                "no attribute and no note; it must be an id, a tab, and a name with what it is at",
            ));
        };
        let mut head = head.split(' ');
        let (name, target) = (head.next().unwrap_or_default(), head.next().unwrap_or_default());
        // Attributes and notes of relations and events are none of an annotation's.
        if !target.starts_with('T') {
            continue;
        }
        let Some(annotation) = out.iter_mut().find(|a| a.id == target) else {
            return Err(wrong("is at an annotation that the file does not have"));
        };
        match id.bytes().next() {
            Some(b'#') => annotation.notes.extend(fields.next().map(str::to_owned)),
            Some(b'N') => annotation.notes.extend(head.next().map(str::to_owned)),
            _ => annotation.attributes.push(name.to_owned()),
        }
    }
    Ok(out)
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
        notes: Vec::new(),
        attributes: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_notes_and_normalisations_go_to_their_annotation() {
        let text = "T1\tDISORDER 3 9\tfiebre\nA1\tNegated T1\n#1\tAnnotatorNotes T1\tCUI:C0015967\nN1\tReference T1 HPO:0001945\tFever\nR1\tPertains Arg1:T1 Arg2:T1\n";
        let gold = parse(text).unwrap();
        assert_eq!(gold[0].attributes, ["Negated"]);
        assert_eq!(gold[0].notes, ["CUI:C0015967", "HPO:0001945"]);
        assert_eq!((gold[0].hull().start.0, gold[0].hull().end.0), (3, 9));
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
        ] {
            assert_eq!(parse(text).unwrap_err().line, line, "{text}");
        }
        assert_eq!(parse("").unwrap(), []);
    }
}
