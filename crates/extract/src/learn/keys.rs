//! What is seen at each word, as keys.
//!
//! A word is seen by its pivot, or by its skeleton where it has none: neither stands for a language. Its own letters, its ends and
//! its capitals are seen too, the mentions and cues that the lexicon found, and all of it some words further on and back.

use arrayvec::ArrayVec;
use epicrisis_lexicon::Category;
use epicrisis_lexicon::format::NONE;
use epicrisis_tagger::key::{join, letters, shifted};
use epicrisis_text::TokenKind;

use crate::found::Found;
use crate::read::Reading;

/// What a key is of. Numbers are part of the models: a change of meaning takes a new one.
mod what {
    pub(super) const NAME: u32 = 1;
    pub(super) const FORM: u32 = 2;
    pub(super) const START: u32 = 3;
    pub(super) const LONG_START: u32 = 4;
    pub(super) const END: u32 = 5;
    pub(super) const LONG_END: u32 = 6;
    pub(super) const SHAPE: u32 = 7;
    pub(super) const CLASS: u32 = 8;
    pub(super) const STEM_END: u32 = 9;
    pub(super) const MENTION: u32 = 20;
    pub(super) const CONCEPT: u32 = 21;
    pub(super) const INNER: u32 = 22;
    pub(super) const PHRASE: u32 = 23;
    pub(super) const SECTION: u32 = 24;
    pub(super) const LABEL: u32 = 25;
    pub(super) const EDGE: u32 = 26;
    pub(super) const NAMES_HERE: u32 = 30;
    pub(super) const NAMES_NEXT: u32 = 31;
    pub(super) const NAMES_ROUND: u32 = 32;
    pub(super) const NAMES_BACK: u32 = 33;
    pub(super) const NAMES_ON: u32 = 34;
    pub(super) const THREE: u32 = 35;
    pub(super) const MENTIONS_HERE: u32 = 36;
    pub(super) const MENTIONS_NEXT: u32 = 37;
    pub(super) const BEFORE: u32 = 38;
    pub(super) const AFTER: u32 = 39;
}

/// How many keys a word has of its own.
pub(crate) const WORD_KEYS: usize = 9;
/// A word's name is seen from so far.
const NAME_REACH: i32 = 3;
/// All else of a word.
const REACH: i32 = 2;
/// Cues have fewer roles.
const ROLES: u32 = 32;
/// Which of the keys of a place name its word: the first so many.
pub(crate) const NAMES: usize = 9;

/// What is seen of a text beside its words.
pub(crate) struct Sight<'a, 't, 'd> {
    reading: &'a Reading<'t, 'd>,
    /// What mention covers each token, and where in it the token lies.
    mentions: Vec<u32>,
    /// The concept of the mention.
    concepts: Vec<u32>,
    /// What lies inside a mention.
    inner: Vec<u32>,
    /// The cue, attribute, time or other phrase that covers each token.
    phrases: Vec<u32>,
}

impl<'a, 't, 'd> Sight<'a, 't, 'd> {
    pub(crate) fn new(reading: &'a Reading<'t, 'd>, found: &[Found]) -> Self {
        let count = reading.tokens.len();
        let mut sight = Self {
            reading,
            mentions: vec![0; count],
            concepts: vec![0; count],
            inner: vec![0; count],
            phrases: vec![0; count],
        };
        for f in found {
            let name = f.concept.and_then(|c| reading.lexicon.concept(c)).map_or(0, |c| letters(what::CONCEPT, c.id.as_bytes()));
            for token in f.start()..=f.end() {
                if !f.has(token) {
                    continue;
                }
                let place = u32::from(token == f.start()) | u32::from(token == f.end()) << 1;
                let tag = 1 + (f.kind as u32) * 4 + place;
                if f.parent.is_some() {
                    sight.inner[token] = tag;
                } else if sight.mentions[token] == 0 {
                    sight.mentions[token] = tag;
                    sight.concepts[token] = join(name, place);
                }
            }
        }
        for category in Category::ALL.iter().copied() {
            if matches!(category, Category::Concept | Category::Negated) {
                continue;
            }
            for phrase in reading.phrases.of(category) {
                let role = match category {
                    Category::Cue => reading.lexicon.tables().cues.get(phrase.payload as usize).map_or(0, |c| c.role),
                    _ => 0,
                };
                for token in phrase.range() {
                    let begins = u32::from(token == phrase.first as usize);
                    sight.phrases[token] = (category as u32 * ROLES + role.min(ROLES - 1)) * 2 + begins + 1;
                }
            }
        }
        sight
    }

