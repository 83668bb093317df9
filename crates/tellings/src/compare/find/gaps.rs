//! What is missing, what is more, and what stands in another place.

use std::collections::BTreeSet;

use epicrisis_record::{Kind, Mention, Span};

use crate::compare::cell::is_statement;
use crate::compare::fault::Fault;
use crate::compare::scene::{Note, Scene};

/// Of the words of a sentence, so many must be nowhere near before it counts as missing.
const GONE: f64 = 0.6;
/// Of the words of a row, so many must be shared before a missing one counts.
const LITERAL: f64 = 0.6;
/// So many rows away a sentence may have been moved.
const FAR: usize = 3;

pub(in crate::compare) fn find(scene: &mut Scene<'_, '_>) {
    let all = scene.tellings.len();
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    for row in 0..scene.cells.len() {
        let present = scene.present[row].clone();
        moved(scene, row);
        let absent: Vec<usize> = (0..all).filter(|t| !present.contains(t)).collect();
        let places = |scene: &Scene<'_, '_>| -> Vec<(usize, Span)> {
            present.iter().map(|t| (*t, scene.cells[row][*t].span)).collect()
        };
        let most = if all == 2 {
            present == [0]
        } else {
            2 * present.len() > all
        };
        if most {
            let gone: Vec<usize> = absent
                .iter()
                .copied()
                .filter(|t| is_gone(scene, row, present[0], *t))
                .collect();
            for t in gone {
                let (about, mut places) = (about(scene, row, present[0]), places(scene));
                match elsewhere(scene, row, present[0], t) {
                    Some((there, span)) => {
                        if scene.present[there] == [t] {
                            taken.insert(there);
                        }
                        places.push((t, span));
                        scene.note(Fault::OrderChanged, row, &about, &[t], places);
                    }
                    None => scene.note(Fault::Omission, row, &about, &[t], places),
                }
            }
        }
        if present.len() > 1 {
            parts(scene, row);
        }
    }
    for row in (0..scene.cells.len()).filter(|row| !taken.contains(row)) {
        let present = scene.present[row].clone();
        let mut absent = (0..all).filter(|t| !present.contains(t));
        let alone = present.len() == 1 && (all > 2 || present == [1]);
        if alone && absent.all(|t| is_gone(scene, row, present[0], t)) {
            let about = about(scene, row, present[0]);
            let span = scene.cells[row][present[0]].span;
            scene.note(Fault::Addition, row, &about, &[present[0]], [(present[0], span)]);
        }
    }
}

/// The row, not far from another, in which a telling alone says what it lacks there, and where.
fn elsewhere(scene: &Scene<'_, '_>, row: usize, told: usize, t: usize) -> Option<(usize, Span)> {
    let says = |r: usize, t: usize| -> BTreeSet<&str> {
        let mentions = scene.cells[r][t].mentions.iter().filter(|m| is_statement(m));
        mentions.filter_map(|m| m.concept_id()).collect()
    };
    let wanted = says(row, told);
    let near = row.saturating_sub(FAR)..(row + FAR + 1).min(scene.cells.len());
    near.filter(|r| *r != row && scene.present[*r].contains(&t))
        .find_map(|r| {
            let by_others: BTreeSet<&str> = scene.present[r]
                .iter()
                .filter(|u| **u != t)
                .flat_map(|u| says(r, *u))
                .collect();
            let more = |m: &&&Mention| {
                m.concept_id()
                    .is_some_and(|id| wanted.contains(id) && !by_others.contains(id))
            };
            let mentions: Vec<Span> = scene.cells[r][t]
                .mentions
                .iter()
                .filter(more)
                .map(|m| m.span())
                .collect();
            let here: BTreeSet<&str> = says(r, t)
                .into_iter()
                .filter(|id| wanted.contains(id) && !by_others.contains(id))
                .collect();
            let (first, last) = (mentions.first()?, mentions.iter().max_by_key(|s| s.end)?);
            let span = Span {
                start: first.start,
                end: last.end,
            };
            (2 * here.len() >= wanted.len()).then_some((r, span))
        })
}

/// What a sentence says, in labels.
fn about(scene: &Scene<'_, '_>, row: usize, t: usize) -> String {
    let mut labels: Vec<&str> = Vec::new();
    for mention in scene.cells[row][t].mentions.iter().filter(|m| is_statement(m)) {
        if !labels.contains(&mention.label()) {
            labels.push(mention.label());
        }
    }
    labels.truncate(4);
    labels.join(", ")
}

/// Whether what a telling says in a row is nowhere near in another.
fn is_gone(scene: &Scene<'_, '_>, row: usize, told: usize, t: usize) -> bool {
    let cell = &scene.cells[row][told];
    // A heading is no statement.
    if cell.words.len() < 5 && !cell.mentions.iter().any(|m| counts(m)) {
        return false;
    }
    let said: Vec<&str> = cell
        .mentions
        .iter()
        .filter(|m| is_statement(m))
        .filter_map(|m| m.concept_id())
        .collect();
    // What is said again beside it is gone all the same, if it is said less often.
    let fewer = |id: &str| scene.concepts_near(t, row, id) < scene.concepts_near(told, row, id);
    let gone = said.iter().filter(|id| fewer(id)).count();
    let pivots: Vec<u32> = cell.words.iter().filter(|w| !w.frame).filter_map(|w| w.pivot).collect();
    let lost = pivots
        .iter()
        .filter(|p| scene.pivots_near(t, row, **p) < scene.pivots_near(told, row, **p))
        .count();
    gone > 0 && 2 * gone > said.len() && lost as f64 >= GONE * pivots.len() as f64
}

