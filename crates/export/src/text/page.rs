//! The page: titles and lines, broken to width, with or without colour.

use std::fmt::Write;

use super::Style;
use super::line::{Line, Role};

const NARROWEST: usize = 40;

/// What has been written so far.
pub(super) struct Page {
    out: String,
    color: bool,
    width: usize,
}

impl Page {
    pub(super) fn new(style: Style) -> Self {
        Self {
            out: String::new(),
            color: style.color,
            width: style.width.max(NARROWEST),
        }
    }

    /// Columns there are.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// A heading, with an empty line before it.
    pub(super) fn title(&mut self, title: &str) {
        self.out.push('\n');
        let mut line = Line::new();
        line.push(Role::Title, title.to_uppercase());
        self.line(0, 2, &line);
    }

    /// A line from column `indent` on; where it is broken, the rest goes on from column `hang`.
    pub(super) fn line(&mut self, indent: usize, hang: usize, line: &Line) {
        self.blanks(indent);
        let mut column = indent;
        let mut look = Role::Plain;
        let mut first = true;
        for word in line.words() {
            if !first && column + word.blanks + word.width > self.width {
                self.look(&mut look, Role::Plain);
                self.out.push('\n');
                self.blanks(hang);
                column = hang;
            } else if !first {
                if !word.inside {
                    self.look(&mut look, Role::Plain);
                }
                self.blanks(word.blanks);
                column += word.blanks;
            }
            for (role, text) in word.pieces {
                self.look(&mut look, role);
                self.out.push_str(text);
            }
            column += word.width;
            first = false;
        }
        self.look(&mut look, Role::Plain);
        self.out.push('\n');
    }

    /// All that was written.
    pub(super) fn finish(self) -> String {
        self.out
    }

    fn blanks(&mut self, count: usize) {
        self.out.extend(std::iter::repeat_n(' ', count));
    }

    fn look(&mut self, now: &mut Role, wanted: Role) {
        if *now == wanted {
            return;
        }
        if self.color {
            // Writing to a string cannot fail.
            if *now != Role::Plain {
                let _ = write!(self.out, "{}", now.style().render_reset());
            }
            let _ = write!(self.out, "{}", wanted.style().render());
        }
        *now = wanted;
    }
}
