//! The record beside the text: the patient, the facts by part of the summary, and how each is told.

use std::collections::HashMap;

use epicrisis_record::{Kind, Mention, Presence, SectionKind};

use super::markup::Markup;
use super::places::{Place, Places};
use super::{marks, medication, values};
use crate::summary::{Block, Case, Fact, said, words};

/// Of so many places the words are shown; of what is said yet more often, the rest is numbered.
const MOST_QUOTED: usize = 6;

/// What is needed to tell a record.
pub(super) struct Teller<'t, 'r> {
    pub(super) case: &'t Case<'r>,
    pub(super) places: &'t Places,
    /// The language of the document, for its words.
    pub(super) language: &'t str,
}

/// The facts of each part of the summary that has any, in its order.
pub(super) fn parts<'c, 'r>(case: &'c Case<'r>) -> Vec<(Block, Vec<&'c Fact<'r>>)> {
    let mut by_block: HashMap<Block, Vec<&Fact<'_>>> = HashMap::new();
    for fact in case.all() {
        by_block.entry(fact.block).or_default().push(fact);
    }
    let told = Block::ORDER.iter().copied();
    told.filter_map(|block| Some((block, by_block.remove(&block)?)))
        .collect()
}

/// The id of a part of the summary.
pub(super) fn part_id(block: Block) -> &'static str {
    match block {
        Block::Patient => "patient",
        Block::Diagnoses => "diagnoses",
        Block::Problems => "problems",
        Block::Findings => "findings",
        Block::Vitals => "vitals",
        Block::Laboratory => "laboratory",
        Block::Measurements => "measurements",
        Block::Microbiology => "microbiology",
        Block::Procedures => "procedures",
        Block::Medication => "medication",
        Block::Devices => "devices",
        Block::Substances => "substances",
        Block::Absent => "absent",
        Block::Uncertain => "uncertain",
        Block::Past => "past",
        Block::Family => "family",
        Block::Others => "others",
        Block::Planned => "planned",
    }
}

