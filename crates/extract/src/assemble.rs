//! The last step: from mentions in tokens to the record.

use std::sync::{Arc, OnceLock};

use epicrisis_lexicon::Lexicon;
use epicrisis_record::{
    Age, Code, CodeSystem, Concept, Cue, Document, FRAGMENT_JOINER, Mention, MentionId, Number, Record, Relation,
    Section, SectionKind, SexValue, Span, Warning, WarningCode,
};
use epicrisis_text::CharIndex;
use sha2::{Digest, Sha256};

use crate::found::Found;
use crate::read::Reading;
use crate::recognise::Misspelling;
use crate::relate::Link;
use crate::span::chars;
use crate::subject::Patient;

/// The record's concepts, each made once an engine.
pub(crate) struct Concepts(Box<[OnceLock<Page>]>);

/// A stretch of them, made when one of them is first met: a lexicon of a million concepts costs a start nothing.
type Page = Box<[OnceLock<Arc<Concept>>]>;
const PAGE: usize = 512;

impl Concepts {
    pub(crate) fn new(count: usize) -> Self {
        Self((0..count.div_ceil(PAGE)).map(|_| OnceLock::new()).collect())
    }

    fn get(&self, lexicon: &Lexicon<'_>, index: u32) -> Option<Arc<Concept>> {
        let page = self.0.get(index as usize / PAGE)?;
        let page = page.get_or_init(|| (0..PAGE).map(|_| OnceLock::new()).collect());
        let slot = page.get(index as usize % PAGE)?;
        if let Some(made) = slot.get() {
            return Some(Arc::clone(made));
        }
        let view = lexicon.concept(index)?;
        let made = slot.get_or_init(|| {
            Arc::new(Concept {
                id: view.id.to_owned(),
                label: view.label.to_owned(),
                codes: view
                    .codes()
                    .map(|(system, code, _)| Code {
                        system: CodeSystem::new(system),
                        code: code.to_owned(),
                    })
                    .collect(),
            })
        });
        Some(Arc::clone(made))
    }
}

/// All that a record is made of.
pub(crate) struct Parts<'a, 't, 'd> {
    pub(crate) reading: &'a Reading<'t, 'd>,
    pub(crate) index: &'a CharIndex<'t>,
    pub(crate) concepts: &'a Concepts,
    /// Whether each cue says its rule and its scope.
    pub(crate) explain: bool,
    pub(crate) found: Vec<Found>,
    pub(crate) links: Vec<Link>,
    pub(crate) patient: Patient,
    pub(crate) misspellings: Vec<Misspelling>,
    pub(crate) warnings: Vec<Warning>,
}

/// Below this, the language of a text is a guess.
const SURE: f64 = 0.35;

pub(crate) fn record(id: &str, mut parts: Parts<'_, '_, '_>) -> Record {
    let reading = parts.reading;
    let length = parts.index.len().get();
    let mut record = Record::new(Document {
        id: id.to_owned(),
        language: reading.language.code.clone(),
        language_confidence: Number::new((reading.language.confidence * 100.0).round() / 100.0).unwrap_or_default(),
        length,
        sha256: hex(&Sha256::digest(reading.text.as_bytes())),
    });
    misspelt(&mut parts);
    // In the order of the text; ids follow it.
    let mut order: Vec<usize> = (0..parts.found.len()).collect();
    order.sort_by_key(|i| {
        let f = &parts.found[*i];
        (f.first, std::cmp::Reverse(f.last), f.kind, f.concept)
    });
    let mut ids = vec![MentionId(0); parts.found.len()];
    for (place, i) in order.iter().enumerate() {
        ids[*i] = MentionId(place as u32 + 1);
    }
    let mut found = std::mem::take(&mut parts.found);
    record.mentions = order
        .iter()
        .map(|i| mention(&parts, &mut found[*i], ids[*i], &ids))
        .collect();
    record.relations = parts
        .links
        .iter()
        .map(|(kind, from, to)| Relation {
            kind: *kind,
            from: ids[*from],
            to: ids[*to],
        })
        .collect();
    record.relations.sort_unstable_by_key(|r| (r.from, r.kind, r.to));
    record.subject.age = parts.patient.age.map(|a| Age {
        number: Number::new(a.number).unwrap_or_default(),
        unit: a.unit.parse().unwrap_or(epicrisis_record::AgeUnit::Years),
        mention: ids[a.mention],
    });
    record.subject.sex = parts.patient.sex.map(|(value, at)| SexValue {
        value,
        mention: ids[at],
    });
    record.sections = sections(&parts, length);
    document_warnings(&parts, &mut record.warnings);
    parts.warnings.sort_by_key(|w| (w.start, w.end));
    record.warnings.append(&mut parts.warnings);
    record
}

