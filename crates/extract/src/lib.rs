//! The engine: reads the text of a case and makes its record.
//!
//! One way through: the text is read word by word (`read`), concepts are recognised (`recognise`), numbers are bound to
//! what they measure (`measure`), what is said of each mention is decided (`context`), mentions are related (`relate`), and
//! the record is written (`assemble`). Each step reads what the steps before it made. No step asks which language it reads.
//!
//! ```
//! use epicrisis_extract::{Engine, Input};
//!
//! let engine = Engine::new(epicrisis_builtin::lexicon());
//! let record = engine.extract(&Input::new("a", "Niega fiebre. Leucocitos 12.300/mm3."));
//! let fever = &record.mentions[0];
//! assert_eq!((fever.text.as_str(), fever.presence.as_str()), ("fiebre", "absent"));
//! ```

mod assemble;
mod context;
mod decoded;
mod found;
mod learn;
mod measure;
mod order;
mod read;
mod recognise;
mod relate;
mod span;
mod subject;
mod words;

use std::sync::{Mutex, MutexGuard, PoisonError};

use epicrisis_lexicon::Lexicon;
pub use epicrisis_lexicon::{ReadBy, WordClass};
use epicrisis_record::Record;
pub use epicrisis_tagger::{Model, ModelBytes, ModelError};
use epicrisis_text::CharIndex;

use assemble::{Concepts, Parts};
pub use context::Rule;
use found::Found;
pub use learn::{Seen, SeenBlock, SeenSentence};
use order::Order;
pub use read::Mark;
use read::{Memory, Reading};
pub use words::{NumberRead, Word, Words};

/// A document to read.
#[derive(Clone, Copy, Debug)]
pub struct Input<'t> {
    /// Its id, as the record repeats it.
    pub id: &'t str,
    /// Its text.
    pub text: &'t str,
    /// The code of its language, where it is known; otherwise the text tells.
    pub language: Option<&'t str>,
    /// Whether each cue of the record says its rule and its scope.
    pub explain: bool,
}

impl<'t> Input<'t> {
    /// A document whose language the text is to tell.
    pub fn new(id: &'t str, text: &'t str) -> Self {
        Self {
            id,
            text,
            language: None,
            explain: false,
        }
    }
}

/// Reads documents with one lexicon. It holds no state of any document, only what the lexicon says of the words met last: one
/// engine serves all threads.
pub struct Engine<'d> {
    lexicon: Lexicon<'d>,
    concepts: Concepts,
    /// The concepts that are written by letters, each with its number.
    lettered: Vec<u32>,
    /// What recognises more than the lexicon lists.
    tagger: Option<learn::Tagger<'d>>,
    /// Memories of words that no thread uses now.
    memories: Mutex<Vec<Memory>>,
}

impl<'d> Engine<'d> {
    /// An engine over a lexicon.
    pub fn new(lexicon: Lexicon<'d>) -> Self {
        Self {
            concepts: Concepts::new(lexicon.tables().concepts.len()),
            lettered: lexicon.lettered().collect(),
            lexicon,
            tagger: None,
            memories: Mutex::default(),
        }
    }

    /// The same engine with a model, which recognises what no lexicon lists. `caution` is how much it must be surer than not:
    /// 0 as it was learnt, above it fewer and surer mentions, below it more.
    #[must_use]
    pub fn with_model(mut self, model: Model<'d>, caution: f32) -> Self {
        self.tagger = Some(learn::Tagger::new(model, caution));
        self
    }

