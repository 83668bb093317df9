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
