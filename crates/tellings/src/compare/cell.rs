//! A cell: what one telling says in one row.

use epicrisis_extract::{NumberRead, Word, WordClass};
use epicrisis_lexicon::Role;
use epicrisis_record::{Kind, Laterality, Mention, Span, Value, WarningCode};
use epicrisis_text::TokenKind;

use super::denials::Denials;
use super::rows::Row;
use crate::Telling;

/// What one telling says in one row; everything in the order of its text.
#[derive(Debug, Default)]
pub(super) struct Cell<'r> {
    /// Content words, marks and small words left out.
    pub(super) words: Vec<Item>,
    /// Numbers, each one apart (`120/80` is two).
    pub(super) numbers: Vec<Figure<'r>>,
    /// What it says.
    pub(super) mentions: Vec<&'r Mention>,
    /// Left, right or both.
    pub(super) sides: Vec<(Laterality, Span)>,
    /// Phrases that decide presence, person or time.
    pub(super) cues: Vec<(Role, Span)>,
    /// How many denials the words that deny (`no`, `without`) make, at least and at most: one that goes on with another (`nor`), or
    /// that a language says beside it (`no … ningún`), may be one of its own or none.
    pub(super) denials: (usize, usize),
    /// Abbreviations of other languages.
    pub(super) foreign: Vec<Span>,
    /// What the record takes for misspelt.
    pub(super) misspelt: Vec<Span>,
    /// Where it stands; from its first to its last sentence.
    pub(super) span: Span,
}

/// A content word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub(super) span: Span,
    pub(super) pivot: Option<u32>,
    /// A word of the language it is written in.
    pub(super) native: bool,
    /// A word of other languages only.
    pub(super) alien: bool,
    /// Says nothing of its own: a degree, `nivel`, a side.
    pub(super) light: bool,
    /// Part of a heading, label or frame.
    pub(super) frame: bool,
    /// By its place in the record, the mention with a concept that it is part of, the shortest.
    pub(super) mention: Option<usize>,
}

/// A number.
#[derive(Clone, Debug)]
pub(super) struct Figure<'r> {
    /// With its unit.
    pub(super) span: Span,
    /// What it may be, the likelier first.
    pub(super) readings: Vec<f64>,
    /// In the usual unit of what it measures.
    pub(super) canonical: Option<(f64, &'r str)>,
    /// What the record takes it for.
    pub(super) taken: Option<f64>,
    pub(super) units: &'r [String],
    pub(super) digits: bool,
}

impl Figure<'_> {
    /// Whether the two may be the same quantity.
    pub(super) fn agrees(&self, other: &Self) -> bool {
        let read = self
            .readings
            .iter()
            .any(|r| other.readings.iter().any(|o| same(*r, *o)));
        let canonical = match (self.canonical, other.canonical) {
            (Some((a, u)), Some((b, v))) => u == v && same(a, b),
            _ => false,
        };
        read || canonical
    }
}

/// Equal but for the noise of conversion.
pub(super) fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-6 * a.abs().max(b.abs())
}

impl Cell<'_> {
    /// How many cues of a role it has.
    pub(super) fn cues_of(&self, role: Role) -> usize {
        self.cues.iter().filter(|(r, _)| *r == role).count()
    }
}

/// Whether a mention says something of the patient, and is no mere place or time.
pub(super) fn is_statement(mention: &Mention) -> bool {
    matches!(
        mention.kind,
        Kind::Problem
            | Kind::Finding
            | Kind::Measurement
            | Kind::Medication
            | Kind::Organism
            | Kind::Procedure
            | Kind::Device
            | Kind::Substance
    )
}

/// What each telling says in each row: by row, by telling.
pub(super) fn cells<'r>(tellings: &'r [Telling<'_>], rows: &[Row]) -> Vec<Vec<Cell<'r>>> {
    let denials = Denials::of(tellings);
    let mut out: Vec<Vec<Cell<'r>>> = rows.iter().map(|_| Vec::with_capacity(tellings.len())).collect();
    for (t, telling) in tellings.iter().enumerate() {
        let sentences: Vec<_> = telling.words().sentences().collect();
        let mut row_of = vec![None; sentences.len()];
        let mut column: Vec<Cell<'r>> = Vec::with_capacity(rows.len());
        for (r, row) in rows.iter().enumerate() {
            let own = &row.cells[t];
            own.iter().for_each(|s| row_of[*s] = Some(r));
            let words = own.first().zip(own.last());
            let words = words.map(|(first, last)| sentences[*first].start..sentences[*last].end);
            column.push(Cell {
                span: words.map(|words| telling.span(words)).unwrap_or_default(),
                ..Cell::default()
            });
        }
        let row = |word: usize| *row_of.get(telling.words().get(word)?.sentence as usize)?;
        let filling = Filling {
            telling,
            row,
            denials: &denials,
        };
        filling.words(&mut column);
        filling.numbers(&mut column);
        filling.rest(&mut column);
        for (row, cell) in out.iter_mut().zip(column) {
            row.push(cell);
        }
    }
    out
}

/// A telling, to be laid out in cells.
struct Filling<'r, 't, 'd, F> {
    telling: &'r Telling<'t>,
    /// The row that a word stands in.
    row: F,
    denials: &'d Denials,
}

