//! Imported codes laid over the sources of a lexicon.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use epicrisis_lexicon::source::{Code, ConceptRow, Place, Source, Term};
use epicrisis_lexicon::{ConceptKind, Lexicon, TermWords, term_words};

use crate::collect::{Collection, Entry};
use crate::data::{Lang, kind_of_system};
use crate::paraphrase::Places;
use crate::row::Name;

/// A single word of fewer letters than this means too much to be a term.
const SHORTEST: usize = 3;
/// A single word in capitals of no more letters than this is an abbreviation: its capitals count.
const LONGEST_ABBREVIATION: usize = 5;

/// What became of what was imported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stacked {
    /// Codes that a concept of the base had already.
    pub known: usize,
    /// Codes that joined the one concept of the base that their preferred name means.
    pub joined: usize,
    /// Codes that became concepts of their own.
    pub own: usize,
    /// Codes of which no name is left to be found by.
    pub nameless: usize,
    /// Codes of which nothing says what kind they are.
    pub kindless: usize,
    /// Names that were added.
    pub terms: usize,
    /// Names in languages that the lexicon does not read.
    pub foreign: usize,
    /// Names of which nothing says their language.
    pub untold: usize,
    /// Names that are one small, general or very short word.
    pub small: usize,
    /// Names of more words than a term may have.
    pub long: usize,
    /// Names that already mean another concept of the base.
    pub taken: usize,
    /// Names that were added a second time, with another name of the place they hold.
    pub paraphrased: usize,
}

/// Lays codes over the sources of a lexicon. `base` is that lexicon, compiled.
///
/// A code that a concept of the base has is that concept. Else, where its preferred name has exactly the words of one
/// concept of a kind that fits, its code and its names are added to that concept. Else it is a concept of its own.
pub fn stack(source: &mut Source, base: &Lexicon<'_>, collection: Collection, kind: Option<ConceptKind>) -> Stacked {
    let mut stacker = Stacker::new(source, base, kind, &collection);
    for entry in collection.entries {
        stacker.entry(entry);
    }
    stacker.stacked
}

struct Stacker<'s, 'd> {
    source: &'s mut Source,
    base: &'s Lexicon<'d>,
    kind: Option<ConceptKind>,
    /// Where the rows of the base that have a code stand.
    by_code: HashMap<String, HashMap<String, Vec<usize>>>,
    /// Where the rows stand that a set of pivots names.
    by_words: HashMap<Vec<u32>, Vec<usize>>,
    ids: HashSet<String>,
    places: Places,
    /// Whether capitals tell abbreviations from words in what is imported.
    capitals: bool,
    stacked: Stacked,
}

/// A name that can be found.
struct Usable {
    language: usize,
    text: String,
    exact: bool,
    preferred: bool,
    /// Its pivots in the base; `None` where the base does not know all of its words.
    pivots: Option<Vec<u32>>,
}

impl<'s, 'd> Stacker<'s, 'd> {
    fn new(source: &'s mut Source, base: &'s Lexicon<'d>, kind: Option<ConceptKind>, collection: &Collection) -> Self {
        let mut by_code: HashMap<String, HashMap<String, Vec<usize>>> = HashMap::new();
        let mut by_id: HashMap<&str, usize> = HashMap::new();
        for (at, row) in source.concepts.iter().enumerate() {
            by_id.insert(&row.id, at);
            for code in &row.codes {
                let codes = by_code.entry(code.system.clone()).or_default();
                codes.entry(code.code.clone()).or_default().push(at);
            }
        }
        let mut by_words: HashMap<Vec<u32>, Vec<usize>> = HashMap::new();
        for term in base.tables().terms {
            let Some(at) = base.concept(term.concept).and_then(|c| by_id.get(c.id)) else {
                continue;
            };
            let mut pivots = base.term_pivots(term).to_vec();
            pivots.sort_unstable();
            let list = by_words.entry(pivots).or_default();
            if !list.contains(at) {
                list.push(*at);
            }
        }
        let ids = source.concepts.iter().map(|c| c.id.clone()).collect();
        let names = || collection.entries.iter().flat_map(|e| &e.names);
        let shouted = names().filter(|n| !n.text.chars().any(char::is_lowercase)).count();
        Self {
            places: Places::new(source, base),
            source,
            base,
            kind,
            by_code,
            by_words,
            ids,
            capitals: shouted * 2 <= names().count(),
            stacked: Stacked::default(),
        }
    }

