//! Numbers as the six languages write them: what the digits may mean, before anything decides it.

use std::iter;

use arrayvec::ArrayVec;
use epicrisis_lexicon::{Category, Dimension};
use epicrisis_record::{Comparator, Number};
use epicrisis_text::{ByteOffset, TokenKind};

use super::unit::{UnitHit, UnitHits, unit_at};
use crate::read::Reading;

/// What digits may mean: with a separator that is either mark, two numbers.
pub(crate) type Readings = ArrayVec<f64, 2>;

/// The most numbers that follow another (`3 x 4 x 5`).
const MORE: usize = 2;

/// How two numbers stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Join {
    /// `10-15`.
    Range,
    /// `120/80`.
    Slash,
    /// `3 x 4`.
    Times,
}

/// A number of the text.
#[derive(Clone, Debug)]
pub(crate) struct Numeral {
    /// Its first token, the comparator's where it has one.
    pub(crate) first: usize,
    /// The token behind its last digit.
    pub(crate) end: usize,
    /// The token behind its unit.
    pub(crate) unit_end: usize,
    /// What it may be, the likelier by the language's typography first.
    pub(crate) readings: Readings,
    /// The numbers that follow it (`/80`, `x 4 x 5`).
    pub(crate) more: ArrayVec<f64, MORE>,
    /// How they follow.
    pub(crate) join: Option<Join>,
    pub(crate) comparator: Option<Comparator>,
    /// The units its spelling may be; empty where it has none.
    pub(crate) units: UnitHits,
    /// Digits, not a word.
    pub(crate) digits: bool,
    /// Belongs to something already.
    pub(crate) used: bool,
}

/// The numbers of a text, in its order.
pub(crate) type Numerals = Vec<Numeral>;

/// Digits with their separators.
struct Scan {
    end: usize,
    readings: Readings,
}

/// Reads the numbers of a text.
pub(crate) fn numerals(reading: &Reading<'_, '_>) -> Numerals {
    let mut out: Numerals = Vec::new();
    let words = reading.phrases.of(Category::Number);
    let mut word = 0;
    let mut token = 0;
    while token < reading.tokens.len() {
        while words.get(word).is_some_and(|p| (p.first as usize) < token) {
            word += 1;
        }
        if reading.tokens[token].kind == TokenKind::Number {
            if let Some(numeral) = read(reading, token) {
                token = numeral.unit_end.max(token + 1);
                out.push(numeral);
                continue;
            }
        } else if let Some(phrase) = words.get(word).filter(|p| p.first as usize == token) {
            let value = reading
                .lexicon
                .tables()
                .numbers
                .get(phrase.payload as usize)
                .map(|n| n.value);
            out.extend(value.map(|value| Numeral {
                first: token,
                end: phrase.end as usize,
                unit_end: phrase.end as usize,
                readings: iter::once(value).collect(),
                more: ArrayVec::new(),
                join: None,
                comparator: None,
                units: UnitHits::new(),
                digits: false,
                used: false,
            }));
            token = phrase.end as usize;
            continue;
        }
        token += 1;
    }
    out
}

fn read(reading: &Reading<'_, '_>, token: usize) -> Option<Numeral> {
    let bytes = reading.text.as_bytes();
    let decimal = reading
        .language
        .place
        .and_then(|p| reading.lexicon.tables().languages.get(p))
        .map_or(b',', |l| l.decimal as u8);
    let start = reading.tokens.span(token).start.index();
    let scan = scan(bytes, start, decimal)?;
    let mut end = scan.end;
    let mut more = ArrayVec::new();
    let mut join = None;
    // `12,3 x 10^9/L`: the sign begins the unit, and no second number.
    let power = unit_at(reading, end)
        .first()
        .is_some_and(|u| matches!(bytes.get(u.start), Some(b'x' | b'X' | b'*' | 0xC3)));
    while !power && more.len() < MORE {
        let Some((how, at)) = joined(bytes, end) else { break };
        if join.is_some_and(|j| j != how) {
            break;
        }
        let Some(next) = self::scan(bytes, at, decimal) else {
            break;
        };
        let Some(value) = next.readings.first().copied() else {
            break;
        };
        // `1-0-1` is a pattern of doses and `12-3-2019` a date: neither is a range.
        if how == Join::Range && (joined(bytes, next.end).is_some_and(|(h, _)| h == Join::Range) || join.is_some()) {
            break;
        }
        if how == Join::Range && !scan.readings.iter().any(|r| *r < value) {
            break;
        }
        join = Some(how);
        more.push(value);
        end = next.end;
        if how == Join::Range {
            break;
        }
    }
    let at = |byte: usize| reading.tokens.at_or_after(ByteOffset::new(byte as u32));
    let units = unit_at(reading, end);
    let mut readings = scan.readings;
    let mut units = units;
    if let Some((metres, hit)) = metres_and_centimetres(reading, end, &readings).filter(|_| more.is_empty()) {
        readings = iter::once(metres).collect();
        units = iter::once(hit).collect();
    }
    if more.is_empty() {
        (end, more) = sides(bytes, end, decimal, &units, |at| unit_at(reading, at));
        join = (!more.is_empty()).then_some(Join::Times);
    }
    // Where each side has the unit, the last one's is where the whole ends.
    let unit_end = unit_at(reading, end)
        .first()
        .or(units.first())
        .map_or(end, |u| u.end)
        .max(end);
    let (comparator, first) = comparator(reading, token);
    Some(Numeral {
        first,
        end: at(end),
        unit_end: at(unit_end),
        readings,
        more,
        join,
        comparator,
        units,
        digits: true,
        used: false,
    })
}

