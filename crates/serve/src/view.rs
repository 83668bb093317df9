//! `POST /v1/view`: a record as the page shows it.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use epicrisis_record::Record;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::documents::{Job, UNNAMED, check_id};
use crate::json;
use crate::lexicon;
use crate::problem::Problem;

/// A document to be shown.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct ViewRequest {
    /// What the record calls it.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::id"))]
    pub(crate) id: Option<String>,
    /// Its text.
    pub(crate) text: String,
    /// The code of its language, or `auto`.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::language"))]
    pub(crate) language: Option<String>,
    /// The language in which concepts are named; English without.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::language"))]
    pub(crate) interface: Option<String>,
}

/// A record, and what its concepts are called.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct View {
    /// The record, with the rule and the scope of each cue.
    pub(crate) record: Record,
    /// What the concepts of the record are called in the language asked for, by id; in English where it has no word.
    pub(crate) labels: BTreeMap<String, String>,
}

pub(crate) async fn view(State(app): State<Arc<App>>, request: Request) -> Result<Response, Problem> {
    let (asked, held): (ViewRequest, _) = json::read(&app, request).await?;
    let language = app.language(asked.language.as_deref())?;
    let interface = app.language(asked.interface.as_deref())?;
    let id = asked.id.unwrap_or_else(|| UNNAMED.to_owned());
    check_id(&id)?;
    let admitted = app.gate.admit()?;
    let work = app.clone();
    let written = app.gate.work(move || {
        let record = Job::of_text(id, asked.text, language, true).record(&work);
        let view = View {
            labels: labels(&work, &record, interface),
            record,
        };
        let written = serde_json::to_vec(&view);
        drop((admitted, held));
        written
    });
    let written = written.await?.map_err(|_| Problem::internal())?;
    Ok(json::of_bytes(StatusCode::OK, written))
}

/// What the concepts of a record are called in a language.
pub(crate) fn labels(app: &App, record: &Record, interface: Option<&str>) -> BTreeMap<String, String> {
    let concepts = record.mentions.iter().filter_map(|m| m.concept.as_deref());
    let named = concepts.map(|concept| {
        let label = match interface {
            Some(language) => self::label(app, &concept.id, &concept.label, language),
            None => concept.label.clone(),
        };
        (concept.id.clone(), label)
    });
    named.collect()
}

/// What a concept is called in a language; in English where that has no word.
pub(crate) fn label(app: &App, id: &str, english: &str, language: &str) -> String {
    let lexicon = app.engine.lexicon();
    let own = lexicon
        .language(language)
        .and_then(|place| lexicon::label(lexicon, id, place));
    own.unwrap_or(english).to_owned()
}
