//! The flat file: one header, then tables of fixed-size records, each aligned, so that the file is used as it lies.
//!
//! Numbers are little-endian, as on every machine this runs on; the header says so and another order is refused. Nothing
//! in the file is trusted: what points outside reads as nothing.

use bytemuck::{Pod, Zeroable};

/// First bytes of the file.
pub(crate) const MAGIC: [u8; 8] = *b"EPICRLEX";
/// Raised with every change of a table, of the hash or of a meaning.
pub(crate) const VERSION: u32 = 4;
/// Every table begins at a multiple of this many bytes.
pub(crate) const ALIGN: usize = 16;
/// Stands for "nothing" wherever an index may be missing.
pub const NONE: u32 = u32::MAX;

/// The header.
#[derive(Clone, Copy, Debug, Pod, Zeroable)]
#[repr(C)]
pub(crate) struct Header {
    pub(crate) magic: [u8; 8],
    pub(crate) version: u32,
    pub(crate) tables: u32,
}

/// Where a table lies, in bytes from the start of the file.
#[derive(Clone, Copy, Debug, Pod, Zeroable)]
#[repr(C)]
pub(crate) struct TableRef {
    pub(crate) offset: u64,
    pub(crate) len: u64,
}

/// A string in the pool of strings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct StrRef {
    pub(crate) offset: u32,
    pub(crate) len: u32,
}

impl StrRef {
    pub(crate) fn bytes(self, pool: &[u8]) -> &[u8] {
        let start = self.offset as usize;
        pool.get(start..start.saturating_add(self.len as usize))
            .unwrap_or_default()
    }

    /// The string; empty where the file is wrong.
    pub(crate) fn str(self, pool: &str) -> &str {
        let start = self.offset as usize;
        pool.get(start..start.saturating_add(self.len as usize))
            .unwrap_or_default()
    }
}

/// A run of records in another table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct Run {
    pub(crate) first: u32,
    pub(crate) len: u32,
}

impl Run {
    /// The records; none where the file is wrong.
    pub fn records<T>(self, table: &[T]) -> &[T] {
        let start = self.first as usize;
        table
            .get(start..start.saturating_add(self.len as usize))
            .unwrap_or_default()
    }
}

/// The bit of a pivot in a term's signature, and of a form in a node's.
pub fn signature(number: u32) -> u64 {
    1 << (number & 63)
}

