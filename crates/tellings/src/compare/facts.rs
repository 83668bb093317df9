//! Facts: what all tellings say, what only some say, and what they say differently, as their records have it.

use std::collections::{BTreeMap, VecDeque};

use epicrisis_record::{CharOffset, Experiencer, Kind, Laterality, Mention, MentionId, Presence, Time, Value};
use serde::Serialize;

use super::cell::{Cell, same};
use crate::Telling;

/// How far tellings agree on a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Agreement {
    /// All say it, and the same of it.
    All,
    /// Only some say it.
    Some,
    /// All say it, or some, but not the same of it.
    Differs,
}

/// What tellings say differently of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Aspect {
    /// Whether it is there.
    Presence,
    /// Whom it is about.
    Person,
    /// When it was.
    Time,
    /// Which side.
    Side,
    /// How much.
    Value,
    /// Of a drug, how much at once.
    Dose,
}

impl Aspect {
    /// As it is written.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Presence => "presence",
            Self::Person => "person",
            Self::Time => "time",
            Self::Side => "side",
            Self::Value => "value",
            Self::Dose => "dose",
        }
    }
}

/// A fact, as one telling says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Said {
    /// The telling, by its place in the comparison.
    pub telling: usize,
    /// The mention in its record.
    pub mention: MentionId,
    /// The first code point.
    pub start: CharOffset,
    /// The code point behind the last.
    pub end: CharOffset,
    /// Its words.
    pub text: String,
    /// Whether it is there.
    pub presence: Presence,
    /// Whom it is about.
    pub experiencer: Experiencer,
    /// When it was.
    pub time: Time,
    /// Which side.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side: Option<Laterality>,
}

/// A fact that one telling or more say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Fact {
    /// The row in which it stands first.
    pub row: usize,
    /// What it is.
    pub kind: Kind,
    /// The concept's id.
    pub concept: String,
    /// The concept's English label.
    pub label: String,
    /// How far the tellings agree.
    pub agreement: Agreement,
    /// What they say differently.
    pub differs: Vec<Aspect>,
    /// Who says it, by telling.
    pub said: Vec<Said>,
}

type Group<'r> = (usize, BTreeMap<usize, &'r Mention>);

/// The facts of some tellings, in the order of the rows.
pub(super) fn facts(tellings: &[Telling<'_>], cells: &[Vec<Cell<'_>>]) -> Vec<Fact> {
    let mut of_concept: BTreeMap<&str, Vec<Group<'_>>> = BTreeMap::new();
    for (row, of_row) in cells.iter().enumerate() {
        let mut nth: BTreeMap<(usize, &str), usize> = BTreeMap::new();
        let mut here: BTreeMap<(&str, usize), BTreeMap<usize, &Mention>> = BTreeMap::new();
        for (t, cell) in of_row.iter().enumerate() {
            for mention in &cell.mentions {
                let Some(id) = mention.concept_id() else { continue };
                let n = nth.entry((t, id)).or_default();
                here.entry((id, *n)).or_default().insert(t, mention);
                *n += 1;
            }
        }
        for ((id, _), group) in here {
            of_concept.entry(id).or_default().push((row, group));
        }
    }
    let mut out: Vec<Fact> = Vec::new();
    for groups in of_concept.into_values() {
        out.extend(joined(groups).into_iter().filter_map(|group| fact(tellings, group)));
    }
    out.sort_by(|a, b| (a.row, a.said.first().map(|s| s.start)).cmp(&(b.row, b.said.first().map(|s| s.start))));
    out
}

