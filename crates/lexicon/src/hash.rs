//! The hash of the flat tables. It is part of the file format: a change of it is a new version.

const SEED: u64 = 0x9E37_79B9_7F4A_7C15;
const MIX: u64 = 0xD6E8_FEB8_6659_FD93;

fn fold(a: u64, b: u64) -> u64 {
    let wide = u128::from(a) * u128::from(b);
    (wide as u64) ^ ((wide >> 64) as u64)
}

/// Hashes a folded form.
pub(crate) fn bytes(data: &[u8]) -> u32 {
    let mut hash = SEED ^ (data.len() as u64);
    let mut chunks = data.chunks_exact(8);
    for chunk in &mut chunks {
        let mut word = [0u8; 8];
        word.copy_from_slice(chunk);
        hash = fold(hash ^ u64::from_le_bytes(word), MIX);
    }
    let rest = chunks.remainder();
    if !rest.is_empty() {
        let mut word = [0u8; 8];
        word[..rest.len()].copy_from_slice(rest);
        hash = fold(hash ^ u64::from_le_bytes(word), MIX);
    }
    (hash ^ (hash >> 32)) as u32
}

/// Hashes a step of the phrase tree.
pub(crate) fn pair(a: u32, b: u32) -> u32 {
    let hash = fold(SEED ^ (u64::from(a) << 32 | u64::from(b)), MIX);
    (hash ^ (hash >> 32)) as u32
}
