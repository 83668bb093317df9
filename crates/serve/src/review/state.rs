//! What the mentions of a document are after what people said of them.

use std::collections::HashMap;

use epicrisis_record::{Mention, Record, Span};

use super::types::{Correction, Done, NamedConcept, Origin, ReviewMention, State};
use crate::store::{Act, Correcting, Kept, Said};

/// The key of a mention of the engine.
pub(crate) fn key(mention: &Mention) -> String {
    format!("t{}", mention.id.0)
}

/// A text whose code points can be come by.
pub(crate) struct Letters<'t> {
    text: &'t str,
    /// The byte at which each code point begins, and the end.
    starts: Vec<usize>,
}

impl<'t> Letters<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        let starts = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        Self { text, starts }
    }

    /// How many code points there are.
    pub(crate) fn len(&self) -> u32 {
        (self.starts.len() - 1) as u32
    }

    /// The text of a stretch; empty where it does not lie in the text.
    pub(crate) fn slice(&self, start: u32, end: u32) -> &'t str {
        let at = |offset: u32| self.starts.get(offset as usize).copied();
        let stretch = at(start).zip(at(end)).and_then(|(from, to)| self.text.get(from..to));
        stretch.unwrap_or_default()
    }
}

/// The mentions of a document, in the order of the text: those of its record, changed by the corrections that stand, and those
/// that were added. Of several corrections of one mention, the last counts.
pub(crate) fn mentions(kept: &Kept, reviewer: Option<&str>) -> Vec<ReviewMention> {
    let letters = Letters::new(&kept.text);
    let mut all: Vec<ReviewMention> = kept.record.mentions.iter().map(as_read).collect();
    let mut places: HashMap<String, usize> = all.iter().zip(0..).map(|(m, at)| (m.key.clone(), at)).collect();
    for correction in standing(kept, reviewer) {
        let Some(said) = &correction.said else { continue };
        let at = *places.entry(correction.key.clone()).or_insert_with(|| {
            all.push(added(&correction.key, said));
            all.len() - 1
        });
        apply(&mut all[at], correction, said, &letters);
    }
    all.sort_by(|a, b| (a.start, b.end).cmp(&(b.start, a.end)));
    all
}

/// The corrections that stand: of one reviewer, or of all.
pub(crate) fn standing<'k>(kept: &'k Kept, reviewer: Option<&'k str>) -> impl Iterator<Item = &'k Correcting> {
    let counts = move |c: &&Correcting| !c.undone && c.act != Act::Undo && reviewer.is_none_or(|r| c.reviewer == r);
    kept.corrections.iter().filter(counts)
}

fn as_read(mention: &Mention) -> ReviewMention {
    ReviewMention {
        key: key(mention),
        origin: Origin::Engine,
        state: State::Open,
        kind: mention.kind,
        concept: mention.concept.as_deref().map(|c| NamedConcept {
            id: c.id.clone(),
            label: c.label.clone(),
        }),
        presence: mention.presence,
        start: mention.start.0,
        end: mention.end.0,
        fragments: mention.fragments.clone(),
        text: mention.text.clone(),
        by: None,
        at: None,
    }
}

/// A mention that nobody has said anything of yet, not even that it was added: its adding may have been taken back after another
/// reviewer found it right.
fn added(key: &str, said: &Said) -> ReviewMention {
    ReviewMention {
        key: key.to_owned(),
        origin: Origin::Reviewer,
        state: State::Open,
        kind: said.kind,
        concept: None,
        presence: said.presence,
        start: 0,
        end: 0,
        fragments: Vec::new(),
        text: String::new(),
        by: None,
        at: None,
    }
}

fn apply(mention: &mut ReviewMention, correction: &Correcting, said: &Said, letters: &Letters<'_>) {
    mention.state = match correction.act {
        Act::Accept => State::Accepted,
        Act::Reject => State::Rejected,
        Act::Change => State::Changed,
        Act::Add => State::Added,
        Act::Undo => return,
    };
    mention.kind = said.kind;
    mention.concept = said.concept.as_ref().map(named);
    mention.presence = said.presence;
    if (mention.start, mention.end) != (said.start, said.end) {
        (mention.start, mention.end) = (said.start, said.end);
        mention.fragments = Vec::new();
        mention.text = letters.slice(said.start, said.end).to_owned();
    }
    mention.by = Some(correction.reviewer.clone());
    mention.at = Some(correction.at.clone());
}

fn named((id, label): &(String, String)) -> NamedConcept {
    NamedConcept {
        id: id.clone(),
        label: label.clone(),
    }
}

/// The key of the next mention that is added.
pub(crate) fn next_key(kept: &Kept) -> String {
    let added = kept.corrections.iter().filter(|c| c.act == Act::Add).count();
    format!("r{}", added + 1)
}

/// What was said of a document, as it is answered.
pub(crate) fn history(kept: &Kept) -> Vec<Correction> {
    let one = |c: &Correcting| {
        let said = c.said.as_ref();
        Correction {
            version: c.version,
            reviewer: c.reviewer.clone(),
            action: match c.act {
                Act::Accept => Done::Accept,
                Act::Reject => Done::Reject,
                Act::Change => Done::Change,
                Act::Add => Done::Add,
                Act::Undo => Done::Undo,
            },
            key: c.key.clone(),
            at: c.at.clone(),
            kind: said.map(|s| s.kind),
            concept: said.and_then(|s| s.concept.as_ref()).map(named),
            presence: said.map(|s| s.presence),
            start: said.map(|s| s.start),
            end: said.map(|s| s.end),
            undone: c.undone,
        }
    };
    kept.corrections.iter().map(one).collect()
}

/// The mention of a record that a key of the engine stands for.
pub(crate) fn of_engine<'r>(record: &'r Record, key: &str) -> Option<&'r Mention> {
    let number: u32 = key.strip_prefix('t')?.parse().ok()?;
    record.mentions.iter().find(|m| m.id.0 == number)
}

/// The stretches of a mention, in code points.
pub(crate) fn stretches(mention: &ReviewMention) -> Vec<Span> {
    if mention.fragments.is_empty() {
        vec![Span::new(mention.start, mention.end)]
    } else {
        mention.fragments.clone()
    }
}
