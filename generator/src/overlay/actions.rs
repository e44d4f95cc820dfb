//! The list of actions: Action Objects of the Overlay Specification.

use std::collections::HashMap;

use serde_json::{Map, Value};
use serde_json_path::JsonPath;

use super::action::{Action, Change, Edition};
use super::document::Reader;
use crate::diagnostics::{Code, Place, Pointer};

const OPTIONAL: &str = "x-clientsmith-optional";
const ACTION_KEYS: &[&str] = &[
    "target",
    "description",
    "update",
    "remove",
    "copy",
    OPTIONAL,
];

impl Reader<'_> {
    /// The actions that have no fault.
    pub(super) fn actions<'a>(
        &mut self,
        map: &'a Map<String, Value>,
        edition: Edition,
    ) -> Vec<Action<'a>> {
        let at = Pointer::root().join("actions");
        let Some(actions) = map.get("actions").and_then(Value::as_array) else {
            self.say(&at, "an overlay has a list of `actions`");
            return Vec::new();
        };
        if actions.is_empty() {
            self.say(&at, "an overlay has at least one action");
        }
        self.repeated(actions, &at);
        let actions = actions.iter().enumerate();
        actions
            .filter_map(|(index, action)| self.action(action, at.join(index), edition))
            .collect()
    }

    /// Says which actions stand there twice; the specification's schema wants each once.
    fn repeated(&mut self, actions: &[Value], at: &Pointer) {
        let mut known = HashMap::new();
        for (index, action) in actions.iter().enumerate() {
            let first = *known.entry(action).or_insert(index);
            if first == index {
                continue;
            }
            let first = Place::File(self.file, at.join(first));
            let finding = self.say(&at.join(index), "the same action stands here twice");
            finding.related.push((first, "the first one".to_owned()));
            finding.and_help("remove one of them");
        }
    }

    fn action<'a>(
        &mut self,
        action: &'a Value,
        at: Pointer,
        edition: Edition,
    ) -> Option<Action<'a>> {
        let Some(map) = action.as_object() else {
            self.say(
                &at,
                "an action must be a mapping with `target`, and `update`, `remove` or `copy`",
            );
            return None;
        };
        self.known_keys(map, &at, ACTION_KEYS);
        self.text(map, &at, "description");
        let optional = self.truth(map, &at, OPTIONAL)?;
        let Some(text) = map.get("target").and_then(Value::as_str) else {
            self.say(&at, "the action has no `target`")
                .and_help("a JSONPath, such as `$.paths['/pets'].get`");
            return None;
        };
        let change = self.change(map, &at, edition);
        let target = self.path(text, &at.join("target"));
        Some(Action {
            text,
            target: target?,
            change: change?,
            at,
            optional,
        })
    }

    fn change<'a>(
        &mut self,
        map: &'a Map<String, Value>,
        at: &Pointer,
        edition: Edition,
    ) -> Option<Change<'a>> {
        let remove = self.truth(map, at, "remove")?;
        let copy = map.get("copy");
        if copy.is_some() && edition < Edition::V1_1 {
            self.say(
                &at.join("copy"),
                "`copy` is there since 1.1 of the specification",
            )
            .and_help("write `overlay: 1.1.0` at the top");
            return None;
        }
        match (map.get("update"), copy, remove) {
            (Some(value), None, false) => Some(Change::Update(value)),
            (None, None, true) => Some(Change::Remove),
            (None, Some(Value::String(from)), false) => self
                .path(from, &at.join("copy"))
                .map(|path| Change::Copy(from, path)),
            (None, Some(_), false) => {
                self.say(&at.join("copy"), "`copy` must be a JSONPath");
                None
            }
            (None, None, false) => {
                self.say(at, "the action does nothing")
                    .and_help("give it `update`, `remove: true` or `copy`");
                None
            }
            // 1.0 says what it means; the schema of 1.1 refuses it.
            (Some(_), None, true) if edition == Edition::V1_0 => {
                let removal = Place::File(self.file, at.join("remove"));
                let finding = self.say_as(
                    Code::RedundantAction,
                    &at.join("update"),
                    "`update` does nothing beside `remove: true`",
                );
                finding.related.push((removal, "what is done".to_owned()));
                finding.and_help("remove one of the two, or make two actions of them");
                Some(Change::Remove)
            }
            _ => {
                self.say(at, "the action does more than one thing").and_help(
                    "an action has one of `update`, `remove: true` and `copy`: make two actions of it",
                );
                None
            }
        }
    }

    /// A boolean that is false when it is not there; `None` if it is something else, which is said.
    fn truth(&mut self, map: &Map<String, Value>, at: &Pointer, key: &str) -> Option<bool> {
        match map.get(key) {
            None => Some(false),
            Some(Value::Bool(value)) => Some(*value),
            Some(_) => {
                self.say(&at.join(key), format!("`{key}` must be `true` or `false`"));
                None
            }
        }
    }

    fn path(&mut self, text: &str, at: &Pointer) -> Option<JsonPath> {
        let error = match JsonPath::parse(text) {
            Ok(path) => return Some(path),
            Err(error) => error,
        };
        // The offset counts characters of the text, from 0.
        let beginning: String = text.chars().take(error.position()).collect();
        let help = match beginning.as_str() {
            "" => "a JSONPath starts with `$` (RFC 9535)".to_owned(),
            beginning => format!(
                "it can be read up to `{beginning}`; a name with a `-` or the like in it is written `['…']` (RFC 9535)"
            ),
        };
        let message = format!("`{text}` is not a JSONPath");
        self.say_as(Code::InvalidJsonPath, at, message)
            .and_help(help);
        None
    }
}
