//! What is seen at each word, as keys.
//!
//! A word is seen by its pivot, or by its skeleton where it has none: neither stands for a language. Its own letters, its ends and
//! its capitals are seen too, the mentions and cues that the lexicon found, and all of it some words further on and back.

use std::ops::Range;

use arrayvec::ArrayVec;
use epicrisis_lexicon::Category;
use epicrisis_lexicon::format::NONE;
use epicrisis_tagger::key::{join, letters, shifted, wide};
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
pub(crate) const NAME_REACH: i32 = 3;
/// All else of a word.
pub(crate) const REACH: i32 = 2;
/// Cues have fewer roles.
const ROLES: u32 = 32;
/// More than there are kinds of mentions, four places in each, none, and outside of the sentence.
pub(crate) const MENTION_TAGS: u32 = 64;
/// The same for phrases.
pub(crate) const PHRASE_TAGS: u32 = Category::ALL.len() as u32 * ROLES * 2 + 2;
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
    /// The nearest mention before each token in its sentence, and how near.
    before: Vec<u32>,
    /// The same behind it.
    after: Vec<u32>,
    /// The key of the section that each token stands in.
    sections: Vec<u32>,
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
            before: vec![0; count],
            after: vec![0; count],
            sections: vec![what::SECTION; count],
        };
        for f in found {
            let name = f
                .concept
                .and_then(|c| reading.lexicon.concept(c))
                .map_or(0, |c| letters(what::CONCEPT, c.id.as_bytes()));
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
                    Category::Cue => reading
                        .lexicon
                        .tables()
                        .cues
                        .get(phrase.payload as usize)
                        .map_or(0, |c| c.role),
                    _ => 0,
                };
                for token in phrase.range() {
                    let begins = u32::from(token == phrase.first as usize);
                    sight.phrases[token] = (category as u32 * ROLES + role.min(ROLES - 1)) * 2 + begins + 1;
                }
            }
        }
        sight.neighbours();
        for section in &reading.sections {
            let kind = section
                .payload
                .and_then(|p| reading.lexicon.tables().sections.get(p as usize));
            if let (Some(kind), Some(tokens)) = (
                kind,
                sight.sections.get_mut(section.first as usize..section.end as usize),
            ) {
                tokens.fill(letters(what::SECTION, reading.lexicon.str(kind.kind).as_bytes()));
            }
        }
        sight
    }

    fn neighbours(&mut self) {
        const FAR: usize = 7;
        for sentence in &self.reading.sentences {
            let tokens = sentence.first as usize..sentence.end as usize;
            let mut last = None;
            for t in tokens.clone() {
                self.before[t] = last.map_or(0, |l: usize| self.mentions[l] * 8 + (t - l).min(FAR) as u32);
                last = if self.mentions[t] == 0 { last } else { Some(t) };
            }
            let mut next = None;
            for t in tokens.rev() {
                self.after[t] = next.map_or(0, |n: usize| self.mentions[n] * 8 + (n - t).min(FAR) as u32);
                next = if self.mentions[t] == 0 { next } else { Some(t) };
            }
        }
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
        let pivot = (word.pivot != NONE)
            .then(|| reading.lexicon.tables().pivots.get(word.pivot as usize))
            .flatten();
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

    /// What identifies a word among all: with it goes all that [`Self::word`] gives.
    pub(crate) fn identity(&self, token: usize) -> u64 {
        let word = &self.reading.words[token];
        let of = self.reading.tokens[token];
        let number = join(
            word.pivot,
            word.class as u32 * 64 + of.shape as u32 * 8 + of.kind as u32,
        );
        wide(number, self.reading.tokens.folded_form(token).as_bytes())
    }

    /// The mention at a token, as a small number below [`MENTION_TAGS`].
    pub(crate) fn mention_tag(&self, token: usize) -> u32 {
        self.mentions[token]
    }

    /// The phrase at a token, as a small number below [`PHRASE_TAGS`].
    pub(crate) fn phrase_tag(&self, token: usize) -> u32 {
        self.phrases[token]
    }

    /// All keys of a place in a sentence, the words' own and their first two given; the first [`NAMES`] name the word.
    pub(crate) fn place(
        &self,
        words: &[ArrayVec<u32, WORD_KEYS>],
        names: &[[u32; 2]],
        sentence: &Range<usize>,
        at: usize,
        out: &mut Vec<u32>,
    ) {
        out.clear();
        out.extend(names[at]);
        self.names(names, sentence, at, |key| out.push(key));
        debug_assert_eq!(out.len(), NAMES);
        self.rest(names, sentence, at, |key| out.push(key));
        for offset in -NAME_REACH..=NAME_REACH {
            let there = usize::try_from(at as i32 + offset).ok().filter(|p| *p < words.len());
            match there {
                Some(place) => seen_from(&words[place], offset).for_each(|key| out.push(key)),
                None => out.push(edge(offset)),
            }
            if offset.abs() <= REACH {
                let tag = |tags: &[u32], outside| there.map_or(outside, |p| tags[sentence.start + p]);
                out.push(mention_key(tag(&self.mentions, MENTION_TAGS - 1), offset));
                out.push(phrase_key(tag(&self.phrases, PHRASE_TAGS - 1), offset));
            }
        }
    }

    /// The keys of a place that name its word with what stands around it; `names` are the first two keys of each word.
    pub(crate) fn names(&self, names: &[[u32; 2]], sentence: &Range<usize>, at: usize, mut out: impl FnMut(u32)) {
        let token = sentence.start + at;
        let name = |offset| name(names, at, offset);
        let next = if at + 1 < names.len() {
            self.mentions[token + 1]
        } else {
            MENTION_TAGS - 1
        };
        let concept = join(what::CONCEPT, self.concepts[token]);
        out(concept);
        out(join(concept, next));
        let here = join(join(what::NAMES_HERE, name(-1)), name(0));
        out(here);
        out(join(join(what::NAMES_NEXT, name(0)), name(1)));
        out(join(join(what::THREE, here), name(1)));
        out(join(join(what::NAMES_BACK, here), name(-2)));
        out(join(join(what::NAMES_ON, name(0)), join(name(1), name(2))));
    }

    /// The keys of a place that no single word says.
    pub(crate) fn rest(&self, names: &[[u32; 2]], sentence: &Range<usize>, at: usize, mut out: impl FnMut(u32)) {
        let token = sentence.start + at;
        let name = |offset| name(names, at, offset);
        let tag = |offset: i32| {
            let there = usize::try_from(at as i32 + offset).ok().filter(|p| *p < names.len());
            there.map_or(MENTION_TAGS - 1, |p| self.mentions[sentence.start + p])
        };
        out(join(join(what::NAMES_ROUND, name(-1)), name(1)));
        out(join(join(what::NAMES_BACK, name(-2)), name(-1)));
        out(join(join(what::NAMES_ON, name(1)), name(2)));
        out(join(what::INNER, self.inner[token]));
        out(join(what::MENTIONS_HERE, tag(-1) * MENTION_TAGS + tag(0)));
        out(join(what::MENTIONS_NEXT, tag(0) * MENTION_TAGS + tag(1)));
        out(join(what::BEFORE, self.before[token]));
        out(join(what::AFTER, self.after[token]));
        out(self.sections[token]);
        out(join(
            what::LABEL,
            u32::from(token < self.reading.sentence(token).label_end as usize),
        ));
    }
}

