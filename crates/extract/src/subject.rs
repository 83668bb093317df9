//! The patient: age and sex.

use epicrisis_lexicon::Category;
use epicrisis_record::{Experiencer, Kind, Sex};

use crate::found::Found;
use crate::measure::{Ages, Subject};
use crate::read::Reading;

/// The patient, with the mentions that say so by their places in the list.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Patient {
    pub(crate) age: Option<Ages>,
    pub(crate) sex: Option<(Sex, usize)>,
}

impl Patient {
    /// What decides reference ranges.
    pub(crate) fn subject(&self) -> Subject {
        let years = |a: Ages| match a.unit {
            "mo" => a.number / 12.0,
            "wk" => a.number / 52.18,
            "d" => a.number / 365.25,
            "h" => a.number / 8766.0,
            _ => a.number,
        };
        Subject {
            age: self.age.map(years),
            sex: self.sex.map(|(sex, _)| sex),
        }
    }
}

/// Finds the patient: the first age that is the patient's, and the nearest word before or behind it that says the sex;
/// where there is none, the first such word of the text.
pub(crate) fn patient(reading: &Reading<'_, '_>, ages: &[Ages], found: &mut Vec<Found>) -> Patient {
    let age = ages
        .iter()
        .find(|a| found[a.mention].experiencer == Experiencer::Patient)
        .copied();
    let sexed = |p: &&crate::read::Phrase| {
        let rec = reading.lexicon.tables().persons.get(p.payload as usize);
        rec.is_some_and(|r| !reading.lexicon.str(r.sex).is_empty())
    };
    let persons: Vec<_> = reading.phrases.of(Category::Person).iter().filter(sexed).collect();
    let near = age.and_then(|a| {
        let at = found[a.mention].first;
        let sentence = reading.words[at as usize].sentence;
        persons
            .iter()
            .filter(|p| reading.words[p.first as usize].sentence == sentence && p.first.abs_diff(at) <= 12)
            .min_by_key(|p| p.first.abs_diff(at))
    });
    let mut patient = Patient { age, sex: None };
    if let Some(person) = near.or(persons.first())
        && let Some(rec) = reading.lexicon.tables().persons.get(person.payload as usize)
        && let Ok(sex) = reading.lexicon.str(rec.sex).parse::<Sex>()
    {
        patient.sex = Some((sex, found.len()));
        let mut mention = Found::new(Kind::Demographic, None, person.first as usize, person.end as usize - 1);
        mention.attributes.other.insert("sex".to_owned(), sex.as_str().into());
        found.push(mention);
    }
    patient
}
