//! From bytes and code points to UTF-16 code units.

use epicrisis_record::CharOffset;

/// The offsets of a text in UTF-16 code units; what lies behind its end is its end.
pub(super) struct Units {
    /// Of each byte and of the end; empty where the text is ASCII, whose bytes, code points and code units are one.
    of_byte: Vec<u32>,
    /// Of each code point and of the end.
    of_char: Vec<u32>,
    length: u32,
}

impl Units {
    pub(super) fn of(text: &str) -> Self {
        if text.is_ascii() {
            return Self {
                of_byte: Vec::new(),
                of_char: Vec::new(),
                length: u32::try_from(text.len()).unwrap_or(u32::MAX),
            };
        }
        let mut of_byte = Vec::with_capacity(text.len() + 1);
        let mut of_char = Vec::with_capacity(text.len() + 1);
        let mut at = 0;
        for letter in text.chars() {
            of_char.push(at);
            of_byte.extend(std::iter::repeat_n(at, letter.len_utf8()));
            at += if letter.len_utf16() == 2 { 2 } else { 1 };
        }
        of_char.push(at);
        of_byte.push(at);
        Self {
            of_byte,
            of_char,
            length: at,
        }
    }

    /// The offset of the end.
    pub(super) fn length(&self) -> u32 {
        self.length
    }

    /// The offset of a byte.
    pub(super) fn byte(&self, byte: usize) -> u32 {
        self.unit(&self.of_byte, byte)
    }

    /// The offset of a code point.
    pub(super) fn char(&self, offset: CharOffset) -> u32 {
        self.unit(&self.of_char, offset.get())
    }

    fn unit(&self, table: &[u32], at: usize) -> u32 {
        if table.is_empty() {
            u32::try_from(at).map_or(self.length, |at| at.min(self.length))
        } else {
            table.get(at).copied().unwrap_or(self.length)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_beyond_the_first_plane_counts_twice() {
        let text = "ñ😀b";
        let units = Units::of(text);
        let chars: Vec<u32> = (0..5).map(|at| units.char(CharOffset(at))).collect();
        assert_eq!(chars, [0, 1, 3, 4, 4]);
        assert_eq!([0, 2, 6, 7].map(|byte| units.byte(byte)), [0, 1, 3, 4]);
        assert_eq!(units.length() as usize, text.encode_utf16().count());
    }

    #[test]
    fn ascii_is_the_same_in_all_counts() {
        let units = Units::of("abc");
        assert_eq!([0, 2, 3, 9].map(|at| units.byte(at)), [0, 2, 3, 3]);
        assert_eq!(units.char(CharOffset(2)), 2);
    }
}
