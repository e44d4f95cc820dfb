//! From findings to the actions that mend them.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::licences;
use crate::diagnostics::{Code, Diagnostic, Place, Pointer, Report};
use crate::lower::beginning_of;
use crate::model::{Api, Location, Operation};
use crate::overlay::json_path::{self, literal, member};

/// One action of an overlay.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Action {
    /// Why it is there, a sentence.
    pub(super) why: String,
    /// The JSONPath of what it changes.
    pub(super) target: String,
    pub(super) change: Change,
    /// Whether a person has to say if it is right.
    pub(super) is_doubtful: bool,
}

/// What an action does.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Change {
    Update(Value),
    Remove,
}

/// What was found in a document, and the document.
pub(super) struct Findings<'a> {
    pub(super) report: &'a Report,
    pub(super) api: &'a Api,
    /// The path of the document's main file.
    pub(super) path: &'a str,
    /// Its tree, as it was published.
    pub(super) root: &'a Value,
}

/// A finding in the document's main file.
struct Finding<'a> {
    diagnostic: &'a Diagnostic,
    /// Its place in the bundled document, which is what the model knows.
    bundled: &'a Pointer,
    /// Its place in the file.
    at: Pointer,
    value: &'a Value,
}

impl Findings<'_> {
    /// The actions, in the order of the document.
    pub(super) fn actions(&self) -> Vec<Action> {
        let findings = self.report.diagnostics().iter();
        let findings: Vec<Finding<'_>> = findings.filter_map(|one| self.finding(one)).collect();
        // A path item that several paths refer to is written once, and one action cannot name them all.
        let mut seen: HashMap<(Code, &Pointer), usize> = HashMap::new();
        for finding in &findings {
            *seen
                .entry((finding.diagnostic.code, &finding.at))
                .or_default() += 1;
        }
        let is_named_once = |finding: &Finding<'_>| {
            let names = matches!(
                finding.diagnostic.code,
                Code::MissingOperationId | Code::DuplicateOperationId
            );
            !names || seen.get(&(finding.diagnostic.code, &finding.at)) == Some(&1)
        };
        let mut actions: Vec<Action> = Vec::new();
        for finding in findings.iter().filter(|finding| is_named_once(finding)) {
            for action in self.of(finding, &findings) {
                // The specification's schema wants each action once.
                if !actions.contains(&action) {
                    actions.push(action);
                }
            }
        }
        actions
    }

    fn finding<'f>(&'f self, diagnostic: &'f Diagnostic) -> Option<Finding<'f>> {
        let Place::Document(bundled) = &diagnostic.place else {
            return None;
        };
        let (path, at) = self.report.source(&diagnostic.place)?;
        let value = self.root.pointer(at.as_str())?;
        (path == self.path).then_some(Finding {
            diagnostic,
            bundled,
            at,
            value,
        })
    }

    fn of(&self, finding: &Finding<'_>, all: &[Finding<'_>]) -> Vec<Action> {
        let one = match finding.diagnostic.code {
            Code::MissingOperationId => self.missing_operation_id(finding),
            Code::DuplicateOperationId => self.duplicate_operation_id(finding),
            Code::RequiredWithoutProperty => self.required_without_property(finding),
            Code::LicenseWithoutIdentifier => self.license(finding),
            Code::PathParameterMismatch => return self.path_parameters(finding),
            Code::DateTimeWithoutOffset => self.date_time(finding),
            Code::ScopeWithoutOAuth => return self.scopes(finding),
            Code::ExampleMismatch => Some(self.example(finding, all)),
            Code::InvalidPattern => Some(self.removal(finding, self.path_to(&finding.at))),
            Code::ReadOnlyAndWriteOnly => {
                Some(self.removal(finding, self.path_to(&finding.at.join("writeOnly"))))
            }
            _ => None,
        };
        one.into_iter().collect()
    }

    fn path_to(&self, at: &Pointer) -> String {
        json_path::to(at, self.root)
    }

    fn operation(&self, at: &Pointer) -> Option<&Operation> {
        self.api.operations.iter().find(|one| one.origin == *at)
    }

    /// The id that the operation has without one: its method's name does not change.
    fn missing_operation_id(&self, finding: &Finding<'_>) -> Option<Action> {
        let operation = self.operation(finding.bundled)?;
        Some(Action {
            why: "The operation has no operationId; this is what its method is named without one."
                .to_owned(),
            target: self.path_to(&finding.at),
            change: Change::Update(json!({ "operationId": self.own_id(operation) })),
            is_doubtful: !finding.value.is_object(),
        })
    }

    /// The id that an operation has; its method's name if the same id was made for others as well, as for `/a-b` and
    /// `/a_b`: the methods' names differ.
    fn own_id<'o>(&self, operation: &'o Operation) -> &'o str {
        let of_this_id = self.api.operations.iter();
        match of_this_id.filter(|one| one.id == operation.id).count() {
            1 => &operation.id,
            _ => operation.name.as_str(),
        }
    }

    fn duplicate_operation_id(&self, finding: &Finding<'_>) -> Option<Action> {
        let operation = self.operation(&finding.bundled.parent()?)?;
        let id = finding.value.as_str()?;
        Some(Action {
            why: format!(
                "`{id}` is the id of another operation; this is what the method is named without it."
            ),
            target: self.path_to(&finding.at.parent()?),
            change: Change::Update(json!({ "operationId": self.own_id(operation) })),
            is_doubtful: operation.id == id,
        })
    }

    /// A slip is not read as a property in any case; another name may be one that answers really have.
    fn required_without_property(&self, finding: &Finding<'_>) -> Option<Action> {
        let name = finding.value.as_str()?;
        let required = finding.at.parent()?;
        let schema = self.root.pointer(required.parent()?.as_str())?;
        let properties = schema.get("properties").and_then(Value::as_object);
        let declared = properties
            .into_iter()
            .flat_map(|all| all.keys().map(String::as_str));
        let (meant, is_doubtful) = match beginning_of(name, declared) {
            Some(other) => (format!("the property is called `{other}`."), false),
            None => ("declare it instead if bodies have it.".to_owned(), true),
        };
        Some(Action {
            why: format!("`required` names `{name}`, which is not among the properties; {meant}"),
            target: format!("{}[?@ == {}]", self.path_to(&required), literal(name)),
            change: Change::Remove,
            is_doubtful,
        })
    }

    fn license(&self, finding: &Finding<'_>) -> Option<Action> {
        let name = finding.value.get("name").and_then(Value::as_str)?;
        let identifier = licences::identifier(name);
        let version = self.root.get("openapi").and_then(Value::as_str);
        let has_identifiers = !version.is_some_and(|version| version.starts_with("3.0"));
        let update = match identifier {
            Some(identifier) if has_identifiers => json!({ "identifier": identifier }),
            Some(identifier) => {
                json!({ "url": format!("https://spdx.org/licenses/{identifier}.html") })
            }
            None => json!({ "url": "https://…" }),
        };
        Some(Action {
            why: "Nobody can look up a licence that has neither an identifier nor a URL."
                .to_owned(),
            target: self.path_to(&finding.at),
            change: Change::Update(update),
            is_doubtful: identifier.is_none(),
        })
    }

    /// Of an operation: the names of its path that nobody declared, which are strings without that. Of a parameter: one
    /// that the path does not have, which may be a name in other words.
    fn path_parameters(&self, finding: &Finding<'_>) -> Vec<Action> {
        let Some(operation) = self.operation(finding.bundled) else {
            return self.stray_parameter(finding).into_iter().collect();
        };
        let undeclared = operation.parameters.iter().filter(|parameter| {
            parameter.location == Location::Path && parameter.origin == *finding.bundled
        });
        let declare = |wire: &str| {
            let schema = json!({ "type": "string" });
            let parameter =
                json!({ "name": wire, "in": "path", "required": true, "schema": schema });
            Action {
                why: format!(
                    "`{{{wire}}}` of the path is not declared; it is taken to be a string."
                ),
                target: self.path_to(&finding.at),
                change: Change::Update(json!({ "parameters": [parameter] })),
                is_doubtful: false,
            }
        };
        undeclared
            .map(|parameter| declare(&parameter.wire))
            .collect()
    }

    fn stray_parameter(&self, finding: &Finding<'_>) -> Option<Action> {
        let name = finding.value.get("name").and_then(Value::as_str)?;
        let list = finding
            .at
            .parent()
            .filter(|list| list.last().as_deref() == Some("parameters"))?;
        Some(Action {
            why: format!(
                "The path has no `{{{name}}}`, so the parameter is ignored; perhaps it is another name of one that it has."
            ),
            target: format!(
                "{}[?@.name == {} && @.in == 'path']",
                self.path_to(&list),
                literal(name)
            ),
            change: Change::Remove,
            is_doubtful: true,
        })
    }

    /// If the server sends values so, the example is right to be so: it is a test that they are read.
    fn date_time(&self, finding: &Finding<'_>) -> Option<Action> {
        let text = finding.value.as_str()?;
        let key = finding.at.last()?;
        let schema = finding.at.parent()?;
        let has_seconds = text.matches(':').count() > 1;
        let seconds = if has_seconds { "" } else { ":00" };
        let mended = format!("{}{seconds}Z", text.replacen([' ', 't'], "T", 1));
        let is_member = self.root.pointer(schema.as_str())?.is_object();
        is_member.then(|| Action {
            why: "The value has no offset from UTC, which RFC 3339 demands; if the server sends it so, leave it: it is read as UTC.".to_owned(),
            target: self.path_to(&schema),
            change: Change::Update(json!({ key.as_str(): mended })),
            is_doubtful: true,
        })
    }

    /// The finding is said once of each scheme; the scopes are written at many requirements.
    fn scopes(&self, finding: &Finding<'_>) -> Vec<Action> {
        let Some(scheme) = finding.at.last() else {
            return Vec::new();
        };
        let why = format!("`{scheme}` has no scopes: only OAuth 2 and OpenID Connect have.");
        let scheme = member(&scheme);
        let places = ["$.security", "$.paths[*][*].security"]
            .map(|security| format!("{security}[*]{scheme}[*]"));
        let matches = |path: &String| {
            serde_json_path::JsonPath::parse(path)
                .is_ok_and(|path| !path.query(self.root).is_empty())
        };
        places
            .into_iter()
            .filter(matches)
            .map(|target| Action {
                why: why.clone(),
                target,
                change: Change::Remove,
                is_doubtful: false,
            })
            .collect()
    }

    /// Those of one list go together: when one was removed, the index of the next would be another.
    fn example(&self, finding: &Finding<'_>, all: &[Finding<'_>]) -> Action {
        let list = finding.at.parent();
        let is_list = |list: &Pointer| {
            let value = self.root.pointer(list.as_str());
            value.is_some_and(Value::is_array)
        };
        let Some(list) = list.filter(is_list) else {
            return self.removal(finding, self.path_to(&finding.at));
        };
        let same = all.iter().filter(|other| {
            other.diagnostic.code == finding.diagnostic.code
                && other.at.parent().as_ref() == Some(&list)
        });
        let first = same.clone().next().unwrap_or(finding);
        let indices: Vec<String> = same.filter_map(|other| other.at.last()).collect();
        let target = format!("{}[{}]", self.path_to(&list), indices.join(","));
        self.removal(first, target)
    }

    fn removal(&self, finding: &Finding<'_>, target: String) -> Action {
        let mut words = finding.diagnostic.message.chars();
        let first = words.next().map(|first| first.to_ascii_uppercase());
        Action {
            why: format!("{}{}.", first.unwrap_or_default(), words.as_str()),
            target,
            change: Change::Remove,
            is_doubtful: true,
        }
    }
}
