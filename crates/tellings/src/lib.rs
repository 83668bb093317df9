//! Tellings of one case, in two languages or in one, side by side.

pub mod compare;
