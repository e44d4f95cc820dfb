//! Which credentials a call carries.

use super::*;
use rt::{Credential, SecurityScheme};

static GUARDED: rt::Api = rt::Api {
    user_agent: "demo/1.0",
    servers: &[rt::ServerTemplate {
        url: "https://api.test",
        variables: &[],
    }],
    security_schemes: &[
        SecurityScheme::bearer("bearer"),
        SecurityScheme::api_key_header("key", "X-Key").prefix("key="),
        SecurityScheme::api_key_query("query", "api key"),
        SecurityScheme::api_key_cookie("cookie", "sid"),
        SecurityScheme::basic("basic"),
        SecurityScheme::mutual_tls("certificate"),
    ],
};

static EITHER: Operation = Operation {
    id: "Either",
    path: "/x",
    security: &[&["bearer"], &["key", "cookie"], &["query"]],
    ..Operation::DEFAULT
};
static OPTIONAL: Operation = Operation {
    id: "Optional",
    path: "/x",
    security: &[&[], &["basic"]],
    ..Operation::DEFAULT
};
static OVER_TLS: Operation = Operation {
    id: "OverTls",
    path: "/x",
    security: &[&["certificate", "key"], &["bearer"]],
    ..Operation::DEFAULT
};

fn token(text: &str) -> Credential {
    Credential::token(text.into())
}

/// What of credentials the one request carries.
async fn carried(
    operation: &'static Operation,
    of_client: &[(usize, Credential)],
    of_call: &[(&str, Credential)],
) -> Vec<String> {
    let scene = Scene::of(&GUARDED, [status(200)], |builder| {
        for (scheme, credential) in of_client {
            builder.credential(*scheme, credential.clone());
        }
    });
    let set = |call: &mut Call| {
        for (scheme, credential) in of_call {
            call.credential(scheme, credential.clone());
        }
    };
    scene.call_with(operation, set).await.unwrap();
    let request = &scene.replay.requests()[0];
    let header = |name: &str| {
        let value = request.headers().get(name)?.to_str().unwrap();
        Some(format!("{name}: {value}"))
    };
    let headers = ["authorization", "x-key", "cookie"];
    let query = request.uri().query().map(|query| format!("?{query}"));
    headers
        .into_iter()
        .filter_map(header)
        .chain(query)
        .collect()
}

#[tokio::test]
async fn the_first_whole_alternative_is_sent() {
    let (bearer, key, query) = ((0, token("b")), (1, token("k")), (2, token("q q")));
    let cookie = (3, token("c"));
    let all = [bearer, key.clone(), query.clone(), cookie.clone()];
    assert_eq!(
        carried(&EITHER, &all, &[]).await,
        ["authorization: Bearer b"]
    );
    let without = [key.clone(), query.clone(), cookie];
    assert_eq!(
        carried(&EITHER, &without, &[]).await,
        ["x-key: key=k", "cookie: sid=c"]
    );
    assert_eq!(
        carried(&EITHER, &[key, query], &[]).await,
        ["?api%20key=q%20q"]
    );
}

#[tokio::test]
async fn a_credential_is_sent_where_it_may_be_left_out() {
    let basic = Credential::basic("Aladdin".to_owned(), "open sesame".into());
    assert_eq!(
        carried(&OPTIONAL, &[(4, basic)], &[]).await,
        ["authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="]
    );
    assert!(carried(&OPTIONAL, &[], &[]).await.is_empty());
}

#[tokio::test]
async fn a_call_may_have_a_credential_of_its_own() {
    let of_client = [(0, token("theirs")), (2, token("theirs"))];
    assert_eq!(
        carried(&EITHER, &of_client, &[("bearer", token("mine"))]).await,
        ["authorization: Bearer mine"]
    );
    assert_eq!(
        carried(&EITHER, &of_client, &[("query", token("mine"))]).await,
        ["?api%20key=mine"]
    );
    assert_eq!(
        carried(&EITHER, &[], &[("query", token("mine"))]).await,
        ["?api%20key=mine"]
    );
}

#[tokio::test]
async fn a_scheme_that_is_none_is_told() {
    let scene = Scene::of(&GUARDED, [status(200)], |_| {});
    let set = |call: &mut Call| call.credential("beerer", token("hunter2"));
    let error = scene.call_with(&EITHER, set).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "Either: the request could not be made: the document has no security scheme `beerer`"
    );
    assert_eq!(scene.sent(), 0);
}

#[tokio::test]
async fn a_certificate_counts_and_is_not_written() {
    let (certificate, key) = ((5, Credential::of_connection()), (1, token("k")));
    let both = [certificate.clone(), key.clone(), (0, token("b"))];
    assert_eq!(carried(&OVER_TLS, &both, &[]).await, ["x-key: key=k"]);
    let bearer = [key, (0, token("b"))];
    assert_eq!(
        carried(&OVER_TLS, &bearer, &[]).await,
        ["authorization: Bearer b"]
    );
}

#[test]
fn a_certificate_is_not_given_to_a_transport_that_knows_nothing_of_it() {
    let mut builder = ClientBuilder::new(&GUARDED);
    builder.transport(NeverAnswers);
    builder.client_certificate(5, rt::ClientCertificate::pem("hunter2"));
    let error = builder.build().unwrap_err().to_string();
    assert!(error.starts_with("certificates were given"), "{error}");
    let mut builder = ClientBuilder::new(&GUARDED);
    builder.transport(NeverAnswers);
    builder.client_certificate(5, rt::ClientCertificate::of_transport());
    builder.build().unwrap();
}

#[cfg(all(feature = "reqwest", any(feature = "ring", feature = "aws-lc")))]
#[test]
fn a_certificate_that_cannot_be_read_is_told_and_not_shown() {
    for pem in ["hunter2", "-----BEGIN PRIVATE KEY-----\nhunter2\n-----END"] {
        let mut builder = ClientBuilder::new(&GUARDED);
        builder.client_certificate(5, rt::ClientCertificate::pem(pem));
        assert!(!format!("{builder:?}").contains("hunter2"));
        let error = builder.build().unwrap_err().to_string();
        assert!(!error.contains("hunter2"), "{error}");
        assert!(error.contains("key cannot be read"), "{error}");
    }
}

#[tokio::test]
async fn credentials_in_a_query_do_not_follow_to_another_host() {
    let there = "https://evil.test/y?api%20key=q&a=1";
    let scene = Scene::of(
        &GUARDED,
        [Reply::new(302, &[("location", there)], ""), status(200)],
        |builder| builder.credential(2, token("q")),
    );
    scene.call(&EITHER).await.unwrap();
    assert_eq!(scene.replay.requests()[1].uri(), "https://evil.test/y?a=1");
}

#[tokio::test]
async fn what_a_server_redirected_it_has_seen() {
    for fault in [
        refused(),
        lost(),
        Reply::Fail(TransportFault::connect_timeout("slow")),
    ] {
        let elsewhere = Reply::new(307, &[("location", "https://other.test/y")], "");
        let scene = Scene::with([elsewhere, fault], |builder| builder.max_retries(0));
        let error = scene.call(&POST).await.unwrap_err();
        assert_eq!(error.was_sent(), WasSent::Yes, "{error}");
    }
}

#[tokio::test]
async fn a_redirect_to_plain_text_is_the_answer() {
    let there = Reply::new(307, &[("location", "http://api.test/y")], "");
    let scene = Scene::new([there, status(200)]);
    let error = scene.call(&POST).await.unwrap_err();
    assert_eq!(
        (error.status().map(|status| status.as_u16()), scene.sent()),
        (Some(307), 1)
    );
}
