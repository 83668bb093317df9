//! What stands before and behind every request: who may call, how long it may take, what is told of it.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::problem::{Problem, ProblemKind};
use crate::time;

/// What a page of the service may do: use what the service itself gives, and nothing else.
const PAGE_POLICY: &str = "default-src 'self'; img-src 'self' data: blob:; base-uri 'none'; form-action 'none'; \
                           frame-ancestors 'none'; object-src 'none'";
/// What any other answer may do where a browser shows it: be looked at.
const ANSWER_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; \
                             frame-ancestors 'none'; sandbox";

/// The headers of every answer.
const ALWAYS: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Marks an answer as a page or a part of one.
#[derive(Clone, Copy)]
pub(crate) struct OfPage;

/// Guards a request: logs, counts, and sets the headers of whatever the answer is.
pub(crate) async fn guard(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let method = method(request.method());
    // Of the path only the template: the rest may name a patient.
    let path = request.extensions().get::<MatchedPath>().cloned();
    let origin = request.headers().get(header::ORIGIN).cloned();
    let preflight =
        request.method() == Method::OPTIONS && request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    let mut response = match may_call(&app, &request) {
        Err(problem) => problem.into_response(),
        Ok(()) if preflight && allowed(&app, origin.as_ref()) => preflight_answer(),
        Ok(()) => next.run(request).await,
    };
    finish(&app, &mut response, origin.as_ref());
    let path = path.as_ref().map_or("-", MatchedPath::as_str);
    let (status, took) = (response.status().as_u16(), begun.elapsed());
    app.metrics.answered(method, path, status, took);
    if app.log {
        eprintln!(
            "{} {method} {path} {status} {:.1}ms",
            time::now(),
            took.as_secs_f64() * 1e3
        );
    }
    response
}

/// The method, if it is one of HTTP's own: others could be as many as there are callers.
fn method(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "HEAD" => "HEAD",
        "OPTIONS" => "OPTIONS",
        _ => "OTHER",
    }
}

/// Whether the caller may.
fn may_call(app: &App, request: &Request) -> Result<(), Problem> {
    let headers = request.headers();
    if let Some(names) = &app.hosts {
        let authority = request.uri().authority().map(|a| a.as_str());
        let host = authority.or_else(|| headers.get(header::HOST)?.to_str().ok());
        // A name of another that leads here is how a page elsewhere would reach what listens on this machine only.
        if !host.is_some_and(|host| names.iter().any(|name| name.eq_ignore_ascii_case(without_port(host)))) {
            let detail = format!("call the service by one of the names {}", names.join(", "));
            return Err(Problem::new(ProblemKind::WrongOrigin, detail));
        }
    }
    if let Some(origin) = headers.get(header::ORIGIN)
        && !is_own(app, headers, origin)
        && !allowed(app, Some(origin))
    {
        let detail = "pages of this origin may not call the service; name it with --cors if they should";
        return Err(Problem::new(ProblemKind::WrongOrigin, detail));
    }
    let path = request.uri().path();
    let guarded = path.starts_with("/v1/") || path == "/metrics";
    // A browser asks beforehand without the token.
    if let Some(token) = app
        .token
        .as_ref()
        .filter(|_| guarded && request.method() != Method::OPTIONS)
    {
        let shown = headers
            .get(header::AUTHORIZATION)
            .and_then(|v| v.to_str().ok()?.split_once(' '));
        let right =
            shown.is_some_and(|(scheme, shown)| scheme.eq_ignore_ascii_case("bearer") && token.is(shown.trim()));
        if !right {
            let detail = "send the token of --token-file as `Authorization: Bearer TOKEN`";
            return Err(Problem::new(ProblemKind::Unauthorized, detail));
        }
    }
    Ok(())
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        // The colons of an IPv6 address stand in brackets.
        Some((name, port)) if !port.contains(']') => name,
        _ => host,
    }
}

/// Whether a page of the service itself calls.
fn is_own(app: &App, headers: &HeaderMap, origin: &HeaderValue) -> bool {
    let scheme = if app.tls { "https://" } else { "http://" };
    let host = headers.get(header::HOST).and_then(|v| v.to_str().ok());
    let named = origin.to_str().ok().and_then(|origin| {
        // Behind a proxy that speaks TLS, the page is of https and the service of http.
        origin.strip_prefix(scheme).or_else(|| origin.strip_prefix("https://"))
    });
    host.is_some() && host == named
}

fn allowed(app: &App, origin: Option<&HeaderValue>) -> bool {
    origin.is_some_and(|origin| app.cors.iter().any(|known| known.as_bytes() == origin.as_bytes()))
}

fn preflight_answer() -> Response {
    let headers = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST"),
        (
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            "authorization, content-type, accept",
        ),
        (header::ACCESS_CONTROL_MAX_AGE, "600"),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}

/// Sets the headers that every answer has.
fn finish(app: &App, response: &mut Response, origin: Option<&HeaderValue>) {
    let page = response.extensions().get::<OfPage>().is_some();
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let policy = if page { PAGE_POLICY } else { ANSWER_POLICY };
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    if !page {
        // What is said of a patient is kept by nobody on the way.
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if app.tls {
        let value = HeaderValue::from_static("max-age=31536000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, value);
    }
    if !app.cors.is_empty() {
        headers.insert(header::VARY, HeaderValue::from_static("origin"));
    }
    if let Some(origin) = origin.filter(|origin| allowed(app, Some(*origin))) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        headers.insert(
            HeaderName::from_static("cross-origin-resource-policy"),
            HeaderValue::from_static("cross-origin"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_without_its_port() {
        assert_eq!(without_port("localhost:8080"), "localhost");
        assert_eq!(without_port("localhost"), "localhost");
        assert_eq!(without_port("[::1]:8080"), "[::1]");
        assert_eq!(without_port("[::1]"), "[::1]");
    }
}
