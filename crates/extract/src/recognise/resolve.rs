//! Which of the candidates are kept: the longest and most specific reading of every word.

use epicrisis_lexicon::{ConceptKind, WordClass};

use super::Candidate;
use crate::found::Found;
use crate::read::{Mark, Reading};

/// Among readings of the same words: what a kind's reading is worth.
fn rank(kind: ConceptKind) -> u8 {
    match kind {
        ConceptKind::Problem => 0,
        ConceptKind::Finding => 1,
        ConceptKind::Measurement => 2,
        ConceptKind::Medication => 3,
        ConceptKind::Procedure => 4,
        ConceptKind::Organism => 5,
        ConceptKind::Device => 6,
        ConceptKind::Substance => 7,
        ConceptKind::BodySite => 8,
        ConceptKind::Demographic => 9,
    }
}

/// What is tried first: more words, surer words, no shared head, closer words, the earlier place, the worthier kind.
fn key(c: &Candidate, rank: u8) -> u64 {
    let words = 15 - u64::from(c.len.min(15));
    words << 52
        | (c.surety as u64) << 50
        | u64::from(c.coordinated) << 49
        | u64::from(c.cost) << 40
        | u64::from(c.first()) << 8
        | u64::from(rank)
}

/// Keeps what reads most words, most closely, and makes mentions of it.
pub(super) fn resolve(reading: &Reading<'_, '_>, mut candidates: Vec<Candidate>) -> Vec<Found> {
    let kind = |c: &Candidate| reading.lexicon.kind(c.concept).unwrap_or(ConceptKind::Demographic);

    // What one item of a list says alone needs no shared head: `sensación distérmica, náuseas`.
    let mut plain: Vec<(u32, u32)> = candidates
        .iter()
        .filter(|c| !c.coordinated && c.len == 1)
        .map(|c| (c.concept, c.first()))
        .collect();
    plain.sort_unstable();
    candidates.retain(|c| !c.coordinated || !c.tokens().iter().any(|t| plain.binary_search(&(c.concept, *t)).is_ok()));
    let mut order: Vec<(u64, u32, u32)> = candidates
        .iter()
        .enumerate()
        .map(|(i, c)| (key(c, rank(kind(c))), c.concept, i as u32))
        .collect();
    order.sort_unstable();
    let mut owner: Vec<Option<u32>> = vec![None; reading.tokens.len()];
    let mut kept: Vec<Kept> = Vec::new();
    // Words that a mention inside another has already.
    let mut inner = vec![false; reading.tokens.len()];
    for (_, _, at) in order {
        let candidate = candidates[at as usize];
        let tokens = candidate.tokens();
        let taken = tokens.iter().filter(|t| owner[**t as usize].is_some()).count();
        let free = tokens.len() - taken;
        let mut parent = None;
        if taken > 0 {
            if free == 0 {
                match nested(reading, &candidate, &owner, &inner, &kept) {
                    Some(p) => parent = Some(p),
                    None => continue,
                }
            } else if !candidate.coordinated || !shares_head(&candidate, &owner, &kept, reading) {
                continue;
            }
        }
        for t in candidate.tokens() {
            if parent.is_none() {
                owner[*t as usize].get_or_insert(kept.len() as u32);
            } else {
                inner[*t as usize] = true;
            }
        }
        kept.push(Kept {
            candidate,
            kind: kind(&candidate),
            parent,
        });
    }
    let dropped: Vec<bool> = kept.iter().map(|k| goes_on(reading, &k.candidate, &owner)).collect();
    let mut place = Vec::with_capacity(kept.len());
    let mut count = 0;
    for drop in &dropped {
        place.push((!drop).then_some(count));
        count += usize::from(!drop);
    }
    let mut found = Vec::with_capacity(count + count / 2);
    for (kept, _) in kept.iter().zip(&dropped).filter(|(_, dropped)| !**dropped) {
        let parent = kept.parent.and_then(|p| place[p]);
        found.push(kept.candidate.found(reading, kept.kind, parent));
    }
    found
}

/// A candidate that is kept.
struct Kept {
    candidate: Candidate,
    kind: ConceptKind,
    /// The one it lies in, by its place in the list.
    parent: Option<usize>,
}

/// A term that denies (`sin antecedentes`) is no whole statement where a mention follows that it denies (`sin antecedentes
/// de diabetes`): then its negation is a cue like any other.
fn goes_on(reading: &Reading<'_, '_>, candidate: &Candidate, owner: &[Option<u32>]) -> bool {
    if !candidate.tokens().iter().any(|t| reading.words[*t as usize].negates) {
        return false;
    }
    let behind = candidate.last() as usize + 1;
    let small = (behind..reading.words.len().min(behind + 3))
        .take_while(|t| {
            // `sin antecedentes de interés que consulta …`, `libre de enfermedad con un seguimiento …`: another statement.
            let word = &reading.words[*t];
            let other = matches!(
                word.class,
                WordClass::Relative | WordClass::Indefinite | WordClass::Conjunction | WordClass::Alternative
            );
            // `pas d'antécédent d'AVC`.
            let elided = word.mark == Mark::Soft && !reading.tokens[*t].spaced;
            elided || word.class.is_small() && word.mark == Mark::None && !other
        })
        .count();
    small > 0 && owner.get(behind + small).copied().flatten().is_some()
}

/// A place or an organism named inside a larger term is a mention of its own: `absceso [glúteo]`, `sepsis por [E. coli]`.
fn nested(
    reading: &Reading<'_, '_>,
    candidate: &Candidate,
    owner: &[Option<u32>],
    inner: &[bool],
    kept: &[Kept],
) -> Option<usize> {
    let kind = reading.lexicon.kind(candidate.concept)?;
    if !matches!(kind, ConceptKind::BodySite | ConceptKind::Organism) {
        return None;
    }
    let first = owner[candidate.first() as usize]?;
    let same = candidate.tokens().iter().all(|t| owner[*t as usize] == Some(first));
    let outer = kept.get(first as usize)?;
    let whole = outer.candidate.len == candidate.len;
    // The place of a test is in its name already, in one word or another (`TAC craneal`, `head CT`).
    let holds = matches!(outer.kind, ConceptKind::Problem | ConceptKind::Finding);
    // One place a term: the longest came first.
    let another = candidate.tokens().iter().any(|t| inner[*t as usize]);
    (same && !whole && holds && !another).then_some(first as usize)
}

/// Whether the words that another mention has are a head that a list shares: that mention is of the same list.
fn shares_head(candidate: &Candidate, owner: &[Option<u32>], kept: &[Kept], reading: &Reading<'_, '_>) -> bool {
    let kind = reading.lexicon.kind(candidate.concept);
    candidate.tokens().iter().filter_map(|t| owner[*t as usize]).all(|o| {
        kept.get(o as usize).is_some_and(|kept| {
            let other = &kept.candidate;
            let own_word = candidate.tokens().iter().any(|t| !other.tokens().contains(t));
            let their_word = other.tokens().iter().any(|t| !candidate.tokens().contains(t));
            own_word && (their_word || other.len == 1) && Some(kept.kind) == kind
        })
    })
}
