//! Records in Arrow's columns, read from Arrow's columns.

mod column;
mod record;
mod stream;
mod texts;

pub(crate) use stream::{Columns, Stream};
