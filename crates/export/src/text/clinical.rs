//! The parts that are told in lines: the patient, lists of facts, findings by section.

use std::fmt::Write;

use epicrisis_record::{AgeUnit, Attributes, Mention, Presence, RelationKind, SectionKind, Sex, Time};

use super::blocks::Block;
use super::facts::{Case, Fact};
use super::line::{Line, Role};
use super::page::Page;
use super::words;

/// More evidence than this hides what it is evidence for.
const MOST_EVIDENCE: usize = 4;
/// Columns of one piece of evidence.
const EVIDENCE_WIDTH: usize = 60;
/// Below this the reader is told to doubt.
const DOUBTFUL: f64 = 0.6;

/// Sex and age, and what else is known of the person.
pub(super) fn patient(page: &mut Page, case: &Case<'_>) {
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
    let others: Vec<_> = case
        .facts(Block::Patient)
        .into_iter()
        .filter(|fact| !fact.mentions.iter().any(|mention| told.contains(&mention.id)))
        .collect();
    if parts.is_empty() && others.is_empty() {
        return;
    }
    page.title(Block::Patient.title());
    if !parts.is_empty() {
        let mut line = Line::new();
        let mut text = parts.join(", ");
        if let Some(first) = text.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        line.push(Role::Label, text);
        told.dedup();
        let mentions: Vec<&Mention> = told.into_iter().filter_map(|id| case.mention(id)).collect();
        line.append(evidence(&mentions, false));
        page.line(2, 6, &line);
    }
    for fact in others {
        page.line(2, 6, &told_line(case, fact));
    }
}

/// A part of the summary as a list.
pub(super) fn list(page: &mut Page, case: &Case<'_>, block: Block, facts: &[&Fact<'_>]) {
    page.title(block.title());
    for fact in facts {
        page.line(2, 6, &told_line(case, fact));
    }
}

/// Findings, under the sections they stand in.
pub(super) fn findings(page: &mut Page, case: &Case<'_>, facts: &[&Fact<'_>]) {
    page.title(Block::Findings.title());
    let mut sections: Vec<Option<SectionKind>> = Vec::new();
    for fact in facts {
        if !sections.contains(&fact.section) {
            sections.push(fact.section);
        }
    }
    // One section needs no name; nor does a document without any.
    let named = sections.len() > 1;
    for section in sections {
        let indent = if named { 4 } else { 2 };
        if named {
            let mut line = Line::new();
            line.push(Role::Plain, words::section(section.unwrap_or(SectionKind::Other)));
            page.line(2, 4, &line);
        }
        for fact in facts.iter().filter(|fact| fact.section == section) {
            page.line(indent, indent + 4, &told_line(case, fact));
        }
    }
}

/// What it is, what is said of it, and where.
fn told_line(case: &Case<'_>, fact: &Fact<'_>) -> Line {
    let first = fact.first();
    let mut line = Line::new();
    label(&mut line, first);
    let mut said = Vec::new();
    qualifiers(&mut said, fact);
    attributes(&mut said, case, fact);
    relations(&mut said, case, fact);
    if !said.is_empty() {
        line.push(Role::Plain, format!(": {}", said.join(", ")));
    }
    line.append(evidence(&fact.mentions, true));
    line
}

/// The label; words without a concept as they stand, in quotes.
pub(super) fn label(line: &mut Line, mention: &Mention) {
    match &mention.concept {
        Some(concept) => line.push(Role::Label, words::clean(&concept.label)),
        None => line.push(
            Role::Label,
            format!("“{}”", words::short(&words::clean(&mention.text), EVIDENCE_WIDTH)),
        ),
    }
    if mention.confidence.get() < DOUBTFUL {
        line.push(Role::Caution, " (?)");
    }
}

/// Presence, where the part of the summary does not say it already.
fn qualifiers(said: &mut Vec<String>, fact: &Fact<'_>) {
    let first = fact.first();
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
        said.push(presence.to_owned());
    }
    match first.time {
        Time::Past if fact.block != Block::Past => said.push("past".to_owned()),
        Time::Planned if fact.block != Block::Planned => said.push("planned".to_owned()),
        _ => {}
    }
    if let Some(value) = &first.value {
        said.push(words::value(value));
    }
}

fn attributes(said: &mut Vec<String>, case: &Case<'_>, fact: &Fact<'_>) {
    let name = |text: &str| words::clean(text);
    said.extend(fact.known(|a| a.dose.as_deref()).map(words::value));
    said.extend(
        fact.known(|a| a.strength.as_deref())
            .map(|strength| format!("of {}", words::value(strength))),
    );
    said.extend(fact.known(|a| a.form.as_deref()).map(name));
    said.extend(fact.known(|a| a.route).map(|route| route.to_string()));
    said.extend(fact.known(|a| a.frequency.as_deref()).and_then(words::frequency));
    said.extend(
        fact.known(|a| a.duration.as_deref())
            .map(|iso| format!("for {}", words::duration(iso))),
    );
    said.extend(fact.known(|a| a.severity).map(|severity| severity.to_string()));
    said.extend(fact.known(|a| a.course).map(|course| course.to_string()));
    said.extend(fact.known(|a| a.laterality).map(|side| side.to_string()));
    said.extend(fact.known(|a| case.site(a)));
    said.extend(fact.known(|a| a.level.as_deref()).map(name));
    said.extend(fact.known(size));
}

fn size(attributes: &Attributes) -> Option<String> {
    let measures: Vec<String> = attributes.size.as_ref()?.measures().iter().map(words::value).collect();
    Some(measures.join(" × "))
}

fn relations(said: &mut Vec<String>, case: &Case<'_>, fact: &Fact<'_>) {
    let mut told: Vec<(&str, Vec<String>)> = Vec::new();
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
        match told.iter_mut().find(|(known, _)| *known == words) {
            Some((_, labels)) if labels.contains(&label) => {}
            Some((_, labels)) => labels.push(label),
            None => told.push((words, vec![label])),
        }
    }
    said.extend(
        told.into_iter()
            .map(|(words, labels)| format!("{words}{}", labels.join(" and "))),
    );
}

/// The words that say it and where they stand; of the first only where, if its words are the label of the line.
pub(super) fn evidence(mentions: &[&Mention], labelled: bool) -> Line {
    let (certain, suspected): (Vec<&Mention>, Vec<&Mention>) = mentions
        .iter()
        .partition(|mention| mention.presence == Presence::Present);
    let mut line = Line::new();
    for (at, mention) in certain.iter().chain(&suspected).take(MOST_EVIDENCE).enumerate() {
        let mut text = String::from(if at == 0 { "  " } else { ", " });
        if !labelled || mention.concept.is_some() || at > 0 {
            let words = words::short(&words::clean(&mention.text), EVIDENCE_WIDTH);
            let _ = write!(text, "“{words}” ");
        }
        let _ = write!(text, "[{}]", mention.span());
        if at >= certain.len() && !certain.is_empty() {
            let _ = write!(text, " ({})", mention.presence);
        }
        line.push(Role::Dim, text);
    }
    if mentions.len() > MOST_EVIDENCE {
        line.push(Role::Dim, format!(", and {} more", mentions.len() - MOST_EVIDENCE));
    }
    line
}
