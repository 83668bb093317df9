//! Places with a name of several words in one language and of one word in another: *dedo del pie*, *orteil*.
//!
//! No word of *quinto dedo del pie* is a word of *cinquième orteil*. But the base knows a place by both names, so a name that
//! holds one of them is given a second time with the other.

use std::collections::HashMap;

use epicrisis_lexicon::source::Source;
use epicrisis_lexicon::{ConceptKind, Lexicon, term_words, word_pivots};

/// So many other ways of saying a name are enough.
const MOST: usize = 3;

/// A place that has a name of one word and one of several.
struct Place {
    /// The pivots of its names of several words, sorted, the longest first.
    several: Vec<Vec<u32>>,
    /// Its name of one word, and that word's pivot.
    one: (String, u32),
}

/// The places of a lexicon that can be said in both ways.
pub(crate) struct Places {
    all: Vec<Place>,
    /// Those that have a name with this as its least pivot.
    by_pivot: HashMap<u32, Vec<usize>>,
}

impl Places {
    pub(crate) fn new(source: &Source, base: &Lexicon<'_>) -> Self {
        let mut places = Vec::new();
        let mut by_pivot: HashMap<u32, Vec<usize>> = HashMap::new();
        for row in source.concepts.iter().filter(|c| c.kind == ConceptKind::BodySite) {
            let mut several: Vec<Vec<u32>> = Vec::new();
            let mut ones: Vec<(String, u32)> = Vec::new();
            for (language, terms) in row.terms.iter().enumerate() {
                for term in terms.iter().filter(|t| !t.exact) {
                    match term_words(base, &term.text, language).pivots.as_deref() {
                        Some([only]) if !term.text.contains(' ') && !ones.iter().any(|(_, p)| p == only) => {
                            ones.push((term.text.clone(), *only));
                        }
                        Some(pivots) if pivots.len() > 1 && !several.iter().any(|s| s == pivots) => {
                            several.push(pivots.to_vec());
                        }
                        _ => {}
                    }
                }
            }
            several.sort_by_key(|pivots| std::cmp::Reverse(pivots.len()));
            for one in ones {
                // *dedo* for *dedo de la mano* would say less than the name does.
                let mut several = several.clone();
                several.retain(|pivots| !pivots.contains(&one.1));
                for least in several.iter().filter_map(|pivots| pivots.first()) {
                    by_pivot.entry(*least).or_default().push(places.len());
                }
                if !several.is_empty() {
                    places.push(Place { several, one });
                }
            }
        }
        Self { all: places, by_pivot }
    }

    /// Other ways of saying a name.
    pub(crate) fn others(&self, base: &Lexicon<'_>, text: &str, language: usize) -> Vec<String> {
        let words = word_pivots(base, text, language);
        let has = |pivot: &u32| words.iter().any(|(_, p)| p == &Some(*pivot));
        let mut others = Vec::new();
        let near = words.iter().filter_map(|(_, p)| self.by_pivot.get(p.as_ref()?));
        let mut near: Vec<usize> = near.flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        for place in near.into_iter().filter_map(|at| self.all.get(at)) {
            let (one, pivot) = &place.one;
            let Some(said) = place.several.iter().find(|pivots| pivots.iter().all(has)) else {
                continue;
            };
            let rest = words.iter().filter(|(_, p)| !p.is_some_and(|p| said.contains(&p)));
            let rest: Vec<&str> = rest.map(|(word, _)| word.as_str()).collect();
            // The place alone is a name of the base already.
            if !rest.is_empty() && !has(pivot) {
                others.push(format!("{} {one}", rest.join(" ")));
            }
            if others.len() == MOST {
                break;
            }
        }
        others
    }
}
