//! The open lists: known names as constants, and room for any other.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// Defines an open list: known names as constants, and room for any other.
macro_rules! open_names {
    ($(#[$meta:meta])* $name:ident { $($(#[$cmeta:meta])* $constant:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[cfg_attr(feature = "schema", schemars(transparent))]
        pub struct $name(Cow<'static, str>);

        impl $name {
            $($(#[$cmeta])* pub const $constant: Self = Self(Cow::Borrowed($text));)+

            /// The names this version knows; others are allowed.
            pub const KNOWN: &'static [&'static str] = &[$($text),+];

            /// A name that may be none of the known ones. Costs an allocation only if it is not.
            #[must_use]
            pub fn new(name: &str) -> Self {
                match name {
                    $($text => Self::$constant,)+
                    other => Self(Cow::Owned(other.to_owned())),
                }
            }

            /// The name as the record writes it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }
    };
}

open_names! {
    /// A code system by its short name. A user's own terminology may bring any other.
    CodeSystem {
        /// The WHO's ICD-10.
        ICD_10 = "ICD-10",
        /// The Human Phenotype Ontology.
        HPO = "HPO",
        /// The Mondo disease ontology.
        MONDO = "MONDO",
        /// Medical Subject Headings.
        MESH = "MeSH",
        /// The Anatomical Therapeutic Chemical classification.
        ATC = "ATC",
        /// LOINC.
        LOINC = "LOINC",
        /// The NCBI taxonomy.
        NCBI_TAXON = "NCBITaxon",
        /// The Uber-anatomy ontology.
        UBERON = "UBERON",
        /// SNOMED CT; only where a user's own terminology supplied it.
        SNOMED_CT = "SNOMED-CT",
        /// UCUM.
        UCUM = "UCUM",
    }
}

open_names! {
    /// What a warning is about.
    WarningCode {
        /// A number that its typography leaves open.
        AMBIGUOUS_NUMBER = "ambiguous-number",
        /// A word read as a misspelling of a known one.
        MISSPELLING = "misspelling",
        /// The text was not UTF-8; the message names what it was read as.
        ENCODING = "encoding",
        /// Bytes that mean nothing in the encoding; each was read as U+FFFD.
        INVALID_BYTES = "invalid-bytes",
        /// The document is in a language that is told apart but not read.
        UNSUPPORTED_LANGUAGE = "unsupported-language",
        /// The language could not be told with confidence.
        UNCERTAIN_LANGUAGE = "uncertain-language",
        /// A unit that is none known.
        UNKNOWN_UNIT = "unknown-unit",
        /// A value that no living patient has.
        IMPLAUSIBLE_VALUE = "implausible-value",
        /// Nothing to read.
        EMPTY_DOCUMENT = "empty-document",
        /// Something was left out because a limit was reached; the message says what.
        TRUNCATED = "truncated",
    }
}
