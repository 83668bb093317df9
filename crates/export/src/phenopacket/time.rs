//! Ages, and when things began: as ages where the text counts back from the encounter, as times where it gives dates.

use epicrisis_record::{AgeUnit, Mention, RelationKind, Subject};

use super::fact::Case;
use super::model::{Age, AgeRange, TimeElement, TimeInterval};

/// The age at the encounter that is told.
pub(super) fn at_encounter(subject: &Subject) -> Option<TimeElement> {
    let age = subject.age?;
    let (number, unit) = (age.number.get(), age.unit);
    let whole = number.trunc();
    if !(0.0..=1e6).contains(&whole) {
        return None;
    }
    let rest = number - whole;
    let iso8601duration = match unit {
        AgeUnit::Hours => format!("PT{whole}H"),
        AgeUnit::Days => format!("P{whole}D"),
        AgeUnit::Weeks => parts(whole, "W", (rest * 7.0).round(), 7.0, "D"),
        AgeUnit::Months => parts(whole, "M", (rest * 30.0).round(), 30.0, "D"),
        AgeUnit::Years => parts(whole, "Y", (rest * 12.0).round(), 12.0, "M"),
    };
    Some(TimeElement::Age(Age { iso8601duration }))
}

/// A duration of a large unit and, where there is any, a small one.
fn parts(large: f64, name: &str, small: f64, most: f64, small_name: &str) -> String {
    match small {
        0.0 => format!("P{large}{name}"),
        all if all >= most => format!("P{}{name}", large + 1.0),
        small => format!("P{large}{name}{small}{small_name}"),
    }
}

/// When something was, of the times that the record ties to any of these mentions: the first that says it.
pub(super) fn of_mentions(case: &Case<'_>, mentions: &[&Mention]) -> Option<TimeElement> {
    let mut times = mentions
        .iter()
        .flat_map(|mention| case.leads_to(mention, RelationKind::AtTime));
    times.find_map(|time| of_time(time, &case.record.subject))
}

fn of_time(time: &Mention, subject: &Subject) -> Option<TimeElement> {
    let value = time.value.as_deref()?;
    let text = value.text.as_deref()?;
    if !text.starts_with('P') {
        return date(text);
    }
    let direction = time.attributes.other.get("direction").and_then(|word| word.as_str());
    // Without a direction it is how long something took, after something that is not said, or of what; before and
    // since count back from the encounter.
    matches!(direction, Some("for" | "before")).then(|| ago(text, subject))?
}

/// A date, or the month or year that it is known by, as the schema wants them: to the second, in UTC.
fn date(text: &str) -> Option<TimeElement> {
    let numbers: Vec<u32> = text.split('-').map(str::parse).collect::<Result<_, _>>().ok()?;
    let start = |year: u32, month: u32| format!("{year:04}-{month:02}-01T00:00:00Z");
    let interval = |start, end| TimeElement::Interval(TimeInterval { start, end });
    match *numbers.as_slice() {
        [year @ 1800..=2999, month @ 1..=12, day @ 1..=31] => Some(TimeElement::Timestamp(format!(
            "{year:04}-{month:02}-{day:02}T00:00:00Z"
        ))),
        [year @ 1800..=2999, 12] => Some(interval(start(year, 12), start(year + 1, 1))),
        [year @ 1800..=2999, month @ 1..=11] => Some(interval(start(year, month), start(year, month + 1))),
        [year @ 1800..=2999] => Some(interval(start(year, 1), start(year + 1, 1))),
        _ => None,
    }
}

/// How old the patient was such a time before the encounter.
///
/// An age counts completed units. Whole units of the age's own, or larger, can be taken from it; of smaller ones, all that is
/// known is that it was then the same age or one less.
fn ago(duration: &str, subject: &Subject) -> Option<TimeElement> {
    let age = subject.age?;
    let completed = age.number.as_integer()?;
    let (count, unit) = counted(duration)?;
    let letter = match age.unit {
        AgeUnit::Years => 'Y',
        AgeUnit::Months => 'M',
        AgeUnit::Weeks => 'W',
        AgeUnit::Days => 'D',
        AgeUnit::Hours => return None,
    };
    let written = |number: i64| Age {
        iso8601duration: format!("P{number}{letter}"),
    };
    let (whole, rest) = in_units(count, unit, age.unit)?;
    let then = completed.checked_sub(whole).filter(|then| *then >= 0)?;
    if !rest {
        return Some(TimeElement::Age(written(then)));
    }
    Some(TimeElement::AgeRange(AgeRange {
        start: written((then - 1).max(0)),
        end: written(then),
    }))
}

