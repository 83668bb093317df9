//! One mention, not two: what the lexicon names and what the model sees, put together.
//!
//! In two steps. What no mention names yet is added before presence is decided, and is then a mention like any other. What the
//! lexicon names gets the words that the model sees it in at the very end, so that no decision about it depends on a model; so
//! do spans of another nature over the same words (a treatment named by its drug), which are said as their words are.

use epicrisis_record::Kind;

use super::tag::{Tagged, Tagging};
use crate::found::Found;
use crate::read::Reading;

/// Of a mention that the lexicon names and the model finds impossible, so much of its certainty is left.
const IMPOSSIBLE: f64 = 0.35;

/// Of one whose words another has as part of its own, so much.
const PART: f64 = 0.45;

/// A span is as sure as this to be the words of a longer mention.
const SURE: f64 = 0.5;

/// A span that is less likely to be one than this is none.
const LEAST: f64 = 0.3;

/// Whether a mention and a span of another kind may be one: where a problem ends and a finding begins is a convention, and a test
/// of which no result is told is something done.
fn akin(f: &Found, span: Kind) -> bool {
    let state = |k| matches!(k, Kind::Problem | Kind::Finding);
    let test = f.kind == Kind::Measurement && f.value.is_none() && span == Kind::Procedure;
    f.kind == span || state(f.kind) && state(span) || test
}

/// Whether a span may be a mention of its own although another has some of its words.
fn stands_beside(f: &Found, span: &Tagged) -> bool {
    // A number is a fact that needs no second.
    if f.value
        .as_ref()
        .is_some_and(|v| v.number.is_some() || v.low.is_some() || v.high.is_some())
    {
        return false;
    }
    match span.kind {
        // The operation in a complication's name, the treatment that a drug names.
        Kind::Procedure => matches!(
            f.kind,
            Kind::Problem | Kind::Finding | Kind::Medication | Kind::Device | Kind::Substance | Kind::Measurement
        ),
        // What is given and what is measured share their names (potassium, albumin).
        Kind::Medication => {
            matches!(f.kind, Kind::Measurement | Kind::Substance) && f.first >= span.first && f.last <= span.last
        }
        // A test with its result in words.
        Kind::Problem | Kind::Finding => {
            matches!(
                f.kind,
                Kind::Measurement | Kind::Procedure | Kind::Device | Kind::Substance
            ) && f.first >= span.first
                && f.last <= span.last
        }
        _ => false,
    }
}

/// Adds what no mention names yet. A place or an organism inside becomes a part of it, as in a term of the lexicon.
pub(crate) fn add(reading: &Reading<'_, '_>, tagging: &Tagging, found: &mut Vec<Found>) -> usize {
    let before = found.len();
    let mut owner = owners(reading, found);
    for span in surest(&tagging.spans) {
        let inside = inside(&owner, span);
        let part = |at: &usize| {
            let f = &found[*at];
            let whole = f.first >= span.first && f.last <= span.last;
            matches!(f.kind, Kind::BodySite | Kind::Organism) && whole && f.value.is_none()
        };
        if !inside.iter().all(part) || is_place(found, &inside, span) {
            continue;
        }
        let new = found.len();
        found.push(mention(reading, tagging, span));
        for at in inside {
            found[at].parent = Some(new);
        }
        owner[span.range()].fill(Some(new as u32));
    }
    found.len() - before
}

