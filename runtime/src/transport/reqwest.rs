//! The default transport.

use super::{RequestBody, ResponseBody, Transport, TransportFault};
use crate::error::BuildError;
use crate::time::BoxFuture;
use http::{Request, Response};
use http_body_util::BodyExt as _;
use reqwest::redirect;
use std::time::Duration;

/// Requests sent by [`reqwest`].
#[derive(Debug, Clone)]
pub struct ReqwestTransport(reqwest::Client);

impl ReqwestTransport {
    /// A transport whose connections must come about within `connect_timeout`.
    ///
    /// # Errors
    /// TLS cannot be set up.
    pub fn new(connect_timeout: Duration) -> Result<Self, BuildError> {
        // The runtime follows redirects itself: it knows which headers and query parameters are credentials. And it
        // retries itself, because it counts.
        let builder = reqwest::Client::builder()
            .connect_timeout(connect_timeout)
            .redirect(redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false);
        #[cfg(any(feature = "ring", feature = "aws-lc"))]
        let builder = builder.tls_backend_preconfigured(super::tls::config()?);
        builder
            .build()
            .map(Self)
            .map_err(|error| BuildError::because("the HTTP client cannot be set up", error))
    }

    /// A client of one's own making. It should follow no redirects and retry nothing.
    pub const fn from_client(client: reqwest::Client) -> Self {
        Self(client)
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: Request<RequestBody>,
    ) -> BoxFuture<'_, Result<Response<ResponseBody>, TransportFault>> {
        Box::pin(async move {
            let request = request.map(reqwest::Body::wrap);
            let request = reqwest::Request::try_from(request).map_err(TransportFault::connect)?;
            let response = self.0.execute(request).await.map_err(fault)?;
            let response: Response<reqwest::Body> = response.into();
            Ok(response.map(|body| body.map_err(Into::into).boxed_unsync()))
        })
    }
}

/// The error without its URL: the query may hold a key.
fn fault(error: reqwest::Error) -> TransportFault {
    let error = error.without_url();
    match (error.is_connect(), error.is_timeout()) {
        (true, true) => TransportFault::connect_timeout(error),
        (true, false) => TransportFault::connect(error),
        _ if error.is_builder() => TransportFault::connect(error),
        _ => TransportFault::lost(error),
    }
}
