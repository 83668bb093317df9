//! Which place answers what.

use std::sync::Arc;

use axum::Router;
use axum::extract::{MatchedPath, Request};
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};

use crate::app::App;
use crate::guard::guard;
use crate::problem::{Problem, ProblemKind};
use crate::{documents, info, lexicon, metrics, pages, review, tellings, view};

pub(crate) fn router(app: Arc<App>) -> Router {
    Router::new()
        .route("/", get(pages::index))
        .route("/try", get(pages::try_it))
        .route("/assets/{file}", get(pages::asset))
        .route("/openapi.json", get(pages::openapi))
        .route("/healthz", get(info::health))
        .route("/readyz", get(info::ready))
        .route("/metrics", get(metrics::metrics))
        .route("/v1/info", get(info::info))
        .route("/v1/extract", post(documents::extract))
        .route("/v1/view", post(view::view))
        .route("/v1/compare", post(tellings::compared))
        .route("/v1/project", post(tellings::projected))
        .route("/v1/lexicon/search", get(lexicon::search))
        .route("/v1/lexicon/concepts/{id}", get(lexicon::concept))
        .route("/v1/documents", get(review::documents).post(review::keep))
        .route("/v1/documents/{id}", get(review::document))
        .route("/v1/documents/{id}/corrections", post(review::correct))
        .route("/v1/documents/{id}/undo", post(review::undo))
        .route("/v1/documents/{id}/export", get(review::export))
        .route("/v1/agreement", get(review::agreement))
        .route("/v1/evaluation", get(review::evaluation))
        .fallback(unknown)
        .method_not_allowed_fallback(other_method)
        .layer(from_fn_with_state(app.clone(), guard))
        .with_state(app)
}

async fn unknown() -> Problem {
    Problem::not_found("/openapi.json lists what there is")
}

async fn other_method(request: Request) -> Problem {
    let path = request.extensions().get::<MatchedPath>();
    let path = path.map_or("it", MatchedPath::as_str);
    Problem::new(ProblemKind::Method, format!("/openapi.json says how {path} is called"))
}
