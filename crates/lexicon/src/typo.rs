//! Words one slip away from a word of the lexicon.
//!
//! Each long rare skeleton is listed under the hashes of itself and of itself with one letter left out. A misspelt word
//! with one letter more, less, changed or two swapped shares at least one of these with the right one.

use crate::hash;

/// Skeletons shorter than this have too many neighbours.
#[cfg(feature = "compile")]
pub(crate) const SHORTEST: usize = 8;
/// A word in more terms than this is common: what looks like it is more likely another word.
#[cfg(feature = "compile")]
pub(crate) const RARE: usize = 4;

/// The hashes a skeleton is listed under.
pub(crate) fn keys(skeleton: &[u8]) -> impl Iterator<Item = u32> + '_ {
    let whole = std::iter::once(hash::bytes(skeleton));
    whole.chain((0..skeleton.len()).map(move |skip| {
        let mut shorter = [0u8; 64];
        let mut len = 0;
        for (i, b) in skeleton.iter().enumerate() {
            if i != skip && len < shorter.len() {
                shorter[len] = *b;
                len += 1;
            }
        }
        hash::bytes(&shorter[..len])
    }))
}

/// Where the bit of a hash lies, in a table of a power of two of words, of which `mask` is the last.
pub(crate) fn bit(key: u32, mask: usize) -> (usize, u64) {
    (key as usize >> 6 & mask, 1 << (key & 63))
}

/// Where a key, or what is behind its place, begins in a sorted list. Keys are hashes and spread evenly, so the search begins where
/// the key should be and is soon over.
pub(crate) fn first_at(list: &[[u32; 2]], key: u32) -> usize {
    const STEP: usize = 16;
    let below = |at: usize| list.get(at).is_some_and(|[k, _]| *k < key);
    let guess = ((u64::from(key) * list.len() as u64) >> 32) as usize;
    let (mut low, mut high, mut step) = (guess, guess, STEP);
    while low > 0 && !below(low - 1) {
        low = low.saturating_sub(step);
        step *= 2;
    }
    step = STEP;
    while below(high) {
        high = (high + step).min(list.len());
        step *= 2;
    }
    let between = list.get(low..high).unwrap_or_default();
    low + between.partition_point(|[k, _]| *k < key)
}

/// Whether two words differ by one letter more, less, changed, or by two neighbours swapped. The first letter must agree:
/// people seldom miss it.
pub(crate) fn one_slip(a: &[u8], b: &[u8]) -> bool {
    if a.first() != b.first() || a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    // A difference in the last letters is an ending, not a slip.
    let same = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    if same + 2 >= short.len() {
        return false;
    }
    let (s, l) = (&short[same..], &long[same..]);
    if short.len() < long.len() {
        return s == &l[1..];
    }
    let changed = s.len() <= 1 || s[1..] == l[1..];
    let swapped = s.len() >= 2 && s[0] == l[1] && s[1] == l[0] && s[2..] == l[2..];
    changed || swapped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_however_they_lie() {
        let even: Vec<[u32; 2]> = (0..1000).map(|n| [n * (u32::MAX / 1000), n]).collect();
        let low: Vec<[u32; 2]> = (0..1000).map(|n| [n / 3, n]).collect();
        let high: Vec<[u32; 2]> = (0..1000).map(|n| [u32::MAX - 1000 + n, n]).collect();
        for list in [even, low, high, Vec::new()] {
            let keys = list
                .iter()
                .flat_map(|[k, _]| [k.saturating_sub(1), *k, k.saturating_add(1)]);
            for key in keys.chain([0, u32::MAX / 2, u32::MAX]) {
                assert_eq!(first_at(&list, key), list.partition_point(|[k, _]| *k < key), "{key}");
            }
        }
    }

    #[test]
    fn one_slip_and_no_more() {
        for (a, b) in [
            ("closaciclin", "closacilin"),
            ("closacilin", "clofacilin"),
            ("closacilin", "colsacilin"),
            ("closacilin", "closaclin"),
        ] {
            assert!(one_slip(a.as_bytes(), b.as_bytes()), "{a} {b}");
            let listed: Vec<u32> = keys(b.as_bytes()).collect();
            assert!(keys(a.as_bytes()).any(|k| listed.contains(&k)), "{a} {b}");
        }
        for (a, b) in [
            ("prednison", "prednisolon"),
            // An ending is no slip.
            ("closacilin", "closacilyn"),
            ("closacilin", "flosacilin"),
            ("hiperglicem", "hipoglicem"),
        ] {
            assert!(!one_slip(a.as_bytes(), b.as_bytes()), "{a} {b}");
        }
    }
}