/// Gives the mentions of the lexicon the words that the model sees them in, says of each how sure it is now, and adds what
/// stands beside them.
pub(crate) fn settle(reading: &Reading<'_, '_>, tagging: &Tagging, found: &mut Vec<Found>) {
    let given = widen(tagging, found);
    let owner = owners(reading, found);
    let mut more: Vec<Found> = Vec::new();
    for span in surest(&tagging.spans) {
        let inside = inside(&owner, span);
        let there = inside
            .iter()
            .any(|at| given[*at] == Some(span.kind) || found[*at].concept.is_none());
        let twice = more
            .iter()
            .any(|m| m.first <= span.last && span.first <= m.last && akin(m, span.kind));
        let (Some(first), false, false) = (inside.first(), there, twice) else {
            continue;
        };
        if !inside
            .iter()
            .all(|at| matches!(found[*at].kind, Kind::BodySite | Kind::Organism) || stands_beside(&found[*at], span))
            || is_place(found, &inside, span)
        {
            continue;
        }
        // What is said of these words is said of it, too.
        let said = inside
            .iter()
            .find(|at| !matches!(found[**at].kind, Kind::BodySite))
            .unwrap_or(first);
        let said = &found[*said];
        // A test is the same test where it is something done and where it is what was measured.
        let test = inside.len() == 1 && span.kind == Kind::Procedure && said.kind == Kind::Measurement;
        more.push(Found {
            concept: said.concept.filter(|_| test),
            presence: said.presence,
            experiencer: said.experiencer,
            time: said.time,
            cues: said.cues.clone(),
            ..mention(reading, tagging, span)
        });
    }
    found.append(&mut more);
}

/// Widens mentions to spans; gives for each mention the kind of the span that it took.
fn widen(tagging: &Tagging, found: &mut [Found]) -> Vec<Option<Kind>> {
    let spans = &tagging.spans;
    let longest = spans.iter().map(|s| s.last - s.first).max().unwrap_or(0);
    // Which mention takes each span: of several that stand apart the first, which the others are said of (`septic shock secondary
    // to an abscess`); of those that share words the one with most of them.
    let mut taken: Vec<Option<(usize, u32)>> = vec![None; spans.len()];
    let mut seen: Vec<bool> = found.iter().map(|f| f.concept.is_none()).collect();
    for (at, f) in found.iter().enumerate().filter(|(_, f)| f.concept.is_some()) {
        let from = spans.partition_point(|s| s.first + longest < f.first);
        for (n, s) in spans
            .iter()
            .enumerate()
            .skip(from)
            .take_while(|(_, s)| s.first <= f.last)
        {
            if s.last < f.first || !akin(f, s.kind) {
                continue;
            }
            seen[at] = true;
            let whole = s.first <= f.first && f.last <= s.last && f.parent.is_none();
            let size = f.words.len().max(1) as u32 * 2 + u32::from(f.kind == s.kind);
            let better = |other: usize, best: u32| {
                let o = &found[other];
                if o.last < f.first || f.last < o.first {
                    f.first < o.first
                } else {
                    size > best
                }
            };
            if whole && taken[n].is_none_or(|(other, best)| better(other, best)) {
                taken[n] = Some((at, size));
            }
        }
    }
    let mut order: Vec<usize> = (0..spans.len()).collect();
    order.sort_by(|a, b| spans[*b].confidence.total_cmp(&spans[*a].confidence).then(a.cmp(b)));
    let mut given: Vec<Option<Kind>> = vec![None; found.len()];
    let mut had: Vec<(u32, u32, Kind)> = Vec::new();
    for n in order {
        let Some((at, _)) = taken[n].filter(|(at, _)| given[*at].is_none()) else {
            continue;
        };
        give(tagging, &mut found[at], &spans[n]);
        given[at] = Some(spans[n].kind);
        had.push((spans[n].first, spans[n].last, spans[n].kind));
    }
    had.sort_unstable_by_key(|(first, ..)| *first);
    for at in 0..found.len() {
        let f = &found[at];
        if given[at].is_some() || f.concept.is_none() || f.parent.is_some() || f.value.is_some() {
            continue;
        }
        let from = spans.partition_point(|s| s.first + longest < f.first);
        let near = || (from..spans.len()).take_while(|n| spans[*n].first <= f.last);
        let others = had.partition_point(|(first, ..)| first + longest < f.first);
        let mut others = had[others..].iter().take_while(|(first, ..)| *first <= f.first);
        let part = |n: &usize| {
            let s = spans[*n];
            f.first <= s.first && s.last <= f.last && s.kind == f.kind && s.confidence >= SURE && taken[*n].is_none()
        };
        if others.any(|(_, last, kind)| f.last <= *last && akin(f, *kind)) {
            // Another has the span: a finding among its words is hardly said by itself. A disease is, whatever it is a part of.
            if f.kind != Kind::Problem {
                found[at].confidence *= PART;
            }
        } else if let Some(n) = near()
            .filter(part)
            .max_by(|a, b| spans[*a].confidence.total_cmp(&spans[*b].confidence))
        {
            give(tagging, &mut found[at], &spans[n]);
            given[at] = Some(spans[n].kind);
        }
    }
    for (f, seen) in found.iter_mut().zip(seen) {
        if seen || f.parent.is_some() || f.value.is_some() || !tagging.has_met(f.start()..=f.end()) {
            continue;
        }
        if let Some(likely) = tagging.likelihood(f.start()..=f.end(), |k| akin(f, k)) {
            f.confidence *= IMPOSSIBLE + (1.0 - IMPOSSIBLE) * f64::from(likely);
        }
    }
    given
}

