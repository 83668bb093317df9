//! Tellings compared: what all say, what only some say, what they say differently, and the faults behind it.

mod cell;
mod denials;
mod facts;
mod fault;
mod find;
mod finding;
mod html;
mod pairs;
mod rows;
mod scene;
mod text;

use epicrisis_record::Span;
use serde::Serialize;

use crate::Telling;
use cell::cells;
pub use facts::{Agreement, Aspect, Fact, Said};
pub use fault::{Danger, Fault};
pub use finding::{Finding, Place};
pub use html::page;
pub use pairs::{Common, Pairs, Report, Share};
use scene::Scene;
pub use text::render;

/// The most tellings that are compared at once.
pub const MOST: usize = 7;

/// The form of a comparison in JSON, and its version.
pub const SCHEMA: &str = "epicrisis.comparison/1";

/// A telling, as it was compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Told {
    /// What it is called.
    pub name: String,
    /// Its language, BCP 47.
    pub language: String,
    /// Its length in code points.
    pub length: u32,
}

/// Tellings, compared. In JSON as it stands here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Comparison {
    /// The name and version of this form.
    #[cfg_attr(feature = "schema", schemars(extend("const" = SCHEMA)))]
    pub schema: &'static str,
    /// The tellings, in the order given; everything else names them by their place here.
    pub tellings: Vec<Told>,
    /// The faults, the most dangerous first, then in the order of the text.
    pub faults: Vec<Finding>,
    /// What they say, in order.
    pub facts: Vec<Fact>,
    /// The stretches that say one thing, by row and telling; nothing where a telling lacks it.
    pub rows: Vec<Vec<Option<Span>>>,
}

impl Comparison {
    /// How many facts the tellings agree on in some way.
    #[must_use]
    pub fn count(&self, agreement: Agreement) -> usize {
        self.facts.iter().filter(|f| f.agreement == agreement).count()
    }
}

/// Compares tellings of one case.
///
/// ```
/// use epicrisis_extract::Engine;
/// use epicrisis_tellings::Telling;
/// use epicrisis_tellings::compare::{Fault, compare};
///
/// let engine = Engine::new(epicrisis_builtin::lexicon());
/// let read = |name, text| Telling::read(&engine, name, text, None);
/// let es = read("es", "El paciente niega fiebre. Tiene dolor en la pierna izquierda.");
/// let en = read("en", "The patient denies fever. He has pain in the right leg.");
/// let faults = compare(&[es, en]).faults;
/// assert_eq!(faults[0].code, Fault::SideChanged);
/// assert_eq!(faults[0].place(1).map(|p| p.text.as_str()), Some("right"));
/// ```
#[must_use]
pub fn compare(tellings: &[Telling<'_>]) -> Comparison {
    let rows = rows::rows(tellings);
    let cells = cells(tellings, &rows);
    let facts = facts::facts(tellings, &cells);
    let stretch = |cell: &cell::Cell<'_>| (!cell.span.is_empty()).then_some(cell.span);
    let stretches = cells
        .iter()
        .map(|of_row| of_row.iter().map(stretch).collect())
        .collect();
    let present = rows.iter().map(|row| row.present().collect()).collect();
    let moved = rows.iter().map(|row| row.moved.clone()).collect();
    let mut scene = Scene::new(tellings, cells, moved, present);
    find::numbers::find(&mut scene);
    find::drugs::find(&mut scene);
    find::presence::find(&mut scene);
    find::words::find(&mut scene);
    find::gaps::find(&mut scene);
    let mut faults = std::mem::take(&mut scene.found);
    faults.sort_by(|a, b| (a.code, a.row, &a.places).cmp(&(b.code, b.row, &b.places)));
    Comparison {
        schema: SCHEMA,
        tellings: tellings
            .iter()
            .map(|t| Told {
                name: t.record().document.id.clone(),
                language: t.record().document.language.clone(),
                length: t.record().document.length,
            })
            .collect(),
        faults,
        facts,
        rows: stretches,
    }
}
