//! Fitting terms around the words they hang at.

use epicrisis_lexicon::format::{NONE, signature};
use epicrisis_lexicon::{Category, WordClass};
use epicrisis_text::TokenKind;

use super::{Candidate, LONGEST_TERM, Misspelling, Surety, is_gap};
use crate::read::{Mark, Reading};

/// How many words that count are looked at on either side of a word.
const REACH: usize = 9;
/// How many tokens of any sort.
const FAR: usize = 20;
/// How many small words may stand between two words of a term.
const SMALL_WORDS: usize = 5;
/// What a word that qualifies (`muy`, `intenso`) parts the words of a term by, where an article parts them by 1.
const FURTHER: u32 = 4;
/// How many tokens a list with a shared head spans at the most.
const LIST: u32 = 12;
/// How many words of its own an item of a list may have beside the shared head.
const ITEM: usize = 2;

/// The words around a place, as token and pivot.
struct Window {
    slots: [(u32, u32); 2 * REACH + 1],
    len: usize,
    signature: u64,
}

impl Window {
    /// Collects the words of the same phrase around a token.
    fn around(reading: &Reading<'_, '_>, center: usize) -> Self {
        let sentence = reading.sentence(center);
        let mut window = Self {
            slots: [(0, NONE); 2 * REACH + 1],
            len: 0,
            signature: 0,
        };
        let (start, end) = (sentence.first as usize, sentence.end as usize);
        let low = center.saturating_sub(FAR).max(start);
        let mut seen = 0;
        for token in (low..center).rev() {
            if !window.take(reading, token, &mut seen) {
                break;
            }
        }
        let high = (center + 1 + FAR).min(end);
        seen = 0;
        for token in center + 1..high {
            if !window.take(reading, token, &mut seen) {
                break;
            }
        }
        window
    }

    /// Adds a token; `false` where the phrase ends before it.
    fn take(&mut self, reading: &Reading<'_, '_>, token: usize, seen: &mut usize) -> bool {
        let word = &reading.words[token];
        if matches!(word.mark, Mark::Hard | Mark::Open | Mark::Close) {
            return false;
        }
        if word.mark == Mark::None && !word.class.is_small() && !word.class.joins() {
            if *seen == REACH || self.len == self.slots.len() {
                return false;
            }
            *seen += 1;
            if word.pivot != NONE {
                self.slots[self.len] = (token as u32, word.pivot);
                self.len += 1;
                self.signature |= signature(word.pivot);
            }
        }
        true
    }

    /// The nearest token with a pivot.
    fn nearest(&self, pivot: u32, center: usize) -> Option<u32> {
        self.slots[..self.len]
            .iter()
            .filter(|(_, p)| *p == pivot)
            .map(|(t, _)| *t)
            .min_by_key(|t| t.abs_diff(center as u32))
    }
}

/// Finds every place where a term fits.
pub(super) fn terms(reading: &Reading<'_, '_>, misspellings: &[Misspelling], out: &mut Vec<Candidate>) {
    // What the words of each sentence have between them: most terms are told not to fit by that alone.
    let of_sentences: Vec<u64> = reading
        .sentences
        .iter()
        .map(|s| {
            let words = &reading.words[s.first as usize..s.end as usize];
            words
                .iter()
                .filter(|w| w.pivot != NONE)
                .fold(0, |all, w| all | signature(w.pivot))
        })
        .collect();
    for token in 0..reading.words.len() {
        let word = reading.words[token];
        if word.pivot == NONE || word.class.is_small() || word.class.joins() {
            continue;
        }
        let terms = reading.lexicon.terms_at(word.pivot);
        if terms.is_empty() {
            continue;
        }
        let mut window = None;
        for term in terms {
            if term.signature != 0 {
                let around = of_sentences.get(word.sentence as usize).copied().unwrap_or(u64::MAX);
                if term.signature & !around != 0 {
                    continue;
                }
                let window = window.get_or_insert_with(|| Window::around(reading, token));
                if term.signature & !window.signature != 0 {
                    continue;
                }
            }
            let pivots = reading.lexicon.term_pivots(term);
            let mut tokens = [0u32; LONGEST_TERM];
            tokens[0] = token as u32;
            let mut len = 1;
            for &pivot in pivots.iter().skip(1).take(LONGEST_TERM - 1) {
                let window = window.get_or_insert_with(|| Window::around(reading, token));
                let Some(found) = window.nearest(pivot, token) else {
                    len = 0;
                    break;
                };
                tokens[len] = found;
                len += 1;
            }
            if len == 0 || len != pivots.len() {
                continue;
            }
            tokens[..len].sort_unstable();
            let Some(fit) = fit(reading, &tokens[..len], term.joined == 1) else {
                continue;
            };
            let surety = tokens[..len]
                .iter()
                .map(|t| surety(reading, *t as usize, misspellings))
                .max()
                .unwrap_or(Surety::Exact);
            // A word that only another language has, alone and short, is a chance likeness.
            if surety == Surety::Foreign && len == 1 && reading.tokens.folded_form(token).len() < 5 {
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
