//! Words to pivots.

use epicrisis_text::lone_letter;

use super::build::{Builder, bit};
use crate::names::WordClass;
use crate::source::{Level, Place};
use crate::words_of;

impl Builder<'_> {
    /// Rows of `words/`, then frequent words and abbreviations with a stop.
    pub(super) fn words(&mut self) {
        for row in &self.source.words {
            let pivot = self.new_pivot(&row.id, row.class);
            for (language, forms) in row.forms.iter().enumerate() {
                for form in forms {
                    let words = words_of(form);
                    let [word] = words.as_slice() else {
                        let message = format!("`{form}` is not one word");
                        self.fault(Level::Warning, "not-one-word", &row.place, message);
                        continue;
                    };
                    // `è` is, `e` and: of a lone letter the accent is all that tells.
                    let word = lone_letter(form).unwrap_or_else(|| word.clone());
                    self.row_form(&word, pivot, language, &row.place);
                }
            }
        }
        self.row_skeletons();
        for (language, words) in self.source.profiles.iter().enumerate() {
            for word in words {
                for word in words_of(word) {
                    let form = self.form(&word);
                    self.forms[form as usize].frequent |= bit(language);
                }
            }
        }
        for (language, stops) in self.source.stops.iter().enumerate() {
            for stop in stops {
                for word in words_of(stop) {
                    let form = self.form(&word);
                    self.forms[form as usize].no_stop |= bit(language);
                }
            }
        }
    }

    fn row_form(&mut self, word: &str, pivot: u32, language: usize, place: &Place) {
        let form = self.form(word) as usize;
        let taken = self.forms[form]
            .pivots
            .iter()
            .find(|(p, l)| *p != pivot && l & bit(language) != 0)
            .map(|(p, _)| *p);
        if let Some(other) = taken {
            let message = format!(
                "`{word}` ({}) is also in the row `{}`; the first row keeps it",
                self.source.languages[language].code, self.pivots[other as usize].name
            );
            self.fault(Level::Warning, "word-twice", place, message);
            return;
        }
        let draft = &mut self.forms[form];
        draft.known |= bit(language);
        match draft.pivots.iter_mut().find(|(p, _)| *p == pivot) {
            Some((_, languages)) => *languages |= bit(language),
            None => draft.pivots.push((pivot, bit(language))),
        }
    }

    /// The skeletons of the rows' words lead to the rows' pivots, where only one row of a language claims them.
    fn row_skeletons(&mut self) {
        let mut claims: std::collections::BTreeMap<String, Vec<(u32, u16)>> = std::collections::BTreeMap::new();
        for (name, form) in self.form_names.iter().zip(&self.forms) {
            let Some(skeleton) = self.skeleton(name) else { continue };
            for (pivot, languages) in &form.pivots {
                let class = self.pivots[*pivot as usize].class;
                if class.is_small() || class.joins() || class == WordClass::Transparent {
                    continue;
                }
                let list = claims.entry(skeleton.clone()).or_default();
                match list.iter_mut().find(|(p, _)| p == pivot) {
                    Some((_, l)) => *l |= languages,
                    None => list.push((*pivot, *languages)),
                }
            }
        }
        for list in claims.values_mut() {
            let all = list.clone();
            for (pivot, languages) in list.iter_mut() {
                for (other, theirs) in &all {
                    if other != pivot {
                        *languages &= !theirs;
                    }
                }
            }
            list.sort_unstable();
        }
        self.skeletons = claims;
    }

    /// The pivot of a word of a term in a language, made where nothing leads to one yet.
    pub(super) fn pivot_of(&mut self, word: &str, language: usize) -> u32 {
        let bit = bit(language);
        let form = self.form(word) as usize;
        self.forms[form].known |= bit;
        if let Some((pivot, _)) = self.forms[form].pivots.iter().find(|(_, l)| l & bit != 0) {
            return *pivot;
        }
        let pivot = match self.skeleton(word) {
            Some(skeleton) => self.skeleton_pivot(&skeleton, bit),
            None => {
                // Too short for a skeleton: the same letters in another language are the same word, unless rows there
                // say that they are several.
                match self.forms[form].pivots.as_slice() {
                    // `hay` is hay in English, whatever small word it is elsewhere.
                    [(only, _)] if !self.pivots[*only as usize].class.is_small() => Some(*only),
                    _ => None,
                }
            }
        };
        let pivot = pivot.unwrap_or_else(|| self.new_pivot(word, WordClass::Content));
        let draft = &mut self.forms[form];
        match draft.pivots.iter_mut().find(|(p, _)| *p == pivot) {
            Some((_, languages)) => *languages |= bit,
            None => draft.pivots.push((pivot, bit)),
        }
        pivot
    }

    /// The pivot of a skeleton; `None` where rows of the same language quarrel over it.
    fn skeleton_pivot(&mut self, skeleton: &str, bit: u16) -> Option<u32> {
        if let Some(list) = self.skeletons.get_mut(skeleton) {
            if let Some((pivot, _)) = list.iter().find(|(_, l)| l & bit != 0) {
                return Some(*pivot);
            }
            return match list.as_mut_slice() {
                [(pivot, languages)] => {
                    *languages |= bit;
                    Some(*pivot)
                }
                _ => None,
            };
        }
        let pivot = self.new_pivot(skeleton, WordClass::Content);
        self.skeletons.insert(skeleton.to_owned(), vec![(pivot, bit)]);
        Some(pivot)
    }
}
