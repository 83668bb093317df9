//! What the few things add that a place can have beside its word: a mention, a cue, a label.
//!
//! Most places have none of them, and that says something, too. What having none adds is the same everywhere, so it is added up
//! once; what something adds is kept over it.

use epicrisis_tagger::Model;

use super::keys::{FURTHEST, Reach};

/// What one thing adds, by its tag; tag 0 is to have none.
#[derive(Clone, Debug)]
pub(super) struct Table {
    reach: Reach,
    /// A block a tag, over that of tag 0.
    rows: Vec<i16>,
}

/// What places have that have nothing beside their words.
#[derive(Clone, Debug)]
pub(super) struct Usual {
    /// Each of them.
    pub(super) here: Vec<i16>,
    /// The first ones of a sentence, over that: nothing before a sentence bears on them.
    pub(super) start: Vec<i16>,
    /// The last ones, over that.
    pub(super) end: Vec<i16>,
}

impl Usual {
    /// Of no table yet; with what the edges of a sentence add.
    pub(super) fn new(model: &Model<'_>, (start_reach, start): (Reach, u32), (end_reach, end): (Reach, u32)) -> Self {
        let width = model.width();
        let mut usual = Self {
            here: vec![0; width],
            start: vec![0; FURTHEST * width],
            end: vec![0; FURTHEST * width],
        };
        // Seen at the place before a sentence, and at the one behind it.
        let from = (start_reach.first - 1).unsigned_abs() as usize * width;
        model.add(start, usual.start.get_mut(from..).unwrap_or_default());
        let from = (FURTHEST as i32 + end_reach.first).unsigned_abs() as usize * width;
        model.add(end, usual.end.get_mut(from..).unwrap_or_default());
        usual
    }

    /// The table of a thing that is seen at each place of a sentence, and at so many before it.
    pub(super) fn table(
        &mut self,
        model: &Model<'_>,
        (tags, reach, before): (u32, Reach, usize),
        key: impl Fn(u32) -> u32,
    ) -> Table {
        let width = model.width();
        let size = usize::from(reach.rows) * width;
        let mut rows = vec![0; tags as usize * size];
        for (tag, block) in (0..).zip(rows.chunks_exact_mut(size)) {
            model.add(key(tag), block);
        }
        let none = rows[..size].to_vec();
        for block in rows.chunks_exact_mut(size) {
            change(block, &none, i16::saturating_sub);
        }
        for (n, row) in (0..).zip(none.chunks_exact(width)) {
            add(&mut self.here, row);
            // What no place before a sentence, or behind one, is there to add.
            for place in 0..FURTHEST as i32 {
                let at = place as usize * width..(place as usize + 1) * width;
                let seen_at = place - reach.first - n;
                if seen_at < -(before as i32) {
                    change(&mut self.start[at.clone()], row, i16::saturating_sub);
                }
                if seen_at >= FURTHEST as i32 {
                    change(&mut self.end[at], row, i16::saturating_sub);
                }
            }
        }
        Table { reach, rows }
    }
}

impl Table {
    /// Adds what a thing adds that is seen at a place of a sentence, whose sums begin [`FURTHEST`] places before it.
    #[inline]
    pub(super) fn give(&self, sums: &mut [i16], width: usize, at: usize, tag: u32) {
        if tag == 0 {
            return;
        }
        self.add(sums, width, at + FURTHEST, tag);
    }

    /// The same of the place before the sentence.
    pub(super) fn give_before(&self, sums: &mut [i16], width: usize, tag: u32) {
        self.add(sums, width, FURTHEST - 1, tag);
    }

    #[inline]
    fn add(&self, sums: &mut [i16], width: usize, at: usize, tag: u32) {
        let size = usize::from(self.reach.rows) * width;
        let block = self.rows.get(tag as usize * size..(tag as usize + 1) * size);
        let from = at.wrapping_add_signed(self.reach.first as isize) * width;
        add(sums.get_mut(from..).unwrap_or_default(), block.unwrap_or_default());
    }
}

/// Adds rows to sums, as far as both reach.
#[inline]
pub(super) fn add(sums: &mut [i16], rows: &[i16]) {
    change(sums, rows, i16::saturating_add);
}

#[inline]
fn change(sums: &mut [i16], rows: &[i16], by: impl Fn(i16, i16) -> i16) {
    // As a row is wide, or half of one; the compiler makes two steps of it.
    const WIDE: usize = 16;
    let sums = sums.as_chunks_mut::<WIDE>().0;
    for (sums, rows) in sums.iter_mut().zip(rows.as_chunks::<WIDE>().0) {
        *sums = std::array::from_fn(|n| by(sums[n], rows[n]));
    }
}
