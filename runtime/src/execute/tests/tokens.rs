//! Calls whose credentials are tokens that come from somewhere.

use super::*;
use bytes::Bytes;
use http::Request;
use rt::{
    ClientCredentials, Credential, OAuth2, RefreshToken, SecurityScheme, TokenEndpointError,
    TokenSource,
};

pub(super) static GUARDED: rt::Api = rt::Api {
    user_agent: "demo/1.0",
    servers: &[rt::ServerTemplate {
        url: "https://api.test/v1",
        variables: &[],
    }],
    security_schemes: &[
        SecurityScheme::oauth2(
            "oauth",
            &OAuth2 {
                client_credentials_url: "https://id.test/o/token/?p=b2c",
                token_url: "/oauth/token",
                ..OAuth2::NONE
            },
        ),
        SecurityScheme::oauth2(
            "oidc",
            &OAuth2 {
                metadata_url: "https://id.test/.well-known/openid-configuration",
                ..OAuth2::NONE
            },
        ),
        SecurityScheme::oauth2("nowhere", &OAuth2::NONE),
    ],
};

pub(super) static READ: Operation = Operation {
    id: "Read",
    path: "/x",
    security: &[&["oauth"]],
    scopes: &[&["read list"]],
    ..Operation::DEFAULT
};
pub(super) static WRITE: Operation = Operation {
    id: "Write",
    method: "POST",
    path: "/x",
    security: &[&["oauth"]],
    scopes: &[&["write"]],
    ..Operation::DEFAULT
};
pub(super) static OIDC: Operation = Operation {
    id: "Oidc",
    path: "/x",
    security: &[&["oidc"]],
    ..Operation::DEFAULT
};
pub(super) static NOWHERE: Operation = Operation {
    id: "Nowhere",
    path: "/x",
    security: &[&["nowhere"]],
    ..Operation::DEFAULT
};

pub(super) fn scene(replies: impl IntoIterator<Item = Reply>, source: impl TokenSource) -> Scene {
    let source = Credential::source(source);
    Scene::of(&GUARDED, replies, |builder| {
        for scheme in 0..3 {
            builder.credential(scheme, source.clone());
        }
    })
}

pub(super) fn machine() -> ClientCredentials {
    ClientCredentials::new("id", "hunter2")
}

