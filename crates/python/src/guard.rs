//! The net under the documents: a fault in the program costs one document, and shows none of it.

use std::panic::AssertUnwindSafe;

pub(crate) use epicrisis_guard::install;

use crate::failure::Refusal;

/// Runs what must not panic; if it does after all, says where.
pub(crate) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, Refusal> {
    // What the work shares is the engine, which keeps nothing of a document that was given up.
    epicrisis_guard::caught(AssertUnwindSafe(work)).map_err(|fault| Refusal::Internal {
        location: fault.location,
    })
}
