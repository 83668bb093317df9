//! From words and digits to values: numbers, units, what they belong to.

mod analyte;
mod attach;
mod choose;
mod finding;
mod grade;
mod lettered;
mod list;
mod number;
mod outcome;
mod quantity;
mod reference;
mod result;
mod specimen;
mod time;
mod unit;
mod unlisted;

pub(crate) use analyte::{bind, drop_units};
pub(crate) use choose::{Subject, interpret};
pub(crate) use lettered::lettered;
pub(crate) use number::{Numeral, numerals};
pub(crate) use outcome::outcomes;
pub(crate) use quantity::{doses, sizes};
pub(crate) use reference::{give, printed};
pub(crate) use result::say;
pub(crate) use specimen::of_other_fluid;
pub(crate) use time::{Ages, had, times};
pub(crate) use unlisted::unlisted;
