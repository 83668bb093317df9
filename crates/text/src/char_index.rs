//! From bytes to code points.

use crate::span::{ByteOffset, ByteSpan, CharOffset, CharSpan};

/// How many bytes lie between two checkpoints: as many as a number has bits.
const STRIDE: usize = u64::BITS as usize;

/// Turns byte offsets of one text into offsets in Unicode code points, in constant time.
///
/// ```
/// use epicrisis_text::{ByteOffset, CharIndex};
///
/// let text = "ș𝒳e\u{301}";
/// let index = CharIndex::new(text);
/// assert_eq!(index.offset(ByteOffset::new(2)).get(), 1);
/// assert_eq!(index.len().get(), 4);
/// ```
#[derive(Clone, Debug)]
pub struct CharIndex<'t> {
    text: &'t str,
    /// One for every `STRIDE` bytes that have begun, and one behind them.
    checkpoints: Vec<Checkpoint>,
}

#[derive(Clone, Copy, Debug)]
struct Checkpoint {
    /// Code points that begin before these bytes.
    before: u32,
    /// The bytes that begin none: a bit each, the first the lowest.
    going_on: u64,
}

impl<'t> CharIndex<'t> {
    /// Reads the text once.
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let mut checkpoints = Vec::with_capacity(bytes.len() / STRIDE + 2);
        let mut before = 0;
        for chunk in bytes.chunks(STRIDE) {
            let going_on = if chunk.is_ascii() { 0 } else { going_on(chunk) };
            checkpoints.push(Checkpoint { before, going_on });
            before += chunk.len() as u32 - going_on.count_ones();
        }
        checkpoints.push(Checkpoint { before, going_on: 0 });
        Self { text, checkpoints }
    }

    /// The code points before a byte offset. An offset inside a character counts that character; one behind the end
    /// counts them all.
    #[inline]
    pub fn offset(&self, at: ByteOffset) -> CharOffset {
        let at = at.index().min(self.text.len());
        let Checkpoint { before, going_on } = self.checkpoints[at / STRIDE];
        let inside = (at % STRIDE) as u32;
        let earlier = going_on & ((1 << inside) - 1);
        CharOffset::new(before + inside - earlier.count_ones())
    }

    /// A byte span in code points.
    #[inline]
    pub fn span(&self, span: ByteSpan) -> CharSpan {
        CharSpan::new(self.offset(span.start), self.offset(span.end))
    }

    /// The length of the text in code points.
    pub fn len(&self) -> CharOffset {
        let end = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        self.offset(ByteOffset::new(end))
    }

    /// Whether the text is empty.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// Which of at most `STRIDE` bytes begin no character, eight at a time.
fn going_on(bytes: &[u8]) -> u64 {
    const LOWEST: u64 = 0x0101_0101_0101_0101;
    // Brings the lowest bit of each byte into the highest byte, the first byte's to the lowest place; no two meet on the way.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let mut all = 0;
    for (at, chunk) in bytes.chunks(8).enumerate() {
        let mut eight = [0; 8];
        eight[..chunk.len()].copy_from_slice(chunk);
        let eight = u64::from_le_bytes(eight);
        // The two highest bits are 1 and 0.
        let bits = (eight >> 7) & !(eight >> 6) & LOWEST;
        all |= (bits.wrapping_mul(GATHER) >> 56) << (8 * at);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_has_its_place() {
        let mut text = String::new();
        for n in 0..200 {
            text.push(['a', 'é', '€', '𝒳', ' '][n * n % 5]);
            let index = CharIndex::new(&text);
            for at in 0..=text.len() + 1 {
                let begun = text.char_indices().filter(|(begin, _)| *begin < at).count();
                let offset = index.offset(ByteOffset::new(at as u32));
                assert_eq!(offset.get() as usize, begun, "{at} of {text}");
            }
        }
    }
}
