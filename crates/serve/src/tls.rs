//! TLS, from a certificate and its key.

use std::path::Path;
use std::sync::Arc;

use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::StartError;
use crate::settings::Tls;

/// What speaks TLS 1.2 and 1.3 with a certificate.
///
/// # Errors
/// Where the files cannot be read, or do not belong together.
pub(crate) fn acceptor(tls: &Tls) -> Result<TlsAcceptor, StartError> {
    let certificates = CertificateDer::pem_file_iter(&tls.certificate)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| of_file(&tls.certificate, &error))?;
    if certificates.is_empty() {
        return Err(of_file(&tls.certificate, &"it holds no certificate"));
    }
    let key = PrivateKeyDer::from_pem_file(&tls.key).map_err(|error| of_file(&tls.key, &error))?;
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map(|builder| builder.with_no_client_auth())
        .and_then(|builder| builder.with_single_cert(certificates, key))
        .map_err(|error| of_file(&tls.key, &error))?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}

fn of_file(path: &Path, error: &dyn std::fmt::Display) -> StartError {
    StartError::Tls {
        path: path.to_owned(),
        reason: error.to_string(),
    }
}
