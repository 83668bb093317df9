//! All that the finders of faults look at, and what they found.

use std::collections::{BTreeMap, BTreeSet};

use epicrisis_record::{Mention, Span};

use super::cell::Cell;
use super::fault::Fault;
use super::finding::{Finding, Place};
use crate::Telling;

/// A fault to be noted: the telling it is in, what it is about, and where tellings speak of it.
pub(super) type Note = (Fault, usize, String, Vec<(usize, Span)>);

/// Tellings, row by row.
pub(super) struct Scene<'r, 't> {
    pub(super) tellings: &'r [Telling<'t>],
    /// By row, by telling.
    pub(super) cells: Vec<Vec<Cell<'r>>>,
    /// By row, with how many others each telling agrees only out of order.
    pub(super) moved: Vec<Vec<usize>>,
    /// By row, the tellings that have it.
    pub(super) present: Vec<Vec<usize>>,
    /// By telling and row, the pivots of its words.
    pivots: Vec<Vec<BTreeSet<u32>>>,
    pub(super) found: Vec<Finding>,
    /// By row, the places of its findings among all.
    of_row: Vec<Vec<usize>>,
    /// By telling and word, whether a finding covers it.
    noted: Vec<Vec<bool>>,
}

impl<'r, 't> Scene<'r, 't> {
    pub(super) fn new(
        tellings: &'r [Telling<'t>],
        cells: Vec<Vec<Cell<'r>>>,
        moved: Vec<Vec<usize>>,
        present: Vec<Vec<usize>>,
    ) -> Self {
        let of = |t: usize| {
            let row = |cells: &Vec<Cell<'_>>| cells[t].words.iter().filter_map(|w| w.pivot).collect();
            cells.iter().map(row).collect()
        };
        Self {
            pivots: (0..tellings.len()).map(of).collect(),
            of_row: vec![Vec::new(); cells.len()],
            noted: tellings.iter().map(|t| vec![false; t.words().len()]).collect(),
            tellings,
            cells,
            moved,
            present,
            found: Vec::new(),
        }
    }

    /// The rows in which what belongs to a row may have ended up.
    pub(super) fn near(&self, row: usize) -> std::ops::Range<usize> {
        row.saturating_sub(1)..(row + 2).min(self.cells.len())
    }

    /// Whether a telling has a word of a pivot in or beside a row.
    pub(super) fn has_pivot(&self, telling: usize, row: usize, pivot: u32) -> bool {
        self.near(row).any(|r| self.pivots[telling][r].contains(&pivot))
    }

    /// Whether a telling has a word of a pivot in a row.
    pub(super) fn has_pivot_in(&self, telling: usize, row: usize, pivot: u32) -> bool {
        self.pivots[telling][row].contains(&pivot)
    }

    /// Whether a telling speaks of a concept in or beside a row.
    pub(super) fn has_concept(&self, telling: usize, row: usize, concept: &str) -> bool {
        self.near(row).any(|r| {
            let mut mentions = self.cells[r][telling].mentions.iter();
            mentions.any(|m| m.concept_id() == Some(concept))
        })
    }

    /// How often a telling speaks of a concept in and beside a row.
    pub(super) fn concepts_near(&self, telling: usize, row: usize, concept: &str) -> usize {
        let of = |r: usize| {
            self.cells[r][telling]
                .mentions
                .iter()
                .filter(|m| m.concept_id() == Some(concept))
                .count()
        };
        self.near(row).map(of).sum()
    }

    /// How many words of a pivot a telling has in and beside a row.
    pub(super) fn pivots_near(&self, telling: usize, row: usize, pivot: u32) -> usize {
        let of = |r: usize| {
            self.cells[r][telling]
                .words
                .iter()
                .filter(|w| w.pivot == Some(pivot))
                .count()
        };
        self.near(row).map(of).sum()
    }

    /// The pivots of the words of a mention.
    pub(super) fn pivots_of(&self, telling: usize, row: usize, mention: &Mention) -> Vec<u32> {
        let within = |s: Span| mention.stretches().any(|f| f.start < s.end && s.start < f.end);
        let words = self.cells[row][telling].words.iter();
        words.filter(|w| within(w.span)).filter_map(|w| w.pivot).collect()
    }

    /// Of the tellings that have a row, whether so many are most; of two, one is enough to differ from.
    pub(super) fn is_most(&self, row: usize, many: usize) -> bool {
        let present = self.present[row].len();
        if present == 2 { many >= 1 } else { 2 * many > present }
    }

    /// Whether so many are most of a row's tellings; of two, only both.
    pub(super) fn is_most_but(&self, row: usize, many: usize) -> bool {
        2 * many > self.present[row].len()
    }

    /// What a number is about: the mention that it belongs to, else its own letters.
    pub(super) fn about_number(&self, row: usize, telling: usize, span: Span) -> String {
        let covers = |m: &&&Mention| {
            let mut values = m.values().filter_map(epicrisis_record::Value::span);
            m.concept.is_some() && values.any(|v| v.start < span.end && span.start < v.end)
        };
        let mention = self.cells[row][telling].mentions.iter().find(covers);
        mention.map_or_else(
            || self.tellings[telling].slice(span).to_owned(),
            |m| m.label().to_owned(),
        )
    }

    /// Notes a fault.
    pub(super) fn note(
        &mut self,
        code: Fault,
        row: usize,
        about: &str,
        differs: &[usize],
        places: impl IntoIterator<Item = (usize, Span)>,
    ) {
        let places: BTreeMap<usize, Span> = places.into_iter().collect();
        for (t, span) in &places {
            let words = self.tellings[*t].words().within(*span);
            self.noted[*t][words].fill(true);
        }
        self.of_row[row].push(self.found.len());
        self.found.push(Finding {
            code,
            danger: code.danger(),
            about: about.to_owned(),
            row,
            differs: differs.to_vec(),
            places: places
                .into_iter()
                .map(|(t, span)| Place::of(self.tellings, t, span))
                .collect(),
        });
    }

    /// What was found in a row.
    pub(super) fn found_in(&self, row: usize) -> impl Iterator<Item = &Finding> {
        let own = self.of_row.get(row).into_iter().flatten();
        own.filter_map(|f| self.found.get(*f))
    }

    /// Whether a fault that was found covers a stretch of a telling.
    pub(super) fn is_noted(&self, telling: usize, span: Span) -> bool {
        let mut words = self.tellings[telling].words().within(span);
        words.any(|w| self.noted[telling][w])
    }
}
