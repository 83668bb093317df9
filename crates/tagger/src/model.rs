//! A model as it is used: a flat file, looked at and never parsed.
//!
//! Little-endian, beginning at a multiple of 16 bytes: a header; a record a head; a bit for each hash
//! of a key, so that most unknown keys cost one look; the index, which says for each start of a
//! key (its highest bits) where such keys begin; the keys, sorted; a row of weights a key, `heads × 5` signed bytes. Nothing
//! in it is trusted: what points outside reads as nothing.

use bytemuck::{Pod, Zeroable};
use thiserror::Error;

use crate::chain::Transitions;
use crate::{LABELS, MOST_HEADS};

/// The first bytes of a model.
pub const MAGIC: [u8; 8] = *b"EPITAG\0\n";
/// Raised with every change of the format or of what a key means.
pub const VERSION: u32 = 2;
/// So many bits a place of the index.
pub(crate) const BITS_A_PLACE: u32 = 4;
/// A head's name has no more bytes.
pub const LONGEST_NAME: usize = 16;

#[derive(Clone, Copy, Debug, Pod, Zeroable)]
#[repr(C)]
pub(crate) struct Header {
    pub(crate) magic: [u8; 8],
    pub(crate) version: u32,
    pub(crate) heads: u32,
    pub(crate) keys: u32,
    /// So many of a key's highest bits find its place in the index.
    pub(crate) bits: u32,
    pub(crate) spare: [u32; 2],
}

#[derive(Clone, Copy, Debug, Pod, Zeroable)]
#[repr(C)]
pub(crate) struct HeadRec {
    pub(crate) name: [u8; LONGEST_NAME],
    /// What one step of a weight is worth.
    pub(crate) scale: f32,
    /// Of the margin of the best labels, what is probability: the slope and the offset that held-out texts ask for.
    pub(crate) slope: f32,
    pub(crate) offset: f32,
    pub(crate) transitions: Transitions,
}

/// Why bytes are no model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ModelError {
    /// They begin otherwise.
    #[error("this is no model: it does not begin as one; `epicrisis train` makes them")]
    NotAModel,
    /// Another version wrote them.
    #[error("this model has version {found} and version {VERSION} is read here; train it again")]
    Version {
        /// What the file says.
        found: u32,
    },
    /// They end too early, or do not lie at a multiple of 16.
    #[error("this model is cut off or damaged; train it again, or copy it again")]
    Damaged,
}

/// A head: one kind of span.
#[derive(Clone, Copy, Debug)]
pub struct Head<'d>(&'d HeadRec);

impl<'d> Head<'d> {
    /// The kind of its spans.
    #[must_use]
    pub fn name(&self) -> &'d str {
        let len = self.0.name.iter().position(|b| *b == 0).unwrap_or(LONGEST_NAME);
        std::str::from_utf8(&self.0.name[..len]).unwrap_or_default()
    }

    /// What one step of a weight is worth.
    #[must_use]
    pub fn scale(&self) -> f32 {
        self.0.scale
    }

    /// What a label costs behind another.
    #[must_use]
    pub fn transitions(&self) -> &'d Transitions {
        &self.0.transitions
    }

    /// The share of such spans that were right in texts held out, for what the chain makes of one.
    #[must_use]
    pub fn calibrated(&self, probability: f32) -> f32 {
        (self.0.offset + self.0.slope * probability).clamp(0.01, 0.99)
    }
}

/// A model.
#[derive(Clone, Copy, Debug)]
pub struct Model<'d> {
    heads: &'d [HeadRec],
    bits: u32,
    known: &'d [u32],
    index: &'d [u32],
    keys: &'d [u32],
    rows: &'d [i8],
}

/// The word and the bit of a key in the bits of known keys.
pub(crate) fn known_bit(key: u32, bits: u32) -> (usize, u32) {
    // The low bits; the index goes by the high ones.
    let place = key & ((1_u32 << (bits + BITS_A_PLACE)) - 1);
    ((place / 32) as usize, 1 << (place % 32))
}

