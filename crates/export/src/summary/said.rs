//! What is said of a fact beside its name, in words: presence, time, value, attributes, relations; and of the patient.

use epicrisis_record::{AgeUnit, Attributes, Experiencer, Mention, MentionId, Presence, RelationKind, Sex, Time};

use super::blocks::Block;
use super::facts::{Case, Fact};
use super::words;

/// Sex and age in words, and the mentions that say them.
pub(crate) fn person(case: &Case<'_>) -> (Vec<String>, Vec<MentionId>) {
    let subject = &case.record.subject;
    let mut parts = Vec::new();
    let mut told = Vec::new();
    if let Some(sex) = subject.sex {
        parts.push(match sex.value {
            Sex::Male => "male".to_owned(),
            Sex::Female => "female".to_owned(),
            Sex::Other => "sex other".to_owned(),
            Sex::Unknown => "sex unknown".to_owned(),
        });
        told.push(sex.mention);
    }
    if let Some(age) = subject.age {
        let unit = match age.unit {
            AgeUnit::Years => "year",
            AgeUnit::Months => "month",
            AgeUnit::Weeks => "week",
            AgeUnit::Days => "day",
            AgeUnit::Hours => "hour",
        };
        let plural = if age.number.get() == 1.0 { "" } else { "s" };
        parts.push(format!("{} {unit}{plural}", age.number));
        told.push(age.mention);
    }
    told.dedup();
    (parts, told)
}

/// The facts about the person that do not say sex or age.
pub(crate) fn other_of_person<'f, 'r>(case: &'f Case<'r>, told: &[MentionId]) -> Vec<&'f Fact<'r>> {
    let tells = |fact: &&Fact<'_>| !fact.mentions.iter().any(|mention| told.contains(&mention.id));
    case.facts(Block::Patient).into_iter().filter(tells).collect()
}

/// Whose it was and whether it is still to come, where that is not the patient's and not what happened: what is told beside a
/// mention that stands in no part of the summary.
pub(crate) fn whose(mention: &Mention) -> Vec<&'static str> {
    let person = match mention.experiencer {
        Experiencer::Patient => None,
        Experiencer::Family => Some("in the family"),
        Experiencer::Other => Some("another person"),
    };
    let planned = (mention.time == Time::Planned).then_some("planned");
    person.into_iter().chain(planned).collect()
}

