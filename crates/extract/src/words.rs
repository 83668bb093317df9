//! The words of a text as the engine read them, for whoever lays two tellings side by side.
//!
//! A record says what a text means; who aligns and compares also needs the words that mean nothing clinical: which pivot
//! each has, where the numbers and their units are, what decides presence, where sentences end. The letters themselves stay
//! where the engine put them.

use std::ops::Range;

use epicrisis_lexicon::format::NONE;
use epicrisis_lexicon::{Category, ReadBy, Role, WordClass};
use epicrisis_record::{Laterality, Span};
use epicrisis_text::{ByteSpan, CharIndex, TokenKind, Tokens};

use crate::measure::Numeral;
use crate::read::{Mark, Reading};
use crate::span::chars;

/// The words, numbers and marks of a text, in its order. Spans are Unicode code points of the text.
#[derive(Clone, Debug, Default)]
pub struct Words {
    tokens: Tokens,
    skeletons: String,
    list: Vec<Word>,
    numbers: Vec<NumberRead>,
    sentences: Vec<Range<u32>>,
    labels: Vec<Span>,
    cues: Vec<(Role, Range<usize>)>,
    sides: Vec<(Laterality, Span)>,
}

/// The attribute that says a side.
const SIDE: &str = "laterality";

/// A word, a run of digits or a mark.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// Where it stands, in code points.
    pub span: Span,
    /// The number that stands for it in all languages; comparable among texts read with one lexicon.
    pub pivot: Option<u32>,
    /// What it is made of.
    pub kind: TokenKind,
    /// How surely it led to its pivot.
    pub by: ReadBy,
    /// The part it plays: content, or one of the small words.
    pub class: WordClass,
    /// What it does to the words around it, where it is a mark.
    pub mark: Mark,
    /// The sentence it stands in, by its place in [`Words::sentences`].
    pub sentence: u32,
    /// The number it is part of, by its place in [`Words::numbers`].
    pub number: Option<u32>,
    /// Whether it is the word of a negation that denies.
    pub denies: bool,
    /// Whether it denies what stands behind it and says nothing else of it: `no`, `denies`; not `ruled out`.
    pub denies_plainly: bool,
    /// Whether white space stands before it.
    pub spaced: bool,
    /// Whether it is one of the frequent words of the language of the text, or of its terms.
    pub native: bool,
    /// Whether it is a word of other languages, letter by letter, and none of the language of the text.
    pub alien: bool,
    /// Whether it is an abbreviation that other languages have, and the text's has not.
    pub foreign: bool,
    /// Whether it is part of a phrase that says an attribute: a side, a degree, a course.
    pub attribute: bool,
    skeleton: (u32, u32),
}

impl Word {
    /// Whether it says something of its own: no small word, no mark, no part of a number.
    #[must_use]
    pub fn is_content(&self) -> bool {
        self.mark == Mark::None && self.number.is_none() && !self.class.is_small() && !self.class.joins()
    }
}

/// A number of the text, in digits or in words.
#[derive(Clone, Debug)]
pub struct NumberRead {
    /// Its words, comparator and separators included, the unit not.
    pub words: Range<usize>,
    /// What it may be, the likelier by the language's typography first.
    pub readings: Vec<f64>,
    /// The numbers that follow it (`/80`, `x 4 x 5`).
    pub more: Vec<f64>,
    /// The units its spelling may be, in UCUM; empty where it has none.
    pub units: Vec<String>,
    /// Where the unit stands, in code points.
    pub unit: Option<Span>,
    /// Digits, not a word.
    pub digits: bool,
}

impl NumberRead {
    /// Whether some reading of one is a reading of the other, and so are the numbers that follow.
    #[must_use]
    pub fn agrees(&self, other: &Self) -> bool {
        self.readings.iter().any(|r| other.readings.contains(r)) && self.more == other.more
    }
}

