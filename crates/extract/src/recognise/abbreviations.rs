//! Abbreviations: with their own capitals, and in the context they need.

use epicrisis_lexicon::format::ReadingRec;
use epicrisis_lexicon::{Category, Context, ReadBy};
use epicrisis_text::TokenKind;

use super::{Candidate, Surety};
use crate::read::{Mark, Reading};

/// How many tokens may part an abbreviation from its number: `TA (mmHg): 120/80`.
const TO_NUMBER: usize = 4;

/// Finds the abbreviations of a text.
pub(super) fn find(reading: &Reading<'_, '_>, out: &mut Vec<Candidate>) {
    for token in 0..reading.tokens.len() {
        if reading.tokens[token].kind != TokenKind::Word {
            continue;
        }
        if reading.words[token].facts.abbreviates == 0 {
            continue;
        }
        // `stade IIA`: part of words that say a stage.
        if reading
            .phrases
            .at(Category::Attribute, token.saturating_sub(1))
            .is_some_and(|p| p.end as usize == token + 1)
        {
            continue;
        }
        let Some(abbreviation) = reading.lexicon.abbreviation(reading.written(token)) else {
            continue;
        };
        let readings = reading.lexicon.readings(abbreviation);
        let own = readings
            .iter()
            .filter(|r| reading.languages.meets(r.languages))
            .find(|r| holds(reading, token, r));
        if let Some(own) = own {
            out.extend(Candidate::run(own.concept, token..token + 1, Surety::Exact));
            continue;
        }
        // Left untranslated: `BP` in a Portuguese text. Only where the text's own language has no reading at all and the
        // word means nothing to it.
        let unknown = !readings.iter().any(|r| reading.languages.meets(r.languages));
        let word = &reading.words[token];
        let free = word.pivot == epicrisis_lexicon::format::NONE || word.by == ReadBy::Foreign;
        // Two letters mean something in every language, and `VI` is a number.
        let written = reading.written(token);
        let numeral = written.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'));
        let sure = written.len() > 2 || number_follows(reading, token);
        if unknown && free && sure && !numeral {
            let foreign = readings.iter().find(|r| holds(reading, token, r));
            out.extend(foreign.and_then(|r| Candidate::run(r.concept, token..token + 1, Surety::Foreign)));
        }
    }
}

fn holds(reading: &Reading<'_, '_>, token: usize, rec: &ReadingRec) -> bool {
    match Context::from_number(rec.context) {
        Some(Context::Always) => true,
        Some(Context::Value) => number_follows(reading, token),
        Some(Context::NoValue) => !number_follows(reading, token),
        Some(Context::Section) => {
            let kind = reading.lexicon.str(rec.section);
            let here = reading.section(token).and_then(|s| s.payload);
            let rec = here.and_then(|p| reading.lexicon.tables().sections.get(p as usize));
            rec.is_some_and(|s| reading.lexicon.str(s.kind) == kind)
        }
        Some(Context::Near) => {
            let near = reading.lexicon.tables().context_pivots;
            let start = rec.near;
            let sentence = reading.sentence(token);
            let wanted = start.records(near);
            (sentence.first as usize..sentence.end as usize).any(|t| wanted.contains(&reading.words[t].pivot))
        }
        None => false,
    }
}

/// Whether a number stands where the abbreviation's value would.
fn number_follows(reading: &Reading<'_, '_>, token: usize) -> bool {
    for at in token + 1..(token + 1 + TO_NUMBER).min(reading.tokens.len()) {
        match reading.tokens[at].kind {
            TokenKind::Number => return true,
            TokenKind::Mark => {
                let ends =
                    matches!(reading.tokens.folded_form(at), "." | ";" | ",") && reading.words[at].mark != Mark::Soft;
                if ends {
                    return false;
                }
            }
            TokenKind::Word => {
                if reading.words[at].is_content() {
                    return false;
                }
            }
        }
    }
    false
}
