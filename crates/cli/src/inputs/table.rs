//! Tables: CSV with a header line, parted by commas, semicolons or tabs.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use csv::{ByteRecord, Reader, ReaderBuilder};

use crate::failure::{Failure, Problem};
use crate::inputs::{Fields, Job};

/// What one row may take beside its text.
const SLACK: u64 = 1 << 20;

/// The rows of a table as documents.
pub(crate) fn rows(
    input: impl BufRead + 'static,
    place: String,
    stem: String,
    fields: Fields,
) -> Box<dyn Iterator<Item = Job>> {
    match Rows::open(input, place.clone(), stem, fields) {
        Ok(rows) => Box::new(rows),
        Err(problem) => Box::new(std::iter::once(Job::Failed(Failure::new(place, problem)))),
    }
}

struct Rows<R> {
    reader: Reader<Capped<R>>,
    budget: Rc<Cell<u64>>,
    place: String,
    stem: String,
    text: usize,
    id: Option<usize>,
    number: u64,
    /// How far the rows before it reach.
    behind: u64,
    over: bool,
    fields: Fields,
}

impl<R: BufRead> Rows<R> {
    fn open(mut input: R, place: String, stem: String, fields: Fields) -> Result<Self, Problem> {
        let start = input.fill_buf()?;
        if start.starts_with(b"\xFF\xFE") || start.starts_with(b"\xFE\xFF") {
            return Err(Problem::Utf16Table);
        }
        let delimiter = delimiter(start);
        let budget = Rc::new(Cell::new(fields.max_size.saturating_add(SLACK)));
        let capped = Capped {
            input,
            budget: Rc::clone(&budget),
        };
        let mut reader = ReaderBuilder::new().delimiter(delimiter).from_reader(capped);
        let header = reader.byte_headers().map_err(|error| problem(error, &fields))?.clone();
        let column = |names: &[String]| {
            names.iter().find_map(|name| {
                header
                    .iter()
                    .position(|column| column.trim_ascii().eq_ignore_ascii_case(name.as_bytes()))
            })
        };
        let text = column(&fields.text).ok_or_else(|| Problem::NoColumn {
            field: fields.text_names(),
            option: "--text-field",
        })?;
        let id = column(&fields.id);
        if id.is_none() && fields.id_named {
            return Err(Problem::NoColumn {
                field: fields.id_names(),
                option: "--id-field",
            });
        }
        Ok(Self {
            reader,
            budget,
            place,
            stem,
            text,
            id,
            number: 0,
            behind: 0,
            over: false,
            fields,
        })
    }

    fn row(&mut self) -> Option<Job> {
        self.budget.set(self.fields.max_size.saturating_add(SLACK));
        self.number += 1;
        // Rows are counted and not lines: a text has lines of its own, and spreadsheets show rows.
        let place = format!("{}, row {}", self.place, self.number);
        let mut row = ByteRecord::new();
        match self.reader.read_byte_record(&mut row) {
            Ok(false) => None,
            Ok(true) => {
                let bytes = row.get(self.text).unwrap_or_default().to_vec();
                let carried = self
                    .id
                    .and_then(|id| row.get(id))
                    .map(<[u8]>::trim_ascii)
                    .unwrap_or_default();
                let id = if carried.is_empty() {
                    format!("{}#{}", self.stem, self.number)
                } else {
                    String::from_utf8_lossy(carried).into_owned()
                };
                let reached = self.reader.position().byte();
                let cost = reached - self.behind;
                self.behind = reached;
                Some(Job::Field { place, bytes, id, cost })
            }
            Err(error) => {
                // A row with a wrong number of fields is passed over; behind any other error the place is lost.
                self.over = !matches!(error.kind(), csv::ErrorKind::UnequalLengths { .. });
                Some(Job::Failed(Failure::new(place, problem(error, &self.fields))))
            }
        }
    }
}

impl<R: BufRead> Iterator for Rows<R> {
    type Item = Job;

    fn next(&mut self) -> Option<Job> {
        if self.over { None } else { self.row() }
    }
}

fn problem(error: csv::Error, fields: &Fields) -> Problem {
    match error.into_kind() {
        csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => Problem::TooLarge {
            what: "the row's limit",
            limit: fields.max_size,
        },
        csv::ErrorKind::Io(error) => error.into(),
        _ => Problem::CsvRow,
    }
}

/// The separator that the header line has most of, outside of quotes.
fn delimiter(start: &[u8]) -> u8 {
    let mut counts = [(b',', 0_u32), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for &byte in start.iter().take_while(|byte| **byte != b'\n') {
        quoted ^= byte == b'"';
        if let Some((_, count)) = counts.iter_mut().find(|(separator, _)| !quoted && *separator == byte) {
            *count += 1;
        }
    }
    // `max_by_key` takes the last of equals; turned round, that is the comma.
    counts
        .iter()
        .rev()
        .max_by_key(|(_, count)| *count)
        .map_or(b',', |(separator, _)| *separator)
}

/// Stops reading where a row takes more than it may: an open quote would otherwise take in the rest of the file.
struct Capped<R> {
    input: R,
    budget: Rc<Cell<u64>>,
}

impl<R: Read> Read for Capped<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.budget.get();
        if left == 0 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let most = usize::try_from(left).unwrap_or(usize::MAX).min(buffer.len());
        let read = self.input.read(&mut buffer[..most])?;
        self.budget.set(left - read as u64);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &'static [u8], max_size: u64) -> Vec<Job> {
        rows(bytes, "f".to_owned(), "s".to_owned(), Fields::new(None, None, max_size)).collect()
    }

    #[test]
    fn rows_are_documents_whatever_parts_the_columns() {
        for table in [
            &b"id,n,text\nx,1,\"a, b\"\n,2,c\n"[..],
            b"\xEF\xBB\xBFid;n;text\nx;1;\"a, b\"\n;2;c\n",
            b"ID\tn\tNote_Text\r\nx\t1\ta, b\r\n\t2\tc",
        ] {
            let jobs = read(table, 99);
            let [Job::Field { place, bytes, id, .. }, Job::Field { id: second, .. }] = jobs.as_slice() else {
                panic!("{jobs:?}");
            };
            assert_eq!(
                (place.as_str(), bytes.as_slice(), id.as_str()),
                ("f, row 1", &b"a, b"[..], "x")
            );
            assert_eq!(second, "s#2");
            let cost: u64 = jobs.iter().map(Job::cost).sum();
            assert!(cost.abs_diff(table.len() as u64) < 4, "{cost} of {}", table.len());
        }
    }

    #[test]
    fn a_row_of_another_length_costs_only_itself() {
        let jobs = read(b"id,text\n1\n2,b\n", 99);
        assert!(
            matches!(jobs.as_slice(), [Job::Failed(_), Job::Field { .. }]),
            "{jobs:?}"
        );
    }

    #[test]
    fn a_table_without_text_or_in_utf_16_is_refused() {
        for table in [&b"a,b\n1,2\n"[..], b"\xFF\xFEa\0", b""] {
            let jobs = read(table, 99);
            assert!(matches!(jobs.as_slice(), [Job::Failed(_)]), "{jobs:?}");
        }
    }
}
