//! How a program shows a token endpoint who it is (RFC 6749 §2.3).

use crate::types::SecretString;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;
use url::form_urlencoded::{Serializer, byte_serialize};

/// How a client's id and secret travel to the token endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum ClientAuthentication {
    /// In the header `Authorization`, by HTTP Basic: what every server must accept (RFC 6749 §2.3.1).
    #[default]
    Basic,
    /// In the body, as `client_id` and `client_secret`: what some servers want instead.
    Body,
}

/// A client that is registered at an authorization server.
#[derive(Debug, Clone)]
pub(super) struct OAuthClient {
    pub(super) id: String,
    /// None for a public client, which can keep none (RFC 6749 §2.1).
    pub(super) secret: Option<SecretString>,
    pub(super) authentication: ClientAuthentication,
}

impl OAuthClient {
    /// Writes what belongs into the body, and gives the header `Authorization` if there is to be one.
    pub(super) fn authenticate(&self, form: &mut Serializer<'_, String>) -> Option<HeaderValue> {
        match (&self.secret, self.authentication) {
            (Some(secret), ClientAuthentication::Basic) => basic(&self.id, secret),
            (secret, _) => {
                form.append_pair("client_id", &self.id);
                if let Some(secret) = secret {
                    form.append_pair("client_secret", secret.expose_secret());
                }
                None
            }
        }
    }
}

/// Id and secret are form-encoded before they are joined by a colon, which either may hold (RFC 6749 §2.3.1).
fn basic(id: &str, secret: &SecretString) -> Option<HeaderValue> {
    let encoded = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
    let pair = format!("{}:{}", encoded(id), encoded(secret.expose_secret()));
    let mut value = HeaderValue::from_str(&format!("Basic {}", STANDARD.encode(pair))).ok()?;
    value.set_sensitive(true);
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::{ClientAuthentication, OAuthClient};
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use url::form_urlencoded::Serializer;

    fn authenticated(secret: Option<&str>, by: ClientAuthentication) -> (Option<String>, String) {
        let client = OAuthClient {
            id: "a b:c".to_owned(),
            secret: secret.map(Into::into),
            authentication: by,
        };
        let mut form = Serializer::new(String::new());
        let header = client.authenticate(&mut form).map(|value| {
            let text = value.to_str().unwrap().strip_prefix("Basic ").unwrap();
            String::from_utf8(STANDARD.decode(text).unwrap()).unwrap()
        });
        (header, form.finish())
    }

    #[test]
    fn basic_encodes_before_it_joins() {
        let (header, form) = authenticated(Some("ü:%"), ClientAuthentication::Basic);
        assert_eq!(header.as_deref(), Some("a+b%3Ac:%C3%BC%3A%25"));
        assert_eq!(form, "");
    }

    #[test]
    fn the_body_holds_both() {
        let (header, form) = authenticated(Some("ü:%"), ClientAuthentication::Body);
        assert_eq!(header, None);
        assert_eq!(form, "client_id=a+b%3Ac&client_secret=%C3%BC%3A%25");
    }

    #[test]
    fn a_public_client_only_names_itself() {
        for by in [ClientAuthentication::Basic, ClientAuthentication::Body] {
            let (header, form) = authenticated(None, by);
            assert_eq!((header, form.as_str()), (None, "client_id=a+b%3Ac"));
        }
    }
}
