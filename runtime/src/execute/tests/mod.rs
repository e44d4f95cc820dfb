//! The rules of RUNTIME.md (of the design), on time that passes only when it is waited for.

mod credentials;
mod grants;
mod hooks;
mod rules;
mod tokens;
mod waiting;

use crate as rt;
use crate::test_util::{FixedRandomness, ManualTime, NeverAnswers, Replay, Reply};
use rt::{
    Call, Client, ClientBuilder, Duration, Error, Operation, TimeoutKind, TransportFault, WasSent,
};

rt::replies! {
    /// Answers that the document says nothing of.
    pub enum AnyError {}
}

static API: rt::Api = rt::Api {
    user_agent: "demo/1.0",
    servers: &[rt::ServerTemplate {
        url: "https://api.test",
        variables: &[],
    }],
    security_schemes: &[],
};

static GET: Operation = Operation {
    id: "Get",
    path: "/x",
    ..Operation::DEFAULT
};
static POST: Operation = Operation {
    id: "Post",
    method: "POST",
    path: "/x",
    ..Operation::DEFAULT
};
static KEYED: Operation = Operation {
    id: "Keyed",
    method: "POST",
    path: "/x",
    idempotency_key: Some("Idempotency-Key"),
    ..Operation::DEFAULT
};
static MARKED: Operation = Operation {
    id: "Marked",
    method: "POST",
    path: "/x",
    idempotent: true,
    ..Operation::DEFAULT
};

/// A client with a scripted server, and its time.
struct Scene {
    client: Client,
    replay: Replay,
    time: ManualTime,
}

impl Scene {
    fn new(replies: impl IntoIterator<Item = Reply>) -> Self {
        Self::with(replies, |_| {})
    }

    fn with(
        replies: impl IntoIterator<Item = Reply>,
        set: impl FnOnce(&mut ClientBuilder),
    ) -> Self {
        Self::of(&API, replies, set)
    }

    fn of(
        api: &'static rt::Api,
        replies: impl IntoIterator<Item = Reply>,
        set: impl FnOnce(&mut ClientBuilder),
    ) -> Self {
        let (replay, time) = (Replay::new(replies), ManualTime::default());
        let mut builder = ClientBuilder::new(api);
        builder.transport(replay.clone());
        builder.clock(time.clone());
        builder.sleeper(time.clone());
        // The longest jitter: 0.5 s, 1 s, 2 s, …
        builder.randomness(FixedRandomness(u64::MAX));
        set(&mut builder);
        Self {
            client: builder.build().unwrap(),
            replay,
            time,
        }
    }

    async fn call(
        &self,
        operation: &'static Operation,
    ) -> Result<rt::Response<rt::Bytes>, Error<AnyError>> {
        self.call_with(operation, |_| {}).await
    }

    async fn call_with(
        &self,
        operation: &'static Operation,
        set: impl FnOnce(&mut Call),
    ) -> Result<rt::Response<rt::Bytes>, Error<AnyError>> {
        let mut call = Call::new(&self.client, operation);
        set(&mut call);
        rt::__private::start::<rt::__private::codecs::bytes, AnyError>(call).await
    }

    fn slept(&self) -> Vec<f64> {
        self.time
            .slept()
            .iter()
            .map(Duration::as_secs_f64)
            .collect()
    }

    fn sent(&self) -> usize {
        self.replay.requests().len()
    }
}

fn status(status: u16) -> Reply {
    Reply::json(status, "{}")
}

fn refused() -> Reply {
    Reply::Fail(TransportFault::connect("refused"))
}

fn lost() -> Reply {
    Reply::Fail(TransportFault::lost("reset by peer"))
}

#[tokio::test]
async fn a_method_is_sent_in_its_own_case() {
    static LOCK: Operation = Operation {
        id: "Lock",
        method: "lock",
        path: "/x",
        ..Operation::DEFAULT
    };
    let scene = Scene::new([status(200)]);
    scene.call(&LOCK).await.unwrap();
    assert_eq!(scene.replay.requests()[0].method().as_str(), "lock");
}

#[tokio::test]
async fn a_failed_connection_is_tried_again_whatever_the_method() {
    let scene = Scene::new([
        refused(),
        Reply::Fail(TransportFault::connect_timeout("slow")),
        status(200),
    ]);
    assert_eq!(scene.call(&POST).await.unwrap().attempts(), 3);
    assert_eq!(scene.slept(), [0.5, 1.0]);
}

#[tokio::test]
async fn after_two_retries_the_error_is_given_back() {
    let scene = Scene::new([refused(), refused(), refused(), status(200)]);
    let error = scene.call(&POST).await.unwrap_err();
    assert_eq!(
        (error.attempts(), error.was_sent(), error.is_connect()),
        (3, WasSent::No, true)
    );
    assert_eq!(
        error.to_string(),
        "Post: no connection: refused (after 3 attempts)"
    );
}

