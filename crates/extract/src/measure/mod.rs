//! From words and digits to values: numbers, units, what they belong to.

mod analyte;
mod choose;
mod number;
mod quantity;
mod time;
mod unit;

pub(crate) use analyte::bind;
pub(crate) use choose::{Subject, interpret};
pub(crate) use number::{Numeral, numerals};
pub(crate) use quantity::{doses, sizes};
pub(crate) use time::{Ages, times};
