//! What is seen at each word, as keys.
//!
//! What is seen is a block: a key, and the places that it bears on. A word bears on those around it, two words together on those
//! around both; what is known of a place alone on that place. A word is seen by its pivot, or by its skeleton where it has none:
//! neither stands for a language. Its own letters, its ends and its capitals are seen too, and the mentions and cues that the
//! lexicon found.

use std::ops::Range;

use arrayvec::ArrayVec;
use epicrisis_lexicon::format::NONE;
use epicrisis_lexicon::{Category, Lexicon};
use epicrisis_tagger::key::{join, letters, wide};
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
    pub(super) const TWO: u32 = 30;
    pub(super) const THREE: u32 = 31;
    pub(super) const ROUND: u32 = 32;
    pub(super) const MENTIONS: u32 = 33;
    pub(super) const BEFORE: u32 = 34;
    pub(super) const AFTER: u32 = 35;
    pub(super) const CONCEPT_NEXT: u32 = 36;
}

/// Which places a block bears on, from the one where it is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reach {
    /// The first.
    pub(crate) first: i32,
    /// How many.
    pub(crate) rows: u8,
    /// Of which of them it names the word, a bit each.
    pub(crate) names: u8,
}

impl Reach {
    /// A word's name.
    pub(crate) const NAME: Self = Self {
        first: -3,
        rows: 7,
        names: 0b000_1000,
    };
    /// Its form.
    pub(crate) const FORM: Self = Self {
        first: -2,
        rows: 5,
        names: 0b0_0100,
    };
    /// All else of it, and the mention or phrase at a place.
    pub(crate) const NEAR: Self = Self {
        first: -2,
        rows: 5,
        names: 0,
    };
    /// The place before a sentence.
    pub(crate) const START: Self = Self {
        first: 1,
        rows: 3,
        names: 0,
    };
    /// The place behind one.
    pub(crate) const END: Self = Self {
        first: -3,
        rows: 3,
        names: 0,
    };
    /// Two words, seen at the first.
    pub(crate) const TWO: Self = Self {
        first: -1,
        rows: 4,
        names: 0b0110,
    };
    /// Three words, seen at the first.
    pub(crate) const THREE: Self = Self {
        first: 0,
        rows: 3,
        names: 0b111,
    };
    /// A place alone.
    pub(crate) const HERE: Self = Self {
        first: 0,
        rows: 1,
        names: 0,
    };
    /// A place alone, named.
    pub(crate) const NAMED: Self = Self {
        first: 0,
        rows: 1,
        names: 1,
    };
    /// A place and the next.
    pub(crate) const BOTH: Self = Self {
        first: 0,
        rows: 2,
        names: 0,
    };
}

/// How many keys a word has of its own.
pub(crate) const WORD_KEYS: usize = 9;
/// Which of them, counted from 0, are of the letters of a language: the form, its starts and its ends.
const LOCAL_KEYS: [usize; 6] = [1, 4, 5, 6, 7, 8];
/// So many places around one are reached by what is seen there, at most.
pub(crate) const FURTHEST: usize = 3;
/// Cues have fewer roles.
const ROLES: u32 = 32;
/// More than there are kinds of mentions, four places in each, none, and outside of the sentence.
pub(crate) const MENTION_TAGS: u32 = 64;
/// The tag outside of the sentence.
pub(crate) const OUTSIDE: u32 = MENTION_TAGS - 1;
/// Phrases: a category, a role, and whether it begins here.
pub(crate) const PHRASE_TAGS: u32 = Category::ALL.len() as u32 * ROLES * 2 + 2;
/// A mention before or behind a place, with its distance.
pub(crate) const NEIGHBOUR_TAGS: u32 = MENTION_TAGS * 8;

/// What is seen of a text beside its words.
pub(crate) struct Sight<'a, 't, 'd> {
    reading: &'a Reading<'t, 'd>,
    at: &'a Places,
}