#[tokio::test]
async fn a_lost_connection_is_tried_again_only_if_that_is_harmless() {
    for (operation, attempts) in [(&GET, 3), (&POST, 1), (&KEYED, 3), (&MARKED, 3)] {
        let error = Scene::new([lost(), lost(), lost()])
            .call(operation)
            .await
            .unwrap_err();
        assert_eq!(
            (error.attempts(), error.was_sent()),
            (attempts, WasSent::Maybe),
            "{}",
            operation.id
        );
        assert!(matches!(error, Error::Transport(_)));
    }
}

#[tokio::test]
async fn what_one_attempt_may_have_done_is_not_forgotten_by_the_next() {
    let error = Scene::new([lost(), refused(), refused()])
        .call(&GET)
        .await
        .unwrap_err();
    assert_eq!(
        (error.is_connect(), error.was_sent()),
        (true, WasSent::Maybe)
    );
}

#[tokio::test]
async fn too_many_requests_waits_as_the_server_asks() {
    let asks = |name, value| Reply::new(429, &[(name, value)], "");
    let scene = Scene::new([
        asks("retry-after", "7"),
        asks("retry-after-ms", "1500"),
        status(200),
    ]);
    assert_eq!(scene.call(&POST).await.unwrap().attempts(), 3);
    assert_eq!(scene.slept(), [7.0, 1.5]);
}

#[tokio::test]
async fn a_wait_that_is_too_long_is_left_to_the_caller() {
    let scene = Scene::new([Reply::new(503, &[("retry-after", "61")], ""), status(200)]);
    let error = scene.call(&GET).await.unwrap_err();
    assert_eq!(
        (error.attempts(), error.retry_after()),
        (1, Some(Duration::from_secs(61)))
    );
    assert!(scene.slept().is_empty());
    let patient = Scene::with(
        [Reply::new(503, &[("retry-after", "61")], ""), status(200)],
        |builder| {
            builder.max_retry_wait(Duration::from_secs(120));
        },
    );
    assert_eq!(patient.call(&POST).await.unwrap().attempts(), 2);
}

#[tokio::test]
async fn the_servers_word_on_retrying_beats_its_status() {
    let scene = Scene::new([
        Reply::new(400, &[("x-should-retry", "true")], ""),
        status(200),
    ]);
    assert_eq!(scene.call(&POST).await.unwrap().attempts(), 2);
    let scene = Scene::new([
        Reply::new(500, &[("x-should-retry", "false")], ""),
        status(200),
    ]);
    assert_eq!(scene.call(&GET).await.unwrap_err().attempts(), 1);
}

#[tokio::test]
async fn an_attempt_that_takes_too_long_is_a_timeout() {
    let scene = Scene::with([Reply::Hang, Reply::Hang, status(200)], |builder| {
        builder.attempt_timeout(Duration::from_secs(4))
    });
    assert_eq!(scene.call(&GET).await.unwrap().attempts(), 3);
    assert_eq!(scene.slept(), [4.0, 0.5, 4.0, 1.0]);
    let error = Scene::new([Reply::Hang]).call(&POST).await.unwrap_err();
    assert_eq!(
        (error.is_timeout(), error.attempts(), error.was_sent()),
        (true, 1, WasSent::Maybe)
    );
    assert_eq!(
        error.to_string(),
        "Post: no whole answer to an attempt within 60 s"
    );
}

#[tokio::test]
async fn a_call_ends_at_its_deadline() {
    let scene = Scene::with([], |builder| {
        builder.transport(NeverAnswers);
        builder.timeout(Duration::from_secs(90));
    });
    let error = scene.call(&GET).await.unwrap_err();
    assert!(
        matches!(&error, Error::Timeout(error) if error.kind() == TimeoutKind::Call && error.limit().as_secs() == 90)
    );
    // 60 s, a wait of 0.5 s, and what is left.
    assert_eq!(scene.slept(), [60.0, 0.5, 29.5]);
}

#[tokio::test]
async fn no_retry_starts_that_the_deadline_cannot_fit() {
    let scene = Scene::new([Reply::new(429, &[("retry-after", "5")], ""), status(200)]);
    let error = scene
        .call_with(&GET, |call| call.timeout(Duration::from_secs(5)))
        .await
        .unwrap_err();
    assert_eq!(
        (
            error.status().map(|status| status.as_u16()),
            error.attempts()
        ),
        (Some(429), 1)
    );
    assert!(scene.slept().is_empty());
}

