//! Tokens: words, numbers, and single marks, each tied to its bytes in the original and in the folded text.

use std::sync::LazyLock;

use crate::fold::{Folded, Folding};
use crate::span::{ByteOffset, ByteSpan};
use unicode_normalization::char::is_combining_mark;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Begins with a letter; may go on with digits (`L5`, `HbA1c`, `mm3`).
    Word,
    /// A run of digits, nothing else: separators and signs are read where numbers are.
    Number,
    /// One character that is neither.
    Mark,
}

/// How a word is capitalised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `fiebre`, and everything that has no letters.
    Lower,
    /// `Fiebre`; a single capital too.
    Capital,
    /// `EEII`: two capitals or more and no small letter.
    Upper,
    /// `HbA1c`.
    Mixed,
}

/// One token. Offsets are bytes.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    start: u32,
    end: u32,
    fold_start: u32,
    fold_end: u32,
    /// What it is made of.
    pub kind: TokenKind,
    /// How it is capitalised.
    pub shape: Shape,
    /// Whether white space stands before it.
    pub spaced: bool,
    /// Line breaks before it, at most 2 (an empty line).
    pub newlines: u8,
}

impl Token {
    /// Where it stands in the original.
    #[inline]
    pub fn span(&self) -> ByteSpan {
        ByteSpan::at(self.start, self.end)
    }
}

/// The tokens of a text, with its folding.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    folded: Folded,
    list: Vec<Token>,
}

impl std::ops::Deref for Tokens {
    type Target = [Token];

    fn deref(&self) -> &[Token] {
        &self.list
    }
}

impl Tokens {
    /// The folded letters of a token.
    ///
    /// # Panics
    /// Like an index, where there is no token `i`.
    #[inline]
    pub fn folded_form(&self, i: usize) -> &str {
        let token = &self.list[i];
        // Both ends were taken between whole characters.
        &self.folded.as_str()[token.fold_start as usize..token.fold_end as usize]
    }

    /// Where a token stands in the original.
    ///
    /// # Panics
    /// Like an index, where there is no token `i`.
    #[inline]
    pub fn span(&self, i: usize) -> ByteSpan {
        self.list[i].span()
    }

    /// The stretch from the first to the last of some tokens, both included.
    ///
    /// # Panics
    /// Like an index, where there are no such tokens.
    #[inline]
    pub fn hull(&self, first: usize, last: usize) -> ByteSpan {
        ByteSpan::new(self.list[first].span().start, self.list[last].span().end)
    }

    /// The folded text behind the tokens.
    pub fn folded(&self) -> &Folded {
        &self.folded
    }

    /// The first token that begins at or behind a byte offset.
    pub fn at_or_after(&self, at: ByteOffset) -> usize {
        self.list.partition_point(|t| t.start < at.get())
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    Space,
    Line,
    Mark,
    /// Belongs to whatever stands before it.
    Joiner,
}

fn class_of_ascii(b: u8) -> Class {
    match b {
        b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
        b'0'..=b'9' => Class::Digit,
        b'\n' | b'\r' | 0x0B | 0x0C => Class::Line,
        b' ' | b'\t' => Class::Space,
        0..=0x1F | 0x7F => Class::Space,
        _ => Class::Mark,
    }
}

fn class_of(c: char) -> Class {
    if is_combining_mark(c) || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}') {
        Class::Joiner
    } else if c.is_alphabetic() {
        Class::Letter
    } else if c.is_numeric() {
        Class::Digit
    } else if matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}') {
        Class::Line
    } else if c.is_whitespace() || c.is_control() {
        Class::Space
    } else {
        Class::Mark
    }
}

/// A word of one letter that is more than plain ASCII, in lower case: `è` and `é` are other words than `e`, though they fold
/// to it.
///
/// ```
/// assert_eq!(epicrisis_text::lone_letter("È").as_deref(), Some("è"));
/// assert_eq!(epicrisis_text::lone_letter("e"), None);
/// ```
pub fn lone_letter(word: &str) -> Option<String> {
    let mut chars = word.chars();
    let only = chars.next().filter(|c| !c.is_ascii() && c.is_alphabetic())?;
    chars.next().is_none().then(|| only.to_lowercase().collect())
}

/// Cuts a text into tokens and folds it, in one pass.
///
/// A text of 4 GiB or more is cut off there; the readers refuse such a document long before.
///
/// ```
/// use epicrisis_text::tokenize;
///
/// let tokens = tokenize("L5-S1: 27.400/mm3");
/// let forms: Vec<_> = (0..tokens.len()).map(|i| tokens.folded_form(i)).collect();
/// assert_eq!(forms, ["l5", "-", "s1", ":", "27", ".", "400", "/", "mm3"]);
/// ```
pub fn tokenize(text: &str) -> Tokens {
    tokenize_into(text, Tokens::default())
}

