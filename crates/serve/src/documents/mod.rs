//! `POST /v1/extract`: documents in, records out.

mod format;
mod input;
mod read;
mod stream;

use std::sync::Arc;
use std::vec;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use tokio::sync::mpsc;

pub(crate) use format::Format;
pub(crate) use input::{DocumentIn, ExtractQuery, ExtractRequest, Several};
pub(crate) use read::{Job, media_type};
pub(crate) use stream::Failed;
use stream::{Documents, Kept, Next, Room};

use crate::app::App;
use crate::body::{self, Line};
use crate::gate::Held;
use crate::problem::{Problem, ProblemKind};
use crate::query::Query;

/// What a document is called that has no name.
pub(crate) const UNNAMED: &str = "document";
/// The longest id, in letters.
pub(crate) const LONGEST_ID: usize = 200;

/// Extracts one document or many.
pub(crate) async fn extract(
    State(app): State<Arc<App>>,
    Query(asked): Query<ExtractQuery>,
    request: Request,
) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    let asked = Asked::new(&app, asked)?;
    match media_type(&parts.headers).as_str() {
        "text/plain" => of_text(&app, asked, &parts.headers, body).await,
        "application/json" => of_json(&app, asked, &parts.headers, body).await,
        "application/x-ndjson" | "application/ndjson" | "application/jsonl" => {
            of_lines(&app, asked, &parts.headers, body)
        }
        _ => Err(Problem::new(
            ProblemKind::MediaType,
            "send text/plain (one document), application/json or application/x-ndjson, and say which in Content-Type",
        )),
    }
}

/// What was asked, looked at.
struct Asked {
    query: ExtractQuery,
    language: Option<&'static str>,
}

impl Asked {
    fn new(app: &App, query: ExtractQuery) -> Result<Self, Problem> {
        let language = app.language(query.language.as_deref())?;
        if let Some(id) = &query.id {
            check_id(id)?;
        }
        if query
            .issued
            .as_deref()
            .is_some_and(|issued| !epicrisis_export::fhir::is_instant(issued))
        {
            return Err(Problem::unprocessable(
                "`issued` is a date, a time and a zone, as 2026-03-01T12:00:00Z",
            ));
        }
        Ok(Self { query, language })
    }

    fn format(&self, headers: &HeaderMap, came_as: Format) -> Result<Format, Problem> {
        Format::choose(self.query.format.as_deref(), headers, came_as)
    }

    /// A document of several.
    fn job(&self, app: &App, document: DocumentIn, unnamed: impl Fn() -> String) -> Result<Job, Box<Failed>> {
        let id = document.id.unwrap_or_else(unnamed);
        let checked = check_id(&id).and_then(|()| match document.language.as_deref() {
            None => Ok(self.language),
            asked => app.language(asked),
        });
        match checked {
            Ok(language) => Ok(Job::of_text(id, document.text, language, self.query.explain)),
            Err(error) => Err(Box::new(Failed { id, error })),
        }
    }
}

/// Refuses what is no id.
///
/// # Errors
/// Where it is empty, too long, or has control characters.
pub(crate) fn check_id(id: &str) -> Result<(), Problem> {
    if id.is_empty() || id.chars().count() > LONGEST_ID || id.chars().any(char::is_control) {
        let detail = format!("an id has 1 to {LONGEST_ID} letters, none of them a control character");
        return Err(Problem::unprocessable(detail));
    }
    Ok(())
}

async fn of_text(app: &Arc<App>, asked: Asked, headers: &HeaderMap, body: Body) -> Result<Response, Problem> {
    let format = asked.format(headers, Format::Json)?;
    let whole = body::whole(headers, body, &app.limits, &app.gate).await?;
    let id = asked.query.id.clone().unwrap_or_else(|| UNNAMED.to_owned());
    let job = Job::of_bytes(id, &whole.bytes, asked.language, asked.query.explain)?;
    one(app, &asked, format, job, whole.held).await
}

async fn of_json(app: &Arc<App>, asked: Asked, headers: &HeaderMap, body: Body) -> Result<Response, Problem> {
    let format = asked.format(headers, Format::Json)?;
    let whole = body::whole(headers, body, &app.limits, &app.gate).await?;
    let request: ExtractRequest = serde_json::from_slice(&whole.bytes).map_err(|e| Problem::json(&e))?;
    drop(whole.bytes);
    match request {
        ExtractRequest::One(document) => {
            let job = asked
                .job(app, document, || UNNAMED.to_owned())
                .map_err(|failed| failed.error)?;
            one(app, &asked, format, job, whole.held).await
        }
        ExtractRequest::Several(Several { documents }) => {
            let format = format.for_several()?;
            let jobs = documents.into_iter().zip(1..);
            let jobs = jobs.map(|(document, n)| asked.job(app, document, || format!("{UNNAMED}-{n}")));
            let jobs = Listed(jobs.collect::<Vec<_>>().into_iter());
            let room = Room {
                _admitted: app.gate.admit_stream()?,
                _held: whole.held,
            };
            let export = format.export(true, asked.query.issued.as_deref());
            Ok(stream::answer(app, format, export, jobs, room))
        }
    }
}

fn of_lines(app: &Arc<App>, asked: Asked, headers: &HeaderMap, body: Body) -> Result<Response, Problem> {
    let format = asked.format(headers, Format::Jsonl)?.for_several()?;
    let mut room = Room {
        _admitted: app.gate.admit_stream()?,
        _held: Held::default(),
    };
    app.gate.hold(&mut room._held, app.limits.size)?;
    let export = format.export(true, asked.query.issued.as_deref());
    let lines = Lines {
        app: app.clone(),
        asked,
        lines: body::lines(body, &app.limits),
    };
    Ok(stream::answer(app, format, export, lines, room))
}

/// The answer of one document.
async fn one(app: &Arc<App>, asked: &Asked, format: Format, job: Job, held: Held) -> Result<Response, Problem> {
    let export = format.export(false, asked.query.issued.as_deref());
    let admitted = app.gate.admit()?;
    let work = app.clone();
    let written = app.gate.work(move || {
        let written = job.written(&work, format, &*export);
        drop((admitted, held));
        written
    });
    let written = written.await??;
    Ok(([(header::CONTENT_TYPE, format.media_type())], written).into_response())
}

/// Documents that are there already.
struct Listed(vec::IntoIter<Next>);

impl Documents for Listed {
    async fn next(&mut self) -> Option<(Next, Kept)> {
        self.0.next().map(|next| (next, None))
    }
}

/// Documents that come line by line.
struct Lines {
    app: Arc<App>,
    asked: Asked,
    lines: mpsc::UnboundedReceiver<Line>,
}

impl Documents for Lines {
    async fn next(&mut self) -> Option<(Next, Kept)> {
        let line = self.lines.recv().await?;
        let unnamed = || format!("line-{}", line.number);
        let failed = |error| Box::new(Failed { id: unnamed(), error });
        let next = match &line.bytes {
            Err(problem) => Err(failed(problem.clone())),
            Ok(bytes) => serde_json::from_slice(bytes)
                .map_err(|e| failed(Problem::json(&e)))
                .and_then(|document: DocumentIn| self.asked.job(&self.app, document, unnamed)),
        };
        Some((next, Some(line)))
    }
}
