//! What the record says, each thing once: mentions of one thing brought together.

use std::collections::{HashMap, HashSet};

use epicrisis_record::{
    Attributes, Degree, Experiencer, Kind, Laterality, Mention, MentionId, Presence, Record, Relation, Route,
    SectionKind, Time, Value,
};

use super::blocks::Block;
use super::words;

/// A record, ready to be told.
pub(crate) struct Case<'r> {
    pub(crate) record: &'r Record,
    by_id: HashMap<MentionId, &'r Mention>,
    from: HashMap<MentionId, Vec<Relation>>,
    facts: Vec<Fact<'r>>,
}

/// One thing that the document says, however often.
pub(crate) struct Fact<'r> {
    pub(crate) block: Block,
    /// In the order of the document; never empty.
    pub(crate) mentions: Vec<&'r Mention>,
    /// The section of the first.
    pub(crate) section: Option<SectionKind>,
    marks: Marks<'r>,
}

/// What tells two things of one concept apart, as far as the mentions of a fact say it.
#[derive(PartialEq)]
struct Marks<'r> {
    laterality: Option<Laterality>,
    level: Option<&'r str>,
    site: Option<String>,
    dose: Option<Value>,
    route: Option<Route>,
}

impl Marks<'_> {
    /// Whether both may be said of one thing: nothing contradicts.
    fn agree(&self, other: &Self) -> bool {
        compatible(&self.laterality, &other.laterality)
            && compatible(&self.level, &other.level)
            && compatible(&self.site, &other.site)
            && compatible(&self.dose, &other.dose)
            && compatible(&self.route, &other.route)
    }

    /// Takes in what another mention says beyond what is known.
    fn take(&mut self, other: Self) {
        self.laterality = self.laterality.or(other.laterality);
        self.level = self.level.or(other.level);
        self.site = self.site.take().or(other.site);
        self.dose = self.dose.take().or(other.dose);
        self.route = self.route.or(other.route);
    }
}

/// What must be equal for two mentions to say one thing.
#[derive(PartialEq, Eq, Hash)]
struct Key<'r> {
    block: Block,
    what: &'r str,
    value: Option<Value>,
    /// Of what is uncertain, the kind of uncertainty is what there is to tell.
    doubt: Option<(Presence, Option<Degree>)>,
}

/// So many things of one concept are kept apart by where they are and how much they are; a document with more is no
/// case, and comparing each with all would take time with the square of its length.
const MOST_ALIKE: usize = 32;

impl<'r> Fact<'r> {
    /// The first mention.
    pub(crate) fn first(&self) -> &'r Mention {
        self.mentions[0]
    }

    /// The first known of what its mentions say of something.
    pub(crate) fn known<T>(&self, of: impl Fn(&'r Attributes) -> Option<T>) -> Option<T> {
        self.mentions.iter().find_map(|mention| of(&mention.attributes))
    }
}

impl<'r> Case<'r> {
    pub(crate) fn of(record: &'r Record) -> Self {
        let by_id = record.mentions.iter().map(|mention| (mention.id, mention)).collect();
        let mut from: HashMap<MentionId, Vec<Relation>> = HashMap::new();
        for relation in &record.relations {
            from.entry(relation.from).or_default().push(*relation);
        }
        let mut case = Self {
            record,
            by_id,
            from,
            facts: Vec::new(),
        };
        case.collect();
        case
    }

