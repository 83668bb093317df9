//! A record made ready to be looked into: mentions by id, relations from both ends.

use epicrisis_record::{Kind, Mention, MentionId, Record, RelationKind};

/// A record with its ways. Tables in order, and no maps: a record is small, and looked into for every mention.
pub(super) struct Case<'r> {
    pub(super) record: &'r Record,
    by_id: Vec<&'r Mention>,
    from: Vec<Way>,
    to: Vec<Way>,
}

/// From one mention by a relation to another.
type Way = (MentionId, RelationKind, MentionId);

impl<'r> Case<'r> {
    pub(super) fn new(record: &'r Record) -> Self {
        let mut by_id: Vec<&Mention> = record.mentions.iter().collect();
        by_id.sort_by_key(|mention| mention.id);
        let relations = || record.relations.iter();
        let mut from: Vec<Way> = relations().map(|way| (way.from, way.kind, way.to)).collect();
        let mut to: Vec<Way> = relations().map(|way| (way.to, way.kind, way.from)).collect();
        // Stable: of one mention, the record's order stays.
        from.sort_by_key(|way| way.0);
        to.sort_by_key(|way| way.0);
        Self {
            record,
            by_id,
            from,
            to,
        }
    }

    /// The mention of this id.
    pub(super) fn mention(&self, id: MentionId) -> Option<&'r Mention> {
        let at = self.by_id.binary_search_by_key(&id, |mention| mention.id).ok()?;
        Some(self.by_id[at])
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

fn ends(ways: &[Way], id: MentionId, kinds: &[RelationKind]) -> impl Iterator<Item = MentionId> {
    let first = ways.partition_point(|way| way.0 < id);
    let ways = ways[first..].iter().take_while(move |way| way.0 == id);
    ways.filter(|way| kinds.contains(&way.1)).map(|way| way.2)
}
