//! The rows of the sources, typed.

use super::cell::Term;
use super::problem::Place;
use crate::names::{ConceptKind, Direction, Reach, Role, WordClass};
use crate::skeleton;

/// Alternatives by language, in the order of the languages.
pub type ByLanguage = Vec<Vec<Term>>;

/// A language.
#[derive(Clone, Debug)]
pub struct Language {
    /// BCP 47.
    pub code: String,
    /// In English.
    pub name: String,
    /// Whether text is read in it, or it is only told apart.
    pub read: bool,
    /// The decimal mark.
    pub decimal: char,
    /// Letters that few languages have, and this one has.
    pub letters: String,
}

/// A code of a concept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The system's short name.
    pub system: String,
    /// The code.
    pub code: String,
    /// Whether it was checked against a reference.
    pub checked: bool,
}

macro_rules! rows {
    ($($(#[$meta:meta])* $name:ident { $($(#[$fmeta:meta])* $field:ident: $type:ty,)+ })+) => {
        $(
            $(#[$meta])*
            #[derive(Clone, Debug)]
            pub struct $name {
                /// Where it stands.
                pub place: Place,
                $($(#[$fmeta])* pub $field: $type,)+
            }
        )+
    };
}

rows! {
    /// A spelling rule.
    RuleRow {
        /// Where it applies.
        at: skeleton::Place,
        /// What it replaces.
        from: String,
        /// By what.
        to: String,
    }
    /// A pivot and its words.
    WordRow {
        /// Its name.
        id: String,
        /// Its part in terms.
        class: WordClass,
        /// Single words, by language.
        forms: Vec<Vec<String>>,
    }
    /// A concept and its names.
    ConceptRow {
        /// Its id.
        id: String,
        /// What it is.
        kind: ConceptKind,
        /// In English.
        label: String,
        /// Its codes.
        codes: Vec<Code>,
        /// Its names.
        terms: ByLanguage,
    }
    /// Words that say a concept and its presence.
    NegatedRow {
        /// The concept's id.
        concept: String,
        /// The presence's name.
        presence: String,
        /// The words.
        terms: ByLanguage,
    }
    /// An abbreviation that needs a context.
    AbbreviationRow {
        /// The language's place.
        language: usize,
        /// As written.
        form: String,
        /// The concept's id.
        concept: String,
        /// When it counts.
        context: ContextRow,
    }
    /// What is known of an analyte.
    AnalyteRow {
        /// The concept's id.
        concept: String,
        /// The ids of the two numbers of a pair, or of its letters; empty for one number.
        parts: Vec<String>,
        /// The letters it is written by, each with its number.
        letters: String,
        /// UCUM; `None` for a score or a panel.
        canonical: Option<String>,
        /// UCUM, commonest first.
        units: Vec<String>,
        /// In g/mol.
        molar_mass: Option<f64>,
        /// In the canonical unit.
        low: Option<f64>,
        /// In the canonical unit.
        high: Option<f64>,
    }
    /// A finding or problem whose number is an analyte's.
    MeasuredRow {
        /// Its concept's id.
        concept: String,
        /// The analyte's id.
        analyte: String,
    }
    /// A concept, or a whole file of them: procedures that are tests, findings that are normal.
    NamesRow {
        /// `file` or `concept`; in `normal.tsv` also `stands`, a concept that a denial does not reach though it is not normal.
        what: String,
        /// The file below `concepts/`, without its ending, or the concept's id.
        name: String,
    }
    /// A reference range.
    RangeRow {
        /// The concept's id.
        concept: String,
        /// `male`, `female` or empty.
        sex: String,
        /// In years.
        age_low: Option<f64>,
        /// In years.
        age_high: Option<f64>,
        /// In the unit.
        low: Option<f64>,
        /// In the unit.
        high: Option<f64>,
        /// UCUM.
        unit: String,
        /// Who says so.
        source: String,
    }
    /// A unit and its spellings.
    UnitRow {
        /// UCUM.
        ucum: String,
        /// In every language.
        any: Vec<String>,
        /// By language.
        spellings: Vec<Vec<String>>,
    }
    /// A word for a result.
    ResultRow {
        /// In English.
        text: String,
        /// HL7's letter, or empty.
        interpretation: String,
        /// The words.
        terms: ByLanguage,
    }
    /// A number in words.
    NumberRow {
        /// The number.
        value: f64,
        /// The words.
        terms: ByLanguage,
    }
    /// A word of time.
    TimeRow {
        /// Its kind.
        kind: String,
        /// Its value.
        value: String,
        /// The words.
        terms: ByLanguage,
    }
    /// A word or sign that compares.
    ComparatorRow {
        /// The record's sign.
        sign: String,
        /// The words.
        terms: ByLanguage,
    }
    /// What stands before a printed reference range.
    ReferenceRow {
        /// The words.
        terms: ByLanguage,
    }
    /// A word for a person.
    PersonRow {
        /// `male`, `female` or empty.
        sex: String,
        /// `adult`, `child`, `newborn` or empty.
        class: String,
        /// The words.
        terms: ByLanguage,
    }
    /// A phrase for an attribute.
    AttributeRow {
        /// The attribute's name.
        attribute: String,
        /// The value's name.
        value: String,
        /// The phrases.
        terms: ByLanguage,
    }
    /// A phrase for a frequency.
    FrequencyRow {
        /// `None` where the text says it with `{n}`.
        times: Option<f64>,
        /// `None` where the text says it with `{n}`.
        period: Option<f64>,
        /// UCUM, or empty.
        unit: String,
        /// Taken as needed.
        as_needed: bool,
        /// The phrases.
        terms: ByLanguage,
    }
    /// A cue.
    CueRow {
        /// The language's place.
        language: usize,
        /// The phrases, braces expanded.
        phrases: Vec<Term>,
        /// What it does.
        role: Role,
        /// Where its scope lies.
        direction: Direction,
        /// How far it goes.
        reach: Reach,
        /// How many words, for the reach that counts them.
        words: u32,
    }
    /// A phrase that relates.
    RelationRow {
        /// The relation's name.
        kind: String,
        /// Whether what stands before it is the relation's `from`.
        forward: bool,
        /// The phrases.
        terms: ByLanguage,
    }
    /// Headings of a section.
    SectionRow {
        /// The section's kind.
        kind: String,
        /// The time of what stands under it, or empty.
        time: String,
        /// Whom it is about, or empty.
        experiencer: String,
        /// The headings.
        terms: ByLanguage,
    }
}

impl NamesRow {
    /// Whether a concept is named by this row.
    pub fn names(&self, concept: &ConceptRow) -> bool {
        match self.what.as_str() {
            "file" => {
                concept
                    .place
                    .file
                    .strip_prefix("concepts/")
                    .and_then(|f| f.strip_suffix(".tsv"))
                    == Some(&self.name)
            }
            _ => concept.id == self.name,
        }
    }
}

/// When an abbreviation counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContextRow {
    /// Always.
    Always,
    /// Where a number belongs to it.
    Value,
    /// Where none does.
    NoValue,
    /// Under a section of this kind.
    Section(String),
    /// With one of these words in the sentence.
    Near(Vec<String>),
}
