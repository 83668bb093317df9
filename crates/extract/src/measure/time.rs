//! Time: durations, moments before and after, dates, and the ages of patients.

use epicrisis_lexicon::{Category, WordClass};
use epicrisis_record::{Kind, Number, Value};
use epicrisis_text::{Shape, TokenKind};

use super::number::{Join, Numerals};
use crate::found::Found;
use crate::read::{Mark, Reading};

/// What a word of time is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word<'d> {
    /// Of this UCUM unit.
    Unit(&'d str),
    /// Lies before now; stands behind the number.
    BeforePost,
    /// Lies before now; stands before the number.
    BeforePre,
    /// Lies after now.
    After { behind: bool },
    /// A duration.
    For { behind: bool },
    /// A month.
    Month(u32),
    /// An age.
    Age { behind: bool },
    /// A year stands behind it.
    In,
    /// So many days after something: after an operation, where the words say so.
    Day { day: u32, operation: bool },
    /// A moment stands behind it, until which something was.
    Until,
    /// Lies ahead of now; stands before the number.
    Ahead,
    /// A verb of having had, and having no more.
    Had,
    /// Makes a span of time of the number, and no age: `3 años de seguimiento`.
    Span { behind: bool },
}

/// An age that the text gives to somebody.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ages {
    /// The mention, by its place in the list.
    pub(crate) mention: usize,
    pub(crate) number: f64,
    /// UCUM: `a`, `mo`, `wk`, `d`, `h`.
    pub(crate) unit: &'static str,
}

fn word<'d>(reading: &Reading<'_, 'd>, payload: u32) -> Option<Word<'d>> {
    let rec = reading.lexicon.tables().times.get(payload as usize)?;
    let value = reading.lexicon.str(rec.value);
    Some(match reading.lexicon.str(rec.kind) {
        "unit" => Word::Unit(value),
        "before" if value == "pre" => Word::BeforePre,
        "before" => Word::BeforePost,
        "after" => Word::After { behind: value != "pre" },
        "for" => Word::For {
            behind: value == "post",
        },
        "month" => Word::Month(value.parse().ok()?),
        "in" => Word::In,
        kind @ ("day" | "nth-day") => Word::Day {
            day: value.parse().ok()?,
            operation: kind == "day",
        },
        "until" => Word::Until,
        "ahead" => Word::Ahead,
        "had" => Word::Had,
        "age" => Word::Age { behind: value != "pre" },
        "span" => Word::Span { behind: value != "pre" },
        _ => return None,
    })
}

