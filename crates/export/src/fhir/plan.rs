//! What becomes of each mention: decided for all of them before anything is built, so that resources can point at each
//! other and never at what is not there.

use std::collections::BTreeMap;

use epicrisis_record::{
    CodeSystem, CueRole, Experiencer, Frequency, Kind, Mention, MentionId, Presence, RelationKind, Route, Time, Value,
};

use super::allergies::is_allergy;
use super::case::Case;
use super::links::{Key, Links};
use super::places::structures;
use super::susceptibility::tested;

/// What one or several mentions become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A problem that is there, suspected or denied.
    Condition,
    /// An observation whose value says whether it is there.
    Finding,
    /// An observation with a value, or with the reason why there is none.
    Measurement,
    /// A systolic and a diastolic value.
    Pressure,
    /// A microorganism that was found.
    Organism,
    /// Something spoken of that is neither claimed, suspected nor denied: an observation without a value.
    Open,
    /// Something said of somebody who is not the patient.
    Aside,
    Medication,
    /// A drug that an organism was tested against.
    Susceptibility,
    Procedure,
    /// Something that is to be done, or is thought about.
    Request,
    /// A test that has results.
    Report,
    Allergy,
    Device,
    /// What one relative has or had.
    Family,
    /// The patient's age.
    Age,
    /// An age besides: at another time.
    OtherAge,
    /// The size of a place.
    Size,
    /// A place that no other fact is at.
    Structure,
}

impl Shape {
    /// The type of resource.
    pub(super) const fn kind(self) -> &'static str {
        match self {
            Self::Condition => "Condition",
            Self::Finding | Self::Measurement | Self::Pressure | Self::Organism => "Observation",
            Self::Open | Self::Aside | Self::Age | Self::OtherAge | Self::Size => "Observation",
            Self::Susceptibility => "Observation",
            Self::Medication => "MedicationStatement",
            Self::Procedure => "Procedure",
            Self::Request => "ServiceRequest",
            Self::Report => "DiagnosticReport",
            Self::Allergy => "AllergyIntolerance",
            Self::Device => "DeviceUseStatement",
            Self::Family => "FamilyMemberHistory",
            Self::Structure => "BodyStructure",
        }
    }
}

/// Mentions that are one resource.
pub(super) struct Fact<'r> {
    pub(super) shape: Shape,
    pub(super) key: Key,
    /// In the order of the document; never empty.
    pub(super) mentions: Vec<&'r Mention>,
}

impl<'r> Fact<'r> {
    /// The mention that speaks for all: the first that says most surely that it is there.
    pub(super) fn lead(&self) -> &'r Mention {
        let present = self
            .mentions
            .iter()
            .find(|mention| mention.presence == Presence::Present);
        present.unwrap_or(&self.mentions[0])
    }

    /// The mentions whose places its resource has: a condition those of all, the others those of the one that speaks.
    pub(super) fn placed(&self) -> Vec<&'r Mention> {
        match self.shape {
            Shape::Condition => self.mentions.clone(),
            _ => vec![self.lead()],
        }
    }
}

/// All facts, and which resource each mention went into.
pub(super) struct Plan<'r> {
    pub(super) facts: Vec<Fact<'r>>,
    pub(super) keys: BTreeMap<MentionId, Key>,
    /// The mentions that say who the patient is.
    pub(super) patient: Vec<&'r Mention>,
}

impl<'r> Plan<'r> {
    pub(super) fn of(case: &Case<'r>, links: Links) -> Self {
        let mut plan = Self {
            facts: Vec::new(),
            keys: BTreeMap::new(),
            patient: Vec::new(),
        };
        let mut joins = Joins::default();
        for mention in &case.record.mentions {
            if says_sex(case, mention) {
                plan.patient.push(mention);
            } else if let Some(shape) = shape(case, mention) {
                let at = joins
                    .place(case, shape, mention, &plan.facts)
                    .unwrap_or(plan.facts.len());
                if let Some(fact) = plan.facts.get_mut(at) {
                    fact.mentions.push(mention);
                    if shape == Shape::Measurement {
                        fact.shape = Shape::Pressure;
                    }
                } else {
                    plan.facts.push(Fact {
                        shape,
                        key: links.of(shape.kind(), mention.id),
                        mentions: vec![mention],
                    });
                }
                plan.keys.insert(mention.id, plan.facts[at].key);
            }
        }
        structures(&mut plan, case, links);
        plan
    }

