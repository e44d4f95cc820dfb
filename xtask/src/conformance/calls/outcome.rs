//! What came of a call, in the words of the program that made it and in ours.

use serde::{Deserialize, Serialize};

use super::problem::{Problem, violations};

/// What all XML begins with that Prism writes of a value (`serialize.js`), whatever the schema calls its elements.
const XML: &str = "<xml>";

/// What the program says of a call.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Said {
    /// What Prism finds wrong with the request, as it stands in a header of the answer.
    #[serde(default)]
    violations: Option<String>,
    /// How the call ended.
    #[serde(flatten)]
    ending: Ending,
}

/// How a call ended.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Ending {
    /// The answer was read into its type.
    Passed { status: u16 },
    /// A value is none of the argument's type.
    Argument { why: String },
    /// The client refused to send it.
    Build { why: String },
    /// An error answer; `fault` says why it is none of its type.
    Api {
        status: u16,
        body: String,
        fault: Option<String>,
    },
    /// An answer that is none of its type.
    Decode {
        status: u16,
        why: String,
        body: String,
    },
    /// No answer.
    Transport { why: String },
    /// A panic.
    Panic { why: String },
}

/// What came of a call. The order is that of gravity.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum Outcome {
    /// Prism found nothing wrong with the request, and its answer was read into its type.
    Passed {
        status: u16,
        /// Why the answer is one that we made for Prism, if it is: what was wrong with its own.
        #[serde(skip_serializing_if = "Option::is_none")]
        ours: Option<String>,
    },
    /// Prism cannot serve it.
    NotServed { why: String },
    /// It could not be called.
    NotCallable { why: String },
    /// The answer is none of its type.
    NotDecodable {
        why: String,
        status: u16,
        /// The body; of a stream it is not kept.
        body: String,
    },
    /// Prism says that the request is not as the document wants it.
    Refused { why: String },
}

impl Outcome {
    /// Every [`Outcome::word`], the good one first.
    pub const WORDS: [&str; 5] = [
        "passed",
        "refused by Prism",
        "not decodable",
        "not callable",
        "not served by Prism",
    ];

    /// A call that went through, with an answer of Prism's.
    pub const fn passed(status: u16) -> Self {
        Self::Passed { status, ours: None }
    }

    /// An answer that is none of its type; XML that Prism wrote says nothing of that.
    fn not_decodable(why: String, status: u16, body: String) -> Self {
        match body.starts_with(XML) {
            true => Self::NotServed {
                why: format!("it writes XML as no schema says, below `{XML}`: {why}"),
            },
            false => Self::NotDecodable { why, status, body },
        }
    }

    /// The outcome in a word or two, as it is shown.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Passed { .. } => "passed",
            Self::NotServed { .. } => "not served by Prism",
            Self::NotCallable { .. } => "not callable",
            Self::NotDecodable { .. } => "not decodable",
            Self::Refused { .. } => "refused by Prism",
        }
    }

    /// Why it is no success.
    pub fn why(&self) -> Option<&str> {
        match self {
            Self::Passed { .. } => None,
            Self::NotServed { why }
            | Self::NotCallable { why }
            | Self::NotDecodable { why, .. }
            | Self::Refused { why } => Some(why),
        }
    }

    /// Whether the call went through.
    pub const fn is_passed(&self) -> bool {
        matches!(self, Self::Passed { .. })
    }

    /// Whether Prism could not serve it.
    pub const fn is_not_served(&self) -> bool {
        matches!(self, Self::NotServed { .. })
    }

    /// What the program's words come to.
    pub fn of(said: Said) -> Self {
        // Where the document describes an answer to bad requests, Prism gives that one.
        if let Some(why) = said.violations.as_deref().and_then(violations) {
            return Self::Refused { why };
        }
        match said.ending {
            Ending::Passed { status } => Self::passed(status),
            Ending::Argument { why } => {
                let why = format!("the sample is no value of the argument: {why}");
                Self::NotCallable { why }
            }
            Ending::Build { why } => Self::NotCallable { why },
            Ending::Api {
                status,
                body,
                fault,
            } => of_error(status, body, fault),
            Ending::Decode { status, why, body } => match Problem::of(&body) {
                Some(problem) => problem.outcome(),
                None => Self::not_decodable(why, status, body),
            },
            Ending::Transport { why } => Self::NotServed { why },
            Ending::Panic { why } => Self::NotCallable { why },
        }
    }
}

