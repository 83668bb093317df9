//! Words for what the record says in codes, and the document's own words made fit to show.

use epicrisis_record::{Comparator, Frequency, SectionKind, Value};

/// Words of the document, fit for a line: any run of white space as one blank; control characters, and
/// those that turn the direction of writing, as U+FFFD.
pub(crate) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            c if c.is_whitespace() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
                out.push('\u{FFFD}')
            }
            c if c.is_control() => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}

/// A UCUM unit as it is written by hand; empty for the unit of pure numbers.
pub(crate) fn unit(ucum: &str) -> String {
    let mut unit = String::with_capacity(ucum.len());
    let mut note = false;
    let mut chars = ucum.chars().peekable();
    while let Some(c) = chars.next() {
        let begins = unit.is_empty() || unit.ends_with(['/', '.']);
        match c {
            // Annotations in braces say what is counted, not in what.
            '{' => note = true,
            '}' => note = false,
            _ if note => {}
            'u' if begins && chars.peek().is_some_and(|next| next.is_alphabetic() || *next == '[') => unit.push('µ'),
            c => unit.push(c),
        }
    }
    for (from, to) in [
        ("mm[Hg]", "mmHg"),
        ("Cel", "°C"),
        ("[degF]", "°F"),
        ("[IU]", "IU"),
        ("[iU]", "IU"),
        ("[pH]", ""),
        ("10*12", "10¹²"),
        ("10*9", "10⁹"),
        ("10*6", "10⁶"),
        ("10*3", "10³"),
    ] {
        unit = unit.replace(from, to);
    }
    if unit == "1" { String::new() } else { unit }
}

/// A value as it is written by hand: `< 0.5 mg/dL`, `10–15`, `positive`.
pub(crate) fn value(value: &Value) -> String {
    let comparator = comparator(value.comparator);
    let number = match (value.number, value.low, value.high) {
        (Some(number), _, _) => number.to_string(),
        (None, Some(low), Some(high)) => format!("{low}–{high}"),
        (None, Some(low), None) => format!("≥ {low}"),
        (None, None, Some(high)) => format!("≤ {high}"),
        (None, None, None) => return clean(value.text.as_deref().unwrap_or_default()),
    };
    let unit = match (&value.unit, &value.unit_text) {
        (Some(ucum), _) => unit(ucum),
        (None, Some(written)) => clean(written),
        (None, None) => String::new(),
    };
    let words = value
        .text
        .as_deref()
        .map(|text| format!(" ({})", clean(text)))
        .unwrap_or_default();
    join(&format!("{comparator}{number}"), &unit) + &words
}

/// How a value stands to its number, with the blank behind it.
pub(crate) fn comparator(comparator: Option<Comparator>) -> &'static str {
    match comparator {
        None => "",
        Some(Comparator::Less) => "< ",
        Some(Comparator::LessOrEqual) => "≤ ",
        Some(Comparator::Greater) => "> ",
        Some(Comparator::GreaterOrEqual) => "≥ ",
        Some(Comparator::About) => "about ",
    }
}

/// A number and its unit, with a blank where one belongs.
pub(crate) fn join(number: &str, unit: &str) -> String {
    match unit.chars().next() {
        None => number.to_owned(),
        Some('%' | '°' | '/') => format!("{number}{unit}"),
        Some(_) => format!("{number} {unit}"),
    }
}

/// How often, in words.
pub(crate) fn frequency(frequency: &Frequency) -> Option<String> {
    let one = |number: Option<epicrisis_record::Number>| number.is_none_or(|number| number.get() == 1.0);
    let mut words = Vec::new();
    if let Some(pattern) = &frequency.pattern {
        words.push(clean(pattern));
    } else if let Some(unit) = &frequency.period_unit {
        let name = period(unit);
        words.push(match (frequency.times, frequency.period) {
            (times, period) if one(times) && one(period) => format!("every {name}"),
            (times, Some(period)) if one(times) => format!("every {period} {name}s"),
            (Some(times), period) if one(period) => format!("{times} times a {name}"),
            (Some(times), Some(period)) => format!("{times} times in {period} {name}s"),
            (None, _) | (_, None) => format!("every {name}"),
        });
    } else if let Some(times) = frequency.times {
        words.push(if one(Some(times)) {
            "once".to_owned()
        } else {
            format!("{times} times")
        });
    }
    if frequency.as_needed == Some(true) {
        words.push("as needed".to_owned());
    }
    if words.is_empty() {
        words.extend(frequency.text.as_deref().map(|text| format!("“{}”", clean(text))));
    }
    (!words.is_empty()).then(|| words.join(", "))
}

fn period(ucum: &str) -> String {
    match ucum {
        "s" => "second",
        "min" => "minute",
        "h" => "hour",
        "d" => "day",
        "wk" => "week",
        "mo" => "month",
        "a" => "year",
        other => return clean(other),
    }
    .to_owned()
}

/// An ISO 8601 duration in words; as it is where it is none of one part.
pub(crate) fn duration(iso: &str) -> String {
    let parts = || {
        let body = iso.strip_prefix('P')?;
        let (clock, body) = body.strip_prefix('T').map_or((false, body), |rest| (true, rest));
        let number = body.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let name = match (clock, &body[number.len()..]) {
            (false, "Y") => "year",
            (false, "M") => "month",
            (false, "W") => "week",
            (false, "D") => "day",
            (true, "H") => "hour",
            (true, "M") => "minute",
            (true, "S") => "second",
            _ => return None,
        };
        let count: f64 = number.parse().ok()?;
        Some(if count == 1.0 {
            format!("1 {name}")
        } else {
            format!("{number} {name}s")
        })
    };
    parts().unwrap_or_else(|| clean(iso))
}

/// The name of a section, to stand over what was found in it.
pub(crate) fn section(kind: SectionKind) -> String {
    let name = match kind {
        SectionKind::Ecg => "electrocardiogram",
        kind => kind.as_str(),
    };
    let mut name = name.replace('-', " ");
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_document_takes_hold_of_what_shows_it() {
        assert_eq!(
            clean(" a\r\n\t b\u{1b}[31mred\u{202e}\0"),
            "a b\u{FFFD}[31mred\u{FFFD}\u{FFFD}"
        );
    }

    #[test]
    fn units_and_durations() {
        assert_eq!(join("27.4", &unit("10*9/L")), "27.4 10⁹/L");
        assert_eq!(join("80", &unit("mm[Hg]")), "80 mmHg");
        assert_eq!(join("37.5", &unit("Cel")), "37.5°C");
        assert_eq!(join("7.4", &unit("[pH]")), "7.4");
        assert_eq!(join("70.7", &unit("umol/L")), "70.7 µmol/L");
        assert_eq!(join("5000", &unit("/uL")), "5000/µL");
        assert_eq!(join("86", &unit("{beats}/min")), "86/min");
        assert_eq!(duration("P7D"), "7 days");
        assert_eq!(duration("PT1H"), "1 hour");
        assert_eq!(duration("P1Y2M"), "P1Y2M");
        assert_eq!(duration(""), "");
    }
}
