//! How the service is to be run.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

/// How the service is to be run.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where it listens. Off this machine's loopback only with a token.
    pub listen: SocketAddr,
    /// What a caller must know; `None` for whoever is on this machine.
    pub token: Option<Token>,
    /// The certificate and the key of TLS; plain HTTP without.
    pub tls: Option<Tls>,
    /// The SQLite file that documents and their corrections are kept in; none are kept without.
    pub store: Option<PathBuf>,
    /// The largest body that is read, in bytes; of JSON lines, the largest line.
    pub max_body: usize,
    /// How long a request may take, from its last byte to the answer; and how long a body may take to come.
    pub timeout: Duration,
    /// How many requests may be under way or waiting for a core at once.
    pub concurrency: usize,
    /// The origins of pages elsewhere that may call the service, as `https://example.org`.
    pub cors: Vec<String>,
    /// Whether each request is told on standard error.
    pub log: bool,
}

impl Settings {
    /// The service as it is without any option, at an address.
    #[must_use]
    pub fn at(listen: SocketAddr) -> Self {
        Self {
            listen,
            token: None,
            tls: None,
            store: None,
            max_body: 8 << 20,
            timeout: Duration::from_secs(30),
            concurrency: 64,
            cors: Vec::new(),
            log: true,
        }
    }
}

/// The secret that callers must show. Neither printed nor compared in a time that tells of it.
#[derive(Clone)]
pub struct Token(String);

/// A token that is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a token must be one line of at least {least} visible characters; `openssl rand -hex 32` makes one", least = Token::LEAST)]
pub struct TokenError;

impl Token {
    /// The fewest characters of a token.
    pub const LEAST: usize = 16;

    /// A token from the content of its file; blanks around it are no part of it.
    ///
    /// # Errors
    /// Where it is too short to be a secret, or could not stand in a header.
    pub fn new(text: &str) -> Result<Self, TokenError> {
        let token = text.trim();
        let fits = token.len() >= Self::LEAST && token.bytes().all(|b| b.is_ascii_graphic());
        fits.then(|| Self(token.to_owned())).ok_or(TokenError)
    }

    /// Whether it is this one; takes as long for a near miss as for a far one.
    #[must_use]
    pub fn is(&self, shown: &str) -> bool {
        use subtle::ConstantTimeEq;
        self.0.as_bytes().ct_eq(shown.as_bytes()).into()
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

/// The files of TLS, in PEM.
#[derive(Debug, Clone)]
pub struct Tls {
    /// The certificate, and those that signed it.
    pub certificate: PathBuf,
    /// Its private key.
    pub key: PathBuf,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_a_secret_on_one_line() {
        let token = Token::new("0123456789abcdef\n").unwrap();
        assert!(token.is("0123456789abcdef"));
        assert!(!token.is("0123456789abcdeF") && !token.is("") && !token.is("0123456789abcdef0"));
        assert_eq!(format!("{token:?}"), "Token(…)");
        for none in [
            "",
            "short",
            "0123456789 abcdef",
            "0123456789abcdé f",
            "0123456789\nabcdefg",
        ] {
            assert_eq!(Token::new(none).err(), Some(TokenError), "{none:?}");
        }
    }
}
