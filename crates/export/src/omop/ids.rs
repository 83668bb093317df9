//! Keys that are derived: the same document gives the same keys in every run, on every machine.
//!
//! A counter would need to know what was loaded before; a hash does not. The key of a document (that of its person, visit and
//! note) keeps below 2^53, so that clients which read every number as a double (R, JavaScript) have it exactly: these keys go
//! into cohorts. Of ten million documents, two share such a key once in two hundred times. Keys of events are far more and stay
//! in the database: they have 63 bits, the positive numbers of a `bigint`. The 32 bits of the published tables could hold
//! neither: with 80,000 rows, two would already be likely to share one.
//!
//! Where two share one after all, the database's constraints refuse the second document, and nothing of it is written.

use epicrisis_record::MentionId;
use sha2::{Digest, Sha256};

/// Raised if keys are ever derived in another way.
const WAY: &[u8] = b"epicrisis omop 1";

/// The key of a document, its person, its visit and its note.
#[must_use]
pub fn document_key(document: &str) -> i64 {
    derived(document, &[], 53)
}

/// The key of a mention's row, and of the fact that it is the first to tell.
///
/// `part` counts the rows that one mention makes in event tables; the row of NOTE_NLP has that of the first.
pub(super) fn mention_key(document: &str, mention: MentionId, part: u32) -> i64 {
    let mut which = [0; 8];
    which[..4].copy_from_slice(&mention.0.to_be_bytes());
    which[4..].copy_from_slice(&part.to_be_bytes());
    derived(document, &which, 63)
}

fn derived(document: &str, which: &[u8], bits: u32) -> i64 {
    let mut hash = Sha256::new();
    // Of fixed length or counted: no two different keys are made from the same bytes.
    hash.update(WAY);
    hash.update((document.len() as u64).to_be_bytes());
    hash.update(document);
    hash.update(which);
    let digest = hash.finalize();
    let mut first = [0; 8];
    first.copy_from_slice(&digest[..8]);
    // Nought is what a missing key is often taken for.
    i64::try_from(u64::from_be_bytes(first) >> (64 - bits))
        .unwrap_or(i64::MAX)
        .max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_never_change() {
        assert_eq!(document_key("stroke-en"), document_key("stroke-en"));
        assert_eq!(document_key("stroke-en"), KNOWN.0);
        assert_eq!(mention_key("stroke-en", MentionId(3), 0), KNOWN.1);
    }

    #[test]
    fn keys_are_told_apart_and_in_their_range() {
        let mut keys = std::collections::HashSet::new();
        for document in 0..100 {
            let document = document.to_string();
            assert!((1..1 << 53).contains(&document_key(&document)));
            assert!(keys.insert(document_key(&document)));
            for mention in 0..50 {
                for part in 0..2 {
                    let key = mention_key(&document, MentionId(mention), part);
                    assert!(key > 0);
                    assert!(keys.insert(key));
                }
            }
        }
    }

    /// Reckoned by another program.
    const KNOWN: (i64, i64) = (8_991_255_894_417_051, 4_764_936_872_599_519_371);
}
