//! Writing a model down: the weights that matter, in small steps.

use super::Learnt;
use crate::model::{
    Bucket, FURTHEST, HeadRec, Header, LONGEST_NAME, MAGIC, SLOTS, VERSION, bucket_of, known_bit, size, width,
};
use crate::{LABELS, MOST_ROWS, STEPS};

impl Learnt {
    /// The bytes of the model. Of all rows those stay that weigh most, as many as were asked for.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let scales: Vec<f32> = self
            .fields
            .iter()
            .map(|f| f.mean.iter().map(largest).fold(0.0, f32::max).min(CEILING) / LARGEST)
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
        let mut rows: Vec<u8> = Vec::new();
        let width = width(self.fields.len());
        let mut weights = vec![0.0; width];
        let mut entries = Vec::new();
        for (key, kept) in &keys {
            let first = (rows.len() / size(width)) as u32;
            let places = kept.iter().fold(0, |places, (at, _)| places | 1 << at);
            entries.push((*key, first << MOST_ROWS | places));
            for (_, row) in kept {
                weights.fill(0.0);
                for ((field, scale), own) in self.fields.iter().zip(&scales).zip(weights.chunks_exact_mut(STEPS)) {
                    let row = &field.mean[*row as usize];
                    for (weight, learnt) in own.iter_mut().zip(&row[1..]) {
                        *weight = (learnt - row[0]) / scale;
                    }
                }
                write_row(&weights, &mut rows);
            }
        }
        // Three quarters full, and no key far from its place.
        let mut count = (entries.len() * 4 / 3 / SLOTS).max(1);
        let buckets = loop {
            match bucketed(&entries, count) {
                Some(buckets) => break buckets,
                None => count += count / 16 + 1,
            }
        };
        let mut known = vec![0_u64; buckets.len()];
        for (key, _) in &entries {
            let (word, bit) = known_bit(*key, known.len());
            known[word] |= bit;
        }
        let header = Header {
            magic: MAGIC,
            version: VERSION,
            heads: self.fields.len() as u32,
            rows: (rows.len() / size(width)) as u32,
            buckets: buckets.len() as u32,
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
                likely: calibration.likely,
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
        out.extend_from_slice(&rows);
        out
    }
}

/// The most that a label has over being outside, or less.
fn largest(row: &[f32; LABELS]) -> f32 {
    row[LABELS - STEPS..]
        .iter()
        .fold(0.0, |top, w| top.max((w - row[0]).abs()))
}

/// A row in half bytes: in steps of its own, so that its largest weight fits.
fn write_row(weights: &[f32], out: &mut Vec<u8>) {
    let largest = weights.iter().fold(0.0_f32, |a, w| a.max(w.abs())).min(LARGEST);
    let step = (largest / HALF).round().max(1.0);
    out.push(step as u8);
    let half = |w: f32| (w / step).round().clamp(-HALF, HALF) as i8 as u8 & 15;
    let (low, high) = weights.split_at(weights.len() / 2);
    out.extend(low.iter().zip(high).map(|(l, h)| half(*l) | half(*h) << 4));
}

/// Keys in their buckets, or in the next that has room; `None` where one would lie too far.
fn bucketed(entries: &[(u32, u32)], count: usize) -> Option<Vec<Bucket>> {
    let mut buckets = vec![
        Bucket {
            keys: [0; SLOTS],
            rows: [0; SLOTS]
        };
        count
    ];
    for (key, rows) in entries {
        let first = bucket_of(*key, count);
        let free = (first..first + FURTHEST)
            .map(|b| b % buckets.len())
            .find_map(|b| Some((b, buckets[b].rows.iter().position(|r| *r == 0)?)));
        let (bucket, slot) = free?;
        buckets[bucket].keys[slot] = *key;
        buckets[bucket].rows[slot] = *rows;
    }
    Some(buckets)
}

/// The largest number that half a byte holds both above and below nothing.
const HALF: f32 = 7.0;
/// The largest weight that a row holds, in steps of its head.
const LARGEST: f32 = HALF * 255.0;
/// A weight beyond this is cut: finer steps for all others are worth more.
const CEILING: f32 = 5.0;
/// A row that has less for or against every label says nothing.
const LEAST_WEIGHT: f32 = 0.02;
