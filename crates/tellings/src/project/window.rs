//! The words of a telling that say what an annotation of the other covers.

use std::ops::Range;

use super::place::place;
use crate::align::{likeness, same};
use crate::{Alignment, Telling};

/// How far from its place an annotation is looked for, in words.
const FAR: usize = 400;
/// Up to here words are compared letter by letter.
const NEAR: f64 = 80.0;
/// How far apart the words of an annotation may stand.
const WIDE: usize = 7;
/// Words less alike say other things.
const LEAST: f64 = 0.55;
/// What the right place is worth, and how many words off it is worth half of that.
const PLACE: f64 = 0.5;
const HALF: f64 = 20.0;
/// What it is worth that a word is linked with just that word, and costs that it is with another.
const LINKED: f64 = 0.2;
/// What it is worth that it is a mention of the same concept.
const CONCEPT: f64 = 0.25;
/// How surely a mention of the same concept says the same, whatever its words.
const MEANT: f64 = 0.9;
/// The shortest word that may be two elsewhere, in bytes.
const LONG: usize = 8;
/// How alike its letters and theirs must be.
const JOINED: f64 = 0.8;
/// What a word in between that says something else costs.
const STRANGE: f64 = 0.1;

/// Marks that part what does not belong together; others (`%`, `®`, `+`) stand inside names.
const PARTS: [&str; 7] = [":", ";", ".", "?", "!", "•", "…"];

/// Words that may say what is looked for.
#[derive(Clone, Debug)]
pub(super) struct Window {
    /// From the first to behind the last.
    pub(super) words: Range<usize>,
    /// How surely they say it, from 0 to 1, wherever they stand.
    pub(super) sure: f64,
    /// The same, with where they stand.
    pub(super) rank: f64,
    /// Whether some word of the annotation has none here.
    pub(super) partial: bool,
}

/// What is looked for: some words of a telling, and the mention that they are.
pub(super) struct Wanted<'w> {
    pub(super) from: &'w Telling<'w>,
    pub(super) to: &'w Telling<'w>,
    pub(super) alignment: &'w Alignment,
    /// The words that say something.
    pub(super) core: Vec<usize>,
    /// The concept, where all of them are one mention of it.
    pub(super) concept: Option<&'w str>,
}

/// A word of the annotation and what says it in the other telling: mostly one word, sometimes two.
struct Hit {
    sure: f64,
    /// Which of the core words.
    core: usize,
    words: Range<usize>,
}

