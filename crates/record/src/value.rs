//! Values: what was measured, given or sized.

use serde::{Deserialize, Serialize};

use crate::{CharOffset, Comparator, Interpretation, Number, Span};

/// A value as the text has it, and what is derived from it.
///
/// `number`, `low`, `high`, `unit_text`, `unit`, `canonical` and `interpretation` are always written, as `null` where
/// they are not known; `comparator`, `assumed_unit`, `text` and `reference_range` only where they are. On reading,
/// absent and `null` are the same.
///
/// Of a mention of kind `time` the ISO 8601 form stands in `text` (`2019-03-01`, `P7D`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Value {
    /// How the value stands to the number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comparator: Option<Comparator>,
    /// The number, in `unit`.
    #[serde(default)]
    pub number: Option<Number>,
    /// The lower end of a range, in `unit`.
    #[serde(default)]
    pub low: Option<Number>,
    /// The upper end of a range, in `unit`.
    #[serde(default)]
    pub high: Option<Number>,
    /// The unit as written; `None` where the text has none.
    #[serde(default)]
    pub unit_text: Option<String>,
    /// The unit in UCUM; `None` where the text has none: never invented.
    #[serde(default)]
    pub unit: Option<String>,
    /// The number in the analyte's usual unit; `None` where that cannot be known. Derived.
    #[serde(default)]
    pub canonical: Option<Quantity>,
    /// The UCUM unit taken where the text has none and only one is plausible. Derived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assumed_unit: Option<String>,
    /// A result in words, as the English word for it (`positive`), or the ISO 8601 form of a date or duration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// What the value means; `None` where no reference range applies. Derived.
    #[serde(default)]
    pub interpretation: Option<Interpretation>,
    /// The range the interpretation was taken from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference_range: Option<ReferenceRange>,
    /// Where it is written, in code points: the number with its sign of comparison and its unit. `None` where that is the
    /// mention itself, or is said in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<CharOffset>,
    /// The end of that stretch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<CharOffset>,
}

impl Value {
    /// Where it is written, if it says so.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        Some(Span {
            start: self.start?,
            end: self.end?,
        })
    }

    /// What it says, wherever it is written: to tell whether two are the same.
    #[must_use]
    pub fn anywhere(&self) -> Self {
        Self {
            start: None,
            end: None,
            ..self.clone()
        }
    }

    /// A number with the unit the text gives it: as written, and in UCUM.
    #[must_use]
    pub fn of(number: Number, unit_text: Option<&str>, unit: Option<&str>) -> Self {
        Self {
            number: Some(number),
            unit_text: unit_text.map(str::to_owned),
            unit: unit.map(str::to_owned),
            ..Self::default()
        }
    }
}

/// A number with its UCUM unit.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Quantity {
    /// The number, in `unit`.
    pub number: Number,
    /// The unit, in UCUM; `1` for a pure number.
    pub unit: String,
}

/// The range in which a value is normal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReferenceRange {
    /// The lowest normal value, in `unit`; `None` where the range is open below.
    #[serde(default)]
    pub low: Option<Number>,
    /// The highest normal value, in `unit`; `None` where the range is open above.
    #[serde(default)]
    pub high: Option<Number>,
    /// The unit, in UCUM.
    pub unit: String,
    /// Where the range is from; `document` where the document itself gives it.
    pub source: String,
}