/// A duration of one unit: how many of which; `T` is set off from the months that share its letter.
fn counted(duration: &str) -> Option<(i64, &str)> {
    let body = duration.strip_prefix('P')?;
    let digits = body.trim_start_matches('T');
    let end = digits.find(|letter: char| !letter.is_ascii_digit())?;
    let unit = &digits[end..];
    let count = digits[..end].parse().ok()?;
    match (body.starts_with('T'), unit) {
        (false, "Y" | "M" | "W" | "D") => Some((count, unit)),
        (true, "H" | "M" | "S") => Some((count, "less than a day")),
        _ => None,
    }
}

/// So many of a unit in completed units of an age, and whether something is left over.
fn in_units(count: i64, unit: &str, age: AgeUnit) -> Option<(i64, bool)> {
    let split = |of: i64| Some((count / of, count % of != 0));
    match (unit, age) {
        ("Y", AgeUnit::Years) | ("M", AgeUnit::Months) | ("W", AgeUnit::Weeks) | ("D", AgeUnit::Days) => split(1),
        ("Y", AgeUnit::Months) => Some((count.checked_mul(12)?, false)),
        ("W", AgeUnit::Days) => Some((count.checked_mul(7)?, false)),
        ("M", AgeUnit::Years) => split(12),
        ("D", AgeUnit::Weeks) => split(7),
        // Weeks and days do not add up to months and years: what is left over is always something.
        ("W", AgeUnit::Years) => Some((count / 53, true)),
        ("D", AgeUnit::Years) => Some((count / 366, true)),
        ("W", AgeUnit::Months) => Some((count * 7 / 31, true)),
        ("D", AgeUnit::Months) => Some((count / 31, true)),
        ("less than a day", _) if count <= 48 => Some((0, true)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use epicrisis_record::{Age as RecordAge, MentionId, Number};

    use super::*;

    fn subject(number: f64, unit: AgeUnit) -> Subject {
        Subject {
            age: Some(RecordAge {
                number: Number::new(number).unwrap(),
                unit,
                mention: MentionId(1),
            }),
            sex: None,
        }
    }

    fn json(time: Option<TimeElement>) -> String {
        serde_json::to_string(&time).unwrap()
    }

    #[test]
    fn ages() {
        for (number, unit, iso) in [
            (47.0, AgeUnit::Years, "P47Y"),
            (2.5, AgeUnit::Years, "P2Y6M"),
            (1.99, AgeUnit::Years, "P2Y"),
            (18.0, AgeUnit::Months, "P18M"),
            (3.0, AgeUnit::Weeks, "P3W"),
            (6.0, AgeUnit::Hours, "PT6H"),
        ] {
            let age = json(at_encounter(&subject(number, unit)));
            assert_eq!(age, format!(r#"{{"age":{{"iso8601duration":"{iso}"}}}}"#));
        }
    }

    #[test]
    fn counted_back_from_the_encounter() {
        let ago = |duration, number, unit| json(ago(duration, &subject(number, unit)));
        assert_eq!(
            ago("P3Y", 47.0, AgeUnit::Years),
            r#"{"age":{"iso8601duration":"P44Y"}}"#
        );
        assert_eq!(
            ago("P1Y", 18.0, AgeUnit::Months),
            r#"{"age":{"iso8601duration":"P6M"}}"#
        );
        let range = r#"{"ageRange":{"start":{"iso8601duration":"P46Y"},"end":{"iso8601duration":"P47Y"}}}"#;
        assert_eq!(ago("P2W", 47.0, AgeUnit::Years), range);
        assert_eq!(ago("PT6H", 47.0, AgeUnit::Years), range);
        for nothing in ["P50Y", "P1Y2M", "P", "PY", "P99999999999999999999Y", "soon", "PT900H"] {
            assert_eq!(ago(nothing, 47.0, AgeUnit::Years), "null", "{nothing}");
        }
    }

    #[test]
    fn dates_are_as_exact_as_they_are_known() {
        assert_eq!(json(date("2019-03-01")), r#"{"timestamp":"2019-03-01T00:00:00Z"}"#);
        let year = r#"{"interval":{"start":"2019-01-01T00:00:00Z","end":"2020-01-01T00:00:00Z"}}"#;
        assert_eq!(json(date("2019")), year);
        let month = r#"{"interval":{"start":"2019-12-01T00:00:00Z","end":"2020-01-01T00:00:00Z"}}"#;
        assert_eq!(json(date("2019-12")), month);
        for nothing in ["", "--03-01", "2019-13", "19", "2019-01-01-01"] {
            assert_eq!(json(date(nothing)), "null", "{nothing}");
        }
    }
}
