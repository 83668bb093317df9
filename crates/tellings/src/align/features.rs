//! What stretches of two tellings may share: pivots, numbers, spellings.

use std::collections::HashMap;
use std::ops::Range;

use epicrisis_extract::Words;

use crate::Telling;

/// Something that a word says in any language.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Feature<'t> {
    Pivot(u32),
    /// The bits of a number.
    Number(u64),
    /// The beginning of what the spelling rules leave of a word.
    Letters(&'t str),
    /// What a mention means.
    Concept(&'t str),
}

/// The features of two tellings, as numbers that are the same on both sides.
#[derive(Debug)]
pub(super) struct Features {
    /// Each with its word, in the order of the words.
    pub(super) a: Vec<(u32, u32)>,
    pub(super) b: Vec<(u32, u32)>,
    /// How much it says that two stretches share a feature: the rarer, the more.
    pub(super) weights: Vec<f64>,
    /// How often each side has it.
    pub(super) counts: Vec<[u32; 2]>,
}

/// A feature in more pairs of places than this tells none of them.
const COMMON: u64 = 40_000;
/// So many letters of a skeleton stand for a word that the lexicon does not know.
const STEM: usize = 6;

fn of<'t>(telling: &'t Telling<'_>) -> Vec<(Feature<'t>, u32)> {
    let words: &Words = telling.words();
    let mut out = Vec::with_capacity(words.len());
    for (i, word) in words.iter().enumerate() {
        let mut push = |feature| out.push((feature, i as u32));
        if let Some(number) = word.number.and_then(|n| words.numbers().get(n as usize)) {
            // A number is told once, at its first word; with both its readings where its separator may be either mark.
            if number.words.start == i {
                for value in number.readings.iter().chain(&number.more) {
                    push(Feature::Number(value.to_bits()));
                }
            }
            continue;
        }
        if !word.is_content() && !word.denies {
            continue;
        }
        match word.pivot {
            Some(pivot) => push(Feature::Pivot(pivot)),
            None => {
                let skeleton = words.skeleton(i);
                let letters = if skeleton.is_empty() { words.folded(i) } else { skeleton };
                let end = letters.char_indices().nth(STEM).map_or(letters.len(), |(at, _)| at);
                push(Feature::Letters(&letters[..end]));
            }
        }
    }
    for mention in &telling.record().mentions {
        if let Some(id) = mention.concept_id()
            && let Some(word) = words.within(mention.span()).next()
        {
            out.push((Feature::Concept(id), word as u32));
        }
    }
    out.sort_by_key(|(_, word)| *word);
    out
}

impl Features {
    pub(super) fn new(a: &Telling<'_>, b: &Telling<'_>) -> Self {
        let sides = [of(a), of(b)];
        let mut numbers: HashMap<Feature<'_>, usize> = HashMap::new();
        let mut counts: Vec<[u32; 2]> = Vec::new();
        for (side, list) in sides.iter().enumerate() {
            for (feature, ..) in list {
                let at = *numbers.entry(*feature).or_insert_with(|| {
                    counts.push([0, 0]);
                    counts.len() - 1
                });
                counts[at][side] += 1;
            }
        }
        let numbered = |list: &[(Feature<'_>, u32)]| {
            let known = list
                .iter()
                .filter_map(|(f, word)| Some((*word, *numbers.get(f)? as u32)));
            known.collect::<Vec<_>>()
        };
        let total = (sides[0].len() + sides[1].len()).max(2) as f64;
        let weight = |[x, y]: &[u32; 2]| {
            let common = u64::from(*x) * u64::from(*y) > COMMON;
            if common {
                0.0
            } else {
                (total / f64::from(x + y)).ln().max(0.1)
            }
        };
        Self {
            a: numbered(&sides[0]),
            b: numbered(&sides[1]),
            weights: counts.iter().map(weight).collect(),
            counts,
        }
    }

    /// The features of stretches of one side, each sorted; one that is told twice is there twice.
    pub(super) fn within(side: &[(u32, u32)], stretches: &[Range<usize>]) -> Vec<Vec<u32>> {
        let at = |word: usize| side.partition_point(|(w, _)| (*w as usize) < word);
        let of = |stretch: &Range<usize>| {
            let mut own: Vec<u32> = side[at(stretch.start)..at(stretch.end)]
                .iter()
                .map(|(_, f)| *f)
                .collect();
            own.sort_unstable();
            own
        };
        stretches.iter().map(of).collect()
    }
}
