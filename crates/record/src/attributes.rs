//! What the text says about a mention beside naming it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Course, Degree, Kind, Laterality, MentionId, Number, Route, Severity, Value};

/// The attributes of a mention; each absent where the text does not say.
// Values are boxed because most mentions have none: a mention stays small enough to sort and move.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Attributes {
    /// How bad.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    /// How it runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub course: Option<Course>,
    /// Which side.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub laterality: Option<Laterality>,
    /// The mention of the body site it is at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<MentionId>,
    /// The mention of the specimen it was found in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub specimen: Option<MentionId>,
    /// Spinal or segmental level, as `L5-S1`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// How large.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<Size>,
    /// How much of a drug is given at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dose: Option<Box<Value>>,
    /// How much of a drug one tablet, puff or millilitre holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strength: Option<Box<Value>>,
    /// By which way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub route: Option<Route>,
    /// How often.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frequency: Option<Box<Frequency>>,
    /// For how long, in ISO 8601 (`P7D`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<String>,
    /// In which form: `tablet`, `solution`, …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// What a finding says of what it names: the English word for it, as in a value (`normal`, `positive`, `negative`, `elevated`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    /// What the mention is beside its kind: a sign that is a disease in itself (`anaemia`) is a finding and a problem.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub also: Option<Kind>,
    /// How strongly suspected; only where presence is possible.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub degree: Option<Degree>,
    /// Attributes this version has no type for: kept when a record is read and written again.
    #[serde(flatten)]
    pub other: BTreeMap<String, serde_json::Value>,
}

impl Attributes {
    /// The [`result`](Self::result) of a finding that says that something is as it should be; one of those in
    /// `lexicon/results.tsv`.
    pub const NORMAL: &str = "normal";

    /// Whether the text says nothing of these.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// One measure (`3 cm`) or several (`3 x 4 cm`). In JSON a value, or a list of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Size {
    /// One measure.
    One(Box<Value>),
    /// Several, in the order of the text.
    Several(Vec<Value>),
}

impl Size {
    /// The measures, in the order of the text.
    #[must_use]
    pub fn measures(&self) -> &[Value] {
        match self {
            Self::One(value) => std::slice::from_ref(value),
            Self::Several(values) => values,
        }
    }
}

/// How often a drug is given: the parts that are known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Frequency {
    /// How many times in a period.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub times: Option<Number>,
    /// How long the period is, in `period_unit`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<Number>,
    /// The unit of the period, in UCUM: `h`, `d`, `wk`, `mo`, …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period_unit: Option<String>,
    /// How the doses lie over the day, as `1-0-1`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// Whether only when needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_needed: Option<bool>,
    /// The words of the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}
