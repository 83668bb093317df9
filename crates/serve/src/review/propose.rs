//! From corrections to rows for the lexicon: words that people tied to a concept and the lexicon does not.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

use epicrisis_lexicon::{Lexicon, named};
use thiserror::Error;

use super::state::{mentions, of_engine};
use super::types::{ReviewMention, State};
use crate::store::{Kept, Opened, StoreError};

/// Why there are no proposals.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ProposeError {
    /// The store cannot be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It cannot be read.
    #[error("{0}")]
    Lost(String),
}

/// Rows that corrections propose for a lexicon.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proposals {
    /// By kind and concept; without a concept, a row a word.
    rows: BTreeMap<RowKey, Row>,
    /// Words that were read as a concept and should not have been, by kind, concept and language.
    rejected: BTreeMap<(String, String, String, String), Seen>,
    languages: Vec<String>,
}

/// A kind; a concept's id and label; where there is none, the word.
type RowKey = (String, Option<(String, String)>, Option<String>);

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Row {
    /// By language.
    terms: BTreeMap<String, BTreeMap<String, Seen>>,
}

/// How often, and by whom.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Seen {
    times: u64,
    reviewers: BTreeSet<String>,
}

impl Seen {
    fn add(&mut self, mention: &ReviewMention) {
        self.times += 1;
        self.reviewers.extend(mention.by.clone());
    }
}

/// Reads a store for what its corrections say of the lexicon.
///
/// # Errors
/// Where the file is no store, or cannot be read.
pub fn propose(store: &Path, lexicon: &Lexicon<'_>) -> Result<Proposals, ProposeError> {
    let mut opened = Opened::open(store)?;
    let lost = |problem: crate::Problem| ProposeError::Lost(problem.detail);
    let read = lexicon.tables().languages.iter().filter(|l| l.read == 1);
    let mut proposals = Proposals {
        languages: read.map(|l| lexicon.str(l.code).to_owned()).collect(),
        ..Proposals::default()
    };
    for id in opened.corrected().map_err(lost)? {
        let kept = opened.document(&id).map_err(lost)?;
        proposals.add(&kept, lexicon);
    }
    Ok(proposals)
}

