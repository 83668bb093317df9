//! What a record says, without where it says it: the same for every telling of a case.

#![allow(dead_code, reason = "each test uses its part")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use epicrisis_extract::{Engine, Input};
use epicrisis_record::{Mention, MentionId, Record};

pub(crate) static ENGINE: LazyLock<Engine<'static>> = LazyLock::new(|| Engine::new(epicrisis_builtin::lexicon()));

/// The record of a text in a known language.
pub(crate) fn record(language: &str, text: &str) -> Record {
    let record = ENGINE.extract(&Input {
        id: "test",
        text,
        language: Some(language),
        explain: false,
    });
    if let Err(violation) = record.check(text) {
        panic!("{violation}");
    }
    record
}

/// The folder of shared cases and corpora, where it is there.
pub(crate) fn shared(below: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared")
        .join(below);
    path.exists().then_some(path)
}

fn name(record: &Record, id: MentionId) -> String {
    record
        .mention(id)
        .map_or_else(String::new, |m| m.concept_id().unwrap_or(m.kind.as_str()).to_owned())
}

/// One mention as a fact: `problem spondylodiscitis: possible, likely, level L5-S1`.
pub(crate) fn fact(mention: &Mention) -> String {
    let mut parts = vec![mention.presence.to_string()];
    if mention.time.as_str() != "current" {
        parts.push(mention.time.to_string());
    }
    if mention.experiencer.as_str() != "patient" {
        parts.push(mention.experiencer.to_string());
    }
    let a = &mention.attributes;
    let mut say = |text: Option<String>| parts.extend(text);
    say(a.degree.map(|d| d.to_string()));
    say(a.severity.map(|s| s.to_string()));
    say(a.course.map(|c| c.to_string()));
    say(a.laterality.map(|l| l.to_string()));
    say(a.level.as_ref().map(|l| format!("level {l}")));
    say(a.route.map(|r| r.to_string()));
    say(a
        .dose
        .as_ref()
        .and_then(|d| Some(format!("{} {}", d.number?, d.unit.as_deref().unwrap_or("?")))));
    say(a.frequency.as_ref().map(|f| {
        let part = |n: Option<epicrisis_record::Number>| n.map_or("?".to_owned(), |n| n.to_string());
        let needed = if f.as_needed == Some(true) { " as needed" } else { "" };
        format!(
            "{} per {} {}{needed}",
            part(f.times),
            part(f.period),
            f.period_unit.as_deref().unwrap_or("?")
        )
    }));
    say(a.duration.as_ref().map(|d| format!("for {d}")));
    say(a.size.as_ref().map(|s| {
        let one = |v: &epicrisis_record::Value| {
            let sign = v.comparator.map_or(String::new(), |c| c.to_string());
            format!(
                "{sign}{}{}",
                v.number.map_or(String::new(), |n| n.to_string()),
                v.unit.as_deref().unwrap_or("")
            )
        };
        s.measures().iter().map(one).collect::<Vec<_>>().join(" x ")
    }));
    say(a.other.get("misspelling").map(|_| "misspelling".to_owned()));
    if let Some(value) = &mention.value {
        let canonical = value.canonical.as_ref().map(|c| format!("{} {}", c.number, c.unit));
        let plain = value
            .number
            .map(|n| format!("{n} {}", value.unit.as_deref().unwrap_or("")).trim().to_owned());
        let range = value.low.zip(value.high).map(|(l, h)| format!("{l}-{h}"));
        say(canonical.or(plain).or(range));
        say(value.text.clone());
        say(value.interpretation.map(|i| i.to_string()));
    }
    let what = mention.concept_id().unwrap_or("");
    format!("{} {what}: {}", mention.kind, parts.join(", ")).replace(" :", ":")
}

/// All facts of a record, relations too.
pub(crate) fn facts(record: &Record) -> BTreeSet<String> {
    let mut out: BTreeSet<String> = record.mentions.iter().map(fact).collect();
    for relation in &record.relations {
        out.insert(format!(
            "{} {} {}",
            name(record, relation.from),
            relation.kind,
            name(record, relation.to)
        ));
    }
    if let Some(age) = &record.subject.age {
        out.insert(format!("subject age: {} {}", age.number, age.unit));
    }
    if let Some(sex) = &record.subject.sex {
        out.insert(format!("subject sex: {}", sex.value));
    }
    out
}

/// A table of facts by telling: a row a fact, a column a telling.
pub(crate) fn table(tellings: &[(&str, BTreeSet<String>)]) -> String {
    let mut rows: BTreeMap<&str, Vec<bool>> = BTreeMap::new();
    for (column, (_, facts)) in tellings.iter().enumerate() {
        for fact in facts {
            rows.entry(fact).or_insert_with(|| vec![false; tellings.len()])[column] = true;
        }
    }
    let mut out: String = tellings.iter().map(|(name, _)| format!("{name:<3}")).collect();
    out.push('\n');
    for (fact, there) in rows {
        for yes in there {
            out.push_str(if yes { "+  " } else { ".  " });
        }
        out.push_str(fact);
        out.push('\n');
    }
    out
}
