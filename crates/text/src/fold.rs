//! Folding: case, accents, ligatures and typographic variants away, with a way back to the original.
//!
//! `Ș`, `Ş`, `ș` and `s` fold to `s`; `Œ` to `oe`; a no-break space to a space; every dash to `-`. What a language makes
//! of its words is not decided here.

use std::ops::Range;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::span::{ByteOffset, ByteSpan};

/// A folded character: at most this many bytes are kept in the table; longer foldings take the slow way.
const SLOT: usize = 3;
/// The table covers the Latin letters up to here; what lies behind is rare in the six languages.
const TABLE_END: usize = 0x250;

struct Entry {
    bytes: [u8; SLOT],
    /// `SLOT + 1` where the folding does not fit.
    len: u8,
}

impl Entry {
    /// The folding, where it fits.
    fn folding(&self) -> Option<&[u8]> {
        self.bytes.get(..usize::from(self.len))
    }
}

static TABLE: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let mut folded = String::new();
    (0..TABLE_END as u32)
        .map(|code| {
            folded.clear();
            if let Some(c) = char::from_u32(code) {
                fold_slow(c, &mut folded);
            }
            let mut bytes = [0; SLOT];
            let len = if folded.len() <= SLOT {
                bytes[..folded.len()].copy_from_slice(folded.as_bytes());
                folded.len() as u8
            } else {
                SLOT as u8 + 1
            };
            Entry { bytes, len }
        })
        .collect()
});

/// Appends the folding of one character: nothing for a combining mark, several letters for a ligature.
///
/// ```
/// let mut out = String::new();
/// for c in "Œdème Ţară".chars() {
///     epicrisis_text::fold_char(c, &mut out);
/// }
/// assert_eq!(out, "oedeme tara");
/// ```
pub fn fold_char(c: char, out: &mut String) {
    let code = c as usize;
    if code < 0x80 {
        out.push(c.to_ascii_lowercase());
        return;
    }
    // The table was filled from whole strings, so this is valid UTF-8; if it were not, the slow way is right too.
    match TABLE.get(code).and_then(Entry::folding).map(std::str::from_utf8) {
        Some(Ok(folding)) => out.push_str(folding),
        _ => fold_slow(c, out),
    }
}

fn fold_slow(c: char, out: &mut String) {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{02BC}' | '\u{00B4}' | '`' | '\u{2032}' => {
            out.push('\'');
            return;
        }
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{00AB}' | '\u{00BB}' | '\u{2033}' => {
            out.push('"');
            return;
        }
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE63}' | '\u{FF0D}' => {
            out.push('-');
            return;
        }
        'œ' | 'Œ' => {
            out.push_str("oe");
            return;
        }
        'æ' | 'Æ' => {
            out.push_str("ae");
            return;
        }
        'ß' => {
            out.push_str("ss");
            return;
        }
        'ø' | 'Ø' => {
            out.push('o');
            return;
        }
        'ł' | 'Ł' => {
            out.push('l');
            return;
        }
        'đ' | 'Đ' => {
            out.push('d');
            return;
        }
        'ı' => {
            out.push('i');
            return;
        }
        '×' => {
            out.push('x');
            return;
        }
        // A soft hyphen and the zero-width characters are layout, not letters.
        '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => return,
        _ => {}
    }
    for d in c.nfkd() {
        if is_combining_mark(d) {
            continue;
        }
        if d.is_whitespace() && d != '\n' && d != '\r' {
            out.push(' ');
        } else {
            out.extend(d.to_lowercase().filter(|l| !is_combining_mark(*l)));
        }
    }
}

/// Appends the folding of a whole text, without a way back.
pub fn fold_into(text: &str, out: &mut String) {
    for c in text.chars() {
        fold_char(c, out);
    }
}

/// Where the folded text leaves step with the original.
#[derive(Clone, Copy, Debug)]
struct Break {
    folded: u32,
    original: u32,
    /// From here to the next break the folding is one indivisible character.
    opaque: bool,
}

/// A folded text that knows where each of its bytes came from.
///
/// ```
/// use epicrisis_text::{ByteSpan, fold};
///
/// let text = "Œdème";
/// let folded = fold(text);
/// assert_eq!(folded.as_str(), "oedeme");
/// let back = folded.original(ByteSpan::at(3, 4));
/// assert_eq!(&text[back.range()], "è");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Folded {
    text: String,
    breaks: Vec<Break>,
    original_len: u32,
}

