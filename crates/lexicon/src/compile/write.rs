//! The last step: tables into bytes.

use super::build::{Builder, index};
use crate::format::{
    ALIGN, FormFacts, FormPivot, FormRec, Header, LanguageRec, MAGIC, NONE, NodeRec, PivotRec, Run, SkeletonRec,
    StepRec, TABLES, TableRef, VERSION, signature,
};
use crate::hash;
use crate::names::WordClass;
use crate::source::Problem;
use crate::typo;

impl Builder<'_> {
    pub(super) fn finish(mut self) -> (Vec<u8>, Vec<Problem>) {
        for language in &self.source.languages {
            let rec = LanguageRec {
                code: self.string(&language.code),
                name: self.string(&language.name),
                read: language.read.into(),
                decimal: u32::from(language.decimal),
                letters: self.string(&language.letters),
            };
            self.draft.languages.push(rec);
        }
        self.forms_table();
        self.skeleton_table();
        self.pivot_table();
        self.phrase_tables();
        let hashes: Vec<u32> = self
            .draft
            .abbreviations
            .iter()
            .map(|a| hash::bytes(a.text.bytes(&self.draft.strings)))
            .collect();
        self.draft.abbreviation_slots = slots(&hashes);
        (lay_out(&self.draft.bytes()), self.problems)
    }

    fn readings(&mut self, readings: &[(u32, u16)]) -> Run {
        let first = index(self.draft.form_pivots.len());
        self.draft
            .form_pivots
            .extend(readings.iter().map(|(pivot, languages)| FormPivot {
                pivot: *pivot,
                languages: (*languages).into(),
            }));
        Run {
            first,
            len: index(readings.len()),
        }
    }

    fn forms_table(&mut self) {
        let forms = std::mem::take(&mut self.forms);
        let names = std::mem::take(&mut self.form_names);
        let hashes: Vec<u32> = names.iter().map(|n| hash::bytes(n.as_bytes())).collect();
        for (name, form) in names.iter().zip(forms) {
            let at = index(self.draft.forms.len());
            let rec = FormRec {
                text: self.string(name),
                pivots: self.readings(&form.pivots),
                facts: FormFacts {
                    known: form.known,
                    frequent: form.frequent,
                    no_stop: form.no_stop,
                    starts: form.starts,
                    node: self.tree.get(&(0, at)).copied().unwrap_or(NONE),
                    abbreviates: form.abbreviates.into(),
                },
            };
            self.draft.forms.push(rec);
        }
        self.draft.form_slots = slots(&hashes);
    }

    fn skeleton_table(&mut self) {
        let skeletons = std::mem::take(&mut self.skeletons);
        let hashes: Vec<u32> = skeletons.keys().map(|s| hash::bytes(s.as_bytes())).collect();
        for (letters, readings) in &skeletons {
            let rec = SkeletonRec {
                text: self.string(letters),
                pivots: self.readings(readings),
            };
            self.draft.skeletons.push(rec);
        }
        self.draft.skeleton_slots = slots(&hashes);
        let mut typos = Vec::new();
        for (i, (letters, readings)) in skeletons.iter().enumerate() {
            let rare = |pivot: u32| {
                let terms = self.anchored.get(pivot as usize).map_or(0, |r| r.len as usize);
                let class = self.pivots[pivot as usize].class;
                terms <= typo::RARE && class == WordClass::Content
            };
            if letters.len() >= typo::SHORTEST && readings.iter().all(|(p, _)| rare(*p)) {
                typos.extend(typo::keys(letters.as_bytes()).map(|key| [key, index(i)]));
            }
        }
        typos.sort_unstable();
        typos.dedup();
        let mut bits = vec![0u64; (typos.len() / 4).next_power_of_two()];
        for [key, _] in &typos {
            let (slot, bit) = typo::bit(*key, bits.len() - 1);
            bits[slot] |= bit;
        }
        self.draft.typo_bits = bits;
        self.draft.typos = typos;
    }

    fn pivot_table(&mut self) {
        let pivots = std::mem::take(&mut self.pivots);
        let anchored = std::mem::take(&mut self.anchored);
        for (i, pivot) in pivots.iter().enumerate() {
            let rec = PivotRec {
                name: self.string(&pivot.name),
                terms: anchored.get(i).copied().unwrap_or_default(),
                class: pivot.class as u32,
            };
            self.draft.pivots.push(rec);
        }
    }

    fn phrase_tables(&mut self) {
        for list in std::mem::take(&mut self.nodes) {
            let phrases = Run {
                first: index(self.draft.phrases.len()),
                len: index(list.len()),
            };
            self.draft.nodes.push(NodeRec { phrases, next: 0 });
            self.draft.phrases.extend(list);
        }
        let mut steps: Vec<_> = std::mem::take(&mut self.tree).into_iter().collect();
        steps.sort_unstable();
        let size = capacity(steps.len());
        let empty = StepRec {
            node: NONE,
            form: NONE,
            next: NONE,
        };
        let mut table = vec![empty; size];
        for ((node, form), next) in steps {
            let mut at = hash::pair(node, form) as usize & (size - 1);
            while table[at].node != NONE {
                at = (at + 1) & (size - 1);
            }
            table[at] = StepRec { node, form, next };
            self.draft.nodes[node as usize].next |= signature(form);
        }
        self.draft.steps = table;
    }
}

/// A power of two that leaves half of the slots empty.
fn capacity(entries: usize) -> usize {
    (entries * 2).next_power_of_two().max(2)
}

/// An open-addressing table of the entries with these hashes.
fn slots(hashes: &[u32]) -> Vec<[u32; 2]> {
    let size = capacity(hashes.len());
    let mut table = vec![[0, NONE]; size];
    for (i, hash) in hashes.iter().enumerate() {
        let mut at = *hash as usize & (size - 1);
        while table[at][1] != NONE {
            at = (at + 1) & (size - 1);
        }
        table[at] = [*hash, index(i)];
    }
    table
}

fn lay_out(tables: &[&[u8]]) -> Vec<u8> {
    debug_assert_eq!(tables.len(), TABLES.len());
    let mut out = Vec::new();
    let head = size_of::<Header>() + tables.len() * size_of::<TableRef>();
    let mut offset = head.next_multiple_of(ALIGN);
    let header = Header {
        magic: MAGIC,
        version: VERSION,
        tables: index(tables.len()),
    };
    out.extend_from_slice(bytemuck::bytes_of(&header));
    for table in tables {
        let at = TableRef {
            offset: offset as u64,
            len: table.len() as u64,
        };
        out.extend_from_slice(bytemuck::bytes_of(&at));
        offset = (offset + table.len()).next_multiple_of(ALIGN);
    }
    for table in tables {
        out.resize(out.len().next_multiple_of(ALIGN), 0);
        out.extend_from_slice(table);
    }
    out
}
