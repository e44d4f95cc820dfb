//! How the default transport is set up.

use super::ClientCertificate;
use super::identity::Kind;
use crate::error::BuildError;
use crate::types::SecretString;
use std::fmt;
use std::time::Duration;

/// What can be said of the default transport.
#[derive(Clone)]
pub(crate) struct Settings {
    /// How long a connection may take to come about.
    pub(crate) connect_timeout: Duration,
    /// The client's certificate with its key, in PEM.
    pub(crate) certificate: Option<SecretString>,
    /// Certificates that vouch for servers, beside those of the machine, in PEM.
    pub(crate) roots: Vec<String>,
}

impl Settings {
    pub(crate) fn certificate(&mut self, certificate: ClientCertificate) {
        self.certificate = match certificate.0 {
            Kind::Pem(pem) => Some(pem),
            Kind::OfTransport => None,
        };
    }

    /// Refuses what only the default transport can do.
    pub(crate) fn fit_other_transport(&self) -> Result<(), BuildError> {
        if self.certificate.is_none() && self.roots.is_empty() {
            return Ok(());
        }
        Err(BuildError::new(
            "certificates were given, and a transport that does not know of them; give them to that transport",
        ))
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_millis(3100),
            certificate: None,
            roots: Vec::new(),
        }
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("connect_timeout", &self.connect_timeout)
            .field("has_certificate", &self.certificate.is_some())
            .finish_non_exhaustive()
    }
}