/// Sex and age, with a capital; empty where neither is known.
pub(super) fn person(case: &Case<'_>) -> String {
    let mut text = said::person(case).0.join(", ");
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

impl Teller<'_, '_> {
    /// The patient; whether there was anything to tell.
    pub(super) fn patient(&self, out: &mut Markup) -> bool {
        let (parts, told) = said::person(self.case);
        let others = said::other_of_person(self.case, &told);
        if parts.is_empty() && others.is_empty() {
            return false;
        }
        out.raw("<section id=\"patient\">\n<h3>Patient</h3>\n<ul class=\"facts\">\n");
        if !parts.is_empty() {
            out.raw("<li id=\"person\"><span class=\"told\"><strong>")
                .text(&person(self.case))
                .raw("</strong>");
            let mentions: Vec<&Mention> = told.iter().filter_map(|id| self.case.mention(*id)).collect();
            self.evidence(out, &mentions);
            out.raw("</span></li>\n");
        }
        for fact in others {
            self.item(out, fact);
        }
        out.raw("</ul>\n</section>\n");
        true
    }

    /// A part of the summary.
    pub(super) fn part(&self, out: &mut Markup, block: Block, facts: &[&Fact<'_>]) {
        out.raw("<section").attribute("id", part_id(block)).raw(">\n");
        match block {
            Block::Vitals | Block::Laboratory | Block::Measurements => values::table(self, out, block, facts),
            Block::Medication => medication::table(self, out, facts),
            _ => {
                out.raw("<h3>").text(block.title()).raw("</h3>\n");
                if block == Block::Findings {
                    self.findings(out, facts);
                } else {
                    self.list(out, facts);
                }
            }
        }
        out.raw("</section>\n");
    }

    fn list(&self, out: &mut Markup, facts: &[&Fact<'_>]) {
        out.raw("<ul class=\"facts\">\n");
        for fact in facts {
            self.item(out, fact);
        }
        out.raw("</ul>\n");
    }

    /// Findings, under the sections they stand in.
    fn findings(&self, out: &mut Markup, facts: &[&Fact<'_>]) {
        let mut sections: Vec<Option<SectionKind>> = Vec::new();
        for fact in facts {
            if !sections.contains(&fact.section) {
                sections.push(fact.section);
            }
        }
        // One section needs no name; nor does a document without any.
        if sections.len() < 2 {
            return self.list(out, facts);
        }
        for section in sections {
            let name = words::section(section.unwrap_or(SectionKind::Other));
            out.raw("<h4>").text(&name).raw("</h4>\n");
            let here: Vec<&Fact<'_>> = facts.iter().copied().filter(|fact| fact.section == section).collect();
            self.list(out, &here);
        }
    }

    fn item(&self, out: &mut Markup, fact: &Fact<'_>) {
        out.raw("<li");
        self.anchor(out, fact);
        out.raw("><span class=\"told\">");
        self.name(out, fact);
        let mut said: Vec<String> = said::qualifiers(fact).into_iter().map(str::to_owned).collect();
        if let Some(value) = fact.first().value.as_deref() {
            let mark = values::letters(value);
            said.push(format!("{} {mark}", words::value(value)).trim().to_owned());
        }
        said.extend(said::dose(fact));
        said.extend(said::route(fact));
        said.extend(said::frequency(fact));
        said.extend(said::duration(fact));
        said.extend(said::description(self.case, fact));
        self.rest(out, fact, said);
        self.evidence(out, &fact.mentions);
        out.raw("</span>");
        self.codes(out, fact);
        out.raw("</li>\n");
    }

    /// Writes the id of a fact and the classes of its look.
    pub(super) fn anchor(&self, out: &mut Markup, fact: &Fact<'_>) {
        if let Some(place) = self.places.fact(fact) {
            place.attribute(out, "id");
        }
        let first = fact.first();
        let confirmed = fact
            .mentions
            .iter()
            .find(|mention| mention.presence == Presence::Present);
        out.attribute("class", &marks::classes(confirmed.copied().unwrap_or(first)));
    }

    /// Writes the label; words without a concept as they stand, in quotes.
    pub(super) fn name(&self, out: &mut Markup, fact: &Fact<'_>) {
        let first = fact.first();
        out.raw("<strong>");
        match &first.concept {
            Some(concept) => {
                out.text(&words::clean(&concept.label));
            }
            None => self.quote(out, &first.text),
        }
        out.raw("</strong>");
    }

    /// Writes what is said of a fact, and how it stands to others.
    pub(super) fn rest(&self, out: &mut Markup, fact: &Fact<'_>, said: Vec<String>) {
        let related = said::relations(self.case, fact);
        if said.is_empty() && related.is_empty() {
            return;
        }
        out.raw(" <span class=\"said\">").text(&said.join(", "));
        for (at, related) in related.iter().enumerate() {
            if at > 0 || !said.is_empty() {
                out.raw(", ");
            }
            out.text(related.words);
            for (at, (label, mention)) in related.to.iter().enumerate() {
                if at > 0 {
                    out.raw(" and ");
                }
                // A time or place is told here and nowhere else.
                let told_elsewhere = !matches!(mention.kind, Kind::Time | Kind::BodySite);
                let place = self.places.mention(mention).filter(|_| told_elsewhere);
                match place.filter(|place| Some(*place) != self.places.fact(fact)) {
                    Some(place) => self.link(out, place, label),
                    None => {
                        out.text(label);
                    }
                }
            }
        }
        out.raw("</span>");
    }

    /// Writes a link to where something else is told.
    pub(super) fn link(&self, out: &mut Markup, place: Place, label: &str) {
        out.raw("<a");
        place.href(out);
        out.raw(">").text(label).raw("</a>");
    }

    /// Writes the codes of a fact's concept.
    pub(super) fn codes(&self, out: &mut Markup, fact: &Fact<'_>) {
        let codes = fact.first().concept.iter().flat_map(|concept| &concept.codes);
        for (at, code) in codes.enumerate() {
            out.raw(if at == 0 { " <span class=\"codes\">" } else { " " });
            out.raw("<code>");
            // A code with a prefix says itself of which system it is.
            if !code.code.contains(':') {
                out.text(&words::clean(code.system.as_str())).raw(" ");
            }
            out.text(&words::clean(&code.code)).raw("</code>");
        }
        if fact
            .first()
            .concept
            .as_ref()
            .is_some_and(|concept| !concept.codes.is_empty())
        {
            out.raw("</span>");
        }
    }

    /// Writes the words that say something, each a link to where it stands; what is certain first.
    pub(super) fn evidence(&self, out: &mut Markup, mentions: &[&Mention]) {
        let (certain, suspected): (Vec<&Mention>, Vec<&Mention>) = mentions
            .iter()
            .partition(|mention| mention.presence == Presence::Present);
        out.raw(" <span class=\"evidence\">");
        for (at, mention) in certain.iter().chain(&suspected).enumerate() {
            if at > 0 {
                out.raw(" ");
            }
            if at < MOST_QUOTED {
                self.source(out, mention);
            } else {
                let title = format!("“{}”, characters {}", words::clean(&mention.text), mention.span());
                out.raw("<a")
                    .attribute("href", &format!("#{}", mention.id))
                    .attribute("title", &title);
                out.raw(">").number(at as u64 + 1).raw("</a>");
            }
            if at >= certain.len() && !certain.is_empty() {
                out.raw(" (").text(mention.presence.as_str()).raw(")");
            }
        }
        out.raw("</span>");
    }

    fn source(&self, out: &mut Markup, mention: &Mention) {
        out.raw("<a").attribute("href", &format!("#{}", mention.id));
        out.attribute("title", &format!("characters {}", mention.span()))
            .raw(">");
        self.quote(out, &mention.text);
        out.raw("</a>");
    }

    /// Writes words of the document, in its language.
    pub(super) fn quote(&self, out: &mut Markup, text: &str) {
        out.raw("<q")
            .attribute("lang", self.language)
            .raw(">")
            .text(&words::clean(text))
            .raw("</q>");
    }
}
