//! Fitting terms around the words they hang at.

use epicrisis_lexicon::format::{NONE, TermRec, signature};
use epicrisis_lexicon::{Category, WordClass};
use epicrisis_text::TokenKind;

use super::{Candidate, LONGEST_TERM, Misspelling, Surety, is_gap};
use crate::read::{Mark, Reading};

/// How many words that count are looked at on either side of a word.
const REACH: usize = 9;
/// How many tokens of any sort.
const FAR: u32 = 20;
/// How many small words may stand between two words of a term.
const SMALL_WORDS: usize = 5;
/// What a word that qualifies (`muy`, `intenso`) parts the words of a term by, where an article parts them by 1.
const FURTHER: u32 = 4;
/// How many tokens a list with a shared head spans at the most.
const LIST: u32 = 12;
/// How many words of its own an item of a list may have beside the shared head.
const ITEM: usize = 2;

/// A word that counts: no mark, no small word, none that joins.
#[derive(Clone, Copy)]
struct Counted<'d> {
    token: u32,
    pivot: u32,
    /// The terms that hang at it.
    terms: &'d [TermRec],
    /// Between two of one stretch nothing stands that terms do not go over: a stop, a parenthesis, the end of the sentence.
    stretch: u32,
}

/// The words that count, with what those of each stretch have between them: most terms are told not to fit by that alone.
struct Counting<'d> {
    words: Vec<Counted<'d>>,
    signatures: Vec<u64>,
}

impl<'d> Counting<'d> {
    fn of(reading: &Reading<'_, 'd>) -> Self {
        let mut counting = Self {
            words: Vec::with_capacity(reading.words.len()),
            signatures: Vec::with_capacity(2 * reading.sentences.len() + 1),
        };
        for sentence in &reading.sentences {
            let tokens = sentence.first as usize..sentence.end as usize;
            let mut signature = 0;
            for (token, word) in tokens.clone().zip(&reading.words[tokens]) {
                match word.mark {
                    Mark::Hard | Mark::Open | Mark::Close => counting.signatures.push(std::mem::take(&mut signature)),
                    Mark::None if !word.class.is_small() && !word.class.joins() => {
                        if word.pivot != NONE {
                            signature |= self::signature(word.pivot);
                        }
                        counting.words.push(Counted {
                            token: token as u32,
                            pivot: word.pivot,
                            terms: reading.lexicon.terms_at(word.pivot),
                            stretch: counting.signatures.len() as u32,
                        });
                    }
                    _ => {}
                }
            }
            counting.signatures.push(signature);
        }
        counting
    }

    /// The words around one, which is given by its place among those that count.
    fn around(&self, center: usize) -> Window<'_, 'd> {
        let Counted { token, stretch, .. } = self.words[center];
        let near = |w: &&Counted<'_>| w.stretch == stretch && w.token.abs_diff(token) <= FAR;
        let before = self.words[..center].iter().rev().take(REACH).take_while(near).count();
        let behind = self.words[center + 1..].iter().take(REACH).take_while(near).count();
        let words = &self.words[center - before..=center + behind];
        Window {
            words,
            center: token,
            signature: words
                .iter()
                .filter(|w| w.pivot != NONE)
                .fold(0, |all, w| all | signature(w.pivot)),
        }
    }
}

/// The words around a place, and that of the place.
struct Window<'c, 'd> {
    words: &'c [Counted<'d>],
    center: u32,
    signature: u64,
}

impl Window<'_, '_> {
    /// The nearest token with a pivot, of two the one before.
    fn nearest(&self, pivot: u32) -> Option<u32> {
        let has = |w: &&Counted<'_>| w.pivot == pivot && w.token != self.center;
        let tokens = self.words.iter().filter(has).map(|w| w.token);
        tokens.min_by_key(|t| t.abs_diff(self.center))
    }
}

/// A term that may fit.
struct Likely<'d> {
    /// The word that it hangs at, by its place among those that count.
    at: usize,
    term: &'d TermRec,
    pivots: &'d [u32],
    /// The second of them; looked at when the term is gathered, so that they are near when it is tried.
    second: Option<u32>,
}

/// So many are gathered at a time.
const GATHERED: usize = 1024;

