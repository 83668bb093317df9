//! Phrases that are matched word for word: cues, headings, attributes, numbers in words, and the rest.

use epicrisis_lexicon::format::signature;
use epicrisis_lexicon::{Category, Languages, Lexicon};
use epicrisis_text::{TokenKind, Tokens};

use super::{Mark, Word};

/// A phrase of the lexicon, found in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Phrase {
    /// Its first token.
    pub(crate) first: u32,
    /// The token behind its last.
    pub(crate) end: u32,
    /// The record of its category.
    pub(crate) payload: u32,
}

impl Phrase {
    /// Its tokens.
    pub(crate) fn range(&self) -> std::ops::Range<usize> {
        self.first as usize..self.end as usize
    }
}

/// The phrases of a text, by category, in the order of the text. Within a category none overlaps another: the first wins,
/// and of those that begin together the longest.
#[derive(Clone, Debug, Default)]
pub(crate) struct Phrases {
    lists: [Vec<Phrase>; CATEGORIES],
}

const CATEGORIES: usize = Category::ALL.len();
/// A phrase has no more tokens than this; it bounds the work at each token.
const LONGEST: usize = 16;

impl Phrases {
    /// The phrases of a category.
    pub(crate) fn of(&self, category: Category) -> &[Phrase] {
        &self.lists[category as usize]
    }

    /// The phrases of a category that begin in a range of tokens.
    pub(crate) fn within(&self, category: Category, tokens: std::ops::Range<usize>) -> &[Phrase] {
        let list = self.of(category);
        let from = list.partition_point(|p| (p.first as usize) < tokens.start);
        let to = list.partition_point(|p| (p.first as usize) < tokens.end);
        list.get(from..to).unwrap_or_default()
    }

    /// The phrase of a category that begins at a token.
    pub(crate) fn at(&self, category: Category, token: usize) -> Option<&Phrase> {
        let list = self.of(category);
        let at = list.partition_point(|p| (p.first as usize) < token);
        list.get(at).filter(|p| p.first as usize == token)
    }
}

struct Walk<'a, 'd> {
    tokens: &'a Tokens,
    words: &'a [Word],
    lexicon: &'a Lexicon<'d>,
    languages: Languages,
    any_number: Option<u32>,
    /// The longest phrase of each category from the token where the walk began: end and payload.
    best: [(u32, u32); CATEGORIES],
    /// The categories that have one: a bit each.
    reached: u32,
}

/// Finds the phrases of a text, in the room of phrases that are done with.
pub(super) fn find(
    tokens: &Tokens,
    words: &[Word],
    lexicon: &Lexicon<'_>,
    languages: Languages,
    mut phrases: Phrases,
) -> Phrases {
    let mut walk = Walk {
        tokens,
        words,
        lexicon,
        languages,
        any_number: lexicon.form("{n}"),
        best: [(0, 0); CATEGORIES],
        reached: 0,
    };
    // Where a phrase that begins with any number goes on, if one does in these languages.
    let numbers = walk.any_number.and_then(|f| lexicon.form_rec(f)).map(|f| f.facts);
    let numbers = numbers.filter(|f| languages.meets(f.starts.into())).map(|f| f.node);
    phrases.lists.iter_mut().for_each(Vec::clear);
    for first in 0..tokens.len() {
        let facts = &words[first].facts;
        if languages.meets(facts.starts.into()) {
            walk.arrive(facts.node, first + 1, LONGEST - 1);
        }
        if tokens[first].kind == TokenKind::Number
            && let Some(node) = numbers
        {
            walk.arrive(node, first + 1, LONGEST - 1);
        }
        while walk.reached != 0 {
            let category = walk.reached.trailing_zeros() as usize;
            walk.reached &= walk.reached - 1;
            let (end, payload) = std::mem::take(&mut walk.best[category]);
            let list = &mut phrases.lists[category];
            // A phrase that begins inside another and reaches further is the longer statement: `was negative` gives way to
            // `negative for`. One that ends with it or before is part of it.
            let before = list.last().copied().filter(|p| p.end as usize > first);
            let (longer, reaches) =
                before.map_or((true, true), |p| (end - first as u32 >= p.end - p.first, end > p.end));
            if before.is_some() && longer && reaches {
                list.pop();
            }
            if before.is_none() || longer && reaches {
                list.push(Phrase {
                    first: first as u32,
                    end,
                    payload,
                });
            }
        }
    }
    phrases
}

impl Walk<'_, '_> {
    /// Goes on from a node of the tree, at the token behind it.
    fn from(&mut self, node: u32, leads: u64, at: usize, left: usize) {
        if left == 0 || at >= self.tokens.len() || self.tokens[at].newlines > 1 {
            return;
        }
        let word = &self.words[at];
        // `l'exploration` and `d'intérêt` are written without the apostrophe in the lexicon.
        if word.mark == Mark::Soft && self.tokens.folded_form(at) == "'" {
            self.from(node, leads, at + 1, left);
            return;
        }
        let any = self.any_number.filter(|_| self.tokens[at].kind == TokenKind::Number);
        for form in [Some(word.form), any].into_iter().flatten() {
            if leads & signature(form) != 0
                && let Some(next) = self.lexicon.step(node, form)
            {
                self.arrive(next, at + 1, left - 1);
            }
        }
    }

    /// Notes what ends at a node, and goes on from it if anything does.
    fn arrive(&mut self, node: u32, end: usize, left: usize) {
        let Some(rec) = self.lexicon.node(node) else {
            return;
        };
        for phrase in self.lexicon.phrases(rec) {
            if self.languages.meets(phrase.languages)
                && let Some(best) = self.best.get_mut(phrase.category as usize)
                && end as u32 > best.0
            {
                *best = (end as u32, phrase.payload);
                self.reached |= 1 << phrase.category;
            }
        }
        if rec.next != 0 {
            self.from(node, rec.next, end, left);
        }
    }
}
