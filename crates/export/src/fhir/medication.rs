//! Drugs, and how they are taken.

use epicrisis_record::{Frequency, Mention, Number, Presence, RelationKind, Time, Value};

use super::build::{Build, Entry, Part, effective, notes, told};
use super::model::{Dosage, Dose, MedicationStatement, Quantity, Range, Repeat, Timing};
use super::plan::Fact;
use super::systems;
use super::value::{self, quantity};

impl<'r> Build<'r> {
    /// A drug. A statement and never an administration: a document tells what was taken or given, it does not witness it.
    pub(super) fn medication(&self, fact: &Fact<'r>) -> Entry<'r> {
        let lead = fact
            .mentions
            .iter()
            .copied()
            .find(|mention| dosage(mention).is_some())
            .unwrap_or(fact.lead());
        let (effective, time) = effective(self.when(fact));
        let status = status(lead);
        let dosage = dosage(lead);
        let directions = dosage.as_ref().map(|dosage| dosage.text.clone());
        let said = matches!(lead.presence, Presence::Present | Presence::Absent);
        let reasons = &["Condition", "Observation"];
        let statement = MedicationStatement {
            extension: self.evidence(&fact.mentions),
            identifier: self.identifiers(&fact.mentions),
            status,
            status_reason: (!said).then(|| systems::presence(lead.presence)).into_iter().collect(),
            medication_codeable_concept: self.code(lead),
            subject: self.patient(),
            context: self.encounter(),
            effective,
            reason_reference: self.related(
                &fact.mentions,
                &[RelationKind::GivenFor],
                &[RelationKind::TreatedWith],
                reasons,
            ),
            note: notes(time),
            dosage: dosage.into_iter().collect(),
            ..MedicationStatement::default()
        };
        let part = match (lead.presence, lead.time) {
            (Presence::Present, Time::Planned) => Part::Plan,
            _ => Part::Medication,
        };
        let doubt = if said { String::new() } else { lead.presence.to_string() };
        let words = [status.to_owned(), doubt, directions.unwrap_or_default()];
        self.entry(fact.key, statement, Some(part), told(lead.label(), words), &lead.text)
    }
}

fn status(mention: &Mention) -> &'static str {
    match (mention.presence, mention.time) {
        (Presence::Absent, _) => "not-taken",
        (Presence::Present, Time::Current) => "active",
        (Presence::Present, Time::Past) => "completed",
        (Presence::Present, Time::Planned) => "intended",
        _ => "unknown",
    }
}

/// Everything that is said of how a drug is taken; in words, and in codes as far as FHIR has them.
fn dosage(mention: &Mention) -> Option<Dosage> {
    let a = &mention.attributes;
    let often = a.frequency.as_deref();
    let repeat = Repeat {
        bounds_duration: a.duration.as_deref().and_then(duration),
        ..often.map(repeat).unwrap_or_default()
    };
    let timed = repeat.bounds_duration.is_some() || repeat.count.is_some() || repeat.frequency.is_some();
    let dose = a.dose.as_deref().and_then(dose);
    let words = [
        a.form.clone(),
        a.strength
            .as_deref()
            .map(|strength| format!("of {}", value::line(strength))),
        a.dose.as_deref().map(value::line),
        a.route.map(|route| route.as_str().to_owned()),
        often.map(rhythm),
        a.duration.as_deref().map(|duration| format!("for {}", long(duration))),
    ];
    let words: Vec<String> = words.into_iter().flatten().filter(|word| !word.is_empty()).collect();
    (!words.is_empty()).then(|| Dosage {
        text: words.join(", "),
        timing: timed.then_some(Timing { repeat }),
        as_needed_boolean: often.and_then(|often| often.as_needed).filter(|needed| *needed),
        route: a.route.map(systems::route),
        dose_and_rate: dose.into_iter().collect(),
    })
}

/// How much; FHIR takes no sign of comparison here, so it stands in the words alone.
fn dose(value: &Value) -> Option<Dose> {
    let ucum = value::ucum(value);
    let end = |number: Option<Number>| number.map(|number| quantity(number, ucum));
    let range = Range {
        low: end(value.low),
        high: end(value.high),
    };
    let ranged = value.number.is_none() && (range.low.is_some() || range.high.is_some());
    let dose = Dose {
        dose_quantity: end(value.number),
        dose_range: ranged.then_some(range),
    };
    (ranged || dose.dose_quantity.is_some()).then_some(dose)
}

/// FHIR's units of periods.
fn period_unit(ucum: &str) -> Option<&'static str> {
    ["s", "min", "h", "d", "wk", "mo", "a"]
        .into_iter()
        .find(|unit| *unit == ucum)
}

