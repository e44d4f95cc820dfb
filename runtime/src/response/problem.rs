//! Problem details (RFC 9457).

use super::{Answer, media_type};
use crate::types::Map;
use http::StatusCode;
use serde_json::Value;

/// What a problem is by default: no more than its status says (RFC 9457 §4.2.1).
const BLANK: &str = "about:blank";

/// What went wrong, in the standard form of `application/problem+json` (RFC 9457 §3.1).
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Problem {
    /// The URI of the kind of problem (`type`); `about:blank` if it is none of its own.
    pub kind: String,
    /// A short text, the same for every problem of the kind.
    pub title: Option<String>,
    /// The status as the origin server chose it; the answer's own may be another.
    pub status: Option<StatusCode>,
    /// A text about this occurrence.
    pub detail: Option<String>,
    /// The URI of this occurrence.
    pub instance: Option<String>,
    /// What else there is to say.
    pub extensions: Map<Value>,
}

impl Problem {
    /// The problem that an answer tells; none if it is of another media type, or no JSON object.
    pub(crate) fn of(answer: &Answer) -> Option<Self> {
        let found = answer.head.media_type()?;
        if !media_type::is(found, "application/problem+json") {
            return None;
        }
        match serde_json::from_slice(&answer.bytes) {
            Ok(Value::Object(members)) => Some(Self::read(members)),
            _ => None,
        }
    }

    /// A member that is not of its type is ignored (RFC 9457 §3.1).
    fn read(mut members: serde_json::Map<String, Value>) -> Self {
        let mut take = |name: &str| match members.shift_remove(name) {
            Some(Value::String(text)) => Some(text),
            _ => None,
        };
        let kind = take("type").unwrap_or_else(|| BLANK.to_owned());
        let (title, detail, instance) = (take("title"), take("detail"), take("instance"));
        let status = members.shift_remove("status");
        let status = status.and_then(|status| u16::try_from(status.as_u64()?).ok());
        Self {
            kind,
            title,
            status: status.and_then(|status| StatusCode::from_u16(status).ok()),
            detail,
            instance,
            extensions: members.into_iter().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Problem;
    use http::StatusCode;
    use serde_json::json;

    fn read(text: serde_json::Value) -> Problem {
        Problem::read(text.as_object().unwrap().clone())
    }

    #[test]
    fn the_members_of_the_standard_are_typed_and_others_kept() {
        let problem = read(json!({
            "type": "https://example.com/probs/out-of-credit", "title": "No credit.", "status": 403,
            "detail": "Your balance is 30.", "instance": "/account/1", "balance": 30,
        }));
        assert_eq!(problem.kind, "https://example.com/probs/out-of-credit");
        assert_eq!(problem.status, Some(StatusCode::FORBIDDEN));
        assert_eq!(problem.title.as_deref(), Some("No credit."));
        assert_eq!(problem.detail.as_deref(), Some("Your balance is 30."));
        assert_eq!(problem.instance.as_deref(), Some("/account/1"));
        assert_eq!(problem.extensions.get("balance"), Some(&json!(30)));
        assert_eq!(problem.extensions.len(), 1);
    }

    #[test]
    fn what_is_of_another_type_is_ignored() {
        let problem = read(json!({"status": "403", "title": 7, "detail": null}));
        assert_eq!(problem.kind, "about:blank");
        assert_eq!(
            (problem.status, problem.title, problem.detail),
            (None, None, None)
        );
        assert!(problem.extensions.is_empty());
    }
}
