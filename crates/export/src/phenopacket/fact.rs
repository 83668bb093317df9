//! What the record says of the patient for certain, each thing once: mentions of one thing brought together.

use std::collections::HashMap;

use epicrisis_record::{
    Experiencer, Laterality, Mention, MentionId, Presence, Record, Relation, RelationKind, Severity, Time,
};

use super::model::OntologyClass;
use super::{resource, term};

/// A record, with what stands at its mentions.
pub(super) struct Case<'r> {
    pub(super) record: &'r Record,
    by_id: HashMap<MentionId, &'r Mention>,
    from: HashMap<MentionId, Vec<&'r Relation>>,
    to: HashMap<MentionId, Vec<&'r Relation>>,
}

impl<'r> Case<'r> {
    pub(super) fn of(record: &'r Record) -> Self {
        let mut case = Self {
            record,
            by_id: record.mentions.iter().map(|mention| (mention.id, mention)).collect(),
            from: HashMap::new(),
            to: HashMap::new(),
        };
        for relation in &record.relations {
            case.from.entry(relation.from).or_default().push(relation);
            case.to.entry(relation.to).or_default().push(relation);
        }
        case
    }

    pub(super) fn mention(&self, id: MentionId) -> Option<&'r Mention> {
        self.by_id.get(&id).copied()
    }

    /// The mentions that relations of a kind lead to.
    pub(super) fn leads_to(&self, mention: &Mention, kind: RelationKind) -> impl Iterator<Item = &'r Mention> {
        let relations = self.from.get(&mention.id).into_iter().flatten();
        relations
            .filter(move |relation| relation.kind == kind)
            .filter_map(|relation| self.mention(relation.to))
    }

    /// The mentions from which relations of a kind lead here.
    pub(super) fn comes_from(&self, mention: &Mention, kind: RelationKind) -> impl Iterator<Item = &'r Mention> {
        let relations = self.to.get(&mention.id).into_iter().flatten();
        relations
            .filter(move |relation| relation.kind == kind)
            .filter_map(|relation| self.mention(relation.from))
    }

    /// The place of a mention.
    pub(super) fn site(&self, mention: &Mention) -> Option<OntologyClass> {
        let site = self.mention(mention.attributes.site?)?;
        term::named(site, resource::SITES)
    }
}

/// Whether a mention says for certain that the patient has or had something: what is planned is not there.
pub(super) fn is_there(mention: &Mention) -> bool {
    let told = mention.experiencer == Experiencer::Patient && mention.time != Time::Planned;
    told && mention.presence == Presence::Present
}

/// Whether a mention says for certain that the patient has not something now. What somebody never had before may be what
/// brings them here: no history of stroke excludes no stroke.
fn is_denied(mention: &Mention) -> bool {
    let now = (mention.experiencer, mention.time) == (Experiencer::Patient, Time::Current);
    now && mention.presence == Presence::Absent
}

/// One thing that the patient has, or has not.
pub(super) struct Fact<'r> {
    pub(super) term: OntologyClass,
    pub(super) excluded: bool,
    /// In the order of the document; never empty.
    pub(super) mentions: Vec<&'r Mention>,
    pub(super) side: Option<Laterality>,
    pub(super) severity: Option<Severity>,
}

impl Fact<'_> {
    /// Whether nothing that is known of both differs: they may be one.
    fn agrees(&self, side: Option<Laterality>, severity: Option<Severity>) -> bool {
        compatible(self.side, side) && compatible(self.severity, severity)
    }
}

/// Whether it can be one thing: what is not said contradicts nothing.
pub(super) fn compatible<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    }
}

/// So many things of one term are kept apart by side and severity; a document with more is no case.
const MOST_ALIKE: usize = 16;

/// The facts among mentions, each with its term, in the order of the document.
///
/// What was there once was there: a denial of the same thing elsewhere is left out, since a packet says a thing without
/// saying when.
pub(super) fn gather<'r>(mentions: impl Iterator<Item = (&'r Mention, OntologyClass)>) -> Vec<Fact<'r>> {
    let mut facts: Vec<Fact<'r>> = Vec::new();
    let mut known: HashMap<(String, bool), Vec<usize>> = HashMap::new();
    for (mention, term) in mentions {
        let excluded = is_denied(mention);
        if !excluded && !is_there(mention) {
            continue;
        }
        let (side, severity) = (mention.attributes.laterality, mention.attributes.severity);
        let alike = known.entry((term.id.clone(), excluded)).or_default();
        let mut recent = alike.iter().rev().take(MOST_ALIKE).copied();
        if let Some(at) = recent.find(|at| facts[*at].agrees(side, severity)) {
            let fact = &mut facts[at];
            fact.side = fact.side.or(side);
            fact.severity = fact.severity.or(severity);
            fact.mentions.push(mention);
            continue;
        }
        alike.push(facts.len());
        facts.push(Fact {
            term,
            excluded,
            mentions: vec![mention],
            side,
            severity,
        });
    }
    let contradicted: Vec<bool> = facts
        .iter()
        .map(|fact| {
            let there = known.get(&(fact.term.id.clone(), false)).into_iter().flatten();
            fact.excluded
                && there
                    .map(|at| &facts[*at])
                    .any(|there| there.agrees(fact.side, fact.severity))
        })
        .collect();
    let mut contradicted = contradicted.into_iter();
    facts.retain(|_| !contradicted.next().unwrap_or_default());
    facts
}
