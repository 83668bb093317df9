//! The words of a telling that say what an annotation of the other covers.

use std::ops::Range;

use epicrisis_extract::Mark;

use super::place::place;
use crate::align::same;
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
/// What it is worth that all words are those of one mention of the same concept.
const CONCEPT: f64 = 0.25;

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

impl Wanted<'_> {
    /// The best words for it that are free; `free` says which are.
    pub(super) fn best(&self, free: impl Fn(usize) -> bool) -> Option<Window> {
        let first = *self.core.first()?;
        let middle = self.core[self.core.len() / 2];
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
        let near = |j: usize| (j as f64 - expected).abs();
        let worth = |words: &Range<usize>| {
            let off = near((words.start + words.end) / 2);
            PLACE * HALF / (HALF + off)
        };
        // Where a word of it could be, the others are looked for around.
        for seed in (from..to).filter(|j| free(*j)) {
            let mut seeded = false;
            for i in &self.core {
                let sure = same(self.from, *i, self.to, seed, near(seed) < NEAR);
                seeded |= sure >= LEAST;
            }
            if seeded && let Some((words, sure, partial)) = self.around(seed, &free) {
                let linked: f64 = self
                    .core
                    .iter()
                    .filter_map(|i| self.alignment.link_of_a(*i))
                    .map(|l| f64::from(u8::from(words.contains(&l.b))))
                    .sum();
                let others = words.clone().filter_map(|j| self.alignment.link_of_b(j));
                let elsewhere = others
                    .filter(|l| l.confidence > 0.7 && !self.core.contains(&l.a) && self.from.words()[l.a].is_content());
                let linked = (linked - elsewhere.count() as f64) / self.core.len() as f64;
                offer(Window {
                    rank: sure + worth(&words) + LINKED * linked.clamp(-1.0, 1.0),
                    words,
                    sure,
                    partial,
                });
            }
        }
        if let Some(concept) = self.concept {
            let mentions = &self.to.record().mentions;
            for mention in mentions.iter().filter(|m| m.concept_id() == Some(concept)) {
                let words = self.to.words().within(mention.span());
                if words.start >= from && words.end <= to && !words.is_empty() && words.clone().all(&free) {
                    offer(Window {
                        rank: 0.9 + CONCEPT + worth(&words),
                        words,
                        sure: 0.9,
                        partial: false,
                    });
                }
            }
        }
        let _ = first;
        best
    }

    /// The words around one that say most of it, and how surely they do.
    fn around(&self, seed: usize, free: &impl Fn(usize) -> bool) -> Option<(Range<usize>, f64, bool)> {
        let reach = WIDE + self.core.len();
        let range = seed.saturating_sub(reach)..(seed + reach + 1).min(self.to.words().len());
        let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
        for (n, i) in self.core.iter().enumerate() {
            for j in range.clone().filter(|j| free(*j)) {
                let sure = same(self.from, *i, self.to, j, true);
                if sure >= LEAST {
                    pairs.push((sure, n, j));
                }
            }
        }
        // The surest first; of equals the nearest to the seed.
        pairs.sort_by(|x, y| {
            y.0.total_cmp(&x.0)
                .then((x.2.abs_diff(seed), x.1, x.2).cmp(&(y.2.abs_diff(seed), y.1, y.2)))
        });
        let at_seed = pairs.iter().find(|p| p.2 == seed)?;
        let mut taken = vec![(at_seed.1, seed, at_seed.0)];
        for (sure, n, j) in &pairs {
            if taken.iter().any(|t| t.0 == *n || t.1 == *j) || self.parted(seed, *j) {
                continue;
            }
            taken.push((*n, *j, *sure));
        }
        let start = taken.iter().map(|t| t.1).min()?;
        let end = taken.iter().map(|t| t.1).max()? + 1;
        let sum: f64 = taken.iter().map(|t| t.2).sum();
        // Words in between that have nothing to do with it speak against it.
        let strange = (start..end)
            .filter(|j| self.to.words()[*j].is_content() && taken.iter().all(|t| t.1 != *j))
            .count();
        let sure = (sum - 0.1 * strange as f64) / self.core.len() as f64;
        Some((start..end, sure.clamp(0.0, 1.0), taken.len() < self.core.len()))
    }

    /// Whether a sentence ends between two words.
    fn parted(&self, i: usize, j: usize) -> bool {
        let words = self.to.words();
        let between = &words[i.min(j)..i.max(j)];
        words[i].sentence != words[j].sentence || between.iter().any(|w| w.mark == Mark::Hard) && self.core.len() < 4
    }
}
