//! The faults that a comparison names: their codes, what each means, and how much it matters to the patient.

use serde::{Serialize, Serializer};

/// How much a fault matters to the patient, the most dangerous first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Danger {
    /// Treatment could go wrong by it: a dose, a drug, a side, a denial.
    High,
    /// The case is told otherwise: a finding, a person, a time.
    Moderate,
    /// It reads badly, or must be looked up.
    Low,
}

impl Danger {
    /// As it is written.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Moderate => "moderate",
            Self::Low => "low",
        }
    }
}

macro_rules! faults {
    ($($variant:ident, $code:literal, $danger:ident, $does:literal;)+) => {
        /// A fault, by what went wrong; in the order of danger, then of how surely it is one.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Fault { $(#[doc = $does] $variant,)+ }

        impl Fault {
            /// Every fault, the most dangerous first.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its stable code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// How much it matters to the patient.
            #[must_use]
            pub const fn danger(self) -> Danger {
                match self { $(Self::$variant => Danger::$danger,)+ }
            }

            /// What it means, in a sentence.
            #[must_use]
            pub const fn does(self) -> &'static str {
                match self { $(Self::$variant => $does,)+ }
            }
        }
    };
}

faults! {
    NegationLost, "negation-lost", High, "What the others deny is said to be there.";
    NegationGained, "negation-gained", High, "What the others say is there is denied.";
    DrugChanged, "drug-changed", High, "Another drug stands where the others agree on one.";
    ValueChanged, "value-changed", High, "Another number stands where the others agree on one.";
    UnitChanged, "unit-changed", High, "The number is the others', its unit is not.";
    NumberTypography, "number-typography", High, "The digits are the others', but by the typography of this language they are another number, as `27,400` for 27400 where the comma is the decimal mark.";
    SideChanged, "side-changed", High, "Left stands where the others say right, or one side where they say both.";
    DrugUnknown, "drug-unknown", High, "The name of a drug is in no list: misspelt, or no drug.";
    Omission, "omission", Moderate, "What the others say is missing.";
    Addition, "addition", Moderate, "What it says, no other says.";
    ConceptChanged, "concept-changed", Moderate, "Another finding, disease, test or place stands where the others agree on one.";
    OddWord, "odd-word", Moderate, "A word that means something else, or nothing, stands where the others agree on one: a false friend, or a slip.";
    CertaintyChanged, "certainty-changed", Moderate, "What the others suspect is said for certain, or the other way round; or what they could not assess was assessed.";
    PersonChanged, "person-changed", Moderate, "What the others say of the patient is said of somebody else, or the other way round.";
    TimeChanged, "time-changed", Moderate, "It was, is or will be at another time than the others say.";
    OrderChanged, "order-changed", Low, "A sentence stands in another place than the others have it.";
    Untranslated, "untranslated", Low, "A word or abbreviation of another language was left as it was.";
}

impl Serialize for Fault {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Fault {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Fault".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let codes: Vec<&str> = Self::ALL.iter().map(|fault| fault.code()).collect();
        schemars::json_schema!({"description": "A fault, by what went wrong.", "type": "string", "enum": codes})
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_dangerous_come_first_and_codes_are_kebab_case() {
        assert!(Fault::ALL.windows(2).all(|w| w[0].danger() <= w[1].danger()));
        for fault in Fault::ALL {
            let kebab = |c: char| c.is_ascii_lowercase() || c == '-';
            assert!(fault.code().chars().all(kebab), "{fault}");
        }
    }

    #[test]
    fn the_page_tells_every_code_and_what_it_means() {
        let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/compare.md");
        let page = std::fs::read_to_string(page).unwrap();
        for fault in Fault::ALL {
            let row = format!(
                "| `{}` | {} | {} |",
                fault.code(),
                fault.danger().as_str(),
                fault.does()
            );
            assert!(page.contains(&row), "docs/compare.md lacks the row\n{row}");
        }
    }
}
