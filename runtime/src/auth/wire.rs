//! Requests for tokens, by the transport of the client.

use super::fault::TokenEndpointError;
use crate::error::BuildError;
use crate::request::server::fill;
use crate::time::Clock;
use crate::transport::{Transport, TransportFault};
use bytes::{Bytes, BytesMut};
use http::header::{HeaderValue, USER_AGENT};
use http::{Request, Response};
use http_body_util::BodyExt as _;
use std::collections::BTreeMap;
use std::sync::Arc;
use url::Url;

/// An answer that holds a token is a few kilobytes long.
const MOST_BYTES: usize = 1 << 20;

/// What requests for tokens share with the calls of a client.
#[derive(Clone)]
pub(crate) struct Http {
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) user_agent: HeaderValue,
    pub(crate) clock: Arc<dyn Clock>,
    /// Where the client calls its operations, or why that is not known.
    pub(crate) base_url: Result<String, BuildError>,
    /// The values of the server's variables, which addresses may have as well.
    pub(crate) variables: Arc<BTreeMap<&'static str, String>>,
}

impl Http {
    /// An absolute URL, or a relative one below the server: OpenAPI resolves it against the server's URL (3.1.1 §4.6),
    /// which people write without the last slash that RFC 3986 would want.
    pub(super) fn resolve(&self, address: &str) -> Result<String, TokenEndpointError> {
        let unfit = |error: &dyn std::fmt::Display| {
            TokenEndpointError::unusable(format!("`{address}` is no token endpoint: {error}"))
        };
        let filled = fill(address, |name| self.variable(name));
        let address = &*filled.map_err(|error| unfit(&error))?;
        let url = match Url::parse(address) {
            Err(url::ParseError::RelativeUrlWithoutBase) => {
                let base = self.base_url.as_ref().map_err(|error| unfit(error))?;
                let base = Url::parse(&format!("{base}/")).map_err(|error| unfit(&error))?;
                base.join(address).map_err(|error| unfit(&error))?
            }
            parsed => parsed.map_err(|error| unfit(&error))?,
        };
        match url.scheme() {
            "http" | "https" => Ok(url.into()),
            _ => Err(unfit(&"it must start with http:// or https://")),
        }
    }

    fn variable(&self, name: &str) -> Result<&str, BuildError> {
        let value = self.variables.get(name).map(String::as_str);
        value.filter(|value| !value.is_empty()).ok_or_else(|| {
            BuildError::new(format!(
                "nothing is known of its variable `{name}`; give the whole one with `token_url`"
            ))
        })
    }

    pub(super) async fn send(
        &self,
        mut request: Request<Bytes>,
    ) -> Result<Response<Bytes>, TransportFault> {
        let headers = request.headers_mut();
        headers
            .entry(USER_AGENT)
            .or_insert_with(|| self.user_agent.clone());
        let answer = self.transport.send(request.map(Into::into)).await?;
        let (parts, mut body) = answer.into_parts();
        let mut bytes = BytesMut::new();
        while let Some(frame) = body.frame().await {
            let frame = frame.map_err(TransportFault::cut)?;
            if let Ok(data) = frame.into_data() {
                if bytes.len() + data.len() > MOST_BYTES {
                    return Err(TransportFault::cut("more than a megabyte"));
                }
                bytes.extend_from_slice(&data);
            }
        }
        Ok(Response::from_parts(parts, bytes.freeze()))
    }
}

#[cfg(test)]
mod tests {
    use super::Http;
    use crate::test_util::{ManualTime, NeverAnswers};
    use http::HeaderValue;
    use std::collections::BTreeMap;
    use std::sync::Arc;

    fn at(base: &str) -> Http {
        Http {
            transport: Arc::new(NeverAnswers),
            user_agent: HeaderValue::from_static("test"),
            clock: Arc::new(ManualTime::default()),
            base_url: Ok(base.to_owned()),
            variables: Arc::new(BTreeMap::from([
                ("tenant", "acme".to_owned()),
                ("root", "https://id.test/v1".to_owned()),
                ("empty", String::new()),
            ])),
        }
    }

    #[test]
    fn a_relative_address_lies_below_the_server() {
        let http = at("https://api.test/v1");
        for (address, url) in [
            ("https://id.test/token?p=b2c", "https://id.test/token?p=b2c"),
            ("https://id.test/o/token/", "https://id.test/o/token/"),
            ("/oauth/token", "https://api.test/oauth/token"),
            ("token", "https://api.test/v1/token"),
            ("./token", "https://api.test/v1/token"),
            ("//id.test/token", "https://id.test/token"),
        ] {
            assert_eq!(http.resolve(address).unwrap(), url);
        }
        assert!(http.resolve("ftp://id.test/token").is_err());
        assert!(http.resolve("https://").is_err());
    }

    #[test]
    fn variables_of_the_server_are_filled_in_and_no_others() {
        let http = at("https://api.test");
        for (address, url) in [
            ("{root}/oauth2/token", "https://id.test/v1/oauth2/token"),
            (
                "https://{tenant}.id.test/token",
                "https://acme.id.test/token",
            ),
            ("/{tenant}/token", "https://api.test/acme/token"),
        ] {
            assert_eq!(http.resolve(address).unwrap(), url);
        }
        for address in [
            "https://{realm}.id.test/token",
            "https://id.test/{empty}/token",
        ] {
            let said = http.resolve(address).unwrap_err().to_string();
            assert!(
                said.contains("give the whole one with `token_url`"),
                "{said}"
            );
        }
    }
}
