//! What a mention says, feature by feature: the types and the annotations are made from one list.

use std::borrow::Cow;

use epicrisis_record::{Mention, Value};

use super::offsets::Units;
use crate::summary::words;

/// A feature of a mention; all are strings, as INCEpTION's editors take them.
pub(super) struct Feature {
    pub(super) name: &'static str,
    pub(super) what: &'static str,
    /// `None` where the record does not say it.
    pub(super) of: for<'m> fn(&'m Mention, &Units) -> Option<Cow<'m, str>>,
}

/// All of them, in the order in which they are written.
pub(super) const ALL: &[Feature] = &[
    Feature {
        name: "kind",
        what: "What it is: problem, finding, measurement, medication and so on.",
        of: |mention, _| Some(mention.kind.as_str().into()),
    },
    Feature {
        name: "concept",
        what: "The concept's id in Epicrisis's lexicon.",
        of: |mention, _| mention.concept_id().map(Cow::from),
    },
    Feature {
        name: "label",
        what: "The concept's English name.",
        of: |mention, _| mention.concept.as_ref().map(|concept| concept.label.as_str().into()),
    },
    Feature {
        name: "codes",
        what: "The concept's codes, as SYSTEM:CODE, parted by blanks.",
        of: |mention, _| codes(mention),
    },
    Feature {
        name: "presence",
        what: "present, absent, possible, conditional, hypothetical or not-assessed.",
        of: |mention, _| Some(mention.presence.as_str().into()),
    },
    Feature {
        name: "degree",
        what: "Of what is possible: likely, possible or unlikely.",
        of: |mention, _| mention.attributes.degree.map(|degree| degree.as_str().into()),
    },
    Feature {
        name: "experiencer",
        what: "patient, family or other.",
        of: |mention, _| Some(mention.experiencer.as_str().into()),
    },
    Feature {
        name: "temporality",
        what: "current, past or planned.",
        of: |mention, _| Some(mention.time.as_str().into()),
    },
    Feature {
        name: "severity",
        what: "mild, moderate or severe.",
        of: |mention, _| mention.attributes.severity.map(|severity| severity.as_str().into()),
    },
    Feature {
        name: "course",
        what: "acute, chronic and so on.",
        of: |mention, _| mention.attributes.course.map(|course| course.as_str().into()),
    },
    Feature {
        name: "laterality",
        what: "left, right or bilateral.",
        of: |mention, _| mention.attributes.laterality.map(|side| side.as_str().into()),
    },
    Feature {
        name: "comparator",
        what: "How the value stands to its number: <, <=, >, >= or ~.",
        of: |mention, _| value(mention)?.comparator.map(|sign| sign.as_str().into()),
    },
    Feature {
        name: "value",
        what: "The value: a number, a range (10-15), a result or a time in words; without its unit.",
        of: |mention, _| number(value(mention)?),
    },
    Feature {
        name: "unit",
        what: "The value's unit as UCUM has it, else as the text has it.",
        of: |mention, _| {
            let value = value(mention)?;
            let unit = value.unit.as_deref().or(value.unit_text.as_deref());
            unit.map(Cow::from)
        },
    },
    Feature {
        name: "interpretation",
        what: "What the value means: N, L, H, LL, HH, A, POS or NEG.",
        of: |mention, _| Some(value(mention)?.interpretation?.as_str().into()),
    },
    Feature {
        name: "dose",
        what: "Of a drug: how much.",
        of: |mention, _| mention.attributes.dose.as_deref().map(|dose| words::value(dose).into()),
    },
    Feature {
        name: "route",
        what: "Of a drug: by which way.",
        of: |mention, _| mention.attributes.route.map(|route| route.as_str().into()),
    },
    Feature {
        name: "susceptibility",
        what: "Of a drug of an antibiogram: susceptible, intermediate or resistant.",
        of: |mention, _| Some(mention.attributes.other.get("susceptibility")?.as_str()?.into()),
    },
    Feature {
        name: "fragments",
        what: "The stretches of a mention that is not one, as BEGIN-END parted by blanks, counted as begin and end are.",
        of: fragments,
    },
    Feature {
        name: "mention",
        what: "The mention's id in the record.",
        of: |mention, _| Some(mention.id.to_string().into()),
    },
];

fn value(mention: &Mention) -> Option<&Value> {
    mention.value.as_deref()
}

fn codes(mention: &Mention) -> Option<Cow<'_, str>> {
    let codes = &mention.concept.as_ref()?.codes;
    // Some systems' codes have the system in front already (`HP:0003409`).
    let written = codes.iter().map(|code| match code.code.contains(':') {
        true => code.code.clone(),
        false => format!("{}:{}", code.system, code.code),
    });
    let written: Vec<String> = written.collect();
    (!written.is_empty()).then(|| written.join(" ").into())
}

fn number(value: &Value) -> Option<Cow<'_, str>> {
    Some(match (value.number, value.low, value.high) {
        (Some(number), _, _) => number.to_string().into(),
        (None, Some(low), Some(high)) => format!("{low}-{high}").into(),
        (None, Some(low), None) => format!("{low}-").into(),
        (None, None, Some(high)) => format!("-{high}").into(),
        (None, None, None) => value.text.as_deref()?.into(),
    })
}

fn fragments<'m>(mention: &'m Mention, units: &Units) -> Option<Cow<'m, str>> {
    let stretches = mention.fragments.iter();
    let written: Vec<String> = stretches
        .map(|span| format!("{}-{}", units.char(span.start), units.char(span.end)))
        .collect();
    (!written.is_empty()).then(|| written.join(" ").into())
}
