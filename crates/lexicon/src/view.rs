//! A lexicon as it is used: the flat file, looked at and never parsed.

use crate::format::{
    ALIGN, AbbreviationRec, AnalyteRec, AnalyteUnitRec, CodeRec, ConceptRec, FormRec, Header, MAGIC, NONE, NodeRec,
    PhraseRec, RangeRec, ReadingRec, Run, SpellingRec, StrRef, TABLES, TableRef, Tables, TermRec, VERSION,
};
use crate::hash;
use crate::names::{ConceptKind, Dimension, WordClass};
use crate::open::OpenError;
use crate::skeleton::Rules;
use crate::typo;

/// A set of languages, one bit each, in the order of the lexicon's languages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Languages(pub u16);

impl Languages {
    /// No language at all.
    pub const NONE: Self = Self(0);

    /// One language, by its place in the lexicon.
    pub fn one(index: usize) -> Self {
        Self(
            u16::try_from(index)
                .ok()
                .and_then(|i| 1u16.checked_shl(i.into()))
                .unwrap_or(0),
        )
    }

    /// Whether the two share a language.
    pub fn meets(self, other: u32) -> bool {
        u32::from(self.0) & other != 0
    }
}

/// A word of a text, as the lexicon reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordReading {
    /// The pivot.
    pub pivot: u32,
    /// How it was found.
    pub by: ReadBy,
}

/// How a word led to its pivot, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReadBy {
    /// By its exact form in the language of the text.
    Form,
    /// By its skeleton.
    Skeleton,
    /// By its exact form in another language.
    Foreign,
}

/// A lexicon: tables in a stretch of bytes, used where they lie.
#[derive(Clone, Copy, Debug)]
pub struct Lexicon<'d> {
    tables: Tables<'d>,
    /// The pool of strings, known to be UTF-8 as a whole.
    pool: &'d str,
}

impl<'d> Lexicon<'d> {
    /// Looks at the bytes of a compiled lexicon, which must begin at a multiple of 16. Nothing is copied.
    ///
    /// # Errors
    /// Where the bytes are no lexicon, one of another version, or cut off.
    pub fn from_bytes(bytes: &'d [u8]) -> Result<Self, OpenError> {
        let unknown = || OpenError::NotALexicon("this".to_owned());
        if !(bytes.as_ptr() as usize).is_multiple_of(ALIGN) {
            return Err(OpenError::Damaged("header"));
        }
        let head = bytes.get(..size_of::<Header>()).ok_or_else(unknown)?;
        let header: &Header = bytemuck::try_from_bytes(head).map_err(|_| unknown())?;
        if header.magic != MAGIC {
            return Err(unknown());
        }
        if header.version != VERSION || header.tables as usize != TABLES.len() {
            return Err(OpenError::Version { found: header.version });
        }
        let start = size_of::<Header>();
        let refs = bytes
            .get(start..start + TABLES.len() * size_of::<TableRef>())
            .and_then(|b| bytemuck::try_cast_slice::<u8, TableRef>(b).ok())
            .ok_or(OpenError::Damaged("header"))?;
        let tables = Tables::read(|i| {
            let at = refs.get(i)?;
            let offset = usize::try_from(at.offset).ok()?;
            bytes.get(offset..offset.checked_add(usize::try_from(at.len).ok()?)?)
        })
        .map_err(OpenError::Damaged)?;
        // Looked at once here, so that no string has to be looked at again.
        let pool = std::str::from_utf8(tables.strings).map_err(|_| OpenError::Damaged("strings"))?;
        Ok(Self { tables, pool })
    }

