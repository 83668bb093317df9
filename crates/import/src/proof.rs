//! Whether the codes of a lexicon exist and name what they should.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use epicrisis_lexicon::source::{Place, Source};
use epicrisis_lexicon::{Lexicon, term_words};

use crate::collect::Collection;
use crate::data::{canonical_code, canonical_system, whole};
use crate::row::{Event, Name};

/// Reference terminologies: which codes there are, and their names.
#[derive(Clone, Debug, Default)]
pub struct Reference {
    collection: Collection,
    /// Codes that are known by another's mapping to them, with that one's names.
    mapped: HashMap<(Arc<str>, String), Vec<Name>>,
}

/// What a reference says of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It exists, and a name of it has the words of a term of ours.
    Same,
    /// It exists, and a name of it and a term of ours share most of their words: one says more than the other.
    Close,
    /// It exists, and its names have other words.
    Differs,
    /// It exists, by another's mapping or by a code of its own, without a name to compare.
    Nameless,
    /// A reference that holds all of its system does not have it.
    Missing,
    /// No reference that holds all of its system was given, and none of them has it.
    Unknown,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Same,
        Self::Close,
        Self::Differs,
        Self::Nameless,
        Self::Missing,
        Self::Unknown,
    ];
}

/// A code of the lexicon, and what the references say of it.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Where its concept stands.
    pub place: Place,
    /// The concept's id.
    pub concept: String,
    /// The concept's label.
    pub label: String,
    /// The code system.
    pub system: String,
    /// The code.
    pub code: String,
    /// Whether the lexicon says that it was checked.
    pub checked: bool,
    /// What the references say.
    pub verdict: Verdict,
    /// What the references call it; empty where they do not.
    pub named: String,
}

/// What the references say of all codes of a lexicon.
#[derive(Clone, Debug, Default)]
pub struct Proof {
    /// A finding a code, by concept.
    pub findings: Vec<Finding>,
}

impl Proof {
    /// How many codes of each system have each verdict, in the order of [`Verdict::ALL`].
    pub fn totals(&self) -> BTreeMap<&str, [usize; Verdict::ALL.len()]> {
        let mut totals: BTreeMap<&str, [usize; Verdict::ALL.len()]> = BTreeMap::new();
        for finding in &self.findings {
            totals.entry(&finding.system).or_default()[finding.verdict as usize] += 1;
        }
        totals
    }
}

/// A set of words: pivots, and words that the lexicon does not know.
type Words = Vec<u32>;

impl Reference {
    /// Takes in what a reader met; a bad row comes back to be told of.
    pub fn take(&mut self, event: Event) -> Option<crate::BadRow> {
        if let Event::Row(row, _) = &event {
            for (system, code) in &row.also {
                let names = self.mapped.entry((Arc::clone(system), code.clone())).or_default();
                names.extend(row.names.iter().cloned());
            }
        }
        self.collection.take(event)
    }

    /// How many codes of each system it holds, and whether that is taken to be all of them.
    pub fn systems(&self) -> BTreeMap<Arc<str>, (usize, bool)> {
        let mut systems: BTreeMap<Arc<str>, (usize, bool)> = BTreeMap::new();
        for entry in &self.collection.entries {
            systems.entry(Arc::clone(&entry.system)).or_default().0 += 1;
        }
        for (name, (count, all)) in &mut systems {
            *all = *count >= whole(name);
        }
        systems
    }

    /// Looks up every code of a lexicon. `lexicon` is the source, compiled.
    pub fn prove(&self, source: &Source, lexicon: &Lexicon<'_>) -> Proof {
        let ours = terms(source, lexicon);
        let systems = self.systems();
        let mut proof = Proof::default();
        for (row, ours) in source.concepts.iter().zip(&ours) {
            for code in &row.codes {
                let system = canonical_system(&code.system);
                let number = canonical_code(&system, &code.code);
                let entry = self.collection.get(&system, &number);
                let mapped = self.mapped.get(&(Arc::clone(&system), number));
                let names: Vec<&Name> = entry.map(|e| e.names.iter()).into_iter().flatten().collect();
                let names: Vec<&Name> = names.into_iter().chain(mapped.into_iter().flatten()).collect();
                let verdict = if entry.is_none() && mapped.is_none() {
                    let all = systems.get(&system).is_some_and(|(_, all)| *all);
                    if all { Verdict::Missing } else { Verdict::Unknown }
                } else if names.is_empty() {
                    Verdict::Nameless
                } else {
                    names
                        .iter()
                        .map(|n| compare(n, ours, lexicon))
                        .min()
                        .unwrap_or(Verdict::Nameless)
                };
                proof.findings.push(Finding {
                    place: row.place.clone(),
                    concept: row.id.clone(),
                    label: row.label.clone(),
                    system: system.to_string(),
                    code: code.code.clone(),
                    checked: code.checked,
                    verdict,
                    named: names.first().map_or_else(String::new, |n| n.text.clone()),
                });
            }
        }
        proof
    }
}

/// The terms of each concept of the source, as sets of words.
fn terms(source: &Source, lexicon: &Lexicon<'_>) -> Vec<Vec<Words>> {
    let mut by_concept: HashMap<u32, Vec<Words>> = HashMap::new();
    for term in lexicon.tables().terms {
        let mut words = lexicon.term_pivots(term).to_vec();
        words.sort_unstable();
        by_concept.entry(term.concept).or_default().push(words);
    }
    let of = |id: &str| lexicon.concept_by_id(id).and_then(|at| by_concept.get(&at).cloned());
    let mut all: Vec<Vec<Words>> = source.concepts.iter().map(|c| of(&c.id).unwrap_or_default()).collect();
    // What is abbreviated in a row may be written out in a reference, in words that are no term of ours: the label.
    for (row, words) in source.concepts.iter().zip(&mut all) {
        let english = lexicon.language("en").unwrap_or_default();
        words.extend(term_words(lexicon, &row.label, english).pivots);
    }
    all
}

fn compare(name: &Name, ours: &[Words], lexicon: &Lexicon<'_>) -> Verdict {
    let languages = 0..lexicon.tables().languages.len();
    let own = name.language.and_then(|l| lexicon.language(l.code()));
    let tried = own.map_or(languages, |at| at..at + 1);
    let mut best = Verdict::Differs;
    for language in tried {
        let theirs = term_words(lexicon, &name.text, language);
        for words in ours {
            let shared = words.iter().filter(|p| theirs.known.binary_search(p).is_ok()).count();
            let smaller = words.len().min(theirs.counting);
            let all = words.len() + theirs.counting - shared;
            if shared == all {
                return Verdict::Same;
            }
            if shared > 0 && (shared == smaller || shared * 2 >= all) {
                best = best.min(Verdict::Close);
            }
        }
    }
    best
}
