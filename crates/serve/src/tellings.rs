//! `POST /v1/compare` and `POST /v1/project`: tellings of one case side by side, and annotations carried across.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use epicrisis_brat::Standoff;
use epicrisis_record::Span;
use epicrisis_tellings::compare::{MOST, compare, page, render};
use epicrisis_tellings::{Report, ReportedCarried, ReportedLost, Telling, align, project};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::documents::{DocumentIn, Format, check_id};
use crate::json;
use crate::problem::{Problem, ProblemKind};
use crate::query::Query;

/// Tellings of one case.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct CompareRequest {
    /// Two to seven; of two, the second is held against the first.
    #[cfg_attr(feature = "schema", schemars(length(min = 2, max = 7)))]
    pub(crate) tellings: Vec<DocumentIn>,
}

/// How a comparison is answered.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct CompareQuery {
    /// The format of the answer, instead of `Accept`: `json`, `html` or `text`.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::comparison"))]
    pub(crate) format: Option<String>,
}

/// Annotations to be carried to other tellings.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct ProjectRequest {
    /// The annotated telling.
    pub(crate) source: Annotated,
    /// The tellings that take the annotations; at most seven.
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 7)))]
    pub(crate) targets: Vec<DocumentIn>,
}

/// An annotated telling.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct Annotated {
    /// Its text.
    pub(crate) text: String,
    /// The code of its language, or `auto`.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::language"))]
    pub(crate) language: Option<String>,
    /// Its annotations, as brat writes them (`.ann`); offsets are code points of the text.
    pub(crate) annotations: String,
}

/// Annotations, carried.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct ProjectAnswer {
    /// The tellings, in the order given.
    pub(crate) targets: Vec<Target>,
}

/// A telling that took annotations.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct Target {
    /// What it is called.
    pub(crate) id: String,
    /// Its annotations, as brat has them.
    pub(crate) annotations: String,
    /// What was carried.
    pub(crate) carried: Vec<ReportedCarried>,
    /// What was not.
    pub(crate) lost: Vec<ReportedLost>,
}

/// A telling that is to be read.
struct Told {
    id: String,
    text: String,
    language: Option<&'static str>,
}

fn told(app: &App, documents: Vec<DocumentIn>) -> Result<Vec<Told>, Problem> {
    let one = |(document, n): (DocumentIn, u32)| {
        let id = document.id.unwrap_or_else(|| format!("telling-{n}"));
        check_id(&id)?;
        Ok(Told {
            id,
            text: document.text,
            language: app.language(document.language.as_deref())?,
        })
    };
    documents.into_iter().zip(1..).map(one).collect()
}

/// Compares.
pub(crate) async fn compared(
    State(app): State<Arc<App>>,
    Query(asked): Query<CompareQuery>,
    request: Request,
) -> Result<Response, Problem> {
    let format = Format::choose(asked.format.as_deref(), request.headers(), Format::Json)?;
    if !matches!(format, Format::Json | Format::Html | Format::Text) {
        let detail = "a comparison is given as json, html or text";
        return Err(Problem::new(ProblemKind::NotAcceptable, detail));
    }
    let (asked, held): (CompareRequest, _) = json::read(&app, request).await?;
    if !(2..=MOST).contains(&asked.tellings.len()) {
        return Err(Problem::unprocessable(format!("give two to {MOST} tellings")));
    }
    let told = told(&app, asked.tellings)?;
    let admitted = app.gate.admit()?;
    let work = app.clone();
    let written = app.gate.work(move || {
        let tellings: Vec<Telling<'_>> = told
            .iter()
            .map(|t| {
                work.metrics.read(t.text.len());
                Telling::read(&work.engine, &t.id, &t.text, t.language)
            })
            .collect();
        let comparison = compare(&tellings);
        let written = match format {
            Format::Html => Ok(page(&comparison, &tellings).into_bytes()),
            Format::Text => Ok(render(&comparison, &tellings, false).into_bytes()),
            _ => serde_json::to_vec(&comparison),
        };
        drop((admitted, held));
        written
    });
    let written = written.await?.map_err(|_| Problem::internal())?;
    let media = HeaderValue::from_static(format.media_type());
    Ok(([(header::CONTENT_TYPE, media)], written).into_response())
}

/// Carries annotations.
pub(crate) async fn projected(State(app): State<Arc<App>>, request: Request) -> Result<Response, Problem> {
    let (asked, held): (ProjectRequest, _) = json::read(&app, request).await?;
    if !(1..=MOST).contains(&asked.targets.len()) {
        return Err(Problem::unprocessable(format!("give one to {MOST} targets")));
    }
    let language = app.language(asked.source.language.as_deref())?;
    let gold = annotations(&asked.source)?;
    let told = told(&app, asked.targets)?;
    let admitted = app.gate.admit()?;
    let work = app.clone();
    let written = app.gate.work(move || {
        let from = Telling::read(&work.engine, "source", &asked.source.text, language);
        let targets = told.iter().map(|t| target(&work, &from, &gold, t)).collect();
        let written = serde_json::to_vec(&ProjectAnswer { targets });
        drop((admitted, held));
        written
    });
    let written = written.await?.map_err(|_| Problem::internal())?;
    Ok(json::of_bytes(StatusCode::OK, written))
}

/// The annotations of the source, each within its text.
fn annotations(source: &Annotated) -> Result<Standoff, Problem> {
    // The fault is not repeated: it may quote the text.
    let gold = epicrisis_brat::parse(&source.annotations)
        .map_err(|_| Problem::unprocessable("`annotations` cannot be read as brat writes them (.ann)"))?;
    let length = source.text.chars().count();
    let outside = |span: &Span| span.is_empty() || span.end.get() > length;
    match gold.annotations.iter().find(|a| a.stretches.iter().any(outside)) {
        Some(_) => Err(Problem::unprocessable(
            "an annotation reaches out of the text; were they made of another?",
        )),
        None => Ok(gold),
    }
}

fn target(app: &App, from: &Telling<'_>, gold: &Standoff, told: &Told) -> Target {
    app.metrics.read(told.text.len());
    let to = Telling::read(&app.engine, &told.id, &told.text, told.language);
    let projection = project(from, &to, &align(from, &to), gold);
    let Report { carried, lost } = projection.report(gold);
    Target {
        id: told.id.clone(),
        annotations: projection.standoff(gold, &to).to_string(),
        carried,
        lost,
    }
}
