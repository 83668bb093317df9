//! Causes, treatments, and where organisms were isolated.

use epicrisis_lexicon::{Category, Role, WordClass};
use epicrisis_record::{Kind, RelationKind, Time};

use super::{Link, listed, near, phrases};
use crate::context::Cue;
use crate::found::Found;
use crate::order::Order;
use crate::read::{Mark, Phrase, Reading};

/// Which kinds of mention may stand on a side of a relation.
type Wanted = fn(Kind) -> bool;

fn illness(kind: Kind) -> bool {
    matches!(kind, Kind::Problem | Kind::Finding | Kind::Organism)
}

fn given(kind: Kind) -> bool {
    matches!(kind, Kind::Medication | Kind::Procedure | Kind::Device)
}

/// `ceftriaxona para la neumonía`.
fn given_for(reading: &Reading<'_, '_>, found: &[Found], order: &Order, phrase: &Phrase, links: &mut Vec<Link>) {
    let Some(drug) = left_of(reading, found, order, phrase, given) else {
        return;
    };
    // `metformina suspendida por diarrea`: why it was stopped.
    let end = phrase.first;
    let cues = reading
        .phrases
        .within(Category::Cue, found[drug].end() + 1..end as usize);
    if found[drug].time == Time::Past && cues.iter().any(|c| c.end >= end) {
        return;
    }
    let reasons = right_of(reading, found, order, phrase, illness);
    links.extend(reasons.into_iter().map(|reason| (RelationKind::GivenFor, drug, reason)));
}

/// `X secundario a Y`, `X provoca Y`, `ceftriaxona para la neumonía`, `neumonía tratada con ceftriaxona`.
pub(super) fn causes(reading: &Reading<'_, '_>, found: &[Found], order: &Order, links: &mut Vec<Link>) {
    for (phrase, forward) in phrases(reading, RelationKind::CausedBy) {
        // A bare preposition says a cause only where what follows can be nothing else.
        let weak = phrase.end - phrase.first == 1 && reading.words[phrase.first as usize].class.is_small();
        let Some(left) = left_of(reading, found, order, phrase, illness) else {
            // `toma amlodipino por hipertensión`: of a drug, the short word says what it is taken for.
            let next = phrase.end as usize;
            let small = |t: usize| reading.words.get(t).is_some_and(|w| w.class.is_small());
            let touches = |i: &usize| found[*i].start() >= next && (next..found[*i].start()).all(small);
            if weak && forward && order.around(reading, next).iter().any(touches) {
                given_for(reading, found, order, phrase, links);
            }
            continue;
        };
        // `anemia no debida a hemorragia`.
        let from = found[left].end() + 1;
        let denied = (from..phrase.first as usize).any(|t| reading.words[t].negates);
        // `not due to` is a look-alike as a whole: it denies the cause, and not what stands behind it.
        let look_alike = reading
            .phrases
            .within(Category::Cue, from..phrase.first as usize)
            .iter()
            .any(|c| c.end > phrase.first && Cue::read(reading, *c).is_some_and(|c| c.role == Role::None));
        if denied || look_alike {
            continue;
        }
        for right in right_of(reading, found, order, phrase, illness) {
            if weak && found[right].kind != Kind::Organism && !infection(found, order, right) {
                continue;
            }
            let (effect, cause) = if forward { (left, right) } else { (right, left) };
            links.push((RelationKind::CausedBy, effect, cause));
        }
    }
    for (phrase, forward) in phrases(reading, RelationKind::GivenFor) {
        if forward {
            given_for(reading, found, order, phrase, links);
        } else if let Some(reason) = left_of(reading, found, order, phrase, illness) {
            let drugs = right_of(reading, found, order, phrase, given);
            links.extend(drugs.into_iter().map(|drug| (RelationKind::GivenFor, drug, reason)));
        }
    }
    for (phrase, forward) in phrases(reading, RelationKind::TreatedWith) {
        let (left_kind, right_kind): (Wanted, Wanted) = if forward { (illness, given) } else { (given, illness) };
        // `peritonitis, tratada con …`, `peritonitis, que se trató con …`: what is said behind a comma of what stands before.
        let mut first = phrase.first as usize;
        let said = |t: usize| {
            let word = &reading.words[t];
            word.mark == Mark::Comma
                || word.mark == Mark::None && matches!(word.class, WordClass::Relative | WordClass::Auxiliary)
        };
        while forward && first > 0 && said(first - 1) {
            first -= 1;
        }
        let behind = Phrase {
            first: first as u32,
            ..*phrase
        };
        let Some(left) = left_of(reading, found, order, &behind, left_kind) else {
            continue;
        };
        for right in right_of(reading, found, order, phrase, right_kind) {
            let (problem, drug) = if forward { (left, right) } else { (right, left) };
            links.push((RelationKind::TreatedWith, problem, drug));
        }
    }
}

