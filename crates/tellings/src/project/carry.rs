//! One annotation after the other, in the order of the text.

use std::collections::HashMap;
use std::ops::Range;

use epicrisis_brat::Annotation;
use epicrisis_extract::Mark;
use epicrisis_record::Span;

use super::window::Wanted;
use super::{Carried, Projection};
use crate::align::same;
use crate::{Alignment, Telling};

/// Less sure than this, nothing is carried.
const LEAST: f64 = 0.3;

/// Links and likenesses surer than this say the same.
const SURE: f64 = 0.5;
/// How many mentions before a place may reach over it.
const NESTED: usize = 8;
/// The most words that a mention adds to those that were found.
const MORE: usize = 2;

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
    if let Some(found) = word_by_word(&wanted, &words).filter(|f| f.words.clone().all(free)) {
        return Some(Found {
            words: shaped(&wanted, &words, found.words, false, free),
            ..found
        });
    }
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

/// Where all words of an annotation are linked with as many words in the same order, these.
fn word_by_word(wanted: &Wanted<'_>, words: &Range<usize>) -> Option<Found> {
    let first = wanted.alignment.link_of_a(words.start)?.b;
    let mut confidence: f64 = 1.0;
    for (there, word) in (first..).zip(words.clone()) {
        let link = wanted
            .alignment
            .link_of_a(word)
            .filter(|l| l.b == there && l.confidence >= SURE)?;
        if wanted.core.contains(&word) {
            if wanted.is_second_half(word, there, link.confidence) {
                return None;
            }
            confidence = confidence.min(link.confidence);
        }
    }
    Some(Found {
        words: first..first + words.len(),
        confidence,
    })
}

/// A mention around some words, where nothing else accounts for the rest of it: *clavulánico* is *clavulanic acid*.
fn whole(
    wanted: &Wanted<'_>,
    source: &Range<usize>,
    words: Range<usize>,
    free: &impl Fn(usize) -> bool,
) -> Range<usize> {
    let to = wanted.to;
    let kinds = |w: &usize| Some(wanted.from.record().mentions.get(wanted.from.mention_of(*w)?)?.kind);
    let kinds: Vec<_> = wanted.core.iter().filter_map(kinds).collect();
    let span = to.span(words.clone());
    let mentions = &to.record().mentions;
    let begun = mentions.partition_point(|m| m.start <= span.start);
    let fits = |m: &&epicrisis_record::Mention| {
        m.fragments.is_empty() && m.end >= span.end && (kinds.is_empty() || kinds.contains(&m.kind))
    };
    // Mentions begin in order, the longer first, and are short: the nearest few are all that can lie around it.
    let Some(mention) = mentions[..begun].iter().rev().take(NESTED).find(fits) else {
        return words;
    };
    let around = to.words().within(mention.span());
    let own = |w: usize| {
        let link = wanted.alignment.link_of_b(w);
        words.contains(&w) || free(w) && link.is_none_or(|l| source.contains(&l.a))
    };
    let short = around.len() <= words.len() + MORE;
    if short && around.clone().all(own) {
        around
    } else {
        words
    }
}

/// Gives a window the edges that the annotation has: whole mentions stay whole, words that only their place accounts for come
/// along.
fn shaped(
    wanted: &Wanted<'_>,
    source: &Range<usize>,
    mut words: Range<usize>,
    partial: bool,
    free: &impl Fn(usize) -> bool,
) -> Range<usize> {
    let to = wanted.to;
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
            words = around;
        }
    }
    if partial {
        let says = |i: usize| words.clone().any(|j| same(wanted.from, i, to, j, true) >= SURE);
        let missing: Vec<usize> = wanted.core.iter().copied().filter(|i| !says(*i)).collect();
        for i in missing {
            let linked = wanted.alignment.link_of_a(i).map(|l| l.b);
            let sentence = to.words()[words.start].sentence;
            // The word itself, else what is linked with it; beside the others, but for small words.
            let beside = [
                next(to, words.end, true),
                words.start.checked_sub(1).and_then(|w| next(to, w, false)),
            ];
            // What stands right behind a number is its unit.
            let unit = |w: usize| w.checked_sub(1).is_some_and(|w| to.words()[w].number.is_some());
            let fits = |w: &usize| free(*w) && to.words()[*w].sentence == sentence && !unit(*w);
            let said = |w: &usize| same(wanted.from, i, to, *w, true) >= SURE || linked == Some(*w);
            if let Some(w) = beside.into_iter().flatten().filter(fits).find(said) {
                words = words.start.min(w)..words.end.max(w + 1);
            }
        }
    }
    whole(wanted, source, words, free)
}

/// The first word at or behind a place, or at or before it, that is no small word; at most two away.
fn next(to: &Telling<'_>, at: usize, behind: bool) -> Option<usize> {
    let small = |w: &usize| {
        let word = &to.words()[*w];
        word.mark == Mark::None && word.class.is_small()
    };
    let found = (0..3).filter_map(|n| if behind { Some(at + n) } else { at.checked_sub(n) });
    let found = found.filter(|w| *w < to.words().len()).find(|w| !small(w))?;
    to.words()[found].is_content().then_some(found)
}
