//! From the URL of a request to the one that reqwest wants.

use http::Uri;
use http::uri::{Authority, PathAndQuery, Scheme};
use std::sync::{Arc, OnceLock};
use url::{ParseError, Url};

/// The server that was asked first, once there is one: where the host is known, a URL is read in a third of the time.
/// Clones know the same.
#[derive(Debug, Clone, Default)]
pub(super) struct FirstOrigin(Arc<OnceLock<Origin>>);

#[derive(Debug)]
struct Origin {
    scheme: Scheme,
    authority: Authority,
    /// Without a path.
    url: Url,
}

impl FirstOrigin {
    /// The same URL.
    ///
    /// # Errors
    /// It is none by the rules of the WHATWG.
    pub(super) fn url(&self, uri: &Uri) -> Result<Url, ParseError> {
        let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
            return Url::parse(&uri.to_string());
        };
        let path = uri.path_and_query().map_or("/", PathAndQuery::as_str);
        // The same but for case is another one, which is only slower.
        let is_same = |first: &&Origin| {
            first.authority.as_str() == authority.as_str() && first.scheme == *scheme
        };
        match self.0.get().filter(is_same) {
            Some(first) if is_path(path) => first.url.join(path),
            _ => {
                let url = Url::parse(&uri.to_string())?;
                self.remember(scheme, authority, &url);
                Ok(url)
            }
        }
    }

    fn remember(&self, scheme: &Scheme, authority: &Authority, url: &Url) {
        let has_user = authority.as_str().contains('@');
        if self.0.get().is_none()
            && !has_user
            && let Ok(url) = url.join("/")
        {
            // Somebody else may have been first in the meantime; one is as good as the other.
            let _ = self.0.set(Origin {
                scheme: scheme.clone(),
                authority: authority.clone(),
                url,
            });
        }
    }
}

/// Whether it is a path wherever it stands: what begins with two slashes, or what is read as such, begins with a host
/// (WHATWG URL §4.4, "relative slash state").
fn is_path(path: &str) -> bool {
    matches!(path.as_bytes(), [b'/'] | [b'/', b'!'..=b'.' | b'0'..=b'[' | b']'..=b'~', ..])
}

#[cfg(test)]
mod tests {
    use super::{FirstOrigin, Uri, Url};

    #[test]
    fn a_url_of_a_known_server_is_read_as_any_other() {
        let first = FirstOrigin::default();
        for uri in [
            "http://user:hunter2@127.0.0.1:8080/a",
            "http://127.0.0.1:8080/a/b?c=d",
            "http://127.0.0.1:8080/",
            "http://127.0.0.1:8080",
            "http://127.0.0.1:8080?q=1",
            "http://127.0.0.1:8080//evil.test/a",
            "http://127.0.0.1:8080/\\evil.test/a",
            "http://127.0.0.1:8080/a//b/../c/./d/%2e%2E/e",
            "http://127.0.0.1:8080/a\\b?c\\d",
            "http://127.0.0.1:8080/a%2Fb;c=d/\"e'?f='g'&h=%zz",
            "http://127.0.0.1:8080/http://evil.test",
            "http://127.0.0.1/a",
            "https://127.0.0.1:8080/a",
            "http://user@127.0.0.1:8080/a",
        ] {
            let uri: Uri = uri.parse().unwrap();
            assert_eq!(first.url(&uri), Url::parse(&uri.to_string()), "{uri}");
        }
        let known = first.0.get().unwrap();
        assert_eq!(known.url.as_str(), "http://127.0.0.1:8080/");
    }
}
