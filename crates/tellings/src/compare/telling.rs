//! A telling, ready to be compared: its text, its record, and its words.

use epicrisis_extract::{Engine, Input, Outline};
use epicrisis_record::{CharOffset, Record, Span};

/// One telling of a case.
#[derive(Clone, Debug)]
pub struct Telling<'t, 'd> {
    /// What it is called in reports; a file's stem.
    pub name: String,
    /// Its text.
    pub text: &'t str,
    /// Its record.
    pub record: Record,
    /// Its words.
    pub(super) outline: Outline<'d>,
    /// The byte at which each code point begins, and the length.
    bytes: Vec<u32>,
}

impl<'t, 'd> Telling<'t, 'd> {
    /// Reads a telling. Without a language, the text tells.
    pub fn read(engine: &Engine<'d>, name: &str, text: &'t str, language: Option<&str>) -> Self {
        let mut input = Input::new(name, text);
        input.language = language;
        let starts = text.char_indices().map(|(byte, _)| byte as u32);
        Self {
            name: name.to_owned(),
            text,
            record: engine.extract(&input),
            outline: engine.outline(&input),
            bytes: starts.chain([text.len() as u32]).collect(),
        }
    }

    /// The letters of a stretch, given in code points.
    #[must_use]
    pub fn letters(&self, span: Span) -> &'t str {
        let byte = |at: CharOffset| self.bytes.get(at.get()).map_or(self.text.len(), |b| *b as usize);
        self.text.get(byte(span.start)..byte(span.end)).unwrap_or_default()
    }

    /// A stretch with a few words on either side: what stands before it, itself, and what stands behind it, on one line.
    #[must_use]
    pub fn around(&self, span: Span, code_points: u32) -> [String; 3] {
        let end = self.bytes.len().saturating_sub(1) as u32;
        let from = CharOffset(span.start.0.saturating_sub(code_points));
        let to = CharOffset((span.end.0 + code_points).min(end));
        let line = |span: Span| -> String {
            let shown = |c: char| if c.is_control() || c.is_whitespace() { ' ' } else { c };
            self.letters(span).chars().map(shown).collect()
        };
        let mut before = line(Span {
            start: from,
            end: span.start,
        });
        if from.0 > 0 {
            before = before
                .split_once(' ')
                .map_or_else(String::new, |(_, rest)| format!("… {rest}"));
        }
        let mut behind = line(Span {
            start: span.end,
            end: to,
        });
        if to.0 < end {
            behind = behind
                .rsplit_once(' ')
                .map_or_else(String::new, |(rest, _)| format!("{rest} …"));
        }
        [before, line(span), behind]
    }

    /// The sentence in which a stretch begins, by its place.
    pub(super) fn sentence_at(&self, span: Span) -> usize {
        let words = &self.outline.words;
        let word = words
            .partition_point(|w| w.span.end <= span.start)
            .min(words.len().saturating_sub(1));
        let sentences = &self.outline.sentences;
        sentences
            .partition_point(|s| s.end <= word)
            .min(sentences.len().saturating_sub(1))
    }

    /// What stands before the colons of sentences.
    pub(super) fn labels(&self) -> impl Iterator<Item = Span> + '_ {
        self.outline.labels.iter().copied()
    }

    /// The stretch of some words, both ends included.
    pub(super) fn hull(&self, words: std::ops::Range<usize>) -> Span {
        let words = self.outline.words.get(words).unwrap_or_default();
        match (words.first(), words.last()) {
            (Some(first), Some(last)) => Span {
                start: first.span.start,
                end: last.span.end,
            },
            _ => Span::default(),
        }
    }
}
