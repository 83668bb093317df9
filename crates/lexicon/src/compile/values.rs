//! Units, analytes, reference ranges.

use std::collections::HashMap;

use epicrisis_units::{Unit, conversion};

use super::build::{Builder, bit, index};
use crate::format::{AnalyteRec, AnalyteUnitRec, NONE, RangeRec, Run, SpellingRec, UnitRec};
use crate::names::Dimension;
use crate::source::{Level, Place};

/// Units that only count themselves, and the unit each dimension is known by.
const DIMENSIONS: &[(&str, Dimension)] = &[
    ("m", Dimension::Length),
    ("g", Dimension::Mass),
    ("L", Dimension::Volume),
    ("s", Dimension::Time),
    ("[IU]", Dimension::Arbitrary),
    ("U", Dimension::Arbitrary),
    ("g/L", Dimension::Concentration),
    ("mol/L", Dimension::Concentration),
    ("[IU]/L", Dimension::Concentration),
    ("U/L", Dimension::Concentration),
    ("/L", Dimension::Concentration),
];

struct Known {
    /// Parsed once; in the order of the flat file.
    units: Vec<Unit>,
    by_code: HashMap<String, u32>,
}

impl Builder<'_> {
    pub(super) fn values(&mut self) {
        let mut known = Known {
            units: Vec::new(),
            by_code: HashMap::new(),
        };
        self.spellings(&mut known);
        self.analytes(&mut known);
    }

    /// The number of a unit, made where it is new; `None`, and a fault, where UCUM has no such unit.
    fn unit(&mut self, code: &str, place: &Place, known: &mut Known) -> Option<u32> {
        if let Some(unit) = known.by_code.get(code) {
            return Some(*unit);
        }
        let unit = match Unit::parse(code) {
            Ok(unit) => unit,
            Err(e) => {
                self.fault(Level::Error, "unknown-unit", place, e.to_string());
                return None;
            }
        };
        let dimension = if code.starts_with('{') {
            Dimension::Arbitrary
        } else {
            DIMENSIONS
                .iter()
                .find(|(base, _)| Unit::parse(base).is_ok_and(|b| conversion(&unit, &b, None).is_some()))
                .map_or(Dimension::Other, |(_, d)| *d)
        };
        let at = index(known.units.len());
        known.by_code.insert(code.to_owned(), at);
        known.units.push(unit);
        let code = self.string(code);
        self.draft.units.push(UnitRec {
            code,
            dimension: dimension as u32,
        });
        Some(at)
    }

    fn spellings(&mut self, known: &mut Known) {
        let mut spellings: HashMap<(String, u32), u16> = HashMap::new();
        let all: u16 = (0..self.source.languages.len()).map(bit).fold(0, |a, b| a | b);
        for row in &self.source.units {
            let Some(unit) = self.unit(&row.ucum, &row.place, known) else {
                continue;
            };
            for spelling in &row.any {
                spellings.insert((spelling.clone(), unit), all);
            }
            for (language, list) in row.spellings.iter().enumerate() {
                for spelling in list {
                    *spellings.entry((spelling.clone(), unit)).or_default() |= bit(language);
                }
            }
        }
        let mut sorted: Vec<_> = spellings.into_iter().collect();
        sorted.sort();
        // The spellings that the one at hand begins with, shortest first.
        let mut open: Vec<(String, u32)> = Vec::new();
        self.draft.spelling_index = vec![[0; 2]; 256];
        for ((text, unit), languages) in sorted {
            let at = index(self.draft.spellings.len());
            let Some(byte) = text.bytes().next() else { continue };
            let slot = &mut self.draft.spelling_index[usize::from(byte)];
            *slot = if slot[1] == 0 { [at, at + 1] } else { [slot[0], at + 1] };
            open.retain(|(shorter, _)| text.starts_with(shorter.as_str()));
            if open.last().is_none_or(|(last, _)| *last != text) {
                open.push((text.clone(), at));
            }
            let shorter = open.len().checked_sub(2).map_or(NONE, |i| open[i].1);
            let text = self.string(&text);
            self.draft.spellings.push(SpellingRec {
                text,
                shorter,
                unit,
                languages: languages.into(),
            });
        }
    }

    fn analytes(&mut self, known: &mut Known) {
        let mut ranges: HashMap<&str, Vec<&crate::source::RangeRow>> = HashMap::new();
        for row in &self.source.ranges {
            ranges.entry(row.concept.as_str()).or_default().push(row);
        }
        for row in &self.source.analytes {
            let Some(concept) = self.concept_of(&row.concept, &row.place) else {
                continue;
            };
            let mut parts = [NONE; 3];
            for (slot, id) in parts.iter_mut().zip(&row.parts) {
                *slot = self.concept_of(id, &row.place).unwrap_or(NONE);
            }
            let canonical = row.canonical.as_ref().and_then(|c| self.unit(c, &row.place, known));
            let mut reported: Vec<u32> = Vec::new();
            for code in &row.units {
                if let Some(unit) = self.unit(code, &row.place, known)
                    && !reported.contains(&unit)
                {
                    reported.push(unit);
                }
            }
            let first = index(self.draft.analyte_units.len());
            let mut listed = 0;
            if let Some(canonical) = canonical {
                let others = (0..index(known.units.len())).filter(|u| !reported.contains(u));
                for (i, unit) in reported.iter().copied().chain(others.collect::<Vec<_>>()).enumerate() {
                    let (from, to) = (&known.units[unit as usize], &known.units[canonical as usize]);
                    match conversion(from, to, row.molar_mass) {
                        Some(c) => {
                            listed += u32::from(i < reported.len());
                            self.draft.analyte_units.push(AnalyteUnitRec {
                                factor: c.factor,
                                offset: c.offset,
                                unit: unit.into(),
                            });
                        }
                        // Two ways to report (percent and count) may be two quantities: known, but not joined.
                        None if i < reported.len() => {
                            listed += 1;
                            self.draft.analyte_units.push(AnalyteUnitRec {
                                factor: f64::NAN,
                                offset: 0.0,
                                unit: unit.into(),
                            });
                        }
                        None => {}
                    }
                }
            }
            let units = Run {
                first,
                len: index(self.draft.analyte_units.len()) - first,
            };
            let range_first = index(self.draft.ranges.len());
            for range in ranges.remove(row.concept.as_str()).unwrap_or_default() {
                // A pure number has no unit to write.
                let code = if range.unit.is_empty() { "1" } else { &range.unit };
                let Some(unit) = self.unit(code, &range.place, known) else {
                    continue;
                };
                let open = |n: Option<f64>| n.unwrap_or(f64::NAN);
                let rec = RangeRec {
                    low: open(range.low),
                    high: open(range.high),
                    age_low: open(range.age_low),
                    age_high: open(range.age_high),
                    sex: self.string(&range.sex),
                    source: self.string(&range.source),
                    unit: unit.into(),
                };
                self.draft.ranges.push(rec);
            }
            self.draft.concepts[concept as usize].analyte = index(self.draft.analytes.len());
            let letters = self.string(&row.letters);
            self.draft.analytes.push(AnalyteRec {
                parts,
                concept,
                letters,
                canonical: canonical.unwrap_or(NONE),
                reported: listed,
                units,
                ranges: Run {
                    first: range_first,
                    len: index(self.draft.ranges.len()) - range_first,
                },
                low: row.low.unwrap_or(f64::NAN),
                high: row.high.unwrap_or(f64::NAN),
            });
        }
        // A finding that an analyte measures has that analyte's units and ranges.
        for row in &self.source.measured {
            let (Some(finding), Some(analyte)) = (
                self.concept_of(&row.concept, &row.place),
                self.concept_of(&row.analyte, &row.place),
            ) else {
                continue;
            };
            self.draft.concepts[finding as usize].analyte = self.draft.concepts[analyte as usize].analyte;
        }
        let orphans: Vec<_> = ranges
            .into_values()
            .flatten()
            .map(|r| (r.place.clone(), r.concept.clone()))
            .collect();
        let mut orphans = orphans;
        orphans.sort();
        for (place, concept) in orphans {
            let message = format!("`{concept}` is no analyte of analytes.tsv");
            self.fault(Level::Error, "unknown-concept", &place, message);
        }
    }
}
