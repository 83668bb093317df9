//! `/v1/documents` and what hangs on it.

use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use super::agreement::{Agreement, Evaluation};
use super::record::reviewed;
use super::state::{history, mentions};
use super::types::{
    AgreementAnswer, CorrectionRequest, Document, DocumentQuery, DocumentsAnswer, EvaluationAnswer, ExportQuery,
    ListedDocument, NewDocumentRequest, UndoRequest,
};
use super::{correct as make, export as out};
use crate::app::App;
use crate::documents::{Job, check_id};
use crate::json::{self, Json};
use crate::problem::Problem;
use crate::query::Query;
use crate::store::{Kept, NewDocument, Opened};
use crate::view;

/// The longest title, in letters.
const TITLE: usize = 80;

impl App {
    /// Does something with the store, as one of the requests that may be under way.
    async fn kept<T, F>(self: &Arc<Self>, work: F) -> Result<T, Problem>
    where
        F: FnOnce(&mut Opened) -> Result<T, Problem> + Send + 'static,
        T: Send + 'static,
    {
        let store = self.store()?;
        let admitted = self.gate.admit()?;
        let done = store.run(move |opened| {
            let done = work(opened);
            drop(admitted);
            done
        });
        done.await
    }
}

/// The id in a path.
type Id = Result<Path<String>, PathRejection>;

fn id(path: Id) -> Result<String, Problem> {
    path.map(|Path(id)| id)
        .map_err(|_| Problem::not_found("the store has no document of this id"))
}

/// `GET /v1/documents`.
pub(crate) async fn documents(State(app): State<Arc<App>>) -> Result<Json<DocumentsAnswer>, Problem> {
    let listed = app.kept(Opened::list).await?;
    let documents = listed.into_iter().map(|l| ListedDocument {
        id: l.id,
        title: l.title,
        language: l.language,
        version: l.version,
        corrections: l.corrections,
        updated: l.updated,
    });
    Ok(Json(DocumentsAnswer {
        documents: documents.collect(),
    }))
}

/// `POST /v1/documents`.
pub(crate) async fn keep(State(app): State<Arc<App>>, request: Request) -> Result<Response, Problem> {
    app.store()?;
    let (asked, held): (NewDocumentRequest, _) = json::read(&app, request).await?;
    let language = app.language(asked.language.as_deref())?;
    if asked.text.is_empty() {
        return Err(Problem::unprocessable("`text` is empty"));
    }
    let id = asked.id.unwrap_or_else(|| of_text(&asked.text));
    check_id(&id)?;
    if matches!(id.as_str(), "." | "..") {
        return Err(Problem::unprocessable(
            "`.` and `..` are no ids: no address could name them",
        ));
    }
    let work = app.clone();
    let read = app.gate.work(move || {
        let job = Job::of_text(id, asked.text, language, true);
        let record = job.record(&work);
        NewDocument {
            title: title(&job.decoded.text),
            id: job.id,
            text: job.decoded.text,
            record,
        }
    });
    let document = read.await?;
    let (new, kept) = app
        .kept(move |store| {
            let new = store.insert(&document)?;
            drop(held);
            Ok((new, store.document(&document.id)?))
        })
        .await?;
    let status = if new { StatusCode::CREATED } else { StatusCode::OK };
    answered(&app, kept, DocumentQuery::default(), status).await
}

/// An id that the same text always has.
fn of_text(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// How a text begins.
fn title(text: &str) -> String {
    let line = text
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty())
        .unwrap_or_default();
    let mut letters = line.chars().map(|c| if c.is_control() { ' ' } else { c });
    let mut title: String = letters.by_ref().take(TITLE).collect();
    if letters.next().is_some() {
        title.push('…');
    }
    title
}

/// A document as it is answered, written where a core is free.
async fn answered(app: &Arc<App>, kept: Kept, asked: DocumentQuery, status: StatusCode) -> Result<Response, Problem> {
    let work = app.clone();
    let written = app.gate.work(move || {
        let document = answer(&work, kept, &asked)?;
        serde_json::to_vec(&document).map_err(|_| Problem::internal())
    });
    Ok(json::of_bytes(status, written.await??))
}

/// A document as it is answered.
fn answer(app: &App, kept: Kept, asked: &DocumentQuery) -> Result<Document, Problem> {
    let interface = app.language(asked.interface.as_deref())?;
    let labels = interface.map(|language| {
        let mut labels = view::labels(app, &kept.record, Some(language));
        // Those that people chose, too.
        for (id, label) in kept
            .corrections
            .iter()
            .filter_map(|c| c.said.as_ref()?.concept.as_ref())
        {
            labels
                .entry(id.clone())
                .or_insert_with(|| view::label(app, id, label, language));
        }
        labels
    });
    Ok(Document {
        mentions: mentions(&kept, asked.reviewer.as_deref()),
        history: history(&kept),
        labels: labels.unwrap_or_default(),
        id: kept.id,
        version: kept.version,
        text: kept.text,
        record: kept.record,
        made_with: kept.made_with,
    })
}

