//! From words to concepts.
//!
//! Terms are sets of pivots. Each hangs at its rarest pivot; where a text has that pivot, the term's other pivots are
//! looked for around it, in the same phrase and in any order. What fits best is kept.

mod abbreviations;
mod fit;
mod misspelling;
mod resolve;

use epicrisis_lexicon::format::NONE;
use epicrisis_lexicon::{Category, ConceptKind, ReadBy, WordClass};
use epicrisis_record::Presence;

use crate::found::{Found, kind_of};
use crate::read::Reading;

pub(crate) use misspelling::Misspelling;

/// A term is never longer than this.
pub(crate) const LONGEST_TERM: usize = 8;

/// A place where a term fits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    pub(crate) concept: u32,
    /// Its tokens, sorted; the rest of the array is unused.
    pub(crate) tokens: [u32; LONGEST_TERM],
    pub(crate) len: u8,
    /// What stands between its words: 0 nothing, more the looser it fits.
    pub(crate) cost: u8,
    /// It shares its head with another item of a list (`dolor abdominal y lumbar`).
    pub(crate) coordinated: bool,
    /// How sure its words were read.
    pub(crate) surety: Surety,
    /// The words say the presence, too.
    pub(crate) presence: Option<Presence>,
}

/// How surely the words of a candidate were read, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Surety {
    Exact,
    Skeleton,
    Foreign,
    Misspelled,
}

impl Surety {
    pub(crate) fn of(by: ReadBy) -> Self {
        match by {
            ReadBy::Form => Self::Exact,
            ReadBy::Skeleton => Self::Skeleton,
            ReadBy::Foreign => Self::Foreign,
        }
    }

    /// How much is left of certainty.
    fn confidence(self) -> f64 {
        match self {
            Self::Exact => 0.95,
            Self::Skeleton => 0.9,
            Self::Foreign => 0.75,
            Self::Misspelled => 0.5,
        }
    }
}

impl Candidate {
    pub(crate) fn tokens(&self) -> &[u32] {
        &self.tokens[..usize::from(self.len)]
    }

    pub(crate) fn first(&self) -> u32 {
        self.tokens().first().copied().unwrap_or(NONE)
    }

    pub(crate) fn last(&self) -> u32 {
        self.tokens().last().copied().unwrap_or(0)
    }

    /// A run of tokens read word for word.
    fn run(concept: u32, tokens: std::ops::Range<usize>, surety: Surety) -> Option<Self> {
        let len = tokens.len();
        let mut array = [0; LONGEST_TERM];
        for (slot, token) in array.iter_mut().zip(tokens) {
            *slot = token as u32;
        }
        (1..=LONGEST_TERM).contains(&len).then_some(Self {
            concept,
            tokens: array,
            len: len as u8,
            cost: 0,
            coordinated: false,
            surety,
            presence: None,
        })
    }
}

/// Finds the concepts of a text.
pub(crate) fn recognise(reading: &mut Reading<'_, '_>) -> (Vec<Found>, Vec<Misspelling>) {
    let misspellings = misspelling::correct(reading);
    let mut candidates = Vec::with_capacity(reading.tokens.len() / 4);
    fit::terms(reading, &misspellings, &mut candidates);
    abbreviations::find(reading, &mut candidates);
    word_for_word(reading, &mut candidates);
    (resolve::resolve(reading, candidates), misspellings)
}

/// Concepts that the lexicon gives as phrases, and words that say a concept with its presence.
fn word_for_word(reading: &Reading<'_, '_>, out: &mut Vec<Candidate>) {
    for phrase in reading.phrases.of(Category::Concept) {
        out.extend(Candidate::run(phrase.payload, phrase.range(), Surety::Exact));
    }
    for phrase in reading.phrases.of(Category::Negated) {
        let Some(rec) = reading.lexicon.tables().negated.get(phrase.payload as usize) else {
            continue;
        };
        let presence = reading.lexicon.str(rec.presence).parse().ok();
        out.extend(Candidate::run(rec.concept, phrase.range(), Surety::Exact).map(|c| Candidate { presence, ..c }));
    }
}

/// Whether a token says something that a term may not step over.
fn is_gap(reading: &Reading<'_, '_>, token: usize) -> bool {
    let word = &reading.words[token];
    word.is_content() || word.class == WordClass::Attribute && word.pivot == NONE
}

impl Candidate {
    /// The mention it makes.
    fn found(&self, reading: &Reading<'_, '_>, kind: ConceptKind, parent: Option<usize>) -> Found {
        let mut found = Found::new(
            kind_of(kind),
            Some(self.concept),
            self.first() as usize,
            self.last() as usize,
        );
        found.parent = parent;
        found.words = self.tokens().iter().copied().collect();
        found.fragments = self.fragments(reading);
        if let Some(presence) = self.presence {
            found.presence = presence;
            found.settled = true;
        }
        // `sin hallazgos` says that it is so; a denial around it would deny the denial.
        found.settled |= self.tokens().iter().any(|t| reading.words[*t as usize].negates);
        let loose = f64::from(self.cost) * 0.01;
        found.confidence = (self.surety.confidence() - loose).max(0.3);
        found
    }

    /// The stretches it covers, where words that are not its own stand between.
    fn fragments(&self, reading: &Reading<'_, '_>) -> Vec<(u32, u32)> {
        if !self.coordinated {
            return Vec::new();
        }
        let mut out: Vec<(u32, u32)> = Vec::new();
        for &token in self.tokens() {
            match out.last_mut() {
                Some((_, last))
                    if (*last + 1..token).all(|t| {
                        let word = &reading.words[t as usize];
                        word.class.is_small() || word.mark == crate::read::Mark::Soft
                    }) =>
                {
                    *last = token;
                }
                _ => out.push((token, token)),
            }
        }
        if out.len() < 2 { Vec::new() } else { out }
    }
}
