//! Documents that people check: kept, corrected, taken out again.

mod agreement;
mod correct;
mod export;
mod propose;
mod record;
mod routes;
mod state;
pub(crate) mod types;

pub use propose::{Proposals, ProposeError, propose};
pub(crate) use routes::{agreement, correct, document, documents, evaluation, export, keep, undo};
