//! Spinal levels: `L5-S1`, `C5/C6`, `D12`.

use epicrisis_lexicon::WordClass;
use epicrisis_record::Kind;
use epicrisis_text::{Shape, Token, TokenKind};

use crate::found::Found;
use crate::order::Order;
use crate::read::{Mark, Reading};

/// How many tokens may part a level from what it belongs to.
const FAR: usize = 8;

/// A vertebra: region and number. The dorsal ones are the thoracic ones by another name.
fn vertebra(reading: &Reading<'_, '_>, token: usize) -> Option<(char, u32)> {
    let t = reading.tokens.get(token)?;
    let form = reading.tokens.folded_form(token);
    if !has_shape(*t) || form.len() > 3 {
        return None;
    }
    let (region, number) = form.split_at_checked(1)?;
    let number: u32 = number.parse().ok()?;
    let (region, most) = match region {
        "c" => ('C', 7),
        "t" | "d" => ('T', 12),
        "l" => ('L', 5),
        "s" => ('S', 5),
        _ => return None,
    };
    (1..=most).contains(&number).then_some((region, number))
}

/// Whether a word is written as a vertebra may be.
fn has_shape(token: Token) -> bool {
    token.kind == TokenKind::Word && matches!(token.shape, Shape::Capital | Shape::Upper)
}

/// Whether what stands right before is a body site or a level word: `vértebra T3`, `a nivel de C5`.
fn spinal(reading: &Reading<'_, '_>, token: usize) -> bool {
    let before = (0..token).rev().take(3).map(|t| &reading.words[t]);
    before
        .take_while(|w| w.mark == Mark::None)
        .any(|w| w.class == WordClass::Transparent)
}

/// Gives levels to the problems, findings and places they stand by.
pub(crate) fn levels(reading: &Reading<'_, '_>, order: &Order, found: &mut [Found]) {
    let mut token = 0;
    while token < reading.tokens.len() {
        // Few words can be one.
        if !has_shape(reading.tokens[token]) {
            token += 1;
            continue;
        }
        let Some((region, number)) = vertebra(reading, token) else {
            token += 1;
            continue;
        };
        let (level, last) = second(reading, token, region)
            .map(|(r, n, last)| (format!("{region}{number}-{r}{n}"), last))
            .unwrap_or((format!("{region}{number}"), token));
        let pair = last > token;
        // A single `T3` may be a stage, a hormone or a heart sound's neighbour: only pairs and the lumbar and sacral ones
        // speak for themselves.
        if !pair && matches!(region, 'C' | 'T') && !spinal(reading, token) {
            token = last + 1;
            continue;
        }
        if let Some(owner) = owner(reading, order, found, token, last, pair) {
            found[owner].attributes.level.get_or_insert(level);
        }
        token = last + 1;
    }
}

/// The second vertebra of a pair: `L5-S1`, `L5- S1`, `L4/5`.
fn second(reading: &Reading<'_, '_>, token: usize, region: char) -> Option<(char, u32, usize)> {
    let sign = reading.tokens.get(token + 1)?;
    if sign.kind != TokenKind::Mark || !matches!(reading.tokens.folded_form(token + 1), "-" | "/") {
        return None;
    }
    if let Some((r, n)) = vertebra(reading, token + 2) {
        return Some((r, n, token + 2));
    }
    let next = reading
        .tokens
        .get(token + 2)
        .filter(|t| t.kind == TokenKind::Number && !t.spaced)?;
    let _ = next;
    let number: u32 = reading.tokens.folded_form(token + 2).parse().ok()?;
    (1..=12).contains(&number).then_some((region, number, token + 2))
}

/// The nearest mention before the level, over small words; for a pair also the one behind it.
fn owner(
    reading: &Reading<'_, '_>,
    order: &Order,
    found: &[Found],
    first: usize,
    last: usize,
    pair: bool,
) -> Option<usize> {
    let sentence = reading.sentence(first);
    let small = |from: usize, to: usize| {
        (from..to).all(|t| {
            let word = &reading.words[t];
            matches!(word.mark, Mark::None | Mark::Soft) && !word.is_content()
        })
    };
    let fits = |f: &Found| matches!(f.kind, Kind::Problem | Kind::Finding | Kind::BodySite | Kind::Procedure);
    let here = order.around(reading, first);
    let before = here
        .iter()
        .copied()
        .filter(|i| {
            let f = &found[*i];
            let floor = (sentence.first as usize).max(first.saturating_sub(FAR));
            fits(f) && f.parent.is_none() && f.end() < first && f.end() >= floor && small(f.end() + 1, first)
        })
        .max_by_key(|i| found[*i].last);
    let behind = here
        .iter()
        .copied()
        .filter(|i| {
            let f = &found[*i];
            let ceiling = (sentence.end as usize).min(last + 3);
            pair && fits(f)
                && f.parent.is_none()
                && f.start() > last
                && f.start() < ceiling
                && small(last + 1, f.start())
        })
        .min_by_key(|i| found[*i].first);
    before.or(behind)
}