/// What is seen at each token, as small numbers; kept from one text to the next.
#[derive(Debug, Default)]
pub(crate) struct Places {
    /// What mention covers it, and where in it the token lies.
    pub(crate) mentions: Vec<u32>,
    /// The key of the concept of the mention.
    pub(crate) concepts: Vec<u32>,
    /// What lies inside a mention.
    pub(crate) inner: Vec<u32>,
    /// The cue, attribute, time or other phrase that covers it.
    pub(crate) phrases: Vec<u32>,
    /// The nearest mention before it in its sentence, and how near.
    pub(crate) before: Vec<u32>,
    /// The same behind it.
    pub(crate) after: Vec<u32>,
    /// The key of the section that it stands in.
    pub(crate) sections: Vec<u32>,
    names: Names,
}

/// The keys of the concepts met last, each with its concept's number and one.
#[derive(Debug, Default)]
struct Names(Vec<(u32, u32)>);

impl Names {
    /// A power of two.
    const ROOM: usize = 1024;

    fn key(&mut self, lexicon: &Lexicon<'_>, concept: u32) -> u32 {
        self.0.resize(Self::ROOM, (0, 0));
        let made = || {
            lexicon
                .concept(concept)
                .map_or(0, |c| letters(what::CONCEPT, c.id.as_bytes()))
        };
        match self.0.get_mut(concept as usize % Self::ROOM) {
            Some((of, key)) => {
                if *of != concept.wrapping_add(1) {
                    (*of, *key) = (concept.wrapping_add(1), made());
                }
                *key
            }
            None => made(),
        }
    }
}