    /// The lexicon it reads with.
    pub fn lexicon(&self) -> &Lexicon<'d> {
        &self.lexicon
    }

    /// Makes the record of a document. The same text gives the same record, whatever was read before.
    pub fn extract(&self, input: &Input<'_>) -> Record {
        self.go(input, false).0
    }

    /// The record of a document, the same as of [`Engine::extract`], and its words as they were read.
    pub fn read(&self, input: &Input<'_>) -> (Record, Words) {
        let (record, words) = self.go(input, true);
        (record, words.unwrap_or_default())
    }

    /// What a model would see of a document: for learning one.
    pub fn seen(&self, input: &Input<'_>) -> Seen {
        let known = input.language.and_then(|code| self.lexicon.language(code));
        let mut memory = self.memory().pop().unwrap_or_else(Memory::new);
        let mut reading = Reading::new(input.text, &self.lexicon, known, &mut memory);
        let (found, _) = recognise::recognise(&mut reading);
        let seen = Seen::new(&reading, &found);
        memory.reclaim(reading);
        self.memory().push(memory);
        seen
    }

    fn go(&self, input: &Input<'_>, with_words: bool) -> (Record, Option<Words>) {
        let known = input.language.and_then(|code| self.lexicon.language(code));
        let mut memory = self.memory().pop().unwrap_or_else(Memory::new);
        let mut reading = Reading::new(input.text, &self.lexicon, known, &mut memory);
        let index = CharIndex::new(input.text);
        let mut warnings = Vec::new();
        let (mut found, misspellings) = recognise::recognise(&mut reading);
        let tagged = self
            .tagger
            .as_ref()
            .map(|t| t.tag(&reading, &found, &mut memory.learnt));

        let mut numerals = measure::numerals(&reading);
        let numbers = with_words.then(|| words::numbers(&numerals));
        measure::drop_units(&numerals, &mut found);
        let ages = measure::times(&reading, &mut numerals, &mut found);
        let ranges = measure::printed(&reading, &mut numerals);
        measure::bind(&reading, &index, &mut numerals, &mut found, &mut warnings);
        measure::lettered(&reading, &index, &self.lettered, &mut found);
        let order = Order::new(&reading, &found);
        measure::give(&reading, &order, &numerals, &ranges, &mut found);
        measure::doses(&reading, &index, &order, &mut numerals, &mut found);
        measure::unlisted(&reading, &index, &order, &mut numerals, &mut found, &mut warnings);
        measure::sizes(&reading, &index, &order, &mut numerals, &mut found);

        let order = match &tagged {
            Some(tagged) if learn::add(&reading, tagged, &mut found) > 0 => Order::new(&reading, &found),
            _ => order,
        };

        context::assert(&reading, &index, &mut found);
        context::attributes(&reading, &order, &mut found);
        context::levels(&reading, &order, &mut found);

        let patient = subject::patient(&reading, &ages, &mut found);
        self.interpret(&reading, &order, &patient, &mut found);
        let links = relate::relate(&reading, &mut found);
        if let Some(tagged) = &tagged {
            learn::settle(&reading, tagged, &mut found);
        }
        measure::outcomes(&reading, &mut found);
        let record = assemble::record(
            input.id,
            Parts {
                reading: &reading,
                index: &index,
                explain: input.explain,
                concepts: &self.concepts,
                found,
                links,
                patient,
                misspellings,
                warnings,
            },
        );
        let words = numbers.map(|numbers| Words::new(&mut reading, &index, numbers));
        memory.reclaim(reading);
        self.memory().push(memory);
        (record, words)
    }

    fn memory(&self) -> MutexGuard<'_, Vec<Memory>> {
        // Nothing is done under the lock that could leave the list half changed.
        self.memories.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reference ranges depend on the patient, who is known last.
    fn interpret(&self, reading: &Reading<'_, '_>, order: &Order, patient: &subject::Patient, found: &mut [Found]) {
        for at in 0..found.len() {
            if found[at].value.is_none() || measure::of_other_fluid(reading, order, found, at) {
                continue;
            }
            let f = &mut found[at];
            let analyte = f.concept.and_then(|c| self.lexicon.analyte(c));
            if let (Some(analyte), Some(value)) = (analyte, &mut f.value) {
                measure::interpret(reading, &analyte, patient.subject(), value);
            }
        }
    }
}
