//! One document after the other: annotations against mentions.

use std::collections::{BTreeMap, BTreeSet};

use epicrisis_brat::Annotation;
use epicrisis_record::{
    Concept, Cue, CueRole, Experiencer, Interpretation, Kind, Mention, Presence, Record, Span, Time, Value,
};

use crate::counts::Counts;
use crate::measures::{By, Measure, Measures, Needs};
use crate::numbers::numbers;
use crate::report::{DocumentReport, Language, Report, Said, Score};

/// What one measure came to.
#[derive(Debug, Clone, Default)]
struct Tally {
    strict: Counts,
    overlapping: Counts,
    missed: BTreeMap<String, usize>,
    made_up: BTreeMap<String, usize>,
}

/// Takes the documents of a corpus, in any order.
#[derive(Debug)]
pub struct Scorer {
    measures: Measures,
    /// By language; a tally a measure.
    languages: BTreeMap<String, Vec<Tally>>,
    documents: Vec<DocumentReport>,
}

impl Scorer {
    /// Nothing counted yet.
    #[must_use]
    pub fn new(measures: Measures) -> Self {
        Self {
            measures,
            languages: BTreeMap::new(),
            documents: Vec::new(),
        }
    }

    /// Counts a document: what people annotated, and what its record says. Offsets of both are of the same text.
    pub fn add(&mut self, gold: &[Annotation], record: &Record) {
        let measures = &self.measures.0;
        let tallies = self
            .languages
            .entry(record.document.language.clone())
            .or_insert_with(|| vec![Tally::default(); measures.len()]);
        let mut scores = Vec::new();
        for (measure, tally) in measures.iter().zip(tallies) {
            let mut own = Tally::default();
            match &measure.by {
                By::Code { note, system, length } => codes(measure, (note, system, *length), gold, record, &mut own),
                By::Presence {
                    attribute,
                    presence,
                    cues,
                } => presences(measure, (attribute.as_deref(), *presence, cues), gold, record, &mut own),
                By::Span | By::Number => spans(measure, gold, record, &mut own),
            }
            scores.push((measure.name.clone(), own.strict, own.overlapping));
            tally.strict.add(own.strict);
            tally.overlapping.add(own.overlapping);
            for (all, few) in [(&mut tally.missed, own.missed), (&mut tally.made_up, own.made_up)] {
                for (text, count) in few {
                    *all.entry(text).or_default() += count;
                }
            }
        }
        self.documents.push(DocumentReport {
            id: record.document.id.clone(),
            language: record.document.language.clone(),
            scores: scores
                .into_iter()
                .filter(|(_, _, overlapping)| overlapping.gold > 0)
                .map(|(name, strict, overlapping)| Score::new(name, strict, overlapping))
                .collect(),
        });
    }

    /// What it all came to, with so many of the commonest misses and inventions. Measures whose labels a language's gold
    /// does not have are left out: what is not annotated is not wrong.
    #[must_use]
    pub fn report(self, most: usize) -> Report {
        let mut all: Vec<Tally> = vec![Tally::default(); self.measures.0.len()];
        let languages = self.languages.into_iter().map(|(code, tallies)| {
            let mut scores = Vec::new();
            for ((measure, tally), all) in self.measures.0.iter().zip(tallies).zip(&mut all) {
                if tally.overlapping.gold == 0 {
                    continue;
                }
                all.strict.add(tally.strict);
                all.overlapping.add(tally.overlapping);
                let mut score = Score::new(measure.name.clone(), tally.strict, tally.overlapping);
                score.missed = commonest(tally.missed, most);
                score.made_up = commonest(tally.made_up, most);
                scores.push(score);
            }
            let documents = self.documents.iter().filter(|d| d.language == code).count();
            Language {
                language: code,
                documents,
                scores,
            }
        });
        let languages: Vec<Language> = languages.collect();
        let total = self.measures.0.iter().zip(all).filter(|(_, t)| t.overlapping.gold > 0);
        let total = total
            .map(|(m, t)| Score::new(m.name.clone(), t.strict, t.overlapping))
            .collect();
        let mut documents = self.documents;
        documents.sort_by(|a, b| a.id.cmp(&b.id).then_with(|| a.language.cmp(&b.language)));
        Report {
            total,
            languages,
            documents,
        }
    }
}

