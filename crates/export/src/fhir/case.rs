//! A record made ready to be looked into: mentions by id, relations from both ends.

use std::collections::HashMap;

use epicrisis_record::{Kind, Mention, MentionId, Record, RelationKind};

/// A record with its ways.
pub(super) struct Case<'r> {
    pub(super) record: &'r Record,
    by_id: HashMap<MentionId, &'r Mention>,
    from: HashMap<MentionId, Vec<(RelationKind, MentionId)>>,
    to: HashMap<MentionId, Vec<(RelationKind, MentionId)>>,
}

impl<'r> Case<'r> {
    pub(super) fn new(record: &'r Record) -> Self {
        let mut from: HashMap<_, Vec<_>> = HashMap::new();
        let mut to: HashMap<_, Vec<_>> = HashMap::new();
        for relation in &record.relations {
            from.entry(relation.from)
                .or_default()
                .push((relation.kind, relation.to));
            to.entry(relation.to).or_default().push((relation.kind, relation.from));
        }
        Self {
            record,
            by_id: record.mentions.iter().map(|mention| (mention.id, mention)).collect(),
            from,
            to,
        }
    }

    /// The mention of this id.
    pub(super) fn mention(&self, id: MentionId) -> Option<&'r Mention> {
        self.by_id.get(&id).copied()
    }

    /// What a mention leads to by a relation of one of these kinds, in the record's order.
    pub(super) fn from(&self, id: MentionId, kinds: &[RelationKind]) -> impl Iterator<Item = &'r Mention> {
        ends(&self.from, id, kinds).filter_map(|id| self.mention(id))
    }

    /// What leads to a mention.
    pub(super) fn to(&self, id: MentionId, kinds: &[RelationKind]) -> impl Iterator<Item = &'r Mention> {
        ends(&self.to, id, kinds).filter_map(|id| self.mention(id))
    }

    /// The places that a mention is at: its own, then those it is related to; each once.
    pub(super) fn sites(&self, mention: &Mention) -> Vec<&'r Mention> {
        let own = mention.attributes.site.and_then(|id| self.mention(id));
        let related = self.from(mention.id, &[RelationKind::LocatedAt]);
        let mut sites: Vec<&Mention> = Vec::new();
        for site in own
            .into_iter()
            .chain(related)
            .filter(|site| site.kind == Kind::BodySite)
        {
            let same =
                |known: &&Mention| known.concept == site.concept && known.concept.is_some() || known.id == site.id;
            if !sites.iter().any(same) {
                sites.push(site);
            }
        }
        // Languages have them in different orders.
        sites.sort_by_key(|site| site.concept_id());
        sites
    }

    /// The specimen that something was found in. A culture is a test and no specimen.
    pub(super) fn specimen(&self, mention: &Mention) -> Option<&'r Mention> {
        let own = mention.attributes.specimen.and_then(|id| self.mention(id));
        let related = self.from(mention.id, &[RelationKind::IsolatedFrom]);
        let mut ends = own.into_iter().chain(related);
        ends.find(|end| !matches!(end.kind, Kind::Procedure | Kind::Measurement))
    }
}

fn ends(
    ways: &HashMap<MentionId, Vec<(RelationKind, MentionId)>>,
    id: MentionId,
    kinds: &[RelationKind],
) -> impl Iterator<Item = MentionId> {
    let ends = ways.get(&id).map_or(&[][..], Vec::as_slice);
    ends.iter()
        .filter(|(kind, _)| kinds.contains(kind))
        .map(|(_, end)| *end)
}
