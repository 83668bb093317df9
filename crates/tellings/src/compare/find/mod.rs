//! The finders of faults, each for its own kind.

pub(super) mod drugs;
pub(super) mod gaps;
pub(super) mod numbers;
pub(super) mod presence;
pub(super) mod words;
