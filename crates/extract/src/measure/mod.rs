//! From words and digits to values: numbers, units, what they belong to.

mod analyte;
mod choose;
mod number;
mod quantity;
mod specimen;
mod time;
mod unit;

pub(crate) use analyte::{bind, drop_units};
pub(crate) use choose::{Subject, interpret};
pub(crate) use number::{Numeral, numerals};
pub(crate) use quantity::{doses, sizes};
pub(crate) use specimen::of_other_fluid;
pub(crate) use time::{Ages, times};
