//! The net under the documents: a fault in the program costs one document, and shows none of it.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};

use crate::failure::Refusal;

thread_local! {
    static LOCATION: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Replaces the standard panic message, which may quote the document (a slice out of bounds prints the text), by none. The hook
/// is that of this library alone: what else runs in the process has its own.
pub(crate) fn install() {
    panic::set_hook(Box::new(|info| {
        let location = info.location().map(|l| format!("{}:{}", l.file(), l.line()));
        LOCATION.with_borrow_mut(|slot| *slot = location);
    }));
}

/// Runs what must not panic; if it does after all, says where.
pub(crate) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, Refusal> {
    // What the work shares is the engine, which keeps nothing of a document that was given up.
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|_| Refusal::Internal {
        location: LOCATION
            .with_borrow_mut(Option::take)
            .unwrap_or_else(|| "an unknown place".to_owned()),
    })
}
