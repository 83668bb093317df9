//! The record as JSON, written straight into bytes.
//!
//! It is what `serde_json` writes, byte for byte: a record is mostly short strings, and going through a serialiser field by field
//! takes five times as long. Each type is taken apart by all its fields, so that a new one cannot be forgotten here.

use serde_json::Error;

use crate::{
    Attributes, CharOffset, Code, Concept, Cue, Document, Mention, MentionId, Number, Quantity, Record, ReferenceRange,
    Relation, Section, Span, Value, Warning,
};

impl Record {
    /// Appends the record as JSON, on one line and without a line end: the bytes that `serde_json::to_writer` writes.
    ///
    /// ```
    /// # use epicrisis_record::{Document, Record};
    /// let record = Record::new(Document {
    ///     id: "a \"b\"".to_owned(),
    ///     language: "es".to_owned(),
    ///     language_confidence: 1.into(),
    ///     length: 0,
    ///     sha256: String::new(),
    /// });
    /// let mut line = Vec::new();
    /// record.write_json(&mut line)?;
    /// assert_eq!(line, serde_json::to_vec(&record)?);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    ///
    /// # Errors
    /// None that a record made by this program has; of others, what `serde_json` says of a value it cannot write.
    pub fn write_json(&self, out: &mut Vec<u8>) -> Result<(), Error> {
        let Self {
            schema,
            document,
            subject,
            sections,
            mentions,
            relations,
            warnings,
        } = self;
        raw(out, "{\"schema\":");
        string(out, schema)?;
        raw(out, ",\"document\":");
        write_document(out, document)?;
        raw(out, ",\"subject\":");
        serde_json::to_writer(&mut *out, subject)?;
        raw(out, ",\"sections\":");
        list(out, sections, section)?;
        raw(out, ",\"mentions\":");
        list(out, mentions, mention)?;
        raw(out, ",\"relations\":");
        list(out, relations, relation)?;
        raw(out, ",\"warnings\":");
        list(out, warnings, warning)?;
        out.push(b'}');
        Ok(())
    }
}

fn write_document(out: &mut Vec<u8>, document: &Document) -> Result<(), Error> {
    let Document {
        id,
        language,
        language_confidence,
        length,
        sha256,
    } = document;
    raw(out, "{\"id\":");
    string(out, id)?;
    raw(out, ",\"language\":");
    string(out, language)?;
    raw(out, ",\"language_confidence\":");
    number(out, *language_confidence)?;
    raw(out, ",\"length\":");
    decimal(out, *length);
    raw(out, ",\"sha256\":");
    string(out, sha256)?;
    out.push(b'}');
    Ok(())
}

fn section(out: &mut Vec<u8>, section: &Section) -> Result<(), Error> {
    let Section {
        kind,
        start,
        end,
        heading,
    } = section;
    raw(out, "{\"kind\":");
    name(out, kind.as_str());
    places(out, *start, *end);
    raw(out, ",\"heading\":");
    match heading {
        Some(heading) => string(out, heading)?,
        None => raw(out, "null"),
    }
    out.push(b'}');
    Ok(())
}

fn mention(out: &mut Vec<u8>, mention: &Mention) -> Result<(), Error> {
    let Mention {
        id: of,
        kind,
        start,
        end,
        fragments,
        text,
        concept: means,
        presence,
        experiencer,
        time,
        attributes: said,
        value,
        cues,
        confidence,
    } = mention;
    raw(out, "{\"id\":");
    id(out, *of);
    raw(out, ",\"kind\":");
    name(out, kind.as_str());
    places(out, *start, *end);
    if !fragments.is_empty() {
        raw(out, ",\"fragments\":");
        list(out, fragments, |out, s| {
            span(out, *s);
            Ok(())
        })?;
    }
    raw(out, ",\"text\":");
    string(out, text)?;
    raw(out, ",\"concept\":");
    match means {
        Some(means) => concept(out, means)?,
        None => raw(out, "null"),
    }
    raw(out, ",\"presence\":");
    name(out, presence.as_str());
    raw(out, ",\"experiencer\":");
    name(out, experiencer.as_str());
    raw(out, ",\"time\":");
    name(out, time.as_str());
    raw(out, ",\"attributes\":");
    attributes(out, said)?;
    raw(out, ",\"value\":");
    match value {
        Some(value) => write_value(out, value)?,
        None => raw(out, "null"),
    }
    raw(out, ",\"cues\":");
    list(out, cues, cue)?;
    raw(out, ",\"confidence\":");
    number(out, *confidence)?;
    out.push(b'}');
    Ok(())
}