fn repeat(often: &Frequency) -> Repeat {
    let times = often.times.and_then(Number::as_integer).filter(|times| *times > 0);
    let period = often.period.filter(|period| period.get() > 0.0);
    let unit = often.period_unit.as_deref().and_then(period_unit);
    match (times, period, unit) {
        (Some(times), Some(period), Some(unit)) => Repeat {
            frequency: Some(times),
            period: Some(period),
            period_unit: unit,
            when: often.pattern.as_deref().map(moments).unwrap_or_default(),
            ..Repeat::default()
        },
        // So many times, and no more.
        (Some(times), None, _) => Repeat {
            count: Some(times),
            ..Repeat::default()
        },
        _ => Repeat::default(),
    }
}

/// The moments of the day of `1-0-1`, where each has one dose or none.
fn moments(pattern: &str) -> Vec<&'static str> {
    let doses: Vec<&str> = pattern.split('-').collect();
    let plain = (3..=4).contains(&doses.len()) && doses.iter().all(|dose| matches!(*dose, "0" | "1"));
    let moments = ["MORN", "NOON", "EVE", "NIGHT"].into_iter().zip(&doses);
    moments
        .filter(|(_, dose)| plain && **dose == "1")
        .map(|(moment, _)| moment)
        .collect()
}

/// How often, in words.
fn rhythm(often: &Frequency) -> String {
    let one = often.period.is_some_and(|period| period.get() == 1.0);
    let unit = often.period_unit.as_deref();
    let period = often
        .period
        .zip(unit)
        .map(|(period, unit)| format!("{period} {}", value::unit(unit)));
    let single = unit.filter(|_| one).map(single);
    let rate = match (often.times.map(|times| times.to_string()), period, single) {
        (Some(times), _, Some(unit)) if times == "1" => Some(format!("once {unit}")),
        (Some(times), _, Some(unit)) => Some(format!("{times} times {unit}")),
        (Some(times), Some(period), None) if times == "1" => Some(format!("every {period}")),
        (Some(times), Some(period), None) => Some(format!("{times} times in {period}")),
        (Some(times), None, _) => Some(format!("{times} times")),
        (None, Some(period), _) => Some(format!("every {period}")),
        (None, None, _) => None,
    };
    let pattern = often.pattern.clone();
    let needed = often.as_needed.filter(|needed| *needed).map(|_| "as needed".to_owned());
    [rate, pattern, needed]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

/// A period of one unit.
fn single(ucum: &str) -> String {
    let word = match ucum {
        "h" => "hour",
        "d" => "day",
        "wk" => "week",
        "mo" => "month",
        "a" => "year",
        other => other,
    };
    format!("{} {word}", if ucum == "h" { "an" } else { "a" })
}

/// `P7D` as its number and UCUM unit; `None` where it has several.
fn parts(iso: &str) -> Option<(Number, &'static str)> {
    let (digits, units): (&str, &[(char, &str)]) = match iso.strip_prefix("PT") {
        Some(rest) => (rest, &[('H', "h"), ('M', "min"), ('S', "s")]),
        None => (
            iso.strip_prefix('P')?,
            &[('Y', "a"), ('M', "mo"), ('W', "wk"), ('D', "d")],
        ),
    };
    let (letter, ucum) = units.iter().find(|(letter, _)| digits.ends_with(*letter))?;
    let number = digits.strip_suffix(*letter)?;
    let plain = number.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    plain
        .then(|| number.parse().ok())
        .flatten()
        .map(|number| (number, *ucum))
}

fn duration(iso: &str) -> Option<Quantity> {
    parts(iso).map(|(number, ucum)| quantity(number, Some(ucum)))
}

fn long(iso: &str) -> String {
    parts(iso).map_or_else(
        || iso.to_owned(),
        |(number, ucum)| format!("{number} {}", value::unit(ucum)),
    )
}

#[cfg(test)]
mod tests {
    use super::{moments, parts};

    #[test]
    fn patterns_of_the_day() {
        assert_eq!(moments("1-0-1"), ["MORN", "EVE"]);
        assert_eq!(moments("0-0-0-1"), ["NIGHT"]);
        assert!(
            moments("2-0-1").is_empty(),
            "doses differ: the moments alone would mislead"
        );
        assert!(moments("1").is_empty());
    }

    #[test]
    fn durations_of_one_unit() {
        let of = |iso| parts(iso).map(|(number, unit)| (number.get(), unit));
        assert_eq!(of("P7D"), Some((7.0, "d")));
        assert_eq!(of("PT1.5H"), Some((1.5, "h")));
        assert_eq!(of("P1M"), Some((1.0, "mo")));
        assert_eq!(of("PT30M"), Some((30.0, "min")));
        for wrong in ["", "P", "PD", "P1Y2M", "7D"] {
            assert_eq!(of(wrong), None, "{wrong}");
        }
    }
}
