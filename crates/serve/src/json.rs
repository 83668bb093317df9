//! JSON in and out.

use std::sync::Arc;

use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::app::App;
use crate::body;
use crate::documents::media_type;
use crate::gate::Held;
use crate::problem::{Problem, ProblemKind};

/// Reads a body of JSON; the memory it holds is let go with the second part.
///
/// # Errors
/// Where it is of another type, cannot be read, or is not what the operation wants.
pub(crate) async fn read<T: DeserializeOwned>(app: &Arc<App>, request: Request) -> Result<(T, Held), Problem> {
    let (parts, body) = request.into_parts();
    if media_type(&parts.headers) != "application/json" {
        let detail = "send application/json, and say so in Content-Type";
        return Err(Problem::new(ProblemKind::MediaType, detail));
    }
    let whole = body::whole(&parts.headers, body, &app.limits, &app.gate).await?;
    let value = serde_json::from_slice(&whole.bytes).map_err(|error| Problem::json(&error))?;
    Ok((value, whole.held))
}

/// An answer in JSON.
pub(crate) struct Json<T>(pub(crate) T);

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        match serde_json::to_vec(&self.0) {
            Ok(bytes) => of_bytes(StatusCode::OK, bytes),
            Err(_) => Problem::internal().into_response(),
        }
    }
}

/// An answer that is JSON already.
pub(crate) fn of_bytes(status: StatusCode, bytes: Vec<u8>) -> Response {
    let media = HeaderValue::from_static("application/json");
    (status, [(header::CONTENT_TYPE, media)], bytes).into_response()
}
