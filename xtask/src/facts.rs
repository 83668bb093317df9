//! The suite of assertions, read as its test reads it.

#[path = "../../crates/extract/tests/common/mod.rs"]
mod common;
#[path = "../../crates/extract/tests/common/suite.rs"]
mod suite;

pub(crate) use suite::{LANGUAGES, rows};
