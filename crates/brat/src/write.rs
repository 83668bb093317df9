//! From what is said to the file that says it.

use std::borrow::Cow;
use std::fmt;

use crate::Standoff;

impl fmt::Display for Standoff {
    /// Writes the file: the annotations, each with its attributes, normalisations and notes behind it, then the relations.
    /// Attributes, normalisations, notes and relations are numbered from 1. Line ends and tabs, which would end a line or a field,
    /// become blanks in texts and low lines in names and values, which have no blanks.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut attributes, mut normalisations, mut notes) = (0, 0, 0);
        for annotation in &self.annotations {
            let id = &annotation.id;
            write!(f, "{id}\t{} ", name(&annotation.label))?;
            for (at, stretch) in annotation.stretches.iter().enumerate() {
                let joint = if at == 0 { "" } else { ";" };
                write!(f, "{joint}{} {}", stretch.start, stretch.end)?;
            }
            writeln!(f, "\t{}", line(&annotation.text))?;
            for attribute in &annotation.attributes {
                attributes += 1;
                write!(f, "A{attributes}\t{} {id}", name(&attribute.name))?;
                match &attribute.value {
                    Some(value) => writeln!(f, " {}", name(value))?,
                    None => writeln!(f)?,
                }
            }
            for normalisation in &annotation.normalisations {
                normalisations += 1;
                let (resource, entry) = (name(&normalisation.resource), name(&normalisation.entry));
                let label = line(&normalisation.label);
                writeln!(f, "N{normalisations}\tReference {id} {resource}:{entry}\t{label}")?;
            }
            for note in &annotation.notes {
                notes += 1;
                writeln!(f, "#{notes}\t{} {id}\t{}", name(&note.kind), line(&note.text))?;
            }
        }
        for (at, relation) in self.relations.iter().enumerate() {
            let (label, from, to) = (name(&relation.label), &relation.from, &relation.to);
            writeln!(f, "R{}\t{label} Arg1:{from} Arg2:{to}", at + 1)?;
        }
        Ok(())
    }
}

/// A text as a part of a line.
fn line(text: &str) -> Cow<'_, str> {
    whole(text, " ")
}

/// A name as a part of a field.
fn name(text: &str) -> Cow<'_, str> {
    whole(text, "_")
}

/// A text with something in place of all that would end a line; most have nothing that would.
fn whole<'t>(text: &'t str, instead: &str) -> Cow<'t, str> {
    let plain = text.bytes().all(|b| (b' '..0x7F).contains(&b));
    if plain || !text.contains(ends_a_line) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.replace(ends_a_line, instead))
    }
}

/// Whether a character ends a line or a field for some reader of such files.
fn ends_a_line(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_would_end_a_line_is_written_once_and_for_all() {
        let read = crate::parse("T1\tA\rB 0 1\ta\rb\nA1\tpresence T1 ab\r\r x\n#1\tNo\u{b}te T1\tc\u{85}\n").unwrap();
        let written = read.to_string();
        assert_eq!(written, "T1\tA_B 0 1\ta b\nA1\tpresence T1 ab__\n#1\tNo_te T1\tc \n");
        assert_eq!(crate::parse(&written).unwrap().to_string(), written);
    }
}
