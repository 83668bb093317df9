//! The record of a document after what people said of it.

use std::collections::HashSet;
use std::sync::Arc;

use epicrisis_lexicon::Lexicon;
use epicrisis_record::{
    Attributes, Code, CodeSystem, Concept, Experiencer, Mention, MentionId, Number, Record, Span, Time,
};

use super::state::of_engine;
use super::types::{MentionProvenance, ReviewMention, State};
use crate::store::Kept;

/// A record, and where each of its mentions comes from.
pub(crate) struct Reviewed {
    pub(crate) record: Record,
    pub(crate) provenance: Vec<MentionProvenance>,
}

/// The record that says what `mentions` say: what was rejected is gone, and with it whatever pointed there.
pub(crate) fn reviewed(kept: &Kept, mentions: &[ReviewMention], lexicon: &Lexicon<'_>) -> Reviewed {
    let mut record = kept.record.clone();
    let mut next = record.mentions.iter().map(|m| m.id.0 + 1).max().unwrap_or(1);
    let mut kept_mentions = Vec::with_capacity(mentions.len());
    let mut provenance = Vec::with_capacity(mentions.len());
    for said in mentions.iter().filter(|m| m.state != State::Rejected) {
        let mention = match of_engine(&record, &said.key) {
            Some(engine) if said.state == State::Open => engine.clone(),
            Some(engine) => changed(engine.clone(), said, lexicon),
            None => {
                next += 1;
                added(MentionId(next - 1), said, lexicon)
            }
        };
        provenance.push(MentionProvenance {
            mention: mention.id.to_string(),
            key: said.key.clone(),
            origin: said.origin,
            state: said.state,
            by: said.by.clone(),
            at: said.at.clone(),
        });
        kept_mentions.push(mention);
    }
    record.mentions = kept_mentions;
    let_go(&mut record);
    Reviewed { record, provenance }
}

/// Takes out what points at mentions that are gone.
fn let_go(record: &mut Record) {
    let there: HashSet<MentionId> = record.mentions.iter().map(|m| m.id).collect();
    for mention in &mut record.mentions {
        let attributes = &mut mention.attributes;
        for pointer in [&mut attributes.site, &mut attributes.specimen] {
            *pointer = pointer.filter(|id| there.contains(id));
        }
    }
    record
        .relations
        .retain(|r| there.contains(&r.from) && there.contains(&r.to));
    record.subject.age = record.subject.age.filter(|age| there.contains(&age.mention));
    record.subject.sex = record.subject.sex.filter(|sex| there.contains(&sex.mention));
}

/// A person's word is as sure as can be.
fn sure() -> Number {
    Number::from(1)
}

/// A mention of the engine, as people left it.
fn changed(mut mention: Mention, said: &ReviewMention, lexicon: &Lexicon<'_>) -> Mention {
    if mention.kind != said.kind {
        // What was said of it was said of another kind of thing.
        mention.attributes = Attributes::default();
        mention.value = None;
        mention.kind = said.kind;
    }
    if mention.presence != said.presence {
        // They decided what was wrong.
        mention.cues = Vec::new();
        mention.attributes.degree = None;
        mention.presence = said.presence;
    }
    if mention.concept_id() != said.concept.as_ref().map(|c| c.id.as_str()) {
        mention.concept = concept(said, lexicon);
    }
    let span = Span::new(said.start, said.end);
    (mention.start, mention.end) = (span.start, span.end);
    mention.fragments.clone_from(&said.fragments);
    mention.text.clone_from(&said.text);
    mention.confidence = sure();
    mention
}

/// A mention that people added.
fn added(id: MentionId, said: &ReviewMention, lexicon: &Lexicon<'_>) -> Mention {
    let span = Span::new(said.start, said.end);
    Mention {
        id,
        kind: said.kind,
        start: span.start,
        end: span.end,
        fragments: Vec::new(),
        text: said.text.clone(),
        concept: concept(said, lexicon),
        presence: said.presence,
        experiencer: Experiencer::Patient,
        time: Time::Current,
        attributes: Attributes::default(),
        value: None,
        cues: Vec::new(),
        confidence: sure(),
    }
}

/// The concept that people chose, with the codes that the lexicon has for it now.
fn concept(said: &ReviewMention, lexicon: &Lexicon<'_>) -> Option<Arc<Concept>> {
    let named = said.concept.as_ref()?;
    let known = lexicon
        .concept_by_id(&named.id)
        .and_then(|index| lexicon.concept(index));
    let codes = known.into_iter().flat_map(|c| c.codes()).map(|(system, code, _)| Code {
        system: CodeSystem::new(system),
        code: code.to_owned(),
    });
    Some(Arc::new(Concept {
        id: named.id.clone(),
        label: named.label.clone(),
        codes: codes.collect(),
    }))
}
