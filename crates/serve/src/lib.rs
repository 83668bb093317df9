//! The service: case records over HTTP, the page that shows them, and a store of documents that people check.
//!
//! [`run`] serves until the process is told to stop; [`Server`] is the same in parts. Nothing is fetched from anywhere, and no word
//! of a document is ever logged or repeated in an error.
//!
//! ```
//! use epicrisis_extract::Engine;
//! use epicrisis_serve::{Server, Settings};
//!
//! let runtime = tokio::runtime::Runtime::new()?;
//! runtime.block_on(async {
//!     let settings = Settings::at(([127, 0, 0, 1], 0).into());
//!     let server = Server::open(settings, Engine::new(epicrisis_builtin::lexicon())).await?;
//!     assert!(server.address()?.ip().is_loopback());
//!     server.serve(async {}).await;
//!     Ok::<_, epicrisis_serve::StartError>(())
//! })?;
//! # Ok::<_, Box<dyn std::error::Error>>(())
//! ```

mod app;
mod body;
mod documents;
mod gate;
mod guard;
mod info;
mod json;
mod lexicon;
mod listen;
mod metrics;
#[cfg(feature = "schema")]
mod openapi;
mod pages;
mod problem;
mod query;
mod review;
mod routes;
#[cfg(feature = "schema")]
mod schema;
mod settings;
mod start;
mod store;
mod tellings;
mod time;
mod tls;
mod view;
mod whole;

#[cfg(feature = "schema")]
pub use openapi::openapi;
pub use problem::{Problem, ProblemKind};
pub use review::{Proposals, ProposeError, propose};
pub use settings::{Settings, Tls, Token, TokenError};
pub use start::{Server, StartError, run};
