//! Looking a concept up, for people.

use epicrisis_text::{TokenKind, fold_into, tokenize};

use crate::names::WordClass;
use crate::view::{ConceptView, Languages, Lexicon};
use crate::words_of;

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
    let exact = named(lexicon, query);
    let mut folded = String::new();
    fold_into(query.trim(), &mut folded);
    let mut hits: Vec<Hit<'l, 'd>> = Vec::new();
    for index in 0..lexicon.tables().concepts.len() as u32 {
        let Some(concept) = lexicon.concept(index) else {
            continue;
        };
        let is_exact = exact.binary_search(&index).is_ok();
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

/// The numbers of the concepts that have a query as a term in any language or as an abbreviation, or whose id it is; in
/// order, each once.
pub fn named(lexicon: &Lexicon<'_>, query: &str) -> Vec<u32> {
    let mut named = by_term(lexicon, query);
    let abbreviation = lexicon.abbreviation(query.trim()).into_iter();
    named.extend(abbreviation.flat_map(|a| lexicon.readings(a)).map(|r| r.concept));
    named.extend(lexicon.concept_by_id(query.trim()));
    named.sort_unstable();
    named.dedup();
    named
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

/// The words of a term, as a lexicon reads them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TermWords {
    /// The pivots of the words that count, sorted, each once; `None` where a word is unknown or none counts.
    pub pivots: Option<Vec<u32>>,
    /// The pivots of those of them that are known, sorted, each once.
    pub known: Vec<u32>,
    /// Those of them that are not known, folded, sorted, each once.
    pub unknown: Vec<String>,
    /// How many different words count: small words, conjunctions and words that only qualify do not.
    pub counting: usize,
    /// The letters of the longest of them.
    pub longest: usize,
    /// All that count only qualify (`severe`), or are among the frequent words of the language and name nothing by
    /// themselves.
    pub general: bool,
}

/// The words of a text, folded, each with its pivot in a language, where it has one and it counts in terms.
pub fn word_pivots(lexicon: &Lexicon<'_>, text: &str, language: usize) -> Vec<(String, Option<u32>)> {
    let own = Languages::one(language);
    let read = |word: String| {
        let reading = lexicon.read_word(&word, lexicon.form(&word), own);
        let counts = |pivot: &u32| matches!(lexicon.class(*pivot), WordClass::Content | WordClass::Attribute);
        let pivot = reading.map(|r| r.pivot).filter(counts);
        (word, pivot)
    };
    words_of(text).into_iter().map(read).collect()
}

/// Reads the words of a term in a language, by the language's place.
pub fn term_words(lexicon: &Lexicon<'_>, text: &str, language: usize) -> TermWords {
    let own = Languages::one(language);
    let mut pivots = Vec::new();
    let mut unknown: Vec<String> = Vec::new();
    let mut words = TermWords {
        general: true,
        ..TermWords::default()
    };
    for word in words_of(text) {
        let form = lexicon.form(&word);
        let reading = lexicon.read_word(&word, form, own);
        let class = reading.map_or(WordClass::Content, |r| lexicon.class(r.pivot));
        if class.is_small() || class.joins() || class == WordClass::Transparent {
            continue;
        }
        words.longest = words.longest.max(word.len());
        let frequent = form
            .and_then(|f| lexicon.form_rec(f))
            .is_some_and(|f| own.meets(f.facts.frequent.into()));
        let alone = |pivot| {
            lexicon
                .terms_at(pivot)
                .iter()
                .any(|t| lexicon.term_pivots(t).len() == 1)
        };
        let named = reading.is_some_and(|r| alone(r.pivot));
        words.general &= class == WordClass::Attribute || (frequent && !named);
        match reading {
            Some(reading) => pivots.push(reading.pivot),
            None => unknown.push(word),
        }
    }
    pivots.sort_unstable();
    pivots.dedup();
    unknown.sort_unstable();
    unknown.dedup();
    words.counting = pivots.len() + unknown.len();
    words.pivots = (unknown.is_empty() && !pivots.is_empty()).then(|| pivots.clone());
    words.known = pivots;
    words.unknown = unknown;
    words
}