/// What was told a row apart, or out of order, is one fact where no telling says both.
fn joined(groups: Vec<Group<'_>>) -> Vec<Group<'_>> {
    elsewhere(beside(groups))
}

/// Joins what stands in one row with what stands in the next.
fn beside(groups: Vec<Group<'_>>) -> Vec<Group<'_>> {
    let mut out: Vec<Group<'_>> = Vec::new();
    // A group that took the next row's is in reach of what follows from where it began.
    for group in groups {
        let near = |o: &&mut Group<'_>| group.0 - o.0 <= 1 && o.1.keys().all(|t| !group.1.contains_key(t));
        let from = out.partition_point(|o| o.0 + 1 < group.0);
        match out[from..].iter_mut().find(near) {
            Some(open) => open.1.extend(group.1),
            None => out.push(group),
        }
    }
    out
}

/// Joins each group with the first behind it that no telling of it has, wherever that stands.
fn elsewhere(groups: Vec<Group<'_>>) -> Vec<Group<'_>> {
    let bits = |group: &Group<'_>| group.1.keys().fold(0_u32, |bits, t| bits | 1 << t);
    // Which stand behind, by who says them: there are not more such sets than few tellings make.
    let mut behind: BTreeMap<u32, VecDeque<usize>> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate() {
        behind.entry(bits(group)).or_default().push_back(at);
    }
    let mut groups: Vec<Option<Group<'_>>> = groups.into_iter().map(Some).collect();
    let mut out = Vec::new();
    for at in 0..groups.len() {
        let Some(mut group) = groups[at].take() else { continue };
        if let Some(own) = behind.get_mut(&bits(&group)) {
            own.pop_front();
        }
        loop {
            let own = bits(&group);
            let others = behind.iter_mut().filter(|(bits, _)| **bits & own == 0);
            let first = others.filter(|(_, of)| !of.is_empty()).min_by_key(|(_, of)| of[0]);
            let Some(other) = first.and_then(|(_, of)| of.pop_front()) else {
                break;
            };
            group.1.extend(groups[other].take().into_iter().flat_map(|g| g.1));
        }
        out.push(group);
    }
    out
}

fn fact(tellings: &[Telling<'_>], (row, group): Group<'_>) -> Option<Fact> {
    let mentions: Vec<&Mention> = group.values().copied().collect();
    let first = *mentions.first()?;
    let concept = first.concept.as_deref()?;
    let one = |what: &dyn Fn(&Mention, &Mention) -> bool| mentions.iter().all(|m| what(first, m));
    let mut differs = Vec::new();
    let mut note = |aspect: Aspect, alike: bool| {
        if !alike {
            differs.push(aspect);
        }
    };
    note(Aspect::Presence, one(&|a, b| a.presence == b.presence));
    note(Aspect::Person, one(&|a, b| a.experiencer == b.experiencer));
    note(Aspect::Time, one(&|a, b| a.time == b.time));
    note(
        Aspect::Side,
        one(&|a, b| a.attributes.laterality == b.attributes.laterality),
    );
    note(
        Aspect::Value,
        one(&|a, b| alike(a.value.as_deref(), b.value.as_deref())),
    );
    note(
        Aspect::Dose,
        one(&|a, b| alike(a.attributes.dose.as_deref(), b.attributes.dose.as_deref())),
    );
    let agreement = match (differs.is_empty(), group.len() == tellings.len()) {
        (false, _) => Agreement::Differs,
        (true, true) => Agreement::All,
        (true, false) => Agreement::Some,
    };
    let said = group.iter().map(|(t, m)| Said {
        telling: *t,
        mention: m.id,
        start: m.start,
        end: m.end,
        text: m.text.clone(),
        presence: m.presence,
        experiencer: m.experiencer,
        time: m.time,
        side: m.attributes.laterality,
    });
    Some(Fact {
        row,
        kind: first.kind,
        concept: concept.id.clone(),
        label: concept.label.clone(),
        agreement,
        differs,
        said: said.collect(),
    })
}

/// Whether two values are the same quantity.
fn alike(a: Option<&Value>, b: Option<&Value>) -> bool {
    let (Some(a), Some(b)) = (a, b) else {
        return a.is_none() && b.is_none();
    };
    if let (Some(x), Some(y)) = (&a.canonical, &b.canonical) {
        return x.unit == y.unit && same(x.number.get(), y.number.get());
    }
    let number = |v: &Value| v.number.or(v.low).map(|n| n.get());
    match (number(a), number(b)) {
        (Some(x), Some(y)) => same(x, y) && (a.unit == b.unit || a.unit.is_none() || b.unit.is_none()),
        (None, None) => true,
        _ => false,
    }
}