/// Marks what was read as another word, and says so.
fn misspelt(parts: &mut Parts<'_, '_, '_>) {
    let reading = parts.reading;
    for slip in &parts.misspellings {
        for f in parts
            .found
            .iter_mut()
            .filter(|f| f.parent.is_none() && f.has(slip.token))
        {
            let Some(concept) = f.concept.and_then(|c| reading.lexicon.concept(c)) else {
                continue;
            };
            let own = reading.language.place.and_then(|l| concept.label_in(l));
            let instead = own.unwrap_or(concept.label);
            f.attributes.other.insert("misspelling".to_owned(), instead.into());
            let message = format!("read as a misspelling of `{instead}` ({}); check it", concept.label);
            let span = chars(parts.index, reading.tokens.span(slip.token));
            parts
                .warnings
                .push(Warning::at(WarningCode::MISSPELLING, message, span));
        }
    }
}

fn span(parts: &Parts<'_, '_, '_>, first: u32, last: u32) -> Span {
    chars(parts.index, parts.reading.stretch(first as usize, last as usize))
}

fn mention(parts: &Parts<'_, '_, '_>, f: &mut Found, id: MentionId, ids: &[MentionId]) -> Mention {
    let text_of = |first: u32, last: u32| {
        let bytes = parts.reading.stretch(first as usize, last as usize);
        parts.reading.text.get(bytes.range()).unwrap_or_default()
    };
    let whole = span(parts, f.first, f.last);
    let text = if f.fragments.is_empty() {
        text_of(f.first, f.last).to_owned()
    } else {
        let pieces: Vec<&str> = f.fragments.iter().map(|(a, b)| text_of(*a, *b)).collect();
        pieces.join(FRAGMENT_JOINER)
    };
    let mut attributes = std::mem::take(&mut f.attributes);
    attributes.site = f.site.map(|s| ids[s]);
    attributes.specimen = f.specimen.map(|s| ids[s]);
    let mut cues: Vec<Cue> = f
        .cues
        .iter()
        .map(|cue| {
            let span = |first, last| self::span(parts, first, last);
            let place = span(cue.first, cue.last);
            Cue {
                role: cue.role,
                start: place.start,
                end: place.end,
                rule: parts.explain.then(|| cue.rule.id().to_owned()),
                text: parts.explain.then(|| text_of(cue.first, cue.last).to_owned()),
                scope: parts.explain.then(|| span(cue.scope.0, cue.scope.1)),
            }
        })
        .collect();
    cues.sort_by_key(|c| (c.start, c.end, c.role));
    cues.dedup_by_key(|c| (c.start, c.end, c.role));
    Mention {
        id,
        kind: f.kind,
        start: whole.start,
        end: whole.end,
        fragments: f.fragments.iter().map(|(a, b)| span(parts, *a, *b)).collect(),
        text,
        concept: f.concept.and_then(|c| parts.concepts.get(parts.reading.lexicon, c)),
        presence: f.presence,
        experiencer: f.experiencer,
        time: f.time,
        attributes,
        value: f.value.take(),
        cues,
        confidence: Number::new((f.confidence * 100.0).round() / 100.0).unwrap_or_default(),
    }
}

fn sections(parts: &Parts<'_, '_, '_>, length: u32) -> Vec<Section> {
    let reading = parts.reading;
    let starts: Vec<u32> = reading
        .sections
        .iter()
        .map(|s| span(parts, s.first, s.first).start.0)
        .collect();
    let mut out = Vec::with_capacity(starts.len());
    for (i, section) in reading.sections.iter().enumerate() {
        let rec = section
            .payload
            .and_then(|p| reading.lexicon.tables().sections.get(p as usize));
        let kind = match rec {
            Some(rec) => reading.lexicon.str(rec.kind).parse().unwrap_or(SectionKind::Other),
            // What stands before any heading is the story.
            None => SectionKind::History,
        };
        let heading = (!section.heading.is_empty()).then(|| {
            let bytes = reading.stretch(section.heading.start as usize, section.heading.end as usize - 1);
            reading.text.get(bytes.range()).unwrap_or_default().to_owned()
        });
        // The white space before the first section is its own, so that sections cover the text.
        let start = if i == 0 { 0 } else { starts[i] };
        let end = starts.get(i + 1).copied().unwrap_or(length);
        out.push(Section {
            kind,
            start: epicrisis_record::CharOffset(start),
            end: epicrisis_record::CharOffset(end),
            heading,
        });
    }
    out
}

fn document_warnings(parts: &Parts<'_, '_, '_>, warnings: &mut Vec<Warning>) {
    let language = &parts.reading.language;
    if parts.reading.tokens.is_empty() {
        warnings.push(Warning::whole(WarningCode::EMPTY_DOCUMENT, "the document has no words"));
    } else if language.place.is_some() && !language.read {
        let message = format!(
            "the text seems to be in `{}`, which is not read; words of the other languages were looked for",
            language.code
        );
        warnings.push(Warning::whole(WarningCode::UNSUPPORTED_LANGUAGE, message));
    } else if language.confidence < SURE {
        let message = "the language could not be told for sure; give it with `--language`";
        warnings.push(Warning::whole(WarningCode::UNCERTAIN_LANGUAGE, message));
    }
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|b| [DIGITS[usize::from(b >> 4)], DIGITS[usize::from(b & 15)]])
        .map(char::from)
        .collect()
}
