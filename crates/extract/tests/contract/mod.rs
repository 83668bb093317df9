//! What the contract promises of every record beyond what [`Record::check`] asks: where values are from, what is derived only from
//! what is there, and which attributes go with what. For the property tests, and for the fuzz targets.

#![allow(dead_code, unreachable_pub)]

use std::collections::HashSet;

use epicrisis_record::{Kind, Mention, Presence, Record, Size, Value};

/// Says which promise is broken, with ids and offsets only.
///
/// # Errors
/// The first that is.
pub fn keeps(record: &Record, text: &str) -> Result<(), String> {
    record.check(text).map_err(|violation| violation.to_string())?;
    let mut line = Vec::new();
    record.write_json(&mut line).map_err(|error| error.to_string())?;
    if serde_json::to_vec(record).map_err(|error| error.to_string())? != line {
        return Err("its line is not what the library writes".to_owned());
    }
    let mut pairs = HashSet::new();
    for relation in &record.relations {
        if !pairs.insert((relation.kind.as_str(), relation.from, relation.to)) {
            return Err(format!(
                "relation {} from {} is there twice",
                relation.kind, relation.from
            ));
        }
    }
    for pair in record.mentions.windows(2) {
        if pair[0].id >= pair[1].id {
            return Err(format!("mention {}: ids are in the order of the mentions", pair[1].id));
        }
    }
    if record.document.language.is_empty() || record.document.sha256.len() != 64 {
        return Err("the document says its language and its hash".to_owned());
    }
    for section in &record.sections {
        let heading = section.heading.as_deref();
        if heading.is_some_and(|heading| !text.contains(heading)) {
            return Err(format!(
                "the section at {}: its heading is not in the text",
                section.span()
            ));
        }
    }
    if let Some(age) = record.subject.age {
        positive(age.number.get(), "the subject's age")?;
    }
    record
        .mentions
        .iter()
        .try_for_each(|mention| mentioned(mention, record, text))
}

fn mentioned(mention: &Mention, record: &Record, text: &str) -> Result<(), String> {
    let told = |what: &str| Err(format!("mention {}: {what}", mention.id));
    let a = &mention.attributes;
    if a.degree.is_some() && mention.presence != Presence::Possible {
        return told("a degree of suspicion of what is not suspected");
    }
    let site = a.site.and_then(|id| record.mention(id));
    if site.is_some_and(|site| site.kind != Kind::BodySite || site.id == mention.id) {
        return told("its site is no place");
    }
    if a.specimen == Some(mention.id) {
        return told("it is its own specimen");
    }
    if let Some(concept) = &mention.concept
        && (concept.id.is_empty() || concept.label.is_empty())
    {
        return told("a concept without a name");
    }
    if let Some(frequency) = a.frequency.as_deref() {
        for number in [frequency.times, frequency.period].into_iter().flatten() {
            positive(number.get(), &format!("the frequency of mention {}", mention.id))?;
        }
        if frequency.period.is_some() != frequency.period_unit.is_some() {
            return told("a period without a unit, or the other way round");
        }
        // It may be said in two places, as `dosis única` and `días alternos`.
        let said = frequency.text.as_deref().unwrap_or_default();
        if said.split_whitespace().any(|word| !text.contains(word)) {
            return told("the words of its frequency are not in the text");
        }
    }
    if a.duration.as_deref().is_some_and(|duration| !duration.starts_with('P')) {
        return told("a duration that is not one of ISO 8601");
    }
    if matches!(&a.size, Some(Size::Several(several)) if several.len() < 2) {
        return told("a list of one size");
    }
    for value in mention.values() {
        valued(value, mention.kind, text).map_err(|what| format!("mention {}: {what}", mention.id))?;
    }
    Ok(())
}

fn valued(value: &Value, kind: Kind, text: &str) -> Result<(), String> {
    let told = |what: &str| Err(what.to_owned());
    let numbers = [value.number, value.low, value.high];
    if numbers.iter().flatten().any(|number| !number.get().is_finite()) {
        return told("a number that is none");
    }
    if value.number.is_some() && (value.low.is_some() || value.high.is_some()) {
        return told("a number and a range");
    }
    if matches!((value.low, value.high), (Some(low), Some(high)) if low.get() > high.get()) {
        return told("a range that is turned round");
    }
    if value.unit_text.as_deref().is_some_and(|unit| !text.contains(unit)) {
        return told("a unit that is not in the text");
    }
    // Of ages and times the words are the mention's own, and are not said again.
    let own = matches!(kind, Kind::Time | Kind::Demographic);
    if value.unit.is_some() && value.unit_text.is_none() && !own {
        return told("a unit, and none is written");
    }
    if value.assumed_unit.is_some() && value.unit.is_some() {
        return told("a unit is assumed where one is written");
    }
    if value.start.is_some() != value.end.is_some() {
        return told("half a place");
    }
    let quantified = numbers.iter().any(Option::is_some);
    if let Some(canonical) = &value.canonical
        && (!quantified || canonical.unit.is_empty() || !canonical.number.get().is_finite())
    {
        return told("a canonical number of nothing");
    }
    if let Some(range) = &value.reference_range
        && (range.source.is_empty() || (range.low.is_none() && range.high.is_none()))
    {
        return told("a reference range from nowhere, or of nothing");
    }
    if value.interpretation.is_some() && value.reference_range.is_none() && value.text.is_none() && !quantified {
        return told("an interpretation of nothing");
    }
    Ok(())
}

fn positive(number: f64, what: &str) -> Result<(), String> {
    if number.is_finite() && number >= 0.0 {
        Ok(())
    } else {
        Err(format!("{what} is below nothing"))
    }
}