impl<'d> Model<'d> {
    /// Looks at the bytes of a model, which must begin at a multiple of 16. Nothing is copied.
    ///
    /// # Errors
    /// Where they are no model, one of another version, or cut off.
    pub fn from_bytes(bytes: &'d [u8]) -> Result<Self, ModelError> {
        let (head, rest) = bytes
            .split_at_checked(size_of::<Header>())
            .ok_or(ModelError::NotAModel)?;
        if head[..MAGIC.len()] != MAGIC {
            return Err(ModelError::NotAModel);
        }
        let header: &Header = bytemuck::try_from_bytes(head).map_err(|_| ModelError::Damaged)?;
        if header.version != VERSION {
            return Err(ModelError::Version { found: header.version });
        }
        let heads = header.heads as usize;
        let keys = header.keys as usize;
        if heads > MOST_HEADS || heads == 0 || !(1..=24).contains(&header.bits) {
            return Err(ModelError::Damaged);
        }
        let (heads_of, rest) = part::<HeadRec>(rest, heads)?;
        let (known, rest) = part::<u32>(rest, 1 << (header.bits + BITS_A_PLACE).saturating_sub(5))?;
        let (index, rest) = part::<u32>(rest, (1 << header.bits) + 1)?;
        let (keys_of, rest) = part::<u32>(rest, keys)?;
        let (rows, _) = part::<i8>(rest, keys.checked_mul(heads * LABELS).ok_or(ModelError::Damaged)?)?;
        Ok(Self {
            heads: heads_of,
            bits: header.bits,
            known,
            index,
            keys: keys_of,
            rows,
        })
    }

    /// Its heads.
    pub fn heads(&self) -> impl ExactSizeIterator<Item = Head<'d>> + use<'d> {
        self.heads.iter().map(Head)
    }

    /// How many weights a row has: five a head.
    #[must_use]
    pub fn width(&self) -> usize {
        self.heads.len() * LABELS
    }

    /// All keys with their rows, by key.
    pub fn rows(&self) -> impl Iterator<Item = (u32, &'d [i8])> + use<'d> {
        self.keys.iter().copied().zip(self.rows.chunks_exact(self.width()))
    }

    /// The weights of a key; `None` of one that was not learnt.
    #[must_use]
    pub fn row(&self, key: u32) -> Option<&'d [i8]> {
        let (word, bit) = known_bit(key, self.bits);
        if self.known.get(word)? & bit == 0 {
            return None;
        }
        let place = (key >> (32 - self.bits)) as usize;
        let from = *self.index.get(place)? as usize;
        let to = *self.index.get(place + 1)? as usize;
        let at = from + self.keys.get(from..to)?.iter().position(|k| *k == key)?;
        self.rows.get(at * self.width()..(at + 1) * self.width())
    }

    /// Adds the weights of a key to sums.
    pub fn add(&self, key: u32, sums: &mut [i16]) {
        if let Some(row) = self.row(key) {
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum = sum.saturating_add(i16::from(*weight));
            }
        }
    }
}

fn part<T: Pod>(bytes: &[u8], count: usize) -> Result<(&[T], &[u8]), ModelError> {
    let size = count.checked_mul(size_of::<T>()).ok_or(ModelError::Damaged)?;
    let (own, rest) = bytes.split_at_checked(size).ok_or(ModelError::Damaged)?;
    Ok((bytemuck::try_cast_slice(own).map_err(|_| ModelError::Damaged)?, rest))
}

/// A model in memory, where it wants to lie: at a multiple of 16 bytes.
#[derive(Clone, Debug)]
pub struct ModelBytes {
    words: Vec<u128>,
    len: usize,
}

impl ModelBytes {
    /// Takes what a file holds.
    #[must_use]
    pub fn new(bytes: &[u8]) -> Self {
        let mut words = vec![0u128; bytes.len().div_ceil(size_of::<u128>())];
        bytemuck::cast_slice_mut(&mut words)[..bytes.len()].copy_from_slice(bytes);
        Self {
            words,
            len: bytes.len(),
        }
    }

    /// The model in it.
    ///
    /// # Errors
    /// Where the bytes are no model, or one of another version.
    pub fn model(&self) -> Result<Model<'_>, ModelError> {
        let bytes: &[u8] = bytemuck::cast_slice(&self.words);
        Model::from_bytes(bytes.get(..self.len).unwrap_or_default())
    }
}
