//! A model as it is used: a flat file, looked at and never parsed.
//!
//! Little-endian, beginning at a multiple of 16 bytes: a header; a record a head; a bit for each hash of a key, so that most
//! unknown keys cost one look; the buckets, a line of the processor's cache each, with eight keys and where their rows begin; the
//! rows: a byte, the row's step, then its weights in such steps, half a byte each, -7 to 7. Nothing in it is trusted: what points
//! outside reads as nothing.

use std::hint::black_box;

use bytemuck::{Pod, Zeroable};
use thiserror::Error;

use crate::chain::Transitions;
use crate::{MOST_HEADS, MOST_ROWS, STEPS};

/// The first bytes of a model.
pub const MAGIC: [u8; 8] = *b"EPITAG\0\n";
/// Raised with every change of the format or of what a key means.
pub const VERSION: u32 = 4;
/// So many keys a bucket.
pub(crate) const SLOTS: usize = 8;
/// A key lies in its own bucket or in one of so many behind it.
pub(crate) const FURTHEST: usize = 4;
/// A head's name has no more bytes.
pub const LONGEST_NAME: usize = 16;

#[derive(Clone, Copy, Debug, Pod, Zeroable)]
#[repr(C)]
pub(crate) struct Header {
    pub(crate) magic: [u8; 8],
    pub(crate) version: u32,
    pub(crate) heads: u32,
    /// How many rows of weights.
    pub(crate) rows: u32,
    pub(crate) buckets: u32,
    pub(crate) spare: [u32; 2],
}

/// Eight keys with their rows.
#[derive(Clone, Copy, Debug, Pod, Zeroable)]
#[repr(C)]
pub(crate) struct Bucket {
    pub(crate) keys: [u32; SLOTS],
    /// The number of the first row, and by the lowest bits, which places of the block have one: none where there is no key.
    pub(crate) rows: [u32; SLOTS],
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
    /// How likely a span must be, so that most are right of those made and those annotated.
    pub(crate) likely: f32,
    pub(crate) spare: [f32; 3],
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

    /// A span of this head that is less likely is none.
    #[must_use]
    pub fn likely(&self) -> f32 {
        self.0.likely
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
    known: &'d [u64],
    buckets: &'d [Bucket],
    rows: &'d [u8],
}

/// Where a model has the rows of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place(u32);

/// The rows of a key: which places of the block have one, and the rows of these.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'d> {
    /// A bit for each place that has a row.
    pub places: u8,
    rows: &'d [u8],
    width: usize,
}

impl<'d> Rows<'d> {
    /// The weights of each row, in steps of the heads'.
    pub fn weights(&self) -> impl Iterator<Item = Vec<i16>> + use<'d> {
        let width = self.width;
        self.rows.chunks_exact(size(width)).map(move |row| {
            let mut weights = vec![0; width];
            add(row, 1, &mut weights, width);
            weights
        })
    }
}

/// Adds rows to the sums of their places, of which each has a bit. A row is its step and the weights, of which the first half lies in
/// the low halves of the bytes: `HALF` bytes behind the step, `WIDTH` weights.
///
/// Never inlined: where one function has it for two widths, the compiler joins their ends and adds those one by one.
#[inline(never)]
fn add_rows<const HALF: usize, const WIDTH: usize>(mut rows: &[u8], mut places: u8, sums: &mut [i16]) {
    let sums = sums.as_chunks_mut::<WIDTH>().0;
    while let Some((step, rest)) = rows.split_first()
        && let Some((row, behind)) = rest.split_first_chunk::<HALF>()
        && let Some(sums) = sums.get_mut(places.trailing_zeros() as usize)
        && let Some((low, high)) = sums.split_first_chunk_mut::<HALF>()
    {
        let step = i16::from(*step);
        for (sum, byte) in low.iter_mut().zip(row) {
            *sum = sum.saturating_add(signed(i16::from(*byte) & 15) * step);
        }
        for (sum, byte) in high.iter_mut().zip(row) {
            *sum = sum.saturating_add(signed(i16::from(*byte) >> 4) * step);
        }
        places &= places.wrapping_sub(1);
        rows = behind;
    }
}

/// Adds rows of a width to the sums of their places.
fn add(rows: &[u8], places: u8, sums: &mut [i16], width: usize) {
    match width {
        SIXTEEN => add_rows::<EIGHT, SIXTEEN>(rows, places, sums),
        // There is no other: see [`width`].
        _ => add_rows::<SIXTEEN, { 2 * SIXTEEN }>(rows, places, sums),
    }
}

/// What half a byte says, -8 to 7, by steps that are the same for eight at once.
fn signed(half: i16) -> i16 {
    (half ^ 8) - 8
}

/// Where a key is among eight.
#[inline]
fn place_of(key: u32, keys: &[u32; SLOTS]) -> Option<usize> {
    // All at once: to stop at the first costs more.
    let hits = (0..)
        .zip(keys)
        .fold(0u32, |hits, (n, k)| hits | u32::from(*k == key) << n);
    (hits != 0).then_some(hits.trailing_zeros() as usize)
}

/// A place among so many, the same share of the way as the number is among all numbers.
fn share(number: u32, of: usize) -> usize {
    ((u64::from(number) * of as u64) >> 32) as usize
}

