//! JSON lines, taken apart into lines; the workers parse them.

use std::io::{BufRead, Read};

use crate::failure::{Failure, Problem};
use crate::inputs::Job;

/// The lines of a file of JSON lines. Holds one at a time, and never more of it than a document may have.
pub(crate) struct Lines<R> {
    input: R,
    place: String,
    stem: String,
    number: u64,
    limit: u64,
    over: bool,
}

impl<R: BufRead> Lines<R> {
    /// `limit` in bytes, for the text of one document.
    pub(crate) fn new(input: R, place: String, stem: String, limit: u64) -> Self {
        // JSON may write a character as `\u00e9`, six bytes for one or two; the text is measured again when parsed.
        Self {
            input,
            place,
            stem,
            number: 0,
            limit: limit.saturating_mul(6).saturating_add(1 << 16),
            over: false,
        }
    }

    fn place(&self) -> String {
        format!("{}:{}", self.place, self.number)
    }

    /// The next line that is not empty, `None` at the end.
    fn line(&mut self) -> Option<Job> {
        loop {
            let mut bytes = Vec::new();
            self.number += 1;
            match (&mut self.input).take(self.limit).read_until(b'\n', &mut bytes) {
                Ok(0) => return None,
                Ok(_) => {}
                Err(error) => {
                    self.over = true;
                    return Some(Job::Failed(Failure::new(self.place(), error)));
                }
            }
            if bytes.len() as u64 >= self.limit && bytes.last() != Some(&b'\n') {
                // The rest of the line is passed over without being kept.
                self.over = self.input.skip_until(b'\n').is_err();
                let limit = self.limit;
                let problem = Problem::TooLarge {
                    what: "the line's limit",
                    limit,
                };
                return Some(Job::Failed(Failure::new(self.place(), problem)));
            }
            if self.number == 1 {
                if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
                    self.over = true;
                    return Some(Job::Failed(Failure::new(self.place.clone(), Problem::Utf16Table)));
                }
                if bytes.starts_with(b"\xEF\xBB\xBF") {
                    bytes.drain(..3);
                }
            }
            if bytes.iter().any(|byte| !byte.is_ascii_whitespace()) {
                let id = format!("{}#{}", self.stem, self.number);
                return Some(Job::Line {
                    place: self.place(),
                    bytes,
                    id,
                });
            }
        }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Job;

    fn next(&mut self) -> Option<Job> {
        if self.over { None } else { self.line() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], limit: u64) -> Vec<Job> {
        let mut lines = Lines::new(bytes, "f".to_owned(), "s".to_owned(), 0);
        lines.limit = limit;
        lines.collect()
    }

    #[test]
    fn empty_lines_count_and_are_passed_over() {
        let jobs = read(b"\xEF\xBB\xBF{}\n\n  \r\n{\"a\":1}", 99);
        let [Job::Line { bytes: first, .. }, Job::Line { place, bytes, id }] = jobs.as_slice() else {
            panic!("{jobs:?}");
        };
        assert_eq!((first.as_slice(), bytes.as_slice()), (&b"{}\n"[..], &b"{\"a\":1}"[..]));
        assert_eq!((place.as_str(), id.as_str()), ("f:4", "s#4"));
    }

    #[test]
    fn a_line_too_long_costs_only_itself() {
        let jobs = read(b"{\"a\": 123456789}\n{}\n", 10);
        assert!(
            matches!(jobs.as_slice(), [Job::Failed(_), Job::Line { .. }]),
            "{jobs:?}"
        );
    }
}
