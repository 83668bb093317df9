//! Tellings compared: what all say, what only some say, what they say differently, and the faults behind it.

mod cell;
mod fault;
mod find;
mod finding;
mod rows;
mod scene;
mod telling;

use serde::Serialize;

use cell::cells;
pub use fault::{Danger, Fault};
pub use finding::{Finding, Place};
use scene::Scene;
pub use telling::Telling;

/// The most tellings that are compared at once.
pub const MOST: usize = 7;

/// Tellings, compared.
#[derive(Clone, Debug, Serialize)]
pub struct Comparison {
    /// The faults, the most dangerous first, then in the order of the text.
    pub faults: Vec<Finding>,
}

/// Compares tellings of one case.
#[must_use]
pub fn compare(tellings: &[Telling<'_, '_>]) -> Comparison {
    let rows = rows::rows(tellings);
    let present = rows.iter().map(|row| row.present().collect()).collect();
    let moved = rows.iter().map(|row| row.moved.clone()).collect();
    let mut scene = Scene::new(tellings, cells(tellings, &rows), moved, present);
    find::numbers::find(&mut scene);
    find::drugs::find(&mut scene);
    find::presence::find(&mut scene);
    find::words::find(&mut scene);
    find::gaps::find(&mut scene);
    let mut faults = std::mem::take(&mut scene.found);
    faults.sort_by(|a, b| (a.code, a.row, &a.places).cmp(&(b.code, b.row, &b.places)));
    Comparison { faults }
}