    fn entry(&mut self, entry: Entry) {
        let preferred: Vec<*const Name> = entry.preferred().map(|n| n as *const Name).collect();
        let mut names: Vec<Usable> = Vec::new();
        for name in &entry.names {
            let first = preferred.contains(&(name as *const Name));
            names.extend(self.usable(name, first));
        }
        // The first of a language is its label.
        names.sort_by_key(|n| !n.preferred);
        let kind = entry.kind.or(self.kind).or_else(|| kind_of_system(&entry.system));
        let at = match self.by_its_code(&entry, &names, kind) {
            Some(at) => {
                self.stacked.known += 1;
                Some(at)
            }
            None => self.by_its_name(&names, kind).inspect(|_| self.stacked.joined += 1),
        };
        let others: Vec<Usable> = names.iter().filter(|n| !n.exact).flat_map(|n| self.others(n)).collect();
        self.stacked.paraphrased += others.len();
        names.extend(others);
        // Words that mean another concept already keep their meaning.
        names.retain(|name| {
            let others = name.pivots.as_ref().and_then(|p| self.by_words.get(p));
            let taken = others.is_some_and(|list| at.is_none_or(|at| !list.contains(&at)));
            self.stacked.taken += usize::from(taken);
            !taken
        });
        match at {
            Some(at) => self.add(at, &entry, names),
            None => self.own(entry, names, kind),
        }
    }

    /// The one row that has the code; of several, the one that a name of the code means.
    fn by_its_code(&self, entry: &Entry, names: &[Usable], kind: Option<ConceptKind>) -> Option<usize> {
        let have = |system: &str, code: &str| {
            let rows = self.by_code.get(system).and_then(|codes| codes.get(code));
            rows.map(Vec::as_slice).unwrap_or_default()
        };
        match have(&entry.system, &entry.code) {
            [] => {}
            [only] => return Some(*only),
            several => {
                let means = |at: &&usize| {
                    let mut sets = names.iter().filter_map(|n| n.pivots.as_ref());
                    sets.any(|p| self.by_words.get(p).is_some_and(|list| list.contains(at)))
                };
                let mut meant = several.iter().filter(means);
                return match (meant.next(), meant.next()) {
                    (Some(one), None) => Some(*one),
                    _ => None,
                };
            }
        }
        // By the code of another system for the same, where all such codes agree.
        let mut rows = entry.also.iter().flat_map(|(system, code)| have(system, code)).copied();
        let first = rows.next()?;
        (rows.all(|at| at == first) && self.fits(first, kind)).then_some(first)
    }

    /// The one row of a kind that fits and is named by exactly the words of a preferred name.
    fn by_its_name(&self, names: &[Usable], kind: Option<ConceptKind>) -> Option<usize> {
        let sets = names.iter().filter(|n| n.preferred).filter_map(|n| n.pivots.as_ref());
        let mut rows = sets
            .filter_map(|p| self.by_words.get(p))
            .flatten()
            .copied()
            .filter(|at| self.fits(*at, kind));
        let first = rows.next()?;
        rows.all(|at| at == first).then_some(first)
    }

    fn fits(&self, at: usize, kind: Option<ConceptKind>) -> bool {
        let theirs = self.source.concepts.get(at).map(|c| c.kind);
        kind.zip(theirs).is_none_or(|(a, b)| a == b || group(a) == group(b))
    }

    fn add(&mut self, at: usize, entry: &Entry, names: Vec<Usable>) {
        let Some(row) = self.source.concepts.get_mut(at) else {
            return;
        };
        if !row
            .codes
            .iter()
            .any(|c| *c.system == *entry.system && c.code == entry.code)
        {
            row.codes.push(Code {
                system: entry.system.to_string(),
                code: entry.code.clone(),
                checked: true,
            });
        }
        self.stacked.terms += put(&mut row.terms, names);
    }

