//! How well records agree with what people annotated.
//!
//! Gold comes as brat's standoff files (`epicrisis_brat`). Which of its labels are compared with which mentions, and how, is a small
//! table ([`Measures`]): a corpus with labels of its own needs a table of its own and no code. [`Scorer`] takes one document
//! after the other; the [`Report`] has precision, recall and F1 by language and measure, and what was missed and made up.
//!
//! ```
//! use epicrisis_evaluate::{Measures, Scorer};
//! use epicrisis_record::{Document, Number, Record};
//!
//! let gold = epicrisis_brat::parse("T1\tPROBLEM 0 4\tasma\n").unwrap().annotations;
//! let empty = Document { id: "a".into(), language: "es".into(), language_confidence: Number::ZERO, length: 4, sha256: String::new() };
//! let mut scorer = Scorer::new(Measures::built_in());
//! scorer.add(&gold, &Record::new(empty));
//! let report = scorer.report(10);
//! assert_eq!(report.languages[0].scores[0].missed[0].text, "asma");
//! ```

mod counts;
mod measures;
mod numbers;
mod report;
mod score;

pub use counts::{Counts, Figures};
pub use measures::{By, Measure, Measures, MeasuresError, Needs};
pub use report::{DocumentReport, Language, Report, Said, Score};
pub use score::Scorer;