impl Places {
    /// Looks at a text.
    pub(crate) fn look(&mut self, reading: &Reading<'_, '_>, found: &[Found]) {
        let count = reading.tokens.len();
        let sight = self;
        for of in [
            &mut sight.mentions,
            &mut sight.concepts,
            &mut sight.inner,
            &mut sight.phrases,
            &mut sight.before,
            &mut sight.after,
            &mut sight.sections,
        ] {
            of.clear();
            of.resize(count, 0);
        }
        sight.sections.fill(what::SECTION);
        for f in found {
            let name = f.concept.map_or(0, |c| sight.names.key(reading.lexicon, c));
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
        sight.neighbours(reading);
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
    }

    fn neighbours(&mut self, reading: &Reading<'_, '_>) {
        const FAR: usize = 7;
        for sentence in &reading.sentences {
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
}

impl<'a, 't, 'd> Sight<'a, 't, 'd> {
    pub(crate) fn new(reading: &'a Reading<'t, 'd>, at: &'a Places) -> Self {
        Self { reading, at }
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

    /// All blocks of a sentence, each with where it is seen, and whether it means nothing in another language.
    pub(crate) fn sentence(&self, sentence: &Range<usize>, mut out: impl FnMut(i32, Reach, u32, bool)) {
        let words: Vec<_> = sentence.clone().map(|t| self.word(t)).collect();
        let names: Vec<u32> = words.iter().map(|w| name_of(w)).collect();
        // A word that leads to no pivot is one of its language alone; numbers and marks are not.
        let local = |at: i32| {
            let token = usize::try_from(at).ok().and_then(|at| sentence.clone().nth(at));
            token.is_some_and(|t| self.reading.words[t].pivot == NONE && self.reading.tokens[t].kind == TokenKind::Word)
        };
        let tag = |at: usize| sentence.clone().nth(at).map_or(OUTSIDE, |t| self.at.mentions[t]);
        out(-1, Reach::START, START, false);
        out(names.len() as i32, Reach::END, END, false);
        out(-1, Reach::BOTH, mentions_key(OUTSIDE, tag(0)), false);
        for (at, word) in words.iter().enumerate() {
            let (place, token) = (at as i32, sentence.start + at);
            let own = local(place);
            let mut n = 0;
            word_blocks(word, |reach, key| {
                out(place, reach, key, if n == 0 { own } else { LOCAL_KEYS.contains(&n) });
                n += 1;
            });
            out(place, Reach::NEAR, mention_key(self.at.mentions[token]), false);
            out(place, Reach::NEAR, phrase_key(self.at.phrases[token]), false);
            out(place, Reach::BOTH, mentions_key(tag(at), tag(at + 1)), false);
            out(place, Reach::HERE, inner_key(self.at.inner[token]), false);
            out(place, Reach::HERE, before_key(self.at.before[token]), false);
            out(place, Reach::HERE, after_key(self.at.after[token]), false);
            out(place, Reach::HERE, self.at.sections[token], false);
            out(place, Reach::HERE, label_key(self.in_label(token)), false);
        }
        self.pairs(&names, sentence, |place, reach, key| {
            let own = match reach {
                Reach::TWO => local(place) || local(place + 1),
                Reach::THREE => (0..3).any(|n| local(place + n)),
                Reach::HERE => local(place - 1) || local(place + 1),
                _ => false,
            };
            out(place, reach, key, own);
        });
    }

    /// The blocks of a sentence that words make together, and concepts.
    #[inline]
    pub(crate) fn pairs(&self, names: &[u32], sentence: &Range<usize>, mut out: impl FnMut(i32, Reach, u32)) {
        let name = |at: i32| {
            usize::try_from(at)
                .ok()
                .and_then(|at| names.get(at))
                .copied()
                .unwrap_or(what::EDGE)
        };
        let mut here = name(-1);
        let mut next = name(0);
        for at in -1..names.len() as i32 {
            let after = name(at + 2);
            let two = join(here ^ what::TWO, next);
            out(at, Reach::TWO, two);
            out(at, Reach::THREE, join(two ^ what::THREE, after));
            out(at + 1, Reach::HERE, join(here ^ what::ROUND, after));
            (here, next) = (next, after);
        }
        for (at, token) in sentence.clone().enumerate() {
            let concept = self.at.concepts[token];
            if concept != 0 {
                let next = if at + 1 < names.len() {
                    self.at.mentions[token + 1]
                } else {
                    OUTSIDE
                };
                out(at as i32, Reach::NAMED, concept);
                out(at as i32, Reach::NAMED, join(concept ^ what::CONCEPT_NEXT, next));
            }
        }
    }

    /// Whether a token is in the label of its sentence.
    pub(crate) fn in_label(&self, token: usize) -> bool {
        token < self.reading.sentence(token).label_end as usize
    }
}

/// The blocks of a word, from its own keys.
pub(crate) fn word_blocks(word: &[u32], mut out: impl FnMut(Reach, u32)) {
    for (n, key) in word.iter().enumerate() {
        let reach = [Reach::NAME, Reach::FORM].get(n).copied().unwrap_or(Reach::NEAR);
        out(reach, *key);
    }
}

/// The first key of a word: its name.
pub(crate) fn name_of(word: &[u32]) -> u32 {
    word.first().copied().unwrap_or(0)
}

/// The key of the place before a sentence.
pub(crate) const START: u32 = 0x5A17_0001;
/// The key of the place behind one.
pub(crate) const END: u32 = 0x5A17_0002;

/// The key of a mention.
pub(crate) fn mention_key(tag: u32) -> u32 {
    join(what::MENTION, tag)
}

/// The key of two mentions at places side by side.
pub(crate) fn mentions_key(tag: u32, next: u32) -> u32 {
    join(what::MENTIONS, tag * MENTION_TAGS + next)
}

/// The key of a phrase.
pub(crate) fn phrase_key(tag: u32) -> u32 {
    join(what::PHRASE, tag)
}

/// The key of a mention inside another.
pub(crate) fn inner_key(tag: u32) -> u32 {
    join(what::INNER, tag)
}

/// The key of a mention before a place.
pub(crate) fn before_key(tag: u32) -> u32 {
    join(what::BEFORE, tag)
}

/// The key of a mention behind a place.
pub(crate) fn after_key(tag: u32) -> u32 {
    join(what::AFTER, tag)
}

/// The key of a place in a label, or in none.
pub(crate) fn label_key(inside: bool) -> u32 {
    join(what::LABEL, u32::from(inside))
}