    fn own(&mut self, entry: Entry, names: Vec<Usable>, kind: Option<ConceptKind>) {
        let Some(kind) = kind else {
            self.stacked.kindless += 1;
            return;
        };
        if names.is_empty() {
            self.stacked.nameless += 1;
            return;
        }
        let english = |n: &&Name| n.language.is_some_and(|l| l.code() == "en");
        let label = entry.preferred().find(english).or_else(|| entry.preferred().next());
        let label = label.map_or_else(String::new, |n| tidy(&n.text));
        let id = self.new_id(&entry);
        let place = Place {
            file: Arc::clone(&entry.file),
            line: u32::try_from(entry.line).unwrap_or(0),
        };
        let mut terms = vec![Vec::new(); self.source.languages.len()];
        self.stacked.terms += put(&mut terms, names);
        self.stacked.own += 1;
        self.source.concepts.push(ConceptRow {
            place,
            id,
            kind,
            label,
            codes: vec![Code {
                system: entry.system.to_string(),
                code: entry.code,
                checked: true,
            }],
            terms,
        });
    }

    /// `system-code`, in small letters; with a number behind it where another has it.
    fn new_id(&mut self, entry: &Entry) -> String {
        let id = format!("{}-{}", entry.system, entry.code).to_lowercase();
        let id = id.split_whitespace().collect::<Vec<_>>().join("-");
        let mut free = id.clone();
        let mut number = 2;
        while self.ids.contains(&free) {
            free = format!("{id}-{number}");
            number += 1;
        }
        self.ids.insert(free.clone());
        free
    }

    /// A name with other names of the place it holds.
    fn others(&self, name: &Usable) -> Vec<Usable> {
        let others = self.places.others(self.base, &name.text, name.language);
        let usable = others.into_iter().filter_map(|text| {
            let words = term_words(self.base, &text, name.language);
            matches!(judge(&words, &text), Judgement::Good).then_some(Usable {
                language: name.language,
                exact: false,
                preferred: false,
                pivots: words.pivots,
                text,
            })
        });
        usable.collect()
    }

    /// A name as a term, where it can be one.
    fn usable(&mut self, name: &Name, preferred: bool) -> Option<Usable> {
        let Some(language) = name.language else {
            self.stacked.untold += 1;
            return None;
        };
        let Some(language) = self.place_of(language) else {
            self.stacked.foreign += 1;
            return None;
        };
        let text = tidy(&name.text);
        let words = term_words(self.base, &text, language);
        let exact = self.capitals && abbreviation(&text);
        match judge(&words, &text) {
            Judgement::Good => Some(Usable {
                language,
                exact,
                preferred,
                // An abbreviation is no word.
                pivots: words.pivots.filter(|_| !exact),
                text,
            }),
            Judgement::Small => {
                self.stacked.small += 1;
                None
            }
            Judgement::Long => {
                self.stacked.long += 1;
                None
            }
        }
    }

    fn place_of(&self, language: Lang) -> Option<usize> {
        let languages = &self.source.languages;
        languages.iter().position(|l| l.read && l.code == language.code())
    }
}

enum Judgement {
    Good,
    Small,
    Long,
}

fn judge(words: &TermWords, text: &str) -> Judgement {
    match words.counting {
        0 => Judgement::Small,
        1 => {
            let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
            if letters < SHORTEST || words.longest < SHORTEST || words.general {
                Judgement::Small
            } else {
                Judgement::Good
            }
        }
        n if n > epicrisis_lexicon::LONGEST_TERM => Judgement::Long,
        _ => Judgement::Good,
    }
}

/// One word in capitals, and short.
fn abbreviation(text: &str) -> bool {
    let letters = text.chars().count();
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    (SHORTEST..=LONGEST_ABBREVIATION).contains(&letters)
        && capitals >= 2
        && text.chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
}

/// One blank between words, none around.
fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Kinds that terminologies draw the line between in different places.
fn group(kind: ConceptKind) -> u8 {
    match kind {
        ConceptKind::Problem | ConceptKind::Finding => 0,
        ConceptKind::Measurement | ConceptKind::Procedure => 1,
        ConceptKind::Medication | ConceptKind::Substance => 2,
        ConceptKind::Organism => 3,
        ConceptKind::BodySite => 4,
        ConceptKind::Device => 5,
        ConceptKind::Demographic => 6,
    }
}

fn put(terms: &mut [Vec<Term>], names: Vec<Usable>) -> usize {
    let mut added = 0;
    for name in names {
        let Some(list) = terms.get_mut(name.language) else {
            continue;
        };
        if !list.iter().any(|t| t.text == name.text) {
            added += 1;
            list.push(Term {
                text: name.text,
                exact: name.exact,
            });
        }
    }
    added
}
