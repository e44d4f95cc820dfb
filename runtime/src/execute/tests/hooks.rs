//! What hooks see and change.

use super::*;
use rt::{Attempt, AttemptError, HeaderMap, Hook, StatusCode};
use std::sync::{Arc, Mutex};

/// Writes down what it is told.
#[derive(Clone, Default)]
struct Journal(Arc<Mutex<Vec<String>>>);

impl Journal {
    fn write(&self, attempt: &Attempt<'_>, what: &str) {
        let line = format!("{} {} {what}", attempt.operation(), attempt.number());
        self.0.lock().unwrap().push(line);
    }
}

impl Hook for Journal {
    fn before(&self, attempt: &Attempt<'_>, headers: &mut HeaderMap) {
        self.write(attempt, "before");
        headers.insert("x-attempt", attempt.number().into());
        headers.insert("content-length", 7.into());
    }

    fn after(&self, attempt: &Attempt<'_>, status: StatusCode, _: &HeaderMap) {
        self.write(attempt, status.as_str());
    }

    fn on_error(&self, attempt: &Attempt<'_>, error: &AttemptError<'_>) {
        self.write(attempt, &format!("{error}; sent: {}", error.was_sent()));
    }
}

#[tokio::test]
async fn every_attempt_is_told_of_before_and_after() {
    let journal = Journal::default();
    let scene = Scene::with([lost(), status(503), status(200)], |builder| {
        builder.hook(journal.clone());
    });
    scene.call(&GET).await.unwrap();
    assert_eq!(
        *journal.0.lock().unwrap(),
        [
            "Get 1 before",
            "Get 1 no answer: reset by peer; sent: maybe",
            "Get 2 before",
            "Get 2 503",
            "Get 3 before",
            "Get 3 200",
        ]
    );
    for (request, number) in scene.replay.requests().iter().zip(["1", "2", "3"]) {
        assert_eq!(request.headers()["x-attempt"], number);
        assert!(!request.headers().contains_key("content-length"));
    }
}

#[tokio::test]
async fn hooks_are_called_in_order_and_the_last_word_counts() {
    struct Says(&'static str);
    impl Hook for Says {
        fn before(&self, _: &Attempt<'_>, headers: &mut HeaderMap) {
            headers.insert("x-says", self.0.parse().unwrap());
        }
    }
    let scene = Scene::with([status(200)], |builder| {
        builder.hook(Says("first"));
        builder.hook(Says("last"));
    });
    scene.call(&GET).await.unwrap();
    assert_eq!(scene.replay.requests()[0].headers()["x-says"], "last");
}

#[tokio::test]
async fn what_a_hook_is_given_shows_no_secret() {
    struct Shows(Journal);
    impl Hook for Shows {
        fn before(&self, attempt: &Attempt<'_>, _: &mut HeaderMap) {
            self.0.write(attempt, &format!("{attempt:?}"));
            assert!(attempt.url().contains("hunter2"));
            assert_eq!(attempt.path_template(), "/x");
            assert_eq!(attempt.method(), "GET");
        }
    }
    let journal = Journal::default();
    let scene = Scene::with([status(200)], |builder| {
        builder.hook(Shows(journal.clone()));
    });
    let set = |call: &mut Call| call.extra_query("key", "hunter2");
    scene.call_with(&GET, set).await.unwrap();
    let shown = journal.0.lock().unwrap().concat();
    assert!(
        shown.contains("Attempt") && !shown.contains("hunter2"),
        "{shown}"
    );
}
