//! What is denied, suspected, of somebody else or of another time.
//!
//! A record may differ because a scope was read too far in one language. So a difference counts only where the texts
//! differ, too: where the phrases that decide are not as many.

use std::collections::BTreeMap;

use epicrisis_lexicon::Role;
use epicrisis_record::{Experiencer, Kind, Mention, Presence, Span, Time};

use crate::compare::fault::Fault;
use crate::compare::scene::{Note, Scene};

pub(in crate::compare) fn find(scene: &mut Scene<'_, '_>) {
    for row in 0..scene.cells.len() {
        if scene.present[row].len() > 1 {
            of_row(scene, row);
            denying_words(scene, row);
        }
    }
}

/// The mentions of one concept, one a telling, first with first.
fn of_row(scene: &mut Scene<'_, '_>, row: usize) {
    let mut matched: BTreeMap<(&str, usize), Vec<(usize, &Mention)>> = BTreeMap::new();
    for &t in &scene.present[row] {
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for mention in &scene.cells[row][t].mentions {
            let Some(id) = mention.concept_id() else { continue };
            let nth = seen.entry(id).or_default();
            matched.entry((id, *nth)).or_default().push((t, mention));
            *nth += 1;
        }
    }
    let mut notes: Vec<Note> = Vec::new();
    for of_concept in matched.into_values() {
        let several = of_concept.len();
        if !scene.is_most_but(row, several) || several < 2 {
            continue;
        }
        if let Some(most) = usual(&of_concept, |m| m.presence) {
            for (t, mention) in of_concept.iter().filter(|(_, m)| m.presence != most) {
                let fault = match (most, mention.presence) {
                    (Presence::Absent, Presence::NotAssessed) | (Presence::NotAssessed, _) => Fault::CertaintyChanged,
                    (Presence::Absent, _) => Fault::NegationLost,
                    (_, Presence::Absent) => Fault::NegationGained,
                    _ => Fault::CertaintyChanged,
                };
                let everywhere = fault == Fault::CertaintyChanged
                    && is_cued_everywhere(scene, row, &of_concept, |m| m.presence != Presence::Present);
                if differs_in_text(scene, row, *t, &of_concept, fault) && !everywhere {
                    let places = of_concept.iter().map(|(u, m)| (*u, m.span())).collect();
                    notes.push((fault, *t, mention.label().to_owned(), places));
                }
            }
        }
        let person = usual(&of_concept, |m| m.experiencer);
        for (t, mention) in of_concept
            .iter()
            .filter(|(_, m)| person.is_some_and(|p| p != m.experiencer))
        {
            let family = |u: usize| count(scene, row, u, &[Role::Family, Role::Other]) + persons(scene, row, u);
            let everywhere = is_cued_everywhere(scene, row, &of_concept, |m| m.experiencer != Experiencer::Patient);
            if !more_or_less(scene, row, *t, family) || everywhere {
                continue;
            }
            let places = of_concept.iter().map(|(u, m)| (*u, m.span())).collect();
            notes.push((Fault::PersonChanged, *t, mention.label().to_owned(), places));
        }
        let time = usual(&of_concept, |m| m.time);
        for (t, mention) in of_concept.iter().filter(|(_, m)| time.is_some_and(|p| p != m.time)) {
            let roles: &[Role] = if mention.time == Time::Planned || time == Some(Time::Planned) {
                &[Role::Planned]
            } else {
                &[Role::Past]
            };
            let lasts = matches!(mention.kind, Kind::Problem | Kind::Finding | Kind::Medication);
            if lasts && of_concept.len() > 2 && more_or_less(scene, row, *t, |u| count(scene, row, u, roles)) {
                let places = of_concept.iter().map(|(u, m)| (*u, m.span())).collect();
                notes.push((Fault::TimeChanged, *t, mention.label().to_owned(), places));
            }
        }
    }
    merge(scene, row, notes);
}

/// One denial holds for a list: what differs in one telling by one fault is one finding.
fn merge(scene: &mut Scene<'_, '_>, row: usize, notes: Vec<Note>) {
    let mut by: BTreeMap<(Fault, usize), Note> = BTreeMap::new();
    for (fault, t, about, places) in notes {
        match by.get_mut(&(fault, t)) {
            Some(note) if !note.2.contains(&about) => {
                note.2 = format!("{}, {about}", note.2);
                for (u, span) in places {
                    match note.3.iter_mut().find(|(v, _)| *v == u) {
                        Some((_, whole)) => {
                            whole.start = whole.start.min(span.start);
                            whole.end = whole.end.max(span.end);
                        }
                        None => note.3.push((u, span)),
                    }
                }
            }
            Some(_) => {}
            None => {
                by.insert((fault, t), (fault, t, about, places));
            }
        }
    }
    for (fault, t, about, places) in by.into_values() {
        scene.note(fault, row, &about, &[t], places);
    }
}

