//! Whether to try again.

use http::{HeaderMap, StatusCode};

/// How an attempt ended.
#[derive(Debug, Clone, Copy)]
pub(super) enum Ending {
    /// With an answer.
    Answered {
        status: StatusCode,
        /// `x-should-retry`, if the server says it.
        should_retry: Option<bool>,
        /// Whether the server says how long to wait.
        asks_to_wait: bool,
    },
    /// Before anything was sent.
    NotSent,
    /// The same by a time limit.
    NotSentInTime,
    /// After something was sent.
    Lost,
    /// By a time limit, after something was sent.
    TimedOut,
    /// In a way that another attempt would not change.
    Final,
}

/// What allows a request to be sent twice.
#[derive(Debug, Clone, Copy)]
pub(super) struct Repeatable {
    /// The method or the operation is idempotent.
    pub(super) idempotent: bool,
    /// The server knows the request again by its key.
    pub(super) has_key: bool,
}

impl Ending {
    /// Whether another attempt may do better, and can do no harm.
    pub(super) fn allows_retry(self, request: Repeatable) -> bool {
        let harmless = request.idempotent || request.has_key;
        match self {
            Self::NotSent | Self::NotSentInTime => true,
            Self::Lost | Self::TimedOut => harmless,
            Self::Final => false,
            // What went well is not done twice, whatever a header says.
            Self::Answered { status, .. } if status.is_success() => false,
            Self::Answered {
                should_retry: Some(should),
                ..
            } => should,
            Self::Answered {
                status,
                asks_to_wait,
                ..
            } => match status.as_u16() {
                // The server says that it did nothing.
                429 => true,
                503 if asks_to_wait => true,
                // Another request with the same key is under way.
                409 => request.has_key,
                408 | 500 | 502 | 503 | 504 => harmless,
                _ => false,
            },
        }
    }

    pub(super) const fn is_timeout(self) -> bool {
        matches!(self, Self::TimedOut | Self::NotSentInTime)
    }
}

/// What the server itself says about trying again.
pub(super) fn should_retry(headers: &HeaderMap) -> Option<bool> {
    match headers.get("x-should-retry")?.as_bytes() {
        b"true" => Some(true),
        b"false" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Ending, Repeatable};
    use http::StatusCode;

    const POST: Repeatable = Repeatable {
        idempotent: false,
        has_key: false,
    };
    const GET: Repeatable = Repeatable {
        idempotent: true,
        has_key: false,
    };
    const KEYED: Repeatable = Repeatable {
        idempotent: false,
        has_key: true,
    };

    fn answered(status: u16, should_retry: Option<bool>, asks_to_wait: bool) -> Ending {
        Ending::Answered {
            status: StatusCode::from_u16(status).unwrap(),
            should_retry,
            asks_to_wait,
        }
    }

    fn who_may(ending: Ending) -> [bool; 3] {
        [POST, GET, KEYED].map(|request| ending.allows_retry(request))
    }

    #[test]
    fn what_the_server_did_not_do_may_always_be_repeated() {
        assert_eq!(who_may(Ending::NotSent), [true; 3]);
        assert_eq!(who_may(Ending::NotSentInTime), [true; 3]);
        assert_eq!(who_may(answered(429, None, false)), [true; 3]);
        assert_eq!(who_may(answered(503, None, true)), [true; 3]);
    }

    #[test]
    fn what_it_may_have_done_is_repeated_only_if_that_is_harmless() {
        for ending in [Ending::Lost, Ending::TimedOut] {
            assert_eq!(who_may(ending), [false, true, true], "{ending:?}");
        }
        for status in [408, 500, 502, 503, 504] {
            assert_eq!(
                who_may(answered(status, None, false)),
                [false, true, true],
                "{status}"
            );
        }
        assert_eq!(who_may(answered(409, None, false)), [false, false, true]);
    }

    #[test]
    fn other_answers_are_final_unless_the_server_says_otherwise() {
        for status in [200, 400, 401, 404, 422, 501] {
            assert_eq!(
                who_may(answered(status, None, true)),
                [false; 3],
                "{status}"
            );
        }
        assert_eq!(who_may(answered(400, Some(true), false)), [true; 3]);
        assert_eq!(who_may(answered(429, Some(false), true)), [false; 3]);
        assert_eq!(who_may(answered(201, Some(true), true)), [false; 3]);
        assert_eq!(who_may(Ending::Final), [false; 3]);
    }
}