    /// The resource of a mention.
    pub(super) fn key(&self, id: MentionId) -> Option<Key> {
        self.keys.get(&id).copied()
    }
}

/// Whether a mention of the patient says nothing but the sex that the record gives.
fn says_sex(case: &Case<'_>, mention: &Mention) -> bool {
    let named = case.record.subject.sex.is_some_and(|sex| sex.mention == mention.id);
    let again = mention.kind == Kind::Demographic
        && mention.experiencer == Experiencer::Patient
        && mention.concept.is_none()
        && mention.value.is_none();
    named || again
}

/// What a mention by itself becomes; `None` where it is said by others: times, places, ages of others.
fn shape(case: &Case<'_>, mention: &Mention) -> Option<Shape> {
    match mention.kind {
        Kind::Time => return None,
        // A place with a size is a measurement; without, it stands with what is there.
        Kind::BodySite => return (mention.attributes.size.is_some() && is_own(mention)).then_some(Shape::Size),
        Kind::Demographic if mention.concept.is_none() && mention.experiencer != Experiencer::Patient => return None,
        _ => {}
    }
    if mention.experiencer != Experiencer::Patient {
        let has = mention.presence == Presence::Present && mention.time != Time::Planned;
        let illness = matches!(mention.kind, Kind::Problem | Kind::Finding);
        let family = mention.experiencer == Experiencer::Family;
        return Some(if has && illness && family {
            Shape::Family
        } else {
            Shape::Aside
        });
    }
    let planned = mention.time == Time::Planned;
    // Present, suspected and denied are statements; the others claim nothing.
    let stated = matches!(
        mention.presence,
        Presence::Present | Presence::Absent | Presence::Possible
    );
    let here = mention.presence == Presence::Present && !planned;
    Some(match mention.kind {
        Kind::Medication if tested(mention).is_some() => Shape::Susceptibility,
        Kind::Medication => Shape::Medication,
        Kind::Procedure => procedure(case, mention),
        Kind::Demographic if case.record.subject.age.is_some_and(|age| age.mention == mention.id) => Shape::Age,
        Kind::Demographic if mention.concept.is_none() => Shape::OtherAge,
        _ if planned || !stated => Shape::Open,
        Kind::Substance | Kind::Problem | Kind::Finding if is_allergy(mention) => Shape::Allergy,
        Kind::Problem => Shape::Condition,
        Kind::Organism if here => Shape::Organism,
        Kind::Device if here => Shape::Device,
        Kind::Measurement if here => Shape::Measurement,
        _ => Shape::Finding,
    })
}

fn is_own(mention: &Mention) -> bool {
    mention.experiencer == Experiencer::Patient && mention.presence == Presence::Present
}

fn procedure(case: &Case<'_>, mention: &Mention) -> Shape {
    let claimed = !matches!(mention.presence, Presence::Conditional | Presence::Hypothetical);
    if mention.time == Time::Planned && mention.presence != Presence::Absent || !claimed {
        return Shape::Request;
    }
    let results = [
        RelationKind::ResultOf,
        RelationKind::FoundOn,
        RelationKind::IsolatedFrom,
    ];
    let mut shown = case
        .to(mention.id, &results)
        .filter(|result| result.experiencer == Experiencer::Patient);
    if mention.presence == Presence::Present && (mention.value.is_some() || shown.next().is_some()) {
        Shape::Report
    } else {
        Shape::Procedure
    }
}

/// Which mentions go into one resource.
#[derive(Default)]
struct Joins {
    /// Places among the facts, by mention.
    places: BTreeMap<MentionId, usize>,
    /// Of relatives, by where the text names them.
    relatives: BTreeMap<(u32, u32), usize>,
}

