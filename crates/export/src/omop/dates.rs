//! When what a mention says was.

use std::collections::HashMap;

use epicrisis_record::{Mention, MentionId, Record, RelationKind};

use super::date::Date;

/// The days that mentions are tied to by the text itself.
pub(super) struct Dates(HashMap<MentionId, Date>);

impl Dates {
    pub(super) fn of(record: &Record) -> Self {
        let days: HashMap<MentionId, Date> = record
            .mentions
            .iter()
            .filter_map(|mention| Some((mention.id, Date::first_of(mention.value.as_deref()?.text.as_deref()?)?)))
            .collect();
        let mut dates = HashMap::new();
        for relation in record
            .relations
            .iter()
            .filter(|relation| relation.kind == RelationKind::AtTime)
        {
            if let Some(&day) = days.get(&relation.to) {
                // The first that the text ties it to.
                dates.entry(relation.from).or_insert(day);
            }
        }
        Self(dates)
    }

    /// The day that the text gives it.
    pub(super) fn stated(&self, mention: &Mention) -> Option<Date> {
        self.0.get(&mention.id).copied()
    }
}
