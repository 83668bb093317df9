//! `/v1/info`, and whether the service is alive and ready.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use epicrisis_record::{Kind, Presence};
use serde::Serialize;

use crate::app::App;
use crate::documents::Format;
use crate::json::Json;
use crate::problem::{Problem, ProblemKind};

/// What the service is and can.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct Info {
    /// The version of the program.
    pub(crate) version: &'static str,
    /// Whether documents and their corrections are kept.
    pub(crate) store: bool,
    /// Whether a token is needed.
    pub(crate) token: bool,
    /// The codes of the languages that are read.
    pub(crate) languages: Vec<&'static str>,
    /// The kinds that mentions may have.
    pub(crate) kinds: &'static [Kind],
    /// The presences that mentions may have.
    pub(crate) presences: &'static [Presence],
    /// How much is done at once.
    pub(crate) limits: LimitsAnswer,
    /// The formats of records.
    pub(crate) formats: Vec<FormatAnswer>,
}

/// How much is done at once.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct LimitsAnswer {
    /// The largest body, or line of JSON lines, in bytes.
    pub(crate) max_body: usize,
    /// How long a request may take, in seconds.
    pub(crate) timeout_seconds: f64,
    /// How many requests may be under way at once.
    pub(crate) concurrency: usize,
    /// The most tellings that are compared at once.
    pub(crate) tellings: usize,
}

/// A format of records.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct FormatAnswer {
    /// Its name, for `?format=`.
    pub(crate) name: &'static str,
    /// Its media type, for `Accept`.
    pub(crate) media_type: &'static str,
    /// Whether it can hold several documents.
    pub(crate) several: bool,
}

pub(crate) async fn info(State(app): State<Arc<App>>) -> Json<Info> {
    let formats = Format::ALL.iter().map(|format| FormatAnswer {
        name: format.name(),
        media_type: format.media_type(),
        several: format.holds_several(),
    });
    Json(Info {
        version: env!("CARGO_PKG_VERSION"),
        store: app.has_store(),
        token: app.token.is_some(),
        languages: app.languages.clone(),
        kinds: Kind::ALL,
        presences: Presence::ALL,
        limits: LimitsAnswer {
            max_body: app.limits.size,
            timeout_seconds: app.timeout.as_secs_f64(),
            concurrency: app.concurrency,
            tellings: epicrisis_tellings::compare::MOST,
        },
        formats: formats.collect(),
    })
}

/// Alive as long as it answers.
pub(crate) async fn health() -> &'static str {
    "ok\n"
}

/// Ready until it stops, and while its store can be read.
pub(crate) async fn ready(State(app): State<Arc<App>>) -> Response {
    if app.is_stopping() {
        return Problem::new(ProblemKind::Stopping, "go to another instance").into_response();
    }
    if let Ok(store) = app.store()
        && let Err(problem) = store.run(|store| store.is_there()).await
    {
        return problem.into_response();
    }
    "ready\n".into_response()
}
