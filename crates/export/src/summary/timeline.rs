//! What was when, in the order of time: dates first, then what is counted back and forth from the time of the document.

use std::collections::HashMap;

use epicrisis_record::{Mention, MentionId, Presence, RelationKind};

use super::facts::Case;
use super::words;

/// Days in a year and in a month, as far as an order of events needs them.
const YEAR: f64 = 365.25;
const MONTH: f64 = YEAR / 12.0;

/// By what events are ordered.
#[derive(Debug, Clone, PartialEq)]
enum Order {
    /// A date, as far as it is known: ISO 8601 sorts by itself.
    Date(String),
    /// Days from the time of the document; what lies before is below zero.
    Offset(f64),
}

impl Order {
    /// The moment a time says; none for a duration that is not tied to anything.
    fn of(time: &Mention) -> Option<Self> {
        let text = time.value.as_deref()?.text.as_deref()?;
        let Some(days) = days(text) else {
            return Some(Self::Date(text.to_owned()));
        };
        let direction = time.attributes.other.get("direction").and_then(|d| d.as_str())?;
        match direction {
            // What has lasted so long began so long ago.
            "before" | "for" => Some(Self::Offset(-days)),
            "after" | "ahead" => Some(Self::Offset(days)),
            _ => None,
        }
    }

    fn order(&self, other: &Self) -> std::cmp::Ordering {
        match (self, other) {
            (Self::Date(a), Self::Date(b)) => a.cmp(b),
            (Self::Offset(a), Self::Offset(b)) => a.total_cmp(b),
            (Self::Date(_), Self::Offset(_)) => std::cmp::Ordering::Less,
            (Self::Offset(_), Self::Date(_)) => std::cmp::Ordering::Greater,
        }
    }
}

/// The days of a duration of ISO 8601; `None` for what is none.
fn days(iso: &str) -> Option<f64> {
    let rest = iso.strip_prefix('P')?;
    let (clock, rest) = match rest.strip_prefix('T') {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let (number, unit) = rest.split_at_checked(rest.len().checked_sub(1)?)?;
    let unit = match (clock, unit) {
        (false, "Y") => YEAR,
        (false, "M") => MONTH,
        (false, "W") => 7.0,
        (false, "D") => 1.0,
        (true, "H") => 1.0 / 24.0,
        (true, "M") => 1.0 / 1440.0,
        (true, "S") => 1.0 / 86400.0,
        _ => return None,
    };
    Some(number.parse::<f64>().ok()? * unit)
}

/// What was at one time.
pub(crate) struct Moment<'r> {
    /// The time in words.
    pub(crate) when: String,
    /// What says it.
    pub(crate) time: &'r Mention,
    /// In the order of the document; never empty.
    pub(crate) events: Vec<&'r Mention>,
}

/// What was when: a moment each, in the order of time.
pub(crate) fn timeline<'r>(case: &Case<'r>) -> Vec<Moment<'r>> {
    let mut moments: Vec<(Order, &Mention, Vec<&Mention>)> = Vec::new();
    let mut places: HashMap<MentionId, usize> = HashMap::new();
    let dated = case.record.relations.iter().filter(|r| r.kind == RelationKind::AtTime);
    for relation in dated {
        let (Some(event), Some(time)) = (case.mention(relation.from), case.mention(relation.to)) else {
            continue;
        };
        // What was not there has no place on the line.
        let Some(order) = Order::of(time).filter(|_| event.presence == Presence::Present) else {
            continue;
        };
        match places.get(&time.id).and_then(|at| moments.get_mut(*at)) {
            Some((_, _, events)) => events.push(event),
            None => {
                places.insert(time.id, moments.len());
                moments.push((order, time, vec![event]));
            }
        }
    }
    moments.sort_by(|(a, x, _), (b, y, _)| a.order(b).then_with(|| x.start.cmp(&y.start)));
    let told = moments.into_iter().map(|(_, time, events)| Moment {
        when: when(time),
        time,
        events,
    });
    told.collect()
}

/// A time in words: a date, or how far it lies from the document's.
fn when(time: &Mention) -> String {
    let text = time
        .value
        .as_deref()
        .and_then(|v| v.text.as_deref())
        .unwrap_or_default();
    if days(text).is_none() {
        return words::clean(text);
    }
    let duration = words::duration(text);
    match time.attributes.other.get("direction").and_then(|d| d.as_str()) {
        Some("before") => format!("{duration} before"),
        Some("after") => format!("{duration} after"),
        Some("ahead") => format!("in {duration}"),
        _ => format!("for {duration}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_ordered() {
        assert_eq!(days("P2W"), Some(14.0));
        assert_eq!(days("PT12H"), Some(0.5));
        assert!(days("P1Y") > days("P11M"));
        assert_eq!(days("2019-03"), None);
        assert_eq!(days("P"), None);
    }
}