/// Folds a text.
pub fn fold(text: &str) -> Folded {
    let mut folding = Folding::reusing(Folded::default(), text.len());
    for (at, c) in text.char_indices() {
        folding.push(at as u32, c);
    }
    folding.finish(text.len())
}

/// A folded text while it is made. Its letters are bytes until it is whole, since most are appended one by one.
pub(crate) struct Folding {
    bytes: Vec<u8>,
    breaks: Vec<Break>,
    /// For the few foldings that are no entry of the table.
    spare: String,
}

impl Folding {
    /// A folding of nothing yet, in the memory of one that is done with, with room for so many bytes.
    pub(crate) fn reusing(done: Folded, bytes: usize) -> Self {
        let mut folding = Self {
            bytes: done.text.into_bytes(),
            breaks: done.breaks,
            spare: String::new(),
        };
        folding.bytes.clear();
        folding.breaks.clear();
        folding.bytes.reserve(bytes + bytes / 64);
        folding.breaks.reserve(bytes / 16);
        folding
    }

    /// How many bytes it has.
    pub(crate) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Appends the folding of the character at byte `at` of the original.
    pub(crate) fn push(&mut self, at: u32, c: char) {
        if c.is_ascii() {
            self.push_ascii(c as u8);
            return;
        }
        let folded = self.bytes.len() as u32;
        // Behind another such character the break is there already, but for its mark.
        match self.breaks.last_mut() {
            Some(last) if last.folded == folded && last.original == at => last.opaque = true,
            _ => self.breaks.push(Break {
                folded,
                original: at,
                opaque: true,
            }),
        }
        match TABLE.get(c as usize).filter(|entry| usize::from(entry.len) <= SLOT) {
            // All of the slot, and what is too much dropped again: a length that is known costs no call.
            Some(entry) => {
                self.bytes.extend_from_slice(&entry.bytes);
                self.bytes.truncate(folded as usize + usize::from(entry.len));
            }
            None => {
                self.spare.clear();
                fold_slow(c, &mut self.spare);
                self.bytes.extend_from_slice(self.spare.as_bytes());
            }
        }
        self.breaks.push(Break {
            folded: self.bytes.len() as u32,
            original: at + c.len_utf8() as u32,
            opaque: false,
        });
    }

    /// Appends a run of ASCII bytes of the original.
    pub(crate) fn push_run(&mut self, original: &[u8], run: Range<usize>) {
        const WIDE: usize = 16;
        let (begin, len) = (self.bytes.len(), run.len());
        let ahead = original.get(run.start..).and_then(|rest| rest.first_chunk::<WIDE>());
        match ahead {
            // All at once, with what stands behind it, which is then dropped.
            Some(wide) if len <= WIDE => {
                self.bytes.extend_from_slice(&wide.map(|b| b.to_ascii_lowercase()));
                self.bytes.truncate(begin + len);
            }
            _ => {
                let run = original.get(run).unwrap_or_default();
                self.bytes.extend(run.iter().map(u8::to_ascii_lowercase));
            }
        }
    }

    /// Appends an ASCII byte of the original.
    pub(crate) fn push_ascii(&mut self, byte: u8) {
        self.bytes.push(byte.to_ascii_lowercase());
    }

    /// The folding of an original of so many bytes.
    pub(crate) fn finish(self, original: usize) -> Folded {
        Folded {
            // Only whole characters were appended, so it is UTF-8; looking once costs less than keeping a `String`.
            text: String::from_utf8(self.bytes).unwrap_or_default(),
            breaks: self.breaks,
            original_len: original as u32,
        }
    }
}

impl Folded {
    /// The folded text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The stretch of the original that a stretch of the folded text came from: whole characters, with the combining
    /// marks that fold away behind them.
    pub fn original(&self, span: ByteSpan) -> ByteSpan {
        let start = self.place(span.start.get(), false);
        let end = self.place(span.end.get(), true);
        ByteSpan::new(ByteOffset::new(start), ByteOffset::new(end))
    }

    fn place(&self, at: u32, end: bool) -> u32 {
        // Characters that fold to nothing leave several breaks at one folded place: a start lies behind them, as they
        // belong to what stands before; so does an end.
        let next = self.breaks.partition_point(|b| b.folded <= at);
        let Some(last) = next.checked_sub(1).map(|i| self.breaks[i]) else {
            return at.min(self.original_len);
        };
        let inside = at - last.folded;
        if !last.opaque || inside == 0 {
            return (last.original + inside).min(self.original_len);
        }
        if end {
            self.breaks.get(next).map_or(self.original_len, |b| b.original)
        } else {
            last.original
        }
    }
}
