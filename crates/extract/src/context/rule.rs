//! Why a mention is present or not, whose it is and when: the rules, by stable names.

use epicrisis_lexicon::Reach;

/// What let a cue decide about a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// The mention lies in the list that the cue touches.
    List,
    /// The mention is the item that the cue touches, or of a list that `or`, `nor` or a preposition said again holds together.
    Item,
    /// The mention lies in the cue's clause.
    Clause,
    /// The mention lies in the cue's sentence.
    Sentence,
    /// The mention is the next one.
    Next,
    /// The mention lies within a number of words.
    Words,
    /// The cue is the negative result of a test that was done.
    Result,
    /// An abnormal result in words that is denied.
    AbnormalResult,
    /// The words of the mention say it themselves.
    OwnWords,
    /// The heading says it of all that stands under it.
    Section,
    /// The place that labels a statement about what could not be assessed.
    Label,
    /// The mention is part of a larger one.
    Part,
    /// What was is tied to a moment long ago.
    LongAgo,
    /// What is to be done is tied to a moment to come.
    Ahead,
}

impl Rule {
    /// All of them, in the order of the documentation.
    pub const ALL: [Self; 14] = [
        Self::List,
        Self::Item,
        Self::Clause,
        Self::Sentence,
        Self::Next,
        Self::Words,
        Self::Result,
        Self::AbnormalResult,
        Self::OwnWords,
        Self::Section,
        Self::Label,
        Self::Part,
        Self::LongAgo,
        Self::Ahead,
    ];

    /// Its stable name.
    pub const fn id(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Item => "item",
            Self::Clause => "clause",
            Self::Sentence => "sentence",
            Self::Next => "next",
            Self::Words => "words",
            Self::Result => "result",
            Self::AbnormalResult => "abnormal-result",
            Self::OwnWords => "own-words",
            Self::Section => "section",
            Self::Label => "label",
            Self::Part => "part",
            Self::LongAgo => "long-ago",
            Self::Ahead => "ahead",
        }
    }

    /// What it does, for people.
    pub const fn does(self) -> &'static str {
        match self {
            Self::List => {
                "The cue holds for the list that it touches: mentions parted by commas and conjunctions, with at most one \
                 unknown word between. A verb, a relative clause behind a comma, another cue of presence, what was measured, \
                 what comes *with* what is denied, and the end of the sentence end it."
            }
            Self::Item => {
                "As `list`, but behind a comma only where `or` or `nor` ends the list, or the preposition of the first item is \
                 said again: *no A, B ni C* and *pas d'A, d'B, d'C* deny three, *no A, B* one. What says that something is as it should be is never denied behind a comma."
            }
            Self::Clause => {
                "The cue holds to the end of its clause: up to seven unknown words before the first mention, up to three \
                 between two, one behind a comma."
            }
            Self::Sentence => "The cue holds for its whole sentence.",
            Self::Next => "The cue holds for the nearest mention in its direction, and for no other.",
            Self::Words => "The cue holds for as many words as its row says.",
            Self::Result => {
                "A negative result behind a test is the test's result: the test was done, and its value says what it showed."
            }
            Self::AbnormalResult => {
                "A denial right before an abnormal result in words (*sin elevación de la ferritina*): the result was not there."
            }
            Self::OwnWords => {
                "The words of the mention say its presence themselves (*afebrile*): no cue outside them decides it."
            }
            Self::Section => {
                "Nothing nearer says whose or when it is, and the heading does (*Family history*, *Antecedentes personales*)."
            }
            Self::Label => {
                "A statement that something could not be assessed is about the place that labels it (*Abdomen: no valorable*)."
            }
            Self::Part => {
                "A place or an organism named inside a larger mention has that mention's person and time, an organism its \
                 presence too."
            }
            Self::LongAgo => {
                "What was done months or years ago, or in a year that is all that is known of when, is past; so is an illness \
                 that somebody *had* then or that a relative had, and a drug that was taken *until* a year."
            }
            Self::Ahead => {
                "What is to be done after a time to come (*dans 3 mois*), or stands alone with it in its sentence (*Control \
                 ecográfico en 3 meses*), is planned."
            }
        }
    }
}

impl From<Reach> for Rule {
    fn from(reach: Reach) -> Self {
        match reach {
            Reach::List => Self::List,
            Reach::Item | Reach::Touch => Self::Item,
            Reach::Clause => Self::Clause,
            Reach::Sentence => Self::Sentence,
            Reach::Next => Self::Next,
            Reach::Words => Self::Words,
        }
    }
}