/// Finds times and ages. The numbers they take are marked as used.
pub(crate) fn times(reading: &Reading<'_, '_>, numerals: &mut Numerals, found: &mut Vec<Found>) -> Vec<Ages> {
    let recognised = found.len();
    dates(reading, numerals, found);
    days(reading, numerals, found);
    let mut ages = Vec::new();
    for numeral in numerals.iter_mut() {
        if numeral.used || numeral.more.len() > 1 {
            continue;
        }
        let Some((unit, last)) = unit_behind(reading, numeral) else {
            // `di anni 52`: the unit before the number.
            if let Some((unit, start)) = years_before(reading, numeral)
                && let Some(number) = numeral.readings.last().copied()
            {
                numeral.used = true;
                let mut mention = Found::new(Kind::Demographic, None, start, numeral.end - 1);
                mention.value = Some(Box::new(value(number, None, unit, None, None)));
                ages.push(Ages {
                    mention: found.len(),
                    number,
                    unit,
                });
                found.push(mention);
            }
            continue;
        };
        // `en un segundo tiempo`: the second of something, and no second.
        let next = reading
            .words
            .get(last + 1)
            .filter(|_| reading.sentence(last).end as usize > last + 1);
        if unit == "s" && !numeral.digits && next.is_some_and(|w| w.mark == Mark::None && w.is_content()) {
            continue;
        }
        // `cada 8 horas` says how often, not when.
        let token = numeral.first;
        let often = reading
            .phrases
            .within(Category::Frequency, token.saturating_sub(6)..token + 1)
            .last();
        if often.is_some_and(|p| p.end as usize > token) {
            continue;
        }
        let Some(number) = numeral
            .readings
            .last()
            .copied()
            .filter(|_| numeral.join != Some(Join::Slash))
        else {
            continue;
        };
        numeral.used = true;
        // `5 años y 7 meses de edad`: the months are the age's.
        if age_unit(unit).is_some_and(|u| u != "a")
            && let Some(age) = ages.last().filter(|a: &&Ages| a.unit == "a")
            && let Some(mention) = found.get_mut(age.mention)
            && numeral.first > mention.end()
            && numeral.first - mention.end() <= 2
            && (mention.end() + 1..numeral.first)
                .all(|t| reading.words[t].mark == Mark::None && !reading.words[t].is_content())
        {
            mention.last = marker_behind(reading, last + 1)
                .filter(|(word, _)| matches!(word, Word::Age { behind: true }))
                .map_or(last, |(_, end)| end) as u32;
            continue;
        }
        let (mut first, mut end) = (numeral.first, last);
        let range = (numeral.join == Some(Join::Range))
            .then(|| numeral.more.first().copied())
            .flatten();
        let comparator = numeral.comparator;
        if let Some(ucum) = age_unit(unit)
            && let Some((from, to)) = age_around(reading, first, last, ucum == "a")
            && (ucum == "a" || !ages.iter().any(|a: &Ages| a.unit == "a"))
        {
            let mut mention = Found::new(Kind::Demographic, None, from, to);
            mention.value = Some(Box::new(value(number, range, unit, comparator, None)));
            ages.push(Ages {
                mention: found.len(),
                number,
                unit: ucum,
            });
            found.push(mention);
            continue;
        }
        let mut direction = None;
        if let Some((word, phrase_end)) = marker_behind(reading, end + 1) {
            match word {
                Word::BeforePost => direction = Some("before"),
                Word::After { behind: true } => direction = Some("after"),
                Word::For { behind: true } => direction = Some("for"),
                _ => {}
            }
            if direction.is_some() {
                end = phrase_end;
            }
        }
        if direction.is_none()
            && let Some((word, start)) = marker_before(reading, first)
        {
            direction = match word {
                Word::BeforePre => Some("before"),
                Word::After { behind: false } => Some("after"),
                Word::For { behind: false } => Some("for"),
                Word::Ahead => Some("ahead"),
                _ => None,
            };
            if direction.is_some() {
                first = start;
            }
        }
        // `peste 3 luni`: more than three months, or in three; of a time it is the latter, unless a preposition leads to it.
        let ahead = reading
            .phrases
            .at(Category::Time, first)
            .and_then(|p| word(reading, p.payload));
        let comparator = match ahead {
            Some(Word::Ahead) if direction.is_none() && comparator.is_some() && !led(reading, first) => {
                direction = Some("ahead");
                None
            }
            _ => comparator,
        };
        let mut mention = Found::new(Kind::Time, None, first, end);
        mention.value = Some(Box::new(value(number, range, unit, comparator, iso(number, unit))));
        if let Some(direction) = direction {
            mention
                .attributes
                .other
                .insert("direction".to_owned(), direction.into());
        }
        found.push(mention);
    }
    give_way(found, recognised, &mut ages);
    ages
}

/// Whether a preposition stands right before a token: `de peste 3 luni`.
fn led(reading: &Reading<'_, '_>, token: usize) -> bool {
    let before = token
        .checked_sub(1)
        .filter(|t| *t >= reading.sentence(token).first as usize);
    before.is_some_and(|t| {
        matches!(
            reading.words[t].class,
            WordClass::Function | WordClass::Locative | WordClass::Comitative
        )
    })
}

/// A word inside a time or an age is nothing else: the years of `47 años` are no other word's plural.
fn give_way(found: &mut Vec<Found>, recognised: usize, ages: &mut [Ages]) {
    let mut times: Vec<(u32, u32)> = found[recognised..].iter().map(|f| (f.first, f.last)).collect();
    times.sort_unstable();
    let inside = |f: &Found| {
        let at = times.partition_point(|(first, _)| *first <= f.first);
        at.checked_sub(1).is_some_and(|i| f.last <= times[i].1)
    };
    let mut place = vec![usize::MAX; found.len()];
    let mut kept = 0;
    for (i, f) in found.iter().enumerate() {
        if i >= recognised || !inside(f) {
            place[i] = kept;
            kept += 1;
        }
    }
    let mut i = 0;
    found.retain(|_| {
        i += 1;
        place[i - 1] != usize::MAX
    });
    for f in found.iter_mut() {
        f.parent = f.parent.map(|p| place[p]).filter(|p| *p != usize::MAX);
    }
    for age in ages {
        age.mention = place[age.mention];
    }
}

