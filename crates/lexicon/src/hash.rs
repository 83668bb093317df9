//! The hash of the flat tables. It is part of the file format: a change of it is a new version.

const SEED: u64 = 0x9E37_79B9_7F4A_7C15;
const MIX: u64 = 0xD6E8_FEB8_6659_FD93;

fn fold(a: u64, b: u64) -> u64 {
    let wide = u128::from(a) * u128::from(b);
    (wide as u64) ^ ((wide >> 64) as u64)
}

/// Hashes a folded form, eight bytes at a time; the last eight may overlap those before.
pub(crate) fn bytes(data: &[u8]) -> u32 {
    let hash = wide(SEED, data);
    (hash ^ (hash >> 32)) as u32
}

/// Hashes bytes behind what was hashed before.
fn wide(seed: u64, data: &[u8]) -> u64 {
    let seed = seed ^ (data.len() as u64);
    match (data.first_chunk::<8>(), data.last_chunk::<8>()) {
        (Some(_), Some(last)) => {
            let chunks = data.chunks_exact(8).filter_map(|c| c.first_chunk::<8>());
            let whole = chunks.fold(seed, |hash, c| fold(hash ^ u64::from_le_bytes(*c), MIX));
            fold(whole ^ u64::from_le_bytes(*last), MIX)
        }
        _ => fold(seed ^ short(data), MIX),
    }
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

/// Hashes a string to 64 bits.
#[cfg(feature = "compile")]
pub(crate) fn string(text: &str) -> u64 {
    wide(SEED, text.as_bytes())
}

/// The hasher of the compiler's own maps, which hold a million words and never hear from a stranger.
#[cfg(feature = "compile")]
#[derive(Clone)]
pub(crate) struct FastHasher(u64);

#[cfg(feature = "compile")]
impl Default for FastHasher {
    fn default() -> Self {
        Self(SEED)
    }
}

#[cfg(feature = "compile")]
impl std::hash::Hasher for FastHasher {
    fn write(&mut self, data: &[u8]) {
        self.0 = wide(self.0, data);
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = fold(self.0 ^ number, MIX);
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(number.into());
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// A map with that hasher.
#[cfg(feature = "compile")]
pub(crate) type FastMap<K, V> = std::collections::HashMap<K, V, std::hash::BuildHasherDefault<FastHasher>>;
