//! Which test showed a finding: the one whose name labels what follows, or the one that a verb of showing follows.

use epicrisis_lexicon::{Category, WordClass};
use epicrisis_record::{Kind, Presence, RelationKind};

use super::{Link, phrases};
use crate::found::Found;
use crate::order::Order;
use crate::read::{Mark, Reading};

/// How many words beside a test's name a label may have.
const LABEL: usize = 3;

/// An operation or a visit shows nothing.
fn is_test(reading: &Reading<'_, '_>, found: &Found) -> bool {
    // Nor does a test that was not done.
    let done = found.kind == Kind::Procedure && found.presence == Presence::Present;
    done && found.concept.is_some_and(|c| reading.lexicon.is_test(c))
}

/// What a mention that a test showed has to do with it; nothing for what no test shows.
fn shown(kind: Kind) -> Option<RelationKind> {
    match kind {
        Kind::Problem | Kind::Finding => Some(RelationKind::FoundOn),
        // `Urocultivo: E. coli`, `l'hémoculture a mis en évidence un S. aureus`.
        Kind::Organism => Some(RelationKind::IsolatedFrom),
        _ => None,
    }
}

pub(super) fn found_on(reading: &Reading<'_, '_>, found: &[Found], order: &Order, links: &mut Vec<Link>) {
    labels(reading, found, order, links);
    for (phrase, forward) in phrases(reading, RelationKind::FoundOn) {
        let here = order.around(reading, phrase.first as usize).iter().copied();
        let here = here.filter(|i| found[*i].parent.is_none());
        let (before, behind): (Vec<usize>, Vec<usize>) = here.partition(|i| found[*i].first < phrase.first);
        let (tests, seen) = if forward {
            (&behind, &before)
        } else {
            (&before, &behind)
        };
        let mut tests = tests.iter().filter(|t| is_test(reading, &found[**t]));
        let Some(&test) = (if forward { tests.next() } else { tests.next_back() }) else {
            continue;
        };
        // `la ecografía muestra ascitis y la TC muestra un nódulo`: behind the next test is what that one shows.
        let until = seen
            .iter()
            .filter(|i| !forward && is_test(reading, &found[**i]))
            .map(|i| found[*i].first)
            .min()
            .unwrap_or(u32::MAX);
        for &finding in seen.iter().filter(|i| found[**i].first < until) {
            links.extend(shown(found[finding].kind).map(|relation| (relation, finding, test)));
        }
    }
    by_preposition(reading, found, order, links);
}

/// How many small words may part a finding from the test that it was seen on.
const SMALL: usize = 3;

/// `derrame pericárdico en el ecocardiograma`, `effusion on echocardiogram`: nothing but a preposition between.
fn by_preposition(reading: &Reading<'_, '_>, found: &[Found], order: &Order, links: &mut Vec<Link>) {
    let whole: Vec<usize> = order
        .all()
        .iter()
        .copied()
        .filter(|i| found[*i].parent.is_none())
        .collect();
    for pair in whole.windows(2) {
        let (finding, test) = (pair[0], pair[1]);
        let between = found[finding].end() + 1..found[test].start();
        let located = (1..=SMALL).contains(&between.len())
            && between.clone().all(|t| {
                let word = &reading.words[t];
                word.mark == Mark::Soft || word.mark == Mark::None && word.class.is_small()
            })
            && between
                .clone()
                .any(|t| matches!(reading.words[t].class, WordClass::Locative | WordClass::Function));
        let there = found[finding].presence != Presence::Absent;
        if located && there && is_test(reading, &found[test]) {
            links.extend(shown(found[finding].kind).map(|relation| (relation, finding, test)));
        }
    }
}

/// `TAC abdomen: …`: the statements behind the label, up to the next label or the end of the paragraph.
fn labels(reading: &Reading<'_, '_>, found: &[Found], order: &Order, links: &mut Vec<Link>) {
    let mut mentions = order
        .all()
        .iter()
        .copied()
        .filter(|i| found[*i].parent.is_none())
        .peekable();
    let mut test: Option<usize> = None;
    // `hemograma: hemoglobina 9`: a panel without a value of its own.
    let mut panel: Option<usize> = None;
    let mut section = None;
    for sentence in &reading.sentences {
        let first = sentence.first as usize;
        let label = first..sentence.label_end as usize;
        let here = reading.section(first).map(|s| s.first);
        // `El paciente precisó …`: the story goes on, and no test shows it.
        let person = !reading.phrases.within(Category::Person, first..first + 3).is_empty();
        if person || !label.is_empty() || reading.tokens.get(first).is_some_and(|t| t.newlines > 0) || here != section {
            test = None;
            panel = None;
        }
        section = here;
        let mut own_test = false;
        while let Some(&at) = mentions.peek() {
            if found[at].start() >= sentence.end as usize {
                break;
            }
            mentions.next();
            own_test |= is_test(reading, &found[at]) && !label.contains(&found[at].start());
            if label.contains(&found[at].start()) {
                // The name of the test is the label; a whole clause that mentions one is not.
                let own = label
                    .clone()
                    .filter(|t| reading.words[*t].is_content() && !found[at].has(*t))
                    .count();
                if is_test(reading, &found[at]) && own <= LABEL {
                    test = test.or(Some(at));
                }
                if found[at].kind == Kind::Measurement && found[at].value.is_none() && own == 0 {
                    panel = panel.or(Some(at));
                }
            } else if let Some(panel) = panel.filter(|_| test.is_none() && !own_test) {
                if found[at].kind == Kind::Measurement {
                    links.push((RelationKind::ResultOf, at, panel));
                }
            } else if let Some(test) = test.filter(|_| !own_test) {
                let relation = match found[at].kind {
                    Kind::Measurement => Some(RelationKind::ResultOf),
                    kind => shown(kind),
                };
                links.extend(relation.map(|relation| (relation, at, test)));
            }
        }
        // Another test is spoken of: what follows is its own.
        if own_test {
            test = None;
        }
    }
}