fn value(
    number: f64,
    range: Option<f64>,
    unit: &str,
    comparator: Option<epicrisis_record::Comparator>,
    text: Option<String>,
) -> Value {
    let number = Number::new(number).ok();
    Value {
        comparator,
        number: number.filter(|_| range.is_none()),
        low: number.filter(|_| range.is_some()),
        high: range.and_then(|r| Number::new(r).ok()),
        unit: Some(unit.to_owned()),
        text: text.filter(|_| range.is_none()),
        ..Value::default()
    }
}

/// A duration as ISO 8601 writes it.
fn iso(number: f64, unit: &str) -> Option<String> {
    Some(match unit {
        "a" => format!("P{number}Y"),
        "mo" => format!("P{number}M"),
        "wk" => format!("P{number}W"),
        "d" => format!("P{number}D"),
        "h" => format!("PT{number}H"),
        "min" => format!("PT{number}M"),
        "s" => format!("PT{number}S"),
        _ => return None,
    })
}

fn age_unit(unit: &str) -> Option<&'static str> {
    ["a", "mo", "wk", "d", "h"].into_iter().find(|u| *u == unit)
}

/// The unit of time behind a number, over a hyphen or a small word (`47-year-old`, `47 de ani`), and its last token.
fn unit_behind<'d>(reading: &Reading<'_, 'd>, numeral: &super::Numeral) -> Option<(&'d str, usize)> {
    let sentence = reading.sentence(numeral.first);
    let from = numeral.end;
    for token in from..(from + 3).min(sentence.end as usize) {
        if let Some(phrase) = reading.phrases.at(Category::Time, token)
            && let Some(Word::Unit(unit)) = word(reading, phrase.payload)
        {
            return Some((unit, phrase.end as usize - 1));
        }
        let word = &reading.words[token];
        // `90/min` is a rate.
        let hyphen = word.mark == Mark::Soft && reading.tokens.folded_form(token) == "-";
        let skip = hyphen || word.mark == Mark::None && !word.is_content();
        if !skip || reading.tokens[token].kind == TokenKind::Number {
            return None;
        }
    }
    None
}

/// A word for years right before a number, with a person or a word for age before it.
fn years_before(reading: &Reading<'_, '_>, numeral: &super::Numeral) -> Option<(&'static str, usize)> {
    let at = numeral.first;
    let floor = reading.sentence(at).first as usize;
    let phrase = reading
        .phrases
        .within(Category::Time, at.saturating_sub(3).max(floor)..at)
        .last()?;
    let years = phrase.end as usize == at && matches!(word(reading, phrase.payload), Some(Word::Unit("a")));
    let first = phrase.first as usize;
    let person = reading
        .phrases
        .within(Category::Person, first.saturating_sub(NEAR + 1).max(floor)..first)
        .last()
        .is_some_and(|p| {
            (p.end as usize..first).all(|t| !reading.words[t].is_content() && reading.words[t].mark != Mark::Hard)
        });
    (years && person && numeral.digits && numeral.more.is_empty()).then_some(("a", first))
}

fn marker_behind<'d>(reading: &Reading<'_, 'd>, from: usize) -> Option<(Word<'d>, usize)> {
    let end = reading.sentence(from.saturating_sub(1)).end as usize;
    for token in from..(from + 2).min(end) {
        if let Some(phrase) = reading.phrases.at(Category::Time, token) {
            return Some((word(reading, phrase.payload)?, phrase.end as usize - 1));
        }
        if reading.words[token].mark != Mark::None || reading.words[token].is_content() {
            return None;
        }
    }
    None
}

