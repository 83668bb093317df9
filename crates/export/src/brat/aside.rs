//! What brat has no place for, as a note: values, doses, and what else a mention says in words of its own.

use std::fmt::Write;

use epicrisis_record::{
    Age, AgeUnit, Attributes, Mention, MentionId, Number, Sex, SexValue, Subject, UnknownName, Value,
};
use serde::{Deserialize, Serialize};
use serde_json::Map;

use super::attributes;
use super::pieces::ends_a_piece;
use crate::ExportError;

/// The note's kind: the one that brat lets people read and write.
pub(super) const NOTE: &str = "AnnotatorNotes";

/// A note of a mention, as JSON in one line: the record's own fields, those that are not known left out.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Aside {
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Box<Value>>,
    #[serde(skip_serializing_if = "Attributes::is_empty")]
    attributes: Attributes,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<About>,
}

/// What of the patient is known by this mention.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct About {
    #[serde(skip_serializing_if = "Option::is_none")]
    age: Option<Years>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sex: Option<Sex>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Years {
    number: Number,
    unit: AgeUnit,
}

impl Aside {
    /// What is to be noted at a mention: what neither brat's attributes nor its relations say.
    pub(super) fn of(mention: &Mention, subject: &Subject) -> Result<Self, UnknownName> {
        let mut rest = mention.clone();
        for attribute in attributes::ALL {
            (attribute.set)(&mut rest, None)?;
        }
        rest.attributes.site = None;
        rest.attributes.specimen = None;
        let age = subject.age.filter(|age| age.mention == mention.id);
        let sex = subject.sex.filter(|sex| sex.mention == mention.id);
        Ok(Self {
            value: rest.value,
            attributes: rest.attributes,
            subject: (age.is_some() || sex.is_some()).then(|| About {
                age: age.map(|Age { number, unit, .. }| Years { number, unit }),
                sex: sex.map(|sex| sex.value),
            }),
        })
    }

    /// The note; `None` where there is nothing to note.
    pub(super) fn note(&self) -> Result<Option<String>, ExportError> {
        let mut json = serde_json::to_value(self)?;
        drop_nulls(&mut json);
        let empty = json.as_object().is_some_and(Map::is_empty);
        Ok((!empty).then(|| one_line(&json.to_string())))
    }

    /// Reads a note; `None` where it is one that somebody wrote in words.
    pub(super) fn parse(note: &str) -> Option<Result<Self, serde_json::Error>> {
        note.starts_with('{').then(|| serde_json::from_str(note))
    }

    /// Says it of a mention, instead of all the attributes it has, and of the patient.
    pub(super) fn tell(self, mention: &mut Mention, subject: &mut Subject) {
        mention.attributes = self.attributes;
        mention.value = self.value;
        if let Some(about) = self.subject {
            about.tell(mention.id, subject);
        }
    }
}

impl About {
    fn tell(self, mention: MentionId, subject: &mut Subject) {
        if let Some(Years { number, unit }) = self.age {
            subject.age = Some(Age { number, unit, mention });
        }
        if let Some(value) = self.sex {
            subject.sex = Some(SexValue { value, mention });
        }
    }
}

/// Leaves out what is not known: a person reads this.
fn drop_nulls(json: &mut serde_json::Value) {
    match json {
        serde_json::Value::Object(fields) => {
            fields.retain(|_, value| !value.is_null());
            fields.values_mut().for_each(drop_nulls);
        }
        serde_json::Value::Array(values) => values.iter_mut().for_each(drop_nulls),
        _ => {}
    }
}

/// JSON without a letter that some reader of lines takes for the end of one.
fn one_line(json: &str) -> String {
    let mut line = String::with_capacity(json.len());
    for letter in json.chars() {
        if ends_a_piece(letter) {
            let _ = write!(line, "\\u{:04x}", u32::from(letter));
        } else {
            line.push(letter);
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_one_line_and_says_only_what_is_known() {
        let value = Value {
            text: Some("a\u{2028}b\nc\u{85}".to_owned()),
            ..Value::default()
        };
        let aside = Aside {
            value: Some(Box::new(value)),
            ..Aside::default()
        };
        let note = aside.note().unwrap().unwrap();
        assert_eq!(note, r#"{"value":{"text":"a\u2028b\nc\u0085"}}"#);
        let read = Aside::parse(&note).unwrap().unwrap();
        assert_eq!(read.value, aside.value);
        assert_eq!(Aside::default().note().unwrap(), None);
    }

    #[test]
    fn what_people_note_is_theirs() {
        assert!(Aside::parse("see page 2").is_none());
        assert!(Aside::parse("{see page 2}").unwrap().is_err());
    }
}