    /// The keys of a word that depend on nothing but the word: its name first, then its form.
    pub(crate) fn word(&self, token: usize) -> ArrayVec<u32, WORD_KEYS> {
        let reading = self.reading;
        let word = &reading.words[token];
        let folded = reading.tokens.folded_form(token);
        let kind = reading.tokens[token].kind;
        let mut keys = ArrayVec::new();
        if kind == TokenKind::Number {
            keys.push(join(what::NAME, 1000 + folded.len() as u32));
            keys.push(join(what::SHAPE, 100));
            return keys;
        }
        let stem = reading.lexicon.rules().skeleton(folded);
        let stem = stem.as_ref().map_or(folded.as_bytes(), |s| s.as_bytes());
        let pivot = (word.pivot != NONE).then(|| reading.lexicon.tables().pivots.get(word.pivot as usize)).flatten();
        let name = pivot.map_or(stem, |p| reading.lexicon.str(p.name).as_bytes());
        keys.push(letters(what::NAME, name));
        keys.push(letters(what::FORM, folded.as_bytes()));
        if kind == TokenKind::Mark {
            return keys;
        }
        let shape = reading.tokens[token].shape;
        keys.push(join(what::SHAPE, shape as u32 * 16 + folded.len().min(12) as u32));
        keys.push(join(what::CLASS, word.class as u32 * 2 + u32::from(pivot.is_some())));
        if folded.len() > 3 {
            keys.push(letters(what::START, &stem[..stem.len().min(3)]));
            keys.push(letters(what::LONG_START, &stem[..stem.len().min(5)]));
            let bytes = folded.as_bytes();
            keys.push(letters(what::END, &bytes[bytes.len() - 3..]));
            keys.push(letters(what::LONG_END, &bytes[bytes.len() - 4..]));
            keys.push(letters(what::STEM_END, &stem[stem.len().saturating_sub(4)..]));
        }
        keys
    }

    /// All keys of a place in a sentence, the words' own given; the first [`NAMES`] name the word.
    pub(crate) fn place(&self, words: &[ArrayVec<u32, WORD_KEYS>], sentence: &std::ops::Range<usize>, at: usize, out: &mut Vec<u32>) {
        let token = sentence.start + at;
        let name = |offset: i32| -> u32 {
            let place = at as i32 + offset;
            usize::try_from(place).ok().and_then(|p| words.get(p)).and_then(|w| w.first()).copied().unwrap_or(what::EDGE)
        };
        let tag = |tags: &[u32], offset: i32| -> u32 {
            let place = at as i32 + offset;
            usize::try_from(place).ok().filter(|p| *p < words.len()).map_or(99_999, |p| tags[sentence.start + p])
        };
        out.clear();
        out.push(name(0));
        out.push(words[at].get(1).copied().unwrap_or(0));
        out.push(join(what::CONCEPT, self.concepts[token]));
        out.push(join(join(what::NAMES_HERE, name(-1)), name(0)));
        out.push(join(join(what::NAMES_NEXT, name(0)), name(1)));
        out.push(join(join(join(what::THREE, name(-1)), name(0)), name(1)));
        out.push(join(what::CONCEPT + 1000, self.concepts[token] ^ join(7, tag(&self.mentions, 1))));
        out.push(join(join(what::NAMES_BACK, name(-2)), join(name(-1), name(0))));
        out.push(join(join(what::NAMES_ON, name(0)), join(name(1), name(2))));
        debug_assert_eq!(out.len(), NAMES);

        out.push(join(join(what::NAMES_ROUND, name(-1)), name(1)));
        out.push(join(join(what::NAMES_BACK, name(-2)), name(-1)));
        out.push(join(join(what::NAMES_ON, name(1)), name(2)));
        for offset in -NAME_REACH..=NAME_REACH {
            let place = at as i32 + offset;
            let Some(word) = usize::try_from(place).ok().and_then(|p| words.get(p)) else {
                out.push(shifted(what::EDGE, offset));
                continue;
            };
            for (n, key) in word.iter().enumerate() {
                if offset != 0 && (n == 0 || offset.abs() <= REACH) || offset == 0 && n > 1 {
                    out.push(shifted(*key, offset));
                }
            }
            if offset.abs() <= REACH {
                out.push(shifted(join(what::MENTION, tag(&self.mentions, offset)), offset));
                out.push(shifted(join(what::PHRASE, tag(&self.phrases, offset)), offset));
            }
        }
        out.push(join(what::INNER, self.inner[token]));
        out.push(join(join(what::MENTIONS_HERE, tag(&self.mentions, -1)), tag(&self.mentions, 0)));
        out.push(join(join(what::MENTIONS_NEXT, tag(&self.mentions, 0)), tag(&self.mentions, 1)));
        // The nearest mentions on either side, over whatever stands between.
        let before = (sentence.start..token).rev().find(|t| self.mentions[*t] != 0);
        out.push(join(what::BEFORE, before.map_or(0, |t| self.mentions[t] * 8 + (token - t).min(7) as u32)));
        let after = (token + 1..sentence.end).find(|t| self.mentions[*t] != 0);
        out.push(join(what::AFTER, after.map_or(0, |t| self.mentions[t] * 8 + (t - token).min(7) as u32)));
        let section = self.reading.section(token).and_then(|s| s.payload).and_then(|p| self.reading.lexicon.tables().sections.get(p as usize));
        out.push(section.map_or(what::SECTION, |s| letters(what::SECTION, self.reading.lexicon.str(s.kind).as_bytes())));
        let label = self.reading.sentence(token).label_end as usize;
        out.push(join(what::LABEL, u32::from(token < label)));
    }
}
