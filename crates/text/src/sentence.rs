//! Sentences: where a statement ends, in prose and in the telegraphic style of clinical notes.

use crate::token::{Shape, TokenKind, Tokens};

/// A sentence, as a half-open range of token indexes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its first token.
    pub first: u32,
    /// The token behind its last.
    pub end: u32,
    /// Where its label (`Abdomen:`) ends, the colon included; equal to `first` where it has none.
    pub label_end: u32,
}

/// The most words a label may have: `TAC abdomen y pelvis c/c:` has seven tokens.
const LONGEST_LABEL: usize = 9;

/// The most tokens a sentence may have. No prose comes near; a text that never ends a sentence is cut here, since what reads
/// sentences may look at all of one for each of its words.
const LONGEST: usize = 512;

/// Cuts tokens into sentences.
///
/// `no_stop(i)` says whether the full stop behind token `i` belongs to an abbreviation (`Dr.`, `aprox.`).
///
/// A sentence ends at `.`, `!`, `?` or `;` unless the stop belongs to a number, an abbreviation or an initial
/// (`E. coli`); at an empty line; at a line break where a new statement begins; and before a label that follows with no
/// stop at all, as in `no focalidad AR: MVC`; and behind 512 tokens, whatever they are.
pub fn split_sentences(tokens: &Tokens, no_stop: impl Fn(usize) -> bool) -> Vec<Sentence> {
    let mut out = Vec::with_capacity(tokens.len() / 12 + 1);
    let mut first = 0;
    for i in 0..tokens.len() {
        if i > first && (i - first >= LONGEST || breaks_before(tokens, i)) {
            push(tokens, first, i, &mut out);
            first = i;
        }
        if i >= first && stops_at(tokens, i, &no_stop) {
            push(tokens, first, i + 1, &mut out);
            first = i + 1;
        }
    }
    push(tokens, first, tokens.len(), &mut out);
    out
}

fn is_mark(tokens: &Tokens, i: usize, mark: &str) -> bool {
    tokens[i].kind == TokenKind::Mark && tokens.folded_form(i) == mark
}

/// Whether the line break before token `i` ends a sentence.
fn breaks_before(tokens: &Tokens, i: usize) -> bool {
    let token = &tokens[i];
    match token.newlines {
        0 => false,
        1 => {
            // A wrapped line goes on in small letters, or behind a comma.
            let bullet =
                token.kind == TokenKind::Mark && matches!(tokens.folded_form(i), "-" | "*" | "•" | "·" | "–" | ">");
            let new = bullet || token.shape != Shape::Lower || token.kind == TokenKind::Number;
            new && !is_mark(tokens, i - 1, ",")
        }
        _ => true,
    }
}

/// Whether token `i` is a mark that ends a sentence.
fn stops_at(tokens: &Tokens, i: usize, no_stop: &impl Fn(usize) -> bool) -> bool {
    let token = &tokens[i];
    if token.kind != TokenKind::Mark {
        return false;
    }
    match tokens.folded_form(i) {
        ";" | "!" | "…" => true,
        // `Diarrea?` asks or doubts; before a small letter it stands inside a sentence.
        "?" => tokens
            .get(i + 1)
            .is_none_or(|n| n.shape != Shape::Lower || n.newlines > 0),
        "." => {
            let Some(next) = tokens.get(i + 1) else {
                return true;
            };
            let Some(before) = i.checked_sub(1) else {
                return true;
            };
            let tied = !token.spaced;
            if tied && next.newlines == 0 {
                // 27.400, p.ej., 3.5: no space on either side. A capital behind a word is a lost space.
                if !next.spaced {
                    return tokens[before].kind == TokenKind::Word
                        && tokens[before].shape == Shape::Lower
                        && next.shape == Shape::Capital
                        && tokens.folded_form(before).len() > 2
                        && !no_stop(before);
                }
                if no_stop(before) {
                    return false;
                }
                // An initial: `E. coli`, `J. Pérez`; `hepatitis B. El …` ends, as a longer word stands before it.
                let letter = tokens[before].kind == TokenKind::Word && tokens.folded_form(before).len() == 1;
                if letter && tokens[before].shape == Shape::Capital {
                    return next.shape != Shape::Lower
                        && before > 0
                        && tokens[before - 1].kind == TokenKind::Word
                        && tokens.folded_form(before - 1).len() > 3;
                }
                if next.shape == Shape::Lower && next.kind == TokenKind::Word {
                    return false;
                }
            }
            true
        }
        _ => false,
    }
}

/// Adds the tokens `first..end`, cut where a label stands inside them without a stop before it.
fn push(tokens: &Tokens, first: usize, end: usize, out: &mut Vec<Sentence>) {
    let mut start = first;
    let mut label_end = first;
    for colon in first..end {
        if !is_mark(tokens, colon, ":") || inside_number(tokens, colon) {
            continue;
        }
        // Only the first colon of a stretch can label it.
        if let Some(label) = label_start(tokens, start, colon) {
            if label > start {
                out.push(Sentence {
                    first: start as u32,
                    end: label as u32,
                    label_end: label_end as u32,
                });
                start = label;
            }
            label_end = colon + 1;
        }
    }
    if start < end {
        out.push(Sentence {
            first: start as u32,
            end: end as u32,
            label_end: label_end.max(start) as u32,
        });
    }
}

/// `12:30`, `1:80`.
fn inside_number(tokens: &Tokens, colon: usize) -> bool {
    colon > 0
        && tokens[colon - 1].kind == TokenKind::Number
        && tokens
            .get(colon + 1)
            .is_some_and(|n| n.kind == TokenKind::Number && !n.spaced)
}

/// Whether a number is tied to a word with capitals before it: `CoV-2`.
fn named(tokens: &Tokens, floor: usize, number: usize) -> bool {
    let Some(word) = number.checked_sub(2).filter(|word| *word >= floor) else {
        return false;
    };
    let tied = !tokens[number].spaced && !tokens[number - 1].spaced && is_mark(tokens, number - 1, "-");
    tied && tokens[word].kind == TokenKind::Word && tokens[word].shape != Shape::Lower
}

/// Where the label that ends at `colon` begins: at the start of the stretch, or at the capital that the words before it
/// run from.
fn label_start(tokens: &Tokens, start: usize, colon: usize) -> Option<usize> {
    let floor = colon.saturating_sub(LONGEST_LABEL).max(start);
    let mut capital = None;
    let mut at = colon;
    while at > floor {
        at -= 1;
        let token = &tokens[at];
        if token.kind == TokenKind::Mark && !matches!(tokens.folded_form(at), "/" | "-" | "'" | "." | "(" | ")" | "+") {
            return capital;
        }
        if token.kind == TokenKind::Number {
            // `SARS-CoV-2 PCR:`, `COVID-19 IgG:` are names; a value ends what stands before the label.
            if capital.is_some() && named(tokens, floor, at) {
                continue;
            }
            return capital;
        }
        if token.kind == TokenKind::Word && token.shape != Shape::Lower {
            capital = Some(at);
            // `CT scan abdomen …`, `Examen General:`: go on while capitals follow one another.
            if at > floor && tokens[at - 1].kind == TokenKind::Word && tokens[at - 1].shape == Shape::Lower {
                return if at == start + 1 && tokens[start].kind == TokenKind::Mark {
                    Some(start)
                } else {
                    capital
                };
            }
        }
    }
    if floor == start {
        // All of the stretch so far is the label.
        return Some(start);
    }
    capital
}
