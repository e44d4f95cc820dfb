//! What a client shows of itself when it connects.

use crate::types::SecretString;

/// A certificate that a client shows to servers (mutual TLS, RFC 8446 §4.4.2).
///
/// ```no_run
/// use clientsmith_runtime::ClientCertificate;
///
/// # fn main() -> std::io::Result<()> {
/// let certificate = ClientCertificate::pem(std::fs::read_to_string("client.pem")?);
/// # Ok(()) }
/// ```
#[derive(Debug, Clone)]
pub struct ClientCertificate(pub(crate) Kind);

#[derive(Debug, Clone)]
pub(crate) enum Kind {
    /// For the default transport to show.
    Pem(SecretString),
    /// A transport of one's own shows one.
    OfTransport,
}

impl ClientCertificate {
    /// A certificate, those that vouch for it, and its private key (PKCS #8), in PEM. What cannot be read is told by
    /// `build`.
    pub fn pem(pem: impl Into<SecretString>) -> Self {
        Self(Kind::Pem(pem.into()))
    }

    /// The transport that the client is given has a certificate already.
    pub const fn of_transport() -> Self {
        Self(Kind::OfTransport)
    }
}