/// Finds every place where a term fits. Terms lie far apart, each a wait for memory: those that may fit are gathered first, so that
/// these waits are one.
pub(super) fn terms(reading: &Reading<'_, '_>, misspellings: &[Misspelling], out: &mut Vec<Candidate>) {
    let counting = Counting::of(reading);
    let mut likely = Vec::with_capacity(GATHERED);
    for (at, word) in counting.words.iter().enumerate() {
        let stretch = counting.signatures[word.stretch as usize];
        for term in word.terms.iter().filter(|t| t.signature & !stretch == 0) {
            let pivots = reading.lexicon.term_pivots(term);
            likely.push(Likely {
                at,
                term,
                pivots,
                second: pivots.get(1).copied(),
            });
            if likely.len() == GATHERED {
                try_terms(reading, &counting, likely.drain(..), misspellings, out);
            }
        }
    }
    try_terms(reading, &counting, likely.drain(..), misspellings, out);
}

fn try_terms<'d>(
    reading: &Reading<'_, 'd>,
    counting: &Counting<'d>,
    likely: impl Iterator<Item = Likely<'d>>,
    misspellings: &[Misspelling],
    out: &mut Vec<Candidate>,
) {
    let mut around: Option<(usize, Window<'_, '_>)> = None;
    for Likely {
        at,
        term,
        pivots,
        second,
    } in likely
    {
        let word = &counting.words[at];
        let mut tokens = [0u32; LONGEST_TERM];
        tokens[0] = word.token;
        let mut len = 1;
        if let Some(second) = second {
            let window = match &mut around {
                Some((center, window)) if *center == at => window,
                other => &mut other.insert((at, counting.around(at))).1,
            };
            if term.signature & !window.signature != 0 {
                continue;
            }
            let others = std::iter::once(second).chain(pivots.iter().skip(2).copied());
            for (slot, pivot) in tokens[1..].iter_mut().zip(others) {
                let Some(found) = window.nearest(pivot) else {
                    break;
                };
                *slot = found;
                len += 1;
            }
        }
        if len != pivots.len() {
            continue;
        }
        let own = &mut tokens[..len];
        own.sort_unstable();
        let Some(fit) = fit(reading, own, term.joined == 1) else {
            continue;
        };
        let surety = own.iter().map(|t| surety(reading, *t as usize, misspellings));
        let surety = surety.max().unwrap_or(Surety::Exact);
        // A word that only another language has, alone and short, is a chance likeness.
        let short = || reading.tokens.folded_form(word.token as usize).len() < 5;
        if surety == Surety::Foreign && len == 1 && short() {
            continue;
        }
        out.push(Candidate {
            concept: term.concept,
            tokens,
            len: len as u8,
            cost: fit.cost,
            coordinated: fit.coordinated,
            surety,
            presence: None,
        });
    }
}

fn surety(reading: &Reading<'_, '_>, token: usize, misspellings: &[Misspelling]) -> Surety {
    if misspellings.binary_search_by_key(&token, |m| m.token).is_ok() {
        Surety::Misspelled
    } else {
        Surety::of(reading.words[token].by)
    }
}

struct Fit {
    cost: u8,
    coordinated: bool,
}

/// Whether tokens can be read together, and how loosely.
fn fit(reading: &Reading<'_, '_>, tokens: &[u32], joined: bool) -> Option<Fit> {
    let mut cost = 0u32;
    let mut small = 0usize;
    let mut gaps = 0;
    let mut separators = 0;
    for pair in tokens.windows(2) {
        if measured(reading, pair[0] as usize, pair[1] as usize) {
            cost += 2 * FURTHER;
            continue;
        }
        let mut here = 0usize;
        for token in pair[0] as usize + 1..pair[1] as usize {
            let word = &reading.words[token];
            match word.mark {
                Mark::Hard | Mark::Open | Mark::Close => return None,
                Mark::Comma => separators += 1,
                Mark::Soft => {}
                Mark::None if word.class.joins() => separators += 1,
                Mark::None if is_gap(reading, token) => gaps += 1,
                Mark::None => {
                    here += 1;
                    cost += if word.class.is_small() { 1 } else { FURTHER };
                }
            }
            // A negation between the words of a term parts them.
            if word.negates {
                return None;
            }
        }
        small = small.max(here);
    }
    if small > SMALL_WORDS {
        return None;
    }
    if tokens
        .windows(2)
        .any(|p| reading.words[p[0] as usize].pivot == reading.words[p[1] as usize].pivot)
    {
        return None;
    }
    if separators == 0 {
        return (gaps == 0).then_some(Fit {
            cost: cost.min(200) as u8,
            coordinated: false,
        });
    }
    if gaps == 0 {
        // A comma or a conjunction with nothing shared: two items, unless the term itself has the conjunction.
        return joined.then_some(Fit {
            cost: cost.min(200) as u8,
            coordinated: false,
        });
    }
    coordinated(reading, tokens).then_some(Fit {
        cost: (cost + 2).min(200) as u8,
        coordinated: true,
    })
}

