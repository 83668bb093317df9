//! `relations`: a row a relation between two mentions of a document.

use epicrisis_record::{Mention, Relation};

use super::Case;
use super::cell::Field;

pub(super) const NAME: &str = "relations";

/// A relation, and the mentions it ties.
pub(super) struct Row<'r> {
    document: &'r str,
    relation: &'r Relation,
    from: Option<&'r Mention>,
    to: Option<&'r Mention>,
}

pub(super) fn rows<'c, 'r>(case: &'c Case<'r>) -> impl Iterator<Item = Row<'r>> + use<'c, 'r> {
    case.record.relations.iter().map(|relation| Row {
        document: &case.record.document.id,
        relation,
        from: case.mention(relation.from),
        to: case.mention(relation.to),
    })
}

/// A column of this table.
type Of<'r> = Field<Row<'r>>;

pub(super) fn fields<'r>() -> [Of<'r>; 8] {
    [
        Of::text("document", |row| row.document.into()).always(),
        Of::text("kind", |row| row.relation.kind.as_str().into()).always(),
        Of::text("from_mention", |row| row.relation.from.into()).always(),
        Of::text("to_mention", |row| row.relation.to.into()).always(),
        Of::text("from_concept", |row| row.from.and_then(Mention::concept_id).into()),
        Of::text("from_label", |row| row.from.map(Mention::label).into()),
        Of::text("to_concept", |row| row.to.and_then(Mention::concept_id).into()),
        Of::text("to_label", |row| row.to.map(Mention::label).into()),
    ]
}
