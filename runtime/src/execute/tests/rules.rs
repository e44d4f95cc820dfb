//! The rules that the other tests of calls do not meet.

use super::*;
use std::future::Future as _;

#[tokio::test]
async fn a_conflict_is_tried_again_only_with_a_key() {
    for (operation, attempts) in [(&GET, 1), (&MARKED, 1), (&POST, 1), (&KEYED, 2)] {
        let scene = Scene::new([status(409), status(200)]);
        let outcome = scene.call(operation).await;
        let made = outcome.map_or_else(|error| error.attempts(), |answer| answer.attempts());
        assert_eq!(made, attempts, "{}", operation.id);
    }
}

#[test]
fn methods_that_do_no_more_when_repeated() {
    for (method, idempotent) in [
        ("GET", true),
        ("HEAD", true),
        ("PUT", true),
        ("DELETE", true),
        ("OPTIONS", true),
        ("TRACE", true),
        ("QUERY", true),
        ("POST", false),
        ("PATCH", false),
        ("CONNECT", false),
        ("get", false),
    ] {
        let operation = Operation {
            method,
            ..Operation::DEFAULT
        };
        assert_eq!(operation.is_idempotent(), idempotent, "{method}");
    }
}

#[tokio::test]
async fn a_date_to_wait_for_is_compared_with_the_clients_clock() {
    let date = "Thu, 01 Jan 1970 00:00:12 GMT";
    let scene = Scene::new([Reply::new(503, &[("retry-after", date)], ""), status(200)]);
    scene.time.advance(Duration::from_secs(5));
    assert_eq!(scene.call(&POST).await.unwrap().attempts(), 2);
    assert_eq!(scene.slept(), [7.0]);
}

#[tokio::test]
async fn sixty_seconds_are_waited_for_and_no_more() {
    for (asked, attempts) in [("60000", 2), ("60001", 1)] {
        let asks = Reply::new(429, &[("retry-after-ms", asked)], "");
        let scene = Scene::new([asks, status(200)]);
        let outcome = scene.call(&POST).await;
        let made = outcome.map_or_else(|error| error.attempts(), |answer| answer.attempts());
        assert_eq!(made, attempts, "{asked} ms");
    }
}

#[tokio::test]
async fn a_fraction_of_a_second_is_waited_for() {
    let asks = Reply::new(429, &[("retry-after", "0.25")], "");
    let scene = Scene::new([asks, status(200)]);
    scene.call(&GET).await.unwrap();
    assert_eq!(scene.slept(), [0.25]);
}

#[tokio::test]
async fn waits_are_spread_over_the_upper_half() {
    for (random, waits) in [
        (0, [0.25, 0.5]),
        (u64::MAX / 2, [0.375, 0.75]),
        (u64::MAX, [0.5, 1.0]),
    ] {
        let scene = Scene::with([refused(), refused(), status(200)], |builder| {
            builder.randomness(FixedRandomness(random));
        });
        scene.call(&GET).await.unwrap();
        let slept = scene.slept();
        let rounded: Vec<f64> = slept
            .iter()
            .map(|wait| (wait * 1e6).round() / 1e6)
            .collect();
        assert_eq!(rounded, waits);
    }
}

#[tokio::test]
async fn a_retry_after_a_timeout_costs_twice_as_much() {
    let scene = Scene::with((0..200).map(|_| Reply::Hang), |builder| {
        builder.max_retries(1);
    });
    for _ in 0..50 {
        assert_eq!(scene.call(&GET).await.unwrap_err().attempts(), 2);
    }
    let error = scene.call(&GET).await.unwrap_err();
    assert_eq!(
        (error.attempts(), error.is_retry_budget_exhausted()),
        (1, true)
    );
}

#[tokio::test]
async fn a_success_gives_back_what_its_retry_took() {
    let one = || [status(500), status(200)];
    let failures = (0..300).map(|_| status(500));
    let scene = Scene::with((0..200).flat_map(|_| one()).chain(failures), |builder| {
        builder.max_retries(1);
    });
    for _ in 0..200 {
        assert_eq!(scene.call(&GET).await.unwrap().attempts(), 2);
    }
    for _ in 0..100 {
        assert_eq!(scene.call(&GET).await.unwrap_err().attempts(), 2);
    }
    assert_eq!(scene.call(&GET).await.unwrap_err().attempts(), 1);
}

#[tokio::test]
async fn clones_share_the_budget() {
    let scene = Scene::with((0..300).map(|_| status(500)), |builder| {
        builder.max_retries(1);
    });
    let clone = Scene {
        client: scene.client.clone(),
        replay: scene.replay.clone(),
        time: scene.time.clone(),
    };
    for _ in 0..50 {
        scene.call(&GET).await.unwrap_err();
        clone.call(&GET).await.unwrap_err();
    }
    assert!(
        scene
            .call(&GET)
            .await
            .unwrap_err()
            .is_retry_budget_exhausted()
    );
}

#[tokio::test]
async fn the_limits_are_those_of_the_design() {
    // Attempts of a minute until ten minutes are over; waits of at most eight seconds between them.
    let scene = Scene::with([], |builder| {
        builder.transport(NeverAnswers);
        builder.max_retries(100);
    });
    let error = scene.call(&GET).await.unwrap_err();
    let whole: Duration = scene.time.slept().iter().sum();
    assert_eq!((whole.as_secs(), error.is_timeout()), (600, true));
    let attempts = scene.time.slept().into_iter().step_by(2).take(8);
    assert!(attempts.into_iter().all(|attempt| attempt.as_secs() == 60));

    let limits = crate::client::options::Limits::default();
    assert_eq!(
        limits.transport.connect_timeout,
        Duration::from_millis(3100)
    );
    assert_eq!(limits.max_retry_wait, Duration::from_secs(60));
    assert_eq!(limits.max_response_bytes, 64 << 20);
    assert_eq!(
        crate::client::options::CallOptions::default().max_retries,
        2
    );
}

