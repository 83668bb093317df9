//! A service that keeps documents, and a document of it.

use serde_json::{Value, json};
use tempfile::TempDir;

use super::{Answer, Service, settings};
use epicrisis_serve::Settings;

pub const TEXT: &str =
    "Niega fiebre. Refiere tos y dolor en la pierna izquierda. Se pauta paracetamol 1 g. \u{1F600} Disnea leve.";

/// A service with a store of its own.
pub struct Reviewing {
    pub service: Service,
    pub folder: TempDir,
}

impl Reviewing {
    pub fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let service = Service::start(Settings {
            store: Some(folder.path().join("checked.db")),
            ..settings()
        });
        Self { service, folder }
    }

    pub fn keep(&self, id: &str) -> Value {
        let answer = self.service.post("/v1/documents", &json!({"id": id, "text": TEXT}));
        assert_eq!(answer.status, 201);
        answer.value()
    }

    pub fn correct(&self, id: &str, correction: &Value) -> Answer {
        self.service
            .post(&format!("/v1/documents/{id}/corrections"), correction)
    }

    pub fn done(&self, id: &str, correction: Value) -> Value {
        let answer = self.correct(id, &correction);
        assert_eq!(answer.status, 200, "{correction}: {}", answer.string());
        answer.value()
    }

    pub fn undo(&self, id: &str, version: i64, reviewer: &str) -> Answer {
        self.service.post(
            &format!("/v1/documents/{id}/undo"),
            &json!({"version": version, "reviewer": reviewer}),
        )
    }
}

/// The mention that covers a text.
pub fn of<'v>(document: &'v Value, text: &str) -> &'v Value {
    let mentions = document["mentions"].as_array().unwrap();
    mentions
        .iter()
        .find(|m| m["text"] == text)
        .unwrap_or_else(|| panic!("{text}: {mentions:?}"))
}

/// Where a part of the text stands.
pub fn span(text: &str) -> (usize, usize) {
    let at = TEXT.find(text).unwrap();
    let start = TEXT[..at].chars().count();
    (start, start + text.chars().count())
}
