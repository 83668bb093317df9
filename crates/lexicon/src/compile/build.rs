//! What the parts of the compiler share: strings, forms, pivots, problems.

use std::collections::BTreeMap;

use epicrisis_text::tokenize;

use crate::format::{Draft, NONE, PhraseRec, RuleRec, StrRef};
use crate::hash::{self, FastMap};
use crate::names::WordClass;
use crate::skeleton::{self, Rules};
use crate::source::{Level, Place, Problem, Source};

/// A form as it is built.
#[derive(Default)]
pub(super) struct FormDraft {
    /// Pivot and languages.
    pub(super) pivots: Vec<(u32, u16)>,
    pub(super) known: u16,
    pub(super) frequent: u16,
    pub(super) no_stop: u16,
    pub(super) starts: u16,
    pub(super) abbreviates: bool,
}

/// A pivot as it is built.
pub(super) struct PivotDraft {
    pub(super) name: String,
    pub(super) class: WordClass,
}

pub(super) struct Builder<'s> {
    pub(super) source: &'s Source,
    pub(super) draft: Draft,
    pub(super) problems: Vec<Problem>,
    /// Where strings lie in their pool, by their hash: a million strings are not kept a second time.
    strings: FastMap<u64, StrRef>,
    names: FastMap<u64, StrRef>,
    form_ids: FastMap<String, u32>,
    pub(super) form_names: Vec<String>,
    pub(super) forms: Vec<FormDraft>,
    pub(super) pivots: Vec<PivotDraft>,
    pub(super) skeletons: BTreeMap<String, Vec<(u32, u16)>>,
    /// The terms that hang at each pivot, as a stretch of the terms.
    pub(super) anchored: Vec<crate::format::Run>,
    /// Steps of the phrase tree, and what ends at each of its nodes.
    pub(super) tree: FastMap<(u32, u32), u32>,
    pub(super) nodes: Vec<Vec<PhraseRec>>,
    rules: (Vec<RuleRec>, Vec<[u32; 2]>, Vec<u8>),
}

impl<'s> Builder<'s> {
    pub(super) fn new(source: &'s Source) -> Self {
        let mut builder = Self {
            source,
            draft: Draft::default(),
            problems: Vec::new(),
            strings: FastMap::default(),
            names: FastMap::default(),
            form_ids: FastMap::default(),
            form_names: Vec::new(),
            forms: Vec::new(),
            pivots: Vec::new(),
            skeletons: BTreeMap::new(),
            anchored: Vec::new(),
            tree: FastMap::default(),
            nodes: vec![Vec::new()],
            rules: Default::default(),
        };
        builder.spelling_rules();
        builder
    }

    pub(super) fn fault(&mut self, level: Level, code: &'static str, place: &Place, message: String) {
        self.problems.push(Problem {
            level,
            code,
            place: place.clone(),
            message,
        });
    }

    /// A string in the pool.
    pub(super) fn string(&mut self, text: &str) -> StrRef {
        pooled(text, &mut self.strings, &mut self.draft.strings)
    }

    /// A string in the pool of names: what is only read where a concept is shown or written.
    pub(super) fn name(&mut self, text: &str) -> StrRef {
        pooled(text, &mut self.names, &mut self.draft.names)
    }

    /// The number of a folded form, made where it is new.
    pub(super) fn form(&mut self, folded: &str) -> u32 {
        if let Some(id) = self.form_ids.get(folded) {
            return *id;
        }
        let id = index(self.forms.len());
        self.form_ids.insert(folded.to_owned(), id);
        self.form_names.push(folded.to_owned());
        self.forms.push(FormDraft::default());
        id
    }

    pub(super) fn new_pivot(&mut self, name: &str, class: WordClass) -> u32 {
        let id = index(self.pivots.len());
        self.pivots.push(PivotDraft {
            name: name.to_owned(),
            class,
        });
        id
    }

    /// The skeleton of a folded form.
    pub(super) fn skeleton(&self, folded: &str) -> Option<String> {
        let rules = Rules {
            rules: &self.rules.0,
            index: &self.rules.1,
            strings: &self.rules.2,
        };
        let buffer = rules.skeleton(folded)?;
        String::from_utf8(buffer.as_bytes().to_vec()).ok()
    }

    fn spelling_rules(&mut self) {
        let mut rules: Vec<_> = self.source.rules.iter().collect();
        let key = |place: skeleton::Place, from: &str| match place {
            // Suffixes are found by their last letter, all else by its first.
            skeleton::Place::End | skeleton::Place::Late => from.bytes().last(),
            _ => from.bytes().next(),
        };
        rules.sort_by_key(|r| {
            (
                r.at as u32,
                key(r.at, &r.from),
                std::cmp::Reverse(r.from.len()),
                r.from.clone(),
            )
        });
        let mut index_of = vec![[0u32; 2]; skeleton::Place::ALL.len() * 256];
        let mut recs = Vec::new();
        for rule in rules {
            // A set of letters to strip is a rule a letter.
            let patterns: Vec<String> = if rule.at == skeleton::Place::Strip {
                rule.from.chars().map(String::from).collect()
            } else {
                vec![rule.from.clone()]
            };
            for from in patterns {
                let Some(byte) = key(rule.at, &from) else { continue };
                let at = index(recs.len());
                let (from, to) = (self.string(&from), self.string(&rule.to));
                recs.push((rule.at, byte, from, to));
                let slot = &mut index_of[rule.at as usize * 256 + usize::from(byte)];
                if slot[1] == 0 {
                    *slot = [at, at + 1];
                } else {
                    slot[1] = at + 1;
                }
            }
        }
        // Stripped letters may interleave with nothing else of their place, so every run is contiguous.
        self.draft.rules = recs
            .iter()
            .map(|(place, _, from, to)| RuleRec {
                place: *place as u32,
                from: *from,
                to: *to,
            })
            .collect();
        self.draft.rule_index = index_of;
        self.rules = (
            self.draft.rules.clone(),
            self.draft.rule_index.clone(),
            self.draft.strings.clone(),
        );
    }
}

fn pooled(text: &str, known: &mut FastMap<u64, StrRef>, pool: &mut Vec<u8>) -> StrRef {
    if text.is_empty() {
        return StrRef::default();
    }
    let hash = hash::string(text);
    if let Some(at) = known.get(&hash)
        && at.bytes(pool) == text.as_bytes()
    {
        return *at;
    }
    let at = StrRef {
        offset: index(pool.len()),
        len: index(text.len()),
    };
    pool.extend_from_slice(text.as_bytes());
    // Where two strings have one hash, the later is written as often as it is met.
    known.entry(hash).or_insert(at);
    at
}

/// All tokens of a phrase, marks too, but for apostrophes, which texts may have or not.
pub(super) fn tokens_of(text: &str) -> Vec<String> {
    let tokens = tokenize(text);
    (0..tokens.len())
        .map(|i| tokens.folded_form(i).to_owned())
        .filter(|t| t != "'")
        .collect()
}

/// An index of the flat file. A table of four thousand million records is beyond any lexicon; were it reached, the index
/// would say "nothing" and the record be lost, not wrong.
pub(super) fn index(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(NONE)
}

/// The bit of a language.
pub(super) fn bit(language: usize) -> u16 {
    crate::view::Languages::one(language).0
}
