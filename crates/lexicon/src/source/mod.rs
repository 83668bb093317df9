//! The sources of the language data: tab-separated files, read row by row, every fault named with its file and line.

mod cell;
mod files;
mod load;
mod problem;
mod rows;
mod table;

pub use cell::{Term, alternatives, expand};
pub use files::{SourceError, SourceFiles};
pub use load::{Source, load, load_files};
pub use problem::{Level, Place, Problem};
pub use rows::{
    AbbreviationRow, AnalyteRow, AttributeRow, ByLanguage, Code, ComparatorRow, ConceptRow, ContextRow, CueRow,
    FrequencyRow, Language, MeasuredRow, NamesRow, NegatedRow, NumberRow, PersonRow, RangeRow, ReferenceRow,
    RelationRow, ResultRow, RuleRow, SectionRow, TimeRow, UnitRow, WordRow,
};
pub use table::{Row, Table};
