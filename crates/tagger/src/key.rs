//! Keys: what is seen at a place, as a number.

const SEED: u64 = 0x9E37_79B9_7F4A_7C15;
const MIX: u64 = 0xD6E8_FEB8_6659_FD93;

fn fold(a: u64, b: u64) -> u64 {
    let wide = u128::from(a) * u128::from(b);
    (wide as u64) ^ ((wide >> 64) as u64)
}

/// A key of two numbers, the first of which says what the second is.
///
/// ```
/// use epicrisis_tagger::key::join;
///
/// assert_eq!(join(1, 2), join(1, 2));
/// assert_ne!(join(1, 2), join(2, 1));
/// ```
#[must_use]
pub fn join(what: u32, value: u32) -> u32 {
    let hash = fold(SEED ^ (u64::from(what) << 32 | u64::from(value)), MIX);
    (hash ^ (hash >> 32)) as u32
}

/// A key of letters.
#[must_use]
pub fn letters(what: u32, bytes: &[u8]) -> u32 {
    let hash = wide(what, bytes);
    (hash ^ (hash >> 32)) as u32
}

/// Letters and a number as a number so large that no two of a language's words share it.
#[must_use]
pub fn wide(what: u32, bytes: &[u8]) -> u64 {
    let mut hash = SEED ^ u64::from(what);
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let mut eight = [0; 8];
        eight.copy_from_slice(chunk);
        hash = fold(hash ^ u64::from_le_bytes(eight), MIX);
    }
    let rest = chunks.remainder();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    fold(hash ^ u64::from_le_bytes(last) ^ (bytes.len() as u64) << 56, MIX)
}