macro_rules! records {
    ($($(#[$meta:meta])* $name:ident { $($(#[$fmeta:meta])* $field:ident: $type:ty,)+ })+) => {
        $(
            $(#[$meta])*
            #[derive(Clone, Copy, Debug, Pod, Zeroable)]
            #[repr(C)]
            pub struct $name { $($(#[$fmeta])* pub $field: $type,)+ }
        )+
    };
}

records! {
    /// A spelling rule.
    RuleRec {
        /// Number of a `Place`.
        place: u32,
        /// What it replaces.
        from: StrRef,
        /// By what.
        to: StrRef,
    }
    /// A language.
    LanguageRec {
        /// BCP 47.
        code: StrRef,
        /// In English.
        name: StrRef,
        /// 1 where text is read in it, 0 where it is only told apart.
        read: u32,
        /// The decimal mark, an ASCII byte.
        decimal: u32,
        /// Letters that few languages have, and this one has.
        letters: StrRef,
    }
    /// A folded word that the lexicon knows exactly.
    FormRec {
        /// Its letters.
        text: StrRef,
        /// Its pivots by language, in `form_pivots`.
        pivots: Run,
        /// What else is known of it.
        facts: FormFacts,
    }
    /// What is known of a form beside its pivots.
    FormFacts {
        /// Languages in whose terms or words it occurs.
        known: u16,
        /// Languages that list it among their frequent words.
        frequent: u16,
        /// Languages where its full stop ends no sentence.
        no_stop: u16,
        /// Languages in which a phrase begins with it.
        starts: u16,
        /// The node of the phrase tree behind it, or `NONE`.
        node: u32,
        /// 1 where an abbreviation has these letters, in whatever case.
        abbreviates: u32,
    }
    /// A node of the phrase tree.
    NodeRec {
        /// What ends there, in `phrases`.
        phrases: Run,
        /// A bit for each form that leads on, by the form's last six bits: most words are told to lead nowhere by it.
        next: u64,
    }
    /// A skeleton, and its pivots by language.
    SkeletonRec {
        /// Its letters.
        text: StrRef,
        /// Its pivots, in `form_pivots`.
        pivots: Run,
    }
    /// One reading of a form or a skeleton.
    FormPivot {
        /// The pivot.
        pivot: u32,
        /// The languages it is so in.
        languages: u32,
    }
    /// A pivot: a word in no language.
    PivotRec {
        /// For people: the row's id, or the skeleton.
        name: StrRef,
        /// The terms that are looked for where this pivot stands, in `terms`.
        terms: Run,
        /// Number of a `WordClass`.
        class: u32,
    }
    /// A term: a set of pivots that names a concept.
    TermRec {
        /// The concept.
        concept: u32,
        /// Its pivots, in `term_pivots`, the anchor first.
        pivots: Run,
        /// The languages that gave it.
        languages: u16,
        /// 1 where a conjunction joins its words (`cabeza y cuello`).
        joined: u16,
        /// A bit for each of its pivots but the anchor, by the pivot's last six bits: what the words around must have.
        signature: u64,
    }
    /// A concept.
    ConceptRec {
        /// Its id.
        id: StrRef,
        /// Its English label.
        label: StrRef,
        /// Number of a `ConceptKind`.
        kind: u32,
        /// In `codes`.
        codes: Run,
        /// In `analytes`, or `NONE`.
        analyte: u32,
        /// 1 where it is a test, which can show findings.
        test: u32,
        /// 1 where it says that something is as it should be: behind a denial it is there all the same. 2 where only the latter holds.
        normal: u32,
    }
    /// A code of a concept.
    CodeRec {
        /// The system's short name.
        system: StrRef,
        /// The code.
        code: StrRef,
        /// 1 where it was checked against a reference.
        checked: u32,
    }
    /// An abbreviation, with its own capitals.
    AbbreviationRec {
        /// As written.
        text: StrRef,
        /// In `readings`.
        readings: Run,
    }
    /// What an abbreviation may mean.
    ReadingRec {
        /// The concept.
        concept: u32,
        /// The languages it is so in.
        languages: u32,
        /// Number of a `Context`.
        context: u32,
        /// A section's kind, or empty.
        section: StrRef,
        /// Pivots to be near, in `context_pivots`.
        near: Run,
    }
    /// A step of the phrase tree.
    StepRec {
        /// From this node, 0 the root; `NONE` marks an empty slot.
        node: u32,
        /// Over this form.
        form: u32,
        /// To this node.
        next: u32,
    }
    /// What ends at a node of the phrase tree.
    PhraseRec {
        /// Number of a `Category`.
        category: u32,
        /// The languages it is so in.
        languages: u32,
        /// A record of the category's own table.
        payload: u32,
    }
    /// What a cue does.
    CueRec {
        /// Number of a `Role`.
        role: u32,
        /// Number of a `Direction`.
        direction: u32,
        /// Number of a `Reach`.
        reach: u32,
        /// How many words, for the reach that counts them.
        words: u32,
    }
    /// What a relating phrase relates.
    RelationRec {
        /// The relation's name in the record.
        kind: StrRef,
        /// 1 where what stands before the phrase is the relation's `from`.
        forward: u32,
    }
    /// An attribute and its value.
    AttributeRec {
        /// The attribute's name in the record.
        attribute: StrRef,
        /// The value's.
        value: StrRef,
    }
    /// A heading.
    SectionRec {
        /// The section's kind in the record.
        kind: StrRef,
        /// The time of what stands under it, or empty.
        time: StrRef,
        /// Whom it is about, or empty.
        experiencer: StrRef,
    }
    /// A number in words.
    NumberRec {
        /// The number.
        value: f64,
    }
    /// A word of time.
    TimeRec {
        /// `unit`, `before`, `after`, `for`, `month`, `weekday`, `about`.
        kind: StrRef,
        /// Its value.
        value: StrRef,
    }
    /// A word for a frequency.
    FrequencyRec {
        /// How many times; 0 where the text's number says it, negative where it says nothing.
        times: f64,
        /// In how many units of time; 0 where the text's number says it.
        period: f64,
        /// UCUM, or empty.
        unit: StrRef,
        /// 1 where it is taken as needed.
        as_needed: u64,
    }
    /// A word for a result.
    ResultRec {
        /// In English.
        text: StrRef,
        /// HL7's interpretation, or empty.
        interpretation: StrRef,
    }
    /// A word or sign that compares.
    ComparatorRec {
        /// The record's sign: `<`, `<=`, `>`, `>=`, `~`.
        sign: StrRef,
    }
    /// A word for a person.
    PersonRec {
        /// `male`, `female` or empty.
        sex: StrRef,
        /// `adult`, `child`, `newborn` or empty.
        class: StrRef,
    }
    /// A word that says a concept and its presence in one.
    NegatedRec {
        /// The concept.
        concept: u32,
        /// Number of a record's presence: see `Presence`.
        presence: StrRef,
    }
    /// A unit.
    UnitRec {
        /// UCUM.
        code: StrRef,
        /// Number of a `Dimension`.
        dimension: u32,
    }
    /// A spelling of a unit.
    SpellingRec {
        /// As written, case and all.
        text: StrRef,
        /// The first record of the longest spelling that this one begins with and goes beyond, or `NONE`.
        shorter: u32,
        /// The unit.
        unit: u32,
        /// The languages it is so in.
        languages: u32,
    }
    /// What is known of an analyte.
    AnalyteRec {
        /// The concepts of the two numbers of a pair (`120/80`), or of the letters it is written by; `NONE` behind the last.
        parts: [u32; 3],
        /// The concept whose numbers these are.
        concept: u32,
        /// The letters it is written by (`o,e,y v m`, `t n m`): those of a place parted by commas, places by blanks.
        letters: StrRef,
        /// The canonical unit, or `NONE`.
        canonical: u32,
        /// How many of the units are those it is reported in, commonest first.
        reported: u32,
        /// All units that lead to the canonical one, in `analyte_units`.
        units: Run,
        /// In `ranges`.
        ranges: Run,
        /// The least a living patient can have, in the canonical unit; NaN where unknown.
        low: f64,
        /// The most.
        high: f64,
    }
    /// A unit of an analyte.
    AnalyteUnitRec {
        /// To the canonical unit: multiplied by this …
        factor: f64,
        /// … and this added.
        offset: f64,
        /// The unit.
        unit: u64,
    }
    /// A reference range.
    RangeRec {
        /// NaN where open.
        low: f64,
        /// NaN where open.
        high: f64,
        /// In years; NaN where open.
        age_low: f64,
        /// In years, not included; NaN where open.
        age_high: f64,
        /// `male`, `female` or empty.
        sex: StrRef,
        /// Who says so.
        source: StrRef,
        /// The unit.
        unit: u64,
    }
}

/// Names every table once; the compiler writes and the reader finds them by this order.
macro_rules! tables {
    ($($(#[$meta:meta])* $name:ident: $type:ty,)+) => {
        /// The tables of a lexicon, as slices of the file.
        #[derive(Clone, Copy, Debug)]
        pub struct Tables<'d> { $($(#[$meta])* pub $name: &'d [$type],)+ }

        /// The tables as the compiler fills them.
        #[cfg(feature = "compile")]
        #[derive(Default)]
        pub(crate) struct Draft { $(pub(crate) $name: Vec<$type>,)+ }

        pub(crate) const TABLES: &[&str] = &[$(stringify!($name)),+];

        impl<'d> Tables<'d> {
            pub(crate) fn read(mut table: impl FnMut(usize) -> Option<&'d [u8]>) -> Result<Self, &'static str> {
                let mut next = 0;
                $(
                    let bytes = table(next).ok_or(stringify!($name))?;
                    let $name = bytemuck::try_cast_slice(bytes).map_err(|_| stringify!($name))?;
                    next += 1;
                )+
                let _ = next;
                Ok(Self { $($name),+ })
            }
        }

        #[cfg(feature = "compile")]
        impl Draft {
            pub(crate) fn bytes(&self) -> Vec<&[u8]> {
                vec![$(bytemuck::cast_slice(&self.$name)),+]
            }
        }
    };
}

tables! {
    /// The strings that texts are compared with, end to end.
    strings: u8,
    /// The ids, labels and codes of concepts, end to end. Looked at one by one: of a million, a text needs few.
    names: u8,
    /// Languages, in the order of the bits of every language set.
    languages: LanguageRec,
    /// Spelling rules.
    rules: RuleRec,
    /// Where the rules of a place and a byte lie.
    rule_index: [u32; 2],
    /// Hash table into `forms`: hash and index; the index `NONE` is empty.
    form_slots: [u32; 2],
    /// Exact forms.
    forms: FormRec,
    /// Readings of forms and skeletons.
    form_pivots: FormPivot,
    /// Hash table into `skeletons`.
    skeleton_slots: [u32; 2],
    /// Skeletons.
    skeletons: SkeletonRec,
    /// Hashes of skeletons with a letter left out, and the skeleton; sorted.
    typos: [u32; 2],
    /// A bit for each such hash, so that most words that are no typo are told at one look.
    typo_bits: u64,
    /// Pivots.
    pivots: PivotRec,
    /// Terms, by the pivot they are looked for at, the longest first.
    terms: TermRec,
    /// Their pivots.
    term_pivots: u32,
    /// Concepts, sorted by id.
    concepts: ConceptRec,
    /// A label a concept and a language.
    labels: StrRef,
    /// Codes.
    codes: CodeRec,
    /// Hash table into `abbreviations`.
    abbreviation_slots: [u32; 2],
    /// Abbreviations.
    abbreviations: AbbreviationRec,
    /// Their readings.
    readings: ReadingRec,
    /// Pivots of contexts.
    context_pivots: u32,
    /// Hash table of steps.
    steps: StepRec,
    /// Nodes.
    nodes: NodeRec,
    /// What phrases say.
    phrases: PhraseRec,
    /// Payloads, by category.
    cues: CueRec,
    /// Payloads.
    relations: RelationRec,
    /// Payloads.
    attributes: AttributeRec,
    /// Payloads.
    sections: SectionRec,
    /// Payloads.
    numbers: NumberRec,
    /// Payloads.
    times: TimeRec,
    /// Payloads.
    frequencies: FrequencyRec,
    /// Payloads.
    results: ResultRec,
    /// Payloads.
    comparators: ComparatorRec,
    /// Payloads.
    persons: PersonRec,
    /// Payloads.
    negated: NegatedRec,
    /// Units.
    units: UnitRec,
    /// Spellings of units, sorted by their bytes; one that several units share has several.
    spellings: SpellingRec,
    /// For each first byte, the first spelling and the one behind the last.
    spelling_index: [u32; 2],
    /// Analytes.
    analytes: AnalyteRec,
    /// Their units.
    analyte_units: AnalyteUnitRec,
    /// Their ranges.
    ranges: RangeRec,
}
