//! From text to words: tokens, the language, what each word is in the lexicon, the phrases, the sentences and sections.

mod language;
mod memory;
mod phrases;
mod sections;
mod words;

use epicrisis_lexicon::{Category, Direction, Languages, Lexicon, Reach, Role, WordClass};
use epicrisis_text::{ByteSpan, Sentence, Tokens, split_sentences, tokenize_into};

pub(crate) use language::Guess;
pub(crate) use memory::Memory;
pub(crate) use phrases::{Phrase, Phrases};
pub(crate) use sections::SectionDraft;
pub use words::Mark;
pub(crate) use words::Word;

/// A text, read word by word. Every later step reads this and adds to the mentions; none changes it.
#[derive(Debug)]
pub(crate) struct Reading<'t, 'd> {
    pub(crate) text: &'t str,
    pub(crate) lexicon: &'d Lexicon<'d>,
    pub(crate) tokens: Tokens,
    pub(crate) words: Vec<Word>,
    pub(crate) phrases: Phrases,
    pub(crate) sentences: Vec<Sentence>,
    pub(crate) sections: Vec<SectionDraft>,
    pub(crate) language: Guess,
    /// What words are read in: the language, or all of them where it could not be told.
    pub(crate) languages: Languages,
}

impl<'t, 'd> Reading<'t, 'd> {
    /// Reads a text. `language` is the place of the language it is known to be in.
    pub(crate) fn new(text: &'t str, lexicon: &'d Lexicon<'d>, language: Option<usize>, memory: &mut Memory) -> Self {
        let tokens = tokenize_into(text, std::mem::take(&mut memory.tokens));
        if let Some(place) = language {
            memory.turn_to(languages_of(lexicon, Some(place)));
        }
        let mut words = words::first_look(&tokens, lexicon, memory);
        let language = match language {
            Some(place) => Guess::given(lexicon, place),
            None => language::guess(text, &tokens, &words, lexicon),
        };
        let languages = languages_of(lexicon, language.place);
        words::give_meaning(text, &tokens, &mut words, lexicon, languages, memory);
        let stop_of = |i: usize| words.get(i).is_some_and(|w| languages.meets(w.facts.no_stop.into()));
        let sentences = split_sentences(&tokens, stop_of);
        for (n, sentence) in sentences.iter().enumerate() {
            let tokens_of = sentence.first as usize..sentence.end as usize;
            for (i, word) in tokens_of.clone().zip(&mut words[tokens_of]) {
                word.sentence = n as u32;
                // A full stop inside a sentence ends nothing: it belongs to an abbreviation, an initial or a number.
                if i + 1 < sentence.end as usize && word.mark == Mark::Hard && tokens.folded_form(i) == "." {
                    word.mark = Mark::Soft;
                }
            }
        }
        let phrases = phrases::find(&tokens, &words, lexicon, languages, std::mem::take(&mut memory.phrases));
        for phrase in phrases.of(Category::Cue) {
            let cue = |payload: u32| lexicon.tables().cues.get(payload as usize);
            let negation = |payload: u32| cue(payload).is_some_and(|c| c.role == Role::Negation as u32);
            if !negation(phrase.payload) {
                continue;
            }
            // The word that denies: `no` of `with no`, where it is a cue alone; else the first.
            let alone = |word: &Word| {
                let node = lexicon.node(word.facts.node)?;
                lexicon
                    .phrases(node)
                    .iter()
                    .find(|p| p.category == Category::Cue as u32 && languages.meets(p.languages) && negation(p.payload))
            };
            let denying = phrase.range().find(|t| alone(&words[*t]).is_some());
            let denying = &mut words[denying.unwrap_or(phrase.first as usize)];
            denying.negates = true;
            // What else denies (`ruled out`, `resolved`) reaches otherwise; the first word of `se descarta` says nothing.
            denying.plainly |= !denying.class.is_small()
                && cue(phrase.payload).is_some_and(|c| {
                    let reaches = [Reach::Item as u32, Reach::List as u32].contains(&c.reach);
                    c.direction == Direction::Forward as u32 && reaches
                });
        }
        for phrase in phrases.of(Category::Attribute) {
            // Words that say an attribute together (`de importante cuantía`) say nothing else.
            for word in words[phrase.range()]
                .iter_mut()
                .filter(|w| w.class == WordClass::Content)
            {
                word.class = WordClass::Attribute;
            }
        }
        let sections = sections::find(&tokens, &sentences, &phrases, lexicon);
        Self {
            text,
            lexicon,
            tokens,
            words,
            phrases,
            sentences,
            sections,
            language,
            languages,
        }
    }

    /// The sentence a token stands in.
    pub(crate) fn sentence(&self, token: usize) -> Sentence {
        self.words
            .get(token)
            .and_then(|w| self.sentences.get(w.sentence as usize))
            .copied()
            .unwrap_or(Sentence {
                first: 0,
                end: 0,
                label_end: 0,
            })
    }

    /// The section a token stands in.
    pub(crate) fn section(&self, token: usize) -> Option<&SectionDraft> {
        let behind = self.sections.partition_point(|s| s.first as usize <= token);
        behind.checked_sub(1).and_then(|i| self.sections.get(i))
    }

    /// The stretch of some tokens, both ends included.
    pub(crate) fn stretch(&self, first: usize, last: usize) -> ByteSpan {
        self.tokens.hull(first, last)
    }

    /// The original letters of a token.
    pub(crate) fn written(&self, token: usize) -> &'t str {
        self.text.get(self.tokens.span(token).range()).unwrap_or_default()
    }
}

/// What the words of a text are read in: its language, or all of them where that could not be told or is not read.
fn languages_of(lexicon: &Lexicon<'_>, place: Option<usize>) -> Languages {
    let languages = lexicon.tables().languages;
    match place {
        Some(place) if languages.get(place).is_some_and(|l| l.read == 1) => Languages::one(place),
        _ => Languages(
            (0..languages.len())
                .filter(|l| languages[*l].read == 1)
                .fold(0, |all, l| all | Languages::one(l).0),
        ),
    }
}