    /// The tables.
    pub fn tables(&self) -> &Tables<'d> {
        &self.tables
    }

    /// A string of the pool.
    #[inline]
    pub fn str(&self, at: StrRef) -> &'d str {
        at.str(self.pool)
    }

    /// A string of the pool of names; empty where it is no UTF-8.
    fn name(&self, at: StrRef) -> &'d str {
        std::str::from_utf8(at.bytes(self.tables.names)).unwrap_or_default()
    }

    /// The spelling rules.
    pub fn rules(&self) -> Rules<'d> {
        Rules {
            rules: self.tables.rules,
            index: self.tables.rule_index,
            strings: self.tables.strings,
        }
    }

    /// The place of a language, by its code.
    pub fn language(&self, code: &str) -> Option<usize> {
        self.tables.languages.iter().position(|l| self.str(l.code) == code)
    }

    /// The exact form with these folded letters.
    #[inline]
    pub fn form(&self, folded: &str) -> Option<u32> {
        self.hashed_form(folded, Self::hash(folded))
    }

    /// The hash of a word, which finds its form.
    #[inline]
    pub fn hash(folded: &str) -> u32 {
        hash::bytes(folded.as_bytes())
    }

    /// The exact form with these folded letters, of which the hash is known already.
    #[inline]
    pub fn hashed_form(&self, folded: &str, hash: u32) -> Option<u32> {
        probe(self.tables.form_slots, hash, |i| {
            self.tables
                .forms
                .get(i as usize)
                .is_some_and(|f| f.text.bytes(self.tables.strings) == folded.as_bytes())
        })
    }

    /// A form by its number.
    #[inline]
    pub fn form_rec(&self, form: u32) -> Option<&'d FormRec> {
        self.tables.forms.get(form as usize)
    }

    /// The pivot of a word of a text in some languages: by its exact form, by its skeleton, or by its form in another
    /// language, in this order.
    pub fn read_word(&self, folded: &str, form: Option<u32>, languages: Languages) -> Option<WordReading> {
        let exact = form
            .and_then(|f| self.form_rec(f))
            .map(|f| f.pivots.records(self.tables.form_pivots))
            .unwrap_or_default();
        if let Some(p) = exact.iter().find(|p| languages.meets(p.languages)) {
            return Some(WordReading {
                pivot: p.pivot,
                by: ReadBy::Form,
            });
        }
        let rules = self.rules();
        let plain = rules.skeleton(folded).and_then(|s| self.skeleton(s.as_bytes()));
        let run = plain.or_else(|| rules.late(folded).find_map(|s| self.skeleton(s.as_bytes())));
        if let Some(run) = run {
            let readings = run.records(self.tables.form_pivots);
            // Ambiguous between languages: the text's own, else the only one.
            let own = readings.iter().find(|p| languages.meets(p.languages));
            if let Some(p) = own.or(if readings.len() == 1 { readings.first() } else { None }) {
                return Some(WordReading {
                    pivot: p.pivot,
                    by: ReadBy::Skeleton,
                });
            }
        }
        let mut foreign = exact.iter();
        match (foreign.next(), foreign.next()) {
            // A word that means two things elsewhere means nothing here.
            (Some(p), None) if !self.class(p.pivot).is_small() => Some(WordReading {
                pivot: p.pivot,
                by: ReadBy::Foreign,
            }),
            _ => None,
        }
    }

    /// The pivot of the only long rare word that a folded word is one slip away from.
    pub fn misspelt(&self, folded: &str) -> Option<u32> {
        let t = &self.tables;
        let skeleton = self.rules().skeleton(folded)?;
        let mut only = None;
        let bits = t.typo_bits.len().checked_sub(1)?;
        for key in typo::keys(skeleton.as_bytes()) {
            let (slot, bit) = typo::bit(key, bits);
            if t.typo_bits.get(slot)? & bit == 0 {
                continue;
            }
            let from = typo::first_at(t.typos, key);
            for [_, at] in t.typos.get(from..)?.iter().take_while(|[k, _]| *k == key) {
                let rec = t.skeletons.get(*at as usize)?;
                if !typo::one_slip(skeleton.as_bytes(), rec.text.bytes(t.strings)) {
                    continue;
                }
                for reading in rec.pivots.records(t.form_pivots) {
                    if *only.get_or_insert(reading.pivot) != reading.pivot {
                        return None;
                    }
                }
            }
        }
        only
    }

    fn skeleton(&self, letters: &[u8]) -> Option<Run> {
        let t = &self.tables;
        let found = probe(t.skeleton_slots, hash::bytes(letters), |i| {
            t.skeletons
                .get(i as usize)
                .is_some_and(|s| s.text.bytes(t.strings) == letters)
        })?;
        t.skeletons.get(found as usize).map(|s| s.pivots)
    }

    /// The part a pivot's word plays.
    #[inline]
    pub fn class(&self, pivot: u32) -> WordClass {
        self.tables
            .pivots
            .get(pivot as usize)
            .and_then(|p| WordClass::from_number(p.class))
            .unwrap_or(WordClass::Content)
    }

    /// The terms that are looked for where a pivot stands.
    #[inline]
    pub fn terms_at(&self, pivot: u32) -> &'d [TermRec] {
        self.tables
            .pivots
            .get(pivot as usize)
            .map(|p| p.terms.records(self.tables.terms))
            .unwrap_or_default()
    }

    /// The pivots of a term, its anchor first.
    #[inline]
    pub fn term_pivots(&self, term: &TermRec) -> &'d [u32] {
        term.pivots.records(self.tables.term_pivots)
    }

    /// An abbreviation, exactly as written.
    pub fn abbreviation(&self, written: &str) -> Option<&'d AbbreviationRec> {
        let t = &self.tables;
        let found = probe(t.abbreviation_slots, hash::bytes(written.as_bytes()), |i| {
            t.abbreviations
                .get(i as usize)
                .is_some_and(|a| a.text.bytes(t.strings) == written.as_bytes())
        })?;
        t.abbreviations.get(found as usize)
    }

    /// What an abbreviation may mean, the first whose context holds wins.
    pub fn readings(&self, abbreviation: &AbbreviationRec) -> &'d [ReadingRec] {
        abbreviation.readings.records(self.tables.readings)
    }

    /// The node behind a form, in the tree of phrases; 0 is the root.
    #[inline]
    pub fn step(&self, node: u32, form: u32) -> Option<u32> {
        let steps = self.tables.steps;
        let mask = steps.len().checked_sub(1)?;
        let mut at = hash::pair(node, form) as usize & mask;
        for _ in 0..steps.len() {
            let step = steps.get(at)?;
            if step.node == NONE {
                return None;
            }
            if step.node == node && step.form == form {
                return Some(step.next);
            }
            at = (at + 1) & mask;
        }
        None
    }

    /// A node of the tree of phrases.
    #[inline]
    pub fn node(&self, node: u32) -> Option<&'d NodeRec> {
        self.tables.nodes.get(node as usize)
    }

    /// The phrases that end at a node.
    #[inline]
    pub fn phrases(&self, node: &NodeRec) -> &'d [PhraseRec] {
        node.phrases.records(self.tables.phrases)
    }

    /// A concept, by its number.
    pub fn concept(&self, index: u32) -> Option<ConceptView<'_, 'd>> {
        let rec = self.tables.concepts.get(index as usize)?;
        Some(ConceptView {
            lexicon: self,
            rec,
            index,
            kind: ConceptKind::from_number(rec.kind)?,
            id: self.name(rec.id),
            label: self.name(rec.label),
        })
    }

    /// The concepts that are written by letters with a number each (`T3N1M0`, `O4V5M6`).
    pub fn lettered(&self) -> impl Iterator<Item = u32> + '_ {
        let written = self.tables.analytes.iter().filter(|a| !self.str(a.letters).is_empty());
        written.map(|analyte| analyte.concept)
    }

    /// What is known of a concept as an analyte, by its number.
    pub fn analyte(&self, concept: u32) -> Option<AnalyteView<'_, 'd>> {
        let at = self.tables.concepts.get(concept as usize)?.analyte;
        Some(AnalyteView {
            lexicon: self,
            rec: self.tables.analytes.get(at as usize)?,
        })
    }

    /// Whether a concept says that something is as it should be.
    pub fn is_normal(&self, concept: u32) -> bool {
        let rec = self.tables.concepts.get(concept as usize);
        rec.is_some_and(|c| c.normal == 1)
    }

    /// Whether a concept is there although another was denied before it in a list.
    pub fn outlives_denial(&self, concept: u32) -> bool {
        let rec = self.tables.concepts.get(concept as usize);
        rec.is_some_and(|c| c.normal != 0)
    }

    /// Whether a concept is a test, which can show findings: an image, an analysis, an examination; no operation, no visit.
    pub fn is_test(&self, concept: u32) -> bool {
        let rec = self.tables.concepts.get(concept as usize);
        rec.is_some_and(|c| c.test == 1)
    }

    /// What a concept is, by its number.
    #[inline]
    pub fn kind(&self, index: u32) -> Option<ConceptKind> {
        ConceptKind::from_number(self.tables.concepts.get(index as usize)?.kind)
    }

    /// The number of a concept, by its id.
    pub fn concept_by_id(&self, id: &str) -> Option<u32> {
        let concepts = self.tables.concepts;
        concepts
            .binary_search_by(|c| c.id.bytes(self.tables.names).cmp(id.as_bytes()))
            .ok()
            .map(|i| i as u32)
    }

    /// The spellings of units that a text begins with, the longest first; for each the units that it may be.
    pub fn spellings(&self, text: &[u8]) -> impl Iterator<Item = &'d [SpellingRec]> + use<'d> {
        let Tables { strings, spellings, .. } = self.tables;
        let written = move |at: usize| spellings.get(at).map(|s| s.text.bytes(strings)).unwrap_or_default();
        let shorter = move |at: usize| Some(spellings.get(at)?.shorter as usize).filter(|s| *s < at);
        // What a text begins with sorts before it, and its longest spelling is the last before it, or begins that one.
        let slot = text
            .first()
            .and_then(|b| self.tables.spelling_index.get(usize::from(*b)));
        let [from, to] = slot.copied().unwrap_or_default();
        let near = spellings.get(from as usize..to as usize).unwrap_or_default();
        let before = near.partition_point(|s| s.text.bytes(strings) <= text);
        let mut last = before.checked_sub(1).map(|i| from as usize + i);
        while let Some(at) = last.filter(|at| !text.starts_with(written(*at))) {
            last = shorter(at);
        }
        let mut at = last.unwrap_or(usize::MAX);
        // The last of several units of one spelling was found; the first is what `shorter` points at.
        while at > 0 && at < spellings.len() && written(at - 1) == written(at) {
            at -= 1;
        }
        std::iter::from_fn(move || {
            let count = (at..spellings.len()).take_while(|i| written(*i) == written(at)).count();
            let units = spellings.get(at..at + count);
            at = shorter(at).unwrap_or(usize::MAX);
            units.filter(|u| !u.is_empty())
        })
    }

    /// What a unit measures.
    pub fn dimension(&self, unit: u32) -> Dimension {
        let rec = self.tables.units.get(unit as usize);
        rec.and_then(|u| Dimension::from_number(u.dimension))
            .unwrap_or(Dimension::Other)
    }

    /// The UCUM code of a unit.
    pub fn unit(&self, unit: u32) -> Option<&'d str> {
        self.tables.units.get(unit as usize).map(|u| self.str(u.code))
    }
}

