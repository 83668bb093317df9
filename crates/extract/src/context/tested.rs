//! What a test looked for and did not find.

use epicrisis_lexicon::Category;
use epicrisis_record::{CueRole, Interpretation, Kind, Presence};

use super::rule::Rule;
use super::scope::Map;
use crate::found::{Found, FoundCue};
use crate::read::{Mark, Reading};

/// So many words may stand between an organism and its test: `PCR for the …`.
const BETWEEN: usize = 2;

/// `SARS-CoV-2 IgG: negative`, `PCR for M. pneumoniae on a swab: negative`: the result is the test's, and the organism that the test
/// is for was not there. Only where nothing else decides on the organism.
pub(super) fn not_found(reading: &Reading<'_, '_>, map: &Map, found: &mut [Found]) {
    for at in 0..found.len() {
        let organism = &found[at];
        let open = organism.kind == Kind::Organism
            && organism.presence == Presence::Present
            && organism.parent.is_none()
            && !organism.settled
            && !organism
                .cues
                .iter()
                .any(|cue| super::presence::decides_presence(cue.role));
        if !open {
            continue;
        }
        let sentence = reading.sentence(organism.start());
        let ahead = organism.end() + 1..sentence.end as usize;
        let behind = (sentence.first as usize..organism.start()).rev();
        let denial = next(reading, map, ahead)
            .and_then(|test| negative(reading, &found[test]))
            .or_else(|| next(reading, map, behind).and_then(|test| negative(reading, &found[test])));
        if let Some(cue) = denial {
            let organism = &mut found[at];
            organism.presence = Presence::Absent;
            organism.cues.push(FoundCue {
                scope: (cue.scope.0.min(organism.first), cue.scope.1.max(organism.last)),
                ..cue
            });
        }
    }
}

/// The mention that stands next, behind small words alone.
fn next(reading: &Reading<'_, '_>, map: &Map, tokens: impl Iterator<Item = usize>) -> Option<usize> {
    let small = |t: &usize| {
        let word = &reading.words[*t];
        word.mark == Mark::None && word.class.is_small() || reading.tokens.folded_form(*t) == "-"
    };
    for token in tokens.take(BETWEEN + 1) {
        if let Some(mention) = map.at(token) {
            return Some(mention);
        }
        if !small(&token) {
            return None;
        }
    }
    None
}

/// What makes the result of a test negative: a cue behind it, or its own words.
fn negative(reading: &Reading<'_, '_>, test: &Found) -> Option<FoundCue> {
    let tested = matches!(test.kind, Kind::Procedure | Kind::Measurement);
    let value = test.value.as_deref().filter(|_| tested)?;
    if value.interpretation != Some(Interpretation::Negative) {
        return None;
    }
    let is_result = |cue: &&FoundCue| cue.role == CueRole::Negation && cue.rule == Rule::Result;
    if let Some(cue) = test.cues.iter().find(is_result) {
        return Some(*cue);
    }
    let own = test.start()..test.end() + 1;
    let result = reading.phrases.within(Category::Result, own).last()?;
    Some(FoundCue {
        role: CueRole::Negation,
        first: result.first,
        last: result.end - 1,
        rule: Rule::Result,
        scope: (test.first, test.last),
    })
}
