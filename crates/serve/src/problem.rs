//! What is answered when something is wrong: RFC 9457's problem details. Never with a word of a document.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// The media type of a [`Problem`].
pub(crate) const MEDIA_TYPE: &str = "application/problem+json";

/// Defines the kinds of problems once: the name in `type`, the status and the title cannot drift apart.
macro_rules! kinds {
    ($($(#[$meta:meta])* $variant:ident = $name:literal, $status:ident, $title:literal;)+) => {
        /// What is wrong, by a stable name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum ProblemKind { $($(#[$meta])* $variant,)+ }

        impl ProblemKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its stable name, the last part of `type`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// The status of the answer.
            #[must_use]
            pub const fn status(self) -> StatusCode {
                match self { $(Self::$variant => StatusCode::$status,)+ }
            }

            /// What it means, the same each time.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)+ }
            }

            const fn urn(self) -> &'static str {
                match self { $(Self::$variant => concat!("urn:epicrisis:problem:", $name),)+ }
            }
        }
    };
}

kinds! {
    /// The body or a parameter is not what the operation reads.
    BadRequest = "bad-request", BAD_REQUEST, "The request cannot be read";
    /// No token, or another one.
    Unauthorized = "unauthorized", UNAUTHORIZED, "A token is needed";
    /// The request names another host, or comes from a page of another.
    WrongOrigin = "wrong-origin", FORBIDDEN, "The request does not come from a page of this service";
    /// There is no such thing here.
    NotFound = "not-found", NOT_FOUND, "There is no such thing";
    /// What is asked for needs a store, and the service has none.
    NoStore = "no-store", NOT_FOUND, "The service keeps no documents";
    /// There is such a place, but it is used otherwise.
    Method = "method-not-allowed", METHOD_NOT_ALLOWED, "The place is not used by this method";
    /// No format of those accepted can be given.
    NotAcceptable = "not-acceptable", NOT_ACCEPTABLE, "None of the formats accepted can be given";
    /// The body did not come in time.
    SlowBody = "slow-body", REQUEST_TIMEOUT, "The body did not come in time";
    /// Another has changed the document since.
    VersionConflict = "version-conflict", CONFLICT, "The document has changed since it was read";
    /// Another document has this id.
    IdTaken = "id-taken", CONFLICT, "Another document has this id";
    /// The body is larger than is allowed.
    TooLarge = "too-large", PAYLOAD_TOO_LARGE, "The body is too large";
    /// The body is of a type that the operation does not read.
    MediaType = "media-type", UNSUPPORTED_MEDIA_TYPE, "The body is of a type that is not read here";
    /// The request can be read, but what it asks cannot be done.
    Unprocessable = "unprocessable", UNPROCESSABLE_ENTITY, "What is asked cannot be done";
    /// As much is being done as may be at once.
    Overloaded = "overloaded", SERVICE_UNAVAILABLE, "The service is busy";
    /// It took longer than is allowed.
    TimeLimit = "time-limit", SERVICE_UNAVAILABLE, "It took longer than is allowed";
    /// The service is stopping.
    Stopping = "stopping", SERVICE_UNAVAILABLE, "The service is stopping";
    /// A fault of the program.
    Internal = "internal", INTERNAL_SERVER_ERROR, "A fault of the program";
}

/// What is wrong, and what to do about it, as RFC 9457 has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Problem {
    /// The kind of the problem: `urn:epicrisis:problem:` and its name.
    #[serde(rename = "type")]
    pub urn: &'static str,
    /// What the kind means.
    pub title: &'static str,
    /// The status of the answer.
    pub status: u16,
    /// What is wrong here, and what to do.
    pub detail: String,
    /// Of a `version-conflict`, the version that the document has now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
    #[serde(skip)]
    kind: Kept,
}

/// The kind, which `type`, `title` and `status` say already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Kept(ProblemKind);

impl Problem {
    /// A problem of a kind; `detail` says what is wrong here, and what to do.
    #[must_use]
    pub fn new(kind: ProblemKind, detail: impl Into<String>) -> Self {
        Self {
            urn: kind.urn(),
            title: kind.title(),
            status: kind.status().as_u16(),
            detail: detail.into(),
            version: None,
            kind: Kept(kind),
        }
    }

    /// The kind.
    #[must_use]
    pub const fn kind(&self) -> ProblemKind {
        self.kind.0
    }

    pub(crate) fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(ProblemKind::BadRequest, detail)
    }

    pub(crate) fn unprocessable(detail: impl Into<String>) -> Self {
        Self::new(ProblemKind::Unprocessable, detail)
    }

    pub(crate) fn not_found(detail: impl Into<String>) -> Self {
        Self::new(ProblemKind::NotFound, detail)
    }

    pub(crate) fn conflict(version: i64) -> Self {
        let detail = format!("the document is at version {version} now; read it again and repeat what still holds");
        Self {
            version: Some(version),
            ..Self::new(ProblemKind::VersionConflict, detail)
        }
    }

    pub(crate) fn internal() -> Self {
        Self::new(
            ProblemKind::Internal,
            "not the request is at fault, but the program; please report it, without the document",
        )
    }

    /// What is wrong with JSON, by its place and by what was expected; what was found is left out, since it is the document.
    pub(crate) fn json(error: &serde_json::Error) -> Self {
        let said = error.to_string();
        let said = said.split(" at line ").next().unwrap_or_default();
        let what = match error.classify() {
            serde_json::error::Category::Data => match said.rsplit_once("expected ") {
                Some((_, expected)) => format!("expected {expected}"),
                None if said.starts_with("missing field") => said.to_owned(),
                None => "a field has a value that it cannot have".to_owned(),
            },
            serde_json::error::Category::Eof => "it ends too early".to_owned(),
            _ if said.starts_with("recursion limit") => "it is nested too deeply".to_owned(),
            _ => "it is no JSON".to_owned(),
        };
        let place = format!("line {}, column {}", error.line(), error.column());
        Self::bad_request(format!("the JSON cannot be read ({place}): {what}"))
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let kind = self.kind();
        // Strings and numbers only: this cannot fail.
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response = (kind.status(), body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        match kind {
            ProblemKind::Overloaded | ProblemKind::TimeLimit | ProblemKind::Stopping => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
            }
            ProblemKind::Unauthorized => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            _ => {}
        }
        response
    }
}
