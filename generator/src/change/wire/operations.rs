//! Operations: which before is which after, and what became of each.

use std::collections::HashMap;

use crate::model::{Ident, Operation};

use super::super::kind::{Aspect, Kind, Subject};
use super::super::label;
use super::super::paths;
use super::super::report::Wire;
use super::{Claims, Finding, Walk};

impl<'a> Walk<'a> {
    /// Compares all operations; answers, by the index of each after the change, its index before.
    pub(super) fn operations(&mut self) -> HashMap<usize, usize> {
        let (before, after) = (&self.before.operations, &self.after.operations);
        let known: HashMap<(&str, String), usize> = before
            .iter()
            .enumerate()
            .map(|(index, operation)| (identity(operation), index))
            .collect();
        let mut matched = HashMap::new();
        for (index, operation) in after.iter().enumerate() {
            self.at = self.graph.root(Some(label::operation(operation)));
            let old = known.get(&identity(operation)).copied();
            match old.and_then(|old| Some((old, before.get(old)?))) {
                Some((at, old)) => {
                    matched.insert(index, at);
                    self.operation(old, operation);
                }
                None => self.operation_added(operation),
            }
        }
        let kept: std::collections::HashSet<usize> = matched.values().copied().collect();
        for (index, operation) in before.iter().enumerate() {
            if !kept.contains(&index) {
                self.at = self.graph.root(Some(label::operation(operation)));
                self.operation_removed(operation);
            }
        }
        matched
    }

    fn operation(&mut self, old: &'a Operation, new: &'a Operation) {
        self.operation_names(old, new);
        if new.deprecated && !old.deprecated {
            let message = "the operation is deprecated now".to_owned();
            self.say(about(
                old,
                new,
                Aspect::Deprecated,
                Wire::Compatible,
                message,
            ));
        }
        self.parameters(old, new);
        self.bodies(old, new);
        self.responses(old, new);
        self.response_headers(old, new);
        self.security(old, new);
        self.servers_of(old, new);
    }

    /// What an operation is called in Rust, and where it stands there.
    fn operation_names(&mut self, old: &Operation, new: &Operation) {
        if old.name != new.name || old.type_name != new.type_name {
            let message = format!(
                "the operation is `Client::{}` and was `Client::{}`",
                new.name, old.name
            );
            let finding = about(old, new, Aspect::Renamed, Wire::None, message);
            self.say(Finding {
                claims: Claims::new(items(old), items(new)),
                ..finding
            });
        }
    }

    fn operation_added(&mut self, operation: &Operation) {
        let message = "the operation is new".to_owned();
        self.say_bringing(
            operation.types(),
            Finding {
                before: None,
                claims: Claims::new(Vec::new(), items(operation)),
                ..about(
                    operation,
                    operation,
                    Aspect::Added,
                    Wire::Compatible,
                    message,
                )
            },
        );
    }

    fn operation_removed(&mut self, operation: &Operation) {
        let message = match operation.deprecated {
            true => "the operation is gone; it was deprecated before",
            false => "the operation is gone, and was not deprecated before",
        };
        self.say_taking(
            operation.types(),
            Finding {
                after: None,
                claims: Claims::new(items(operation), Vec::new()),
                ..about(
                    operation,
                    operation,
                    Aspect::Removed,
                    Wire::Breaking,
                    message.to_owned(),
                )
            },
        );
    }
}

/// A finding about an operation itself.
pub(super) fn about(
    old: &Operation,
    new: &Operation,
    aspect: Aspect,
    wire: Wire,
    message: String,
) -> Finding {
    Finding {
        kind: Kind::new(Subject::Operation, aspect),
        wire,
        subject: label::operation(new),
        before: Some(old.origin.clone()),
        after: Some(new.origin.clone()),
        message,
        claims: Claims::default(),
    }
}

/// What makes an operation the same as another: its method and its path template, whatever the parameters in it are called
/// (Paths Object: "Templated paths with the same hierarchy but different templated names MUST NOT exist").
fn identity(operation: &Operation) -> (&str, String) {
    (operation.method.as_str(), template(&operation.path))
}

/// A path template with nothing between its braces.
fn template(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    let mut is_name = false;
    for character in path.chars() {
        is_name &= character != '}';
        if !is_name {
            text.push(character);
        }
        is_name |= character == '{';
    }
    text
}

/// Everything that a crate has because of an operation.
fn items(operation: &Operation) -> Vec<String> {
    let mut items = methods(operation);
    items.push(paths::call(&operation.type_name));
    items.push(paths::errors(operation));
    items.push(paths::replies(operation));
    items.push(paths::headers(operation));
    let streaming = operation.streaming.iter();
    items.extend(streaming.map(|streaming| paths::call(&streaming.type_name)));
    items
}

/// The methods of the client that make an operation's calls.
pub(super) fn methods(operation: &Operation) -> Vec<String> {
    let further = operation.further_bodies.iter();
    let further = further.map(|further| &further.method);
    let streaming = operation.streaming.iter();
    let streaming = streaming.map(|streaming| &streaming.name);
    let names = [&operation.name].into_iter().chain(streaming);
    names.chain(further).map(paths::client).collect()
}

/// A setter of an operation's calls, of all types of calls that it has.
pub(super) fn setters(operation: &Operation, name: &Ident) -> Vec<String> {
    let streaming = operation.streaming.iter();
    let streaming = streaming.map(|streaming| &streaming.type_name);
    let types = [&operation.type_name].into_iter().chain(streaming);
    types
        .map(|ty| paths::member(&paths::call(ty), name))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::template;

    #[test]
    fn names_of_path_parameters_do_not_count() {
        assert_eq!(
            template("/pets/{id}/toys/{toy-id}.json"),
            "/pets/{}/toys/{}.json"
        );
        assert_eq!(template("/pets/{id}"), template("/pets/{petId}"));
        assert_ne!(template("/pets/{id}"), template("/pets/mine"));
        assert_eq!(template("/broken/{id"), "/broken/{");
    }
}