/// A concept of a lexicon.
#[derive(Clone, Copy, Debug)]
pub struct ConceptView<'l, 'd> {
    lexicon: &'l Lexicon<'d>,
    rec: &'d ConceptRec,
    /// Its number.
    pub index: u32,
    /// What it is.
    pub kind: ConceptKind,
    /// Its id.
    pub id: &'d str,
    /// Its English label.
    pub label: &'d str,
}

impl<'l, 'd> ConceptView<'l, 'd> {
    /// Its codes: system, code, and whether the code was checked.
    pub fn codes(&self) -> impl Iterator<Item = (&'d str, &'d str, bool)> + use<'l, 'd> {
        let lexicon = self.lexicon;
        let run = self.rec.codes;
        run.records(lexicon.tables.codes)
            .iter()
            .map(move |c: &CodeRec| (lexicon.name(c.system), lexicon.name(c.code), c.checked == 1))
    }

    /// Its label in a language, by the language's place; `None` where that language has no word for it.
    pub fn label_in(&self, language: usize) -> Option<&'d str> {
        let languages = self.lexicon.tables.languages.len();
        let at = (self.index as usize).checked_mul(languages)?.checked_add(language)?;
        let label = self.lexicon.name(*self.lexicon.tables.labels.get(at)?);
        (language < languages && !label.is_empty()).then_some(label)
    }
}

