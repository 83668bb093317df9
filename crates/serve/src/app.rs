//! What all requests share.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use epicrisis_extract::Engine;

use crate::body::Limits;
use crate::gate::Gate;
use crate::lexicon::Names;
use crate::metrics::Metrics;
use crate::problem::{Problem, ProblemKind};
use crate::settings::{Settings, Token};
use crate::store::Store;

/// What all requests share.
pub(crate) struct App {
    pub(crate) engine: Engine<'static>,
    /// The codes of the languages that are read, in the order of the lexicon.
    pub(crate) languages: Vec<&'static str>,
    pub(crate) gate: Gate,
    pub(crate) metrics: Metrics,
    pub(crate) limits: Limits,
    pub(crate) timeout: Duration,
    pub(crate) concurrency: usize,
    pub(crate) token: Option<Token>,
    /// The names by which the service may be called, where only callers on this machine may; `None` for any.
    pub(crate) hosts: Option<Vec<String>>,
    pub(crate) cors: Vec<String>,
    pub(crate) tls: bool,
    pub(crate) log: bool,
    pub(crate) names: OnceLock<Names>,
    stopping: AtomicBool,
    store: Option<Store>,
}

impl App {
    pub(crate) fn new(settings: &Settings, engine: Engine<'static>, store: Option<Store>) -> Self {
        let lexicon = engine.lexicon();
        let read = lexicon.tables().languages.iter().filter(|l| l.read == 1);
        let languages = read.map(|l| lexicon.str(l.code)).collect();
        Self {
            languages,
            engine,
            gate: Gate::new(settings.concurrency, settings.max_body, settings.timeout),
            metrics: Metrics::default(),
            limits: Limits {
                size: settings.max_body,
                time: settings.timeout,
            },
            timeout: settings.timeout,
            concurrency: settings.concurrency,
            token: settings.token.clone(),
            hosts: settings.token.is_none().then(|| local_names(settings)),
            cors: settings.cors.clone(),
            tls: settings.tls.is_some(),
            log: settings.log,
            names: OnceLock::new(),
            stopping: AtomicBool::new(false),
            store,
        }
    }

    /// The store.
    ///
    /// # Errors
    /// Where the service has none.
    pub(crate) fn store(&self) -> Result<&Store, Problem> {
        let none = || {
            Problem::new(
                ProblemKind::NoStore,
                "start the service with --store FILE to keep documents",
            )
        };
        self.store.as_ref().ok_or_else(none)
    }

    pub(crate) const fn has_store(&self) -> bool {
        self.store.is_some()
    }

    /// A language that was asked for; nothing where the text is to tell.
    ///
    /// # Errors
    /// Where it is not read.
    pub(crate) fn language(&self, asked: Option<&str>) -> Result<Option<&'static str>, Problem> {
        let Some(code) = asked.filter(|code| *code != "auto") else {
            return Ok(None);
        };
        let known = self.languages.iter().find(|l| **l == code).copied();
        let unknown = || Problem::unprocessable(format!("`language` is one of {}, or auto", self.languages.join(", ")));
        known.map(Some).ok_or_else(unknown)
    }

    /// No new work is taken from here on.
    pub(crate) fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }

    pub(crate) fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }
}

/// What a page on this machine calls the service. Any other name that leads here is another page's trick.
fn local_names(settings: &Settings) -> Vec<String> {
    let ip = match settings.listen.ip() {
        std::net::IpAddr::V6(ip) => format!("[{ip}]"),
        std::net::IpAddr::V4(ip) => ip.to_string(),
    };
    let mut names = vec!["localhost".to_owned(), "127.0.0.1".to_owned(), "[::1]".to_owned()];
    if !names.contains(&ip) {
        names.push(ip);
    }
    names
}
