//! What Prism says when it does not answer as the document does: problem details (RFC 9457) of types of its own.

use serde::Deserialize;

use super::outcome::Outcome;

/// What the types of Prism's problems begin with; what follows is the problem's name.
const TYPES: &str = "https://stoplight.io/prism/errors#";

/// The problems that say that a request is not as the document wants it.
const OF_REQUESTS: [&str; 6] = [
    "UNPROCESSABLE_ENTITY",
    "INVALID_CONTENT_TYPE",
    "UNAUTHORIZED",
    "NOT_ACCEPTABLE",
    "VALIDATION",
    "SPEC_SECURITY_ERROR",
];

/// A problem, as far as it is looked at.
#[derive(Debug, Deserialize)]
pub struct Problem {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    detail: String,
    #[serde(default)]
    validation: Vec<Violation>,
}

/// What is not as the document wants it.
#[derive(Debug, Deserialize)]
struct Violation {
    /// Where: `request` or `response`, then the part of it and a path.
    #[serde(default)]
    location: Vec<serde_json::Value>,
    #[serde(default)]
    message: String,
    #[serde(default)]
    code: serde_json::Value,
}

impl Problem {
    /// The problem in a body; nothing if it is none of Prism's.
    pub fn of(body: &str) -> Option<Self> {
        let problem: Self = serde_json::from_str(body).ok()?;
        problem.kind.starts_with(TYPES).then_some(problem)
    }

    /// The problem's name, such as `NO_PATH_MATCHED_ERROR`.
    fn name(&self) -> &str {
        self.kind.strip_prefix(TYPES).unwrap_or(&self.kind)
    }

    /// Whether it is Prism's own answer that is not as the document wants it: an example that does not fit its schema, or
    /// a value that Prism made and that is none.
    pub fn is_of_answer_alone(&self) -> bool {
        self.name() == "VIOLATIONS" && self.validation.iter().all(Violation::is_of_answer)
    }

    /// What it says about the call.
    pub fn outcome(&self) -> Outcome {
        let of_request = self.name() == "VIOLATIONS" && !self.is_of_answer_alone();
        let why = self.to_string();
        match of_request || OF_REQUESTS.contains(&self.name()) {
            true => Outcome::Refused { why },
            false => Outcome::NotServed { why },
        }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())?;
        if self.validation.is_empty() {
            let said = match self.detail.is_empty() {
                true => &self.title,
                false => &self.detail,
            };
            return write!(f, ": {said}");
        }
        // What is wrong with the request comes first.
        let of_answer = |wanted: bool| {
            let violations = self.validation.iter();
            violations.filter(move |one| one.is_of_answer() == wanted)
        };
        for (index, violation) in of_answer(false).chain(of_answer(true)).enumerate() {
            let mark = if index == 0 { ':' } else { ';' };
            write!(f, "{mark} {violation}")?;
        }
        Ok(())
    }
}

impl Violation {
    fn is_of_answer(&self) -> bool {
        self.location.first().and_then(serde_json::Value::as_str) == Some("response")
    }
}

impl std::fmt::Display for Violation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts = self.location.iter().map(|part| match part.as_str() {
            Some(text) => text.to_owned(),
            None => part.to_string(),
        });
        let place: Vec<String> = parts.collect();
        write!(f, "{}: {}", place.join("."), self.message)?;
        match self.code.as_str() {
            Some(code) => write!(f, " ({code})"),
            None => Ok(()),
        }
    }
}