impl<'r, F: Fn(usize) -> Option<usize>> Filling<'r, '_, '_, F> {
    fn words(&self, column: &mut [Cell<'r>]) {
        let (words, record) = (self.telling.words(), self.telling.record());
        let covered = covering(self.telling);
        let headings = record.sections.iter().filter_map(|s| {
            let letters = s.heading.as_ref()?.chars().count() as u32;
            Some(Span::new(s.start.0, s.start.0 + letters))
        });
        let framed = marked(self.telling, headings.chain(words.labels().iter().copied()));
        let units = marked(self.telling, words.numbers().iter().filter_map(|n| n.unit));
        let says = |word: &Word| {
            word.kind == TokenKind::Word && word.number.is_none() && !word.class.is_small() && !word.class.joins()
        };
        self.denials.each(words, |i, goes_on| {
            if let Some(r) = (self.row)(i) {
                column[r].denials.0 += usize::from(!goes_on);
                column[r].denials.1 += 1;
            }
        });
        for (i, word) in words.iter().enumerate() {
            if !says(word) || word.denies || units[i] {
                continue;
            }
            let Some(r) = (self.row)(i) else { continue };
            column[r].words.push(Item {
                span: word.span,
                pivot: word.pivot,
                native: word.native,
                alien: word.alien,
                light: word.class != WordClass::Content || word.attribute,
                frame: framed[i],
                mention: covered[i],
            });
        }
    }

    fn numbers(&self, column: &mut [Cell<'r>]) {
        let words = self.telling.words();
        let values = self.values();
        for (n, number) in words.numbers().iter().enumerate() {
            let Some(r) = (self.row)(number.words.start) else {
                continue;
            };
            let first = figure(number, words.hull(number.words.clone()), values[n]);
            // `8/8 horas` is one number, said twice.
            let more = number.more.iter();
            for more in more.filter(|m| !number.readings.iter().any(|r| same(*r, **m))) {
                column[r].numbers.push(Figure {
                    readings: vec![*more],
                    canonical: None,
                    taken: None,
                    ..first.clone()
                });
            }
            column[r].numbers.push(first);
        }
    }

    /// For each number the value of the record that it is.
    fn values(&self) -> Vec<Option<&'r Value>> {
        let numbers = self.telling.words().numbers();
        let start = |n: &NumberRead| self.telling.words()[n.words.start].span.start;
        let mut out = vec![None; numbers.len()];
        for value in self.telling.record().mentions.iter().flat_map(Mention::values) {
            let Some(span) = value.span().filter(|_| value.number.is_some()) else {
                continue;
            };
            let from = numbers.partition_point(|n| start(n) < span.start);
            let to = numbers.partition_point(|n| start(n) < span.end);
            for own in out.get_mut(from..to).into_iter().flatten() {
                own.get_or_insert(value);
            }
        }
        out
    }

    fn rest(&self, column: &mut [Cell<'r>]) {
        let (words, record) = (self.telling.words(), self.telling.record());
        let row = |span: Span| (self.row)(words.within(span).start);
        for mention in &record.mentions {
            if let Some(r) = row(mention.span()) {
                column[r].mentions.push(mention);
            }
        }
        // Of one letter it may be an elided article.
        let long = |span: &Span| span.end.0 > span.start.0 + 1;
        for (side, span) in words.sides().iter().filter(|(_, span)| long(span)) {
            if let Some(r) = row(*span) {
                column[r].sides.push((*side, *span));
            }
        }
        for (role, range) in words.cues() {
            if let Some(r) = (self.row)(range.start) {
                column[r].cues.push((*role, words.hull(range.clone())));
            }
        }
        for (i, word) in words.iter().enumerate().filter(|(_, w)| w.foreign) {
            if let Some(r) = (self.row)(i) {
                column[r].foreign.push(word.span);
            }
        }
        for warning in record.warnings.iter().filter(|w| w.code == WarningCode::MISSPELLING) {
            let span = Span {
                start: warning.start,
                end: warning.end,
            };
            if let Some(r) = row(span) {
                column[r].misspelt.push(span);
            }
        }
    }
}

fn figure<'r>(number: &'r NumberRead, span: Span, value: Option<&'r Value>) -> Figure<'r> {
    // A value of several numbers is none of them.
    let value = value.filter(|_| number.more.is_empty());
    Figure {
        span: Span {
            start: span.start,
            end: number.unit.map_or(span.end, |u| u.end.max(span.end)),
        },
        readings: number.readings.clone(),
        canonical: value
            .and_then(|v| v.canonical.as_ref())
            .map(|q| (q.number.get(), q.unit.as_str())),
        taken: value.and_then(|v| v.number).map(|n| n.get()),
        units: &number.units,
        digits: number.digits,
    }
}

/// By word, whether it stands inside one of some stretches.
fn marked(telling: &Telling<'_>, spans: impl Iterator<Item = Span>) -> Vec<bool> {
    let words = telling.words();
    let mut out = vec![false; words.len()];
    for span in spans {
        for at in words.within(span) {
            out[at] |= span.start <= words[at].span.start && words[at].span.end <= span.end;
        }
    }
    out
}

/// By word, the shortest mention with a concept that it is part of.
fn covering(telling: &Telling<'_>) -> Vec<Option<usize>> {
    let words = telling.words();
    let mut out = vec![None; words.len()];
    let mut length = vec![u32::MAX; words.len()];
    for (m, mention) in telling.record().mentions.iter().enumerate() {
        if mention.concept.is_none() {
            continue;
        }
        let long = mention.end.0 - mention.start.0;
        for at in mention.stretches().flat_map(|stretch| words.within(stretch)) {
            if long < length[at] {
                (length[at], out[at]) = (long, Some(m));
            }
        }
    }
    out
}

impl Cell<'_> {
    /// Whether the record says that a stretch is misspelt.
    pub(super) fn is_misspelt(&self, span: Span) -> bool {
        self.misspelt.iter().any(|m| m.overlaps(span))
    }
}
