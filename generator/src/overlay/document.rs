//! An overlay's tree becomes its actions, or diagnostics that say what is wrong with it.

use serde_json::{Map, Value};
use serde_json_path::JsonPath;

use super::action::{Action, Change};
use crate::diagnostics::{Code, Diagnostic, FileId, Place, Pointer, Sink};

const KNOWN: [&str; 2] = ["1.0", "1.1"];
const ROOT_KEYS: [&str; 4] = ["overlay", "info", "extends", "actions"];
const INFO_KEYS: [&str; 3] = ["title", "version", "description"];
const ACTION_KEYS: [&str; 5] = ["target", "description", "update", "remove", "copy"];

/// Reads an overlay; every fault in it is said, and actions without a fault are handed back.
pub(super) fn read<'a>(root: &'a Value, file: FileId, sink: &mut Sink) -> Vec<Action<'a>> {
    let mut reader = Reader { file, sink };
    reader.document(root).unwrap_or_default()
}

struct Reader<'s> {
    file: FileId,
    sink: &'s mut Sink,
}

impl Reader<'_> {
    fn say(&mut self, at: &Pointer, message: impl Into<String>) -> &mut Diagnostic {
        self.sink.push(Diagnostic::new(
            Code::InvalidOverlay,
            Place::File(self.file, at.clone()),
            message,
        ))
    }

    fn document<'a>(&mut self, root: &'a Value) -> Option<Vec<Action<'a>>> {
        let at = Pointer::root();
        let Some(map) = root.as_object() else {
            self.say(&at, "an overlay is a mapping")
                .and_help("it starts with `overlay: 1.0.0`");
            return None;
        };
        self.version(map)?;
        self.known_keys(map, &at, &ROOT_KEYS);
        self.info(map);
        let at = at.join("actions");
        let Some(actions) = map.get("actions").and_then(Value::as_array) else {
            self.say(&at, "an overlay has a list of `actions`");
            return None;
        };
        if actions.is_empty() {
            self.say(&at, "an overlay has at least one action");
        }
        let actions = actions.iter().enumerate();
        Some(
            actions
                .filter_map(|(index, action)| self.action(action, at.join(index)))
                .collect(),
        )
    }

    fn version(&mut self, map: &Map<String, Value>) -> Option<()> {
        let version = match map.get("overlay") {
            // `1.0` without quotes is a number; its meaning is plain.
            Some(Value::Number(number)) => number.to_string(),
            Some(Value::String(text)) => text.clone(),
            Some(_) | None => {
                let help = "an overlay names its version: `overlay: 1.0.0`";
                self.say(
                    &Pointer::root(),
                    "there is no `overlay` at the top of the overlay",
                )
                .and_help(help);
                return None;
            }
        };
        let is_known = KNOWN.iter().any(|known| {
            version
                .strip_prefix(known)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        });
        if !is_known {
            self.say(
                &Pointer::root().join("overlay"),
                format!("overlay version `{version}` is not known"),
            )
            .and_help("clientsmith reads overlays of 1.0 and 1.1");
        }
        is_known.then_some(())
    }

    fn info(&mut self, map: &Map<String, Value>) {
        let at = Pointer::root().join("info");
        let Some(info) = map.get("info").and_then(Value::as_object) else {
            self.say(&at, "an overlay has `info` with `title` and `version`");
            return;
        };
        for key in ["title", "version"] {
            if !info.contains_key(key) {
                self.say(&at, format!("`info` has no `{key}`"));
            }
        }
        self.known_keys(info, &at, &INFO_KEYS);
    }

    fn known_keys(&mut self, map: &Map<String, Value>, at: &Pointer, known: &[&str]) {
        for key in map
            .keys()
            .filter(|key| !known.contains(&key.as_str()) && !key.starts_with("x-"))
        {
            let keys: Vec<String> = known.iter().map(|key| format!("`{key}`")).collect();
            self.say(&at.join(key), format!("`{key}` is not known here"))
                .and_help(format!("known are {}, and `x-…`", keys.join(", ")));
        }
    }

    fn action<'a>(&mut self, action: &'a Value, at: Pointer) -> Option<Action<'a>> {
        let Some(map) = action.as_object() else {
            self.say(
                &at,
                "an action is a mapping with `target`, and `update` or `remove`",
            );
            return None;
        };
        self.known_keys(map, &at, &ACTION_KEYS);
        let Some(text) = map.get("target").and_then(Value::as_str) else {
            self.say(&at, "the action has no `target`")
                .and_help("a JSONPath, such as `$.paths['/pets'].get`");
            return None;
        };
        let change = self.change(map, &at);
        let target = self.path(text, &at.join("target"));
        Some(Action {
            text,
            target: target?,
            change: change?,
            at,
        })
    }

    fn change<'a>(&mut self, map: &'a Map<String, Value>, at: &Pointer) -> Option<Change<'a>> {
        let remove = match map.get("remove") {
            None => false,
            Some(Value::Bool(remove)) => *remove,
            Some(_) => {
                self.say(&at.join("remove"), "`remove` is `true` or `false`");
                return None;
            }
        };
        match (map.get("update"), map.get("copy"), remove) {
            (Some(value), None, false) => Some(Change::Update(value)),
            (None, None, true) => Some(Change::Remove),
            (None, Some(Value::String(from)), false) => self
                .path(from, &at.join("copy"))
                .map(|path| Change::Copy(from, path)),
            (None, Some(_), false) => {
                self.say(&at.join("copy"), "`copy` is a JSONPath");
                None
            }
            (None, None, false) => {
                self.say(at, "the action does nothing")
                    .and_help("give it `update`, or `remove: true`");
                None
            }
            _ => {
                self.say(at, "the action does more than one thing")
                    .and_help("an action has one of `update`, `remove: true` and `copy`: make two actions of it");
                None
            }
        }
    }

    fn path(&mut self, text: &str, at: &Pointer) -> Option<JsonPath> {
        match JsonPath::parse(text) {
            Ok(path) => Some(path),
            Err(error) => {
                let place = Place::File(self.file, at.clone());
                // The offset counts characters of the text, from 0.
                let beginning: String = text.chars().take(error.position()).collect();
                let help = match beginning.as_str() {
                    "" => "a JSONPath starts with `$` (RFC 9535)".to_owned(),
                    beginning => format!(
                        "it can be read up to `{beginning}`; a name with a `-` or the like in it is written `['…']` (RFC 9535)"
                    ),
                };
                let message = format!("`{text}` is not a JSONPath");
                self.sink
                    .push(Diagnostic::new(Code::InvalidJsonPath, place, message))
                    .and_help(help);
                None
            }
        }
    }
}
