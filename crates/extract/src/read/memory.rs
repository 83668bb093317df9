//! A memory that outlives a document: the words of one text are mostly those of the last, and what the lexicon says of a word
//! lies in a handful of tables far apart.
//!
//! It holds nothing but what the lexicon says, and room, so a record is the same whatever was read before.

use std::hint::black_box;

use epicrisis_lexicon::format::{FormFacts, NONE};
use epicrisis_lexicon::{Languages, Lexicon, ReadBy, WordClass, WordReading};
use epicrisis_text::Tokens;

use super::{Phrases, Reading, Word};

/// How many words are remembered; a power of two. Small enough to stay in the cache of a core beside the tables.
const WORDS: usize = 16384;
/// Spreads the entries of one word in several languages.
const SPREAD: u32 = 0x9E37_79B1;
/// Longer words are looked up each time.
const LONGEST: usize = 31;

/// What the lexicon says of a word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    /// The exact form, or `NONE`.
    pub(super) form: u32,
    pub(super) facts: FormFacts,
    pivot: u32,
    /// The languages that the pivot was looked up for; none where it was not.
    languages: Languages,
    class: WordClass,
    by: ReadBy,
}

impl Known {
    /// Of a word that is no form.
    const NOTHING: Self = Self {
        form: NONE,
        facts: FormFacts {
            known: 0,
            frequent: 0,
            no_stop: 0,
            starts: 0,
            node: NONE,
            abbreviates: 0,
        },
        pivot: NONE,
        languages: Languages::NONE,
        class: WordClass::Content,
        by: ReadBy::Form,
    };

    /// What is known of a form before the languages of the text are.
    pub(super) fn of_form(lexicon: &Lexicon<'_>, form: Option<u32>) -> Self {
        let rec = form.and_then(|f| Some((f, lexicon.form_rec(f)?)));
        rec.map_or(Self::NOTHING, |(form, rec)| Self {
            form,
            facts: rec.facts,
            ..Self::NOTHING
        })
    }

    /// The word's reading and class in some languages.
    pub(super) fn meaning(
        &mut self,
        folded: &str,
        lexicon: &Lexicon<'_>,
        languages: Languages,
    ) -> Option<(WordReading, WordClass)> {
        if self.languages != languages {
            let form = (self.form != NONE).then_some(self.form);
            let reading = lexicon.read_word(folded, form, languages);
            self.languages = languages;
            self.pivot = reading.map_or(NONE, |r| r.pivot);
            self.by = reading.map_or(ReadBy::Form, |r| r.by);
            self.class = lexicon.class(self.pivot);
        }
        self.looked_up()
    }

    /// The same where it was looked up for these languages; `None` where it was not.
    #[allow(clippy::option_option)] // Not looked up, and without a meaning, are two things.
    pub(super) fn known_meaning(&self, languages: Languages) -> Option<Option<(WordReading, WordClass)>> {
        (self.languages == languages && languages != Languages::NONE).then(|| self.looked_up())
    }

    fn looked_up(&self) -> Option<(WordReading, WordClass)> {
        let reading = WordReading {
            pivot: self.pivot,
            by: self.by,
        };
        (self.pivot != NONE).then_some((reading, self.class))
    }
}

/// A remembered word: one line of the processor's cache.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Entry {
    letters: [u8; LONGEST],
    /// 0 in an entry that is free.
    len: u8,
    known: Known,
}

/// The words that were read last.
#[derive(Debug)]
pub(crate) struct Memory {
    entries: Box<[Entry]>,
    /// The languages of the document at hand, or of the last: each has entries of its own, so that documents in turn in several
    /// languages do not take them from one another.
    languages: Languages,
    /// For what is too long to be remembered.
    spare: Known,
    /// What a model says of the words met last.
    pub(crate) learnt: crate::learn::Known,
    /// The room that the last document's words took.
    pub(super) tokens: Tokens,
    pub(super) words: Vec<Word>,
    pub(super) phrases: Phrases,
    /// Words of the text at hand whose meaning is not looked up yet.
    pub(super) unread: Vec<u32>,
}