impl Words {
    pub(crate) fn new(reading: &mut Reading<'_, '_>, index: &CharIndex<'_>, numerals: Vec<Numeral>) -> Self {
        let mut words = Self {
            sentences: reading.sentences.iter().map(|s| s.first..s.end).collect(),
            ..Self::default()
        };
        words.list(reading, index);
        words.give_numbers(reading, index, &numerals);
        words.phrases(reading, index);
        words.tokens = std::mem::take(&mut reading.tokens);
        words
    }

    fn list(&mut self, reading: &Reading<'_, '_>, index: &CharIndex<'_>) {
        let rules = reading.lexicon.rules();
        self.list.reserve(reading.tokens.len());
        for (i, word) in reading.words.iter().enumerate() {
            let token = &reading.tokens[i];
            let from = self.skeletons.len() as u32;
            if token.kind == TokenKind::Word
                && let Some(skeleton) = rules.skeleton(reading.tokens.folded_form(i))
            {
                // Skeletons are of the letters a to z.
                self.skeletons
                    .push_str(std::str::from_utf8(skeleton.as_bytes()).unwrap_or_default());
            }
            let languages = u32::from(word.facts.known) | u32::from(word.facts.frequent);
            let native = reading.languages.meets(languages);
            self.list.push(Word {
                span: chars(index, token.span()),
                pivot: (word.pivot != NONE).then_some(word.pivot),
                kind: token.kind,
                by: word.by,
                class: word.class,
                mark: word.mark,
                sentence: word.sentence,
                number: None,
                denies: word.negates,
                denies_plainly: word.plainly,
                spaced: token.spaced || token.newlines > 0,
                native,
                alien: languages != 0 && !native,
                foreign: is_foreign(reading, i),
                attribute: false,
                skeleton: (from, self.skeletons.len() as u32),
            });
        }
    }

    fn give_numbers(&mut self, reading: &Reading<'_, '_>, index: &CharIndex<'_>, numerals: &[Numeral]) {
        for (n, numeral) in numerals.iter().enumerate() {
            for word in self.list.get_mut(numeral.first..numeral.end).into_iter().flatten() {
                word.number = Some(n as u32);
            }
            let units = numeral.units.iter();
            let unit = numeral.units.first();
            self.numbers.push(NumberRead {
                words: numeral.first..numeral.end,
                readings: numeral.readings.to_vec(),
                more: numeral.more.to_vec(),
                units: units
                    .filter_map(|u| reading.lexicon.unit(u.unit))
                    .map(str::to_owned)
                    .collect(),
                unit: unit.map(|u| chars(index, ByteSpan::at(u.start as u32, u.end as u32))),
                digits: numeral.digits,
            });
        }
    }

    fn phrases(&mut self, reading: &Reading<'_, '_>, index: &CharIndex<'_>) {
        let (lexicon, tokens) = (reading.lexicon, &reading.tokens);
        let tables = lexicon.tables();
        let span = |range: Range<usize>| chars(index, tokens.hull(range.start, range.end - 1));
        let labelled = reading.sentences.iter().filter(|s| s.label_end > s.first);
        self.labels = labelled.map(|s| span(s.first as usize..s.label_end as usize)).collect();
        for phrase in reading.phrases.of(Category::Cue) {
            let cue = tables.cues.get(phrase.payload as usize);
            self.cues
                .extend(cue.and_then(|c| Some((Role::from_number(c.role)?, phrase.range()))));
        }
        for phrase in reading.phrases.of(Category::Attribute) {
            let Some(attribute) = tables.attributes.get(phrase.payload as usize) else {
                continue;
            };
            for word in self.list.get_mut(phrase.range()).into_iter().flatten() {
                word.attribute = true;
            }
            if lexicon.str(attribute.attribute) == SIDE
                && let Ok(side) = lexicon.str(attribute.value).parse()
            {
                self.sides.push((side, span(phrase.range())));
            }
        }
    }

    /// The numbers, in order.
    #[must_use]
    pub fn numbers(&self) -> &[NumberRead] {
        &self.numbers
    }

