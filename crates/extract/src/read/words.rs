//! From tokens to words: what the lexicon says of each.

use epicrisis_lexicon::format::{FormFacts, NONE};
use epicrisis_lexicon::{Languages, Lexicon, ReadBy, WordClass, WordReading};
use epicrisis_text::{Shape, TokenKind, Tokens, lone_letter};

use super::memory::{Known, Memory};

/// What a single mark between words does to the words around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
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
    /// Whether it denies what stands behind it and says nothing else of it: `no`, `denies`; not `ruled out`.
    pub(crate) plainly: bool,
    /// What else the lexicon knows of the form.
    pub(crate) facts: FormFacts,
}

impl Word {
    /// Takes what it means in the languages of the text.
    fn take(&mut self, meaning: Option<(WordReading, WordClass)>) {
        let (reading, class) = meaning.unwrap_or((
            WordReading {
                pivot: NONE,
                by: ReadBy::Form,
            },
            WordClass::Content,
        ));
        (self.pivot, self.by, self.class) = (reading.pivot, reading.by, class);
    }

    /// Whether it says something of its own: no article, no mark.
    pub(crate) fn is_content(&self) -> bool {
        self.mark == Mark::None && self.class == WordClass::Content
    }
}

/// So many words are expected together: some sentences.
const TOGETHER: usize = 64;

/// What each token is before the language is known. Texts come in one language after another: what a word means is taken as in the
/// last, so that most need no second look.
pub(super) fn first_look(tokens: &Tokens, lexicon: &Lexicon<'_>, memory: &mut Memory) -> Vec<Word> {
    let mut words = std::mem::take(&mut memory.words);
    let mut unread = std::mem::take(&mut memory.unread);
    words.clear();
    unread.clear();
    let expected = memory.languages();
    words.reserve(tokens.len());
    // Some are expected before they are recalled, so that their entries are waited for together.
    let mut hashes = [0; TOGETHER];
    for from in (0..tokens.len()).step_by(TOGETHER) {
        let near = from..tokens.len().min(from + TOGETHER);
        for (hash, i) in hashes.iter_mut().zip(near.clone()) {
            *hash = memory.expect(tokens.folded_form(i));
        }
        for (hash, i) in hashes.iter().zip(near) {
            let folded = tokens.folded_form(i);
            let kind = tokens[i].kind;
            let letter = kind == TokenKind::Word && folded.len() == 1;
            let known = match initial(tokens, i, lexicon).filter(|_| letter) {
                Some(form) => Known::of_form(lexicon, Some(form)),
                None => *memory.recall_hashed(folded, *hash, lexicon),
            };
            let mut word = Word {
                form: known.form,
                pivot: NONE,
                class: WordClass::Content,
                by: ReadBy::Form,
                mark: mark(kind, folded),
                sentence: 0,
                negates: false,
                plainly: false,
                facts: known.facts,
            };
            if word.mark == Mark::None {
                match known.known_meaning(expected).filter(|_| folded.len() > 1) {
                    Some(meaning) => word.take(meaning),
                    None => unread.push(i as u32),
                }
            }
            words.push(word);
        }
    }
    memory.unread = unread;
    words
}

/// Gives the words the pivots that they have in the languages of the text.
pub(super) fn give_meaning(
    text: &str,
    tokens: &Tokens,
    words: &mut [Word],
    lexicon: &Lexicon<'_>,
    languages: Languages,
    memory: &mut Memory,
) {
    let mut unread = std::mem::take(&mut memory.unread);
    if memory.languages() != languages {
        memory.turn_to(languages);
        unread.clear();
        unread.extend(
            (0..)
                .zip(words.iter())
                .filter(|(_, w)| w.mark == Mark::None)
                .map(|(i, _)| i),
        );
    }
    for i in unread.iter().map(|i| *i as usize) {
        let word = &mut words[i];
        let folded = tokens.folded_form(i);
        let meaning = if folded.len() > 1 {
            memory.recall(folded, lexicon).meaning(folded, lexicon, languages)
        } else {
            // Of lone letters the accent and the stop behind them count.
            let written = text.get(tokens.span(i).range()).and_then(lone_letter);
            let accented = written.and_then(|letter| lexicon.read_word(folded, lexicon.form(&letter), languages));
            let form = (word.form != NONE).then_some(word.form);
            accented
                .filter(|r| r.by == ReadBy::Form)
                .or_else(|| lexicon.read_word(folded, form, languages))
                .map(|r| (r, lexicon.class(r.pivot)))
        };
        word.take(meaning);
    }
    memory.unread = unread;
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
    if tokens[i].shape != Shape::Capital {
        return None;
    }
    let [letter] = tokens.folded_form(i).as_bytes() else {
        return None;
    };
    let stop = tokens.get(i + 1).is_some_and(|t| !t.spaced && t.newlines == 0) && tokens.folded_form(i + 1) == ".";
    // `pleurésie G.`: what ends a text or a line is no initial.
    let name = tokens
        .get(i + 2)
        .is_some_and(|t| t.kind == TokenKind::Word && (t.newlines == 0 || t.shape == Shape::Lower));
    let form = [*letter, b'.'];
    (stop && name)
        .then(|| lexicon.form(std::str::from_utf8(&form).ok()?))
        .flatten()
}
