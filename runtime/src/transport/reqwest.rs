//! The default transport.

use super::origin::FirstOrigin;
use super::settings::Settings;
use super::{BoxError, RequestBody, ResponseBody, Transport, TransportFault};
use crate::error::BuildError;
use crate::time::BoxFuture;
use http::{Request, Response};
use http_body_util::BodyExt as _;
use reqwest::redirect;
#[cfg(feature = "blocking")]
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// Requests sent by [`reqwest`].
#[derive(Debug, Clone)]
pub struct ReqwestTransport {
    client: reqwest::Client,
    /// The server that was asked first.
    first: FirstOrigin,
    /// The client of calls that are waited for, where another can be made.
    #[cfg(feature = "blocking")]
    apart: Option<Arc<Apart>>,
}

/// A connection lives in the runtime in which it was made. A call that is waited for must not find one whose runtime is
/// the thread that waits.
#[cfg(feature = "blocking")]
#[derive(Debug)]
struct Apart {
    settings: Settings,
    client: OnceLock<reqwest::Client>,
}

impl ReqwestTransport {
    /// A transport whose connections must come about within `connect_timeout`.
    ///
    /// # Errors
    /// TLS cannot be set up.
    pub fn new(connect_timeout: Duration) -> Result<Self, BuildError> {
        Self::with(Settings {
            connect_timeout,
            ..Settings::default()
        })
    }

    pub(crate) fn with(settings: Settings) -> Result<Self, BuildError> {
        Ok(Self {
            client: client(&settings)?,
            first: FirstOrigin::default(),
            #[cfg(feature = "blocking")]
            apart: Some(Arc::new(Apart {
                settings,
                client: OnceLock::new(),
            })),
        })
    }

    /// A client of one's own making. It should follow no redirects and retry nothing. Calls that are waited for use it
    /// too, which must not be done in the thread of a runtime in which it has made connections.
    pub fn from_client(client: reqwest::Client) -> Self {
        Self {
            client,
            first: FirstOrigin::default(),
            #[cfg(feature = "blocking")]
            apart: None,
        }
    }

    /// The client for the runtime that this is called in.
    #[cfg(feature = "blocking")]
    fn client_here(&self) -> Result<&reqwest::Client, BuildError> {
        match &self.apart {
            Some(apart) if crate::blocking::is_here() => match apart.client.get() {
                Some(client) => Ok(client),
                None => {
                    let made = client(&apart.settings)?;
                    Ok(apart.client.get_or_init(|| made))
                }
            },
            _ => Ok(&self.client),
        }
    }

    #[cfg(not(feature = "blocking"))]
    const fn client_here(&self) -> Result<&reqwest::Client, BuildError> {
        Ok(&self.client)
    }
}

fn client(settings: &Settings) -> Result<reqwest::Client, BuildError> {
    // The runtime follows redirects itself: it knows which headers and query parameters are credentials. And it retries
    // itself, because it counts.
    let builder = reqwest::Client::builder()
        .connect_timeout(settings.connect_timeout)
        .redirect(redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false);
    with_tls(builder, settings)?
        .build()
        .map_err(|error| BuildError::because("the HTTP client cannot be set up", error))
}

#[cfg(any(feature = "ring", feature = "aws-lc"))]
fn with_tls(
    builder: reqwest::ClientBuilder,
    settings: &Settings,
) -> Result<reqwest::ClientBuilder, BuildError> {
    let config = match (&settings.certificate, settings.roots.is_empty()) {
        (None, true) => super::tls::config()?,
        (certificate, _) => super::tls::config_with(certificate.as_ref(), &settings.roots)?,
    };
    Ok(builder.tls_backend_preconfigured(config))
}

#[cfg(all(feature = "native-tls", not(any(feature = "ring", feature = "aws-lc"))))]
fn with_tls(
    mut builder: reqwest::ClientBuilder,
    settings: &Settings,
) -> Result<reqwest::ClientBuilder, BuildError> {
    let unfit = |error| BuildError::because("a certificate cannot be read", error);
    for root in &settings.roots {
        let all = reqwest::Certificate::from_pem_bundle(root.as_bytes()).map_err(unfit)?;
        builder = all
            .into_iter()
            .fold(builder, reqwest::ClientBuilder::add_root_certificate);
    }
    if let Some(pem) = &settings.certificate {
        let pem = pem.expose_secret().as_bytes();
        let identity = reqwest::Identity::from_pkcs8_pem(pem, pem).map_err(unfit)?;
        builder = builder.identity(identity);
    }
    Ok(builder)
}

#[cfg(not(any(feature = "native-tls", feature = "ring", feature = "aws-lc")))]
fn with_tls(
    builder: reqwest::ClientBuilder,
    settings: &Settings,
) -> Result<reqwest::ClientBuilder, BuildError> {
    settings.fit_other_transport().map_err(|_| {
        BuildError::new("certificates were given, and no feature for TLS is on: `ring`, `aws-lc` or `native-tls`")
    })?;
    Ok(builder)
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: Request<RequestBody>,
    ) -> BoxFuture<'_, Result<Response<ResponseBody>, TransportFault>> {
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let url = self
                .first
                .url(&parts.uri)
                .map_err(TransportFault::connect)?;
            let mut request = reqwest::Request::new(parts.method, url);
            *request.headers_mut() = parts.headers;
            *request.version_mut() = parts.version;
            *request.body_mut() = Some(match body.into_bytes() {
                Ok(bytes) => reqwest::Body::from(bytes),
                Err(stream) => reqwest::Body::wrap(stream),
            });
            let client = self.client_here().map_err(TransportFault::connect)?;
            let response = client.execute(request).await.map_err(fault)?;
            let response: Response<reqwest::Body> = response.into();
            Ok(response.map(|body| body.map_err(Into::into).boxed_unsync()))
        })
    }

    /// # Errors
    /// There is no Tokio runtime.
    fn usable(&self) -> Result<(), BoxError> {
        tokio::runtime::Handle::try_current()?;
        Ok(())
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
