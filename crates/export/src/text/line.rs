//! A line to be: pieces of text with what they are for, broken into lines by width later.

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

/// What a piece of text is for, which decides how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// As it is.
    Plain,
    /// A heading, or the document's name.
    Title,
    /// What a line is about.
    Label,
    /// Evidence and other small print.
    Dim,
    /// Out of the ordinary.
    Caution,
    /// Dangerously so.
    Alarm,
}

impl Role {
    /// How it looks on a terminal.
    pub(super) fn style(self) -> Style {
        match self {
            Self::Plain => Style::new(),
            Self::Title => AnsiColor::Cyan.on_default().bold(),
            Self::Label => Style::new().bold(),
            Self::Dim => Style::new().dimmed(),
            Self::Caution => AnsiColor::Yellow.on_default(),
            Self::Alarm => AnsiColor::Red.on_default().bold(),
        }
    }
}

/// Pieces of text, one behind the other.
#[derive(Debug, Default)]
pub(super) struct Line {
    pieces: Vec<(Role, String)>,
}

/// What may not be broken, and how many blanks part it from what is before it.
#[derive(Debug)]
pub(super) struct Word<'l> {
    pub(super) blanks: usize,
    pub(super) width: usize,
    pub(super) pieces: Vec<(Role, &'l str)>,
    /// Whether the blanks lie within one piece, whose look they then have.
    pub(super) inside: bool,
}

impl Line {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Adds a piece; blanks at its ends are kept.
    pub(super) fn push(&mut self, role: Role, text: impl Into<String>) {
        self.pieces.push((role, text.into()));
    }

    /// Adds a piece and fills it up with blanks to a width in columns.
    pub(super) fn cell(&mut self, role: Role, text: &str, width: usize) {
        self.push(role, text);
        self.push(Role::Plain, " ".repeat(width.saturating_sub(text.width())));
    }

    /// Adds all of another line.
    pub(super) fn append(&mut self, other: Self) {
        self.pieces.extend(other.pieces);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Its words; breaks are where blanks are.
    pub(super) fn words(&self) -> Vec<Word<'_>> {
        let mut words: Vec<Word<'_>> = Vec::new();
        let mut blanks = 0;
        let mut inside = false;
        let mut open = false;
        for (role, text) in &self.pieces {
            let mut begun = false;
            for part in text.split_inclusive(' ') {
                let word = part.trim_end_matches(' ');
                if !word.is_empty() {
                    if !open {
                        words.push(Word {
                            blanks,
                            width: 0,
                            pieces: Vec::new(),
                            inside: inside && begun,
                        });
                        blanks = 0;
                    }
                    if let Some(last) = words.last_mut() {
                        last.width += word.width();
                        last.pieces.push((*role, word));
                    }
                    open = true;
                    begun = true;
                }
                if part.ends_with(' ') {
                    blanks += 1;
                    inside = begun;
                    open = false;
                }
            }
        }
        words
    }
}
