//! TLS by rustls, with the provider that the features choose.

use crate::error::BuildError;
use crate::types::SecretString;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::Verifier;
use std::sync::{Arc, OnceLock};

/// The provider is handed over, not installed for the whole process: another crate may want another one.
fn provider() -> Arc<CryptoProvider> {
    #[cfg(feature = "aws-lc")]
    return Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    #[cfg(not(feature = "aws-lc"))]
    Arc::new(rustls::crypto::ring::default_provider())
}

/// The configuration of all clients that say nothing of certificates: reading the machine's takes milliseconds.
pub(super) fn config() -> Result<ClientConfig, BuildError> {
    static CONFIG: OnceLock<Result<ClientConfig, rustls::Error>> = OnceLock::new();
    CONFIG
        .get_or_init(|| Ok(builder(Vec::new())?.with_no_client_auth()))
        .clone()
        .map_err(unusable)
}

/// The configuration of a client that shows a certificate, or trusts more than the machine does.
pub(super) fn config_with(
    identity: Option<&SecretString>,
    roots: &[String],
) -> Result<ClientConfig, BuildError> {
    let mut trusted = Vec::new();
    for pem in roots {
        trusted.extend(certificates(pem)?);
    }
    let builder = builder(trusted).map_err(unusable)?;
    let Some(identity) = identity else {
        return Ok(builder.with_no_client_auth());
    };
    let pem = identity.expose_secret();
    let key = PrivateKeyDer::from_pem_slice(pem.as_bytes())
        .map_err(|error| BuildError::because("the client's private key cannot be read", error))?;
    let chain = certificates(pem)?;
    builder
        .with_client_auth_cert(chain, key)
        .map_err(|error| BuildError::because("the client's certificate cannot be used", error))
}

fn certificates(pem: &str) -> Result<Vec<CertificateDer<'static>>, BuildError> {
    let all: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem.as_bytes()).collect();
    let all = all.map_err(|error| BuildError::because("a certificate cannot be read", error))?;
    if all.is_empty() {
        return Err(BuildError::new("there is no certificate in the PEM"));
    }
    Ok(all)
}

fn unusable(error: rustls::Error) -> BuildError {
    BuildError::because("TLS cannot be set up", error)
}

type Builder = rustls::ConfigBuilder<ClientConfig, rustls::client::WantsClientCert>;

fn builder(trusted: Vec<CertificateDer<'static>>) -> Result<Builder, rustls::Error> {
    let provider = provider();
    let versions = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()?;
    let has_trusted = !trusted.is_empty();
    match verifier(trusted, provider) {
        Ok(verifier) => Ok(versions
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))),
        Err(error) if has_trusted => Err(error),
        // A machine without certificates can still speak plain HTTP; every TLS connection will fail, saying why.
        Err(_) => Ok(versions.with_root_certificates(RootCertStore::empty())),
    }
}

#[cfg(not(target_os = "android"))]
fn verifier(
    trusted: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
) -> Result<Verifier, rustls::Error> {
    Verifier::new_with_extra_roots(trusted, provider)
}

/// Android's verifier takes no others than the system's.
#[cfg(target_os = "android")]
fn verifier(
    trusted: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
) -> Result<Verifier, rustls::Error> {
    if trusted.is_empty() {
        Verifier::new(provider)
    } else {
        let why = "this system trusts only the certificates that are installed in it";
        Err(rustls::Error::General(why.to_owned()))
    }
}
