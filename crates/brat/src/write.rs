//! From what is said to the file that says it.

use std::fmt;

use crate::Standoff;

impl fmt::Display for Standoff {
    /// Writes the file: the annotations, each with its attributes, normalisations and notes behind it, then the relations.
    /// Attributes, normalisations, notes and relations are numbered from 1. Line ends and tabs in texts, which would end a
    /// line or a field, become blanks.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut attributes, mut normalisations, mut notes) = (0, 0, 0);
        for annotation in &self.annotations {
            let id = &annotation.id;
            write!(f, "{id}\t{} ", annotation.label)?;
            for (at, stretch) in annotation.stretches.iter().enumerate() {
                let joint = if at == 0 { "" } else { ";" };
                write!(f, "{joint}{} {}", stretch.start, stretch.end)?;
            }
            writeln!(f, "\t{}", line(&annotation.text))?;
            for attribute in &annotation.attributes {
                attributes += 1;
                write!(f, "A{attributes}\t{} {id}", attribute.name)?;
                match &attribute.value {
                    Some(value) => writeln!(f, " {value}")?,
                    None => writeln!(f)?,
                }
            }
            for normalisation in &annotation.normalisations {
                normalisations += 1;
                let (resource, entry) = (&normalisation.resource, &normalisation.entry);
                let label = line(&normalisation.label);
                writeln!(f, "N{normalisations}\tReference {id} {resource}:{entry}\t{label}")?;
            }
            for note in &annotation.notes {
                notes += 1;
                writeln!(f, "#{notes}\t{} {id}\t{}", note.kind, line(&note.text))?;
            }
        }
        for (at, relation) in self.relations.iter().enumerate() {
            let (label, from, to) = (&relation.label, &relation.from, &relation.to);
            writeln!(f, "R{}\t{label} Arg1:{from} Arg2:{to}", at + 1)?;
        }
        Ok(())
    }
}

/// A text as a part of a line.
fn line(text: &str) -> String {
    text.replace(ends_a_line, " ")
}

/// Whether a character ends a line or a field for some reader of such files.
fn ends_a_line(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}')
}
