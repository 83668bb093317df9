//! The hash of the flat tables. It is part of the file format: a change of it is a new version.

const SEED: u64 = 0x9E37_79B9_7F4A_7C15;
const MIX: u64 = 0xD6E8_FEB8_6659_FD93;

fn fold(a: u64, b: u64) -> u64 {
    let wide = u128::from(a) * u128::from(b);
    (wide as u64) ^ ((wide >> 64) as u64)
}

/// Hashes a folded form, eight bytes at a time; the last eight may overlap those before.
pub(crate) fn bytes(data: &[u8]) -> u32 {
    let seed = SEED ^ (data.len() as u64);
    let hash = match (data.first_chunk::<8>(), data.last_chunk::<8>()) {
        (Some(_), Some(last)) => {
            let chunks = data.chunks_exact(8).filter_map(|c| c.first_chunk::<8>());
            let whole = chunks.fold(seed, |hash, c| fold(hash ^ u64::from_le_bytes(*c), MIX));
            fold(whole ^ u64::from_le_bytes(*last), MIX)
        }
        _ => fold(seed ^ short(data), MIX),
    };
    (hash ^ (hash >> 32)) as u32
}

/// Up to seven bytes as one number.
fn short(data: &[u8]) -> u64 {
    if let (Some(first), Some(last)) = (data.first_chunk::<4>(), data.last_chunk::<4>()) {
        return u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32;
    }
    let byte = |i: usize| data.get(i).map_or(0, |b| u64::from(*b));
    byte(0) | byte(1) << 8 | byte(2) << 16
}

/// Hashes a step of the phrase tree.
pub(crate) fn pair(a: u32, b: u32) -> u32 {
    let hash = fold(SEED ^ (u64::from(a) << 32 | u64::from(b)), MIX);
    (hash ^ (hash >> 32)) as u32
}
