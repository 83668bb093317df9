//! Whether the codes of a lexicon exist and name what they should.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use epicrisis_lexicon::source::{ConceptRow, Place, Source};
use epicrisis_lexicon::{Lexicon, TermWords, term_words};
use epicrisis_text::fold_into;

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
    /// It exists, its names have other words, and the lexicon says why.
    Explained,
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
    pub const ALL: [Self; 7] = [
        Self::Same,
        Self::Close,
        Self::Explained,
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

/// Why a reference has another name for what a code names here. Empty cells hold for all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explanation {
    /// The code system.
    pub system: String,
    /// The code.
    pub code: String,
    /// The concept's id.
    pub concept: String,
    /// A part of what the references call it.
    pub named: String,
    /// Why; without it, it explains nothing.
    pub why: String,
}

impl Explanation {
    fn holds(&self, finding: &Finding) -> bool {
        let same = |own: &str, theirs: &str| own.is_empty() || own == theirs;
        !self.why.is_empty()
            && same(&self.system, &finding.system)
            && same(&self.code, &finding.code)
            && same(&self.concept, &finding.concept)
            && folded(&finding.named).contains(&folded(&self.named))
    }
}

fn folded(text: &str) -> String {
    let mut out = String::new();
    fold_into(text, &mut out);
    out
}

/// What the references say of all codes of a lexicon.
#[derive(Clone, Debug, Default)]
pub struct Proof {
    /// A finding a code, by concept.
    pub findings: Vec<Finding>,
}

impl Proof {
    /// Marks what is explained. Returns the explanations that explain nothing any more, by their place in the list.
    pub fn explain(&mut self, explanations: &[Explanation]) -> Vec<usize> {
        let mut used = vec![false; explanations.len()];
        for finding in self.findings.iter_mut().filter(|f| f.verdict == Verdict::Differs) {
            for (explanation, used) in explanations.iter().zip(&mut used) {
                if explanation.holds(finding) {
                    finding.verdict = Verdict::Explained;
                    *used = true;
                    // Not the end of the search: each that holds is of use.
                }
            }
        }
        (0..used.len()).filter(|i| !used[*i]).collect()
    }

    /// How many codes of each system have each verdict, in the order of [`Verdict::ALL`].
    pub fn totals(&self) -> BTreeMap<&str, [usize; Verdict::ALL.len()]> {
        let mut totals: BTreeMap<&str, [usize; Verdict::ALL.len()]> = BTreeMap::new();
        for finding in &self.findings {
            totals.entry(&finding.system).or_default()[finding.verdict as usize] += 1;
        }
        totals
    }
}

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

/// The terms of each concept of the source and its label, as words.
fn terms(source: &Source, lexicon: &Lexicon<'_>) -> Vec<Vec<TermWords>> {
    let english = lexicon.language("en").unwrap_or_default();
    let of = |row: &ConceptRow| {
        let terms = row.terms.iter().enumerate();
        let terms = terms.flat_map(|(language, terms)| terms.iter().map(move |t| (language, t.text.as_str())));
        // What is abbreviated in a row may be written out in a reference.
        let texts = terms.chain([(english, row.label.as_str())]);
        texts
            .map(|(language, text)| term_words(lexicon, text, language))
            .collect()
    };
    source.concepts.iter().map(of).collect()
}

fn compare(name: &Name, ours: &[TermWords], lexicon: &Lexicon<'_>) -> Verdict {
    let languages = 0..lexicon.tables().languages.len();
    let own = name.language.and_then(|l| lexicon.language(l.code()));
    let tried = own.map_or(languages, |at| at..at + 1);
    let mut best = Verdict::Differs;
    for language in tried {
        let theirs = term_words(lexicon, &name.text, language);
        for words in ours {
            let known = words.known.iter().filter(|p| theirs.known.binary_search(p).is_ok());
            let unknown = words.unknown.iter().filter(|w| theirs.unknown.binary_search(w).is_ok());
            let shared = known.count() + unknown.count();
            let smaller = words.counting.min(theirs.counting);
            let all = words.counting + theirs.counting - shared;
            if shared > 0 && shared == all {
                return Verdict::Same;
            }
            if shared > 0 && (shared == smaller || shared * 2 >= all) {
                best = best.min(Verdict::Close);
            }
        }
    }
    best
}
