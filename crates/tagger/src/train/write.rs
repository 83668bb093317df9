//! Writing a model down: the weights that matter, in small steps.

use super::Learnt;
use crate::model::{BITS_A_BUCKET, Bucket, FURTHEST, HeadRec, Header, LONGEST_NAME, MAGIC, SLOTS, VERSION, known_bit, width};
use crate::{LABELS, MOST_ROWS, STEPS};

impl Learnt {
    /// The bytes of the model. Of all rows those stay that weigh most, as many as were asked for.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let scales: Vec<f32> = self
            .fields
            .iter()
            .map(|f| f.mean.iter().map(largest).fold(0.0, f32::max).min(CEILING) / 127.0)
            .map(|s| if s > 0.0 { s } else { 1.0 })
            .collect();
        // How much a row says: the most that it has for or against a label of any head.
        let weight = |row: usize| self.fields.iter().map(|f| largest(&f.mean[row])).fold(0.0, f32::max);
        let count = self.fields.first().map_or(0, |f| f.mean.len());
        let mut weights: Vec<f32> = (0..count).map(weight).collect();
        weights.sort_unstable_by(|a, b| b.total_cmp(a));
        let least = weights.get(self.most_rows).copied().unwrap_or(0.0).max(LEAST_WEIGHT);

        let mut keys: Vec<(u32, Vec<(usize, u32)>)> = Vec::new();
        for (key, block) in &self.keys {
            let kept = (0..block.rows).map(|at| (usize::from(at), block.first + u32::from(at)));
            let kept: Vec<_> = kept.filter(|(_, row)| weight(*row as usize) > least).collect();
            if !kept.is_empty() {
                keys.push((*key, kept));
            }
        }
        keys.sort_unstable();
        let mut rows: Vec<i8> = Vec::new();
        let width = width(self.fields.len());
        let mut entries = Vec::new();
        for (key, kept) in &keys {
            let first = (rows.len() / width) as u32;
            let places = kept.iter().fold(0, |places, (at, _)| places | 1 << at);
            entries.push((*key, first << MOST_ROWS | places));
            for (_, row) in kept {
                let end = rows.len() + width;
                for (field, scale) in self.fields.iter().zip(&scales) {
                    let row = &field.mean[*row as usize];
                    rows.extend(row[1..].iter().map(|w| ((w - row[0]) / scale).round().clamp(-127.0, 127.0) as i8));
                }
                rows.resize(end, 0);
            }
        }
        // Three quarters full at most, and no key far from its place.
        let mut bits = (entries.len() * 4 / 3 / SLOTS).max(2).ilog2();
        let buckets = loop {
            match bucketed(&entries, bits) {
                Some(buckets) => break buckets,
                None => bits += 1,
            }
        };
        let mut known = vec![0_u64; 1 << (bits + BITS_A_BUCKET - 6)];
        for (key, _) in &entries {
            let (word, bit) = known_bit(*key, bits);
            known[word] |= bit;
        }
        let header = Header {
            magic: MAGIC,
            version: VERSION,
            heads: self.fields.len() as u32,
            rows: (rows.len() / width) as u32,
            bits,
            spare: [0; 2],
        };
        let mut out = bytemuck::bytes_of(&header).to_vec();
        for ((field, name), (scale, calibration)) in self
            .fields
            .iter()
            .zip(&self.names)
            .zip(scales.iter().zip(&self.calibration))
        {
            let mut record = HeadRec {
                name: [0; LONGEST_NAME],
                scale: *scale,
                slope: calibration.slope,
                offset: calibration.offset,
                caution: calibration.caution,
                spare: [0.0; 3],
                transitions: field.mean_transitions,
            };
            for (slot, byte) in record.name.iter_mut().zip(name.bytes()) {
                *slot = byte;
            }
            out.extend_from_slice(bytemuck::bytes_of(&record));
        }
        out.extend_from_slice(bytemuck::cast_slice(&known));
        out.extend_from_slice(bytemuck::cast_slice(&buckets));
        out.extend_from_slice(bytemuck::cast_slice(&rows));
        out
    }
}

/// The most that a label has over being outside, or less.
fn largest(row: &[f32; LABELS]) -> f32 {
    row[LABELS - STEPS..].iter().fold(0.0, |top, w| top.max((w - row[0]).abs()))
}

/// Keys in their buckets, or in the next that has room; `None` where one would lie too far.
fn bucketed(entries: &[(u32, u32)], bits: u32) -> Option<Vec<Bucket>> {
    let mut buckets = vec![
        Bucket {
            keys: [0; SLOTS],
            rows: [0; SLOTS]
        };
        1 << bits
    ];
    for (key, rows) in entries {
        let first = (key >> (32 - bits)) as usize;
        let free = (first..first + FURTHEST)
            .map(|b| b % buckets.len())
            .find_map(|b| Some((b, buckets[b].rows.iter().position(|r| *r == 0)?)));
        let (bucket, slot) = free?;
        buckets[bucket].keys[slot] = *key;
        buckets[bucket].rows[slot] = *rows;
    }
    Some(buckets)
}

/// A weight beyond this is cut: finer steps for all others are worth more.
const CEILING: f32 = 5.0;
/// A row that has less for or against every label says nothing.
const LEAST_WEIGHT: f32 = 0.02;
