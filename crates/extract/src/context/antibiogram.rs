//! Drugs that an organism is said to be sensitive or resistant to: spoken of, and not given for that.

use epicrisis_lexicon::{Category, Role};
use epicrisis_record::{Kind, Presence};

use crate::found::{Found, FoundCue};
use crate::read::{Phrase, Reading};

/// What an antibiogram says by a cue.
pub(super) fn susceptibility(role: Role) -> Option<&'static str> {
    match role {
        Role::Susceptible => Some("susceptible"),
        Role::Intermediate => Some("intermediate"),
        Role::Resistant => Some("resistant"),
        _ => None,
    }
}

/// Where each sentence first speaks of an organism, and of a problem or finding; past every token where it does not.
pub(super) struct SpokenOf {
    organism: Vec<u32>,
    illness: Vec<u32>,
}

impl SpokenOf {
    pub(super) fn new(reading: &Reading<'_, '_>, found: &[Found]) -> Self {
        let nowhere = vec![u32::MAX; reading.sentences.len()];
        let mut spoken = Self {
            organism: nowhere.clone(),
            illness: nowhere,
        };
        for mention in found {
            let firsts = match mention.kind {
                Kind::Organism => &mut spoken.organism,
                Kind::Problem | Kind::Finding => &mut spoken.illness,
                _ => continue,
            };
            let sentence = reading.words[mention.start()].sentence as usize;
            if let Some(first) = firsts.get_mut(sentence) {
                *first = mention.first.min(*first);
            }
        }
        spoken
    }

    /// Whether an organism is spoken of in the cue's sentence or, where that speaks of nothing else before, in the one before:
    /// a tumour, a hypertension and a patient resist drugs, too.
    pub(super) fn grows(&self, reading: &Reading<'_, '_>, cue: &Phrase) -> bool {
        let sentence = reading.words[cue.first as usize].sentence as usize;
        let before = |firsts: &[u32]| firsts.get(sentence).is_some_and(|first| *first < cue.first);
        if before(&self.organism) {
            return true;
        }
        let start = reading.sentence(cue.first as usize).first as usize;
        let person = !reading
            .phrases
            .within(Category::Person, start..cue.first as usize)
            .is_empty();
        let last = sentence.checked_sub(1).and_then(|s| self.organism.get(s));
        !person && !before(&self.illness) && last.is_some_and(|first| *first != u32::MAX)
    }
}

/// A drug of an antibiogram, whatever else stands around it.
pub(super) fn tested_against(mention: &mut Found, result: &str, cue: FoundCue) {
    if mention.kind == Kind::Medication {
        mention
            .attributes
            .other
            .insert("susceptibility".to_owned(), result.into());
        mention.presence = Presence::Hypothetical;
        mention.settled = true;
        mention.cues.push(cue);
    }
}
