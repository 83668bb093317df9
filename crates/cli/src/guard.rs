//! The net under the batch: a fault in the program costs one document, and shows none of it.

use std::panic::UnwindSafe;

pub(crate) use epicrisis_guard::install;

use crate::failure::Problem;

/// Runs what must not panic; if it does after all, says where as a problem of this input alone.
pub(crate) fn caught<T>(work: impl FnOnce() -> T + UnwindSafe) -> Result<T, Problem> {
    epicrisis_guard::caught(work).map_err(|fault| Problem::Internal {
        location: fault.location,
    })
}

#[cfg(test)]
mod tests {
    use std::panic;

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
