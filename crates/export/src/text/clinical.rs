//! The parts that are told in lines: the patient, lists of facts, findings by section.

use std::fmt::Write;

use epicrisis_record::{Mention, Presence, SectionKind};

use super::line::{Line, Role};
use super::page::Page;
use super::short::short;
use crate::summary::{Block, Case, DOUBTFUL, Fact, said, words};

/// More evidence than this hides what it is evidence for.
const MOST_EVIDENCE: usize = 4;
/// Columns of one piece of evidence.
const EVIDENCE_WIDTH: usize = 60;

/// Sex and age, and what else is known of the person.
pub(super) fn patient(page: &mut Page, case: &Case<'_>) {
    let (parts, told) = said::person(case);
    let others = said::other_of_person(case, &told);
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
    let mut said: Vec<String> = said::qualifiers(fact).into_iter().map(str::to_owned).collect();
    said.extend(first.value.as_deref().map(words::value));
    said.extend(said::dose(fact));
    said.extend(said::route(fact));
    said.extend(said::frequency(fact));
    said.extend(said::duration(fact));
    said.extend(said::description(case, fact));
    said.extend(said::relations(case, fact).into_iter().map(|related| {
        let labels: Vec<String> = related.to.into_iter().map(|(label, _)| label).collect();
        format!("{}{}", related.words, labels.join(" and "))
    }));
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
            format!("“{}”", short(&words::clean(&mention.text), EVIDENCE_WIDTH)),
        ),
    }
    if mention.confidence.get() < DOUBTFUL {
        line.push(Role::Caution, " (?)");
    }
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
            let words = short(&words::clean(&mention.text), EVIDENCE_WIDTH);
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
