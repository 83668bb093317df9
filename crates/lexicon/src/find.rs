//! Looking a concept up, for people.

use epicrisis_text::{TokenKind, fold_into, tokenize};

use crate::names::WordClass;
use crate::view::{ConceptView, Languages, Lexicon};

/// A concept that answers a query.
#[derive(Clone, Copy, Debug)]
pub struct Hit<'l, 'd> {
    /// The concept.
    pub concept: ConceptView<'l, 'd>,
    /// Whether a term of it has exactly the query's words; otherwise its id, a label or a code holds the query's letters.
    pub exact: bool,
}

/// Finds concepts by a term in any language, an id, a code, or a part of a label; exact answers first, then by id.
pub fn find<'l, 'd>(lexicon: &'l Lexicon<'d>, query: &str) -> Vec<Hit<'l, 'd>> {
    let mut exact = by_term(lexicon, query);
    exact.extend(
        lexicon
            .abbreviation(query.trim())
            .into_iter()
            .flat_map(|a| lexicon.readings(a))
            .map(|r| r.concept),
    );
    exact.sort_unstable();
    exact.dedup();
    let mut folded = String::new();
    fold_into(query.trim(), &mut folded);
    let mut hits: Vec<Hit<'l, 'd>> = Vec::new();
    for index in 0..lexicon.tables().concepts.len() as u32 {
        let Some(concept) = lexicon.concept(index) else {
            continue;
        };
        let is_exact = exact.binary_search(&index).is_ok() || concept.id == query;
        if is_exact || (!folded.is_empty() && holds(lexicon, &concept, &folded, query.trim())) {
            hits.push(Hit {
                concept,
                exact: is_exact,
            });
        }
    }
    hits.sort_by_key(|h| !h.exact);
    hits
}

fn holds(lexicon: &Lexicon<'_>, concept: &ConceptView<'_, '_>, folded: &str, query: &str) -> bool {
    let mut buffer = String::new();
    let mut has = |text: &str| {
        buffer.clear();
        fold_into(text, &mut buffer);
        buffer.contains(folded)
    };
    has(concept.id)
        || has(concept.label)
        || (0..lexicon.tables().languages.len())
            .filter_map(|l| concept.label_in(l))
            .any(&mut has)
        || concept.codes().any(|(_, code, _)| code.eq_ignore_ascii_case(query))
}

/// Concepts with a term of exactly these words, read in each language in turn.
fn by_term(lexicon: &Lexicon<'_>, query: &str) -> Vec<u32> {
    let tokens = tokenize(query);
    let mut found = Vec::new();
    for language in 0..lexicon.tables().languages.len() {
        let mut pivots: Vec<u32> = (0..tokens.len())
            .filter(|&i| tokens[i].kind != TokenKind::Mark)
            .filter_map(|i| {
                let word = tokens.folded_form(i);
                lexicon
                    .read_word(word, lexicon.form(word), Languages::one(language))
                    .map(|r| r.pivot)
            })
            .filter(|p| matches!(lexicon.class(*p), WordClass::Content | WordClass::Attribute))
            .collect();
        pivots.sort_unstable();
        pivots.dedup();
        for &pivot in &pivots {
            for term in lexicon.terms_at(pivot) {
                let mut theirs = lexicon.term_pivots(term).to_vec();
                theirs.sort_unstable();
                if theirs == pivots {
                    found.push(term.concept);
                }
            }
        }
    }
    found
}
