//! How a mention is marked: by what it is, and by whether, whose and when it is.

use epicrisis_record::{Experiencer, Kind, Mention, Presence, Time};

use super::markup::Markup;
use crate::summary::DOUBTFUL;

/// A way in which a mention is not plainly there, now, the patient's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum State {
    Absent,
    Possible,
    Conditional,
    Hypothetical,
    NotAssessed,
    Family,
    OtherPerson,
    Past,
    Planned,
    Doubtful,
}

impl State {
    pub(super) const ALL: &'static [Self] = &[
        Self::Absent,
        Self::Possible,
        Self::Conditional,
        Self::Hypothetical,
        Self::NotAssessed,
        Self::Family,
        Self::OtherPerson,
        Self::Past,
        Self::Planned,
        Self::Doubtful,
    ];

    /// Its class in the style sheet.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::Possible => "possible",
            Self::Conditional => "conditional",
            Self::Hypothetical => "hypothetical",
            Self::NotAssessed => "not-assessed",
            Self::Family => "family",
            Self::OtherPerson => "other-person",
            Self::Past => "past",
            Self::Planned => "planned",
            Self::Doubtful => "doubtful",
        }
    }

    /// The sign that is drawn in front of a mention.
    fn before(self) -> Option<&'static str> {
        match self {
            Self::Absent => Some("−"),
            Self::Family => Some("fam"),
            Self::OtherPerson => Some("other"),
            _ => None,
        }
    }

    /// The sign that is drawn behind a mention.
    fn after(self) -> Option<&'static str> {
        match self {
            Self::Possible => Some("?"),
            Self::Conditional => Some("if"),
            Self::Hypothetical => Some("hyp"),
            Self::NotAssessed => Some("n/a"),
            Self::Past => Some("past"),
            Self::Planned => Some("plan"),
            Self::Doubtful => Some("(?)"),
            Self::Absent | Self::Family | Self::OtherPerson => None,
        }
    }

    /// What it says.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::Possible => "suspected",
            Self::Conditional => "only if",
            Self::Hypothetical => "hypothetical",
            Self::NotAssessed => "not assessed",
            Self::Family => "in the family",
            Self::OtherPerson => "another person",
            Self::Past => "past",
            Self::Planned => "planned",
            Self::Doubtful => "doubtful reading",
        }
    }
}

/// All that holds of a mention, in the order of [`State::ALL`].
pub(super) fn states(mention: &Mention) -> Vec<State> {
    let presence = match mention.presence {
        Presence::Present => None,
        Presence::Absent => Some(State::Absent),
        Presence::Possible => Some(State::Possible),
        Presence::Conditional => Some(State::Conditional),
        Presence::Hypothetical => Some(State::Hypothetical),
        Presence::NotAssessed => Some(State::NotAssessed),
    };
    let person = match mention.experiencer {
        Experiencer::Patient => None,
        Experiencer::Family => Some(State::Family),
        Experiencer::Other => Some(State::OtherPerson),
    };
    let time = match mention.time {
        Time::Current => None,
        Time::Past => Some(State::Past),
        Time::Planned => Some(State::Planned),
    };
    let doubtful = (mention.confidence.get() < DOUBTFUL).then_some(State::Doubtful);
    presence.into_iter().chain(person).chain(time).chain(doubtful).collect()
}

/// Writes the signs as attributes, from which the style sheet draws them: beside the text and no part of it.
pub(super) fn signs(out: &mut Markup, states: &[State], before: bool, after: bool) {
    let signs =
        |of: fn(State) -> Option<&'static str>| -> Vec<&str> { states.iter().copied().filter_map(of).collect() };
    let front = signs(State::before);
    if before && !front.is_empty() {
        out.attribute("data-before", &front.join(" "));
    }
    let back = signs(State::after);
    if after && !back.is_empty() {
        out.attribute("data-after", &back.join(" "));
    }
}

/// The kinds, in the order of the legend.
pub(super) const KINDS: &[Kind] = &[
    Kind::Problem,
    Kind::Finding,
    Kind::Measurement,
    Kind::Medication,
    Kind::Procedure,
    Kind::Organism,
    Kind::Device,
    Kind::Substance,
    Kind::BodySite,
    Kind::Time,
    Kind::Demographic,
];

/// What a kind is called.
pub(super) fn kind_words(kind: Kind) -> &'static str {
    match kind {
        Kind::Problem => "problem",
        Kind::Finding => "finding",
        Kind::Measurement => "measurement",
        Kind::Medication => "medication",
        Kind::Procedure => "procedure",
        Kind::Organism => "organism",
        Kind::Device => "device",
        Kind::Substance => "substance",
        Kind::BodySite => "body site",
        Kind::Time => "time",
        Kind::Demographic => "about the person",
    }
}

/// The classes of an element that stands for a mention.
pub(super) fn classes(mention: &Mention) -> String {
    let mut classes = mention.kind.to_string();
    for state in states(mention) {
        classes.push(' ');
        classes.push_str(state.class());
    }
    classes
}

/// What it is and how it stands, in words.
pub(super) fn description(mention: &Mention) -> String {
    let mut words = kind_words(mention.kind).to_owned();
    for state in states(mention) {
        words.push_str(", ");
        words.push_str(state.words());
    }
    words
}

/// The id of the element of the page that describes such mentions.
pub(super) fn description_id(mention: &Mention) -> String {
    format!("d-{}", classes(mention).replace(' ', "-"))
}
