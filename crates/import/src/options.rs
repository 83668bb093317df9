//! How a terminology is to be read.

use std::str::FromStr;

use epicrisis_lexicon::ConceptKind;
use thiserror::Error;

use crate::data::Lang;

macro_rules! formats {
    ($($(#[$meta:meta])* $variant:ident = $name:literal,)+) => {
        /// A format of terminologies.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Format { $($(#[$meta])* $variant,)+ }

        impl Format {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// As the command line names it.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }
        }
    };
}

formats! {
    /// A table with a header: comma, semicolon, tab or bar between its cells.
    Csv = "csv",
    /// A code and its label a line.
    List = "list",
    /// OBO, as of HPO, DO, MONDO.
    Obo = "obo",
    /// Babelon: translations of an ontology, tab-separated.
    Babelon = "babelon",
    /// SSSOM: mappings between terminologies, tab-separated.
    Sssom = "sssom",
    /// SNOMED CT, Release Format 2: a folder.
    Rf2 = "rf2",
    /// UMLS, Rich Release Format: a folder, or `MRCONSO.RRF`.
    Rrf = "rrf",
    /// OMOP vocabularies as Athena gives them: a folder, or `CONCEPT.csv`.
    Omop = "omop",
    /// ClaML, as of ICD.
    ClaMl = "claml",
    /// A FHIR CodeSystem, ValueSet or Bundle of them, as JSON.
    Fhir = "fhir",
    /// JSON: an array of flat objects, or names by code.
    Json = "json",
    /// SKOS or OWL as RDF/XML.
    RdfXml = "rdf-xml",
    /// SKOS or OWL as Turtle.
    Turtle = "turtle",
}

impl Format {
    /// Reads its name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|f| f.name() == name)
    }
}

/// What the columns of a table hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// The column of the codes.
    pub code: Option<String>,
    /// Columns of preferred names, with their language where it is one.
    pub labels: Vec<(String, Option<Lang>)>,
    /// Columns of other names, several a cell parted by `|` or `;`.
    pub synonyms: Vec<(String, Option<Lang>)>,
    /// The column that names the language of the row.
    pub language: Option<String>,
    /// The column that names the kind.
    pub kind: Option<String>,
    /// The column that names the system.
    pub system: Option<String>,
}

/// Why a mapping cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "`{0}` is no part of a mapping; write `code=COLUMN,label=COLUMN`, and `label.es`, `synonyms`, `language`, `kind` or `system`"
)]
pub struct MappingError(String);

impl FromStr for Mapping {
    type Err = MappingError;

    /// ```
    /// use epicrisis_import::Mapping;
    ///
    /// let mapping: Mapping = "code=CIE,label.es=Descripción,synonyms=Otros".parse()?;
    /// assert_eq!(mapping.code.as_deref(), Some("CIE"));
    /// assert!("code".parse::<Mapping>().is_err());
    /// # Ok::<_, epicrisis_import::MappingError>(())
    /// ```
    fn from_str(text: &str) -> Result<Self, MappingError> {
        let mut mapping = Self::default();
        for part in text.split(',').map(str::trim).filter(|p| !p.is_empty()) {
            let fail = || MappingError(part.to_owned());
            let (what, column) = part.split_once('=').ok_or_else(fail)?;
            let (what, language) = match what.trim().split_once('.') {
                Some((what, tag)) => (what, Some(Lang::parse(tag))),
                None => (what.trim(), None),
            };
            let column = column.trim().to_owned();
            match (what, language) {
                _ if column.is_empty() => return Err(fail()),
                ("label", _) => mapping.labels.push((column, language)),
                ("synonyms" | "synonym", _) => mapping.synonyms.push((column, language)),
                ("code", None) => mapping.code = Some(column),
                ("language", None) => mapping.language = Some(column),
                ("kind", None) => mapping.kind = Some(column),
                ("system", None) => mapping.system = Some(column),
                _ => return Err(fail()),
            }
        }
        Ok(mapping)
    }
}

/// How a terminology is to be read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Its format; otherwise its content tells.
    pub format: Option<Format>,
    /// What its columns hold; otherwise their names tell.
    pub mapping: Mapping,
    /// The language of names that do not say theirs.
    pub language: Option<Lang>,
    /// The kind of codes that do not say theirs.
    pub kind: Option<ConceptKind>,
    /// The system of codes that do not say theirs.
    pub system: Option<String>,
}
