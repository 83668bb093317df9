//! Connections: taken, spoken to over TLS or without, cut when they are slow, and ended in good order.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_io_timeout::TimeoutStream;
use tokio_rustls::TlsAcceptor;

use crate::app::App;

/// A request's head must be there by then; so is a connection cut on which nothing is asked.
const HEAD: Duration = Duration::from_secs(10);
/// One who does not read what is written for so long is gone.
const STALL: Duration = Duration::from_secs(30);
/// The handshake of TLS must be done by then.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// Bytes that a request's head may have.
const LARGEST_HEAD: usize = 32 << 10;
/// Headers that a request may have.
const MOST_HEADERS: usize = 64;
/// Open connections beyond those that may be under way: they wait for a head, or for a refusal.
const MORE_CONNECTIONS: usize = 512;

/// What the connections are served with.
pub(crate) struct House {
    pub(crate) app: Arc<App>,
    pub(crate) router: Router,
    pub(crate) tls: Option<TlsAcceptor>,
}

impl House {
    /// Serves until it is told to stop, then ends what it began; what is not done by the request's time limit is cut.
    pub(crate) async fn serve(self, listener: TcpListener, stop: impl Future<Output = ()>) {
        let house = Arc::new(self);
        let graceful = GracefulShutdown::new();
        let places = Arc::new(Semaphore::new(house.app.concurrency.saturating_add(MORE_CONNECTIONS)));
        let mut stop = std::pin::pin!(stop);
        loop {
            // Others wait in the system's own queue.
            let place = tokio::select! {
                place = places.clone().acquire_owned() => place,
                () = &mut stop => break,
            };
            let stream = tokio::select! {
                stream = accept(&listener) => stream,
                () = &mut stop => break,
            };
            let (house, watcher) = (house.clone(), graceful.watcher());
            tokio::spawn(async move {
                house.app.metrics.connection(1);
                house.connection(stream, watcher).await;
                house.app.metrics.connection(-1);
                drop(place);
            });
        }
        drop(listener);
        house.app.stop();
        let _ = tokio::time::timeout(house.app.timeout + HEAD, graceful.shutdown()).await;
    }

    async fn connection(&self, stream: TcpStream, watcher: hyper_util::server::graceful::Watcher) {
        let _ = stream.set_nodelay(true);
        match &self.tls {
            None => self.speak(stream, watcher).await,
            Some(tls) => {
                // One who speaks no TLS, or not in time, is left without a word.
                if let Ok(Ok(stream)) = tokio::time::timeout(HANDSHAKE, tls.accept(stream)).await {
                    self.speak(stream, watcher).await;
                }
            }
        }
    }

    async fn speak<S>(&self, stream: S, watcher: hyper_util::server::graceful::Watcher)
    where
        S: AsyncRead + AsyncWrite + Send + 'static,
    {
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(STALL));
        let service = TowerToHyperService::new(self.router.clone());
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD)
            .max_buf_size(LARGEST_HEAD)
            .max_headers(MOST_HEADERS)
            .serve_connection(TokioIo::new(Box::pin(stream)), service);
        // What goes wrong on a connection is its caller's, who sees it.
        let _ = watcher.watch(connection).await;
    }
}

/// The next connection. Where the system has no more to give, what is open may end in a moment.
async fn accept(listener: &TcpListener) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return stream,
            Err(error) if is_of_one_connection(&error) => {}
            Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
        }
    }
}

fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// Listens at an address.
pub(crate) async fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    TcpListener::bind(address).await
}
