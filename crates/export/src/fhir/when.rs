//! Dates as FHIR takes them, and words for what is not a date.

use epicrisis_record::{Mention, RelationKind, Value};

use super::case::Case;

/// When something was.
pub(super) enum When {
    /// A year, a month or a day: `2019`, `2019-03`, `2019-03-01`.
    Date(String),
    /// Anything else: `8 years before`.
    Words(String),
}

/// When a mention was, by the first time it is related to that says something.
pub(super) fn when(case: &Case<'_>, mention: &Mention) -> Option<When> {
    case.from(mention.id, &[RelationKind::AtTime]).find_map(moment)
}

fn moment(time: &Mention) -> Option<When> {
    let value = time.value.as_deref()?;
    if let Some(date) = value.text.as_deref().and_then(date) {
        return Some(When::Date(date.to_owned()));
    }
    let span = span(value).or_else(|| value.text.clone())?;
    let direction = time
        .attributes
        .other
        .get("direction")
        .and_then(|direction| direction.as_str());
    Some(When::Words(match direction {
        Some("for") => format!("for {span}"),
        Some(direction) => format!("{span} {direction}"),
        None => span,
    }))
}

/// A length of time in words: `2 to 3 weeks`.
fn span(value: &Value) -> Option<String> {
    let unit = match value.unit.as_deref()? {
        "a" => "year",
        "mo" => "month",
        "wk" => "week",
        "d" => "day",
        "h" => "hour",
        "min" => "minute",
        "s" => "second",
        other => other,
    };
    let about = value
        .comparator
        .map(|comparator| format!("{comparator} "))
        .unwrap_or_default();
    let (number, one) = match (value.number, value.low, value.high) {
        (Some(number), ..) => (number.to_string(), number.get() == 1.0),
        (None, Some(low), Some(high)) => (format!("{low} to {high}"), false),
        _ => return None,
    };
    Some(format!("{about}{number} {unit}{}", if one { "" } else { "s" }))
}

/// A date that the calendar has, to the year, month or day; no other form.
pub(super) fn date(text: &str) -> Option<&str> {
    let number = |part: &str, digits: usize| -> Option<u32> {
        (part.len() == digits && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok())?
    };
    let mut parts = text.split('-');
    let year = number(parts.next()?, 4).filter(|year| *year > 0)?;
    let month = parts.next().map(|part| number(part, 2));
    let day = parts.next().map(|part| number(part, 2));
    let days = |month: u32| match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let right = match (month, day, parts.next()) {
        (None, None, None) => true,
        (Some(Some(month)), None, None) => (1..=12).contains(&month),
        (Some(Some(month)), Some(Some(day)), None) => (1..=12).contains(&month) && (1..=days(month)).contains(&day),
        _ => false,
    };
    right.then_some(text)
}

/// A date to the day, a time to the second, and a zone.
pub(super) fn is_instant(text: &str) -> bool {
    let Some((day, rest)) = text.split_once('T') else {
        return false;
    };
    let clock = |text: &str, most: &[u32]| {
        let parts: Vec<&str> = text.split(':').collect();
        let within = |(part, most): (&&str, &u32)| {
            part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit()) && part.parse().is_ok_and(|n: u32| n <= *most)
        };
        parts.len() == most.len() && parts.iter().zip(most).all(within)
    };
    let (time, zone) = rest.split_at(rest.find(['Z', '+', '-']).unwrap_or(rest.len()));
    let (time, fraction) = time
        .split_once('.')
        .map_or((time, "0"), |(time, fraction)| (time, fraction));
    let zoned = zone == "Z" || zone.strip_prefix(['+', '-']).is_some_and(|zone| clock(zone, &[14, 59]));
    let counted = !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit());
    day.len() == 10 && date(day).is_some() && clock(time, &[23, 59, 59]) && counted && zoned
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn only_dates_that_are_in_the_calendar() {
        for right in ["2019", "2019-03", "2019-03-31", "2020-02-29"] {
            assert_eq!(date(right), Some(right));
        }
        for wrong in [
            "",
            "0000",
            "19",
            "2019-13",
            "2019-00",
            "2019-02-29",
            "2019-3-1",
            "--03-01",
            "P3D",
            "2019-03-01T08",
        ] {
            assert_eq!(date(wrong), None, "{wrong}");
        }
    }
}
