//! FACT_RELATIONSHIP: how the rows of a document stand to each other, each relationship in both directions, as OMOP wants it.

use std::collections::BTreeSet;

use epicrisis_record::Record;

use super::concepts::relationship;
use super::events::Places;
use super::tables::FactRelationship;

/// The relationships of those mentions that ended up in rows of their own. Places and times are columns of their rows.
pub(super) fn relations(record: &Record, places: &Places) -> Vec<FactRelationship> {
    let mut known = BTreeSet::new();
    let mut rows = Vec::new();
    for relation in &record.relations {
        let (Some(&from), Some(&to)) = (places.get(&relation.from), places.get(&relation.to)) else {
            continue;
        };
        let Some((there, back)) = relationship(relation.kind, from.0, to.0) else {
            continue;
        };
        for ((domain_1, fact_1), (domain_2, fact_2), concept) in [(from, to, there), (to, from, back)] {
            // Two mentions of one fact are one row, which stands in no relation to itself.
            if from != to && known.insert((fact_1, fact_2, concept)) {
                rows.push(FactRelationship {
                    domain_concept_id_1: domain_1.concept(),
                    fact_id_1: fact_1,
                    domain_concept_id_2: domain_2.concept(),
                    fact_id_2: fact_2,
                    relationship_concept_id: concept,
                });
            }
        }
    }
    rows
}
