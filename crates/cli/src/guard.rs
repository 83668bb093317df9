//! The net under the batch: a fault in the program costs one document, and shows none of it.

use std::cell::RefCell;
use std::panic::{self, UnwindSafe};

use crate::failure::Problem;

thread_local! {
    static LOCATION: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Replaces the standard panic message, which may quote the document (a slice out of bounds prints the text), by none;
/// the place in the program is kept for [`caught`].
pub(crate) fn install() {
    panic::set_hook(Box::new(|info| {
        let location = info.location().map(|l| format!("{}:{}", l.file(), l.line()));
        LOCATION.with_borrow_mut(|slot| *slot = location);
    }));
}

/// Runs what must not panic; if it does after all, says where as a problem of this input alone.
pub(crate) fn caught<T>(work: impl FnOnce() -> T + UnwindSafe) -> Result<T, Problem> {
    panic::catch_unwind(work).map_err(|_| Problem::Internal {
        location: LOCATION
            .with_borrow_mut(Option::take)
            .unwrap_or_else(|| "an unknown place".to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_problem_without_its_message() {
        install();
        let problem = caught(|| panic!("patient: Doe")).unwrap_err().to_string();
        let _ = panic::take_hook();
        assert!(problem.contains("guard.rs:"), "{problem}");
        assert!(!problem.contains("Doe"), "{problem}");
    }
}