fn commonest(said: BTreeMap<String, usize>, most: usize) -> Vec<Said> {
    let mut said: Vec<Said> = said.into_iter().map(|(text, count)| Said { text, count }).collect();
    said.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
    said.truncate(most);
    said
}

fn counts(measure: &Measure, record: &Record, mention: &Mention) -> bool {
    let mut kinds = std::iter::once(mention.kind).chain(mention.attributes.also);
    kinds.any(|kind| measure.kinds.contains(&kind))
        && match &measure.needs {
            None => true,
            Some(Needs::Code { system, length }) => {
                let coded = |c: &Concept| {
                    let mut codes = c.codes.iter();
                    codes.any(|c| c.system.as_str() == system && c.code.len() >= *length)
                };
                // What no concept is known of may be anything: it counts, and is right or wrong.
                mention.concept.as_deref().is_none_or(coded)
            }
            Some(Needs::NoResult) => !says_result(record, mention),
        }
}

/// Whether a mention says a result in words: that something is normal, or a test with what it showed. The latter have no concept, and
/// among their words a test with a result lies.
fn says_result(record: &Record, mention: &Mention) -> bool {
    if mention.attributes.result.is_some() {
        return true;
    }
    let tested = |other: &&Mention| {
        matches!(other.kind, Kind::Measurement | Kind::Procedure)
            && mention.start <= other.start
            && other.end <= mention.end
            && other.value.as_ref().is_some_and(|value| value.text.is_some())
    };
    // Mentions are in the order of the text.
    let from = record.mentions.partition_point(|other| other.start < mention.start);
    let here = record.mentions[from..].iter();
    mention.concept.is_none()
        && here
            .take_while(|other| other.start < mention.end)
            .any(|other| tested(&other))
}

fn overlap(a: &[Span], b: &[Span]) -> bool {
    a.iter().any(|a| b.iter().any(|b| a.start < b.end && b.start < a.end))
}

fn labelled<'g>(gold: &'g [Annotation], labels: &[String]) -> Vec<&'g Annotation> {
    gold.iter().filter(|a| labels.contains(&a.label)).collect()
}

/// What a record says at a place: a mention, or a value of one.
struct Made<'r> {
    text: &'r str,
    stretches: Vec<Span>,
    value: Option<&'r Value>,
}

impl Made<'_> {
    /// From its first to its last character.
    fn hull(&self) -> Option<Span> {
        let start = self.stretches.iter().map(|s| s.start).min()?;
        let end = self.stretches.iter().map(|s| s.end).max()?;
        Some(Span { start, end })
    }
}

/// The mentions that count; by number, their values where they are written, those of their sizes and doses, too.
fn made<'r>(measure: &Measure, record: &'r Record) -> Vec<Made<'r>> {
    let mut out = Vec::new();
    for mention in record.mentions.iter().filter(|m| counts(measure, record, m)) {
        let whole = |value| Made {
            text: &mention.text,
            stretches: mention.stretches().collect(),
            value,
        };
        if measure.by != By::Number {
            out.push(whole(None));
            continue;
        }
        for value in mention.values() {
            let mut made = whole(Some(value));
            if let Some(place) = value.span() {
                made.stretches = vec![place];
            }
            out.push(made);
        }
    }
    out
}