/// What most say; of two, what the first says.
fn usual<T: Copy + PartialEq>(of: &[(usize, &Mention)], what: impl Fn(&Mention) -> T) -> Option<T> {
    if of.len() == 2 {
        return of.first().map(|(_, m)| what(m));
    }
    let values: Vec<T> = of.iter().map(|(_, m)| what(m)).collect();
    let votes = |v: &T| values.iter().filter(|o| *o == v).count();
    let best = values.iter().max_by_key(|v| votes(v))?;
    (2 * votes(best) > values.len()).then_some(*best)
}

fn count(scene: &Scene<'_, '_>, row: usize, t: usize, roles: &[Role]) -> usize {
    roles.iter().map(|role| scene.cells[row][t].cues_of(*role)).sum()
}

fn persons(scene: &Scene<'_, '_>, row: usize, t: usize) -> usize {
    let mut mentions = scene.cells[row][t].mentions.iter();
    usize::from(mentions.any(|m| m.experiencer != Experiencer::Patient && !m.cues.is_empty()))
}

/// Whether a telling has more or fewer of something than each other that has the row.
fn more_or_less(scene: &Scene<'_, '_>, row: usize, t: usize, of: impl Fn(usize) -> usize) -> bool {
    let own = of(t);
    let mut others = scene.present[row]
        .iter()
        .filter(|u| **u != t)
        .map(|u| of(*u))
        .peekable();
    others.peek().is_some() && {
        let others: Vec<usize> = others.collect();
        others.iter().all(|o| *o > own) || others.iter().all(|o| *o < own)
    }
}

/// Whether a word that decides on a mention in one telling stands in every other, too: then one language is read less well.
fn is_cued_everywhere(
    scene: &Scene<'_, '_>,
    row: usize,
    of: &[(usize, &Mention)],
    told: impl Fn(&Mention) -> bool,
) -> bool {
    of.iter().filter(|(_, m)| told(m)).any(|(t, mention)| {
        let words = scene.tellings[*t].words();
        let cues = mention.cues.iter().flat_map(|cue| words.within(cue.span()));
        let mut pivots = cues.filter(|w| words[*w].is_content()).filter_map(|w| words[w].pivot);
        pivots.any(|pivot| of.iter().all(|(u, _)| u == t || scene.has_pivot(*u, row, pivot)))
    })
}

/// How often a cell denies.
fn denials(scene: &Scene<'_, '_>, row: usize, t: usize) -> usize {
    let cell = &scene.cells[row][t];
    let cues = cell.cues_of(Role::Negation);
    // Words that say a concept and its denial at once (`afebril`) have no cue.
    let within = cell
        .mentions
        .iter()
        .filter(|m| m.presence == Presence::Absent && m.cues.is_empty())
        .count();
    cues + within
}

fn differs_in_text(scene: &Scene<'_, '_>, row: usize, t: usize, of: &[(usize, &Mention)], fault: Fault) -> bool {
    let own = of.iter().find(|(u, _)| *u == t);
    let others = || of.iter().filter(|(u, _)| *u != t);
    let most = |lacks: &dyn Fn(&(usize, &Mention)) -> bool| {
        let lack = others().filter(|other| lacks(other)).count();
        lack > 0 && 2 * lack >= others().count()
    };
    match (fault, own) {
        (Fault::NegationLost, Some(own)) => {
            most(&|other| other.1.presence == Presence::Absent && is_lost(scene, row, *other, *own))
        }
        (Fault::NegationGained, Some(own)) => {
            most(&|other| other.1.presence != Presence::Absent && is_lost(scene, row, *own, *other))
        }
        _ => more_or_less(scene, row, t, |u| {
            count(
                scene,
                row,
                u,
                &[
                    Role::Possible,
                    Role::Likely,
                    Role::Unlikely,
                    Role::Hypothetical,
                    Role::Conditional,
                    Role::NotAssessed,
                ],
            )
        }),
    }
}