#[tokio::test]
async fn a_connection_that_takes_too_long_was_not_sent() {
    let scene = Scene::with(
        [Reply::Fail(TransportFault::connect_timeout("slow"))],
        |builder| builder.max_retries(0),
    );
    let error = scene.call(&POST).await.unwrap_err();
    assert_eq!(
        (error.is_timeout(), error.is_connect(), error.was_sent()),
        (true, true, WasSent::No)
    );
    assert_eq!(error.to_string(), "Post: no connection within 3.1 s");
}

#[tokio::test]
async fn an_idempotency_key_is_the_same_on_every_attempt_and_new_for_every_call() {
    let scene = Scene::with([status(500), status(200), status(200)], |builder| {
        builder.randomness(rt::SystemRandomness)
    });
    for _ in 0..2 {
        scene.call(&KEYED).await.unwrap();
    }
    let keys: Vec<_> = scene
        .replay
        .requests()
        .iter()
        .map(|request| request.headers()["idempotency-key"].clone())
        .collect();
    assert_eq!(keys[0], keys[1]);
    assert_ne!(keys[1], keys[2]);
    assert_eq!(
        keys[0]
            .to_str()
            .unwrap()
            .parse::<rt::Uuid>()
            .unwrap()
            .get_version_num(),
        4
    );
}

#[tokio::test]
async fn no_key_is_invented() {
    let scene = Scene::new([status(200)]);
    scene.call(&POST).await.unwrap();
    assert!(
        !scene.replay.requests()[0]
            .headers()
            .contains_key("idempotency-key")
    );
}

#[tokio::test]
async fn an_empty_budget_ends_retrying_and_says_so() {
    let scene = Scene::with((0..300).map(|_| status(500)), |builder| {
        builder.max_retries(1)
    });
    for _ in 0..100 {
        assert_eq!(scene.call(&GET).await.unwrap_err().attempts(), 2);
    }
    let error = scene.call(&GET).await.unwrap_err();
    assert_eq!(
        (error.attempts(), error.is_retry_budget_exhausted()),
        (1, true)
    );
    assert!(
        error.to_string().contains("the retry budget is used up"),
        "{error}"
    );
}

#[tokio::test]
async fn retries_can_be_set_for_a_call() {
    let scene = Scene::new([status(500), status(200)]);
    assert_eq!(
        scene
            .call_with(&GET, |call| call.max_retries(0))
            .await
            .unwrap_err()
            .attempts(),
        1
    );
    let scene = Scene::new((0..5).map(|_| status(500)).chain([status(200)]));
    assert_eq!(
        scene
            .call_with(&GET, |call| call.max_retries(5))
            .await
            .unwrap()
            .attempts(),
        6
    );
    assert_eq!(scene.slept(), [0.5, 1.0, 2.0, 4.0, 8.0]);
}

#[tokio::test]
async fn redirects_are_followed_ten_times() {
    let elsewhere = || Reply::new(302, &[("location", "/y")], "");
    let scene = Scene::new((0..10).map(|_| elsewhere()).chain([status(200)]));
    assert_eq!(scene.call(&GET).await.unwrap().attempts(), 1);
    assert_eq!(
        (
            scene.sent(),
            scene.replay.requests()[10].uri().path().to_owned()
        ),
        (11, "/y".to_owned())
    );
    let scene = Scene::new((0..20).map(|_| elsewhere()));
    let error = scene.call(&GET).await.unwrap_err();
    assert_eq!(
        (scene.sent(), error.attempts(), error.was_sent()),
        (11, 1, WasSent::Yes)
    );
    assert_eq!(
        error.to_string(),
        "Get: no end of redirects: more than 10 redirects"
    );
}

#[tokio::test]
async fn an_answer_beyond_the_limit_is_not_read() {
    let scene = Scene::with(
        [
            Reply::json(200, "0123456789"),
            Reply::json(200, "01234567890"),
        ],
        |builder| builder.max_response_bytes(10),
    );
    assert_eq!(scene.call(&GET).await.unwrap().len(), 10);
    let error = scene.call(&GET).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "Get: the answer 200 OK does not fit: the body is longer than 10 bytes"
    );
    assert!(matches!(error, Error::Decode(_)));
}

#[tokio::test]
async fn an_error_shows_at_most_500_characters_and_no_secret() {
    let scene = Scene::new([Reply::new(
        400,
        &[("x-request-id", "r7")],
        &"é".repeat(10_000),
    )]);
    let said = scene.call(&GET).await.unwrap_err().to_string();
    assert!(
        said.starts_with("Get: the server answered 400 Bad Request (request id \"r7\"): ééé"),
        "{said}"
    );
    assert!(said.chars().count() < 600 && !said.contains('\n'));
}