/// The room of a larger document is given back.
const ROOM: usize = 1 << 16;

impl Memory {
    /// A memory of nothing.
    pub(crate) fn new() -> Self {
        let free = Entry {
            letters: [0; LONGEST],
            len: 0,
            known: Known::NOTHING,
        };
        Self {
            entries: vec![free; WORDS].into_boxed_slice(),
            languages: Languages::NONE,
            spare: Known::NOTHING,
            learnt: crate::learn::Known::default(),
            tokens: Tokens::default(),
            words: Vec::new(),
            phrases: Phrases::default(),
            unread: Vec::new(),
        }
    }

    /// Takes back the room of a document that is done with.
    pub(crate) fn reclaim(&mut self, reading: Reading<'_, '_>) {
        if reading.tokens.len() <= ROOM {
            self.tokens = reading.tokens;
            self.words = reading.words;
            self.phrases = reading.phrases;
        } else {
            self.unread = Vec::new();
        }
    }

    /// The languages that words are taken to be in.
    pub(super) fn languages(&self) -> Languages {
        self.languages
    }

    /// From here on, words are those of these languages.
    pub(super) fn turn_to(&mut self, languages: Languages) {
        self.languages = languages;
    }

    /// The hash of a folded word, whose entry is brought near, for [`Self::recall_hashed`] after a while.
    pub(super) fn expect(&self, folded: &str) -> u32 {
        let hash = Lexicon::hash(folded);
        black_box(self.entries.get(self.place(hash)).map(|entry| entry.len));
        hash
    }

    /// What the lexicon says of a folded word.
    pub(super) fn recall(&mut self, folded: &str, lexicon: &Lexicon<'_>) -> &mut Known {
        self.recall_hashed(folded, Lexicon::hash(folded), lexicon)
    }

    /// Where the entry of a word is, by its hash.
    fn place(&self, hash: u32) -> usize {
        (hash ^ u32::from(self.languages.0).wrapping_mul(SPREAD)) as usize % WORDS
    }

    /// The same of a word whose hash is known.
    pub(super) fn recall_hashed(&mut self, folded: &str, hash: u32, lexicon: &Lexicon<'_>) -> &mut Known {
        let look = || Known::of_form(lexicon, lexicon.hashed_form(folded, hash));
        let entry = self.place(hash);
        let entry = self.entries.get_mut(entry);
        let (Some(entry), 1..=LONGEST) = (entry, folded.len()) else {
            self.spare = look();
            return &mut self.spare;
        };
        if usize::from(entry.len) != folded.len() || !same(&entry.letters, folded.as_bytes()) {
            entry.letters[..folded.len()].copy_from_slice(folded.as_bytes());
            entry.len = folded.len() as u8;
            entry.known = look();
        }
        &mut entry.known
    }
}

/// Whether letters begin with a word, by whole numbers: most words have fewer than eight letters.
fn same(letters: &[u8; LONGEST], word: &[u8]) -> bool {
    let Some(letters) = letters.get(..word.len()) else {
        return false;
    };
    match (letters.first_chunk::<8>(), word.first_chunk::<8>()) {
        (Some(a), Some(b)) => u64::from_le_bytes(*a) == u64::from_le_bytes(*b) && letters[8..] == word[8..],
        _ => match (
            (letters.first_chunk::<4>(), letters.last_chunk::<4>()),
            (word.first_chunk::<4>(), word.last_chunk::<4>()),
        ) {
            ((Some(a), Some(b)), (Some(c), Some(d))) => {
                u32::from_le_bytes(*a) == u32::from_le_bytes(*c) && u32::from_le_bytes(*b) == u32::from_le_bytes(*d)
            }
            _ => letters.iter().eq(word),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_a_line_of_the_cache() {
        assert_eq!(size_of::<Entry>(), 64);
    }
}
