//! Sections: by a heading with its colon or on its line, or by the words that open a part of the narrative.

use epicrisis_lexicon::{Category, Lexicon};
use epicrisis_record::{Experiencer, Time};
use epicrisis_text::{Sentence, TokenKind, Tokens};

use super::Phrases;

/// A section, as tokens.
#[derive(Clone, Debug)]
pub(crate) struct SectionDraft {
    /// Its first token, the heading's.
    pub(crate) first: u32,
    /// The token behind its last.
    pub(crate) end: u32,
    /// The heading's tokens; empty where it has none.
    pub(crate) heading: std::ops::Range<u32>,
    /// Record of the lexicon's sections; `None` for what stands before any heading.
    pub(crate) payload: Option<u32>,
    /// The time of what stands under it, where its heading says one.
    pub(crate) time: Option<Time>,
    /// Whom it is about, where its heading says so.
    pub(crate) experiencer: Option<Experiencer>,
    /// Up to here the section's defaults of time and experiencer hold: its end where the heading has a line of its own, the
    /// end of its paragraph where text follows on the same line.
    pub(crate) defaults_end: u32,
}

/// A line of more tokens than this is a paragraph of prose.
const LONG_LINE: u32 = 90;

pub(super) fn find(
    tokens: &Tokens,
    sentences: &[Sentence],
    phrases: &Phrases,
    lexicon: &Lexicon<'_>,
) -> Vec<SectionDraft> {
    let mut out: Vec<SectionDraft> = Vec::new();
    let count = tokens.len() as u32;
    if count > 0 {
        out.push(SectionDraft {
            first: 0,
            end: count,
            heading: 0..0,
            payload: None,
            time: None,
            experiencer: None,
            defaults_end: count,
        });
    }
    for sentence in sentences {
        // A bullet or a number may stand before the heading: `1. Diagnóstico:`, `- Abdomen:`.
        let start = (sentence.first..sentence.end)
            .find(|i| tokens[*i as usize].kind == TokenKind::Word)
            .unwrap_or(sentence.first) as usize;
        if start as u32 > sentence.first + 3 {
            continue;
        }
        let Some(phrase) = phrases.at(Category::Section, start) else {
            continue;
        };
        let end = phrase.end as usize;
        let behind = tokens.get(end);
        let colon = sentence.label_end as usize > start && end < sentence.label_end as usize;
        let own_line = behind.is_none_or(|t| t.newlines > 0) && (start == 0 || tokens[start].newlines > 0);
        let marked = own_line
            || behind.is_some_and(|t| t.kind == TokenKind::Mark && matches!(tokens.folded_form(end), ":" | "." | "-"))
                && (colon || tokens[start].newlines > 0 || tokens.folded_form(end) == ":");
        // `A la exploración se objetiva …`: several words open a part of the narrative with no mark at all.
        let several = phrase.end - phrase.first > 1;
        // A label of more words than the heading (`Abdomen y pelvis:`) is that heading's, too.
        if !(marked || several || colon && end + 3 >= sentence.label_end as usize) {
            continue;
        }
        // Labels of systems under an examination have its kind and do not end it.
        let same = out.last().and_then(|s| s.payload).is_some_and(|p| p == phrase.payload);
        if same && !own_line && colon && tokens[start].newlines == 0 {
            continue;
        }
        let first = sentence.first;
        if let Some(last) = out.last_mut() {
            last.end = first;
            last.defaults_end = last.defaults_end.min(first);
        }
        let rec = lexicon.tables().sections.get(phrase.payload as usize);
        let of_others = rec.is_some_and(|r| !lexicon.str(r.experiencer).is_empty());
        let defaults_end = if own_line {
            count
        } else if of_others {
            // `Antecedentes familiares: padre con infarto. Acude por …`: what follows is the patient's again.
            sentence.end
        } else {
            // To the end of the line; a long line is the story in one paragraph, which soon speaks of other things.
            let line = (phrase.end..count)
                .find(|i| tokens[*i as usize].newlines > 0)
                .unwrap_or(count);
            if line - phrase.end > LONG_LINE {
                sentence.end
            } else {
                line
            }
        };
        out.push(SectionDraft {
            first,
            end: count,
            heading: phrase.first..phrase.end,
            payload: Some(phrase.payload),
            time: rec.and_then(|r| lexicon.str(r.time).parse().ok()),
            experiencer: rec.and_then(|r| lexicon.str(r.experiencer).parse().ok()),
            defaults_end,
        });
    }
    out.retain(|s| s.end > s.first);
    out
}