impl Proposals {
    fn add(&mut self, kept: &Kept, lexicon: &Lexicon<'_>) {
        let language = &kept.record.document.language;
        for mention in mentions(kept, None) {
            // What is in pieces, or longer than any name, is no term.
            let Some(term) = term(&mention) else { continue };
            let engine = of_engine(&kept.record, &mention.key);
            let before = engine.and_then(|m| m.concept_id());
            let after = mention.concept.as_ref();
            match mention.state {
                State::Rejected => {
                    if let Some(concept) = before {
                        let key = (
                            mention.kind.as_str().to_owned(),
                            concept.to_owned(),
                            language.clone(),
                            term,
                        );
                        self.rejected.entry(key).or_default().add(&mention);
                    }
                }
                State::Open => {}
                // The words were known, and meant this already.
                _ if engine.is_some() && before == after.map(|c| c.id.as_str()) => {}
                _ => {
                    let known = after.and_then(|c| lexicon.concept_by_id(&c.id));
                    if known.is_some_and(|index| {
                        named(lexicon, term.trim_start_matches('='))
                            .binary_search(&index)
                            .is_ok()
                    }) {
                        continue;
                    }
                    let concept = after.map(|c| (c.id.clone(), c.label.clone()));
                    let alone = concept.is_none().then(|| term.clone());
                    let row = self
                        .rows
                        .entry((mention.kind.as_str().to_owned(), concept, alone))
                        .or_default();
                    let of_language = row.terms.entry(language.clone()).or_default();
                    of_language.entry(term).or_default().add(&mention);
                }
            }
        }
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether nothing is proposed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The rows as a lexicon's tables have them, a table a kind; what is to be decided by a person stands in lines of remarks.
    #[must_use]
    pub fn table(&self, lexicon: &Lexicon<'_>) -> String {
        let mut out = String::new();
        // Writing to a string cannot fail.
        let _ = self.write(&mut out, lexicon);
        out
    }

    fn write(&self, out: &mut String, lexicon: &Lexicon<'_>) -> std::fmt::Result {
        let mut kind = "";
        for ((of_kind, concept, _), row) in &self.rows {
            if kind != of_kind {
                kind = of_kind;
                writeln!(
                    out,
                    "# {kind}: proposed by reviewers, unchecked; add the terms to the rows of these ids in concepts/{kind}/"
                )?;
                writeln!(out, "id\tlabel\tcodes\t{}\tnote", self.languages.join("\t"))?;
            }
            let (id, label) = concept.as_ref().map_or(("", ""), |(id, label)| (id, label));
            write!(out, "{id}\t{label}\t{}", codes(lexicon, id))?;
            for language in &self.languages {
                let terms = row.terms.get(language).into_iter().flat_map(BTreeMap::keys);
                write!(out, "\t{}", terms.map(String::as_str).collect::<Vec<_>>().join(" | "))?;
            }
            let all: Vec<&Seen> = row.terms.values().flat_map(BTreeMap::values).collect();
            let times: u64 = all.iter().map(|s| s.times).sum();
            let reviewers: BTreeSet<&str> = all.iter().flat_map(|s| &s.reviewers).map(String::as_str).collect();
            let open = if concept.is_none() {
                "; no concept was chosen"
            } else {
                ""
            };
            writeln!(out, "\tunchecked: {} by {}{open}", counted(times), names(&reviewers))?;
        }
        if !self.rejected.is_empty() {
            writeln!(
                out,
                "# Read as a concept and rejected; a context, a longer term or a cue may be missing."
            )?;
        }
        for ((kind, concept, language, term), seen) in &self.rejected {
            let reviewers = seen.reviewers.iter().map(String::as_str).collect();
            let (times, by) = (counted(seen.times), names(&reviewers));
            writeln!(
                out,
                "# rejected\t{kind}\t{concept}\t{language}\t{term}\t{times} by {by}"
            )?;
        }
        Ok(())
    }
}

fn counted(times: u64) -> String {
    if times == 1 {
        "once".to_owned()
    } else {
        format!("{times} times")
    }
}

/// Names in a cell: none of them ends it.
fn names(names: &BTreeSet<&str>) -> String {
    names
        .iter()
        .copied()
        .collect::<Vec<_>>()
        .join(", ")
        .replace(['\t', '\n', '\r'], " ")
}

/// The codes of a concept, as a lexicon's tables have them.
fn codes(lexicon: &Lexicon<'_>, id: &str) -> String {
    let concept = lexicon.concept_by_id(id).and_then(|index| lexicon.concept(index));
    let codes = concept.into_iter().flat_map(|c| c.codes());
    let cells = codes.map(|(system, code, checked)| format!("{system}={code}{}", if checked { "" } else { "?" }));
    cells.collect::<Vec<_>>().join(" ")
}

/// The longest term, in words.
const LONGEST: usize = 8;

/// The words of a mention as a term: an abbreviation with its mark, others in small letters. `None` where they are no term.
fn term(mention: &ReviewMention) -> Option<String> {
    let words: Vec<&str> = mention.text.split_whitespace().collect();
    let marks = |word: &&str| word.contains(['|', '{', '}', '=', '\t', '#']);
    if !mention.fragments.is_empty() || words.is_empty() || words.len() > LONGEST || words.iter().any(marks) {
        return None;
    }
    let term = words.join(" ");
    let letters = || term.chars().filter(|c| c.is_alphabetic());
    letters().next()?;
    let abbreviation = words.len() == 1 && letters().count() <= 6 && letters().all(char::is_uppercase);
    Some(if abbreviation {
        format!("={term}")
    } else {
        term.to_lowercase()
    })
}
