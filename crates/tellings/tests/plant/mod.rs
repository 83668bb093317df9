//! Plants one known fault at a time in a telling. Seeded: the same seed plants the same faults.

// A module of a test has no public of its own.
#![allow(unreachable_pub)]

use epicrisis_extract::{Engine, Input, NumberRead, Words};
use epicrisis_record::{CharOffset, Kind, Mention, Presence, Record, Span};

/// What is planted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Plant {
    Number,
    Unit,
    Side,
    NegationLost,
    NegationGained,
    Drug,
    Omission,
    Addition,
    Swap,
}

impl Plant {
    pub const ALL: [Self; 9] = [
        Self::Number,
        Self::Unit,
        Self::Side,
        Self::NegationLost,
        Self::NegationGained,
        Self::Drug,
        Self::Omission,
        Self::Addition,
        Self::Swap,
    ];

    /// The codes that name it rightly.
    pub fn codes(self) -> &'static [&'static str] {
        match self {
            Self::Number => &["value-changed"],
            Self::Unit => &["unit-changed"],
            Self::Side => &["side-changed"],
            Self::NegationLost => &["negation-lost"],
            Self::NegationGained => &["negation-gained"],
            Self::Drug => &["drug-changed"],
            Self::Omission => &["omission"],
            Self::Addition => &["addition"],
            Self::Swap => &["order-changed"],
        }
    }
}

/// A number that looks random and is the same every time.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed ^ 0x9E37_79B9_7F4A_7C15)
    }

    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides.max(1)
    }
}

/// A telling with one fault.
pub struct Planted {
    pub text: String,
    /// Where the fault stands in the new text, in code points; empty where something is missing.
    pub at: Span,
    /// What was done, for people.
    pub what: String,
}

/// What planting looks at.
pub struct Ground<'e> {
    pub engine: &'e Engine<'static>,
    pub record: Record,
    pub words: Words,
    letters: Vec<char>,
}

/// Units, each by another that reads as well.
const UNITS: &[(&str, &str)] = &[
    ("mg", "g"),
    ("g", "mg"),
    ("ml", "l"),
    ("cm", "mm"),
    ("mm", "cm"),
    ("mmHg", "kPa"),
    ("g/dl", "mg/dl"),
    ("g/dL", "mg/dL"),
    ("mg/dl", "g/l"),
    ("mg/dL", "g/L"),
    ("mEq/l", "mg/dl"),
    ("mEq/L", "mg/dL"),
    ("mg/l", "g/l"),
    ("mg/L", "g/L"),
    ("pg/ml", "ng/ml"),
    ("pg/mL", "ng/mL"),
    ("ng/ml", "pg/ml"),
    ("ng/mL", "pg/mL"),
    ("kg", "g"),
];

/// Sides, each by the other.
const SIDES: &[(&str, &str)] = &[
    ("izquierdo", "derecho"),
    ("izquierda", "derecha"),
    ("izquierdos", "derechos"),
    ("izquierdas", "derechas"),
    ("gauche", "droite"),
    ("gauches", "droites"),
    ("droit", "gauche"),
    ("droite", "gauche"),
    ("droits", "gauches"),
    ("droites", "gauches"),
    ("sinistro", "destro"),
    ("sinistra", "destra"),
    ("sinistri", "destri"),
    ("sinistre", "destre"),
    ("esquerdo", "direito"),
    ("esquerda", "direita"),
    ("esquerdos", "direitos"),
    ("esquerdas", "direitas"),
    ("stâng", "drept"),
    ("stângă", "dreaptă"),
    ("stânga", "dreapta"),
    ("stângi", "drepte"),
    ("stâng", "drept"),
    ("left", "right"),
];

/// Denials, each by what says the contrary; an empty word is taken out.
const DENIALS: &[(&str, &str)] = &[
    ("sin", "con"),
    ("no", ""),
    ("niega", "refiere"),
    ("negaba", "refería"),
    ("sans", "avec"),
    ("pas de", "des"),
    ("pas d'", "des "),
    ("senza", "con"),
    ("non", ""),
    ("nega", "riferisce"),
    ("negava", "riferiva"),
    ("sem", "com"),
    ("não", ""),
    ("nega", "refere"),
    ("negava", "referia"),
    ("fără", "cu"),
    ("nu", ""),
    ("neagă", "acuză"),
    ("nega", "acuza"),
    ("without", "with"),
    ("no", ""),
    ("denies", "reports"),
    ("denied", "reported"),
    ("he denied", "he reported"),
    ("she denied", "she reported"),
    ("nessuna", "una"),
    ("nessun", "un"),
    ("aucune", "une"),
    ("aucun", "un"),
];

