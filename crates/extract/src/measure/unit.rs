//! Units, as they are written behind a number.

use arrayvec::ArrayVec;
use epicrisis_lexicon::Dimension;
use epicrisis_text::ByteOffset;

use crate::read::Reading;

/// The units that one spelling may be; the lexicon's most ambiguous has three.
pub(crate) type UnitHits = ArrayVec<UnitHit, 4>;

/// A unit that a spelling may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct UnitHit {
    /// The lexicon's number of the unit.
    pub(crate) unit: u32,
    pub(crate) dimension: Dimension,
    /// Where the spelling begins, in bytes.
    pub(crate) start: usize,
    /// Where it ends.
    pub(crate) end: usize,
}

/// The units that the longest spelling at a byte may be; one white space may stand before it, and blanks around its stroke.
pub(crate) fn unit_at(reading: &Reading<'_, '_>, at: usize) -> UnitHits {
    let conjunction = |start: usize, spelling: &str| is_conjunction(reading, start, spelling);
    let hits = in_text(reading, reading.text, at, conjunction);
    let end = hits.first().map_or(at, |u| u.end);
    match torn(reading.text, at, end) {
        Some((text, blanks)) => {
            let whole = in_text(reading, &text, 0, |_, _| false);
            if whole.first().is_some_and(|u| at + u.end + blanks > end) {
                let moved = |u: UnitHit| UnitHit {
                    start: at + u.start,
                    end: at + u.end + blanks,
                    ..u
                };
                whole.into_iter().map(moved).collect()
            } else {
                hits
            }
        }
        None => hits,
    }
}

/// `9,9 g/ dL`, `12 mg / dl`: what follows a number, the unit mended whose stroke stands beside blanks, and how many
/// there were.
fn torn(text: &str, at: usize, end: usize) -> Option<(String, usize)> {
    let bytes = text.as_bytes();
    let blank = |i: usize| bytes.get(i) == Some(&b' ');
    // The stroke: in what was read (`/` of `g/`), or behind it.
    let from = at + usize::from(blank(at));
    let stroke = (from..bytes.len().min(from + 8)).find(|i| bytes[*i] == b'/')?;
    let before = usize::from(stroke > from && blank(stroke - 1));
    let behind = usize::from(blank(stroke + 1));
    if before + behind == 0 || end > stroke + 1 {
        return None;
    }
    let letters = bytes.get(from..stroke - before)?;
    let next = bytes.get(stroke + 1 + behind)?;
    if !letters.iter().all(|b| b.is_ascii_alphanumeric() || !b.is_ascii()) || !next.is_ascii_alphabetic() {
        return None;
    }
    let tail: String = text.get(stroke + 1 + behind..)?.chars().take(12).collect();
    Some((format!("{}/{tail}", text.get(at..stroke - before)?), before + behind))
}

/// The units at a byte of a text; behind a blank, what is a conjunction is none.
fn in_text(reading: &Reading<'_, '_>, text: &str, at: usize, conjunction: impl Fn(usize, &str) -> bool) -> UnitHits {
    let mut start = at;
    if let Some(c) = text.get(at..).and_then(|t| t.chars().next())
        && c.is_whitespace()
        && c != '\n'
    {
        start += c.len_utf8();
    }
    let mut out = UnitHits::new();
    let rest = text.as_bytes().get(start..).unwrap_or_default();
    for units in reading.lexicon.spellings(rest) {
        let Some(spelling) = units.first().map(|s| reading.lexicon.str(s.text)) else {
            break;
        };
        let end = start + spelling.len();
        if !ends_there(text, spelling, end) || start > at && conjunction(start, spelling) {
            continue;
        }
        let known = units.iter().filter(|u| reading.languages.meets(u.languages));
        out.extend(known.take(out.capacity()).map(|rec| UnitHit {
            unit: rec.unit,
            dimension: reading.lexicon.dimension(rec.unit),
            start,
            end,
        }));
        if !out.is_empty() {
            break;
        }
    }
    out
}

/// Whether a word does not go on behind a spelling.
fn ends_there(text: &str, spelling: &str, end: usize) -> bool {
    let last = spelling.chars().next_back();
    let next = text.get(end..).and_then(|t| t.chars().next());
    match (last, next) {
        (Some(last), Some(next)) if last.is_alphanumeric() => !next.is_alphanumeric(),
        _ => true,
    }
}

/// `2 o 3`: the letter that stands for degrees in `37,5o` is a conjunction behind a space.
fn is_conjunction(reading: &Reading<'_, '_>, start: usize, spelling: &str) -> bool {
    if spelling.len() > 2 {
        return false;
    }
    let token = reading.tokens.at_or_after(ByteOffset::new(start as u32));
    reading
        .words
        .get(token)
        .is_some_and(|w| w.class.is_small() || w.class.joins())
}
