//! Ten thousand calls at once on one client, against a server that is slow, breaks off, and turns away in bursts: each
//! call ends, with an answer or with an error that is true about what was sent, and the retries stay within their budget.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests are no tests to clippy"
)]

mod faulty;

use ada_client::types::EndUserCreate;
use ada_client::{Client, WasSent};
use faulty::FaultyServer;
use std::time::Duration;

/// How many calls are made at once; half of them must not be repeated.
const CALLS: usize = 10_000;
/// How many of them have a connection: both ends lie in this process, which may have few thousand files open.
const CONNECTIONS: usize = 200;
/// Far longer than it takes: a test that waits for ever would say less.
const LIMIT: Duration = Duration::from_secs(300);

/// What became of a call, and what is said of it.
struct Outcome {
    is_success: bool,
    attempts: u32,
    was_sent: WasSent,
}

async fn call(client: Client, number: usize) -> Outcome {
    let id = number.to_string();
    let ended = if is_repeatable(number) {
        let call = client.get_end_user_by_id("1").header("x-call", &id);
        call.await.map(|answer| answer.attempts()).map_err(facts)
    } else {
        let call = client.create_end_user(EndUserCreate::new());
        let call = call.header("x-call", &id);
        call.await.map(|answer| answer.attempts()).map_err(facts)
    };
    match ended {
        Ok(attempts) => Outcome {
            is_success: true,
            attempts,
            was_sent: WasSent::Yes,
        },
        Err((attempts, was_sent)) => Outcome {
            is_success: false,
            attempts,
            was_sent,
        },
    }
}

fn facts<E>(error: ada_client::Error<E>) -> (u32, WasSent) {
    (error.attempts(), error.was_sent())
}

const fn is_repeatable(number: usize) -> bool {
    number.is_multiple_of(2)
}

/// Makes all calls at once; they end in any order.
async fn round(client: &Client) -> Vec<Outcome> {
    let calls: Vec<_> = (0..CALLS)
        .map(|number| tokio::spawn(call(client.clone(), number)))
        .collect();
    let mut outcomes = Vec::with_capacity(CALLS);
    for call in calls {
        outcomes.push(call.await.unwrap());
    }
    outcomes
}

/// Whether what is said of each call is what the server has seen of it.
fn assert_true(outcomes: &[Outcome], server: &FaultyServer) {
    for (number, outcome) in outcomes.iter().enumerate() {
        let seen = server.seen(number);
        let said = format!(
            "call {number}: {} attempts, sent: {}, success: {}; the server saw {seen:?}",
            outcome.attempts, outcome.was_sent, outcome.is_success
        );
        assert!(seen.requests <= outcome.attempts, "{said}");
        match outcome.was_sent {
            WasSent::No => assert_eq!(seen.requests, 0, "{said}"),
            WasSent::Yes => assert!(seen.requests > 0, "{said}"),
            WasSent::Maybe => {}
        }
        if outcome.is_success {
            assert!(seen.answered > 0, "{said}");
        }
        // What the server may have done is not asked for twice.
        assert!(is_repeatable(number) || seen.acted <= 1, "{said}");
    }
}

/// Retries cost five tokens at least. There are five hundred, a success gives one back, and one after a retry what that
/// took, ten at most.
fn assert_budget_held(outcomes: &[Outcome]) {
    let retries: u32 = outcomes
        .iter()
        .map(|one| one.attempts.saturating_sub(1))
        .sum();
    let successes = outcomes.iter().filter(|one| one.is_success);
    let given_back: u32 = successes
        .map(|one| if one.attempts > 1 { 10 } else { 1 })
        .sum();
    assert!(
        retries * 5 <= 500 + given_back,
        "{retries} retries, {given_back} tokens given back"
    );
}

#[tokio::test]
async fn no_call_is_lost_and_no_storm_breaks_loose() {
    let server = FaultyServer::start(CALLS);
    let client = Client::builder()
        .bearer_token("t")
        .base_url(server.url())
        .max_concurrency(CONNECTIONS)
        .build()
        .unwrap();
    let mut memory = Vec::new();
    for number in 1..=3 {
        server.forget();
        let outcomes = tokio::time::timeout(LIMIT, round(&client)).await;
        let outcomes = outcomes.expect("the calls do not end");
        assert_true(&outcomes, &server);
        assert_budget_held(&outcomes);
        memory.push(resident_kilobytes());
        let successes = outcomes.iter().filter(|one| one.is_success).count();
        let requests: u32 = (0..CALLS).map(|call| server.seen(call).requests).sum();
        println!(
            "round {number}: {CALLS} calls, {successes} successes, {requests} requests ({:.2} per call), {:?} kB",
            f64::from(requests) / CALLS as f64,
            memory.last()
        );
        assert!(successes > CALLS / 2, "{successes} successes");
    }
    // The first round makes room, and the others need no more.
    if let [Some(first), .., Some(last)] = memory[..] {
        assert!(last < first + 16 * 1024, "{memory:?} kB");
    }
}

/// How much memory this process has, where the system says.
fn resident_kilobytes() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}
