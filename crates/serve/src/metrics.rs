//! What the service has done, as Prometheus reads it. Counts and times only.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::app::App;

/// The upper bounds of the histogram's buckets, in seconds.
const BOUNDS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// What was done so far.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    /// By method, path template and status. There are as many as the program has routes, whatever callers send.
    requests: Mutex<BTreeMap<(&'static str, String, u16), u64>>,
    /// By path template.
    times: Mutex<BTreeMap<String, Times>>,
    documents: AtomicU64,
    bytes: AtomicU64,
    connections: AtomicI64,
}

#[derive(Debug, Default)]
struct Times {
    /// Requests in each bucket, those of the buckets before it not counted again; the last has no bound.
    buckets: [u64; BOUNDS.len() + 1],
    seconds: f64,
}

impl Metrics {
    /// A document of so many bytes was read.
    pub(crate) fn read(&self, bytes: usize) {
        self.documents.fetch_add(1, Ordering::Relaxed);
        self.bytes.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    /// A connection came (1) or went (-1).
    pub(crate) fn connection(&self, change: i64) {
        self.connections.fetch_add(change, Ordering::Relaxed);
    }

    /// A request was answered.
    pub(crate) fn answered(&self, method: &'static str, path: &str, status: u16, time: Duration) {
        // Nothing is done under the locks that could leave them half changed.
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        *requests.entry((method, path.to_owned(), status)).or_default() += 1;
        drop(requests);
        let seconds = time.as_secs_f64();
        let bucket = BOUNDS.partition_point(|bound| *bound < seconds);
        let mut times = self.times.lock().unwrap_or_else(PoisonError::into_inner);
        let times = times.entry(path.to_owned()).or_default();
        times.buckets[bucket] += 1;
        times.seconds += seconds;
    }

    fn text(&self, under_way: usize, memory_left: usize) -> String {
        let mut out = String::new();
        // Writing to a string cannot fail.
        let _ = self.write(&mut out, under_way, memory_left);
        out
    }

    fn write(&self, out: &mut String, under_way: usize, memory_left: usize) -> std::fmt::Result {
        head(out, "epicrisis_requests_total", "counter", "Requests answered.")?;
        for ((method, path, status), count) in &*self.requests.lock().unwrap_or_else(PoisonError::into_inner) {
            writeln!(
                out,
                "epicrisis_requests_total{{method=\"{method}\",path=\"{path}\",status=\"{status}\"}} {count}"
            )?;
        }
        let name = "epicrisis_request_duration_seconds";
        head(
            out,
            name,
            "histogram",
            "Time from the head of a request to the head of its answer.",
        )?;
        for (path, times) in &*self.times.lock().unwrap_or_else(PoisonError::into_inner) {
            let mut count = 0;
            for (bucket, at) in times.buckets.iter().zip(0..) {
                count += bucket;
                let bound = BOUNDS.get(at).map_or_else(|| "+Inf".to_owned(), f64::to_string);
                writeln!(out, "{name}_bucket{{path=\"{path}\",le=\"{bound}\"}} {count}")?;
            }
            writeln!(out, "{name}_sum{{path=\"{path}\"}} {}", times.seconds)?;
            writeln!(out, "{name}_count{{path=\"{path}\"}} {count}")?;
        }
        let load = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        let plain: [(&str, &str, &str, i128); 5] = [
            (
                "epicrisis_documents_total",
                "counter",
                "Documents read.",
                load(&self.documents).into(),
            ),
            (
                "epicrisis_document_bytes_total",
                "counter",
                "Bytes of documents read.",
                load(&self.bytes).into(),
            ),
            (
                "epicrisis_connections",
                "gauge",
                "Connections open.",
                self.connections.load(Ordering::Relaxed).into(),
            ),
            (
                "epicrisis_requests_under_way",
                "gauge",
                "Requests let in and not done.",
                under_way as i128,
            ),
            (
                "epicrisis_body_bytes_left",
                "gauge",
                "Bytes of bodies that may still be held.",
                memory_left as i128,
            ),
        ];
        for (name, kind, help, value) in plain {
            head(out, name, kind, help)?;
            writeln!(out, "{name} {value}")?;
        }
        Ok(())
    }
}

fn head(out: &mut String, name: &str, kind: &str, help: &str) -> std::fmt::Result {
    writeln!(out, "# HELP {name} {help}\n# TYPE {name} {kind}")
}

/// `GET /metrics`.
pub(crate) async fn metrics(State(app): State<Arc<App>>) -> Response {
    let text = app.metrics.text(app.gate.under_way(), app.gate.memory_left());
    (
        [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")],
        text,
    )
        .into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_add_up() {
        let metrics = Metrics::default();
        for milliseconds in [0, 1, 2, 300, 60_000] {
            metrics.answered("GET", "/v1/info", 200, Duration::from_millis(milliseconds));
        }
        metrics.read(10);
        let text = metrics.text(3, 4096);
        for line in [
            "epicrisis_requests_total{method=\"GET\",path=\"/v1/info\",status=\"200\"} 5",
            "epicrisis_request_duration_seconds_bucket{path=\"/v1/info\",le=\"0.001\"} 2",
            "epicrisis_request_duration_seconds_bucket{path=\"/v1/info\",le=\"0.5\"} 4",
            "epicrisis_request_duration_seconds_bucket{path=\"/v1/info\",le=\"+Inf\"} 5",
            "epicrisis_request_duration_seconds_count{path=\"/v1/info\"} 5",
            "epicrisis_documents_total 1",
            "epicrisis_requests_under_way 3",
        ] {
            assert!(text.lines().any(|l| l == line), "{line}\n{text}");
        }
    }
}
