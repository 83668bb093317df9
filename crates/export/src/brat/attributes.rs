//! The attributes that brat shows: each of one of the record's closed lists, so that brat can offer its values.

use std::str::FromStr;

use epicrisis_record::{
    Course, Degree, Experiencer, Kind, Laterality, Mention, Presence, Route, Severity, Time, UnknownName,
};

/// An attribute: how it is called, what it may be, and the way from a mention to it and back.
pub(super) struct Attribute {
    pub(super) name: &'static str,
    /// The kinds it may be said of; all of them where it names none.
    pub(super) kinds: &'static [Kind],
    /// What it may be, in the order of the record's list, without what is taken for granted.
    pub(super) values: fn() -> Vec<&'static str>,
    /// What a mention has of it; `None` where the text says nothing, or what is taken for granted.
    pub(super) of: fn(&Mention) -> Option<&'static str>,
    /// Says it of a mention; `None` takes it away.
    pub(super) set: fn(&mut Mention, Option<&str>) -> Result<(), UnknownName>,
}

/// An attribute whose absence is one of its values.
macro_rules! said {
    ($name:literal, $field:ident, $list:ident, $granted:expr) => {
        Attribute {
            name: $name,
            kinds: &[],
            values: || {
                let others = $list::ALL.iter().filter(|value| **value != $granted);
                others.map(|value| value.as_str()).collect()
            },
            of: |mention| (mention.$field != $granted).then(|| mention.$field.as_str()),
            set: |mention, value| {
                mention.$field = value.map_or(Ok($granted), $list::from_str)?;
                Ok(())
            },
        }
    };
}

/// An attribute that the text may leave open.
macro_rules! open {
    ($name:literal, $field:ident, $list:ident, $kinds:expr) => {
        Attribute {
            name: $name,
            kinds: $kinds,
            values: || $list::ALL.iter().map(|value| value.as_str()).collect(),
            of: |mention| mention.attributes.$field.map($list::as_str),
            set: |mention, value| {
                mention.attributes.$field = value.map($list::from_str).transpose()?;
                Ok(())
            },
        }
    };
}

/// All of them.
pub(super) const ALL: &[Attribute] = &[
    said!("presence", presence, Presence, Presence::Present),
    open!("degree", degree, Degree, &[]),
    said!("experiencer", experiencer, Experiencer, Experiencer::Patient),
    // A label is called `time` already, and brat draws both by their names.
    said!("temporality", time, Time, Time::Current),
    open!("severity", severity, Severity, &[Kind::Problem, Kind::Finding]),
    open!("course", course, Course, &[Kind::Problem, Kind::Finding]),
    open!("laterality", laterality, Laterality, &[]),
    open!("route", route, Route, &[Kind::Medication]),
];