/// Presence and time, where the part of the summary does not say it already.
pub(crate) fn qualifiers(fact: &Fact<'_>) -> Vec<&'static str> {
    let first = fact.first();
    let mut said = Vec::new();
    let presence = match first.presence {
        Presence::Possible => first.attributes.degree.map_or("possible", |degree| degree.as_str()),
        Presence::Conditional => "conditional",
        Presence::Hypothetical => "hypothetical",
        Presence::NotAssessed => "not assessed",
        Presence::Absent if fact.block != Block::Absent => "absent",
        Presence::Absent | Presence::Present => "",
    };
    let confirmed = fact
        .mentions
        .iter()
        .any(|mention| mention.presence == Presence::Present);
    if !presence.is_empty() && !confirmed {
        said.push(presence);
    }
    match first.time {
        Time::Past if fact.block != Block::Past => said.push("past"),
        Time::Planned if fact.block != Block::Planned => said.push("planned"),
        _ => {}
    }
    said
}

/// How much of a drug: dose, strength and form.
pub(crate) fn dose(fact: &Fact<'_>) -> Vec<String> {
    let mut said = Vec::new();
    said.extend(fact.known(|a| a.dose.as_deref()).map(words::value));
    said.extend(
        fact.known(|a| a.strength.as_deref())
            .map(|strength| format!("of {}", words::value(strength))),
    );
    said.extend(fact.known(|a| a.form.as_deref()).map(words::clean));
    said
}

/// By which way.
pub(crate) fn route(fact: &Fact<'_>) -> Option<String> {
    fact.known(|a| a.route).map(|route| route.to_string())
}

/// How often.
pub(crate) fn frequency(fact: &Fact<'_>) -> Option<String> {
    fact.known(|a| a.frequency.as_deref()).and_then(words::frequency)
}

/// For how long.
pub(crate) fn duration(fact: &Fact<'_>) -> Option<String> {
    fact.known(|a| a.duration.as_deref())
        .map(|iso| format!("for {}", words::duration(iso)))
}

/// How bad it is, how it runs, where it is and how large.
pub(crate) fn description(case: &Case<'_>, fact: &Fact<'_>) -> Vec<String> {
    let mut said = Vec::new();
    said.extend(fact.known(|a| a.severity).map(|severity| severity.to_string()));
    said.extend(fact.known(|a| a.course).map(|course| course.to_string()));
    said.extend(fact.known(|a| a.laterality).map(|side| side.to_string()));
    said.extend(fact.known(|a| case.site(a)));
    said.extend(fact.known(|a| a.level.as_deref()).map(words::clean));
    said.extend(fact.known(size));
    said
}

fn size(attributes: &Attributes) -> Option<String> {
    let measures: Vec<String> = attributes.size.as_ref()?.measures().iter().map(words::value).collect();
    Some(measures.join(" × "))
}

/// How a fact stands to others: the words that lead to them, and each with its label.
pub(crate) struct Related<'r> {
    /// `caused by `, `on `; may be empty.
    pub(crate) words: &'static str,
    /// Those it leads to, each label once.
    pub(crate) to: Vec<(String, &'r Mention)>,
}

/// The relations of a fact, as they are told.
pub(crate) fn relations<'r>(case: &Case<'r>, fact: &Fact<'r>) -> Vec<Related<'r>> {
    let mut told: Vec<Related<'r>> = Vec::new();
    let specimens = fact.mentions.iter().filter_map(|mention| mention.attributes.specimen);
    let specimens = specimens.map(|id| (RelationKind::IsolatedFrom, id));
    let related = case.relations(fact).map(|relation| (relation.kind, relation.to));
    for (kind, to) in related.chain(specimens) {
        let Some(other) = case.mention(to) else { continue };
        let mut label = words::clean(other.label());
        let words = match kind {
            RelationKind::CausedBy => "caused by ",
            RelationKind::TreatedWith => "treated with ",
            RelationKind::GivenFor => "for ",
            RelationKind::FoundOn => "on ",
            RelationKind::IsolatedFrom | RelationKind::ResultOf => "from ",
            RelationKind::TestedAgainst => "tested against ",
            RelationKind::AtTime => match other.value.as_deref().and_then(|value| value.text.as_deref()) {
                // Whether a duration is how long or how long ago is in the text's words, which the record keeps as a direction.
                Some(span) if span.starts_with('P') => {
                    let direction = other.attributes.other.get("direction").and_then(|d| d.as_str());
                    label = match direction {
                        Some("before") => format!("{} before", words::duration(span)),
                        Some("after") => format!("{} after", words::duration(span)),
                        Some("ahead") => format!("in {}", words::duration(span)),
                        _ => words::duration(span),
                    };
                    ""
                }
                Some(moment) => {
                    label = words::clean(moment);
                    "at "
                }
                None => "at ",
            },
            // The place is among the attributes, the dose stands with its drug, and sameness was used to bring together.
            RelationKind::LocatedAt if fact.known(|a| a.site).is_none() => "in ",
            RelationKind::LocatedAt | RelationKind::DoseOf | RelationKind::SameAs => continue,
        };
        match told.iter_mut().find(|known| known.words == words) {
            Some(known) if known.to.iter().any(|(l, _)| *l == label) => {}
            Some(known) => known.to.push((label, other)),
            None => told.push(Related {
                words,
                to: vec![(label, other)],
            }),
        }
    }
    told
}
