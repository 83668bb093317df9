//! Concepts, their terms and their abbreviations.

use std::collections::{BTreeMap, HashMap};

use super::build::{Builder, bit, index, tokens_of};
use crate::format::{AbbreviationRec, CodeRec, ConceptRec, NONE, ReadingRec, Run, StrRef, TermRec, signature};
use crate::names::{Category, Context, WordClass};
use crate::source::{ConceptRow, ContextRow, Level, NamesRow};
use crate::words_of;

/// A term: its concept, its pivots, its languages, and whether a conjunction joins its words.
type Hung = (u32, Vec<u32>, u16, bool);

/// A reading of an abbreviation before it has its place.
struct Reading {
    concept: u32,
    languages: u16,
    context: ContextRow,
}

impl Builder<'_> {
    pub(super) fn concepts(&mut self) {
        let source = self.source;
        let mut rows: Vec<&ConceptRow> = source.concepts.iter().collect();
        // Sorted by id, so that an id is found without a table.
        rows.sort_by(|a, b| a.id.cmp(&b.id));
        let mut ids: HashMap<&str, u32> = HashMap::new();
        let mut kept = Vec::new();
        for row in rows {
            if let Some(first) = ids.get(row.id.as_str()) {
                let first: &ConceptRow = kept[*first as usize];
                let message = format!("the id `{}` is also at {}", row.id, first.place);
                self.fault(Level::Error, "duplicate-id", &row.place, message);
                continue;
            }
            ids.insert(&row.id, index(kept.len()));
            kept.push(row);
        }
        // By concept and pivots, each once.
        let mut terms: Vec<Hung> = Vec::new();
        let mut abbreviations: BTreeMap<String, Vec<Reading>> = BTreeMap::new();
        for (concept, row) in kept.iter().enumerate() {
            let concept = index(concept);
            self.concept(row);
            let first = terms.len();
            for (language, alternatives) in row.terms.iter().enumerate() {
                for term in alternatives {
                    if term.exact {
                        self.abbreviated(&term.text, concept, language, ContextRow::Always, &mut abbreviations);
                    } else if let Some((pivots, joined)) = self.term(&term.text, language, row) {
                        let known = terms[first..].iter_mut().find(|(_, p, _, _)| *p == pivots);
                        if let Some((_, _, languages, also)) = known {
                            *languages |= bit(language);
                            *also |= joined;
                        } else {
                            terms.push((concept, pivots, bit(language), joined));
                        }
                    }
                }
            }
            terms[first..].sort_unstable_by(|a, b| a.1.cmp(&b.1));
        }
        for row in &source.abbreviations {
            match ids.get(row.concept.as_str()) {
                Some(concept) => {
                    self.abbreviated(
                        &row.form,
                        *concept,
                        row.language,
                        row.context.clone(),
                        &mut abbreviations,
                    );
                }
                None => {
                    let message = format!("there is no concept `{}`", row.concept);
                    self.fault(Level::Error, "unknown-concept", &row.place, message);
                }
            }
        }
        self.anchor(terms);
        self.abbreviations(abbreviations);
    }

    fn concept(&mut self, row: &ConceptRow) {
        let first = index(self.draft.codes.len());
        for code in &row.codes {
            let rec = CodeRec {
                system: self.name(&code.system),
                code: self.name(&code.code),
                checked: u32::from(code.checked),
            };
            self.draft.codes.push(rec);
        }
        let rec = ConceptRec {
            id: self.name(&row.id),
            label: self.name(&row.label),
            kind: row.kind as u32,
            codes: Run {
                first,
                len: index(row.codes.len()),
            },
            analyte: NONE,
            test: u32::from(self.source.tests.iter().any(|t| t.names(row))),
            normal: normal(&self.source.normal, row),
        };
        self.draft.concepts.push(rec);
        for alternatives in &row.terms {
            let label = alternatives.iter().find(|t| !t.exact).or(alternatives.first());
            let label = label.map_or(StrRef::default(), |t| self.name(&t.text));
            self.draft.labels.push(label);
        }
    }

    /// The pivots of a term, sorted; `None` where nothing is left to look for.
    fn term(&mut self, text: &str, language: usize, row: &ConceptRow) -> Option<(Vec<u32>, bool)> {
        let all: Vec<u32> = words_of(text).iter().map(|w| self.pivot_of(w, language)).collect();
        let joined = all.iter().any(|p| self.pivots[*p as usize].class.joins());
        let dropped = |class: WordClass| class.is_small() || class.joins() || class == WordClass::Transparent;
        let mut pivots: Vec<u32> = all
            .iter()
            .copied()
            .filter(|p| !dropped(self.pivots[*p as usize].class))
            .collect();
        // Of small words alone nothing can be recognised but a whole phrase of them.
        if pivots.is_empty() && all.len() > 1 {
            pivots = all;
        }
        pivots.sort_unstable();
        pivots.dedup();
        let code = &self.source.languages[language].code;
        if pivots.is_empty() || pivots.len() > crate::LONGEST_TERM {
            let message = format!(
                "`{text}` ({code}) has {} words that count, which is none or too many",
                pivots.len()
            );
            self.fault(Level::Warning, "bad-term", &row.place, message);
            return None;
        }
        if let [only] = pivots.as_slice()
            && self.pivots[*only as usize].name.len() < 2
        {
            let message = format!("`{text}` ({code}) is one letter; write it as an abbreviation (`=`)");
            self.fault(Level::Warning, "bad-term", &row.place, message);
            return None;
        }
        Some((pivots, joined))
    }

    /// Hangs each term at the pivot that the fewest terms have.
    fn anchor(&mut self, terms: Vec<Hung>) {
        let mut counts = vec![0u32; self.pivots.len()];
        for (_, pivots, _, _) in &terms {
            for pivot in pivots {
                counts[*pivot as usize] += 1;
            }
        }
        let mut at_pivot: Vec<Vec<Hung>> = vec![Vec::new(); self.pivots.len()];
        for (concept, mut pivots, languages, joined) in terms {
            // The rarest first; among equals the longer word says more.
            pivots.sort_by_key(|p| {
                let name = &self.pivots[*p as usize].name;
                (counts[*p as usize], std::cmp::Reverse(name.len()), *p)
            });
            at_pivot[pivots[0] as usize].push((concept, pivots, languages, joined));
        }
        for hung in at_pivot {
            let first = index(self.draft.terms.len());
            let mut hung = hung;
            // Longer terms first: the most specific reading is tried before the general one.
            hung.sort_by_key(|(concept, pivots, _, _)| (std::cmp::Reverse(pivots.len()), *concept));
            for (concept, pivots, languages, joined) in &hung {
                let run = Run {
                    first: index(self.draft.term_pivots.len()),
                    len: index(pivots.len()),
                };
                self.draft.terms.push(TermRec {
                    concept: *concept,
                    pivots: run,
                    languages: *languages,
                    joined: u16::from(*joined),
                    signature: pivots.iter().skip(1).fold(0, |s, p| s | signature(*p)),
                });
                self.draft.term_pivots.extend(pivots);
            }
            self.anchored.push(Run {
                first,
                len: index(hung.len()),
            });
        }
    }

    fn abbreviated(
        &mut self,
        text: &str,
        concept: u32,
        language: usize,
        context: ContextRow,
        abbreviations: &mut BTreeMap<String, Vec<Reading>>,
    ) {
        let tokens = tokens_of(text);
        if tokens.len() != 1 {
            self.phrase(&tokens, Category::Concept, concept, bit(language));
            return;
        }
        let form = self.form(&tokens[0]) as usize;
        self.forms[form].abbreviates = true;
        let readings = abbreviations.entry(text.to_owned()).or_default();
        match readings
            .iter_mut()
            .find(|r| r.concept == concept && r.context == context)
        {
            Some(reading) => reading.languages |= bit(language),
            None => readings.push(Reading {
                concept,
                languages: bit(language),
                context,
            }),
        }
    }

    fn abbreviations(&mut self, abbreviations: BTreeMap<String, Vec<Reading>>) {
        for (text, mut readings) in abbreviations {
            // What needs a context is tried before what needs none; the order of the rows stays otherwise.
            readings.sort_by_key(|r| r.context == ContextRow::Always);
            let first = index(self.draft.readings.len());
            let len = index(readings.len());
            for reading in readings {
                let near_first = index(self.draft.context_pivots.len());
                let (context, section) = match &reading.context {
                    ContextRow::Always => (Context::Always, StrRef::default()),
                    ContextRow::Value => (Context::Value, StrRef::default()),
                    ContextRow::NoValue => (Context::NoValue, StrRef::default()),
                    ContextRow::Section(kind) => (Context::Section, self.string(kind)),
                    ContextRow::Near(words) => {
                        let language = reading.languages.trailing_zeros() as usize;
                        for word in words.iter().flat_map(|w| words_of(w)) {
                            let pivot = self.pivot_of(&word, language);
                            self.draft.context_pivots.push(pivot);
                        }
                        (Context::Near, StrRef::default())
                    }
                };
                let near_len = index(self.draft.context_pivots.len()) - near_first;
                self.draft.readings.push(ReadingRec {
                    concept: reading.concept,
                    languages: reading.languages.into(),
                    context: context as u32,
                    section,
                    near: Run {
                        first: near_first,
                        len: near_len,
                    },
                });
            }
            let text = self.string(&text);
            self.draft.abbreviations.push(AbbreviationRec {
                text,
                readings: Run { first, len },
            });
        }
    }
}

/// Whether a finding says that something is as it should be, 1, or is as little reached by a denial, 2.
fn normal(names: &[NamesRow], row: &ConceptRow) -> u32 {
    let own = names.iter().find(|n| n.names(row));
    own.map_or(0, |n| if n.what == "stands" { 2 } else { 1 })
}
