//! Which language a text is in, told by its frequent words and by whose vocabulary its other words are.

use epicrisis_lexicon::Lexicon;
use epicrisis_text::{Shape, TokenKind, Tokens};

use super::{Mark, Word};

/// The language of a text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Guess {
    /// Its place in the lexicon; `None` where nothing told it.
    pub(crate) place: Option<usize>,
    /// BCP 47; `und` where nothing told it.
    pub(crate) code: String,
    /// 0 to 1.
    pub(crate) confidence: f64,
    /// Whether text is read in it.
    pub(crate) read: bool,
}

impl Guess {
    /// A language that the caller knows.
    pub(crate) fn given(lexicon: &Lexicon<'_>, place: usize) -> Self {
        let rec = lexicon.tables().languages.get(place);
        Self {
            place: rec.map(|_| place),
            code: rec.map_or("und", |r| lexicon.str(r.code)).to_owned(),
            confidence: 1.0,
            read: rec.is_some_and(|r| r.read == 1),
        }
    }
}

/// The most languages a lexicon has; a set of them is 16 bits.
const MOST: usize = 16;
/// A frequent word says so many times as much as a word that the lexicon merely knows.
const FREQUENT: f64 = 4.0;
/// A letter says a little less than a frequent word.
const LETTER: f64 = 3.0;
/// Capitals are names and abbreviations, and what hangs on a number or a stroke is a unit: hardly a language's.
const HARDLY: f64 = 0.2;
/// So many words settle it; a longer text is not read to its end.
const ENOUGH: usize = 4000;
/// So many letters settle it.
const LETTERS: usize = 400;

/// Letters that tell Latin languages apart lie below.
const LATIN: usize = 0x250;

/// The next byte at or behind `at` that is beyond plain ASCII.
fn beyond_ascii(text: &str, at: usize) -> Option<usize> {
    let rest = text.as_bytes().get(at..)?;
    let skipped = rest.chunks(WIDE).take_while(|c| c.is_ascii()).count() * WIDE;
    let far = rest.get(skipped..)?.iter().position(|b| !b.is_ascii())?;
    Some(at + skipped + far)
}

/// Bytes looked at together.
const WIDE: usize = 16;

/// What speaks for each language. A word or a letter is shared out among all that have it: the fewer, the more it says.
#[derive(Default)]
struct Scores([f64; MOST]);

impl Scores {
    fn add(&mut self, set: u16, share: f64) {
        let mut left = set;
        while left != 0 {
            self.0[left.trailing_zeros() as usize % MOST] += share;
            left &= left - 1;
        }
    }

    /// Adds what the letters beyond plain ASCII say.
    fn letters(&mut self, text: &str, lexicon: &Lexicon<'_>) {
        let mut having = [0u16; LATIN];
        for (l, language) in lexicon.tables().languages.iter().enumerate().take(MOST) {
            for letter in lexicon.str(language.letters).chars() {
                if let Some(set) = having.get_mut(letter as usize) {
                    *set |= 1 << l;
                }
            }
        }
        let mut seen = 0;
        let mut at = 0;
        while seen < LETTERS
            && let Some(next) = beyond_ascii(text, at)
            && let Some(c) = text.get(next..).and_then(|rest| rest.chars().next())
        {
            at = next + c.len_utf8();
            if c as u32 >= 0xA1 && c.is_alphabetic() || matches!(c, '¿' | '¡' | '·') {
                seen += 1;
                for letter in c.to_lowercase() {
                    let set = having.get(letter as usize).copied().unwrap_or(0);
                    self.add(set, LETTER / f64::from(set.count_ones().max(1)));
                }
            }
        }
    }

    /// Adds what the words say.
    fn words(&mut self, tokens: &Tokens, words: &[Word]) {
        let kinds = tokens.iter().map(|t| t.kind).enumerate();
        for (i, _) in kinds.filter(|(_, k)| *k == TokenKind::Word).take(ENOUGH) {
            let Some(form) = words.get(i).map(|w| &w.facts) else {
                continue;
            };
            // Whoever knows a word has a share in it, so that a language gains nothing by being the only one to list it.
            let having = form.frequent | form.known;
            let share = prose(tokens, words, i) / f64::from(having.count_ones().max(1));
            self.add(form.frequent, share * FREQUENT);
            self.add(having & !form.frequent, share);
        }
    }
}

/// How far a word is prose, which is in a language, and no symbol, unit or name, which are in none: 0 to 1.
fn prose(tokens: &Tokens, words: &[Word], i: usize) -> f64 {
    let apart = |at: usize| tokens.get(at).is_none_or(|t| t.spaced || t.newlines > 0);
    let is = |at: usize, mark: &str| at < tokens.len() && tokens.folded_form(at) == mark;
    let before = i.checked_sub(1).and_then(|at| words.get(at)).map(|w| w.mark);
    let mark = before.unwrap_or(Mark::Hard);
    let loose = i == 0 || apart(i) || mark == Mark::Open || mark == Mark::Soft && is(i - 1, "'");
    if tokens.folded_form(i).len() > 1 {
        let upper = tokens[i].shape == Shape::Upper;
        return if loose && !upper { 1.0 } else { HARDLY };
    }
    // A letter alone: elided (`l'`), or a word between spaces and no symbol (`N`, `mg/l`).
    let starts = mark == Mark::Hard || tokens[i].newlines > 0;
    let small = tokens[i].shape == Shape::Lower || starts;
    let word = is(i + 1, "'") || loose && small && apart(i + 1);
    f64::from(u8::from(word))
}

/// Tells the language by the words and letters that only some languages have.
pub(super) fn guess(text: &str, tokens: &Tokens, words: &[Word], lexicon: &Lexicon<'_>) -> Guess {
    let mut scores = Scores::default();
    scores.letters(text, lexicon);
    scores.words(tokens, words);
    let of = |l: usize| scores.0[l];
    let languages = 0..lexicon.tables().languages.len().min(MOST);
    let best = languages
        .clone()
        .max_by(|a, b| of(*a).total_cmp(&of(*b)).then(b.cmp(a)));
    let Some(place) = best.filter(|b| of(*b) > 0.0) else {
        return Guess {
            place: None,
            code: "und".to_owned(),
            confidence: 0.0,
            read: false,
        };
    };
    let second = languages.filter(|l| *l != place).map(of).fold(0.0, f64::max);
    let lead = of(place) - second;
    let mut guess = Guess::given(lexicon, place);
    // What chance adds grows as the root of what was counted; a word or two are a hint, however clear.
    guess.confidence = (lead / (lead + 1.5 + 1.5 * of(place).sqrt())).clamp(0.0, 1.0);
    guess
}
