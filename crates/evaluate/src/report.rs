//! What an evaluation came to, for machines and for people.

use std::fmt::{self, Write};

use serde::Serialize;

use crate::counts::{Counts, Figures};

/// All of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Over all languages.
    pub total: Vec<Score>,
    /// By language.
    pub languages: Vec<Language>,
    /// By document, those measures that it has annotations for.
    pub documents: Vec<DocumentReport>,
}

/// One language.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Language {
    /// As the records say it: BCP 47.
    pub language: String,
    /// How many documents.
    pub documents: usize,
    /// A score a measure.
    pub scores: Vec<Score>,
}

/// One document.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DocumentReport {
    /// Its id.
    pub id: String,
    /// Its language.
    pub language: String,
    /// A score a measure.
    pub scores: Vec<Score>,
}

/// One measure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Score {
    /// The measure's name.
    pub measure: String,
    /// Where both cover the same characters.
    pub strict: Figures,
    /// Where they share a character.
    pub overlapping: Figures,
    /// What `strict` is made of.
    pub strict_counts: Counts,
    /// What `overlapping` is made of.
    pub overlapping_counts: Counts,
    /// What was missed, the commonest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missed: Vec<Said>,
    /// What was made up, the commonest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub made_up: Vec<Said>,
}

/// A text or a code, and how often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    /// In small letters.
    pub text: String,
    /// How often.
    pub count: usize,
}

impl Score {
    pub(crate) fn new(measure: String, strict: Counts, overlapping: Counts) -> Self {
        Self {
            measure,
            strict: strict.figures(),
            overlapping: overlapping.figures(),
            strict_counts: strict,
            overlapping_counts: overlapping,
            missed: Vec::new(),
            made_up: Vec::new(),
        }
    }
}

/// How wide the name of a measure is.
const NAME: usize = 30;

impl Report {
    /// As a table for people; with `documents`, a line each.
    #[must_use]
    pub fn text(&self, documents: bool) -> String {
        let mut out = String::new();
        // Writing to a string cannot fail.
        let _ = self.write(&mut out, documents);
        out
    }

    fn write(&self, out: &mut String, documents: bool) -> fmt::Result {
        for language in &self.languages {
            writeln!(out, "{}, {} documents", language.language, language.documents)?;
            table(out, &language.scores)?;
            for score in &language.scores {
                list(out, score, "missed", &score.missed)?;
                list(out, score, "made up", &score.made_up)?;
            }
            out.push('\n');
        }
        if self.languages.len() > 1 {
            writeln!(out, "all, {} documents", self.documents.len())?;
            table(out, &self.total)?;
        }
        if self.languages.is_empty() {
            writeln!(out, "no document has an annotation that a measure compares")?;
        }
        for document in self.documents.iter().filter(|_| documents) {
            for score in &document.scores {
                write!(out, "{}  {}  {:NAME$}", document.id, document.language, score.measure)?;
                row(out, score)?;
            }
        }
        Ok(())
    }
}

fn table(out: &mut String, scores: &[Score]) -> fmt::Result {
    writeln!(
        out,
        "{:NAME$}{:>7}{:>7}   overlapping P     R    F1   strict P     R    F1",
        "", "gold", "made"
    )?;
    for score in scores {
        write!(out, "{:NAME$}", score.measure)?;
        row(out, score)?;
    }
    Ok(())
}

fn row(out: &mut String, score: &Score) -> fmt::Result {
    let Counts { gold, made, .. } = score.overlapping_counts;
    let figure = |f: Option<f64>| f.map_or_else(|| "-".to_owned(), |f| format!("{f:.3}"));
    let (o, s) = (score.overlapping, score.strict);
    writeln!(
        out,
        "{gold:>7}{made:>7}{:>16} {:>5} {:>5}{:>11} {:>5} {:>5}",
        figure(o.precision),
        figure(o.recall),
        figure(o.f1),
        figure(s.precision),
        figure(s.recall),
        figure(s.f1)
    )
}

fn list(out: &mut String, score: &Score, what: &str, said: &[Said]) -> fmt::Result {
    if said.is_empty() {
        return Ok(());
    }
    let items: Vec<String> = said.iter().map(|s| format!("{} ({})", s.text, s.count)).collect();
    writeln!(out, "  {}, {what}: {}", score.measure, items.join(", "))
}
