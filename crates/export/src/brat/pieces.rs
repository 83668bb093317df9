//! Stretches as brat needs them: none over the end of a line, none that begins or ends with a blank.

use epicrisis_record::{CharOffset, Span};

/// A text by its code points.
pub(super) struct Letters<'t> {
    text: &'t str,
    /// The byte of each code point, and of the end; empty where the text is ASCII, whose code points are its bytes.
    bytes: Vec<usize>,
}

impl<'t> Letters<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let bytes = if text.is_ascii() {
            Vec::new()
        } else {
            let starts = text.char_indices().map(|(byte, _)| byte);
            starts.chain([text.len()]).collect()
        };
        Self { text, bytes }
    }

    /// What a stretch covers; nothing where it reaches behind the text.
    pub(super) fn covered(&self, span: Span) -> &'t str {
        let byte = |offset: CharOffset| match self.bytes.as_slice() {
            [] => Some(offset.get()),
            bytes => bytes.get(offset.get()).copied(),
        };
        let (start, end) = (byte(span.start), byte(span.end));
        start
            .zip(end)
            .and_then(|(start, end)| self.text.get(start..end))
            .unwrap_or_default()
    }

    /// A stretch without the ends of lines in it, nor the blanks about them.
    pub(super) fn split(&self, span: Span) -> Vec<Span> {
        let mut pieces = Vec::new();
        // Where the piece began, and the end of its last letter that is no blank.
        let mut open: Option<(u32, u32)> = None;
        let mut close = |open: &mut Option<(u32, u32)>| {
            if let Some((start, end)) = open.take() {
                pieces.push(Span::new(start, end));
            }
        };
        for (at, letter) in (span.start.0..).zip(self.covered(span).chars()) {
            if ends_a_piece(letter) {
                close(&mut open);
            } else if !letter.is_whitespace() {
                let start = open.map_or(at, |(start, _)| start);
                open = Some((start, at + 1));
            }
        }
        close(&mut open);
        pieces
    }

    /// Stretches that an end of a line parts, as one again.
    pub(super) fn joined(&self, pieces: &[Span]) -> Vec<Span> {
        let mut whole: Vec<Span> = Vec::new();
        for &piece in pieces {
            match whole.last_mut() {
                Some(last) if self.is_break(*last, piece) => last.end = piece.end,
                _ => whole.push(piece),
            }
        }
        whole
    }

    fn is_break(&self, before: Span, behind: Span) -> bool {
        let gap = self.covered(Span {
            start: before.end,
            end: behind.start,
        });
        gap.chars().all(|letter| letter.is_whitespace() || letter.is_control()) && gap.contains(ends_a_piece)
    }
}

/// Whether some reader of such files takes a letter for the end of a line, or of a field of it.
pub(super) fn ends_a_piece(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_piece_reaches_over_a_line() {
        let text = "ñá dolor \r\n\n  lumbar\tbajo";
        let letters = Letters::of(text);
        let all = Span::new(3, 25);
        let pieces = letters.split(all);
        let words: Vec<&str> = pieces.iter().map(|piece| letters.covered(*piece)).collect();
        assert_eq!(words, ["dolor", "lumbar", "bajo"]);
        assert_eq!(letters.joined(&pieces), [Span::new(3, 25)]);
    }

    #[test]
    fn what_words_part_stays_parted() {
        let letters = Letters::of("dolor abdominal lumbar");
        let fragments = [Span::new(0, 5), Span::new(16, 22)];
        assert_eq!(letters.joined(&fragments), fragments);
        let near = [Span::new(0, 5), Span::new(6, 15)];
        assert_eq!(letters.joined(&near), near, "a blank alone is no end of a line");
    }

    #[test]
    fn nothing_lies_behind_the_end() {
        assert_eq!(Letters::of("a").covered(Span::new(0, 9)), "");
        assert_eq!(Letters::of("ñ").split(Span::new(1, 9)), []);
    }
}
