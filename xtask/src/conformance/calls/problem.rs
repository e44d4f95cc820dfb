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

/// How many violations are told, and how much of what is said of each.
const SHOWN: usize = 2;
const SHOWN_CHARACTERS: usize = 160;

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
    #[serde(default)]
    severity: String,
}

/// What is wrong with a request by the header `sl-violations` of the answer to it; nothing if that tells of the answer
/// alone, or only warns.
pub fn violations(header: &str) -> Option<String> {
    let all: Vec<Violation> = serde_json::from_str(header)
        .or_else(|_| serde_json::from_str(&uncut(header)))
        .unwrap_or_default();
    let is_wrong = |one: &&Violation| !one.is_of_answer() && one.severity == "Error";
    let wrong: Vec<&Violation> = all.iter().filter(is_wrong).collect();
    (!wrong.is_empty()).then(|| told(&wrong))
}

/// The whole violations of a list that is too long for a header: Prism says so and cuts it off anywhere.
fn uncut(header: &str) -> String {
    let list = header.find('[').and_then(|start| header.get(start..));
    let list = list.unwrap_or_default();
    match list.rsplit_once("},{") {
        Some((whole, _)) => format!("{whole}}}]"),
        None => "[]".to_owned(),
    }
}

/// The first of some violations, and how many more there are.
fn told(violations: &[&Violation]) -> String {
    let shown = violations.iter().take(SHOWN).map(ToString::to_string);
    let shown = shown.collect::<Vec<_>>().join("; ");
    match violations.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown}; and {more} more"),
    }
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
    fn is_of_answer_alone(&self) -> bool {
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
                // Prism tells a fault of its own with the whole stack.
                false => self.detail.lines().next().unwrap_or_default(),
            };
            return write!(f, ": {said}");
        }
        // What is wrong with the request comes first.
        let of_answer = |wanted: bool| {
            let violations = self.validation.iter();
            violations.filter(move |one| one.is_of_answer() == wanted)
        };
        let violations: Vec<&Violation> = of_answer(false).chain(of_answer(true)).collect();
        write!(f, ": {}", told(&violations))
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
        let message: String = self.message.chars().take(SHOWN_CHARACTERS).collect();
        write!(f, "{}: {message}", place.join("."))?;
        match self.code.as_str() {
            Some(code) => write!(f, " ({code})"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_that_is_cut_off_is_read_as_far_as_it_is_whole() {
        let violation = |severity: &str| {
            format!(
                r#"{{"location":["request","query","q"],"severity":"{severity}","code":"c","message":"m"}}"#
            )
        };
        let cut = |severity: &str| {
            let one = violation(severity);
            format!("Too many violations! [{one},{one},{{\"location\":[\"requ")
        };
        assert_eq!(
            violations(&cut("Error")).as_deref(),
            Some("request.query.q: m (c); request.query.q: m (c)")
        );
        assert_eq!(violations(&cut("Warning")), None);
    }
}