pub(super) fn granted(token: &str, seconds: u64) -> Reply {
    let body =
        format!(r#"{{"access_token":"{token}","token_type":"Bearer","expires_in":{seconds}}}"#);
    Reply::json(200, &body)
}

/// Where each request went, with its token or, at the token endpoint, what was asked.
pub(super) fn story(scene: &Scene) -> Vec<String> {
    let tell = |request: &Request<Bytes>| {
        let body = String::from_utf8(request.body().to_vec()).unwrap();
        let authorization = request.headers().get("authorization");
        let authorization = authorization.map_or("", |value| value.to_str().unwrap());
        match request.uri().path() {
            "/v1/x" => authorization.to_owned(),
            path => format!("{path} {body}"),
        }
    };
    scene.replay.requests().iter().map(tell).collect()
}

#[tokio::test]
async fn a_token_is_asked_for_once_and_kept() {
    let scene = scene([granted("t1", 3600), status(200), status(200)], machine());
    assert_eq!(scene.call(&READ).await.unwrap().attempts(), 1);
    scene.call(&READ).await.unwrap();
    assert_eq!(
        story(&scene),
        [
            "/o/token/ grant_type=client_credentials&scope=read+list",
            "Bearer t1",
            "Bearer t1",
        ]
    );
    let asked = &scene.replay.requests()[0];
    assert_eq!(asked.uri(), "https://id.test/o/token/?p=b2c");
    assert_eq!(asked.method(), "POST");
    for (name, value) in [
        ("authorization", "Basic aWQ6aHVudGVyMg=="),
        ("content-type", "application/x-www-form-urlencoded"),
        ("accept", "application/json"),
    ] {
        assert_eq!(asked.headers()[name], value);
    }
    assert!(asked.headers().contains_key("user-agent"));
}

#[tokio::test]
async fn a_token_is_replaced_a_minute_before_it_expires() {
    let scene = scene(
        [
            granted("t1", 3600),
            status(200),
            status(200),
            granted("t2", 10),
            status(200),
        ],
        machine(),
    );
    scene.call(&READ).await.unwrap();
    scene.time.advance(Duration::from_secs(3539));
    scene.call(&READ).await.unwrap();
    scene.time.advance(Duration::from_secs(1));
    scene.call(&READ).await.unwrap();
    let story = story(&scene);
    assert_eq!(story[1..3], ["Bearer t1", "Bearer t1"]);
    assert_eq!(story[4], "Bearer t2");
}

#[tokio::test]
async fn a_short_lived_token_is_kept_for_most_of_its_life() {
    let scene = scene(
        [
            granted("t1", 10),
            status(200),
            status(200),
            granted("t2", 10),
            status(200),
        ],
        machine(),
    );
    scene.call(&READ).await.unwrap();
    scene.time.advance(Duration::from_millis(7_999));
    scene.call(&READ).await.unwrap();
    scene.time.advance(Duration::from_millis(1));
    scene.call(&READ).await.unwrap();
    assert_eq!(story(&scene)[4], "Bearer t2");
}

#[tokio::test]
async fn a_token_that_is_still_good_makes_up_for_one_that_cannot_be_had() {
    let scene = scene(
        [granted("t1", 100), status(200), status(500), status(200)],
        machine(),
    );
    scene.call(&READ).await.unwrap();
    scene.time.advance(Duration::from_secs(99));
    scene.call(&READ).await.unwrap();
    assert_eq!(story(&scene)[3], "Bearer t1");
}

#[tokio::test]
async fn a_refused_token_is_replaced_once_and_the_call_made_again() {
    for operation in [&READ, &WRITE] {
        let scene = scene(
            [
                granted("t1", 3600),
                status(401),
                granted("t2", 3600),
                status(200),
            ],
            machine(),
        );
        let set = |call: &mut Call| call.max_retries(0);
        let answer = scene.call_with(operation, set).await.unwrap();
        assert_eq!(answer.attempts(), 2);
        assert!(scene.slept().is_empty());
        let story = story(&scene);
        assert_eq!((&*story[1], &*story[3]), ("Bearer t1", "Bearer t2"));
    }
}

#[tokio::test]
async fn a_second_refusal_is_the_answer() {
    let scene = scene(
        [
            granted("t1", 3600),
            status(401),
            granted("t2", 3600),
            status(401),
            status(200),
        ],
        machine(),
    );
    let error = scene.call(&READ).await.unwrap_err();
    assert_eq!(
        (
            error.attempts(),
            error.status().map(|status| status.as_u16())
        ),
        (2, Some(401))
    );
    assert_eq!(scene.sent(), 4);
}

#[tokio::test]
async fn a_refusal_is_the_answer_where_no_other_token_can_be_had() {
    for renewed in [granted("t1", 3600), status(400), lost()] {
        let scene = scene(
            [granted("t1", 3600), status(401), renewed, status(200)],
            machine(),
        );
        let error = scene.call(&READ).await.unwrap_err();
        assert_eq!(
            (
                error.attempts(),
                error.status().map(|status| status.as_u16())
            ),
            (1, Some(401))
        );
        assert_eq!(scene.sent(), 3);
    }
}

#[tokio::test]
async fn a_static_token_that_is_refused_is_not_sent_again() {
    let scene = Scene::of(&GUARDED, [status(401), status(200)], |builder| {
        builder.credential(0, Credential::token("t".into()));
    });
    assert_eq!(scene.call(&READ).await.unwrap_err().attempts(), 1);
}

#[tokio::test]
async fn a_token_endpoint_that_refuses_ends_the_call() {
    let refusal = r#"{"error":"invalid_client","error_description":"no such\nclient"}"#;
    let scene = scene([Reply::json(401, refusal), status(200)], machine());
    let error = scene.call(&WRITE).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "Write: no token for `oauth`: the token endpoint answered 401 Unauthorized: invalid_client: no such client"
    );
    assert_eq!(
        (error.was_sent(), error.attempts(), error.status()),
        (WasSent::No, 1, None)
    );
    let source = std::error::Error::source(&error).unwrap();
    let source = source.downcast_ref::<TokenEndpointError>().unwrap();
    assert_eq!(source.code(), Some("invalid_client"));
    assert_eq!(source.status().unwrap().as_u16(), 401);
    assert!(!format!("{error} {error:?}").contains("hunter2"));
}

#[tokio::test]
async fn a_token_endpoint_that_is_down_is_asked_again() {
    let asks = Reply::new(429, &[("retry-after", "3")], "");
    let scene = scene([lost(), asks, granted("t1", 60), status(200)], machine());
    assert_eq!(scene.call(&WRITE).await.unwrap().attempts(), 3);
    assert_eq!(scene.slept(), [0.5, 3.0]);
    let down = self::scene([refused(), refused(), refused()], machine());
    let error = down.call(&WRITE).await.unwrap_err();
    assert_eq!(
        (error.attempts(), error.is_connect(), error.was_sent()),
        (3, true, WasSent::No)
    );
}

#[tokio::test]
async fn what_was_sent_before_the_token_was_lost_is_not_forgotten() {
    let scene = scene([granted("t1", 0), lost(), status(400)], machine());
    let error = scene.call(&READ).await.unwrap_err();
    assert!(matches!(error, Error::Token(_)), "{error}");
    assert_eq!((error.attempts(), error.was_sent()), (2, WasSent::Maybe));
}

