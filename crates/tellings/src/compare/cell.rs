//! A cell: what one telling says in one row.

use epicrisis_lexicon::Role;
use epicrisis_record::{Kind, Mention, Span, WarningCode};
use epicrisis_text::TokenKind;

use super::rows::Row;
use super::telling::Telling;

/// What one telling says in one row; everything in the order of its text.
#[derive(Debug, Default)]
pub(super) struct Cell<'r> {
    /// Content words, marks and small words left out.
    pub(super) words: Vec<Item>,
    /// Numbers, each one apart (`120/80` is two).
    pub(super) numbers: Vec<Figure<'r>>,
    /// What it says.
    pub(super) mentions: Vec<&'r Mention>,
    /// `left`, `right`, `bilateral`.
    pub(super) sides: Vec<(&'r str, Span)>,
    /// Phrases that decide presence, person or time.
    pub(super) cues: Vec<(Role, Span)>,
    /// Abbreviations of other languages.
    pub(super) foreign: Vec<Span>,
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
    pub(super) units: Vec<&'r str>,
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
pub(super) fn cells<'r>(tellings: &'r [Telling<'_, '_>], rows: &[Row]) -> Vec<Vec<Cell<'r>>> {
    let mut out: Vec<Vec<Cell<'r>>> = rows
        .iter()
        .map(|row| row.cells.iter().map(|_| Cell::default()).collect())
        .collect();
    for (t, telling) in tellings.iter().enumerate() {
        let mut row_of = vec![None; telling.outline.sentences.len()];
        for (r, row) in rows.iter().enumerate() {
            for s in &row.cells[t] {
                row_of[*s] = Some(r);
            }
            if let (Some(first), Some(last)) = (row.cells[t].first(), row.cells[t].last()) {
                let sentences = &telling.outline.sentences;
                out[r][t].span = telling.hull(sentences[*first].start..sentences[*last].end);
            }
        }
        let row = |span: Span| row_of.get(telling.sentence_at(span)).copied().flatten();
        fill(telling, row, |r, give| give(&mut out[r][t]));
    }
    out
}

fn fill<'r>(
    telling: &'r Telling<'_, '_>,
    row: impl Fn(Span) -> Option<usize>,
    mut put: impl FnMut(usize, &mut dyn FnMut(&mut Cell<'r>)),
) {
    let outline = &telling.outline;
    let mentions = &telling.record.mentions;
    let covered = covering(telling);
    let headings = telling.record.sections.iter().filter_map(|s| {
        let letters = s.heading.as_ref()?.chars().count() as u32;
        Some((s.start.0, s.start.0 + letters))
    });
    let headings: Vec<(u32, u32)> = headings.collect();
    let labels: Vec<Span> = telling.labels().collect();
    let sides = outline.attributes.iter();
    let attribute = |span: Span| {
        let at = outline.attributes.partition_point(|(_, _, s)| s.end <= span.start);
        outline
            .attributes
            .get(at)
            .is_some_and(|(_, _, s)| s.start <= span.start)
    };
    let numbered = |span: Span| {
        let at = outline.numbers.partition_point(|n| n.span.end <= span.start);
        outline.numbers.get(at).is_some_and(|n| n.span.start <= span.start)
    };
    for (i, word) in outline.words.iter().enumerate() {
        if word.kind != TokenKind::Word || word.class.is_small() || word.class.joins() || word.negates {
            continue;
        }
        if numbered(word.span)
            || outline.numbers.iter().any(|n| {
                n.unit
                    .is_some_and(|u| u.start <= word.span.start && word.span.end <= u.end)
            })
        {
            continue;
        }
        let Some(r) = row(word.span) else { continue };
        let item = Item {
            span: word.span,
            pivot: word.pivot,
            native: word.native,
            alien: word.alien,
            light: word.class != epicrisis_extract::WordClass::Content || attribute(word.span),
            frame: headings
                .iter()
                .any(|(from, to)| *from <= word.span.start.0 && word.span.end.0 <= *to)
                || labels
                    .iter()
                    .any(|l| l.start <= word.span.start && word.span.end <= l.end),
            mention: covered[i],
        };
        put(r, &mut |cell| cell.words.push(item));
    }
    for number in &outline.numbers {
        let Some(r) = row(number.span) else { continue };
        let value = mentions
            .iter()
            .filter(|m| m.start <= number.span.start || m.values().any(|v| v.span().is_some()))
            .flat_map(Mention::values)
            .find(|v| {
                v.span()
                    .is_some_and(|s| s.start <= number.span.start && number.span.start < s.end && v.number.is_some())
            });
        let span = Span {
            start: number.span.start,
            end: number.unit.map_or(number.span.end, |u| u.end.max(number.span.end)),
        };
        let alone = number.more.is_empty();
        let first = Figure {
            span,
            readings: number.readings.clone(),
            canonical: value
                .filter(|_| alone)
                .and_then(|v| v.canonical.as_ref())
                .map(|q| (q.number.get(), q.unit.as_str())),
            taken: value.and_then(|v| v.number).map(|n| n.get()).filter(|_| alone),
            units: number.units.clone(),
            digits: number.digits,
        };
        // `8/8 horas` is one number, said twice.
        for more in number
            .more
            .iter()
            .filter(|m| !number.readings.iter().any(|r| same(*r, **m)))
        {
            let figure = Figure {
                readings: vec![*more],
                canonical: None,
                taken: None,
                ..first.clone()
            };
            put(r, &mut |cell| cell.numbers.push(figure.clone()));
        }
        put(r, &mut |cell| cell.numbers.push(first.clone()));
    }
    for mention in mentions {
        if let Some(r) = row(mention.span()) {
            put(r, &mut |cell| cell.mentions.push(mention));
        }
    }
    // Of one letter it may be an elided article.
    for (_, side, span) in sides.filter(|(name, _, span)| *name == "laterality" && span.end.0 > span.start.0 + 1) {
        if let Some(r) = row(*span) {
            put(r, &mut |cell| cell.sides.push((side, *span)));
        }
    }
    for (role, span) in &outline.cues {
        if let Some(r) = row(*span) {
            put(r, &mut |cell| cell.cues.push((*role, *span)));
        }
    }
    for span in &outline.foreign {
        if let Some(r) = row(*span) {
            put(r, &mut |cell| cell.foreign.push(*span));
        }
    }
}

/// By word, the shortest mention with a concept that it is part of.
fn covering(telling: &Telling<'_, '_>) -> Vec<Option<usize>> {
    let words = &telling.outline.words;
    let mut out = vec![None; words.len()];
    let mut length = vec![u32::MAX; words.len()];
    for (m, mention) in telling.record.mentions.iter().enumerate() {
        if mention.concept.is_none() {
            continue;
        }
        for stretch in mention.stretches() {
            let from = words.partition_point(|w| w.span.end <= stretch.start);
            for (at, word) in words.iter().enumerate().skip(from) {
                if word.span.start >= stretch.end {
                    break;
                }
                let long = mention.end.0 - mention.start.0;
                if long < length[at] {
                    (length[at], out[at]) = (long, Some(m));
                }
            }
        }
    }
    out
}

/// Whether the record says that a stretch is misspelt.
pub(super) fn is_misspelt(telling: &Telling<'_, '_>, span: Span) -> bool {
    telling
        .record
        .warnings
        .iter()
        .any(|w| w.code == WarningCode::MISSPELLING && w.start < span.end && span.start < w.end)
}
