//! Drugs: changed, or in no list.

use std::collections::BTreeSet;

use epicrisis_record::{Kind, Mention, Span};

use crate::compare::fault::Fault;
use crate::compare::find::words::in_common;
use crate::compare::scene::Scene;

/// How much a name that nobody knows has in common with the drug in its place.
const LIKE: f64 = 0.5;

pub(in crate::compare) fn find(scene: &mut Scene<'_, '_>) {
    for row in 0..scene.cells.len() {
        unknown(scene, row);
        if scene.present[row].len() > 1 {
            changed(scene, row);
        }
    }
}

fn drugs<'r>(scene: &Scene<'r, '_>, row: usize, t: usize) -> impl Iterator<Item = &'r Mention> {
    let mentions = scene.cells[row][t].mentions.clone().into_iter();
    mentions.filter(|m| m.kind == Kind::Medication && m.concept.is_some())
}

/// The names that were read as misspellings, by the drug they were read as.
fn unknown(scene: &mut Scene<'_, '_>, row: usize) {
    let mut by: Vec<(String, Vec<(usize, Span)>)> = Vec::new();
    for &t in &scene.present[row] {
        for drug in drugs(scene, row, t).filter(|m| scene.cells[row][t].is_misspelt(m.span())) {
            match by
                .iter_mut()
                .find(|(label, places)| label == drug.label() && places.iter().all(|(u, _)| *u != t))
            {
                Some((_, places)) => places.push((t, drug.span())),
                None => by.push((drug.label().to_owned(), vec![(t, drug.span())])),
            }
        }
    }
    for (label, mut places) in by {
        let differs: Vec<usize> = places.iter().map(|(t, _)| *t).collect();
        for &t in &scene.present[row].clone() {
            let drug = drugs(scene, row, t).find(|m| m.label() == label);
            if let Some(drug) = drug.filter(|_| !differs.contains(&t)) {
                places.push((t, drug.span()));
            }
        }
        // What all write alike is a matter of the case, not of its tellings.
        let written = |(t, span): &(usize, Span)| scene.tellings[*t].slice(*span).to_lowercase();
        if places.len() == 1 || places.iter().any(|place| written(place) != written(&places[0])) {
            scene.note(Fault::DrugUnknown, row, &label, &differs, places);
        }
    }
}

/// A drug of most that a telling lacks, where it has another, or a word that no list has.
fn changed(scene: &mut Scene<'_, '_>, row: usize) {
    let present = scene.present[row].clone();
    for &t in &present {
        if present.len() == 2 && t == present[0] {
            continue;
        }
        let others: Vec<usize> = present.iter().copied().filter(|u| *u != t).collect();
        let holders = |id: &str| {
            others
                .iter()
                .filter(|u| drugs(scene, row, **u).any(|m| m.concept_id() == Some(id)))
                .count()
        };
        let ids: BTreeSet<&str> = others
            .iter()
            .flat_map(|u| drugs(scene, row, *u))
            .filter_map(Mention::concept_id)
            .collect();
        let missing: Vec<&str> = ids
            .iter()
            .copied()
            .filter(|id| !scene.has_concept(t, row, id) && scene.is_most(row, holders(id)))
            .collect();
        let mut odd: Vec<&Mention> = drugs(scene, row, t)
            .filter(|m| {
                m.concept_id()
                    .is_some_and(|id| others.iter().all(|u| !scene.has_concept(*u, row, id)))
            })
            .collect();
        let mut notes = Vec::new();
        for id in missing {
            let Some((u, told)) = others
                .iter()
                .find_map(|u| Some((*u, drugs(scene, row, *u).find(|m| m.concept_id() == Some(id))?)))
            else {
                continue;
            };
            let mut places: Vec<(usize, Span)> = others
                .iter()
                .filter_map(|u| Some((*u, drugs(scene, row, *u).find(|m| m.concept_id() == Some(id))?.span())))
                .collect();
            let at = |span: Span, t: usize| {
                let cell = &scene.cells[row][t];
                f64::from(span.start.0.saturating_sub(cell.span.start.0))
                    / f64::from((cell.span.end.0 - cell.span.start.0).max(1))
            };
            let wanted = at(told.span(), u);
            let nearest = (0..odd.len()).min_by(|a, b| {
                let d = |o: usize| (at(odd[o].span(), t) - wanted).abs();
                d(*a).total_cmp(&d(*b))
            });
            if let Some(o) = nearest {
                let drug = odd.remove(o);
                places.push((t, drug.span()));
                notes.push((Fault::DrugChanged, told.label().to_owned(), places));
                continue;
            }
            // A word that means nothing, about where the drug should stand.
            let word = scene.cells[row][t]
                .words
                .iter()
                .filter(|w| w.pivot.is_none() && !w.native && w.mention.is_none() && !w.frame);
            let word = word
                .filter(|w| {
                    // With nobody else to ask, it must be like the name.
                    let letters = |t: usize, span: Span| scene.tellings[t].slice(span);
                    present.len() > 2 || in_common(letters(t, w.span), letters(u, told.span())) >= LIKE
                })
                .map(|w| ((at(w.span, t) - wanted).abs(), w))
                .filter(|(d, _)| *d < 0.2)
                .min_by(|a, b| a.0.total_cmp(&b.0));
            if let Some((_, word)) = word {
                places.push((t, word.span));
                notes.push((Fault::DrugUnknown, told.label().to_owned(), places));
            }
        }
        for (fault, about, places) in notes {
            scene.note(fault, row, &about, &[t], places);
        }
    }
}
