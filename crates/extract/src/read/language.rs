//! Which language a text is in, told by its frequent words and by whose vocabulary its other words are.

use epicrisis_lexicon::Lexicon;
use epicrisis_text::{TokenKind, Tokens};

use super::Word;

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
    pub(crate) fn given(lexicon: Lexicon<'_>, place: usize) -> Self {
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
/// A frequent word says this much more than a word of the lexicon.
const FREQUENT: f64 = 4.0;
/// So many words settle it; a longer text is not read to its end.
const ENOUGH: usize = 4000;

/// A letter that only one language has says about as much as a frequent word.
const LETTER: f64 = 3.0;
/// So many letters settle it.
const LETTERS: usize = 400;

/// Adds what the letters beyond plain ASCII say.
fn letters(text: &str, lexicon: Lexicon<'_>, scores: &mut [f64; MOST]) {
    let beyond = text.chars().filter(|c| !c.is_ascii()).take(LETTERS);
    for letter in beyond.flat_map(char::to_lowercase) {
        let mut set = lexicon.letter(letter).0;
        let count = f64::from(set.count_ones());
        while set != 0 {
            scores[set.trailing_zeros() as usize % MOST] += LETTER / (count * count);
            set &= set - 1;
        }
    }
}

/// Tells the language by the words that only some languages have: the fewer have it, the more it says.
pub(super) fn guess(text: &str, tokens: &Tokens, words: &[Word], lexicon: Lexicon<'_>) -> Guess {
    let mut scores = [0.0f64; MOST];
    let languages = lexicon.tables().languages;
    letters(text, lexicon, &mut scores);
    for (token, word) in tokens
        .iter()
        .zip(words)
        .filter(|(t, _)| t.kind == TokenKind::Word)
        .take(ENOUGH)
    {
        let Some(form) = lexicon.form_rec(word.form) else {
            continue;
        };
        // A capital inside a sentence is a name or an abbreviation, which is no language's.
        let weight = if token.shape == epicrisis_text::Shape::Upper {
            0.2
        } else {
            1.0
        };
        let mut add = |set: u16, weight: f64| {
            let share = weight / f64::from(set.count_ones() * set.count_ones()).max(1.0);
            let mut left = set;
            while left != 0 {
                scores[left.trailing_zeros() as usize % MOST] += share;
                left &= left - 1;
            }
        };
        add(form.frequent, FREQUENT * weight);
        add(form.known, weight);
    }
    let best = (0..languages.len().min(MOST)).max_by(|a, b| scores[*a].total_cmp(&scores[*b]).then(b.cmp(a)));
    let Some(place) = best.filter(|b| scores[*b] > 0.0) else {
        return Guess {
            place: None,
            code: "und".to_owned(),
            confidence: 0.0,
            read: false,
        };
    };
    let second = (0..languages.len().min(MOST))
        .filter(|l| *l != place)
        .map(|l| scores[l])
        .fold(0.0, f64::max);
    let mut guess = Guess::given(lexicon, place);
    // One word alone is a hint; the pseudo-count keeps it from being a certainty.
    guess.confidence = ((scores[place] - second + 0.5) / (scores[place] + 1.0)).clamp(0.0, 1.0);
    guess
}
