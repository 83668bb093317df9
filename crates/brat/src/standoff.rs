//! What a standoff file says.

use epicrisis_record::Span;

/// What one file says of one text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standoff {
    /// The stretches of text with a label, each with what is said of it.
    pub annotations: Vec<Annotation>,
    /// How two annotations stand to each other.
    pub relations: Vec<Relation>,
}

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
    /// Its attributes.
    pub attributes: Vec<Attribute>,
    /// What it is normalised to.
    pub normalisations: Vec<Normalisation>,
    /// What is noted at it.
    pub notes: Vec<Note>,
}

impl Annotation {
    /// From its first to its last character.
    #[must_use]
    pub fn hull(&self) -> Span {
        let start = self.stretches.iter().map(|s| s.start).min().unwrap_or_default();
        let end = self.stretches.iter().map(|s| s.end).max().unwrap_or_default();
        Span { start, end }
    }

    /// Whether it has an attribute of this name, of whatever value.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.attributes.iter().any(|attribute| attribute.name == name)
    }
}

/// Something said of an annotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// Its name.
    pub name: String,
    /// Its value; `None` where the name says it all.
    pub value: Option<String>,
}

/// An entry of a terminology.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Normalisation {
    /// Which terminology, without blank or colon.
    pub resource: String,
    /// The entry, without blank.
    pub entry: String,
    /// What the entry is called; may be empty.
    pub label: String,
}

/// A remark at an annotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Its kind; of those that people write, `AnnotatorNotes`.
    pub kind: String,
    /// What it says.
    pub text: String,
}

/// How one annotation stands to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// Its label.
    pub label: String,
    /// The id of the first annotation.
    pub from: String,
    /// The id of the second.
    pub to: String,
}