/// What a lexicon knows of an analyte.
#[derive(Clone, Copy, Debug)]
pub struct AnalyteView<'l, 'd> {
    lexicon: &'l Lexicon<'d>,
    rec: &'d AnalyteRec,
}

impl<'d> AnalyteView<'_, 'd> {
    /// The unit results are brought to; `None` for scores and panels.
    pub fn canonical(&self) -> Option<u32> {
        (self.rec.canonical != NONE).then_some(self.rec.canonical)
    }

    /// The concepts of its two numbers, where it is read as a pair (`120/80`).
    pub fn parts(&self) -> Option<[u32; 2]> {
        match self.rec.parts {
            [one, other, NONE] if one != NONE && other != NONE => Some([one, other]),
            _ => None,
        }
    }

    /// The letters by which it is written (`T3N1M0`, `O4V5M6`), place by place, each with the concept of its number; a place
    /// may have one of several letters. `None` where nobody writes it so.
    pub fn letters(&self) -> Option<impl Iterator<Item = (std::str::Split<'d, char>, Option<u32>)> + use<'d>> {
        let letters = self.lexicon.str(self.rec.letters);
        let parts = self.rec.parts;
        let concept = move |place: usize| parts.get(place).copied().filter(|c| *c != NONE);
        let places = letters.split(' ').enumerate();
        (!letters.is_empty()).then(|| places.map(move |(place, either)| (either.split(','), concept(place))))
    }

    /// Every unit that leads to the canonical one.
    pub fn units(&self) -> &'d [AnalyteUnitRec] {
        self.rec.units.records(self.lexicon.tables.analyte_units)
    }

    /// The units it is reported in, commonest first.
    pub fn reported(&self) -> &'d [AnalyteUnitRec] {
        let units = self.units();
        &units[..units.len().min(self.rec.reported as usize)]
    }

    /// The way from a unit to the canonical one.
    pub fn unit(&self, unit: u32) -> Option<&'d AnalyteUnitRec> {
        self.units().iter().find(|u| u.unit == u64::from(unit))
    }

    /// What a living patient can have, in the canonical unit; `None` where nothing is known.
    pub fn plausible(&self) -> Option<(f64, f64)> {
        (!self.rec.low.is_nan() && !self.rec.high.is_nan()).then_some((self.rec.low, self.rec.high))
    }

    /// Its reference ranges.
    pub fn ranges(&self) -> &'d [RangeRec] {
        self.rec.ranges.records(self.lexicon.tables.ranges)
    }
}

/// Looks through an open-addressing table of indexes.
fn probe(slots: &[[u32; 2]], hash: u32, is_it: impl Fn(u32) -> bool) -> Option<u32> {
    let mask = slots.len().checked_sub(1)?;
    let mut at = hash as usize & mask;
    for _ in 0..slots.len() {
        let [of, found] = *slots.get(at)?;
        if found == NONE {
            return None;
        }
        if of == hash && is_it(found) {
            return Some(found);
        }
        at = (at + 1) & mask;
    }
    None
}
