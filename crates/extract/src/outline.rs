//! What a text is made of, word by word, in no language: for those who lay two texts side by side.

use epicrisis_lexicon::format::NONE;
use epicrisis_lexicon::{Category, ReadBy, Role, WordClass};
use epicrisis_record::{CharOffset, Span};
use epicrisis_text::{ByteSpan, CharIndex, TokenKind};

use crate::measure;
use crate::read::{Mark, Reading};
use crate::recognise;
use crate::{Engine, Input};

/// The words, numbers, sentences and deciding phrases of a text. Offsets are code points.
#[derive(Clone, Debug, Default)]
pub struct Outline<'d> {
    /// Words, digits and marks, in order.
    pub words: Vec<OutlineWord>,
    /// Sentences, each as a range of `words`.
    pub sentences: Vec<std::ops::Range<usize>>,
    /// What stands before the colon of a sentence (`Abdomen:`), in order.
    pub labels: Vec<Span>,
    /// Numbers, of digits or of words, in order.
    pub numbers: Vec<OutlineNumber<'d>>,
    /// Phrases that decide presence, person or time, in order.
    pub cues: Vec<(Role, Span)>,
    /// Phrases that say an attribute: its name, its value, and where.
    pub attributes: Vec<(&'d str, &'d str, Span)>,
    /// Abbreviations in capitals that the lexicon has, but not in the language of the text.
    pub foreign: Vec<Span>,
}

/// A word, a run of digits or a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutlineWord {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// The number that stands for it in no language; none where no language has the word.
    pub pivot: Option<u32>,
    /// The part it plays.
    pub class: WordClass,
    /// How it led to its pivot.
    pub by: ReadBy,
    /// Whether it denies.
    pub negates: bool,
    /// Whether it is one of the frequent words of the language of the text, or of its terms: a word of that language.
    pub native: bool,
    /// Whether it is a word of other languages, letter by letter, and none of the language of the text.
    pub alien: bool,
}

/// A number.
#[derive(Clone, Debug, PartialEq)]
pub struct OutlineNumber<'d> {
    /// Where its digits or words stand, a comparator before it included.
    pub span: Span,
    /// What it may be, the likelier by the language's typography first.
    pub readings: Vec<f64>,
    /// The numbers that follow it (`/80`, `x 4`).
    pub more: Vec<f64>,
    /// The units its spelling may be, in UCUM; empty where it has none.
    pub units: Vec<&'d str>,
    /// Where the unit stands.
    pub unit: Option<Span>,
    /// Digits, not a word.
    pub digits: bool,
}

impl<'d> Engine<'d> {
    /// What a text is made of. As with records, the same text gives the same outline, whatever was read before.
    pub fn outline(&self, input: &Input<'_>) -> Outline<'d> {
        let known = input.language.and_then(|code| self.lexicon.language(code));
        let mut memory = self.memory().pop().unwrap_or_else(crate::Memory::new);
        let mut reading = Reading::new(input.text, &self.lexicon, known, &mut memory);
        // A misspelt word has the pivot of the word it is read as.
        let _ = recognise::recognise(&mut reading);
        let outline = self.write(&reading);
        memory.reclaim(reading);
        self.memory().push(memory);
        outline
    }

    fn write(&self, reading: &Reading<'_, '_>) -> Outline<'d> {
        let index = CharIndex::new(reading.text);
        let span = |bytes: ByteSpan| {
            let span = index.span(bytes);
            Span {
                start: CharOffset(span.start.get()),
                end: CharOffset(span.end.get()),
            }
        };
        let tokens = &reading.tokens;
        let of_phrase = |range: std::ops::Range<usize>| span(tokens.hull(range.start, range.end - 1));
        let words = (0..tokens.len())
            .map(|i| {
                let word = &reading.words[i];
                let languages = u32::from(word.facts.known) | u32::from(word.facts.frequent);
                let native = reading.languages.meets(languages);
                OutlineWord {
                    span: span(tokens.span(i)),
                    kind: tokens[i].kind,
                    pivot: (word.pivot != NONE && word.mark == Mark::None).then_some(word.pivot),
                    class: word.class,
                    by: word.by,
                    negates: word.negates,
                    native,
                    alien: languages != 0 && !native,
                }
            })
            .collect();
        let lexicon = self.lexicon;
        let tables = lexicon.tables();
        let cues = reading.phrases.of(Category::Cue).iter().filter_map(|p| {
            let role = Role::from_number(tables.cues.get(p.payload as usize)?.role)?;
            Some((role, of_phrase(p.range())))
        });
        let attributes = reading.phrases.of(Category::Attribute).iter().filter_map(|p| {
            let rec = tables.attributes.get(p.payload as usize)?;
            Some((lexicon.str(rec.attribute), lexicon.str(rec.value), of_phrase(p.range())))
        });
        let numbers = measure::numerals(reading).into_iter().map(|n| OutlineNumber {
            span: of_phrase(n.first..n.end.max(n.first + 1)),
            readings: n.readings.to_vec(),
            more: n.more.to_vec(),
            units: n.units.iter().filter_map(|u| lexicon.unit(u.unit)).collect(),
            unit: n
                .units
                .first()
                .map(|u| span(ByteSpan::at(u.start as u32, u.end as u32))),
            digits: n.digits,
        });
        let foreign = (0..tokens.len()).filter(|i| is_foreign(reading, *i));
        Outline {
            words,
            sentences: reading
                .sentences
                .iter()
                .map(|s| s.first as usize..s.end as usize)
                .collect(),
            labels: reading
                .sentences
                .iter()
                .filter(|s| s.label_end > s.first)
                .map(|s| of_phrase(s.first as usize..s.label_end as usize))
                .collect(),
            numbers: numbers.collect(),
            cues: cues.collect(),
            attributes: attributes.collect(),
            foreign: foreign.map(|i| span(tokens.span(i))).collect(),
        }
    }
}

/// Whether a word is an abbreviation that other languages have, and the text's has not.
fn is_foreign(reading: &Reading<'_, '_>, token: usize) -> bool {
    let lexicon = reading.lexicon;
    let Some(abbreviation) = lexicon.abbreviation(reading.written(token)) else {
        return false;
    };
    !lexicon
        .readings(abbreviation)
        .iter()
        .any(|r| reading.languages.meets(r.languages))
}
