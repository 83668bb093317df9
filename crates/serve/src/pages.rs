//! The page and what belongs to it: files that the build puts into the program.

use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::guard::OfPage;
use crate::problem::Problem;

/// A file of the page.
struct File {
    /// Below `web/dist`.
    path: &'static str,
    /// Told apart from what it was in another version.
    tag: &'static str,
    content: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/pages.rs"));

/// The OpenAPI document.
pub(crate) const OPENAPI: &str = include_str!("../../../web/openapi.json");

/// `GET /`.
pub(crate) async fn index(headers: HeaderMap) -> Response {
    page("index.html", &headers)
}

/// `GET /try`.
pub(crate) async fn try_it(headers: HeaderMap) -> Response {
    page("try.html", &headers)
}

/// `GET /openapi.json`.
pub(crate) async fn openapi() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], OPENAPI).into_response()
}

/// `GET /assets/{file}`. A name is looked up among the files that were built in; no path leads anywhere else.
pub(crate) async fn asset(path: Result<Path<String>, PathRejection>, headers: HeaderMap) -> Response {
    match path {
        Ok(Path(name)) if !name.ends_with(".html") => page(&name, &headers),
        _ => unknown().into_response(),
    }
}

fn unknown() -> Problem {
    Problem::not_found("no file of this name belongs to the page")
}

fn page(name: &str, headers: &HeaderMap) -> Response {
    let in_assets = |file: &&File| file.path == name || file.path.strip_prefix("assets/") == Some(name);
    let Some(file) = FILES.iter().find(in_assets) else {
        return unknown().into_response();
    };
    let known = headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|tag| tag.as_bytes() == file.tag.as_bytes());
    let own = [
        (header::ETAG, HeaderValue::from_static(file.tag)),
        // Asked for each time, sent only when it is another: a new version of the program shows at once.
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type(file.path))),
    ];
    let mut response = if known {
        (StatusCode::NOT_MODIFIED, own).into_response()
    } else {
        (own, file.content).into_response()
    };
    response.extensions_mut().insert(OfPage);
    response
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("json" | "webmanifest") => "application/json",
        _ => "application/octet-stream",
    }
}
