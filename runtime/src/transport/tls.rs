//! TLS by rustls, with the provider that the features choose.

use crate::error::BuildError;
use rustls::crypto::CryptoProvider;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt as _;
use std::sync::{Arc, OnceLock};

/// The provider is handed over, not installed for the whole process: another crate may want another one.
fn provider() -> Arc<CryptoProvider> {
    #[cfg(feature = "aws-lc")]
    return Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    #[cfg(not(feature = "aws-lc"))]
    Arc::new(rustls::crypto::ring::default_provider())
}

/// The configuration of all clients: reading the machine's certificates takes milliseconds.
pub(super) fn config() -> Result<ClientConfig, BuildError> {
    static CONFIG: OnceLock<Result<ClientConfig, rustls::Error>> = OnceLock::new();
    CONFIG
        .get_or_init(make)
        .clone()
        .map_err(|error| BuildError::because("TLS cannot be set up", error))
}

fn make() -> Result<ClientConfig, rustls::Error> {
    let versions =
        || ClientConfig::builder_with_provider(provider()).with_safe_default_protocol_versions();
    match versions()?.with_platform_verifier() {
        Ok(config) => Ok(config.with_no_client_auth()),
        // A machine without certificates can still speak plain HTTP; every TLS connection will fail, saying why.
        Err(_) => Ok(versions()?
            .with_root_certificates(RootCertStore::empty())
            .with_no_client_auth()),
    }
}
