//! The clock, for what is a record of an act: a log, a correction. Never for a record of a document.

use std::time::SystemTime;

/// Now, as `2026-03-01T12:00:00Z`.
pub(crate) fn now() -> String {
    humantime::format_rfc3339_seconds(SystemTime::now()).to_string()
}