#[tokio::test]
async fn a_token_endpoint_that_never_answers_is_a_timeout() {
    let scene = scene([Reply::Hang], machine());
    let set = |call: &mut Call| call.max_retries(0);
    let error = scene.call_with(&READ, set).await.unwrap_err();
    assert_eq!((error.is_timeout(), error.was_sent()), (true, WasSent::No));
}

#[tokio::test]
async fn a_token_endpoint_that_takes_too_long_is_asked_again_where_that_does_no_harm() {
    let slow = || [Reply::Hang, status(504), granted("t1", 60), status(200)];
    let asks = scene(slow(), machine());
    assert_eq!(asks.call(&WRITE).await.unwrap().attempts(), 3);
    let once = scene(slow(), RefreshToken::new("r"));
    let error = once.call(&READ).await.unwrap_err();
    assert_eq!((error.is_timeout(), error.was_sent()), (true, WasSent::No));
    assert_eq!((error.attempts(), once.sent()), (1, 1));
}

#[tokio::test]
async fn only_what_may_pass_is_asked_again() {
    for (code, attempts) in [(500, 2), (408, 2), (501, 1), (404, 1)] {
        let scene = scene([status(code), granted("t1", 60), status(200)], machine());
        let made = match scene.call(&READ).await {
            Ok(answer) => answer.attempts(),
            Err(error) => error.attempts(),
        };
        assert_eq!(made, attempts, "{code}");
    }
}

#[tokio::test]
async fn secrets_are_not_redirected() {
    let elsewhere = Reply::new(307, &[("location", "https://id.test/other")], "");
    let scene = scene([elsewhere, status(200)], machine());
    assert!(matches!(scene.call(&READ).await, Err(Error::Token(_))));
    assert_eq!(scene.sent(), 1);
}

#[tokio::test]
async fn a_header_that_is_set_by_hand_needs_no_token() {
    let scene = scene([status(401), status(200)], machine());
    let set = |call: &mut Call| call.extra_header("Authorization", "Bearer mine");
    let error = scene.call_with(&READ, set).await.unwrap_err();
    assert_eq!(error.attempts(), 1);
    assert_eq!(story(&scene), ["Bearer mine"]);
}

#[tokio::test]
async fn a_call_may_have_a_source_of_its_own() {
    let scene = scene([granted("t", 60), status(200)], RefreshToken::new("r"));
    let set = |call: &mut Call| call.credential("oauth", Credential::source(machine()));
    scene.call_with(&READ, set).await.unwrap();
    assert!(story(&scene)[0].contains("client_credentials"));
}

#[tokio::test]
async fn clones_of_a_call_share_its_token() {
    let scene = scene(
        [granted("t", 60), status(200), status(200)],
        RefreshToken::new("r"),
    );
    let mut call = Call::new(&scene.client, &READ);
    call.credential("oauth", Credential::source(machine()));
    for call in [call.clone(), call] {
        rt::__private::start::<rt::__private::codecs::bytes, AnyError>(call)
            .await
            .unwrap();
    }
    assert_eq!(story(&scene)[1..], ["Bearer t", "Bearer t"]);
}

#[tokio::test]
async fn every_request_of_a_call_has_the_same_headers() {
    static KEYED_READ: Operation = Operation {
        id: "KeyedRead",
        path: "/x",
        idempotency_key: Some("Idempotency-Key"),
        security: &[&["oauth"]],
        ..Operation::DEFAULT
    };
    let elsewhere = Reply::new(307, &[("location", "/v1/y")], "");
    let replies = [
        granted("t", 3600),
        lost(),
        elsewhere,
        status(503),
        status(200),
    ];
    let scene = Scene::of(&GUARDED, replies, |builder| {
        builder.credential(0, Credential::source(machine()));
        builder.default_header("X-Client", "client");
        builder.max_retries(3);
    });
    let call = Call::new(&scene.client, &KEYED_READ);
    let mut call = call.header::<String>("X-Argument", "argument");
    call = call.cookie::<String>("session", "s");
    call.extra_header("X-Call", "call");
    let answer = rt::__private::start::<rt::__private::codecs::bytes, AnyError>(call).await;
    assert_eq!(answer.unwrap().attempts(), 3);
    let requests = scene.replay.requests();
    let headers: Vec<_> = requests.iter().skip(1).map(Request::headers).collect();
    assert_eq!(headers.len(), 4);
    for of_request in &headers {
        assert_eq!(of_request, &headers[0]);
    }
    let names = [
        "authorization",
        "cookie",
        "idempotency-key",
        "x-argument",
        "x-call",
        "x-client",
    ];
    for name in names {
        assert_eq!(headers[0].get_all(name).iter().count(), 1, "{name}");
    }
}