    /// The facts of a part of the summary, in the order of the document.
    pub(crate) fn facts(&self, block: Block) -> Vec<&Fact<'r>> {
        self.facts.iter().filter(|fact| fact.block == block).collect()
    }

    /// All facts, in the order of the document.
    pub(crate) fn all(&self) -> &[Fact<'r>] {
        &self.facts
    }

    pub(crate) fn mention(&self, id: MentionId) -> Option<&'r Mention> {
        self.by_id.get(&id).copied()
    }

    /// The relations that lead away from any mention of a fact.
    pub(crate) fn relations<'f>(&'f self, fact: &'f Fact<'r>) -> impl Iterator<Item = &'f Relation> {
        fact.mentions
            .iter()
            .filter_map(|mention| self.from.get(&mention.id))
            .flatten()
    }

    fn section(&self, mention: &Mention) -> Option<SectionKind> {
        self.record.section_at(mention.start).map(|section| section.kind)
    }

    fn collect(&mut self) {
        let record = self.record;
        let confirmed = self.concepts_where(|mention, _| !is_time(mention) && is_now(mention));
        let diagnosed = self.concepts_where(|mention, section| {
            mention.kind == Kind::Problem && is_now(mention) && section == Some(SectionKind::Diagnosis)
        });
        let mut known: HashMap<Key<'r>, Vec<usize>> = HashMap::new();
        for mention in &record.mentions {
            let section = self.section(mention);
            let Some(mut block) = Block::of(mention, section) else {
                continue;
            };
            let concept = mention.concept_id();
            // What was suspected first and confirmed later is told once, where it is confirmed.
            let suspicion =
                block == Block::Uncertain && suspected(mention) && concept.is_some_and(|c| confirmed.contains(c));
            if suspicion {
                let certain = Mention {
                    presence: Presence::Present,
                    time: Time::Current,
                    ..mention.clone()
                };
                block = Block::of(&certain, section).unwrap_or(block);
            }
            if block == Block::Problems && concept.is_some_and(|concept| diagnosed.contains(concept)) {
                block = Block::Diagnoses;
            }
            let key = Key {
                block,
                what: concept.unwrap_or(&mention.text),
                value: mention.value.as_deref().map(Value::anywhere),
                doubt: (block == Block::Uncertain).then_some((mention.presence, mention.attributes.degree)),
            };
            let alike = known.entry(key).or_default();
            let marks = marks(&self.by_id, &mention.attributes);
            match self.alike(alike, &marks) {
                Some(at) => {
                    self.facts[at].marks.take(marks);
                    self.facts[at].mentions.push(mention);
                }
                None => {
                    alike.push(self.facts.len());
                    self.facts.push(Fact {
                        block,
                        mentions: vec![mention],
                        section,
                        marks,
                    });
                }
            }
        }
    }

    /// The fact that a mention with these marks speaks of: one with the same, else the only one that they do not
    /// contradict. Where there are several, nobody can tell which.
    fn alike(&self, facts: &[usize], marks: &Marks<'r>) -> Option<usize> {
        let recent = || facts.iter().copied().rev().take(MOST_ALIKE);
        let same = recent().find(|at| self.facts[*at].marks == *marks);
        same.or_else(|| {
            let mut fit = recent().filter(|at| self.facts[*at].marks.agree(marks));
            fit.next().filter(|_| fit.next().is_none())
        })
    }

    fn concepts_where(&self, holds: impl Fn(&Mention, Option<SectionKind>) -> bool) -> HashSet<&'r str> {
        let mentions = self.record.mentions.iter();
        mentions
            .filter(|mention| holds(mention, self.section(mention)))
            .filter_map(Mention::concept_id)
            .collect()
    }

    /// What the place of something is called.
    pub(crate) fn site(&self, attributes: &Attributes) -> Option<String> {
        site(&self.by_id, attributes)
    }
}

fn site(by_id: &HashMap<MentionId, &Mention>, attributes: &Attributes) -> Option<String> {
    let site = by_id.get(&attributes.site?)?;
    let label = words::clean(site.label());
    Some(match site.attributes.laterality {
        Some(side) if attributes.laterality.is_none() => format!("{side} {label}"),
        _ => label,
    })
}

fn marks<'r>(by_id: &HashMap<MentionId, &Mention>, attributes: &'r Attributes) -> Marks<'r> {
    Marks {
        laterality: attributes.laterality,
        level: attributes.level.as_deref(),
        site: site(by_id, attributes),
        dose: attributes.dose.as_deref().map(Value::anywhere),
        route: attributes.route,
    }
}

/// Whether it can be one thing: what is not said contradicts nothing.
fn compatible<T: PartialEq>(a: &Option<T>, b: &Option<T>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    }
}

fn suspected(mention: &Mention) -> bool {
    matches!(mention.presence, Presence::Possible | Presence::Hypothetical)
}

fn is_now(mention: &Mention) -> bool {
    (mention.presence, mention.experiencer, mention.time) == (Presence::Present, Experiencer::Patient, Time::Current)
}

fn is_time(mention: &Mention) -> bool {
    mention.kind == Kind::Time
}