/// Where a key's bucket is.
pub(crate) fn bucket_of(key: u32, buckets: usize) -> usize {
    share(key, buckets)
}

/// The word and the bit of a key in the bits of known keys: by other bits than its bucket.
pub(crate) fn known_bit(key: u32, buckets: usize) -> (usize, u64) {
    (share(key.rotate_left(16), buckets), 1 << (key % 64))
}

/// The bytes of a row of so many weights.
pub(crate) fn size(width: usize) -> usize {
    1 + width / 2
}

/// So many bytes hold the weights of up to four heads, twice as many those of more.
const EIGHT: usize = 8;
/// As wide is the row of up to four heads.
const SIXTEEN: usize = 2 * EIGHT;
const _: () = assert!(MOST_HEADS * STEPS <= 2 * SIXTEEN);

/// How many weights a row has: four a head, padded so that both halves are multiples of eight.
pub(crate) fn width(heads: usize) -> usize {
    (heads * STEPS).next_multiple_of(2 * EIGHT)
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
        let buckets = header.buckets as usize;
        if heads > MOST_HEADS || heads == 0 || buckets == 0 {
            return Err(ModelError::Damaged);
        }
        let (heads_of, rest) = part::<HeadRec>(rest, heads)?;
        let (known, rest) = part::<u64>(rest, buckets)?;
        let (buckets, rest) = part::<Bucket>(rest, buckets)?;
        let rows = (header.rows as usize)
            .checked_mul(size(width(heads)))
            .ok_or(ModelError::Damaged)?;
        let (rows, _) = part::<u8>(rest, rows)?;
        Ok(Self {
            heads: heads_of,
            known,
            buckets,
            rows,
        })
    }

    /// Its heads.
    pub fn heads(&self) -> impl ExactSizeIterator<Item = Head<'d>> + use<'d> {
        self.heads.iter().map(Head)
    }

    /// How many weights a row has: four a head, what each place in a span has over being outside; padded to a multiple of
    /// sixteen.
    #[must_use]
    pub fn width(&self) -> usize {
        width(self.heads.len())
    }

    /// All keys with their rows.
    pub fn keys(&self) -> impl Iterator<Item = (u32, Rows<'d>)> + use<'d> {
        let model = *self;
        self.buckets
            .iter()
            .flat_map(|b| b.keys.into_iter().zip(b.rows))
            .filter_map(move |(key, rows)| Some((key, model.rows_at(rows)?)))
    }

    /// Whether a key may be one that was learnt: no, surely, or yes, probably.
    #[must_use]
    pub fn may_know(&self, key: u32) -> bool {
        let (word, bit) = known_bit(key, self.known.len());
        self.known.get(word).is_some_and(|w| w & bit != 0)
    }

    /// Where the rows of a key are; `None` of one that was not learnt. Whoever has many keys finds all first: then no look has to
    /// wait for the sums of another.
    #[must_use]
    #[inline]
    pub fn find(&self, key: u32) -> Option<Place> {
        let mut at = bucket_of(key, self.buckets.len());
        for _ in 0..FURTHEST {
            let bucket = self.buckets.get(at)?;
            if let Some(slot) = place_of(key, &bucket.keys) {
                return Some(Place(bucket.rows[slot]));
            }
            if bucket.rows[SLOTS - 1] == 0 {
                break;
            }
            at = if at + 1 == self.buckets.len() { 0 } else { at + 1 };
        }
        None
    }

    /// Has the bucket of a key brought near, for [`Self::find`] after a while.
    #[inline]
    pub fn expect(&self, key: u32) {
        let bucket = self.buckets.get(bucket_of(key, self.buckets.len()));
        black_box(bucket.map(|b| b.keys[0]));
    }

    /// The same of rows, for [`Self::add_found`].
    #[inline]
    pub fn expect_rows(&self, place: Place) {
        black_box(self.rows_at(place.0).and_then(|rows| rows.rows.first().copied()));
    }

    /// The rows of a key; `None` of one that was not learnt.
    #[must_use]
    pub fn rows(&self, key: u32) -> Option<Rows<'d>> {
        self.find(key).and_then(|place| self.rows_at(place.0))
    }

    fn rows_at(&self, rows: u32) -> Option<Rows<'d>> {
        let places = (rows & ((1 << MOST_ROWS) - 1)) as u8;
        let width = self.width();
        let first = (rows >> MOST_ROWS) as usize * size(width);
        let count = places.count_ones() as usize * size(width);
        let rows = self.rows.get(first..first.checked_add(count)?)?;
        (places != 0).then_some(Rows { places, rows, width })
    }

    /// Adds the weights that are at a place, as [`Self::add`] does those of a key.
    #[inline]
    pub fn add_found(&self, place: Place, sums: &mut [i16]) {
        if let Some(rows) = self.rows_at(place.0) {
            add(rows.rows, rows.places, sums, rows.width);
        }
    }

    /// Adds the weights of a key to the sums of the places that its block bears on; `sums` begins with the first of these.
    pub fn add(&self, key: u32, sums: &mut [i16]) {
        if let Some(place) = self.find(key) {
            self.add_found(place, sums);
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