impl Wanted<'_> {
    /// The best words for it that are free; `free` says which are.
    pub(super) fn best(&self, free: impl Fn(usize) -> bool) -> Option<Window> {
        let middle = *self.core.get(self.core.len() / 2)?;
        let expected = place(self.from, self.to, self.alignment, middle);
        let words = self.to.words().len();
        let from = (expected as usize).saturating_sub(FAR).min(words);
        let to = (expected.max(0.0) as usize + FAR).min(words);
        let mut best: Option<Window> = None;
        let mut offer = |window: Window| {
            if best.as_ref().is_none_or(|b| window.rank > b.rank) {
                best = Some(window);
            }
        };
        let same_concept = |words: &Range<usize>| {
            let mention = |w: usize| self.to.record().mentions.get(self.to.mention_of(w)?)?.concept_id();
            self.concept.is_some() && words.clone().any(|w| mention(w) == self.concept)
        };
        // Where a word of it could be, the others are looked for around.
        for seed in (from..to).filter(|j| free(*j)) {
            let near = (seed as f64 - expected).abs() < NEAR;
            let seeded = self.core.iter().any(|i| self.hit(*i, seed, near).0 >= LEAST);
            if seeded && let Some(window) = self.around(seed, &free) {
                let concept = if same_concept(&window.words) { CONCEPT } else { 0.0 };
                offer(Window {
                    rank: window.sure + concept + self.worth(&window.words, expected),
                    ..window
                });
            }
        }
        let mentions = self.to.record().mentions.iter();
        for mention in
            mentions.filter(|m| self.concept.is_some() && m.concept_id() == self.concept && m.fragments.is_empty())
        {
            let words = self.to.words().within(mention.span());
            if words.start >= from && words.end <= to && !words.is_empty() && words.clone().all(&free) {
                offer(Window {
                    rank: MEANT + CONCEPT + self.worth(&words, expected),
                    words,
                    sure: MEANT,
                    partial: true,
                });
            }
        }
        best
    }

    /// What it is worth that words stand where they do, and are linked with those of the annotation and no others.
    fn worth(&self, words: &Range<usize>, expected: f64) -> f64 {
        let off = ((words.start + words.end) as f64 / 2.0 - expected).abs();
        let own = self
            .core
            .iter()
            .filter_map(|i| self.alignment.link_of_a(*i))
            .filter(|l| words.contains(&l.b));
        let others = words
            .clone()
            .filter_map(|j| self.alignment.link_of_b(j))
            .filter(|l| l.confidence > 0.7 && !self.core.contains(&l.a) && self.from.words()[l.a].is_content());
        let linked = (own.count() as f64 - others.count() as f64) / self.core.len().max(1) as f64;
        PLACE * HALF / (HALF + off) + LINKED * linked.clamp(-1.0, 1.0)
    }

    /// How surely a word, or two that are one elsewhere (*gamma globulin*), says a word of the annotation, and behind which
    /// word what says it ends.
    fn hit(&self, i: usize, j: usize, letters: bool) -> (f64, usize) {
        let alone = same(self.from, i, self.to, j, letters);
        let (own, theirs) = (self.from.words(), self.to.words());
        let word = own.folded(i);
        let first = theirs.folded(j);
        if !letters || alone > 0.9 || word.len() < LONG || word.as_bytes().first() != first.as_bytes().first() {
            return (alone, j + 1);
        }
        let hyphen = theirs.folded(j + 1) == "-";
        let second = j + 1 + usize::from(hyphen);
        let joins = theirs
            .get(second)
            .is_some_and(|w| w.is_content() && w.sentence == theirs[j].sentence);
        if !joins || own.folded(i + 1) == "-" {
            return (alone, j + 1);
        }
        let joined = likeness(word, &[first, theirs.folded(second)].concat());
        if joined >= JOINED.max(alone) {
            (joined * 0.95, second + 1)
        } else {
            (alone, j + 1)
        }
    }

    /// Whether a word is the second half of what says another: `globulin` of *gamma globulin*.
    pub(super) fn is_second_half(&self, i: usize, j: usize, sure: f64) -> bool {
        let before = [j.checked_sub(1), j.checked_sub(2)];
        before
            .into_iter()
            .flatten()
            .map(|first| self.hit(i, first, true))
            .any(|(joined, end)| end == j + 1 && joined > sure)
    }

    /// The words around one that say most of it, and how surely they do.
    fn around(&self, seed: usize, free: &impl Fn(usize) -> bool) -> Option<Window> {
        let reach = WIDE + self.core.len();
        let range = seed.saturating_sub(reach)..(seed + reach + 1).min(self.to.words().len());
        let mut hits: Vec<Hit> = Vec::new();
        for (core, i) in self.core.iter().enumerate() {
            for j in range.clone().filter(|j| free(*j)) {
                let (sure, end) = self.hit(*i, j, true);
                if sure >= LEAST && (j..end).all(free) {
                    let words = j..end;
                    hits.push(Hit { sure, core, words });
                }
            }
        }
        // The surest first; of equals the nearest to the seed.
        let key = |h: &Hit| (h.words.start.abs_diff(seed), h.core, h.words.start);
        hits.sort_by(|x, y| y.sure.total_cmp(&x.sure).then(key(x).cmp(&key(y))));
        let first = hits.iter().position(|h| h.words.start == seed)?;
        let mut taken = vec![hits.remove(first)];
        for hit in hits {
            let overlaps = |t: &Hit| t.words.start < hit.words.end && hit.words.start < t.words.end;
            if !taken.iter().any(|t| t.core == hit.core || overlaps(t)) && !self.parted(seed, hit.words.start) {
                taken.push(hit);
            }
        }
        let words = taken.iter().map(|t| t.words.start).min()?..taken.iter().map(|t| t.words.end).max()?;
        let sum: f64 = taken.iter().map(|t| t.sure).sum();
        // Words in between that have nothing to do with it speak against it.
        let strange = words
            .clone()
            .filter(|j| self.to.words()[*j].is_content() && taken.iter().all(|t| !t.words.contains(j)));
        let sure = (sum - STRANGE * strange.count() as f64) / self.core.len() as f64;
        Some(Window {
            sure: sure.clamp(0.0, 1.0),
            rank: 0.0,
            partial: taken.len() < self.core.len(),
            words,
        })
    }

    /// Whether a sentence ends between two words, or a mark stands there that the annotation has not.
    fn parted(&self, i: usize, j: usize) -> bool {
        let words = self.to.words();
        let own = |w: usize| {
            let mark = words.folded(w);
            let all = self.core.first().zip(self.core.last());
            all.is_some_and(|(first, last)| (*first..*last).any(|w| self.from.words().folded(w) == mark))
        };
        let mut between = i.min(j)..i.max(j);
        words[i].sentence != words[j].sentence
            || between.any(|w| words[w].number.is_none() && PARTS.contains(&words.folded(w)) && !own(w))
    }
}