/// Gives a mention the words and the kind of a span.
fn give(tagging: &Tagging, f: &mut Found, span: &Tagged) {
    // A value is read from its own words.
    if f.value.is_none() {
        (f.first, f.last) = (span.first, span.last);
        f.fragments.clear();
    }
    f.kind = span.kind;
    f.attributes.also = also(tagging, span);
    f.confidence = 1.0 - (1.0 - f.confidence) * (1.0 - span.confidence);
}

/// The mention that each token belongs to.
fn owners(reading: &Reading<'_, '_>, found: &[Found]) -> Vec<Option<u32>> {
    let mut owner: Vec<Option<u32>> = vec![None; reading.tokens.len()];
    for (at, f) in found.iter().enumerate().filter(|(_, f)| f.parent.is_none()) {
        for t in (f.start()..=f.end()).filter(|t| f.has(*t)) {
            owner[t].get_or_insert(at as u32);
        }
    }
    owner
}

/// Whether the words of a span are those of a place and no more: nothing is said to be there or done.
fn is_place(found: &[Found], inside: &[usize], span: &Tagged) -> bool {
    inside
        .iter()
        .map(|at| &found[*at])
        .any(|f| f.kind == Kind::BodySite && f.first <= span.first && span.last <= f.last)
}

/// The mentions that have words of a span.
fn inside(owner: &[Option<u32>], span: &Tagged) -> Vec<usize> {
    let mut out: Vec<usize> = owner[span.range()].iter().flatten().map(|o| *o as usize).collect();
    out.dedup();
    out
}

fn surest(spans: &[Tagged]) -> Vec<&Tagged> {
    let mut out: Vec<&Tagged> = spans.iter().filter(|s| s.confidence >= LEAST).collect();
    out.sort_by(|a, b| {
        b.confidence
            .total_cmp(&a.confidence)
            .then((a.first, a.last, a.kind).cmp(&(b.first, b.last, b.kind)))
    });
    out
}

/// What the words of a span are beside its kind: of problems and findings, what the model surely sees in the same words.
fn also(tagging: &Tagging, span: &Tagged) -> Option<Kind> {
    let other = match span.kind {
        Kind::Problem => Kind::Finding,
        Kind::Finding => Kind::Problem,
        _ => return None,
    };
    let other = Tagged { kind: other, ..*span };
    let at = tagging.spans.binary_search_by_key(&other.place(), Tagged::place).ok()?;
    let twin = tagging.spans.get(at)?;
    (twin.confidence >= SURE).then_some(twin.kind)
}

/// The mention that a span makes.
fn mention(reading: &Reading<'_, '_>, tagging: &Tagging, span: &Tagged) -> Found {
    let mut f = Found::new(span.kind, None, span.first as usize, span.last as usize);
    f.attributes.also = also(tagging, span);
    f.confidence = span.confidence;
    f.settled = span.range().any(|t| reading.words[t].negates);
    f
}