/// A timer of which only limits of a second run out.
#[derive(Debug)]
struct OnlySeconds;

impl rt::Sleeper for OnlySeconds {
    fn sleep(&self, duration: Duration) -> rt::BoxFuture<'static, ()> {
        if duration == Duration::from_secs(1) {
            Box::pin(std::future::ready(()))
        } else {
            Box::pin(std::future::pending())
        }
    }
}

#[tokio::test]
async fn a_call_whose_turn_does_not_come_was_not_sent() {
    let scene = Scene::with([Reply::Hang, status(200)], |builder| {
        builder.max_concurrency(1);
        builder.sleeper(OnlySeconds);
    });
    let mut first = Box::pin(scene.call(&GET));
    let is_pending = std::future::poll_fn(|context| {
        std::task::Poll::Ready(first.as_mut().poll(context).is_pending())
    });
    assert!(is_pending.await);
    let in_a_second = |call: &mut Call| call.timeout(Duration::from_secs(1));
    let error = scene.call_with(&POST, in_a_second).await.unwrap_err();
    assert_eq!(
        (error.is_timeout(), error.was_sent(), scene.sent()),
        (true, WasSent::No, 1)
    );
    // The first goes away, and its place is free.
    drop(first);
    scene.call(&POST).await.unwrap();
}

#[tokio::test]
async fn limits_can_be_set_for_a_call() {
    let scene = Scene::new([Reply::Hang, Reply::Hang, Reply::Hang]);
    let error = scene
        .call_with(&GET, |call| {
            call.attempt_timeout(Duration::from_secs(2));
            call.timeout(Duration::from_secs(5));
        })
        .await
        .unwrap_err();
    assert!(matches!(&error, Error::Timeout(error) if error.kind() == TimeoutKind::Attempt));
    // After the second attempt half a second is left, and the wait would be a whole one.
    assert_eq!(scene.slept(), [2.0, 0.5, 2.0]);
}

#[tokio::test]
async fn a_pair_is_added_to_the_query_of_a_call() {
    let scene = Scene::new([status(200)]);
    let set = |call: &mut Call| call.extra_query("de bug", "a&b=ü");
    scene.call_with(&GET, set).await.unwrap();
    let uri = scene.replay.requests()[0].uri().to_string();
    assert_eq!(uri, "https://api.test/x?de%20bug=a%26b%3D%C3%BC");
}

#[tokio::test]
async fn the_header_of_an_argument_is_the_key() {
    let scene = Scene::new([status(500), status(200)]);
    let call = Call::new(&scene.client, &KEYED).header::<String>("Idempotency-Key", "mine");
    rt::__private::start::<rt::__private::codecs::bytes, AnyError>(call)
        .await
        .unwrap();
    for request in scene.replay.requests() {
        let keys: Vec<_> = request
            .headers()
            .get_all("idempotency-key")
            .iter()
            .collect();
        assert_eq!(keys, ["mine"]);
    }
}

#[tokio::test]
async fn the_user_agent_has_a_prefix() {
    let own = concat!("clientsmith-runtime/", env!("CARGO_PKG_VERSION"));
    for (prefix, said) in [
        (None, format!("demo/1.0 {own}")),
        (Some("acme/7"), format!("acme/7 demo/1.0 {own}")),
    ] {
        let scene = Scene::with([status(200)], |builder| {
            if let Some(prefix) = prefix {
                builder.user_agent_prefix(prefix);
            }
        });
        scene.call(&GET).await.unwrap();
        assert_eq!(scene.replay.requests()[0].headers()["user-agent"], said);
    }
}

#[tokio::test]
async fn the_request_is_known_by_one_of_the_common_headers() {
    for name in [
        "x-request-id",
        "request-id",
        "x-amzn-requestid",
        "x-correlation-id",
        "cf-ray",
        "x-acme-request-id",
    ] {
        let scene = Scene::new([Reply::new(400, &[(name, "r7")], "")]);
        let error = scene.call(&GET).await.unwrap_err();
        assert_eq!(error.request_id(), Some("r7"), "{name}");
    }
}

#[tokio::test]
async fn the_cause_of_an_error_is_its_source() {
    let cause = std::io::Error::other("the cable is cut");
    let scene = Scene::with([Reply::Fail(TransportFault::lost(cause))], |builder| {
        builder.max_retries(0);
    });
    let error = scene.call(&GET).await.unwrap_err();
    let source = std::error::Error::source(&error).unwrap();
    assert!(source.is::<std::io::Error>(), "{source}");
    assert_eq!(error.to_string(), "Get: no answer: the cable is cut");
}

#[test]
fn outside_of_a_runtime_nothing_is_sent_and_nothing_panics() {
    use std::task::{Context, Poll, Waker};
    let client = ClientBuilder::new(&API).build().unwrap();
    let call = Call::new(&client, &GET);
    let mut sending = rt::__private::start::<rt::__private::codecs::bytes, AnyError>(call);
    let polled = std::pin::Pin::new(&mut sending).poll(&mut Context::from_waker(Waker::noop()));
    let Poll::Ready(Err(error)) = polled else {
        panic!("there is no runtime, and yet the call goes on");
    };
    assert!(matches!(error, Error::Build(_)), "{error}");
    assert!(error.to_string().contains("nothing can be sent"), "{error}");
}
