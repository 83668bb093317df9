//! About where a word of one telling would stand in the other.

use crate::{Alignment, Telling};

/// How far a linked neighbour is looked for.
const FAR: usize = 25;
/// Links less sure than this tell no place.
const SURE: f64 = 0.5;

/// The place of a word of the first telling among the words of the second.
pub(super) fn place(from: &Telling<'_>, to: &Telling<'_>, alignment: &Alignment, word: usize) -> f64 {
    let unit = alignment.unit_of_a(word);
    let inside = |w: &usize| unit.is_none_or(|u| u.a.contains(w));
    let linked = |w: usize| {
        let link = alignment.link_of_a(w).filter(|l| l.confidence >= SURE)?;
        unit.is_none_or(|u| u.b.contains(&link.b)).then_some((w, link.b))
    };
    if let Some((_, there)) = linked(word) {
        return there as f64;
    }
    let before = (word.saturating_sub(FAR)..word)
        .rev()
        .take_while(inside)
        .find_map(linked);
    let behind = (word + 1..(word + FAR).min(from.words().len()))
        .take_while(inside)
        .find_map(linked);
    match (before, behind, unit) {
        (Some((w, x)), Some((v, y)), _) => {
            let share = (word - w) as f64 / (v - w) as f64;
            x as f64 + share * (y as f64 - x as f64)
        }
        (Some((w, x)), None, _) => (x + word - w) as f64,
        (None, Some((v, y)), _) => y as f64 - (v - word) as f64,
        (None, None, Some(unit)) => {
            let share = (word - unit.a.start) as f64 / unit.a.len().max(1) as f64;
            unit.b.start as f64 + share * unit.b.len() as f64
        }
        (None, None, None) => word as f64 * to.words().len() as f64 / from.words().len().max(1) as f64,
    }
}
