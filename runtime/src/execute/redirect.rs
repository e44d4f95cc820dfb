//! Following redirects (RFC 9110 §15.4).

use http::header::{ACCEPT, ACCEPT_LANGUAGE, CONTENT_TYPE, HeaderMap, LOCATION, USER_AGENT};
use http::{Method, Request, StatusCode};
use url::Url;

/// How many redirects are followed.
pub(super) const MOST: usize = 10;

/// The head of the request that a redirect leads to; none if the answer is none that is followed.
///
/// 301, 302 and 303 are followed only where nothing but looking is asked for: for other methods clients disagree on what
/// the first two mean, and after 303 the work is done, so that a failure of what follows must not repeat it. 307 and 308
/// keep method and body. From `https` to `http` none is followed: what is sent there anybody can read, and answer. What is
/// not followed is the answer to the call.
pub(super) fn follow(
    request: &Request<()>,
    status: StatusCode,
    headers: &HeaderMap,
    secret_query: &[&str],
) -> Option<Request<()>> {
    let looks = matches!(*request.method(), Method::GET | Method::HEAD);
    let follows = match status.as_u16() {
        301..=303 => looks,
        307 | 308 => true,
        _ => false,
    };
    let location = headers.get(LOCATION).filter(|_| follows)?.to_str().ok()?;
    let from = Url::parse(&request.uri().to_string()).ok()?;
    let mut to = from.join(location).ok()?;
    let is_safe = match to.scheme() {
        "https" => true,
        "http" => from.scheme() == "http",
        _ => false,
    };
    if !is_safe || !to.has_host() {
        return None;
    }
    to.set_fragment(None);
    drop_user(&mut to);
    let mut next = request.clone();
    if from.origin() != to.origin() {
        drop_credentials(next.headers_mut(), &mut to, secret_query);
    }
    *next.uri_mut() = to.as_str().parse().ok()?;
    Some(next)
}

/// Drops `user:password@`, which an HTTP library might make a header of. Only a URL without a host has no place for it.
fn drop_user(url: &mut Url) {
    let _ = url.set_username("");
    let _ = url.set_password(None);
}

/// Credentials do not leave the scheme, host and port that they were given for. Any header may be one, but for a few.
fn drop_credentials(headers: &mut HeaderMap, url: &mut Url, secret_query: &[&str]) {
    let kept = [ACCEPT, ACCEPT_LANGUAGE, CONTENT_TYPE, USER_AGENT];
    let mut few = HeaderMap::new();
    for name in kept {
        if let Some(value) = headers.get(&name) {
            few.insert(name, value.clone());
        }
    }
    *headers = few;
    // What was in the URL before is not in the new one, unless the server copied it there.
    if url
        .query_pairs()
        .any(|(key, _)| secret_query.contains(&&*key))
    {
        let others: Vec<(String, String)> = url
            .query_pairs()
            .filter(|(key, _)| !secret_query.contains(&&**key))
            .map(|(key, value)| (key.into_owned(), value.into_owned()))
            .collect();
        url.query_pairs_mut().clear().extend_pairs(others);
    }
}

#[cfg(test)]
mod tests {
    use super::follow;
    use http::{HeaderMap, Method, Request, StatusCode};

    fn redirect(method: Method, status: u16, location: &str) -> Option<Request<()>> {
        let request = Request::builder()
            .method(method)
            .uri("https://api.test/v1/users?key=hunter2")
            .header("authorization", "Bearer hunter2")
            .header("x-api-key", "hunter2")
            .header("cookie", "session=hunter2")
            .header("accept", "application/json")
            .body(())
            .unwrap();
        let mut headers = HeaderMap::new();
        headers.insert("location", location.parse().unwrap());
        follow(
            &request,
            StatusCode::from_u16(status).unwrap(),
            &headers,
            &["key"],
        )
    }

    #[test]
    fn the_same_origin_keeps_credentials() {
        let next = redirect(Method::GET, 302, "/v2/users?a=1#top").unwrap();
        assert_eq!(next.uri(), "https://api.test/v2/users?a=1");
        assert_eq!(next.headers()["authorization"], "Bearer hunter2");
    }

    #[test]
    fn another_scheme_host_or_port_gets_none() {
        for location in [
            "https://evil.test/x",
            "https://api.test:444/x",
            "//evil.test/x",
        ] {
            let next = redirect(Method::GET, 307, &format!("{location}?key=hunter2&a=1")).unwrap();
            assert_eq!(next.headers().len(), 1, "{location}");
            assert_eq!(next.headers()["accept"], "application/json");
            assert_eq!(next.uri().query(), Some("a=1"));
        }
    }

    #[test]
    fn nothing_is_sent_on_where_anybody_can_read_it() {
        for status in [301, 302, 303, 307, 308] {
            for location in ["http://api.test/x", "http://evil.test/x"] {
                assert!(redirect(Method::GET, status, location).is_none());
                assert!(redirect(Method::POST, status, location).is_none());
            }
        }
    }

    #[test]
    fn a_user_in_the_location_is_dropped() {
        for host in ["api.test", "evil.test"] {
            let next = redirect(Method::GET, 302, &format!("https://eve:pw@{host}/x")).unwrap();
            assert_eq!(next.uri().to_string(), format!("https://{host}/x"));
        }
    }

    #[test]
    fn what_was_done_is_not_sent_on() {
        assert!(redirect(Method::POST, 303, "/x").is_none());
        assert!(redirect(Method::DELETE, 303, "/x").is_none());
        assert!(redirect(Method::PUT, 301, "/x").is_none());
    }

    #[test]
    fn only_looking_follows_all_redirects() {
        assert!(redirect(Method::POST, 302, "/x").is_none());
        assert!(redirect(Method::HEAD, 303, "/x").is_some());
        let next = redirect(Method::POST, 308, "/x").unwrap();
        assert_eq!(next.method(), Method::POST);
        assert!(redirect(Method::GET, 304, "/x").is_none());
    }

    #[test]
    fn other_schemes_are_not_followed() {
        assert!(redirect(Method::GET, 302, "file:///etc/passwd").is_none());
        assert!(redirect(Method::GET, 302, "http://[").is_none());
    }
}
