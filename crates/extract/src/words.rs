//! The words of a text as the engine read them, for whoever lays two tellings side by side.
//!
//! A record says what a text means; alignment also needs the words that mean nothing clinical: which pivot each has, where
//! the numbers are, where sentences end. The letters themselves stay where the engine put them.

use std::ops::Range;

use epicrisis_lexicon::format::NONE;
use epicrisis_lexicon::{ReadBy, WordClass};
use epicrisis_record::Span;
use epicrisis_text::{CharIndex, TokenKind, Tokens};

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
}

/// A word, a run of digits or a mark.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// Where it stands, in code points.
    pub span: Span,
    /// The number that stands for it in all languages; comparable among texts read with one lexicon.
    pub pivot: Option<u32>,
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
    /// Whether white space stands before it.
    pub spaced: bool,
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
}

impl NumberRead {
    /// Whether some reading of one is a reading of the other, and so are the numbers that follow.
    #[must_use]
    pub fn agrees(&self, other: &Self) -> bool {
        self.readings.iter().any(|r| other.readings.contains(r)) && self.more == other.more
    }
}

impl Words {
    pub(crate) fn new(reading: &mut Reading<'_, '_>, index: &CharIndex<'_>, numbers: Vec<NumberRead>) -> Self {
        let rules = reading.lexicon.rules();
        let mut skeletons = String::new();
        let mut list: Vec<Word> = Vec::with_capacity(reading.tokens.len());
        for (i, word) in reading.words.iter().enumerate() {
            let token = &reading.tokens[i];
            let from = skeletons.len() as u32;
            if token.kind == TokenKind::Word
                && let Some(skeleton) = rules.skeleton(reading.tokens.folded_form(i))
            {
                // Skeletons are of the letters a to z.
                skeletons.push_str(std::str::from_utf8(skeleton.as_bytes()).unwrap_or_default());
            }
            list.push(Word {
                span: chars(index, token.span()),
                pivot: (word.pivot != NONE).then_some(word.pivot),
                by: word.by,
                class: word.class,
                mark: word.mark,
                sentence: word.sentence,
                number: None,
                denies: word.negates,
                spaced: token.spaced || token.newlines > 0,
                skeleton: (from, skeletons.len() as u32),
            });
        }
        for (n, number) in numbers.iter().enumerate() {
            for word in list.get_mut(number.words.clone()).into_iter().flatten() {
                word.number = Some(n as u32);
            }
        }
        Self {
            skeletons,
            list,
            numbers,
            sentences: reading.sentences.iter().map(|s| s.first..s.end).collect(),
            tokens: std::mem::take(&mut reading.tokens),
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
pub(crate) fn numbers(numerals: &[Numeral]) -> Vec<NumberRead> {
    let number = |n: &Numeral| NumberRead {
        words: n.first..n.end,
        readings: n.readings.to_vec(),
        more: n.more.to_vec(),
    };
    numerals.iter().map(number).collect()
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
