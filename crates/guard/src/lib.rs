//! The net under documents: a fault in the program costs one of them, and shows none of it.
//!
//! ```
//! epicrisis_guard::install();
//! let text = "Niega fiebre.";
//! let fault = epicrisis_guard::caught(|| panic!("{text}")).unwrap_err();
//! assert!(fault.location.ends_with(char::is_numeric));
//! assert!(!fault.location.contains(text));
//! ```

use std::cell::RefCell;
use std::panic::{self, UnwindSafe};

thread_local! {
    static LOCATION: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// A fault of the program, and not of what it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The place in the program: file and line.
    pub location: String,
}

/// Replaces the standard panic message, which may quote the document (a slice out of bounds prints the text), by none;
/// the place in the program is kept for [`caught`]. In a library that others load, the hook is that of this library alone.
pub fn install() {
    panic::set_hook(Box::new(|info| {
        let location = info.location().map(|l| format!("{}:{}", l.file(), l.line()));
        LOCATION.with_borrow_mut(|slot| *slot = location);
    }));
}

/// Runs what must not panic.
///
/// # Errors
/// Where it panics after all: at which place.
pub fn caught<T>(work: impl FnOnce() -> T + UnwindSafe) -> Result<T, Fault> {
    panic::catch_unwind(work).map_err(|_| Fault {
        location: LOCATION
            .with_borrow_mut(Option::take)
            .unwrap_or_else(|| "an unknown place".to_owned()),
    })
}