impl Said {
    /// Whether the server answered, or was not asked.
    pub const fn is_answered(&self) -> bool {
        !matches!(self.ending, Ending::Transport { .. })
    }

    /// What is said of a call that never came to an answer.
    pub const fn of(ending: Ending) -> Self {
        Self {
            violations: None,
            ending,
        }
    }
}

/// An error answer: a problem of Prism's, or what the document has for it.
fn of_error(status: u16, body: String, fault: Option<String>) -> Outcome {
    if let Some(problem) = Problem::of(&body) {
        return problem.outcome();
    }
    match fault {
        Some(why) => Outcome::not_decodable(why, status, body),
        // Prism knows no success of this operation and answers with an error of the document.
        None => Outcome::passed(status),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn api(body: &str) -> Outcome {
        Outcome::of(Said::of(Ending::Api {
            status: 422,
            body: body.to_owned(),
            fault: None,
        }))
    }

    #[test]
    fn prisms_problems_are_told_from_the_documents_answers() {
        let refused = api(
            r#"{"type":"https://stoplight.io/prism/errors#UNPROCESSABLE_ENTITY","title":"Invalid request","detail":"…",
                "validation":[{"location":["body","name"],"severity":"Error","code":"type","message":"must be string"}]}"#,
        );
        assert_eq!(
            refused,
            Outcome::Refused {
                why: "UNPROCESSABLE_ENTITY: body.name: must be string (type)".to_owned()
            }
        );
        let unknown = api(
            r#"{"type":"https://stoplight.io/prism/errors#NO_PATH_MATCHED_ERROR","detail":"no path"}"#,
        );
        assert_eq!(
            unknown,
            Outcome::NotServed {
                why: "NO_PATH_MATCHED_ERROR: no path".to_owned()
            }
        );
        assert_eq!(
            api(r#"{"type":"https://example.com/invalid"}"#),
            Outcome::passed(422)
        );
    }

    #[test]
    fn an_example_that_is_none_of_its_schema_is_no_fault_of_the_request() {
        let outcome = |location: &str| {
            api(&format!(
                r#"{{"type":"https://stoplight.io/prism/errors#VIOLATIONS","validation":[{{"location":["{location}","body"],"message":"m"}}]}}"#
            ))
        };
        assert!(matches!(outcome("response"), Outcome::NotServed { .. }));
        assert!(matches!(outcome("request"), Outcome::Refused { .. }));
    }

    #[test]
    fn a_request_is_refused_whatever_the_answer_to_it_is() {
        let said = |severity: &str, location: &str| -> Said {
            let violations = json!([{ "location": [location, "query"], "severity": severity, "code": "type", "message": "m" }]);
            let said = json!({ "kind": "api", "status": 400, "body": "{}", "violations": violations.to_string() });
            serde_json::from_value(said).unwrap()
        };
        let refused = Outcome::Refused {
            why: "request.query: m (type)".to_owned(),
        };
        assert_eq!(Outcome::of(said("Error", "request")), refused);
        let passed = Outcome::passed(400);
        // Such as a parameter that is deprecated.
        assert_eq!(Outcome::of(said("Warning", "request")), passed);
        assert_eq!(Outcome::of(said("Error", "response")), passed);
    }
    #[test]
    fn xml_that_prism_writes_is_not_the_documents() {
        let outcome = |body: &str| {
            Outcome::of(Said::of(Ending::Decode {
                status: 200,
                why: "expected the element `Pet`".to_owned(),
                body: body.to_owned(),
            }))
        };
        let of_prism = outcome("<xml><name>a</name></xml>");
        assert!(of_prism.is_not_served(), "{of_prism:?}");
        let of_document = outcome("<Cat/>");
        assert!(
            matches!(of_document, Outcome::NotDecodable { .. }),
            "{of_document:?}"
        );
    }
}
