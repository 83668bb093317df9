//! NOTE and NOTE_NLP: the document, and every mention of it.

use std::fmt::Write;

use epicrisis_record::{
    Attributes, Experiencer, Frequency, Kind, Mention, Presence, Record, SectionKind, Size, Span, Time, Value,
};

use super::cell::{Varchar, without_nul};
use super::coding::Coding;
use super::concepts;
use super::ids::mention_key;
use super::tables::{Note, NoteNlp};
use super::{SYSTEM, Settings, occurs};

/// How many code points of a mention's surroundings are shown on either side of it.
const AROUND: u32 = 60;

/// The document.
pub(super) fn note(record: &Record, text: &str, key: i64, settings: &Settings) -> Note {
    let document = &record.document;
    Note {
        note_id: key,
        person_id: key,
        note_date: settings.date,
        note_type_concept_id: concepts::EHR_NOTE,
        // LOINC's *Note*, of no special kind: a record does not say which kind of document it is of.
        note_class_concept_id: settings.concept("LOINC", "34109-9").unwrap_or(concepts::NONE),
        note_title: Some(Varchar::new(&document.id)),
        note_text: without_nul(text),
        encoding_concept_id: concepts::NONE,
        language_concept_id: concepts::language(&document.language),
        visit_occurrence_id: Some(key),
        note_source_value: Some(Varchar::new(&document.id)),
        ..Note::default()
    }
}

/// The text, to cut from.
pub(super) struct Cutter<'t> {
    text: &'t str,
    /// Where each code point begins, in bytes; `None` where all are one byte.
    starts: Option<Vec<usize>>,
}

impl<'t> Cutter<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let starts = (!text.is_ascii()).then(|| text.char_indices().map(|(at, _)| at).collect());
        Self { text, starts }
    }

    /// What a stretch covers, in code points; what lies outside of the text is empty.
    pub(super) fn cut(&self, span: Span) -> &'t str {
        self.text
            .get(self.byte(span.start.get())..self.byte(span.end.get()))
            .unwrap_or_default()
    }

    fn byte(&self, offset: usize) -> usize {
        match &self.starts {
            Some(starts) => starts.get(offset).copied().unwrap_or(self.text.len()),
            None => offset.min(self.text.len()),
        }
    }

    fn len(&self) -> u32 {
        let length = self.starts.as_ref().map_or(self.text.len(), Vec::len);
        u32::try_from(length).unwrap_or(u32::MAX)
    }

    /// The mention with some of what stands around it, on one line.
    fn snippet(&self, span: Span) -> String {
        let before = Span::new(span.start.0.saturating_sub(AROUND), span.start.0);
        let after = Span::new(span.end.0, span.end.0.saturating_add(AROUND).min(self.len()));
        let blank = |letter: char| letter.is_whitespace() || letter.is_control();
        // A word that is not whole says something else.
        let before = match self.cut(before) {
            cut if before.start.0 > 0 => cut.split_once(blank).map_or("", |(_, whole)| whole),
            all => all,
        };
        let after = match self.cut(after) {
            cut if after.end.0 < self.len() => cut.rsplit_once(blank).map_or("", |(whole, _)| whole),
            all => all,
        };
        let mut snippet = String::with_capacity(256);
        let around = [before, self.cut(span), after].concat();
        for word in around.split(blank) {
            if !word.is_empty() {
                if !snippet.is_empty() {
                    snippet.push(' ');
                }
                snippet.push_str(word);
            }
        }
        snippet
    }
}

/// A mention.
pub(super) fn mention(
    record: &Record,
    mention: &Mention,
    coding: &Coding,
    cutter: &Cutter<'_>,
    key: i64,
    settings: &Settings,
) -> NoteNlp {
    let section = record.section_at(mention.start).map(|section| section.kind);
    let section = section.and_then(|section| settings.concept("LOINC", section_code(section)?));
    let coded = mention.concept.is_some();
    NoteNlp {
        note_nlp_id: mention_key(&record.document.id, mention.id, 0),
        note_id: key,
        section_concept_id: Some(section.unwrap_or(concepts::NONE)),
        snippet: Some(Varchar::new(&cutter.snippet(mention.span()))),
        offset: Some(Varchar::new(&mention.start.to_string())),
        lexical_variant: Varchar::new(&mention.text),
        note_nlp_concept_id: Some(if coded { coding.concept() } else { concepts::NONE }),
        note_nlp_source_concept_id: Some(coding.source),
        nlp_system: Some(Varchar::new(SYSTEM)),
        nlp_date: settings.date,
        term_exists: Some(Varchar::new(if occurs(mention) { "Y" } else { "N" })),
        term_temporal: Some(Varchar::new(match mention.time {
            Time::Current => "Present",
            Time::Past => "Past",
            Time::Planned => "Future",
        })),
        term_modifiers: Some(Varchar::new(&modifiers(mention))),
        ..NoteNlp::default()
    }
}