/// The same, in the memory of tokens that are done with.
pub fn tokenize_into(text: &str, spare: Tokens) -> Tokens {
    let bytes = text.as_bytes();
    let limit = bytes.len().min(u32::MAX as usize - 8);
    let Tokens { folded, mut list } = spare;
    let mut folding = Folding::reusing(folded, limit);
    list.clear();
    list.reserve(text.len() / 5);
    let latin: &[u8; LATIN_END] = &LATIN;
    let mut open: Option<Open> = None;
    let mut spaced = false;
    let mut newlines = 0u8;
    let mut at = 0usize;
    while at < limit {
        let b = bytes[at];
        if b == b' ' {
            if let Some(o) = open.take() {
                list.push(o.close(&folding, at));
            }
            folding.push_ascii(b);
            spaced = true;
            at += 1;
            continue;
        }
        if open.is_none()
            && let Some(mut token) = simple(text, limit, at, latin, &mut folding)
        {
            token.spaced = std::mem::take(&mut spaced);
            token.newlines = std::mem::take(&mut newlines);
            at = token.end as usize;
            list.push(token);
            continue;
        }
        let (class, c) = if b < 0x80 {
            (class_of_ascii(b), char::from(b))
        } else {
            // `at` is always between characters.
            let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else {
                break;
            };
            (class_of(c), c)
        };
        let class = match (class, &open) {
            // A mark that combines with nothing is a mark.
            (Class::Joiner, None) => Class::Mark,
            (class, _) => class,
        };
        let goes_on = match (&open, class) {
            (Some(_), Class::Joiner) => true,
            (Some(o), Class::Letter) => o.kind == TokenKind::Word && !o.times,
            (Some(o), Class::Digit) => o.kind != TokenKind::Mark && !o.times,
            _ => false,
        };
        if !goes_on && let Some(o) = open.take() {
            list.push(o.close(&folding, at));
        }
        let fold_at = folding.len() as u32;
        folding.push(at as u32, c);
        match class {
            Class::Space => spaced = true,
            Class::Line => {
                spaced = true;
                // CR LF is one line break.
                if !(b == b'\n' && at > 0 && bytes[at - 1] == b'\r') {
                    newlines = (newlines + 1).min(2);
                }
            }
            _ if goes_on => {
                if let Some(o) = &mut open {
                    o.see(c);
                }
            }
            _ => {
                let kind = match class {
                    Class::Letter => TokenKind::Word,
                    Class::Digit => TokenKind::Number,
                    _ => TokenKind::Mark,
                };
                // `3x4`, `2x500`: an x between digits is a sign of its own.
                let times = matches!(c, 'x' | 'X')
                    && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
                    && at > 0
                    && (bytes[at - 1].is_ascii_digit() || (spaced && at > 1 && bytes[at - 2].is_ascii_digit()));
                let mut o = Open {
                    start: at as u32,
                    fold_start: fold_at,
                    kind,
                    capitals: 0,
                    smalls: 0,
                    first_capital: false,
                    spaced,
                    newlines,
                    times,
                };
                o.see(c);
                o.first_capital = o.capitals > 0;
                open = Some(o);
                spaced = false;
                newlines = 0;
            }
        }
        at += c.len_utf8();
    }
    if let Some(o) = open.take() {
        list.push(o.close(&folding, at));
    }
    Tokens {
        folded: folding.finish(at),
        list,
    }
}

/// What an ASCII byte is: one of the constants below.
const PLAIN: [u8; 128] = {
    let mut table = [0; 128];
    let mut b = 0;
    while b < 128 {
        let byte = b as u8;
        table[b] = if byte.is_ascii_uppercase() {
            CAPITAL
        } else if byte.is_ascii_lowercase() {
            SMALL
        } else if byte.is_ascii_digit() {
            DIGIT
        } else if byte.is_ascii_punctuation() {
            MARK
        } else {
            0
        };
        b += 1;
    }
    table
};
const CAPITAL: u8 = 1;
const SMALL: u8 = 2;
const DIGIT: u8 = 4;
const MARK: u8 = 8;
/// What needs a closer look.
const OTHER: u8 = 16;

/// What the characters of two bytes are, up to the last Latin letter of a European language.
static LATIN: LazyLock<[u8; LATIN_END]> = LazyLock::new(|| {
    std::array::from_fn(|code| match char::from_u32(code as u32) {
        Some(c) if c.is_ascii() => PLAIN[code],
        Some(c) => match class_of(c) {
            Class::Letter if c.is_uppercase() => CAPITAL,
            Class::Letter if c.is_lowercase() => SMALL,
            Class::Letter | Class::Digit | Class::Joiner => OTHER,
            Class::Space | Class::Line | Class::Mark => 0,
        },
        None => OTHER,
    })
});
const LATIN_END: usize = 0x250;

