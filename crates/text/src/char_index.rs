//! From bytes to code points.

use crate::span::{ByteOffset, ByteSpan, CharOffset, CharSpan};

/// How many bytes lie between two checkpoints: small enough that counting them is cheap, large enough that the table is
/// a sixteenth of the text.
const STRIDE: usize = 64;

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
    bytes: &'t [u8],
    /// Code points before byte `i * STRIDE`.
    checkpoints: Vec<u32>,
}

impl<'t> CharIndex<'t> {
    /// Reads the text once.
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let mut checkpoints = Vec::with_capacity(bytes.len() / STRIDE + 1);
        let mut seen = 0;
        for chunk in bytes.chunks(STRIDE) {
            checkpoints.push(seen);
            seen += count(chunk);
        }
        if checkpoints.is_empty() {
            checkpoints.push(0);
        }
        Self { bytes, checkpoints }
    }

    /// The code points before a byte offset. An offset inside a character counts that character; one behind the end
    /// counts them all.
    pub fn offset(&self, at: ByteOffset) -> CharOffset {
        let at = at.index().min(self.bytes.len());
        let slot = (at / STRIDE).min(self.checkpoints.len() - 1);
        CharOffset::new(self.checkpoints[slot] + count(&self.bytes[slot * STRIDE..at]))
    }

    /// A byte span in code points.
    pub fn span(&self, span: ByteSpan) -> CharSpan {
        CharSpan::new(self.offset(span.start), self.offset(span.end))
    }

    /// The length of the text in code points.
    pub fn len(&self) -> CharOffset {
        let end = u32::try_from(self.bytes.len()).unwrap_or(u32::MAX);
        self.offset(ByteOffset::new(end))
    }

    /// Whether the text is empty.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }
}

/// The characters that begin in these bytes.
fn count(bytes: &[u8]) -> u32 {
    // At most STRIDE bytes are counted, so the sum fits.
    bytes.iter().map(|b| u32::from((*b as i8) >= -0x40)).sum()
}
