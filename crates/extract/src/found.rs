//! A mention while it is being made: in tokens, pointing at others by their place in the list.

use arrayvec::ArrayVec;
use epicrisis_lexicon::ConceptKind;
use epicrisis_record::{Attributes, CueRole, Experiencer, Kind, Presence, Time, Value};

use crate::context::Rule;
use crate::recognise::LONGEST_TERM;

/// A mention before the record is written. Tokens are counted from the start of the text.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) kind: Kind,
    /// The concept's number in the lexicon.
    pub(crate) concept: Option<u32>,
    /// Its first token.
    pub(crate) first: u32,
    /// Its last token, included.
    pub(crate) last: u32,
    /// The words it was recognised by, sorted; empty where all between its ends is its own.
    pub(crate) words: ArrayVec<u32, LONGEST_TERM>,
    /// Stretches of tokens, both ends included; empty where it is one stretch.
    pub(crate) fragments: Vec<(u32, u32)>,
    pub(crate) presence: Presence,
    /// Whether the words themselves say the presence (`afebril`), so that no cue decides it.
    pub(crate) settled: bool,
    pub(crate) experiencer: Experiencer,
    pub(crate) time: Time,
    pub(crate) attributes: Attributes,
    /// The mention of its site.
    pub(crate) site: Option<usize>,
    /// The mention of its specimen.
    pub(crate) specimen: Option<usize>,
    /// Boxed: most mentions have none, and they are moved about.
    pub(crate) value: Option<Box<Value>>,
    /// What decided.
    pub(crate) cues: Vec<FoundCue>,
    pub(crate) confidence: f64,
    /// The mention it lies in, for a place named inside a larger term.
    pub(crate) parent: Option<usize>,
}

/// A cue that decided about a mention, in tokens, ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FoundCue {
    pub(crate) role: CueRole,
    pub(crate) first: u32,
    pub(crate) last: u32,
    pub(crate) rule: Rule,
    /// From the first to the last token that it holds for.
    pub(crate) scope: (u32, u32),
}

impl Found {
    /// A mention of the patient, present and current.
    pub(crate) fn new(kind: Kind, concept: Option<u32>, first: usize, last: usize) -> Self {
        Self {
            kind,
            concept,
            first: first as u32,
            last: last as u32,
            words: ArrayVec::new(),
            fragments: Vec::new(),
            presence: Presence::Present,
            settled: false,
            experiencer: Experiencer::Patient,
            time: Time::Current,
            attributes: Attributes::default(),
            site: None,
            specimen: None,
            value: None,
            cues: Vec::new(),
            confidence: 0.9,
            parent: None,
        }
    }

    /// Whether a token belongs to it.
    pub(crate) fn has(&self, token: usize) -> bool {
        let token = token as u32;
        if self.fragments.is_empty() {
            (self.first..=self.last).contains(&token)
        } else {
            self.fragments.iter().any(|(a, b)| (*a..=*b).contains(&token))
        }
    }

    /// Whether a token is one of the words it was recognised by.
    pub(crate) fn owns(&self, token: usize) -> bool {
        if self.words.is_empty() {
            self.has(token)
        } else {
            self.words.binary_search(&(token as u32)).is_ok()
        }
    }

    /// Its first token, as an index.
    pub(crate) fn start(&self) -> usize {
        self.first as usize
    }

    /// Its last token, as an index.
    pub(crate) fn end(&self) -> usize {
        self.last as usize
    }
}

/// The record's kind for a lexicon's.
pub(crate) fn kind_of(kind: ConceptKind) -> Kind {
    match kind {
        ConceptKind::Problem => Kind::Problem,
        ConceptKind::Finding => Kind::Finding,
        ConceptKind::Measurement => Kind::Measurement,
        ConceptKind::Medication => Kind::Medication,
        ConceptKind::Procedure => Kind::Procedure,
        ConceptKind::Organism => Kind::Organism,
        ConceptKind::BodySite => Kind::BodySite,
        ConceptKind::Device => Kind::Device,
        ConceptKind::Substance => Kind::Substance,
        ConceptKind::Demographic => Kind::Demographic,
    }
}
