//! What carries a request to a server.

mod body;
mod fault;
mod identity;
#[cfg(feature = "reqwest")]
mod origin;
#[cfg(feature = "reqwest")]
mod reqwest;
mod settings;
#[cfg(all(feature = "reqwest", any(feature = "ring", feature = "aws-lc")))]
mod tls;
#[cfg(feature = "tower")]
mod tower;

#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;
#[cfg(feature = "tower")]
pub use self::tower::TowerTransport;
pub use body::RequestBody;
pub(crate) use fault::FaultKind;
pub use fault::{BoxError, TransportFault};
pub use identity::ClientCertificate;
pub(crate) use settings::Settings;

use crate::time::BoxFuture;
use bytes::Bytes;
use http::{Request, Response};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt as _, Full};

/// The body of an answer, as it comes in.
pub type ResponseBody = UnsyncBoxBody<Bytes, BoxError>;

/// Sends requests: the seam between the runtime and an HTTP library.
///
/// A transport makes one attempt. It does not retry, follow redirects, or limit time (but for connecting): the runtime does.
/// The answer is given as soon as its head is there. A body that ends too early must end with an error.
pub trait Transport: Send + Sync + 'static {
    /// Sends one request.
    fn send(
        &self,
        request: Request<RequestBody>,
    ) -> BoxFuture<'_, Result<Response<ResponseBody>, TransportFault>>;

    /// Whether it can send where it is called from. What says otherwise becomes [`Error::Build`](crate::Error::Build).
    ///
    /// # Errors
    /// What it needs is not there, such as a runtime; by default it needs nothing.
    fn usable(&self) -> Result<(), BoxError> {
        Ok(())
    }
}

/// A whole body at once.
pub fn full_body(bytes: impl Into<Bytes>) -> ResponseBody {
    Full::new(bytes.into())
        .map_err(|never| match never {})
        .boxed_unsync()
}