/// What stands before a finding that is there, by what denies it.
const CLAIMS: &[(&str, &str)] = &[
    ("es con", "sin"),
    ("it con", "senza"),
    ("avec", "sans"),
    ("com", "sem"),
    ("cu", "fără"),
    ("with", "without"),
    ("presentaba", "no presentaba"),
    ("es presenta", "no presenta"),
    ("it presenta", "non presenta"),
    ("présentait", "ne présentait pas de"),
    ("presentava", "non presentava"),
    ("apresentava", "não apresentava"),
    ("prezenta", "nu prezenta"),
    ("refería", "negaba"),
    ("riferiva", "negava"),
    ("referia", "negava"),
    ("acuza", "nega"),
    ("reported", "denied"),
    ("refiere", "niega"),
    ("riferisce", "nega"),
    ("refere", "nega"),
    ("acuză", "neagă"),
    ("showed", "did not show"),
    ("mostraba", "no mostraba"),
    ("mostrava", "non mostrava"),
    ("arăta", "nu arăta"),
];

/// Drugs that no case gives.
const DRUGS: &[&str] = &[
    "warfarin",
    "methotrexate",
    "digoxin",
    "insulin",
    "vancomycin",
    "amiodarone",
    "levothyroxine",
    "lithium",
];

impl<'e> Ground<'e> {
    pub fn new(engine: &'e Engine<'static>, text: &str) -> Self {
        let input = Input::new("a", text);
        let (record, words) = engine.read(&input);
        Self {
            engine,
            record,
            words,
            letters: text.chars().collect(),
        }
    }

    fn written(&self, span: Span) -> String {
        self.letters[span.start.get()..span.end.get()].iter().collect()
    }

    /// The text with a stretch replaced.
    fn with(&self, span: Span, by: &str, what: String) -> Planted {
        let head: String = self.letters[..span.start.get()].iter().collect();
        let tail: String = self.letters[span.end.get()..].iter().collect();
        let long = by.chars().count() as u32;
        Planted {
            text: format!("{head}{by}{tail}"),
            at: Span {
                start: span.start,
                end: CharOffset(span.start.0 + long),
            },
            what,
        }
    }

    fn sentence(&self, s: usize) -> Span {
        self.words.hull(self.words.sentences().nth(s).unwrap_or_default())
    }

    /// The sentences that say something.
    fn sentences(&self) -> Vec<usize> {
        let says = |s: usize| {
            let span = self.sentence(s);
            let counts = |m: &&Mention| {
                matches!(
                    m.kind,
                    Kind::Problem | Kind::Finding | Kind::Medication | Kind::Measurement
                ) && m.concept.is_some()
            };
            let mentions = self.record.mentions.iter().filter(counts);
            mentions.filter(|m| span.start <= m.start && m.end <= span.end).count() >= 1
        };
        let long = |s: usize| self.words.sentences().nth(s).is_some_and(|s| s.len() >= 6);
        (0..self.words.sentences().len())
            .filter(|s| long(*s) && says(*s))
            .collect()
    }

