//! Many calls that wait for one token.

use super::tokens::{GUARDED, READ, WRITE, scene};
use super::*;
use rt::{AccessToken, BoxError, BoxFuture, Credential, TokenRequest, TokenSource};
use std::sync::{Arc, Mutex};

/// Counts how often it is asked, and gives a token when it is let.
#[derive(Clone)]
struct Gate {
    asked: Arc<Mutex<u32>>,
    open: Arc<tokio::sync::Semaphore>,
}

impl Gate {
    fn closed() -> Self {
        Self {
            asked: Arc::default(),
            open: Arc::new(tokio::sync::Semaphore::new(0)),
        }
    }
}

impl TokenSource for Gate {
    fn token(&self, request: TokenRequest) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        assert_eq!((request.scopes(), request.scheme()), ("", "oauth"));
        *self.asked.lock().unwrap() += 1;
        Box::pin(async {
            self.open.acquire().await?.forget();
            Ok(AccessToken::new("t"))
        })
    }
}

/// A client whose limits never run out, since nothing passes while the gate is closed.
fn patient(gate: &Gate, calls: usize) -> Scene {
    #[derive(Debug)]
    struct Never;
    impl rt::Sleeper for Never {
        fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
            Box::pin(std::future::pending())
        }
    }
    let source = Credential::source(gate.clone());
    Scene::of(&GUARDED, (0..calls).map(|_| status(200)), |builder| {
        builder.credential(0, source);
        builder.sleeper(Never);
    })
}

#[tokio::test]
async fn many_calls_wait_for_one_token() {
    wait_for_one_token().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_calls_wait_for_one_token_in_several_threads() {
    wait_for_one_token().await;
}

async fn wait_for_one_token() {
    let gate = Gate::closed();
    let scene = Arc::new(patient(&gate, 100));
    let calls: Vec<_> = (0..100)
        .map(|index| {
            let scene = Arc::clone(&scene);
            tokio::spawn(async move {
                let operation = if index % 2 == 0 { &READ } else { &WRITE };
                scene.call(operation).await.map(drop).map_err(drop)
            })
        })
        .collect();
    tokio::task::yield_now().await;
    // The one that asked goes away, and so do some who wait.
    for call in calls.iter().take(10) {
        call.abort();
    }
    tokio::task::yield_now().await;
    gate.open.add_permits(1);
    let mut done = 0;
    for call in calls {
        // Where threads run side by side, one of those that were to go away may have ended before.
        match call.await {
            Ok(outcome) => done += usize::from(outcome.is_ok()),
            Err(gone) => assert!(gone.is_cancelled()),
        }
    }
    assert_eq!(*gate.asked.lock().unwrap(), 1);
    assert!(
        (90..=scene.sent()).contains(&done),
        "{done} of {}",
        scene.sent()
    );
}

#[tokio::test]
async fn a_token_that_nobody_waits_for_any_more_is_had_by_the_next_call() {
    let gate = Gate::closed();
    let scene = Arc::new(patient(&gate, 1));
    let first = tokio::spawn({
        let scene = Arc::clone(&scene);
        async move { scene.call(&READ).await.map(drop).map_err(drop) }
    });
    tokio::task::yield_now().await;
    first.abort();
    assert!(first.await.unwrap_err().is_cancelled());
    gate.open.add_permits(1);
    scene.call(&READ).await.unwrap();
    assert_eq!(*gate.asked.lock().unwrap(), 1);
}

#[tokio::test]
async fn a_source_that_fails_or_panics_ends_the_call_and_not_the_client() {
    struct Moody(Mutex<u32>);
    impl TokenSource for Moody {
        fn token(&self, _: TokenRequest) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
            Box::pin(async {
                let asked = {
                    let mut asked = self.0.lock().unwrap();
                    *asked += 1;
                    *asked
                };
                match asked {
                    1 => Err("the keychain is locked".into()),
                    2 => panic!("the keychain is gone"),
                    _ => Ok(AccessToken::new("t")),
                }
            })
        }
    }
    let scene = Arc::new(scene([status(200)], Moody(Mutex::new(0))));
    assert_eq!(
        scene.call(&READ).await.unwrap_err().to_string(),
        "Read: no token for `oauth`: the keychain is locked"
    );
    let panics = tokio::spawn({
        let scene = Arc::clone(&scene);
        async move { scene.call(&READ).await.map(drop).map_err(drop) }
    });
    assert!(panics.await.unwrap_err().is_panic());
    scene.call(&READ).await.unwrap_err();
    scene.call(&READ).await.unwrap();
}