/// The first two keys of a word: its name and its form.
pub(crate) fn names_of(word: &[u32]) -> [u32; 2] {
    [0, 1].map(|n| word.get(n).copied().unwrap_or(0))
}

/// The name of the word so far from a place.
fn name(names: &[[u32; 2]], at: usize, offset: i32) -> u32 {
    usize::try_from(at as i32 + offset)
        .ok()
        .and_then(|p| names.get(p))
        .map_or(what::EDGE, |n| n[0])
}

/// The keys of a word as they are seen from a place so far before it, the names of the word itself aside.
pub(crate) fn seen_from(word: &[u32], offset: i32) -> impl Iterator<Item = u32> + '_ {
    let from = if offset == 0 { 2 } else { 0 };
    let to = if offset.abs() <= REACH { WORD_KEYS } else { 1 };
    word.iter().take(to).skip(from).map(move |key| shifted(*key, offset))
}

/// The key of there being no word so far from a place.
pub(crate) fn edge(offset: i32) -> u32 {
    shifted(what::EDGE, offset)
}

/// The key of a mention so far from a place.
pub(crate) fn mention_key(tag: u32, offset: i32) -> u32 {
    shifted(join(what::MENTION, tag), offset)
}

/// The key of a phrase so far from a place.
pub(crate) fn phrase_key(tag: u32, offset: i32) -> u32 {
    shifted(join(what::PHRASE, tag), offset)
}