fn spans(measure: &Measure, gold: &[Annotation], record: &Record, tally: &mut Tally) {
    let wanted = labelled(gold, &measure.gold);
    let neutral = labelled(gold, &measure.neutral);
    let made = made(measure, record);
    let meets = |a: &Annotation, m: &Made<'_>| {
        overlap(&a.stretches, &m.stretches) && (measure.by != By::Number || same_value(&a.text, m.value))
    };
    let exact = |a: &Annotation, m: &Made<'_>| Some(a.hull()) == m.hull() && meets(a, m);
    tally.strict.gold = wanted.len();
    tally.overlapping.gold = wanted.len();
    for annotation in &wanted {
        tally.strict.found += usize::from(made.iter().any(|m| exact(annotation, m)));
        if made.iter().any(|m| meets(annotation, m)) {
            tally.overlapping.found += 1;
        } else {
            *tally.missed.entry(annotation.text.to_lowercase()).or_default() += 1;
        }
    }
    for mention in &made {
        let right = wanted.iter().any(|a| meets(a, mention));
        // A mention at a neutral annotation counts only where it is right.
        if !right && neutral.iter().any(|a| overlap(&a.stretches, &mention.stretches)) {
            continue;
        }
        tally.strict.made += 1;
        tally.overlapping.made += 1;
        tally.strict.right += usize::from(wanted.iter().any(|a| exact(a, mention)));
        tally.overlapping.right += usize::from(right);
        if !right {
            *tally.made_up.entry(mention.text.to_lowercase()).or_default() += 1;
        }
    }
}

/// Whether a value is the one that a text writes.
fn same_value(text: &str, value: Option<&Value>) -> bool {
    let Some(value) = value else { return false };
    let written = numbers(text);
    if written.is_empty() {
        return value.text.is_some();
    }
    let numbers = [value.number, value.low, value.high];
    let mut numbers = numbers.into_iter().flatten().map(epicrisis_record::Number::get);
    // A titre is a result in words with its number in it.
    let said = value.text.as_deref().map(self::numbers).unwrap_or_default();
    numbers.any(|n| written.iter().flatten().any(|w| (w - n).abs() <= n.abs() * 1e-9))
        || said.iter().flatten().any(|n| written.iter().flatten().any(|w| w == n))
}

/// Compares what is said of the mentions at annotations.
fn presences(
    measure: &Measure,
    (attribute, presence, cues): (Option<&str>, Presence, &[String]),
    gold: &[Annotation],
    record: &Record,
    tally: &mut Tally,
) {
    let asks = |a: &Annotation| attribute.is_none_or(|name| a.has(name));
    let wanted = labelled(gold, &measure.gold);
    let neutral = labelled(gold, &measure.neutral);
    let cues = labelled(gold, cues);
    // Where scopes are annotated, what lies outside of all of them is annotated too.
    let scoped = !cues.is_empty();
    let counts = &mut tally.overlapping;
    for mention in record.mentions.iter().filter(|m| self::counts(measure, record, m)) {
        let stretches: Vec<Span> = mention.stretches().collect();
        let at = |all: &[&Annotation]| all.iter().any(|a| overlap(&a.stretches, &stretches));
        let own: Vec<&&Annotation> = wanted.iter().filter(|a| overlap(&a.stretches, &stretches)).collect();
        let outside = own.is_empty() && (!scoped || at(&neutral));
        if at(&cues) || outside {
            continue;
        }
        let asked = own.iter().any(|a| asks(a));
        let said = mention.presence == presence;
        if asked && !said && otherwise(mention, presence, &cues) {
            continue;
        }
        counts.gold += usize::from(asked);
        counts.made += usize::from(said);
        counts.found += usize::from(asked && said);
        counts.right += usize::from(asked && said);
        let text = || mention.text.to_lowercase();
        if asked && !said {
            *tally.missed.entry(text()).or_default() += 1;
        } else if said && !asked {
            *tally.made_up.entry(text()).or_default() += 1;
        }
    }
    tally.strict = *counts;
}

/// Whether a record says in another way, and by the same cue, what an annotation says by a denial: what was stopped or
/// ceased is past, and what a test was negative for is its result.
fn otherwise(mention: &Mention, presence: Presence, cues: &[&Annotation]) -> bool {
    let result = || {
        let mut values = mention.values();
        values.any(|v| v.interpretation == Some(Interpretation::Negative))
    };
    let annotated = |cue: &Cue| cues.iter().any(|a| overlap(&[cue.span()], &a.stretches));
    let over = || {
        let mut past = mention.cues.iter().filter(|c| c.role == CueRole::Past);
        mention.time == Time::Past && past.any(annotated)
    };
    presence == Presence::Absent && (result() || over())
}