    /// The sentences, in order, each as a range of words; together they are all words.
    pub fn sentences(&self) -> impl ExactSizeIterator<Item = Range<usize>> + Clone + '_ {
        self.sentences.iter().map(|s| s.start as usize..s.end as usize)
    }

    /// What stands before the colons of sentences (`Abdomen:`), in order.
    #[must_use]
    pub fn labels(&self) -> &[Span] {
        &self.labels
    }

    /// Phrases that decide presence, person or time, in order, each with its words.
    #[must_use]
    pub fn cues(&self) -> &[(Role, Range<usize>)] {
        &self.cues
    }

    /// Phrases that say a side, in order.
    #[must_use]
    pub fn sides(&self) -> &[(Laterality, Span)] {
        &self.sides
    }

    /// From the first to behind the last of some words, in code points; empty where there is no such word.
    #[must_use]
    pub fn hull(&self, words: Range<usize>) -> Span {
        let list = self.list.get(words).unwrap_or_default();
        match (list.first(), list.last()) {
            (Some(first), Some(last)) => Span {
                start: first.span.start,
                end: last.span.end,
            },
            _ => Span::default(),
        }
    }

    /// The letters of a word without case and accents; empty where there is no such word.
    #[must_use]
    pub fn folded(&self, word: usize) -> &str {
        let there = word < self.tokens.len();
        if there { self.tokens.folded_form(word) } else { "" }
    }

    /// What the spelling rules leave of a word, alike in all languages for Greek and Latin words; empty where they leave
    /// too little.
    #[must_use]
    pub fn skeleton(&self, word: usize) -> &str {
        let at = self
            .list
            .get(word)
            .map_or(0..0, |w| w.skeleton.0 as usize..w.skeleton.1 as usize);
        self.skeletons.get(at).unwrap_or_default()
    }

    /// The words that share a code point with a span; empty, and where it would stand, if none does.
    #[must_use]
    pub fn within(&self, span: Span) -> Range<usize> {
        let from = self.list.partition_point(|w| w.span.end <= span.start);
        let to = self.list.partition_point(|w| w.span.start < span.end);
        from..to.max(from)
    }
}

impl std::ops::Deref for Words {
    type Target = [Word];

    fn deref(&self) -> &[Word] {
        &self.list
    }
}

/// The numbers as they were read, before anything was bound to them.
pub(crate) fn numbers(numerals: &[Numeral]) -> Vec<Numeral> {
    numerals.to_vec()
}

/// Whether a word is an abbreviation that other languages have, and the text's has not.
fn is_foreign(reading: &Reading<'_, '_>, token: usize) -> bool {
    let lexicon = reading.lexicon;
    lexicon
        .abbreviation(reading.written(token))
        .is_some_and(|abbreviation| {
            let mut readings = lexicon.readings(abbreviation).iter();
            !readings.any(|r| reading.languages.meets(r.languages))
        })
}

#[cfg(test)]
mod tests {
    use crate::{Engine, Input};

    #[test]
    fn words_lead_to_the_same_pivots_and_numbers_in_two_languages() {
        let engine = Engine::new(epicrisis_builtin::lexicon());
        let read = |text, language| {
            let mut input = Input::new("a", text);
            input.language = Some(language);
            engine.read(&input).1
        };
        let a = read("Sin fiebre. Leucocitos 12.300.", "es");
        let b = read("No fever. Leucocytes 12,300.", "en");
        assert!(a[1].pivot.is_some() && a[1].pivot == b[1].pivot);
        assert!(a[0].denies && b[0].denies && !a[1].denies);
        assert!(a.numbers()[0].agrees(&b.numbers()[0]));
        assert_eq!((a.folded(3), a.sentences().len()), ("leucocitos", 2));
        assert_eq!(a.within(a[1].span), 1..2);
    }

    #[test]
    fn reading_gives_the_record_that_extracting_gives() {
        let engine = Engine::new(epicrisis_builtin::lexicon());
        let input = Input::new("a", "Niega fiebre. Leucocitos 12.300/mm3.");
        let (record, words) = engine.read(&input);
        assert_eq!(record, engine.extract(&input));
        assert_eq!(words.len(), words.sentences().last().map_or(0, |s| s.end));
    }
}