fn write_value(out: &mut Vec<u8>, value: &Value) -> Result<(), Error> {
    let Value {
        comparator,
        number: own,
        low,
        high,
        unit_text,
        unit,
        canonical,
        assumed_unit,
        text,
        interpretation,
        reference_range,
        start,
        end,
    } = value;
    let begin = out.len();
    if let Some(comparator) = comparator {
        raw(out, ",\"comparator\":");
        string(out, comparator.as_str())?;
    }
    maybe(out, ",\"number\":", *own, number)?;
    maybe(out, ",\"low\":", *low, number)?;
    maybe(out, ",\"high\":", *high, number)?;
    maybe(out, ",\"unit_text\":", unit_text.as_deref(), string)?;
    maybe(out, ",\"unit\":", unit.as_deref(), string)?;
    maybe(out, ",\"canonical\":", canonical.as_ref(), quantity)?;
    if let Some(unit) = assumed_unit {
        raw(out, ",\"assumed_unit\":");
        string(out, unit)?;
    }
    if let Some(text) = text {
        raw(out, ",\"text\":");
        string(out, text)?;
    }
    maybe(out, ",\"interpretation\":", *interpretation, |out, is| {
        string(out, is.as_str())
    })?;
    if let Some(range) = reference_range {
        raw(out, ",\"reference_range\":");
        write_range(out, range)?;
    }
    if let Some(CharOffset(start)) = start {
        raw(out, ",\"start\":");
        decimal(out, *start);
    }
    if let Some(CharOffset(end)) = end {
        raw(out, ",\"end\":");
        decimal(out, *end);
    }
    open(out, begin);
    out.push(b'}');
    Ok(())
}

fn quantity(out: &mut Vec<u8>, quantity: &Quantity) -> Result<(), Error> {
    let Quantity { number: own, unit } = quantity;
    raw(out, "{\"number\":");
    number(out, *own)?;
    raw(out, ",\"unit\":");
    string(out, unit)?;
    out.push(b'}');
    Ok(())
}

fn write_range(out: &mut Vec<u8>, range: &ReferenceRange) -> Result<(), Error> {
    let ReferenceRange {
        low,
        high,
        unit,
        source,
    } = range;
    let begin = out.len();
    maybe(out, ",\"low\":", *low, number)?;
    maybe(out, ",\"high\":", *high, number)?;
    raw(out, ",\"unit\":");
    string(out, unit)?;
    raw(out, ",\"source\":");
    string(out, source)?;
    open(out, begin);
    out.push(b'}');
    Ok(())
}

fn concept(out: &mut Vec<u8>, concept: &Concept) -> Result<(), Error> {
    let Concept { id, label, codes } = concept;
    raw(out, "{\"id\":");
    string(out, id)?;
    raw(out, ",\"label\":");
    string(out, label)?;
    raw(out, ",\"codes\":");
    list(out, codes, |out, Code { system, code }| {
        raw(out, "{\"system\":");
        string(out, system.as_str())?;
        raw(out, ",\"code\":");
        string(out, code)?;
        out.push(b'}');
        Ok(())
    })?;
    out.push(b'}');
    Ok(())
}

fn attributes(out: &mut Vec<u8>, attributes: &Attributes) -> Result<(), Error> {
    let Attributes {
        severity,
        course,
        laterality,
        site,
        specimen,
        level,
        size,
        dose,
        strength,
        route,
        frequency,
        duration,
        form,
        result,
        also,
        degree,
        other,
    } = attributes;
    let begin = out.len();
    let named = |out: &mut Vec<u8>, key: &str, is: Option<&str>| {
        if let Some(is) = is {
            raw(out, key);
            name(out, is);
        }
    };
    let pointing = |out: &mut Vec<u8>, key: &str, to: Option<MentionId>| {
        if let Some(to) = to {
            raw(out, key);
            id(out, to);
        }
    };
    named(out, ",\"severity\":", severity.map(|s| s.as_str()));
    named(out, ",\"course\":", course.map(|c| c.as_str()));
    named(out, ",\"laterality\":", laterality.map(|l| l.as_str()));
    pointing(out, ",\"site\":", *site);
    pointing(out, ",\"specimen\":", *specimen);
    any(out, ",\"level\":", level.as_ref())?;
    any(out, ",\"size\":", size.as_ref())?;
    any(out, ",\"dose\":", dose.as_ref())?;
    any(out, ",\"strength\":", strength.as_ref())?;
    named(out, ",\"route\":", route.map(|r| r.as_str()));
    any(out, ",\"frequency\":", frequency.as_ref())?;
    any(out, ",\"duration\":", duration.as_ref())?;
    any(out, ",\"form\":", form.as_ref())?;
    any(out, ",\"result\":", result.as_ref())?;
    named(out, ",\"also\":", also.map(|kind| kind.as_str()));
    named(out, ",\"degree\":", degree.map(|d| d.as_str()));
    for (key, value) in other {
        out.push(b',');
        string(out, key)?;
        any(out, ":", Some(value))?;
    }
    open(out, begin);
    out.push(b'}');
    Ok(())
}

