//! What is compared with what.

use std::str::FromStr;

use epicrisis_record::{Kind, Presence};
use thiserror::Error;

/// How a mention is compared with an annotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    /// By the characters they cover.
    Span,
    /// By the characters and the number: an annotation without digits asks for a result in words.
    Number,
    /// By the codes of the whole document, whatever they stand at.
    Code {
        /// What stands before the code in an annotation's note: `ICD10:`.
        note: String,
        /// The record's name of the code system.
        system: String,
        /// So many characters of a code are compared, full stops aside.
        length: usize,
    },
    /// By what is said of the mentions that lie at annotations, and of those that lie at none where a text's scopes are
    /// annotated. Mentions that nobody annotated and annotations that no mention meets are another measure's.
    Presence {
        /// The attribute of an annotation that asks for it; `None` where the label alone does.
        attribute: Option<String>,
        /// What a mention there must say.
        presence: Presence,
        /// Labels of cues: a mention that has its cue in itself is passed over, as a term of its own.
        cues: Vec<String>,
    },
}

/// What a mention must have to count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Needs {
    /// A code.
    Code {
        /// The record's name of the code system.
        system: String,
        /// The code has at least so many characters.
        length: usize,
    },
    /// That it does not say a test with its result in words (`negative serology`): no disorder for those who annotate disorders.
    NoResult,
}

/// One comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// For people.
    pub name: String,
    /// Labels of the annotations.
    pub gold: Vec<String>,
    /// Kinds of the mentions.
    pub kinds: Vec<Kind>,
    /// Labels at which a mention is neither right nor wrong.
    pub neutral: Vec<String>,
    /// What a mention must have to count.
    pub needs: Option<Needs>,
    /// How they are compared.
    pub by: By,
}

/// All comparisons, in the order of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measures(pub Vec<Measure>);

/// A table of measures that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line}: {what}")]
pub struct MeasuresError {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong, and what it should be.
    pub what: String,
}

const COLUMNS: [&str; 6] = ["measure", "gold", "kinds", "neutral", "needs", "by"];

impl Measures {
    /// The built-in table, as it is written.
    pub const BUILT_IN: &str = include_str!("../measures.tsv");

    /// The measures for the labels that most corpora of clinical cases have.
    #[must_use]
    pub fn built_in() -> Self {
        // A test reads it; were it wrong, there would be nothing to measure, and the report would say so.
        Self::BUILT_IN.parse().unwrap_or(Self(Vec::new()))
    }
}

impl FromStr for Measures {
    type Err = MeasuresError;

    fn from_str(text: &str) -> Result<Self, MeasuresError> {
        let mut lines = (1..)
            .zip(text.lines())
            .filter(|(_, l)| !l.starts_with('#') && !l.trim().is_empty());
        let wrong = |line, what: String| Err(MeasuresError { line, what });
        let header: Vec<&str> = lines.next().map_or(Vec::new(), |(_, l)| l.split('\t').collect());
        if header != COLUMNS {
            return wrong(
                1,
                format!("the first line must name the columns {}", COLUMNS.join(", ")),
            );
        }
        let mut measures = Vec::new();
        for (at, line) in lines {
            let cells: Vec<&str> = line.split('\t').collect();
            let [name, gold, kinds, neutral, needs, by] = cells[..] else {
                return wrong(at, format!("{} columns, not {}", cells.len(), COLUMNS.len()));
            };
            let words = |cell: &str| cell.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            let Ok(kinds) = kinds
                .split_whitespace()
                .map(str::parse)
                .collect::<Result<Vec<Kind>, _>>()
            else {
                return wrong(at, format!("`{kinds}` holds what is no kind of mention"));
            };
            if gold.trim().is_empty() || kinds.is_empty() {
                return wrong(at, "no label or no kind to compare".to_owned());
            }
            let needs = match words(needs).as_slice() {
                [] => None,
                [word] if word == "no-result" => Some(Needs::NoResult),
                [system, length] if length.parse::<usize>().is_ok() => Some(Needs::Code {
                    system: system.clone(),
                    length: length.parse().unwrap_or_default(),
                }),
                _ => {
                    return wrong(
                        at,
                        "`needs` must be a code system and a length, as `ATC 7`, or `no-result`".to_owned(),
                    );
                }
            };
            let by = match words(by).as_slice() {
                [by] if by == "span" => By::Span,
                [by] if by == "number" => By::Number,
                [by, note, system, length] if by == "code" && length.parse::<usize>().is_ok() => By::Code {
                    note: note.clone(),
                    system: system.clone(),
                    length: length.parse().unwrap_or_default(),
                },
                [by, attribute, said, cues @ ..] if by == "presence" => {
                    let Ok(presence) = said.parse() else {
                        return wrong(at, format!("`{said}` is no presence"));
                    };
                    By::Presence {
                        attribute: Some(attribute.clone()).filter(|a| a != "-"),
                        presence,
                        cues: cues.to_vec(),
                    }
                }
                _ => {
                    return wrong(
                        at,
                        "`by` must be `span`, `number`, `code NOTE SYSTEM LENGTH`, or `presence ATTRIBUTE PRESENCE CUES`"
                            .to_owned(),
                    );
                }
            };
            measures.push(Measure {
                name: name.to_owned(),
                gold: words(gold),
                kinds,
                neutral: words(neutral),
                needs,
                by,
            });
        }
        Ok(Self(measures))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_table_is_whole() {
        let measures = Measures::built_in().0;
        assert_eq!(measures.len(), 15);
        assert!(measures.iter().any(|m| matches!(m.by, By::Code { .. })));
    }

    #[test]
    fn a_wrong_table_says_where() {
        let head = "measure\tgold\tkinds\tneutral\tneeds\tby\n";
        for row in [
            "a\tA\tproblem",
            "a\tA\tillness\t\t\tspan",
            "a\t\tproblem\t\t\tspan",
            "a\tA\tproblem\t\tATC\tspan",
            "a\tA\tproblem\t\t\tcode x",
            "a\tA\tproblem\t\t\tpresence Negated no",
        ] {
            let error = format!("{head}{row}").parse::<Measures>().unwrap_err();
            assert_eq!(error.line, 2, "{row}");
        }
        assert_eq!("x".parse::<Measures>().unwrap_err().line, 1);
    }
}