fn marker_before<'d>(reading: &Reading<'_, 'd>, first: usize) -> Option<(Word<'d>, usize)> {
    let start = reading.sentence(first).first as usize;
    let phrases = reading
        .phrases
        .within(Category::Time, first.saturating_sub(5).max(start)..first);
    let phrase = phrases
        .iter()
        .rev()
        .find(|p| p.end as usize <= first && first - p.end as usize <= 1)?;
    Some((word(reading, phrase.payload)?, phrase.first as usize))
}

/// How many tokens may part an age from the person or from the word that makes it one.
const NEAR: usize = 3;

/// Whether a number of years is somebody's age: a person stands by it, or a word for age. Gives the tokens it spans.
fn age_around(reading: &Reading<'_, '_>, first: usize, last: usize, years: bool) -> Option<(usize, usize)> {
    let sentence = reading.sentence(first);
    let end = sentence.end as usize;
    let mut behind = last + 1;
    // `47 años de edad`, `47 years old`, `47-year-old`.
    while behind < end && behind <= last + 2 {
        if let Some(phrase) = reading.phrases.at(Category::Time, behind) {
            match word(reading, phrase.payload) {
                Some(Word::Age { behind: true }) => return Some((first, phrase.end as usize - 1)),
                // `47 años antes`, `2 años de evolución` are no ages.
                // But `paziente di 86 anni dopo un intervento`: a person whose number it is.
                Some(Word::After { behind: true }) if years && of_person(reading, first) => break,
                Some(
                    Word::BeforePost
                    | Word::After { behind: true }
                    | Word::For { behind: true }
                    | Word::Span { behind: true },
                ) => return None,
                _ => break,
            }
        }
        if reading.words[behind].mark != Mark::Soft {
            break;
        }
        behind += 1;
    }
    let low = first.saturating_sub(6).max(sentence.first as usize);
    let before = reading.phrases.within(Category::Time, low..first);
    if let Some(phrase) = before.iter().rev().find(|p| p.end as usize <= first) {
        match word(reading, phrase.payload) {
            Some(Word::Age { behind: false }) if first - phrase.end as usize <= 1 => {
                return Some((phrase.first as usize, last));
            }
            // `hace 47 años`, `desde hace …`.
            Some(Word::BeforePre | Word::For { .. } | Word::After { .. } | Word::Span { behind: false })
                if first - phrase.end as usize <= 1 =>
            {
                return None;
            }
            _ => {}
        }
    }
    let person_before = reading
        .phrases
        .within(Category::Person, first.saturating_sub(NEAR + 4).max(sentence.first as usize)..first)
        .iter()
        .rev()
        .find(|p| {
            let between = p.end as usize..first;
            between.len() <= NEAR + 2
                && between.clone().all(|t| reading.words[t].mark != Mark::Hard && reading.words[t].mark != Mark::Open)
                // A name or its initials, in capitals, may stand between: `Mme N.R. de 34 ans`.
                && between.filter(|t| reading.words[*t].is_content() && reading.tokens[*t].shape == Shape::Lower).count()
                    <= usize::from(years)
        });
    if person_before.is_some() {
        return Some((first, last));
    }
    let person_behind = reading
        .phrases
        .within(Category::Person, last + 1..(last + 1 + NEAR).min(end))
        .first();
    person_behind.map(|_| (first, last))
}

/// Whether a person stands right before a number, with a small word and at most one other between, and no comma.
fn of_person(reading: &Reading<'_, '_>, first: usize) -> bool {
    let floor = reading.sentence(first).first as usize;
    let persons = reading
        .phrases
        .within(Category::Person, first.saturating_sub(NEAR).max(floor)..first);
    let small = |t: usize| reading.words[t].mark == Mark::None && reading.words[t].class.is_small();
    persons.last().is_some_and(|p| {
        let between = p.end as usize..first;
        !between.is_empty()
            && small(first - 1)
            && between.clone().all(|t| reading.words[t].mark == Mark::None)
            && between.filter(|t| reading.words[*t].is_content()).count() <= 1
    })
}