/// Whether the words that deny something in one telling are missing in another, which says it is there.
fn is_lost(scene: &Scene<'_, '_>, row: usize, denied: (usize, &Mention), said: (usize, &Mention)) -> bool {
    let (d, mention) = denied;
    let cells = &scene.cells[row];
    let cues: Vec<Span> = mention.cues.iter().map(|cue| cue.span()).collect();
    if cues.is_empty() {
        return denials(scene, row, said.0) < denials(scene, row, d);
    }
    let words = scene.tellings[d].words();
    let plainly = cues
        .iter()
        .any(|cue| words.within(*cue).any(|w| words[w].denies_plainly));
    if !plainly {
        // Of two tellings nobody can say which reads too much into a verb.
        return scene.present[row].len() > 2 && denials(scene, row, said.0) < denials(scene, row, d);
    }
    // A denial that the other has for something else of the same list is there, and only read less far.
    let is_shared = cells[d].mentions.iter().any(|m| {
        m.presence == Presence::Absent
            && m.id != mention.id
            && m.cues.iter().any(|cue| cues.contains(&cue.span()))
            && cells[said.0]
                .mentions
                .iter()
                .any(|n| n.presence == Presence::Absent && n.concept_id().is_some() && n.concept_id() == m.concept_id())
    });
    cells[said.0].denials.1 < cells[d].denials.0 && !is_shared
}

/// Where a telling has the words of a name that denies, without the denial: the first of them, if all are there. A word that
/// denies by its beginning (`unaltered` for `without alterations`) is another one.
fn rest(scene: &Scene<'_, '_>, row: usize, (u, mention): (usize, &Mention), t: usize) -> Option<Span> {
    let pivots = scene.pivots_of(u, row, mention);
    let mut words = scene.cells[row][t].words.iter();
    let first = words.find(|w| w.pivot.is_some_and(|p| pivots.contains(&p)))?;
    pivots
        .iter()
        .all(|p| scene.has_pivot_in(t, row, *p))
        .then_some(first.span)
}

/// A name that holds its own denial (`sin antecedentes de interés`) is gone where the denial is lost.
fn denying_words(scene: &mut Scene<'_, '_>, row: usize) {
    let mut notes: Vec<Note> = Vec::new();
    for &t in &scene.present[row] {
        if scene.present[row].len() == 2 && t == scene.present[row][0] {
            // Of two, the second is held against the first; both ways are looked at below.
            continue;
        }
        let others: Vec<usize> = scene.present[row].iter().copied().filter(|u| *u != t).collect();
        let denying = |u: usize, m: &Mention| {
            let words = scene.tellings[u].words();
            words.within(m.span()).any(|w| words[w].denies)
        };
        // Who says it, and who does not.
        let has = |u: usize, id: &str| {
            let mentions = scene.cells[row][u].mentions.iter();
            mentions
                .filter(|m| m.concept_id() == Some(id))
                .find(|m| denying(u, m))
                .copied()
        };
        let mut ids: Vec<&str> = Vec::new();
        for u in scene.present[row].iter() {
            ids.extend(
                scene.cells[row][*u]
                    .mentions
                    .iter()
                    .filter(|m| denying(*u, m))
                    .filter_map(|m| m.concept_id()),
            );
        }
        ids.sort_unstable();
        ids.dedup();
        for id in ids {
            let with: Vec<(usize, &Mention)> = others.iter().filter_map(|u| Some((*u, has(*u, id)?))).collect();
            let own = has(t, id);
            let fewer = || others.iter().all(|u| denials(scene, row, *u) > denials(scene, row, t));
            let more = || others.iter().all(|u| denials(scene, row, *u) < denials(scene, row, t));
            if own.is_none() && with.len() == others.len() && !scene.has_concept(t, row, id) && fewer() {
                let (u, mention) = with[0];
                if let Some(at) = rest(scene, row, (u, mention), t) {
                    let mut places: Vec<(usize, Span)> = with.iter().map(|(u, m)| (*u, m.span())).collect();
                    places.push((t, at));
                    notes.push((Fault::NegationLost, t, mention.label().to_owned(), places));
                }
            } else if let Some(own) = own.filter(|_| with.is_empty() && more()) {
                let u = others[0];
                let at = rest(scene, row, (t, own), u);
                let has = others.iter().any(|u| scene.has_concept(*u, row, id));
                if let Some(at) = at.filter(|_| !has) {
                    let places = vec![(t, own.span()), (u, at)];
                    notes.push((Fault::NegationGained, t, own.label().to_owned(), places));
                }
            }
        }
    }
    merge(scene, row, notes);
}