/// `60mm x 50mm`, `2 cm x 2 cm x 1.4 cm`: further sides, where each has its unit. Where the last number ends, and the numbers.
fn sides(
    bytes: &[u8],
    end: usize,
    decimal: u8,
    units: &UnitHits,
    unit_at: impl Fn(usize) -> UnitHits,
) -> (usize, ArrayVec<f64, MORE>) {
    let mut out = (end, ArrayVec::new());
    let Some(mut unit) = units.first().copied().filter(|u| u.dimension == Dimension::Length) else {
        return out;
    };
    while !out.1.is_full()
        && let Some((Join::Times, at)) = joined(bytes, unit.end)
        && let Some(next) = scan(bytes, at, decimal)
        && let Some(value) = next.readings.first().copied()
        && let Some(same) = unit_at(next.end).into_iter().find(|u| u.unit == unit.unit)
    {
        out.0 = next.end;
        out.1.push(value);
        unit = same;
    }
    out
}

/// `1m57`, `1 m 72`: metres and centimetres are one number of metres.
fn metres_and_centimetres(reading: &Reading<'_, '_>, end: usize, readings: &[f64]) -> Option<(f64, UnitHit)> {
    let bytes = reading.text.as_bytes();
    let blank = |at: usize| at + usize::from(bytes.get(at) == Some(&b' '));
    let start = blank(end);
    let [metres] = readings else { return None };
    if metres.fract() != 0.0 || *metres > 2.0 || bytes.get(start) != Some(&b'm') {
        return None;
    }
    let at = blank(start + 1);
    let digit = |i: usize| bytes.get(i).filter(|b| b.is_ascii_digit()).map(|b| f64::from(b - b'0'));
    let (tens, ones) = (digit(at)?, digit(at + 1)?);
    if bytes.get(at + 2).is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    let metre = reading
        .lexicon
        .spellings(b"m")
        .flatten()
        .find(|s| reading.lexicon.str(s.text) == "m")?;
    let hit = UnitHit {
        unit: metre.unit,
        dimension: Dimension::Length,
        start,
        end: at + 2,
    };
    Some((metres + (tens * 10.0 + ones) / 100.0, hit))
}

/// A sign between two numbers, and where the second begins.
fn joined(bytes: &[u8], at: usize) -> Option<(Join, usize)> {
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let skip = |mut i: usize| {
        if bytes.get(i) == Some(&b' ') {
            i += 1;
        }
        i
    };
    let rest = bytes.get(at..)?;
    if rest.starts_with(b"/") && digit(at + 1) {
        return Some((Join::Slash, at + 1));
    }
    // A titre, `1:320`; a time has two digits before the colon.
    if rest.starts_with(b":")
        && digit(at + 1)
        && bytes.get(at.wrapping_sub(1)) == Some(&b'1')
        && !digit(at.wrapping_sub(2))
    {
        return Some((Join::Slash, at + 1));
    }
    let sign = skip(at);
    let rest = bytes.get(sign..)?;
    let times = [&b"x"[..], b"X", "×".as_bytes(), b"*"]
        .into_iter()
        .find(|s| rest.starts_with(s));
    if let Some(times) = times {
        let next = skip(sign + times.len());
        return digit(next).then_some((Join::Times, next));
    }
    let dash = [&b"-"[..], "–".as_bytes(), "—".as_bytes(), "-".as_bytes()]
        .into_iter()
        .find(|s| rest.starts_with(s))?;
    let next = skip(sign + dash.len());
    // A dash with a space on one side only parts two statements.
    let even = (sign > at) == (next > sign + dash.len());
    (digit(next) && even).then_some((Join::Range, next))
}

/// The comparator that stands before a number, and the token where the whole begins.
fn comparator(reading: &Reading<'_, '_>, token: usize) -> (Option<Comparator>, usize) {
    let phrase = reading
        .phrases
        .within(Category::Comparator, token.saturating_sub(4)..token)
        .iter()
        .rev()
        .find(|p| p.end as usize == token);
    if let Some(phrase) = phrase {
        let rec = reading.lexicon.tables().comparators.get(phrase.payload as usize);
        let found = rec.and_then(|r| reading.lexicon.str(r.sign).parse().ok());
        if found.is_some() {
            return (found, phrase.first as usize);
        }
    }
    (None, token)
}

/// The characters that part thousands beside the point, the comma and the plain space.
const THIN: [&str; 3] = ["\u{A0}", "\u{202F}", "\u{2009}"];

