//! Where on the page each fact is told, and which fact each mention belongs to.

use std::collections::{HashMap, HashSet};

use epicrisis_record::{Mention, MentionId};

use super::markup::Markup;
use crate::summary::{Block, Case, Fact, said};

/// A place in the record's part of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The line with age and sex.
    Person,
    /// A fact by its number.
    Fact(usize),
}

impl Place {
    /// Writes its id as an attribute.
    pub(super) fn attribute(self, out: &mut Markup, name: &'static str) {
        match self {
            Self::Person => out.attribute(name, "person"),
            Self::Fact(number) => out.attribute(name, &format!("f{number}")),
        };
    }

    /// Writes a link's address.
    pub(super) fn href(self, out: &mut Markup) {
        match self {
            Self::Person => out.attribute("href", "#person"),
            Self::Fact(number) => out.attribute("href", &format!("#f{number}")),
        };
    }
}

/// The places of a record's mentions.
pub(super) struct Places {
    of: HashMap<MentionId, Place>,
}

impl Places {
    pub(super) fn of(case: &Case<'_>) -> Self {
        let told: HashSet<MentionId> = said::person(case).1.into_iter().collect();
        let mut of = HashMap::new();
        for (number, fact) in case.all().iter().enumerate() {
            let person = fact.block == Block::Patient && fact.mentions.iter().any(|m| told.contains(&m.id));
            let place = if person { Place::Person } else { Place::Fact(number) };
            of.extend(fact.mentions.iter().map(|mention| (mention.id, place)));
        }
        // Places of the body and times are told with what they are places and times of.
        let mut borrowed: Vec<(MentionId, MentionId)> = Vec::new();
        for mention in &case.record.mentions {
            let attributes = &mention.attributes;
            let of_it = attributes.site.into_iter().chain(attributes.specimen);
            borrowed.extend(of_it.map(|to| (to, mention.id)));
        }
        borrowed.extend(case.record.relations.iter().map(|r| (r.to, r.from)));
        for (to, from) in borrowed {
            if let Some(place) = of.get(&from).copied() {
                of.entry(to).or_insert(place);
            }
        }
        Self { of }
    }

    /// Where what a mention says is told.
    pub(super) fn mention(&self, mention: &Mention) -> Option<Place> {
        self.of.get(&mention.id).copied()
    }

    /// Where a fact is told.
    pub(super) fn fact(&self, fact: &Fact<'_>) -> Option<Place> {
        self.mention(fact.first())
    }
}
