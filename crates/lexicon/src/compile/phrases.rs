//! Phrases that are matched word for word: cues, headings, attributes, numbers, and the rest.

use super::build::{Builder, bit, index, tokens_of};
use crate::format::{
    AttributeRec, ComparatorRec, CueRec, FrequencyRec, NegatedRec, NumberRec, PersonRec, PhraseRec, RelationRec,
    ResultRec, SectionRec, TimeRec,
};
use crate::names::{Category, WordClass};
use crate::source::{ByLanguage, Level, Place};

/// Stands for a number in a phrase. No token has this form.
pub(crate) const ANY_NUMBER: &str = "{n}";

impl Builder<'_> {
    /// Adds a phrase to the tree.
    pub(super) fn phrase(&mut self, tokens: &[String], category: Category, payload: u32, languages: u16) {
        let mut node = 0;
        for (i, token) in tokens.iter().enumerate() {
            let form = self.form(token);
            self.forms[form as usize].known |= languages;
            if i == 0 {
                self.forms[form as usize].starts |= languages;
            }
            node = match self.tree.get(&(node, form)) {
                Some(next) => *next,
                None => {
                    let next = index(self.nodes.len());
                    self.nodes.push(Vec::new());
                    self.tree.insert((node, form), next);
                    next
                }
            };
        }
        if node == 0 {
            return;
        }
        let list = &mut self.nodes[node as usize];
        let category = category as u32;
        match list.iter_mut().find(|p| p.category == category && p.payload == payload) {
            Some(p) => p.languages |= u32::from(languages),
            None => list.push(PhraseRec {
                category,
                languages: languages.into(),
                payload,
            }),
        }
    }

    fn phrases_of(&mut self, terms: &ByLanguage, category: Category, payload: u32) {
        for (language, alternatives) in terms.iter().enumerate() {
            for term in alternatives {
                let tokens = with_numbers(&term.text);
                self.phrase(&tokens, category, payload, bit(language));
            }
        }
    }

    pub(super) fn phrases(&mut self) {
        let source = self.source;
        for row in &source.cues {
            let payload = index(self.draft.cues.len());
            self.draft.cues.push(CueRec {
                role: row.role as u32,
                direction: row.direction as u32,
                reach: row.reach as u32,
                words: row.words,
            });
            for phrase in &row.phrases {
                let tokens = tokens_of(&phrase.text);
                self.phrase(&tokens, Category::Cue, payload, bit(row.language));
            }
        }
        for row in &source.relations {
            let payload = index(self.draft.relations.len());
            let kind = self.string(&row.kind);
            self.draft.relations.push(RelationRec {
                kind,
                forward: row.forward.into(),
            });
            self.phrases_of(&row.terms, Category::Relation, payload);
        }
        for row in &source.attributes {
            let payload = index(self.draft.attributes.len());
            let rec = AttributeRec {
                attribute: self.string(&row.attribute),
                value: self.string(&row.value),
            };
            self.draft.attributes.push(rec);
            self.phrases_of(&row.terms, Category::Attribute, payload);
            self.attribute_words(&row.terms);
        }
        for row in &source.sections {
            let payload = index(self.draft.sections.len());
            let rec = SectionRec {
                kind: self.string(&row.kind),
                time: self.string(&row.time),
                experiencer: self.string(&row.experiencer),
            };
            self.draft.sections.push(rec);
            self.phrases_of(&row.terms, Category::Section, payload);
        }
        for row in &source.numbers {
            let payload = index(self.draft.numbers.len());
            self.draft.numbers.push(NumberRec { value: row.value });
            self.phrases_of(&row.terms, Category::Number, payload);
        }
        for row in &source.times {
            let payload = index(self.draft.times.len());
            let rec = TimeRec {
                kind: self.string(&row.kind),
                value: self.string(&row.value),
            };
            self.draft.times.push(rec);
            self.phrases_of(&row.terms, Category::Time, payload);
        }
        for row in &source.frequencies {
            let payload = index(self.draft.frequencies.len());
            let rec = FrequencyRec {
                times: row.times.unwrap_or(0.0),
                period: row.period.unwrap_or(0.0),
                unit: self.string(&row.unit),
                as_needed: row.as_needed.into(),
            };
            self.draft.frequencies.push(rec);
            self.phrases_of(&row.terms, Category::Frequency, payload);
        }
        for row in &source.results {
            let payload = index(self.draft.results.len());
            let rec = ResultRec {
                text: self.string(&row.text),
                interpretation: self.string(&row.interpretation),
            };
            self.draft.results.push(rec);
            self.phrases_of(&row.terms, Category::Result, payload);
        }
        for row in &source.comparators {
            let payload = index(self.draft.comparators.len());
            let sign = self.string(&row.sign);
            self.draft.comparators.push(ComparatorRec { sign });
            self.phrases_of(&row.terms, Category::Comparator, payload);
        }
        for row in &source.references {
            self.phrases_of(&row.terms, Category::Reference, 0);
        }
        for row in &source.persons {
            let payload = index(self.draft.persons.len());
            let rec = PersonRec {
                sex: self.string(&row.sex),
                class: self.string(&row.class),
            };
            self.draft.persons.push(rec);
            self.phrases_of(&row.terms, Category::Person, payload);
        }
        for row in &source.negated {
            let Some(concept) = self.concept_of(&row.concept, &row.place) else {
                continue;
            };
            let payload = index(self.draft.negated.len());
            let presence = self.string(&row.presence);
            self.draft.negated.push(NegatedRec { concept, presence });
            self.phrases_of(&row.terms, Category::Negated, payload);
        }
    }

    /// Single words that say an attribute may stand between the words of a term.
    fn attribute_words(&mut self, terms: &ByLanguage) {
        for (language, alternatives) in terms.iter().enumerate() {
            for term in alternatives {
                if let [word] = tokens_of(&term.text).as_slice()
                    && word.bytes().all(|b| b.is_ascii_alphabetic())
                {
                    let pivot = self.pivot_of(word, language) as usize;
                    if self.pivots[pivot].class == WordClass::Content {
                        self.pivots[pivot].class = WordClass::Attribute;
                    }
                }
            }
        }
    }

    /// The number of a concept that another file names.
    pub(super) fn concept_of(&mut self, id: &str, place: &Place) -> Option<u32> {
        let names = &self.draft.names;
        // Concepts are sorted by id.
        let found = self
            .draft
            .concepts
            .binary_search_by(|c| c.id.bytes(names).cmp(id.as_bytes()))
            .ok();
        if found.is_none() {
            self.fault(
                Level::Error,
                "unknown-concept",
                place,
                format!("there is no concept `{id}`"),
            );
        }
        found.map(index)
    }
}

/// The tokens of a phrase in which `{n}` is a number.
fn with_numbers(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    for (i, part) in text.split(ANY_NUMBER).enumerate() {
        if i > 0 {
            out.push(ANY_NUMBER.to_owned());
        }
        out.extend(tokens_of(part));
    }
    out
}
