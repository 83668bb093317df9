//! From text to words: tokens, the language, what each word is in the lexicon, the phrases, the sentences and sections.

mod language;
mod phrases;
mod sections;

use epicrisis_lexicon::format::NONE;
use epicrisis_lexicon::{Category, Languages, Lexicon, ReadBy, Role, WordClass};
use epicrisis_text::{ByteSpan, Sentence, Shape, TokenKind, Tokens, lone_letter, split_sentences, tokenize};

pub(crate) use language::Guess;
pub(crate) use phrases::{Phrase, Phrases};
pub(crate) use sections::SectionDraft;

/// What a single mark between words does to the words around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// No mark: a word or a number.
    None,
    /// Joins: apostrophe, hyphen, slash.
    Soft,
    /// Parts the items of a list.
    Comma,
    /// Opens a parenthesis.
    Open,
    /// Closes one.
    Close,
    /// Ends what can be read together.
    Hard,
}

/// A token, as the lexicon reads it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    /// The exact form, or `NONE`.
    pub(crate) form: u32,
    /// The pivot, or `NONE`.
    pub(crate) pivot: u32,
    /// The part it plays.
    pub(crate) class: WordClass,
    /// How the pivot was found.
    pub(crate) by: ReadBy,
    /// The mark, where it is one.
    pub(crate) mark: Mark,
    /// The sentence it stands in.
    pub(crate) sentence: u32,
    /// Whether it is the word of a negation that denies.
    pub(crate) negates: bool,
}

impl Word {
    /// Whether it says something of its own: no article, no mark.
    pub(crate) fn is_content(&self) -> bool {
        self.mark == Mark::None && self.class == WordClass::Content
    }
}

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
    pub(crate) fn new(text: &'t str, lexicon: &'d Lexicon<'d>, language: Option<usize>) -> Self {
        let tokens = tokenize(text);
        let (mut words, twins) = first_look(&tokens, lexicon);
        let language = match language {
            Some(place) => Guess::given(lexicon, place),
            None => language::guess(text, &tokens, &words, lexicon),
        };
        let languages = match language.place {
            Some(place) if lexicon.tables().languages.get(place).is_some_and(|l| l.read == 1) => Languages::one(place),
            _ => Languages(
                (0..lexicon.tables().languages.len())
                    .filter(|l| lexicon.tables().languages[*l].read == 1)
                    .fold(0, |all, l| all | Languages::one(l).0),
            ),
        };
        for i in 0..words.len() {
            if words[i].mark != Mark::None {
                continue;
            }
            if (twins[i] as usize) < i {
                words[i] = words[twins[i] as usize];
                continue;
            }
            let word = &mut words[i];
            let folded = tokens.folded_form(i);
            let plain = (word.form != NONE).then_some(word.form);
            let accented = (folded.len() == 1)
                .then(|| text.get(tokens.span(i).range()))
                .flatten()
                .and_then(lone_letter);
            let accented = accented.and_then(|letter| lexicon.read_word(folded, lexicon.form(&letter), languages));
            let own = accented.filter(|r| r.by == ReadBy::Form);
            if let Some(reading) = own.or_else(|| lexicon.read_word(folded, plain, languages)) {
                word.pivot = reading.pivot;
                word.by = reading.by;
                word.class = lexicon.class(reading.pivot);
            }
        }
        let stop_of = |i: usize| {
            let form: Option<&Word> = words.get(i);
            form.and_then(|w| lexicon.form_rec(w.form))
                .is_some_and(|f| languages.meets(f.no_stop.into()))
        };
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
        let phrases = phrases::find(&tokens, &words, lexicon, languages);
        for phrase in phrases.of(Category::Cue) {
            let negation = |payload: u32| {
                lexicon
                    .tables()
                    .cues
                    .get(payload as usize)
                    .is_some_and(|c| c.role == Role::Negation as u32)
            };
            if !negation(phrase.payload) {
                continue;
            }
            // The word that denies: `no` of `with no`, where it is a cue alone; else the first.
            let alone = |form: u32| {
                let node = lexicon.step(0, form)?;
                lexicon
                    .phrases(node)
                    .iter()
                    .find(|p| p.category == Category::Cue as u32 && languages.meets(p.languages) && negation(p.payload))
            };
            let denying = phrase
                .range()
                .find(|t| words[*t].form != NONE && alone(words[*t].form).is_some());
            words[denying.unwrap_or(phrase.first as usize)].negates = true;
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

/// How many words are remembered; a power of two.
const REMEMBERED: usize = 1024;

/// What each token is before the language is known, and for each an earlier one of the same letters, where one is
/// remembered, else itself: what the lexicon says of a word need not be looked up again for `de`, `la` and `paciente`.
fn first_look(tokens: &Tokens, lexicon: &Lexicon<'_>) -> (Vec<Word>, Vec<u32>) {
    let mut words: Vec<Word> = Vec::with_capacity(tokens.len());
    let mut twins = Vec::with_capacity(tokens.len());
    let mut seen = [u32::MAX; REMEMBERED];
    for i in 0..tokens.len() {
        let folded = tokens.folded_form(i);
        let hash = Lexicon::hash(folded);
        let slot = &mut seen[hash as usize % REMEMBERED];
        let twin = *slot as usize;
        // Of lone letters the capital, the accent and the stop behind them count.
        let letter = folded.len() < 2 && tokens[i].kind == TokenKind::Word;
        if !letter
            && let Some(word) = words.get(twin).copied()
            && tokens.folded_form(twin) == folded
        {
            words.push(word);
            twins.push(twin as u32);
            continue;
        }
        if !letter {
            *slot = i as u32;
        }
        let initial = if letter { initial(tokens, i, lexicon) } else { None };
        words.push(Word {
            form: initial.or_else(|| lexicon.hashed_form(folded, hash)).unwrap_or(NONE),
            pivot: NONE,
            class: WordClass::Content,
            by: ReadBy::Form,
            mark: mark(tokens[i].kind, folded),
            sentence: 0,
            negates: false,
        });
        twins.push(i as u32);
    }
    (words, twins)
}

fn mark(kind: TokenKind, folded: &str) -> Mark {
    if kind != TokenKind::Mark {
        return Mark::None;
    }
    match folded {
        "'" | "-" | "/" | "\"" | "*" => Mark::Soft,
        "," => Mark::Comma,
        "(" | "[" => Mark::Open,
        ")" | "]" => Mark::Close,
        _ => Mark::Hard,
    }
}

/// The form of an initial, stop and all, as in `E. coli`.
fn initial(tokens: &Tokens, i: usize, lexicon: &Lexicon<'_>) -> Option<u32> {
    let letter = *tokens
        .folded_form(i)
        .as_bytes()
        .first()
        .filter(|b| b.is_ascii_lowercase())?;
    let alone = tokens.folded_form(i).len() == 1 && tokens[i].shape == Shape::Capital;
    let stop = tokens.get(i + 1).is_some_and(|t| !t.spaced && t.newlines == 0) && tokens.folded_form(i + 1) == ".";
    let form = [letter, b'.'];
    (alone && stop)
        .then(|| lexicon.form(std::str::from_utf8(&form).ok()?))
        .flatten()
}
