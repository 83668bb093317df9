//! One annotation after the other, in the order of the text.

use std::collections::HashMap;
use std::ops::Range;

use epicrisis_brat::Annotation;
use epicrisis_extract::Mark;
use epicrisis_record::Span;

use super::window::Wanted;
use super::{Carried, Projection};
use crate::{Alignment, Telling};

/// Less sure than this, nothing is carried.
const LEAST: f64 = 0.3;

/// Where a stretch went.
struct Found {
    words: Range<usize>,
    confidence: f64,
}

pub(super) fn carry(
    from: &Telling<'_>,
    to: &Telling<'_>,
    alignment: &Alignment,
    annotations: &[Annotation],
) -> Projection {
    let mut order: Vec<usize> = (0..annotations.len()).collect();
    // Of two that begin together the longer first: the shorter is part of it.
    order.sort_by_key(|n| {
        let hull = annotations[*n].hull();
        (hull.start, std::cmp::Reverse(hull.end), *n)
    });
    let mut taken: HashMap<&str, Vec<Option<u32>>> = HashMap::new();
    let mut projection = Projection {
        carried: Vec::new(),
        lost: Vec::new(),
    };
    for n in order {
        let annotation = &annotations[n];
        let taken = taken
            .entry(&annotation.label)
            .or_insert_with(|| vec![None; to.words().len()]);
        let hull = annotation.hull();
        // What another of its label took is not free, unless that one covers this.
        let free = |word: usize| taken[word].is_none_or(|by| annotations[by as usize].hull().overlaps(hull));
        let stretches = annotation.stretches.iter();
        let found: Option<Vec<Found>> = stretches.map(|s| stretch(from, to, alignment, *s, &free)).collect();
        match found.filter(|f| !f.is_empty()) {
            Some(found) => {
                for word in found.iter().flat_map(|f| f.words.clone()) {
                    taken[word] = Some(n as u32);
                }
                let confidence = found.iter().map(|f| f.confidence).fold(1.0, f64::min);
                projection.carried.push(Carried {
                    annotation: n,
                    stretches: joined(to, found),
                    confidence,
                });
            }
            None => projection.lost.push(n),
        }
    }
    projection.carried.sort_by_key(|c| c.annotation);
    projection.lost.sort_unstable();
    projection
}

/// The stretches in order; what lies side by side is one.
fn joined(to: &Telling<'_>, found: Vec<Found>) -> Vec<Span> {
    let mut words: Vec<Range<usize>> = found.into_iter().map(|f| f.words).collect();
    words.sort_by_key(|w| (w.start, w.end));
    let mut out: Vec<Range<usize>> = Vec::new();
    for range in words {
        match out.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => out.push(range),
        }
    }
    out.into_iter().map(|w| to.span(w)).collect()
}

fn stretch(
    from: &Telling<'_>,
    to: &Telling<'_>,
    alignment: &Alignment,
    span: Span,
    free: &impl Fn(usize) -> bool,
) -> Option<Found> {
    let words = from.words().within(span);
    let says = |w: &usize| {
        let word = &from.words()[*w];
        word.is_content() || word.number.is_some() && word.mark == Mark::None
    };
    let mut core: Vec<usize> = words.clone().filter(says).collect();
    if core.is_empty() {
        core = words.clone().filter(|w| from.words()[*w].mark == Mark::None).collect();
    }
    let exact = |m: &&epicrisis_record::Mention| from.words().within(m.span()) == words && m.fragments.is_empty();
    let concept = from.record().mentions.iter().find(exact).and_then(|m| m.concept_id());
    let wanted = Wanted {
        from,
        to,
        alignment,
        core,
        concept,
    };
    if let Some(window) = wanted.best(free).filter(|w| w.sure >= LEAST) {
        return Some(Found {
            words: edges(
                &wanted,
                &words,
                shaped(&wanted, &words, window.words, window.partial, free),
                free,
            ),
            confidence: window.sure,
        });
    }
    // What is only known by its place.
    let linked = alignment
        .in_b(words.clone())
        .filter(|there| there.len() <= words.len() + 2);
    linked.filter(|there| there.clone().all(free)).map(|words| Found {
        words,
        confidence: LEAST,
    })
}

/// Takes along the small words and marks at the edges of an annotation, where they stand at the edges of its words.
fn edges(
    wanted: &Wanted<'_>,
    source: &Range<usize>,
    mut words: Range<usize>,
    free: &impl Fn(usize) -> bool,
) -> Range<usize> {
    let (Some(first), Some(last)) = (wanted.core.first(), wanted.core.last()) else {
        return words;
    };
    let there = |w: usize| wanted.alignment.link_of_a(w).map(|l| l.b).filter(|w| free(*w));
    for w in (source.start..*first).rev() {
        if there(w).is_some_and(|there| there + 1 == words.start) {
            words.start -= 1;
        }
    }
    for w in last + 1..source.end {
        if there(w) == Some(words.end) {
            words.end += 1;
        }
    }
    words
}

/// Gives a window the edges that the annotation has: whole mentions stay whole, words that nothing accounts for come along.
fn shaped(
    wanted: &Wanted<'_>,
    source: &Range<usize>,
    mut words: Range<usize>,
    partial: bool,
    free: &impl Fn(usize) -> bool,
) -> Range<usize> {
    let (from, to) = (wanted.from, wanted.to);
    // A mention of the same concept as a whole mention.
    if let Some(concept) = wanted.concept {
        let mentions = to
            .record()
            .mentions
            .iter()
            .filter(|m| m.concept_id() == Some(concept) && m.fragments.is_empty());
        let around = mentions
            .map(|m| to.words().within(m.span()))
            .find(|r| r.start <= words.start && words.end <= r.end);
        if let Some(around) = around.filter(|r| r.clone().all(free)) {
            return around;
        }
    }
    if partial {
        let missing = wanted
            .core
            .len()
            .saturating_sub(words.clone().filter(|w| to.words()[*w].is_content()).count());
        for _ in 0..missing {
            // A word at the edge that says what nothing else in the other telling does.
            let open = |w: usize| {
                let word = to.words().get(w)?;
                let linked = wanted
                    .alignment
                    .link_of_b(w)
                    .is_some_and(|l| l.confidence > 0.4 && !source.contains(&l.a));
                (word.is_content() && !linked && free(w) && word.sentence == to.words()[words.start].sentence)
                    .then_some(w)
            };
            if let Some(w) = open(words.end) {
                words.end = w + 1;
            } else if let Some(w) = words.start.checked_sub(1).and_then(open) {
                words.start = w;
            }
        }
    }
    let _ = from;
    words
}
