//! A telling: a text with its words and its record.

use std::ops::Range;

use epicrisis_extract::{Engine, Input, Words};
use epicrisis_record::{CharOffset, Record, Span};

/// A telling of a case: its text, what the engine read in it, and the record.
#[derive(Clone, Debug)]
pub struct Telling<'t> {
    text: &'t str,
    words: Words,
    record: Record,
    /// Byte offsets of every 64th code point, so that a span is found without counting from the start.
    checkpoints: Vec<usize>,
    /// For each word the innermost mention it is part of, by its place in the record.
    mention_of: Vec<Option<u32>>,
}

/// Code points between two checkpoints.
const STRIDE: usize = 64;

impl<'t> Telling<'t> {
    /// Reads a text. `id` is what it is called in reports; `language` its code, where it is known.
    #[must_use]
    pub fn read(engine: &Engine<'_>, id: &str, text: &'t str, language: Option<&str>) -> Self {
        let mut input = Input::new(id, text);
        input.language = language;
        let (record, words) = engine.read(&input);
        Self::new(text, words, record)
    }

    /// A telling of what was read already; words and record must be those of the text.
    #[must_use]
    pub fn new(text: &'t str, words: Words, record: Record) -> Self {
        let checkpoints = text.char_indices().step_by(STRIDE).map(|(at, _)| at).collect();
        let mut mention_of = vec![None; words.len()];
        // The longer come first, so the innermost is written last.
        for (at, mention) in record.mentions.iter().enumerate() {
            for stretch in mention.stretches() {
                for word in &mut mention_of[words.within(stretch)] {
                    *word = Some(at as u32);
                }
            }
        }
        Self {
            text,
            words,
            record,
            checkpoints,
            mention_of,
        }
    }

    /// The text.
    #[must_use]
    pub const fn text(&self) -> &'t str {
        self.text
    }

    /// Its words, numbers and marks.
    #[must_use]
    pub const fn words(&self) -> &Words {
        &self.words
    }

    /// Its record.
    #[must_use]
    pub const fn record(&self) -> &Record {
        &self.record
    }

    /// The innermost mention that a word is part of, by its place in the record.
    #[must_use]
    pub fn mention_of(&self, word: usize) -> Option<usize> {
        self.mention_of.get(word).copied().flatten().map(|at| at as usize)
    }

    /// From the first to behind the last of some words, in code points; an empty span where there are none.
    #[must_use]
    pub fn span(&self, words: Range<usize>) -> Span {
        let span = self.words.hull(words.clone());
        if !span.is_empty() {
            return span;
        }
        let at = self.words.get(words.start);
        let at = at.map_or(self.record.document.length, |w| w.span.start.0);
        Span::new(at, at)
    }

    /// The characters of a span; empty where it does not lie in the text.
    #[must_use]
    pub fn slice(&self, span: Span) -> &'t str {
        let at = |offset: usize| {
            let from = self
                .checkpoints
                .get(offset / STRIDE)
                .copied()
                .unwrap_or(self.text.len());
            let rest = self.text.get(from..).unwrap_or_default();
            rest.char_indices()
                .nth(offset % STRIDE)
                .map_or(self.text.len(), |(i, _)| from + i)
        };
        self.text
            .get(at(span.start.get())..at(span.end.get()))
            .unwrap_or_default()
    }

    /// The characters from the first to the last of some words.
    #[must_use]
    pub fn written(&self, words: Range<usize>) -> &'t str {
        self.slice(self.span(words))
    }

    /// A stretch with a few words on either side: what stands before it, itself, and what stands behind it, on one line.
    #[must_use]
    pub fn around(&self, span: Span, code_points: u32) -> [String; 3] {
        let end = self.record.document.length;
        let from = CharOffset(span.start.0.saturating_sub(code_points));
        let to = CharOffset((span.end.0 + code_points).min(end));
        let line = |start: CharOffset, end: CharOffset| -> String {
            let shown = |c: char| if c.is_control() || c.is_whitespace() { ' ' } else { c };
            self.slice(Span { start, end }).chars().map(shown).collect()
        };
        let mut before = line(from, span.start);
        if from.0 > 0 {
            let cut = before.split_once(' ').map(|(_, rest)| format!("… {rest}"));
            before = cut.unwrap_or_default();
        }
        let mut behind = line(span.end, to);
        if to.0 < end {
            let cut = behind.rsplit_once(' ').map(|(rest, _)| format!("{rest} …"));
            behind = cut.unwrap_or_default();
        }
        [before, line(span.start, span.end), behind]
    }
}
