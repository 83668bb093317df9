//! Skeletons: what is left of a word when the six spellings of one Greek or Latin word are folded into one.
//!
//! The rules are data (`fold.tsv`); this file only applies them, in this order: `end` (the longest suffix, once), `start`
//! (the longest prefix, once), `in` (left to right, the longest at each place, doubled letters made single), `last` (one
//! final letter), `strip` (final letters of a set). `late` suffixes are a second chance for words of a text.

use crate::format::{RuleRec, StrRef};

/// The longest word that is folded, in bytes; what is longer is no word of a language.
pub const LONGEST: usize = 48;
/// Skeletons shorter than this say too little to stand for a word.
pub const SHORTEST: usize = 4;
/// What an `end` or `late` rule must leave of a word.
const STEM: usize = 3;

/// Where a rule applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Place {
    /// At the end of the word, before all else.
    End,
    /// At its start.
    Start,
    /// Anywhere.
    In,
    /// The last letter of what is left.
    Last,
    /// All last letters of a set.
    Strip,
    /// A suffix taken away where the plain skeleton is unknown.
    Late,
}

impl Place {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 6] = [Self::End, Self::Start, Self::In, Self::Last, Self::Strip, Self::Late];

    /// As `fold.tsv` names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::End => "end",
            Self::Start => "start",
            Self::In => "in",
            Self::Last => "last",
            Self::Strip => "strip",
            Self::Late => "late",
        }
    }
}

/// A word as it is folded, without an allocation.
#[derive(Clone, Copy)]
pub struct Buffer {
    bytes: [u8; LONGEST + 16],
    len: usize,
}

impl Buffer {
    fn empty() -> Self {
        Self {
            bytes: [0; LONGEST + 16],
            len: 0,
        }
    }

    fn of(word: &[u8]) -> Option<Self> {
        let mut buffer = Self::empty();
        (word.len() <= LONGEST).then(|| {
            buffer.extend(word);
            buffer
        })
    }

    fn extend(&mut self, bytes: &[u8]) {
        let room = self.bytes.len() - self.len;
        let bytes = &bytes[..bytes.len().min(room)];
        self.bytes[self.len..self.len + bytes.len()].copy_from_slice(bytes);
        self.len += bytes.len();
    }

    /// The letters.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}

/// The rules, ready to apply: slices of the flat file, or of what the compiler is about to write.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'d> {
    pub(crate) rules: &'d [RuleRec],
    /// For each place and each byte (first of the pattern; last for suffixes), the first rule and the one behind the last.
    pub(crate) index: &'d [[u32; 2]],
    pub(crate) strings: &'d [u8],
}

impl<'d> Rules<'d> {
    fn text(&self, at: StrRef) -> &'d [u8] {
        at.bytes(self.strings)
    }

    /// The rules of a place whose pattern has this byte where the index looks, longest pattern first.
    fn at(&self, place: Place, byte: u8) -> &'d [RuleRec] {
        let slot = place as usize * 256 + usize::from(byte);
        let [first, end] = self.index.get(slot).copied().unwrap_or_default();
        self.rules.get(first as usize..end as usize).unwrap_or_default()
    }

    /// The skeleton of a folded word; `None` where it has digits, is too long or leaves too little.
    pub fn skeleton(&self, word: &str) -> Option<Buffer> {
        let word = word.as_bytes();
        if word.len() > LONGEST || word.len() < SHORTEST || word.iter().any(|b| !b.is_ascii_lowercase()) {
            return None;
        }
        let mut stem = Buffer::of(word)?;
        self.suffix(Place::End, &mut stem);

        let mut out = Buffer::empty();
        let letters = stem.as_bytes();
        let mut at = 0;
        if let Some(rule) = letters.first().and_then(|b| {
            self.at(Place::Start, *b)
                .iter()
                .find(|r| begins(letters, self.text(r.from)))
        }) {
            out.extend(self.text(rule.to));
            at = self.text(rule.from).len();
        }
        while at < letters.len() {
            let rest = &letters[at..];
            match self
                .at(Place::In, rest[0])
                .iter()
                .find(|r| begins(rest, self.text(r.from)))
            {
                Some(rule) => {
                    for &b in self.text(rule.to) {
                        single(&mut out, b);
                    }
                    at += self.text(rule.from).len().max(1);
                }
                None => {
                    single(&mut out, rest[0]);
                    at += 1;
                }
            }
        }
        if let Some(&last) = out.as_bytes().last()
            && !self.at(Place::Last, last).is_empty()
        {
            out.len -= 1;
        }
        while let Some(&last) = out.as_bytes().last()
            && !self.at(Place::Strip, last).is_empty()
        {
            out.len -= 1;
        }
        (out.len >= SHORTEST).then_some(out)
    }

    /// Further skeletons of a word of a text, for when the plain one is unknown.
    pub fn late<'s>(&'s self, word: &'s str) -> impl Iterator<Item = Buffer> + 's {
        let bytes = word.as_bytes();
        let last = bytes.last().copied().unwrap_or(0);
        self.at(Place::Late, last).iter().filter_map(move |rule| {
            let from = self.text(rule.from);
            let stem = word.strip_suffix(std::str::from_utf8(from).ok()?)?;
            (stem.len() >= STEM).then(|| self.skeleton(stem)).flatten()
        })
    }

    fn suffix(&self, place: Place, word: &mut Buffer) {
        let Some(&last) = word.as_bytes().last() else {
            return;
        };
        let rule = self.at(place, last).iter().find(|r| {
            let from = self.text(r.from);
            word.len >= from.len() + STEM && begins(&word.as_bytes()[word.len - from.len()..], from)
        });
        if let Some(rule) = rule {
            word.len -= self.text(rule.from).len();
            word.extend(self.text(rule.to));
        }
    }
}

/// Whether letters begin with others. These are few: letter by letter is quicker than a call.
#[inline]
fn begins(letters: &[u8], with: &[u8]) -> bool {
    letters.len() >= with.len() && letters.iter().zip(with).all(|(a, b)| a == b)
}

/// Appends a letter unless it doubles the last.
#[inline]
fn single(out: &mut Buffer, b: u8) {
    if out.as_bytes().last() != Some(&b)
        && let Some(slot) = out.bytes.get_mut(out.len)
    {
        *slot = b;
        out.len += 1;
    }
}
