//! Any HTTP service of `tower` as a transport.

use super::{BoxError, RequestBody, ResponseBody, Transport, TransportFault};
use crate::time::BoxFuture;
use bytes::Bytes;
use http::{Request, Response};
use http_body::Body;
use http_body_util::BodyExt as _;
use std::fmt;
use std::future::{Future, poll_fn};
use std::sync::{Mutex, PoisonError};
use tower_service::Service;

/// Requests sent by a [`tower_service::Service`]: hyper's client, a stack of `tower` layers, or a server's router without
/// a network.
///
/// The service should follow no redirects and retry nothing: the runtime does, and counts. It is cloned for each request,
/// as HTTP services are made for.
///
/// An error of the service that is a [`TransportFault`] is taken as it is, so that a service can tell what the server may
/// have seen. Of any other the worst is taken: the request may have arrived. What keeps the service from being ready keeps
/// the request from being sent.
pub struct TowerTransport<S>(Mutex<S>);

impl<S> TowerTransport<S> {
    /// A transport that sends by this service.
    pub const fn new(service: S) -> Self {
        Self(Mutex::new(service))
    }
}

impl<S> fmt::Debug for TowerTransport<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TowerTransport").finish_non_exhaustive()
    }
}

impl<S, B, E, F> Transport for TowerTransport<S>
where
    S: Service<Request<RequestBody>, Response = Response<B>, Error = E, Future = F>
        + Clone
        + Send
        + 'static,
    E: Into<BoxError>,
    F: Future<Output = Result<Response<B>, E>> + Send,
    B: Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    fn send(
        &self,
        request: Request<RequestBody>,
    ) -> BoxFuture<'_, Result<Response<ResponseBody>, TransportFault>> {
        let mut service = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        Box::pin(async move {
            poll_fn(|context| service.poll_ready(context))
                .await
                .map_err(|error| own_fault(error.into()).unwrap_or_else(TransportFault::connect))?;
            let response = service
                .call(request)
                .await
                .map_err(|error| own_fault(error.into()).unwrap_or_else(TransportFault::lost))?;
            Ok(response.map(|body| body.map_err(Into::into).boxed_unsync()))
        })
    }
}

fn own_fault(error: BoxError) -> Result<TransportFault, BoxError> {
    error.downcast::<TransportFault>().map(|fault| *fault)
}
