//! Writing a model down: the weights that matter, in small steps.

use super::Learnt;
use crate::LABELS;
use crate::model::{BITS_A_PLACE, HeadRec, Header, LONGEST_NAME, MAGIC, VERSION, known_bit};

impl Learnt {
    /// The bytes of the model. Of all keys those stay that weigh most, as many as were asked for.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let largest = |row: &[f32; LABELS]| row.iter().fold(0.0_f32, |a, w| a.max(w.abs()));
        let scales: Vec<f32> = self
            .fields
            .iter()
            .map(|f| f.mean.iter().map(largest).fold(0.0, f32::max).min(CEILING) / 127.0)
            .map(|s| if s > 0.0 { s } else { 1.0 })
            .collect();
        let mut keys: Vec<(u32, u32)> = self.keys.iter().map(|(k, i)| (*k, *i)).collect();
        // How much a key says: the widest difference between the labels of a head.
        let weigh = |at: u32| {
            let spread = |f: &super::Field| {
                let row = &f.mean[at as usize];
                let top = row.iter().fold(f32::NEG_INFINITY, |a, w| a.max(*w));
                top - row.iter().fold(f32::INFINITY, |a, w| a.min(*w))
            };
            self.fields.iter().map(spread).fold(0.0, f32::max)
        };
        keys.retain(|(_, at)| weigh(*at) > LEAST_SPREAD);
        keys.sort_by(|a, b| weigh(b.1).total_cmp(&weigh(a.1)).then(a.0.cmp(&b.0)));
        keys.truncate(self.most_keys);
        keys.sort_unstable();

        let bits = (keys.len() as u32).max(2).ilog2();
        let mut index = vec![0_u32; (1 << bits) + 1];
        for (key, _) in &keys {
            index[(key >> (32 - bits)) as usize + 1] += 1;
        }
        for i in 1..index.len() {
            index[i] += index[i - 1];
        }
        let mut known = vec![0_u32; 1 << (bits + BITS_A_PLACE).saturating_sub(5)];
        for (key, _) in &keys {
            let (word, bit) = known_bit(*key, bits);
            known[word] |= bit;
        }
        let header = Header {
            magic: MAGIC,
            version: VERSION,
            heads: self.fields.len() as u32,
            keys: keys.len() as u32,
            bits,
            spare: [0; 2],
        };
        let mut out = bytemuck::bytes_of(&header).to_vec();
        for ((field, name), (scale, (slope, offset))) in self
            .fields
            .iter()
            .zip(&self.names)
            .zip(scales.iter().zip(&self.calibration))
        {
            let mut record = HeadRec {
                name: [0; LONGEST_NAME],
                scale: *scale,
                slope: *slope,
                offset: *offset,
                transitions: field.mean_transitions,
            };
            for (slot, byte) in record.name.iter_mut().zip(name.bytes()) {
                *slot = byte;
            }
            out.extend_from_slice(bytemuck::bytes_of(&record));
        }
        out.extend_from_slice(bytemuck::cast_slice(&known));
        out.extend_from_slice(bytemuck::cast_slice(&index));
        let list: Vec<u32> = keys.iter().map(|(k, _)| *k).collect();
        out.extend_from_slice(bytemuck::cast_slice(&list));
        for (_, at) in &keys {
            for (field, scale) in self.fields.iter().zip(&scales) {
                let row = &field.mean[*at as usize];
                out.extend(row.iter().map(|w| (w / scale).round().clamp(-127.0, 127.0) as i8 as u8));
            }
        }
        out
    }
}

/// A weight beyond this is cut: finer steps for all others are worth more.
const CEILING: f32 = 4.0;
/// A key that tells labels apart by less says nothing.
const LEAST_SPREAD: f32 = 0.02;