/// A sentence out of its order: in the telling that disagrees with most.
fn moved(scene: &mut Scene<'_, '_>, row: usize) {
    let most = scene.moved[row].iter().copied().max().unwrap_or_default();
    if most == 0 {
        return;
    }
    let of_most: Vec<usize> = (0..scene.tellings.len())
        .filter(|t| scene.moved[row][*t] == most)
        .collect();
    let Some(&t) = of_most.last() else { return };
    let before = (row.saturating_sub(2)..=row)
        .flat_map(|r| scene.found_in(r))
        .any(|f| f.code == Fault::OrderChanged && f.differs == [t]);
    if !before {
        let about = about(scene, row, t);
        let places: Vec<(usize, Span)> = scene.present[row]
            .iter()
            .map(|u| (*u, scene.cells[row][*u].span))
            .collect();
        scene.note(Fault::OrderChanged, row, &about, &[t], places);
    }
}

/// What all others say within a row, and one does not; or one alone says.
fn parts(scene: &mut Scene<'_, '_>, row: usize) {
    let present = scene.present[row].clone();
    let mut notes: Vec<Note> = Vec::new();
    let mut ids: BTreeSet<&str> = BTreeSet::new();
    for t in &present {
        ids.extend(
            scene.cells[row][*t]
                .mentions
                .iter()
                .filter(|m| counts(m))
                .filter_map(|m| m.concept_id()),
        );
    }
    for id in ids {
        let told = |t: usize| -> Option<&Mention> {
            scene.cells[row][t]
                .mentions
                .iter()
                .find(|m| m.concept_id() == Some(id))
                .copied()
        };
        let with: Vec<usize> = present.iter().copied().filter(|t| told(*t).is_some()).collect();
        let without: Vec<usize> = present.iter().copied().filter(|t| told(*t).is_none()).collect();
        let ([t], [u, ..]) = (without.as_slice(), with.as_slice()) else {
            // One alone says it.
            if let ([t], true) = (with.as_slice(), without.len() > 1)
                && let Some(mention) = told(*t)
                && without.iter().all(|u| is_lost(scene, row, *t, mention, *u))
                && without.iter().all(|u| is_literal(scene, row, *u, *t))
            {
                notes.push((
                    Fault::Addition,
                    *t,
                    mention.label().to_owned(),
                    vec![(*t, mention.span())],
                ));
            }
            continue;
        };
        let Some(mention) = told(*u) else { continue };
        let is_said = with
            .iter()
            .all(|u| told(*u).is_some_and(|m| is_lost(scene, row, *u, m, *t)));
        if !is_said || !is_literal(scene, row, *u, *t) {
            continue;
        }
        let places: Vec<(usize, Span)> = with.iter().filter_map(|u| Some((*u, told(*u)?.span()))).collect();
        if present.len() == 2 && *t == present[0] {
            notes.push((Fault::Addition, *u, mention.label().to_owned(), places));
        } else {
            notes.push((Fault::Omission, *t, mention.label().to_owned(), places));
        }
    }
    for (fault, t, about, places) in notes {
        // What stands there instead was named already.
        if !places.iter().any(|(u, span)| scene.is_noted(*u, *span)) {
            scene.note(fault, row, &about, &[t], places);
        }
    }
}

fn counts(mention: &Mention) -> bool {
    matches!(
        mention.kind,
        Kind::Problem | Kind::Finding | Kind::Medication | Kind::Measurement | Kind::Organism
    )
}

/// Whether another telling has neither a mention's concept nor one of its words, in or beside the row.
fn is_lost(scene: &Scene<'_, '_>, row: usize, told: usize, mention: &Mention, t: usize) -> bool {
    let pivots = scene.pivots_of(told, row, mention);
    let id = mention.concept_id().unwrap_or_default();
    !pivots.is_empty() && !scene.has_concept(t, row, id) && pivots.iter().all(|p| !scene.has_pivot(t, row, *p))
}

/// Whether what a telling says in a row is told by another nearly word for word, and shorter.
fn is_literal(scene: &Scene<'_, '_>, row: usize, told: usize, t: usize) -> bool {
    let (long, short) = (&scene.cells[row][told].words, &scene.cells[row][t].words);
    let shared = short
        .iter()
        .filter(|w| w.pivot.is_some_and(|p| scene.has_pivot_in(told, row, p)))
        .count();
    // With nobody else to ask, a word that is another's could be another word for it.
    let literal = if scene.present[row].len() == 2 { 1.0 } else { LITERAL };
    shared as f64 >= literal * short.len() as f64 && shared > 0 && short.len() < long.len()
}
