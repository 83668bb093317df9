//! Answers of many documents: read on all cores, written in their order, each as soon as it is its turn.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use epicrisis_export::Export;
use http_body::Frame;
use serde::Serialize;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::format::Format;
use super::read::Job;
use crate::app::App;
use crate::gate::{Admitted, Held, cores};
use crate::problem::Problem;

/// What a document that failed has in the place of its record.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct Failed {
    /// The document's id, or `line-` and the number of its line.
    pub(crate) id: String,
    /// What is wrong with it.
    pub(crate) error: Problem,
}

/// A document, or why there is none.
pub(crate) type Next = Result<Job, Box<Failed>>;

/// Where the documents of an answer come from.
pub(crate) trait Documents: Send + 'static {
    /// The next; nothing behind the last. What is kept until it is done comes along.
    fn next(&mut self) -> impl Future<Output = Option<(Next, Kept)>> + Send;
}

/// What a document holds until it is done.
pub(crate) type Kept = Option<crate::body::Line>;

/// What stands around the documents of an answer.
#[derive(Debug, Clone, Copy)]
struct Frames {
    before: &'static str,
    between: &'static str,
    behind: &'static str,
}

/// What a batch takes of the house, until it is done.
pub(crate) struct Room {
    pub(crate) _admitted: Admitted,
    pub(crate) _held: Held,
}

/// Answers with all documents in a format that holds several.
pub(crate) fn answer(
    app: &Arc<App>,
    format: Format,
    export: Box<dyn Export>,
    documents: impl Documents,
    room: Room,
) -> Response {
    // Few: one who does not read is not written for.
    let (sender, receiver) = mpsc::channel(cores() * 2);
    let frames = match format {
        Format::Json => Frames {
            before: "{\"records\":[",
            between: ",",
            behind: "]}\n",
        },
        _ => Frames {
            before: "",
            between: "",
            behind: "",
        },
    };
    let batch = Batch {
        app: app.clone(),
        format,
        export: export.into(),
        sender,
        frames,
    };
    tokio::spawn(async move {
        // Nobody is left to tell.
        let _ = batch.run(documents).await;
        drop(room);
    });
    let media = [(header::CONTENT_TYPE, format.media_type())];
    (media, Body::new(Chunks(receiver))).into_response()
}

struct Batch {
    app: Arc<App>,
    format: Format,
    export: Arc<dyn Export>,
    sender: mpsc::Sender<Bytes>,
    frames: Frames,
}

/// Nobody reads the answer any more.
struct Gone;

impl Batch {
    async fn run(self, mut documents: impl Documents) -> Result<(), Gone> {
        let mut waiting: VecDeque<JoinHandle<Vec<u8>>> = VecDeque::new();
        self.send(self.frames.before.into()).await?;
        let mut written = 0_u64;
        let mut more = true;
        while more || !waiting.is_empty() {
            if more && waiting.len() < cores() * 2 {
                // What is done is not held back while the next is on its way.
                let done = async {
                    match waiting.front_mut() {
                        Some(first) => first.await,
                        None => std::future::pending().await,
                    }
                };
                tokio::select! {
                    biased;
                    next = documents.next() => match next {
                        Some((next, kept)) => waiting.push_back(tokio::spawn(self.one(next, kept))),
                        None => more = false,
                    },
                    done = done => {
                        waiting.pop_front();
                        self.document(done.unwrap_or_default(), &mut written).await?;
                    }
                }
            } else if let Some(first) = waiting.pop_front() {
                let done = first.await.unwrap_or_default();
                self.document(done, &mut written).await?;
            }
        }
        self.send(self.frames.behind.into()).await
    }

    /// A document's part of the answer.
    fn one(&self, next: Next, kept: Kept) -> impl Future<Output = Vec<u8>> + Send + 'static {
        let (app, export, format) = (self.app.clone(), self.export.clone(), self.format);
        async move {
            let done = match next {
                Ok(job) => {
                    let id = job.id.clone();
                    let work = app.clone();
                    let written = app.gate.work(move || job.written(&work, format, &*export)).await;
                    written.and_then(|w| w).map_err(|error| Box::new(Failed { id, error }))
                }
                Err(failed) => Err(failed),
            };
            drop(kept);
            done.unwrap_or_else(|failed| told(&failed, format))
        }
    }

    async fn document(&self, mut document: Vec<u8>, written: &mut u64) -> Result<(), Gone> {
        if self.format == Format::Json && document.last() == Some(&b'\n') {
            document.pop();
        }
        let between = if *written > 0 { self.frames.between } else { "" };
        let between = if self.format == Format::Text && *written > 0 {
            self.export.between()
        } else {
            between
        };
        *written += 1;
        self.send(between.into()).await?;
        self.send(document.into()).await
    }

    async fn send(&self, bytes: Bytes) -> Result<(), Gone> {
        if bytes.is_empty() {
            return Ok(());
        }
        self.sender.send(bytes).await.map_err(|_| Gone)
    }
}

/// What a format has in the place of a record.
fn told(failed: &Failed, format: Format) -> Vec<u8> {
    if format == Format::Text {
        return format!("{}: {}\n", failed.id, failed.error.detail).into_bytes();
    }
    let mut out = serde_json::to_vec(failed).unwrap_or_default();
    out.push(b'\n');
    out
}

/// The pieces of an answer as they are made.
struct Chunks(mpsc::Receiver<Bytes>);

impl http_body::Body for Chunks {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.0
            .poll_recv(cx)
            .map(|piece| piece.map(|bytes| Ok(Frame::data(bytes))))
    }
}