/// Dates: `12/03/2019`, `2019-03-12`, `12 de marzo de 2019`, `marzo de 2019`.
fn dates(reading: &Reading<'_, '_>, numerals: &mut Numerals, found: &mut Vec<Found>) {
    // A date begins with digits or with the name of a month.
    let mut starts: Vec<usize> = numerals
        .iter()
        .filter(|n| n.digits)
        .filter_map(|n| (n.first..n.end).find(|t| reading.tokens[*t].kind == TokenKind::Number))
        .collect();
    starts.extend(reading.phrases.of(Category::Time).iter().map(|p| p.first as usize));
    starts.sort_unstable();
    let mut behind = 0;
    let mut taken: Vec<(usize, usize)> = Vec::new();
    for token in starts {
        if token < behind {
            continue;
        }
        let bare = || year_alone(reading, token).map(|(iso, at)| (iso, at, at));
        let until = || {
            matches!(
                reading
                    .phrases
                    .at(Category::Time, token)
                    .and_then(|p| word(reading, p.payload)),
                Some(Word::Until)
            )
        };
        let date = written_date(reading, token).or_else(|| numeric_date(reading, token));
        if let Some((iso, first, last)) = date.map(|(iso, last)| (iso, token, last)).or_else(bare) {
            let mut mention = Found::new(Kind::Time, None, first, last);
            mention.value = Some(Box::new(Value {
                text: Some(iso),
                ..Value::default()
            }));
            if until() {
                mention.attributes.other.insert("direction".to_owned(), "until".into());
            }
            found.push(mention);
            taken.push((token, last));
            behind = last + 1;
        }
    }
    for numeral in numerals.iter_mut() {
        let at = taken.partition_point(|(_, last)| *last < numeral.first);
        numeral.used |= taken.get(at).is_some_and(|(first, _)| numeral.end > *first);
    }
}

fn digits(reading: &Reading<'_, '_>, token: usize) -> Option<(u32, usize)> {
    let kind = reading.tokens.get(token)?.kind;
    let text = reading.tokens.folded_form(token);
    (kind == TokenKind::Number && text.len() <= 4).then(|| text.parse().ok().map(|n| (n, text.len())))?
}