    /// A word of a table that a stretch begins with, and by what it is replaced.
    fn by(&self, span: Span, table: &[(&str, &'static str)]) -> Option<(Span, String)> {
        let written = self.written(span);
        let low = written.to_lowercase();
        let (from, to) = table
            .iter()
            .filter(|(from, _)| low == *from || format!("{} {low}", self.record.document.language) == *from)
            .max_by_key(|(from, _)| from.len())?;
        let _ = from;
        let capital = written.chars().next().is_some_and(char::is_uppercase);
        let mut to = (*to).to_owned();
        if capital && !to.is_empty() {
            let first: String = to.chars().take(1).flat_map(char::to_uppercase).collect();
            to = first + &to.chars().skip(1).collect::<String>();
        }
        Some((span, to))
    }

    fn pick<T>(dice: &mut Dice, mut of: Vec<T>) -> Option<T> {
        (!of.is_empty()).then(|| of.remove(dice.roll(of.len())))
    }

    /// Plants one fault, where there is a place for it. `other`: a text of the same language to take a sentence from.
    pub fn plant(&self, plant: Plant, other: &Ground<'_>, dice: &mut Dice) -> Option<Planted> {
        match plant {
            Plant::Number => {
                let plain = |n: &&NumberRead| n.digits;
                let number = Self::pick(dice, self.words.numbers().iter().filter(plain).collect())?;
                let at = self.words.hull(number.words.clone());
                let digits: Vec<u32> = (at.start.0..at.end.0)
                    .filter(|i| self.letters[*i as usize].is_ascii_digit())
                    .collect();
                // The first digit: a change that matters.
                let at = *digits.first()?;
                let old = self.letters[at as usize].to_digit(10)?;
                let new = (old + 1 + dice.roll(7) as u32) % 9 + 1;
                let new = if new == old { new % 9 + 1 } else { new };
                let span = Span {
                    start: CharOffset(at),
                    end: CharOffset(at + 1),
                };
                Some(self.with(
                    span,
                    &new.to_string(),
                    format!(
                        "{} for {} in {}",
                        new,
                        old,
                        self.written(self.words.hull(number.words.clone()))
                    ),
                ))
            }
            Plant::Unit => {
                let with = |n: &NumberRead| self.by_exact(n.unit?, UNITS);
                let (span, by) = Self::pick(dice, self.words.numbers().iter().filter_map(with).collect())?;
                Some(self.with(span, &by, format!("{by} for {}", self.written(span))))
            }
            Plant::Side => {
                let words = self.words.iter().map(|w| w.span);
                let (span, by) = Self::pick(dice, words.filter_map(|s| self.by(s, SIDES)).collect())?;
                Some(self.with(span, &by, format!("{by} for {}", self.written(span))))
            }
            Plant::NegationLost => {
                let denied = |m: &&Mention| m.presence == Presence::Absent && m.concept.is_some();
                let cues = self
                    .record
                    .mentions
                    .iter()
                    .filter(denied)
                    .flat_map(|m| m.cues.iter().map(|c| c.span()));
                let mut of: Vec<(Span, String)> = cues.filter_map(|s| self.by(s, DENIALS)).collect();
                of.dedup();
                let (span, by) = Self::pick(dice, of)?;
                let wide = if by.is_empty() {
                    Span {
                        start: span.start,
                        end: CharOffset(span.end.0 + 1),
                    }
                } else {
                    span
                };
                Some(self.with(wide, &by, format!("{by:?} for {}", self.written(span))))
            }
            Plant::NegationGained => {
                let there = |m: &&Mention| {
                    m.presence == Presence::Present
                        && m.concept.is_some()
                        && matches!(m.kind, Kind::Finding | Kind::Problem)
                };
                let before = |m: &Mention| {
                    let at = self.words.partition_point(|w| w.span.end <= m.start);
                    let word = self.words.get(at.checked_sub(1)?)?;
                    self.by(word.span, CLAIMS)
                };
                let (span, by) = Self::pick(
                    dice,
                    self.record.mentions.iter().filter(there).filter_map(before).collect(),
                )?;
                Some(self.with(span, &by, format!("{by:?} for {}", self.written(span))))
            }
            Plant::Drug => {
                let lexicon = self.engine.lexicon();
                let drug = |m: &&Mention| m.kind == Kind::Medication && m.concept.is_some() && !m.text.contains(' ');
                let mention = Self::pick(dice, self.record.mentions.iter().filter(drug).collect())?;
                let language = lexicon.language(&self.record.document.language)?;
                let name = DRUGS[dice.roll(DRUGS.len())];
                let name = lexicon
                    .concept(lexicon.concept_by_id(name)?)?
                    .label_in(language)?
                    .to_lowercase();
                Some(self.with(mention.span(), &name, format!("{name} for {}", mention.text)))
            }
            Plant::Omission => {
                let s = Self::pick(dice, self.sentences())?;
                let span = self.sentence(s);
                let mut planted = self.with(span, "", format!("without {:?}", self.written(span)));
                planted.at.end = planted.at.start;
                Some(planted)
            }
            Plant::Addition => {
                let from = Self::pick(dice, other.sentences())?;
                let sentence = other.written(other.sentence(from));
                let s = Self::pick(dice, self.sentences())?;
                let at = self.sentence(s).end;
                let by = format!(" {sentence}");
                Some(self.with(Span { start: at, end: at }, &by, format!("with {sentence:?}")))
            }
            Plant::Swap => {
                let all = self.sentences();
                let pairs: Vec<usize> = all.iter().copied().filter(|s| all.contains(&(s + 1))).collect();
                let s = Self::pick(dice, pairs)?;
                let (a, b) = (self.sentence(s), self.sentence(s + 1));
                let between = Span {
                    start: a.end,
                    end: b.start,
                };
                let by = format!("{}{}{}", self.written(b), self.written(between), self.written(a));
                Some(self.with(
                    Span {
                        start: a.start,
                        end: b.end,
                    },
                    &by,
                    format!("{:?} before {:?}", self.written(b), self.written(a)),
                ))
            }
        }
    }

    fn by_exact(&self, span: Span, table: &[(&str, &'static str)]) -> Option<(Span, String)> {
        let written = self.written(span);
        table.iter().find(|(from, _)| *from == written.trim()).map(|(_, to)| {
            let blank = if written.starts_with(char::is_whitespace) {
                " "
            } else {
                ""
            };
            (span, format!("{blank}{to}"))
        })
    }
}