/// The simple token that begins at a byte, folded, which most are: a word of Latin letters, a number, a mark of ASCII, and
/// nothing behind it that might belong to it. `None` for all others, with nothing folded.
fn simple(text: &str, limit: usize, at: usize, latin: &[u8; LATIN_END], folding: &mut Folding) -> Option<Token> {
    let bytes = text.as_bytes().get(..limit)?;
    // What stands at a byte, and how wide it is.
    let look = |at: usize| match bytes.get(at) {
        Some(&b) if b < 0x80 => (PLAIN[usize::from(b)], 1),
        Some(&b @ 0xC2..=0xC9) => {
            let low = bytes.get(at + 1).map_or(0, |b| b & 0x3F);
            let code = usize::from(b & 0x1F) << 6 | usize::from(low);
            (latin.get(code).copied().unwrap_or(OTHER), 2)
        }
        Some(_) => (OTHER, 1),
        None => (0, 0),
    };
    let (first, width) = look(at);
    let (kind, goes_on) = match first {
        DIGIT => (TokenKind::Number, DIGIT),
        MARK => (TokenKind::Mark, 0),
        // An x may be a sign of its own.
        CAPITAL | SMALL if !matches!(bytes[at], b'x' | b'X') => (TokenKind::Word, CAPITAL | SMALL | DIGIT),
        _ => return None,
    };
    let mut end = at + width;
    let mut ascii = width == 1;
    let (mut capitals, mut smalls) = (first & CAPITAL, first & SMALL);
    let behind = loop {
        // Most letters are small ones of plain ASCII.
        if goes_on & SMALL != 0 {
            let from = end;
            while let Some(eight) = bytes.get(end..).and_then(|rest| rest.first_chunk()) {
                let run = small_letters(*eight);
                end += run;
                if run < eight.len() {
                    break;
                }
            }
            while bytes.get(end).is_some_and(u8::is_ascii_lowercase) {
                end += 1;
            }
            smalls |= if end > from { SMALL } else { 0 };
        }
        let (kind, width) = look(end);
        if kind & goes_on == 0 {
            break kind;
        }
        // Two are enough to tell.
        capitals = (capitals + (kind & CAPITAL)).min(2);
        smalls |= kind & SMALL;
        ascii &= width == 1;
        end += width;
    };
    if behind == OTHER {
        return None;
    }
    let fold_start = folding.len() as u32;
    if ascii {
        folding.push_run(bytes, at..end);
    } else {
        let mut from = at;
        for (i, c) in text.get(at..end)?.char_indices().filter(|(_, c)| !c.is_ascii()) {
            folding.push_run(bytes, from..at + i);
            folding.push((at + i) as u32, c);
            from = at + i + c.len_utf8();
        }
        folding.push_run(bytes, from..end);
    }
    Some(Token {
        start: at as u32,
        end: end as u32,
        fold_start,
        fold_end: folding.len() as u32,
        kind,
        shape: shape(u32::from(capitals), u32::from(smalls), first == CAPITAL),
        spaced: false,
        newlines: 0,
    })
}

/// How many small letters of plain ASCII eight bytes begin with.
fn small_letters(eight: [u8; 8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = ONES << 7;
    let word = u64::from_le_bytes(eight);
    let low = word & !HIGH;
    // Sums that reach the highest bit of a byte, and none beyond it.
    let from_a = low + ONES * u64::from(0x80 - b'a');
    let past_z = low + ONES * u64::from(0x7F - b'z');
    let others = !(from_a & !past_z & !word) & HIGH;
    others.trailing_zeros() as usize / 8
}

fn shape(capitals: u32, smalls: u32, first_capital: bool) -> Shape {
    match (capitals, smalls) {
        (0, _) => Shape::Lower,
        (1, _) if first_capital => Shape::Capital,
        (_, 0) => Shape::Upper,
        _ => Shape::Mixed,
    }
}

struct Open {
    start: u32,
    fold_start: u32,
    kind: TokenKind,
    capitals: u32,
    smalls: u32,
    first_capital: bool,
    spaced: bool,
    newlines: u8,
    times: bool,
}

impl Open {
    fn see(&mut self, c: char) {
        let (capital, small) = if c.is_ascii() {
            (c.is_ascii_uppercase(), c.is_ascii_lowercase())
        } else {
            (c.is_uppercase(), c.is_lowercase())
        };
        self.capitals += u32::from(capital);
        self.smalls += u32::from(small);
    }

    fn close(self, folding: &Folding, end: usize) -> Token {
        // Where white space was folded behind the token it is not part of it: the folding of the token ends where the
        // next character's began, which is now.
        let fold_end = folding.len() as u32;
        Token {
            start: self.start,
            end: end as u32,
            fold_start: self.fold_start,
            fold_end,
            kind: self.kind,
            shape: shape(self.capitals, self.smalls, self.first_capital),
            spaced: self.spaced,
            newlines: self.newlines,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_letters_end_at_whatever_is_none() {
        for other in 0..=u8::MAX {
            for place in 0..8 {
                let mut eight = *b"azbymnop";
                eight[place] = other;
                let run = eight.iter().take_while(|b| b.is_ascii_lowercase()).count();
                assert_eq!(small_letters(eight), run, "{eight:?}");
            }
        }
    }
}