fn calendar(year: u32, month: u32, day: u32) -> Option<String> {
    let fits = (1850..2200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    fits.then(|| format!("{year:04}-{month:02}-{day:02}"))
}

fn numeric_date(reading: &Reading<'_, '_>, token: usize) -> Option<(String, usize)> {
    let (a, a_len) = digits(reading, token)?;
    let sign = |at: usize| {
        reading
            .tokens
            .get(at)
            .filter(|t| !t.spaced && t.kind == TokenKind::Mark)?;
        Some(reading.tokens.folded_form(at)).filter(|s| matches!(*s, "/" | "-" | "."))
    };
    let tight = |at: usize| reading.tokens.get(at).is_some_and(|t| !t.spaced);
    let one = sign(token + 1)?;
    let (b, b_len) = digits(reading, token + 2).filter(|_| tight(token + 2))?;
    let two = sign(token + 3).filter(|s| *s == one)?;
    let (c, c_len) = digits(reading, token + 4).filter(|_| tight(token + 4))?;
    let _ = two;
    if a_len == 4 && b_len <= 2 && c_len <= 2 {
        return Some((calendar(a, b, c)?, token + 4));
    }
    if a_len > 2 || b_len > 2 || c_len != 4 {
        return None;
    }
    // Day first, as in the five Romance languages and British letters; the month can only be first where the day cannot
    // be second.
    let iso = if b > 12 { calendar(c, a, b) } else { calendar(c, b, a) };
    iso.map(|iso| (iso, token + 4))
}

/// `en 2010`, `nel 2010`: a year that a preposition leads to, with nothing behind it that it would count.
fn year_alone(reading: &Reading<'_, '_>, token: usize) -> Option<(String, usize)> {
    let phrase = reading.phrases.at(Category::Time, token)?;
    if !matches!(word(reading, phrase.payload)?, Word::In | Word::Until) {
        return None;
    }
    let at = phrase.end as usize;
    let (year, _) = digits(reading, at).filter(|(n, len)| *len == 4 && (1900..2100).contains(n))?;
    let next = reading.words.get(at + 1);
    let end = reading.sentence(at).end as usize <= at + 1;
    let tight = reading.tokens.get(at + 1).is_some_and(|t| !t.spaced);
    let free = end
        || next.is_none_or(|w| {
            (w.mark != Mark::None || w.class.is_small() || w.class.joins()) && !(tight && w.mark == Mark::Soft)
        });
    let stroke = !end && matches!(reading.tokens.folded_form(at + 1), "/" | "-" | "%");
    (free && !stroke).then(|| (format!("{year:04}"), at))
}

fn month_at(reading: &Reading<'_, '_>, token: usize) -> Option<(u32, usize)> {
    let phrase = reading.phrases.at(Category::Time, token)?;
    match word(reading, phrase.payload)? {
        Word::Month(month) => Some((month, phrase.end as usize)),
        _ => None,
    }
}

/// The next token that is no small word and no comma.
fn over_small(reading: &Reading<'_, '_>, token: usize) -> usize {
    let mut at = token;
    while at < token + 2
        && reading.words.get(at).is_some_and(|w| {
            w.mark == Mark::Comma
                || w.mark == Mark::None && !w.is_content() && reading.tokens[at].kind == TokenKind::Word
        })
        && month_at(reading, at).is_none()
    {
        at += 1;
    }
    at
}

fn written_date(reading: &Reading<'_, '_>, token: usize) -> Option<(String, usize)> {
    let year_at = |at: usize| {
        digits(reading, at)
            .filter(|(n, len)| *len == 4 && (1850..2200).contains(n))
            .map(|(n, _)| n)
    };
    // 12 de marzo de 2019; 1er mars 2019 is left to the year and month.
    if let Some((day, len)) = digits(reading, token)
        && len <= 2
        && let Some((month, end)) = month_at(reading, over_small(reading, token + 1))
    {
        let at = over_small(reading, end);
        if let Some(year) = year_at(at) {
            return Some((calendar(year, month, day)?, at));
        }
        let iso = (1..=31).contains(&day).then(|| format!("--{month:02}-{day:02}"))?;
        return Some((iso, end - 1));
    }
    let (month, end) = month_at(reading, token)?;
    // March 12, 2019.
    if let Some((day, len)) = digits(reading, end)
        && len <= 2
    {
        let at = over_small(reading, end + 1);
        if let Some(year) = year_at(at) {
            return Some((calendar(year, month, day)?, at));
        }
    }
    let at = over_small(reading, end);
    let year = year_at(at)?;
    Some((format!("{year:04}-{month:02}"), at))
}

/// Whether a verb of having had stands in a stretch of tokens: `tuvo`, `a fait`, `ha avuto`.
pub(crate) fn had(reading: &Reading<'_, '_>, within: std::ops::Range<usize>) -> bool {
    let phrases = reading.phrases.within(Category::Time, within);
    phrases
        .iter()
        .any(|p| matches!(word(reading, p.payload), Some(Word::Had)))
}

/// `POD 3`, `tercer día postoperatorio`, `J3`: so many days after an operation.
fn days(reading: &Reading<'_, '_>, numerals: &mut Numerals, found: &mut Vec<Found>) {
    for phrase in reading.phrases.of(Category::Time) {
        let Some(Word::Day { day, operation }) = word(reading, phrase.payload) else {
            continue;
        };
        // `ceftriaxone J3/7`: the third of seven days.
        let behind = phrase.end as usize;
        if reading.tokens.get(behind).is_some_and(|t| !t.spaced) && reading.tokens.folded_form(behind) == "/" {
            continue;
        }
        let mut mention = Found::new(Kind::Time, None, phrase.first as usize, behind - 1);
        let number = f64::from(day);
        mention.value = Some(Box::new(value(number, None, "d", None, iso(number, "d"))));
        let other = &mut mention.attributes.other;
        other.insert("direction".to_owned(), "after".into());
        if operation {
            other.insert("anchor".to_owned(), "operation".into());
        }
        found.push(mention);
        let from = numerals.partition_point(|n| n.first < phrase.first as usize);
        let inside = numerals[from..]
            .iter_mut()
            .take_while(|n| n.first < phrase.end as usize);
        inside.for_each(|n| n.used = true);
    }
}
