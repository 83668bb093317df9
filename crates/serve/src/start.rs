//! The service, opened and run.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use epicrisis_extract::Engine;
use thiserror::Error;
use tokio::net::TcpListener;

use crate::app::App;
use crate::gate::cores;
use crate::listen::{self, House};
use crate::routes;
use crate::settings::Settings;
use crate::store::{Store, StoreError};
use crate::tls;

/// How long work that nobody waits for any more may go on once the service has stopped.
const LEFT_OVER: Duration = Duration::from_secs(10);

/// Why the service cannot be started.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StartError {
    /// It would be open to others without a secret.
    #[error(
        "{0} can be reached from other machines; give a secret with --token-file FILE (and, for real use, a certificate with \
         --tls-cert and --tls-key), or listen on 127.0.0.1"
    )]
    Open(SocketAddr),
    /// The address cannot be had.
    #[error("{address}: cannot be listened at: {reason}; give another with --listen")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        reason: io::Error,
    },
    /// The certificate or its key cannot be used.
    #[error("{path}: cannot be used for TLS: {reason}", path = path.display())]
    Tls {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The store cannot be used.
    #[error("{path}: {reason}", path = path.display())]
    Store {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: StoreError,
    },
    /// The system gives no threads.
    #[error("cannot be started: {0}")]
    Runtime(io::Error),
}

/// The service, listening and not yet answering.
pub struct Server {
    house: House,
    listener: TcpListener,
}

impl Server {
    /// Opens what the service needs: the store, the certificate, the port.
    ///
    /// # Errors
    /// Where one of them cannot be had, or others could call without a token.
    pub async fn open(settings: Settings, engine: Engine<'static>) -> Result<Self, StartError> {
        if settings.token.is_none() && !settings.listen.ip().to_canonical().is_loopback() {
            return Err(StartError::Open(settings.listen));
        }
        let tls = settings.tls.as_ref().map(tls::acceptor).transpose()?;
        let store = settings.store.as_ref().map(|path| {
            Store::open(path).map_err(|reason| StartError::Store {
                path: path.clone(),
                reason,
            })
        });
        let app = Arc::new(App::new(&settings, engine, store.transpose()?));
        let listener = listen::bind(settings.listen)
            .await
            .map_err(|reason| StartError::Listen {
                address: settings.listen,
                reason,
            })?;
        let router = routes::router(app.clone());
        Ok(Self {
            house: House { app, router, tls },
            listener,
        })
    }

    /// Where it listens; the port that was given where any was asked for.
    ///
    /// # Errors
    /// Where the system does not say.
    pub fn address(&self) -> Result<SocketAddr, StartError> {
        self.listener.local_addr().map_err(StartError::Runtime)
    }

    /// Answers until `stop` is done, then ends what it began.
    pub async fn serve(self, stop: impl Future<Output = ()>) {
        self.house.serve(self.listener, stop).await;
    }
}

/// Serves until the process is told to stop (SIGTERM, SIGINT), then ends what it began. `started` is called with the address once
/// callers are heard.
///
/// # Errors
/// Where it cannot be started.
pub fn run(settings: Settings, engine: Engine<'static>, started: impl FnOnce(SocketAddr)) -> Result<(), StartError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_name("epicrisis-serve")
        // One a core for documents, and the store's: each thread more would hold memory of its own.
        .max_blocking_threads(cores() + 2)
        .build()
        .map_err(StartError::Runtime)?;
    let done = runtime.block_on(async {
        let server = Server::open(settings, engine).await?;
        let stop = told_to_stop()?;
        started(server.address()?);
        server.serve(stop).await;
        Ok(())
    });
    // All that was asked is answered; what was given up may still be at work, and is waited for no longer than this.
    runtime.shutdown_timeout(LEFT_OVER);
    done
}

/// Done when the process is told to stop.
#[cfg(unix)]
fn told_to_stop() -> Result<impl Future<Output = ()>, StartError> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut term = signal(SignalKind::terminate()).map_err(StartError::Runtime)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(StartError::Runtime)?;
    Ok(async move {
        tokio::select! {
            _ = term.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Done when the process is told to stop.
#[cfg(not(unix))]
fn told_to_stop() -> Result<impl Future<Output = ()>, StartError> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