/// `GET /v1/documents/{id}`.
pub(crate) async fn document(
    State(app): State<Arc<App>>,
    Query(asked): Query<DocumentQuery>,
    path: Id,
) -> Result<Response, Problem> {
    let id = id(path)?;
    app.language(asked.interface.as_deref())?;
    let kept = app.kept(move |store| store.document(&id)).await?;
    answered(&app, kept, asked, StatusCode::OK).await
}

/// `POST /v1/documents/{id}/corrections`.
pub(crate) async fn correct(
    State(app): State<Arc<App>>,
    Query(asked): Query<DocumentQuery>,
    path: Id,
    request: Request,
) -> Result<Response, Problem> {
    app.store()?;
    app.language(asked.interface.as_deref())?;
    let id = id(path)?;
    let (correction, _held): (CorrectionRequest, _) = json::read(&app, request).await?;
    let reviewer = make::reviewer(&correction.reviewer)?;
    let work = app.clone();
    let kept = app.kept(move |store| {
        store.correct(&id, correction.version, |kept| {
            make::correction(&correction, reviewer, kept, work.engine.lexicon())
        })
    });
    answered(&app, kept.await?, asked, StatusCode::OK).await
}

/// `POST /v1/documents/{id}/undo`.
pub(crate) async fn undo(
    State(app): State<Arc<App>>,
    Query(asked): Query<DocumentQuery>,
    path: Id,
    request: Request,
) -> Result<Response, Problem> {
    app.store()?;
    app.language(asked.interface.as_deref())?;
    let id = id(path)?;
    let (undoing, _held): (UndoRequest, _) = json::read(&app, request).await?;
    let reviewer = make::reviewer(&undoing.reviewer)?;
    let kept = app.kept(move |store| store.undo(&id, undoing.version, &reviewer));
    answered(&app, kept.await?, asked, StatusCode::OK).await
}

/// `GET /v1/documents/{id}/export`.
pub(crate) async fn export(
    State(app): State<Arc<App>>,
    Query(asked): Query<ExportQuery>,
    path: Id,
) -> Result<Response, Problem> {
    let id = id(path)?;
    let brat = match asked.format.as_deref() {
        None | Some("json") => false,
        Some("brat") => true,
        Some(_) => return Err(Problem::bad_request("`format` is json or brat")),
    };
    let kept = app.kept(move |store| store.document(&id)).await?;
    let work = app.clone();
    let written = app.gate.work(move || {
        let mentions = mentions(&kept, asked.reviewer.as_deref());
        let reviewed = reviewed(&kept, &mentions, work.engine.lexicon());
        if brat {
            out::brat(&kept, &reviewed).map(String::into_bytes)
        } else {
            serde_json::to_vec(&out::json(kept, reviewed)).map_err(|_| Problem::internal())
        }
    });
    let (media, name) = if brat {
        ("text/plain; charset=utf-8", "attachment; filename=\"document.ann\"")
    } else {
        ("application/json", "attachment; filename=\"document.json\"")
    };
    let headers = [(header::CONTENT_TYPE, media), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, written.await??).into_response())
}

/// Every document that was corrected, one after the other; others come in between.
async fn each_corrected(app: &Arc<App>, mut take: impl FnMut(&Kept)) -> Result<(), Problem> {
    let store = app.store()?;
    let _admitted = app.gate.admit()?;
    for id in store.run(|opened| opened.corrected()).await? {
        take(&store.run(move |opened| opened.document(&id)).await?);
    }
    Ok(())
}

/// `GET /v1/agreement`.
pub(crate) async fn agreement(State(app): State<Arc<App>>) -> Result<Json<AgreementAnswer>, Problem> {
    let mut agreement = Agreement::default();
    each_corrected(&app, |kept| agreement.add(kept)).await?;
    Ok(Json(agreement.answer()))
}

/// `GET /v1/evaluation`.
pub(crate) async fn evaluation(State(app): State<Arc<App>>) -> Result<Json<EvaluationAnswer>, Problem> {
    let mut evaluation = Evaluation::new();
    each_corrected(&app, |kept| evaluation.add(kept)).await?;
    Ok(Json(evaluation.answer()))
}