impl Joins {
    /// The place of the fact that a mention belongs to, if one is there already.
    fn place(&mut self, case: &Case<'_>, shape: Shape, mention: &Mention, facts: &[Fact<'_>]) -> Option<usize> {
        let at = match shape {
            Shape::Condition => self.same_as(case, mention),
            Shape::Measurement => {
                // Facts are in the order of the text.
                let here = |fact: &&Fact<'_>| fact.mentions[0].start == mention.start;
                let near = facts.iter().rev().take_while(here).count();
                let near = facts.len() - near..facts.len();
                near.into_iter().rfind(|at| are_one_pressure(&facts[*at], mention))
            }
            Shape::Medication => facts.iter().position(|fact| are_one_drug(fact, mention)),
            Shape::Device | Shape::Allergy => facts.iter().position(|fact| are_one(fact, shape, mention)),
            Shape::Family => self.relative(mention, facts.len()),
            _ => None,
        };
        if shape == Shape::Condition {
            self.places.insert(mention.id, at.unwrap_or(facts.len()));
        }
        at
    }

    /// What the record says to be the same thing.
    fn same_as(&self, case: &Case<'_>, mention: &Mention) -> Option<usize> {
        let same = &[RelationKind::SameAs];
        let others = case.from(mention.id, same).chain(case.to(mention.id, same));
        let joined = |other: &Mention| {
            // What is denied is never one with what is there or suspected.
            let agree = (other.presence == Presence::Absent) == (mention.presence == Presence::Absent);
            agree && other.time == mention.time && shape(case, other) == Some(Shape::Condition)
        };
        others
            .filter(|other| joined(other))
            .filter_map(|other| self.places.get(&other.id).copied())
            .min()
    }

    /// One relative: the facts that one cue gave to the family.
    fn relative(&mut self, mention: &Mention, next: usize) -> Option<usize> {
        let cue = mention.cues.iter().find(|cue| cue.role == CueRole::Family)?;
        let place = *self.relatives.entry((cue.start.0, cue.end.0)).or_insert(next);
        (place < next).then_some(place)
    }
}

/// Whether a mention has this code of LOINC.
pub(super) fn has_loinc(mention: &Mention, code: &str) -> bool {
    let mut codes = mention.concept.iter().flat_map(|concept| &concept.codes);
    codes.any(|known| known.system == CodeSystem::LOINC && known.code == code)
}

pub(super) const SYSTOLIC: &str = "8480-6";
pub(super) const DIASTOLIC: &str = "8462-4";

/// Two values behind one word (`BP 150/90`) are one measurement.
fn are_one_pressure(fact: &Fact<'_>, mention: &Mention) -> bool {
    let [other] = fact.mentions.as_slice() else {
        return false;
    };
    let pair = |one: &Mention, two: &Mention| has_loinc(one, SYSTOLIC) && has_loinc(two, DIASTOLIC);
    fact.shape == Shape::Measurement
        && (pair(other, mention) || pair(mention, other))
        && other.value.is_some()
        && mention.value.is_some()
}

/// Whether one resource says both: what has no patient's words beyond its name.
fn are_one(fact: &Fact<'_>, shape: Shape, mention: &Mention) -> bool {
    if fact.shape != shape {
        return false;
    }
    let other = fact.lead();
    other.concept.is_some()
        && other.concept == mention.concept
        && (other.presence, other.time) == (mention.presence, mention.time)
        && other.attributes.laterality == mention.attributes.laterality
}

/// A drug named again without dose, route or rhythm, or with the same, is the drug named before.
fn are_one_drug(fact: &Fact<'_>, mention: &Mention) -> bool {
    are_one(fact, Shape::Medication, mention) && {
        let said = dosage(mention);
        said == Dosage::default() || said == dosage(fact.lead())
    }
}

/// What is said of how a drug is taken, wherever it is written.
type Dosage<'m> = (
    [Option<Value>; 2],
    Option<Frequency>,
    Option<Route>,
    [Option<&'m str>; 2],
);

fn dosage(mention: &Mention) -> Dosage<'_> {
    let a = &mention.attributes;
    let values = [&a.dose, &a.strength].map(|value| value.as_deref().map(Value::anywhere));
    let frequency = a.frequency.as_deref().map(|often| Frequency {
        text: None,
        ..often.clone()
    });
    (values, frequency, a.route, [a.duration.as_deref(), a.form.as_deref()])
}