/// LOINC's code for a part of a document.
const fn section_code(section: SectionKind) -> Option<&'static str> {
    Some(match section {
        SectionKind::PresentIllness => "10164-2",
        SectionKind::PastHistory => "11348-0",
        SectionKind::FamilyHistory => "10157-6",
        SectionKind::SocialHistory => "29762-2",
        SectionKind::Allergies => "48765-2",
        SectionKind::Medication => "10160-0",
        SectionKind::Examination => "29545-1",
        SectionKind::Vitals => "8716-3",
        SectionKind::Laboratory => "30954-2",
        SectionKind::Imaging => "18748-4",
        SectionKind::Procedures => "47519-4",
        SectionKind::Course => "8648-8",
        SectionKind::Diagnosis => "29308-4",
        SectionKind::Plan => "18776-5",
        SectionKind::Ecg
        | SectionKind::Microbiology
        | SectionKind::Pathology
        | SectionKind::Treatment
        | SectionKind::Discharge
        | SectionKind::History
        | SectionKind::Other => return None,
    })
}

/// All else that the record says of a mention, as `name=value` parted by semicolons, in a fixed order. What makes that it does
/// not exist comes first, so that a cut never hides it.
fn modifiers(mention: &Mention) -> String {
    let mut all = String::new();
    let mut say = |name: &str, value: &str| {
        if !all.is_empty() {
            all.push(';');
        }
        // What parts one from the next cannot stand inside.
        let value = value.replace([';', '='], ",");
        let _ = write!(all, "{name}={value}");
    };
    if mention.presence != Presence::Present {
        say("presence", mention.presence.as_str());
    }
    if mention.experiencer != Experiencer::Patient {
        say("subject", mention.experiencer.as_str());
    }
    say("kind", mention.kind.as_str());
    if let Some(concept) = &mention.concept {
        say("concept", &concept.id);
        for code in &concept.codes {
            say("code", &format!("{} {}", code.system, code.code));
        }
    }
    if let Some(value) = &mention.value {
        let name = if mention.kind == Kind::Time { "when" } else { "value" };
        say(name, &self::value(value));
        if let Some(unit) = &value.assumed_unit {
            say("assumed_unit", unit);
        }
        if let Some(canonical) = &value.canonical {
            say("canonical", &format!("{} {}", canonical.number, canonical.unit));
        }
        if let Some(interpretation) = value.interpretation {
            say("interpretation", interpretation.as_str());
        }
    }
    for (name, value) in attributes(&mention.attributes) {
        say(name, &value);
    }
    if !mention.fragments.is_empty() {
        let stretches: Vec<String> = mention.fragments.iter().map(ToString::to_string).collect();
        say("fragments", &stretches.join(" "));
    }
    say("confidence", &mention.confidence.to_string());
    all
}

fn attributes(attributes: &Attributes) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    let mut say = |name, value: Option<String>| all.extend(value.map(|value| (name, value)));
    say("degree", attributes.degree.map(|degree| degree.to_string()));
    say("severity", attributes.severity.map(|severity| severity.to_string()));
    say("course", attributes.course.map(|course| course.to_string()));
    say("laterality", attributes.laterality.map(|side| side.to_string()));
    say("site", attributes.site.map(|site| site.to_string()));
    say("specimen", attributes.specimen.map(|specimen| specimen.to_string()));
    say("level", attributes.level.clone());
    say("size", attributes.size.as_ref().map(size));
    say("dose", attributes.dose.as_deref().map(value));
    say("strength", attributes.strength.as_deref().map(value));
    say("route", attributes.route.map(|route| route.to_string()));
    say("frequency", attributes.frequency.as_deref().and_then(frequency));
    say("duration", attributes.duration.clone());
    say("form", attributes.form.clone());
    say("result", attributes.result.clone());
    say("also", attributes.also.map(|kind| kind.to_string()));
    let susceptibility = attributes.other.get("susceptibility").and_then(|word| word.as_str());
    say("susceptibility", susceptibility.map(str::to_owned));
    all
}

fn size(size: &Size) -> String {
    let measures: Vec<String> = size.measures().iter().map(value).collect();
    measures.join(" x ")
}

/// A value in no language: number or range, UCUM unit, else the words that the record has for it.
pub(super) fn value(value: &Value) -> String {
    let mut all = value
        .comparator
        .map(|comparator| comparator.to_string())
        .unwrap_or_default();
    match (value.number, value.low, value.high) {
        (Some(number), _, _) => all += &number.to_string(),
        (None, Some(low), Some(high)) => all += &format!("{low}-{high}"),
        (None, Some(end), None) | (None, None, Some(end)) => all += &end.to_string(),
        (None, None, None) => all += value.text.as_deref().unwrap_or_default(),
    }
    if let Some(unit) = value.unit.as_ref().or(value.unit_text.as_ref()) {
        all.push(' ');
        all += unit;
    }
    all
}

/// How often, in English and in no more words than needed.
pub(super) fn frequency(frequency: &Frequency) -> Option<String> {
    let mut parts = Vec::new();
    if let Some(pattern) = &frequency.pattern {
        parts.push(pattern.clone());
    } else if let (Some(period), Some(unit)) = (frequency.period, &frequency.period_unit) {
        parts.push(match frequency.times {
            Some(times) if times.get() != 1.0 => format!("{times} times every {period} {unit}"),
            _ => format!("every {period} {unit}"),
        });
    } else if let Some(times) = frequency.times {
        parts.push(format!("{times} times"));
    }
    if frequency.as_needed == Some(true) {
        parts.push("as needed".to_owned());
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}