/// Reads digits with separators from a byte that is a digit.
fn scan(bytes: &[u8], start: usize, decimal: u8) -> Option<Scan> {
    let digits = |at: usize| {
        bytes
            .get(at..)
            .unwrap_or_default()
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count()
    };
    let first = digits(start);
    if first == 0 || first > 15 {
        return None;
    }
    let mut whole = Digits::default();
    whole.add(bytes.get(start..start + first)?);
    let mut end = start + first;
    let nought = bytes.get(start) == Some(&b'0');
    // Groups of three behind a space: always thousands.
    let mut spaced = false;
    while (1..=3).contains(&first) && !nought {
        let rest = bytes.get(end..).unwrap_or_default();
        let width = if rest.starts_with(b" ") {
            1
        } else {
            THIN.iter()
                .find(|t| rest.starts_with(t.as_bytes()))
                .map_or(0, |t| t.len())
        };
        if width == 0 || digits(end + width) != 3 {
            break;
        }
        whole.add(bytes.get(end + width..end + width + 3)?);
        end += width + 3;
        spaced = true;
    }
    if whole.value >= MOST_DIGITS {
        return None;
    }
    // Groups behind a point or a comma.
    let mut groups: ArrayVec<(u8, &[u8]), 4> = ArrayVec::new();
    let mut at = end;
    while let Some(&mark) = bytes.get(at)
        && matches!(mark, b'.' | b',' | b'\'')
        && digits(at + 1) > 0
        && !groups.is_full()
    {
        let len = digits(at + 1);
        groups.push((mark, bytes.get(at + 1..at + 1 + len)?));
        at += 1 + len;
    }
    let mut readings = Readings::new();
    match groups.as_slice() {
        [] => readings.push(whole.number()),
        [(mark, part)] => {
            let as_decimal = whole.with_fraction(part);
            let thousands = part.len() == 3 && first <= 3 && !nought && !spaced;
            if thousands {
                let as_thousands = whole.with(part).number();
                if *mark == decimal {
                    readings.extend([as_decimal, as_thousands]);
                } else {
                    readings.extend([as_thousands, as_decimal]);
                }
            } else {
                readings.push(as_decimal);
            }
            end = at;
        }
        [before @ .., last] => {
            let sign = before[0].0;
            let same = before.iter().all(|(mark, part)| *mark == sign && part.len() == 3);
            let grouped = before.iter().fold(whole, |number, (_, part)| number.with(part));
            if same && last.0 == sign && last.1.len() == 3 {
                // 1.234.567
                readings.push(grouped.with(last.1).number());
                end = at;
            } else if same && last.0 != sign {
                // 1.234,5
                readings.push(grouped.with_fraction(last.1));
                end = at;
            } else {
                // No number has this shape (a date, a version): the first part is what can be said.
                readings.push(whole.number());
            }
        }
    }
    Some(Scan { end, readings })
}

/// The digits of a number read so far.
#[derive(Clone, Copy, Default)]
struct Digits {
    value: u128,
    fraction: usize,
}

/// What has more digits is no number; of a fraction, further digits say nothing.
const MOST_DIGITS: u128 = 10_u128.pow(36);

impl Digits {
    fn add(&mut self, digits: &[u8]) {
        for digit in digits {
            if self.value < MOST_DIGITS {
                self.value = self.value * 10 + u128::from(digit - b'0');
                self.fraction += 1;
            }
        }
    }

    fn with(mut self, digits: &[u8]) -> Self {
        self.add(digits);
        self
    }

    fn number(self) -> f64 {
        self.value as f64
    }

    fn with_fraction(mut self, digits: &[u8]) -> f64 {
        self.fraction = 0;
        self.add(digits);
        Number::decimal(self.value, self.fraction).get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, decimal: u8) -> (Vec<f64>, usize) {
        let scan = scan(text.as_bytes(), 0, decimal).unwrap();
        (scan.readings.to_vec(), scan.end)
    }

    #[test]
    fn reads_every_typography() {
        assert_eq!(of("27.400/mm3", b','), (vec![27400.0, 27.4], 6));
        assert_eq!(of("27,400/mm3", b','), (vec![27.4, 27400.0], 6));
        assert_eq!(of("27,400/mm3", b'.'), (vec![27400.0, 27.4], 6));
        assert_eq!(of("27 400/mm3", b','), (vec![27400.0], 6));
        assert_eq!(of("27\u{202F}400/mm3", b','), (vec![27400.0], 8));
        assert_eq!(of("1\u{A0}234\u{A0}567,8", b','), (vec![1_234_567.8], 13));
        assert_eq!(of("0,80", b','), (vec![0.8], 4));
        assert_eq!(of("0,800", b','), (vec![0.8], 5));
        assert_eq!(of("1.234,5", b','), (vec![1234.5], 7));
        assert_eq!(of("1.234.567", b','), (vec![1_234_567.0], 9));
        assert_eq!(of("37.5o", b','), (vec![37.5], 4));
        assert_eq!(of("12.5.2019", b','), (vec![12.0], 2));
        assert_eq!(of("115.", b','), (vec![115.0], 3));
        assert_eq!(of("9,", b','), (vec![9.0], 1));
    }
}