/// Opens what was written from here, each part of which began with a comma.
fn open(out: &mut Vec<u8>, begin: usize) {
    match out.get_mut(begin) {
        Some(comma) => *comma = b'{',
        None => out.push(b'{'),
    }
}

fn cue(out: &mut Vec<u8>, cue: &Cue) -> Result<(), Error> {
    let Cue {
        role,
        start,
        end,
        rule,
        text,
        scope,
    } = cue;
    raw(out, "{\"role\":");
    name(out, role.as_str());
    places(out, *start, *end);
    any(out, ",\"rule\":", rule.as_ref())?;
    any(out, ",\"text\":", text.as_ref())?;
    if let Some(scope) = scope {
        raw(out, ",\"scope\":");
        span(out, *scope);
    }
    out.push(b'}');
    Ok(())
}

fn relation(out: &mut Vec<u8>, relation: &Relation) -> Result<(), Error> {
    let Relation { kind, from, to } = relation;
    raw(out, "{\"kind\":");
    name(out, kind.as_str());
    raw(out, ",\"from\":");
    id(out, *from);
    raw(out, ",\"to\":");
    id(out, *to);
    out.push(b'}');
    Ok(())
}

fn warning(out: &mut Vec<u8>, warning: &Warning) -> Result<(), Error> {
    let Warning {
        code,
        message,
        start,
        end,
    } = warning;
    raw(out, "{\"code\":");
    string(out, code.as_str())?;
    raw(out, ",\"message\":");
    string(out, message)?;
    places(out, *start, *end);
    out.push(b'}');
    Ok(())
}

fn raw(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(text.as_bytes());
}

/// One of the record's own names, in which nothing has to be escaped.
fn name(out: &mut Vec<u8>, name: &str) {
    out.push(b'"');
    raw(out, name);
    out.push(b'"');
}

fn id(out: &mut Vec<u8>, id: MentionId) {
    raw(out, "\"m");
    decimal(out, id.0);
    out.push(b'"');
}

fn places(out: &mut Vec<u8>, start: CharOffset, end: CharOffset) {
    raw(out, ",\"start\":");
    decimal(out, start.0);
    raw(out, ",\"end\":");
    decimal(out, end.0);
}

fn span(out: &mut Vec<u8>, span: Span) {
    out.push(b'[');
    decimal(out, span.start.0);
    out.push(b',');
    decimal(out, span.end.0);
    out.push(b']');
}

fn list<T>(
    out: &mut Vec<u8>,
    items: &[T],
    mut each: impl FnMut(&mut Vec<u8>, &T) -> Result<(), Error>,
) -> Result<(), Error> {
    out.push(b'[');
    for (n, item) in items.iter().enumerate() {
        if n > 0 {
            out.push(b',');
        }
        each(out, item)?;
    }
    out.push(b']');
    Ok(())
}

/// What may be unknown, behind its key.
fn maybe<T>(
    out: &mut Vec<u8>,
    key: &str,
    value: Option<T>,
    write: impl FnOnce(&mut Vec<u8>, T) -> Result<(), Error>,
) -> Result<(), Error> {
    raw(out, key);
    match value {
        Some(value) => write(out, value),
        None => {
            raw(out, "null");
            Ok(())
        }
    }
}

/// What is rare, behind its key.
fn any(out: &mut Vec<u8>, key: &str, value: Option<&impl serde::Serialize>) -> Result<(), Error> {
    if let Some(value) = value {
        raw(out, key);
        serde_json::to_writer(out, value)?;
    }
    Ok(())
}