/// A problem that an organism's name stands in: `infección por [E. coli]`.
fn infection(found: &[Found], order: &Order, mention: usize) -> bool {
    found[mention].kind == Kind::Problem && order.inside(mention).any(|i| found[i].kind == Kind::Organism)
}

/// The mention right before a phrase.
fn left_of(
    reading: &Reading<'_, '_>,
    found: &[Found],
    order: &Order,
    phrase: &Phrase,
    wanted: impl Fn(Kind) -> bool,
) -> Option<usize> {
    let start = phrase.first as usize;
    // Places, levels and sizes of the same mention may stand between.
    let before = order.around(reading, start).iter().rev();
    let mut edge = start;
    for &at in before.filter(|i| found[**i].parent.is_none() && found[**i].end() < start) {
        if !near(reading, found[at].end() + 1, edge, 1) {
            return None;
        }
        if wanted(found[at].kind) {
            return Some(at);
        }
        if !matches!(found[at].kind, Kind::BodySite | Kind::Time) {
            return None;
        }
        edge = found[at].start();
    }
    None
}

/// The mentions right behind a phrase: the first, and the list that it begins.
fn right_of(
    reading: &Reading<'_, '_>,
    found: &[Found],
    order: &Order,
    phrase: &Phrase,
    wanted: impl Fn(Kind) -> bool,
) -> Vec<usize> {
    let mut out = Vec::new();
    let start = phrase.end as usize;
    let mut edge = start;
    for &at in order.around(reading, phrase.first as usize) {
        let f = &found[at];
        if f.parent.is_some() || f.start() < edge {
            continue;
        }
        let joins = if out.is_empty() {
            near(reading, edge, f.start(), 1)
        } else {
            listed(reading, edge, f.start())
        };
        // A place or a level belongs to the item before it.
        if f.kind == Kind::BodySite && !wanted(Kind::BodySite) && near(reading, edge, f.start(), 1) {
            edge = f.end() + 1;
            continue;
        }
        if !joins || !wanted(f.kind) {
            break;
        }
        out.push(at);
        edge = f.end() + 1;
    }
    out
}

/// `aislándose E. coli en hemocultivos y en las muestras`: organisms and what they were isolated from.
pub(super) fn isolates(reading: &Reading<'_, '_>, found: &mut [Found], order: &Order, links: &mut Vec<Link>) {
    let cues: Vec<Phrase> = phrases(reading, RelationKind::IsolatedFrom).map(|(p, _)| *p).collect();
    for phrase in cues {
        let here = order.around(reading, phrase.first as usize);
        let organism = here
            .iter()
            .filter(|i| found[**i].kind == Kind::Organism && found[**i].parent.is_none())
            .min_by_key(|i| found[**i].first.abs_diff(phrase.first));
        let Some(&organism) = organism else { continue };
        let clear =
            (phrase.end as usize).min(found[organism].end() + 1)..(phrase.first as usize).max(found[organism].start());
        if clear.len() > 8 {
            continue;
        }
        let specimen = |k: Kind| matches!(k, Kind::Procedure | Kind::BodySite | Kind::Problem);
        let edge = phrase.end as usize;
        let from = edge.max(found[organism].end() + 1);
        let mut targets = list_from(reading, found, here, from, specimen);
        if targets.is_empty() {
            // `En hemocultivos se aisló E. coli`: what stands before.
            let before = phrase.first.min(found[organism].first) as usize;
            targets.extend(here.iter().copied().filter(|i| {
                let f = &found[*i];
                f.parent.is_none()
                    && matches!(f.kind, Kind::Procedure | Kind::BodySite)
                    && f.end() < before
                    && before - f.end() <= 6
            }));
        }
        for &target in &targets {
            links.push((RelationKind::IsolatedFrom, organism, target));
        }
        found[organism].specimen = found[organism].specimen.or(targets.first().copied());
    }
}

/// The list of wanted mentions that begins near a token.
fn list_from(
    reading: &Reading<'_, '_>,
    found: &[Found],
    here: &[usize],
    from: usize,
    wanted: impl Fn(Kind) -> bool,
) -> Vec<usize> {
    let mut out = Vec::new();
    let mut edge = from;
    for &at in here {
        let f = &found[at];
        if f.parent.is_some() || f.start() < edge {
            continue;
        }
        let near_enough = near(reading, edge, f.start(), 2) || !out.is_empty() && listed(reading, edge, f.start());
        if !near_enough || !wanted(f.kind) {
            break;
        }
        out.push(at);
        edge = f.end() + 1;
    }
    out
}
