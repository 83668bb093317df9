//! What `epicrisis serve` can be asked.

use std::net::{SocketAddr, ToSocketAddrs};
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::{Means, size};

/// Serve the reader, a page in the browser, and the same over HTTP for programs.
///
/// The page shows a text with what is found in it, compares tellings, and with --store keeps documents that people check and
/// correct. Programs read `/openapi.json`. Only this machine is served, unless a token is given; nothing is fetched from
/// anywhere, and no word of a document is logged. SIGTERM and SIGINT end it once what it began is done.
///
/// Exit status: 0 told to stop; 2 it could not be started as asked.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  epicrisis serve
  epicrisis serve --store checked.db
  epicrisis serve --listen 0.0.0.0:8443 --token-file token.txt --tls-cert house.pem --tls-key house.key
  curl --data-binary @case.txt -H 'Content-Type: text/plain' http://localhost:8080/v1/extract")]
pub(crate) struct Serve {
    /// The address and the port. Off this machine's own (127.0.0.1, ::1) only with --token-file.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080", value_parser = address)]
    pub(crate) listen: SocketAddr,

    /// A file with the secret that callers send as `Authorization: Bearer SECRET`; `openssl rand -hex 32` makes one.
    #[arg(long, value_name = "FILE")]
    pub(crate) token_file: Option<PathBuf>,

    /// The certificate for TLS, with those that signed it, as PEM.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub(crate) tls_cert: Option<PathBuf>,

    /// The private key of the certificate, as PEM.
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub(crate) tls_key: Option<PathBuf>,

    /// An SQLite file for documents and their corrections; made if it is not there.
    #[arg(long, value_name = "FILE")]
    pub(crate) store: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) means: Means,

    /// The largest body, or line of JSON lines, as bytes or as `500K`, `8M`.
    #[arg(long, default_value = "8M", value_parser = size, value_name = "SIZE")]
    pub(crate) max_body: u64,

    /// How long a request may take, as `500ms`, `30s`, `2m`; and how long its body may take to come.
    #[arg(long, default_value = "30s", value_parser = time, value_name = "TIME")]
    pub(crate) timeout: Duration,

    /// How many requests may be under way or waiting at once; more are refused with 503 and `Retry-After`.
    #[arg(long, default_value_t = 64, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=4096))]
    pub(crate) concurrency: u16,

    /// The origin of pages elsewhere that may call, as `https://example.org`; may be given several times.
    #[arg(long, value_name = "ORIGIN", value_parser = origin)]
    pub(crate) cors: Vec<String>,

    /// Do not tell each request on standard error.
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

fn address(text: &str) -> Result<SocketAddr, String> {
    let found = text.to_socket_addrs().ok().and_then(|mut all| all.next());
    found.ok_or_else(|| "write an address and a port, as 127.0.0.1:8080 or [::1]:8080".to_owned())
}

fn time(text: &str) -> Result<Duration, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let milliseconds = match &text[digits.len()..] {
        "ms" => 1,
        "" | "s" => 1000,
        "m" => 60_000,
        _ => 0,
    };
    let number: u64 = digits.parse().unwrap_or_default();
    let time = number
        .checked_mul(milliseconds)
        .filter(|time| (1..=3_600_000).contains(time));
    time.map(Duration::from_millis)
        .ok_or_else(|| "write a time of 1ms to 60m, as 500ms, 30s or 2m".to_owned())
}

/// An origin as browsers send it, since it is compared letter by letter.
fn origin(text: &str) -> Result<String, String> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let fits = host.is_some_and(|host| !host.is_empty() && !host.contains(['/', '*', '?', '#', '@', ' ', ',']));
    if fits && text.is_ascii() && text.to_ascii_lowercase() == text {
        Ok(text.to_owned())
    } else {
        Err(
            "write a scheme, a host in small letters and a port if it has one, and no path: https://example.org"
                .to_owned(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_origins() {
        assert_eq!(time("500ms"), Ok(Duration::from_millis(500)));
        assert_eq!(time("30"), Ok(Duration::from_secs(30)));
        assert_eq!(time("2m"), Ok(Duration::from_secs(120)));
        for wrong in ["", "0s", "-1s", "2h", "61m", "s", "99999999999999999999s", "é"] {
            assert!(time(wrong).is_err(), "{wrong}");
        }
        assert!(origin("https://example.org").is_ok() && origin("http://localhost:3000").is_ok());
        for wrong in [
            "*",
            "example.org",
            "https://",
            "https://example.org/",
            "https://Example.org",
            "ftp://a",
        ] {
            assert!(origin(wrong).is_err(), "{wrong}");
        }
    }
}