fn string(out: &mut Vec<u8>, text: &str) -> Result<(), Error> {
    if is_plain(text.as_bytes()) {
        name(out, text);
        Ok(())
    } else {
        serde_json::to_writer(out, text)
    }
}

/// Whether nothing in a string has to be escaped.
fn is_plain(bytes: &[u8]) -> bool {
    let (eights, rest) = bytes.as_chunks::<8>();
    let escaped = eights
        .iter()
        .fold(0, |found, eight| found | to_escape(u64::from_le_bytes(*eight)));
    // Blanks where there is no letter.
    let mut last = [b' '; 8];
    last[..rest.len()].copy_from_slice(rest);
    escaped | to_escape(u64::from_le_bytes(last)) == 0
}

/// The highest bit of the lowest byte that has to be escaped, and none where there is no such byte.
fn to_escape(eight: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let below = |word: u64, limit: u64| word.wrapping_sub(ONES * limit) & !word;
    let is = |byte: u8| below(eight ^ (ONES * u64::from(byte)), 1);
    (below(eight, 0x20) | is(b'"') | is(b'\\')) & ONES << 7
}

/// Whole numbers and short decimals by their digits, the others as the library writes them.
fn number(out: &mut Vec<u8>, number: Number) -> Result<(), Error> {
    /// So many digits behind the point, and the power of ten for that.
    const PLACES: [(usize, f64); 3] = [(1, 10.0), (2, 100.0), (3, 1000.0)];
    const FEW: f64 = 1e6;
    let is = number.get();
    if (0.0..FEW).contains(&is) {
        if is.fract() == 0.0 {
            decimal(out, is as u32);
            return Ok(());
        }
        for (places, power) in PLACES {
            let digits = (is * power).round();
            // The nearest to these digits; no shorter ones are as near, and with so few no others are.
            if digits / power == is {
                let (whole, part) = (digits as u32 / power as u32, digits as u32 % power as u32);
                decimal(out, whole);
                // The digit before is the power's own 1.
                let point = out.len();
                decimal(out, part + power as u32);
                debug_assert_eq!(out.len(), point + places + 1);
                out[point] = b'.';
                return Ok(());
            }
        }
    }
    serde_json::to_writer(out, &number)
}

fn decimal(out: &mut Vec<u8>, mut number: u32) {
    // As many digits as the largest has.
    const MOST: usize = 10;
    let count = number.checked_ilog10().map_or(1, |log| log as usize + 1);
    let mut digits = [b'0'; MOST];
    for digit in digits[..count].iter_mut().rev() {
        *digit = b'0' + (number % 10) as u8;
        number /= 10;
    }
    // All at once, what is behind them dropped again: a length that is known costs no call.
    let begin = out.len();
    out.extend_from_slice(&digits);
    out.truncate(begin + count);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_as_the_library_writes_them() {
        let mut all: Vec<String> = (0..=0x200).filter_map(char::from_u32).map(String::from).collect();
        all.extend(["", "fiebre de 38 ºC", "\u{1F600}", "\u{2028}"].map(str::to_owned));
        for text in &all {
            // At each place of eight bytes and behind them.
            for before in 0..18 {
                let text = format!("{}{text}más", "·a".repeat(before));
                let mut own = Vec::new();
                string(&mut own, &text).unwrap();
                assert_eq!(own, serde_json::to_vec(&text).unwrap(), "{text:?}");
            }
        }
    }

    #[test]
    fn numbers_are_as_the_library_writes_them() {
        for number in [0, 1, 9, 10, 99, 100, 12_345, 999_999_999, u32::MAX] {
            let mut own = Vec::new();
            decimal(&mut own, number);
            assert_eq!(own, number.to_string().as_bytes());
        }
    }

    #[test]
    fn decimals_are_as_the_library_writes_them() {
        let few = (0..30_000_u32).map(|n| f64::from(n * 7919 % 1_000_003));
        let scaled = few.flat_map(|n| [1.0, 10.0, 100.0, 1000.0, 1e4, 3.0, 1e9, 1e-7].map(|by| n / by));
        for is in scaled.chain([999_999.999, 1e6, 1e21, 0.1 + 0.2, -0.5, f64::MIN_POSITIVE, f64::MAX]) {
            let number = Number::new(is).unwrap();
            let mut own = Vec::new();
            super::number(&mut own, number).unwrap();
            assert_eq!(own, serde_json::to_vec(&number).unwrap(), "{is}");
        }
    }
}