/// Whether a quantity between small words is all that parts two tokens: `pérdida de 10 kg de peso`.
fn measured(reading: &Reading<'_, '_>, first: usize, last: usize) -> bool {
    let small = |t: usize| reading.words[t].mark == Mark::None && reading.words[t].class.is_small();
    let is_number =
        |t: usize| reading.tokens[t].kind == TokenKind::Number || reading.phrases.at(Category::Number, t).is_some();
    let mut between = first + 1..last;
    if !(4..=7).contains(&between.len()) || !small(first + 1) || !small(last - 1) {
        return false;
    }
    let Some(number) = between.clone().find(|t| is_number(*t)) else {
        return false;
    };
    // One word for the unit, and nothing else that has a sense.
    let unit = number + 1;
    unit < last && reading.words[unit].mark == Mark::None && between.all(|t| t == number || t == unit || small(t))
}

/// Whether the tokens are a shared head and one item of a list: `dolor … abdominal y lumbar`, `abdominal and lumbar pain`.
fn coordinated(reading: &Reading<'_, '_>, tokens: &[u32]) -> bool {
    let (Some(&first), Some(&last)) = (tokens.first(), tokens.last()) else {
        return false;
    };
    // A list is close together, and a term that denies is no item of one.
    if last - first > LIST || tokens.iter().any(|t| reading.words[*t as usize].negates) {
        return false;
    }
    let mut commas = 0;
    let mut behind_separator = false;
    // The items of the list: for each, its words, as "is it the term's".
    let mut items: Vec<Vec<bool>> = vec![Vec::new()];
    for token in first..=last {
        let word = &reading.words[token as usize];
        if word.mark == Mark::Comma || word.mark == Mark::None && word.class.joins() {
            if items.last().is_some_and(|i| !i.is_empty()) {
                items.push(Vec::new());
            }
            commas += usize::from(word.mark == Mark::Comma);
            behind_separator = true;
            continue;
        }
        // An article begins a noun of its own: `un œdème, des poumons`.
        if behind_separator && matches!(word.class, WordClass::Article | WordClass::Indefinite) {
            return false;
        }
        behind_separator = false;
        if tokens.contains(&token) {
            items.last_mut().into_iter().for_each(|i| i.push(true));
        } else if is_gap(reading, token as usize) {
            items.last_mut().into_iter().for_each(|i| i.push(false));
        }
    }
    let [head, between @ .., tail] = items.as_slice() else {
        return false;
    };
    let foreign = |item: &[bool]| !item.is_empty() && item.len() <= ITEM && item.iter().all(|own| !own);
    if !between.iter().all(|i| foreign(i)) {
        return false;
    }
    let own = |item: &[bool]| !item.is_empty() && item.iter().all(|o| *o);
    // The head stands first: its words, then another item's, then the list, then the term's own item.
    let after = head
        .iter()
        .position(|o| !o)
        .is_some_and(|at| own(&head[..at]) && foreign(&head[at..]));
    if after && own(tail) {
        return true;
    }
    // The head stands last: `abdominal and lumbar pain`. With commas it would be a list of nouns.
    if commas > 0 {
        return false;
    }
    let before = tail
        .iter()
        .position(|o| *o)
        .is_some_and(|at| foreign(&tail[..at]) && own(&tail[at..]));
    before && own(head)
}