/// What is noted at an annotation, and what it is normalised to, as `UMLS:C0004096`.
fn remarks(annotation: &Annotation) -> impl Iterator<Item = String> + '_ {
    let notes = annotation.notes.iter().map(|note| note.text.clone());
    let codes = annotation.normalisations.iter();
    notes.chain(codes.map(|code| format!("{}:{}", code.resource, code.entry)))
}

/// Compares the codes of a document as sets: present, suspected and past ones of the patient, as coders do.
fn codes(
    measure: &Measure,
    (note, system, length): (&str, &str, usize),
    gold: &[Annotation],
    record: &Record,
    tally: &mut Tally,
) {
    let cut = |code: &str| -> String { code.chars().filter(|c| *c != '.').take(length).collect() };
    let wanted: BTreeSet<String> = labelled(gold, &measure.gold)
        .iter()
        .flat_map(|a| remarks(a))
        .filter_map(|n| n.strip_prefix(note).map(cut))
        .map(|code| code.to_uppercase())
        .collect();
    let said = |m: &&Mention| m.presence == Presence::Present || m.presence == Presence::Possible;
    let made: BTreeSet<String> = record
        .mentions
        .iter()
        .filter(|m| counts(measure, record, m) && m.experiencer == Experiencer::Patient)
        .filter(said)
        .flat_map(|m| m.concept.iter().flat_map(|c| &c.codes))
        .filter(|c| c.system.as_str() == system)
        .map(|c| cut(&c.code))
        .collect();
    // A document that nobody coded says nothing.
    if wanted.is_empty() {
        return;
    }
    let both = wanted.intersection(&made).count();
    let counts = Counts {
        gold: wanted.len(),
        made: made.len(),
        found: both,
        right: both,
    };
    (tally.strict, tally.overlapping) = (counts, counts);
    tally.missed.extend(wanted.difference(&made).map(|c| (c.clone(), 1)));
    tally.made_up.extend(made.difference(&wanted).map(|c| (c.clone(), 1)));
}

#[cfg(test)]
mod tests {
    use super::{Scorer, says_result};
    use crate::Measures;
    use epicrisis_record::Record;
    use serde_json::json;

    /// `Negative serology. Fever.`: a finding without a concept over a test with its result, and a fever.
    fn record() -> Record {
        let mention = |id: &str, kind: &str, from: u32, to: u32, text: &str, more: serde_json::Value| {
            let mut mention = json!({
                "id": id, "kind": kind, "start": from, "end": to, "text": text, "presence": "present",
                "experiencer": "patient", "time": "current", "attributes": {}, "confidence": 1,
            });
            let fields = mention.as_object_mut().unwrap();
            fields.extend(more.as_object().unwrap().clone());
            mention
        };
        let result = json!({ "value": { "text": "negative", "interpretation": "NEG" } });
        serde_json::from_value(json!({
            "schema": "epicrisis.record/1",
            "document": { "id": "a", "language": "en", "language_confidence": 1, "length": 26, "sha256": "" },
            "subject": {}, "sections": [], "relations": [], "warnings": [],
            "mentions": [
                mention("m1", "finding", 0, 17, "Negative serology", json!({})),
                mention("m2", "measurement", 0, 17, "Negative serology", result),
                mention("m3", "finding", 19, 24, "Fever", json!({})),
            ],
        }))
        .unwrap()
    }

    #[test]
    fn a_result_in_words_is_a_finding_and_no_disorder() {
        let record = record();
        let says: Vec<bool> = record.mentions.iter().map(|m| says_result(&record, m)).collect();
        assert_eq!(says, [true, true, false]);
        let made_up = |label: &str, measure: &str| {
            let gold = epicrisis_brat::parse(&format!("T1\t{label} 19 24\tFever\n")).unwrap();
            let mut scorer = Scorer::new(Measures::built_in());
            scorer.add(&gold.annotations, &record);
            let report = scorer.report(5);
            let score = report.languages[0]
                .scores
                .iter()
                .find(|s| s.measure == measure)
                .unwrap();
            assert_eq!(score.overlapping_counts.found, 1);
            score.made_up.len()
        };
        assert_eq!(made_up("DISORDER", "disorders"), 0);
        assert_eq!(made_up("FINDING", "problems and findings"), 1);
    }
}
