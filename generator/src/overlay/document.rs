//! An overlay's tree becomes its actions, or diagnostics that say what is wrong with it.

use serde_json::{Map, Value};

use super::action::{Edition, Overlay};
use crate::diagnostics::{Code, Diagnostic, FileId, Place, Pointer, Sink, most_like};

const ROOT_KEYS: &[&str] = &["overlay", "info", "extends", "actions"];
const INFO_KEYS: &[&str] = &["title", "version", "description"];
/// Keys that begin so are ours, and a slip in one of them is told.
const OURS: &str = "x-clientsmith-";

/// Reads an overlay; every fault in it is said, and actions without a fault are handed back. `None` if it is no overlay
/// of a version that is known.
pub(super) fn read<'a>(root: &'a Value, file: FileId, sink: &mut Sink) -> Option<Overlay<'a>> {
    Reader { file, sink }.document(root)
}

/// Says what is wrong in the overlay `file`.
pub(super) struct Reader<'s> {
    pub(super) file: FileId,
    pub(super) sink: &'s mut Sink,
}

impl Reader<'_> {
    pub(super) fn say(&mut self, at: &Pointer, message: impl Into<String>) -> &mut Diagnostic {
        self.say_as(Code::InvalidOverlay, at, message)
    }

    pub(super) fn say_as(
        &mut self,
        code: Code,
        at: &Pointer,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let place = Place::File(self.file, at.clone());
        self.sink.push(Diagnostic::new(code, place, message))
    }

    fn document<'a>(&mut self, root: &'a Value) -> Option<Overlay<'a>> {
        let at = Pointer::root();
        let Some(map) = root.as_object() else {
            self.say(&at, "an overlay must be a mapping")
                .and_help("it starts with `overlay: 1.1.0`");
            return None;
        };
        let edition = self.edition(map)?;
        self.known_keys(map, &at, ROOT_KEYS);
        self.info(map);
        self.text(map, &at, "extends");
        let actions = self.actions(map, edition);
        Some(Overlay { edition, actions })
    }

    /// The feature set that the overlay asks for; the patch version makes no difference.
    fn edition(&mut self, map: &Map<String, Value>) -> Option<Edition> {
        let version = match map.get("overlay") {
            // `1.0` without quotes is a number; its meaning is plain.
            Some(Value::Number(number)) => number.to_string(),
            Some(Value::String(text)) => text.clone(),
            Some(_) | None => {
                self.say(
                    &Pointer::root(),
                    "there is no `overlay` at the top of the overlay",
                )
                .and_help("an overlay names its version: `overlay: 1.1.0`");
                return None;
            }
        };
        let edition = edition_of(&version);
        if edition.is_none() {
            self.say(
                &Pointer::root().join("overlay"),
                format!("overlay version `{version}` is not known"),
            )
            .and_help("clientsmith reads overlays of 1.0 and 1.1: `overlay: 1.1.0`");
        }
        edition
    }

    fn info(&mut self, map: &Map<String, Value>) {
        let at = Pointer::root().join("info");
        let Some(info) = map.get("info").and_then(Value::as_object) else {
            self.say(&at, "an overlay has `info` with `title` and `version`");
            return;
        };
        for key in ["title", "version"] {
            match info.get(key) {
                None => {
                    self.say(&at, format!("`info` has no `{key}`"));
                }
                // `1.0` without quotes is a number; its meaning is plain.
                Some(Value::String(_) | Value::Number(_)) => {}
                Some(_) => {
                    self.say(&at.join(key), format!("`{key}` must be a text"));
                }
            }
        }
        self.text(info, &at, "description");
        self.known_keys(info, &at, INFO_KEYS);
    }

    /// Says that a key which may be left out holds something else than a text.
    pub(super) fn text(&mut self, map: &Map<String, Value>, at: &Pointer, key: &str) {
        if map.get(key).is_some_and(|value| !value.is_string()) {
            self.say(&at.join(key), format!("`{key}` must be a text"));
        }
    }

    /// Says which keys the specification does not have here. `x-…` are free, but for those that begin as ours do.
    pub(super) fn known_keys(&mut self, map: &Map<String, Value>, at: &Pointer, known: &[&str]) {
        let is_free = |key: &str| key.starts_with("x-") && !key.starts_with(OURS);
        for key in map
            .keys()
            .filter(|key| !known.contains(&key.as_str()) && !is_free(key))
        {
            let finding = self.say(&at.join(key), format!("`{key}` is not known here"));
            if let Some(meant) = most_like(key, known.iter().copied()) {
                finding.and_help(format!("did you mean `{meant}`?"));
            }
            let keys: Vec<String> = known.iter().map(|key| format!("`{key}`")).collect();
            finding.and_help(format!("known are {}, and `x-…`", keys.join(", ")));
        }
    }
}

fn edition_of(version: &str) -> Option<Edition> {
    let numbers: Vec<&str> = version.split('.').collect();
    let is_number = |text: &&str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let (minor, patch) = match numbers.as_slice() {
        ["1", minor] => (*minor, None),
        ["1", minor, patch] => (*minor, Some(patch)),
        _ => return None,
    };
    match minor {
        _ if !patch.is_none_or(is_number) => None,
        "0" => Some(Edition::V1_0),
        "1" => Some(Edition::V1_1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::action::Edition::{V1_0, V1_1};
    use super::edition_of;

    #[test]
    fn the_patch_version_makes_no_difference() {
        for (version, edition) in [
            ("1.0", Some(V1_0)),
            ("1.0.0", Some(V1_0)),
            ("1.0.12", Some(V1_0)),
            ("1.1", Some(V1_1)),
            ("1.1.3", Some(V1_1)),
            ("1.10.0", None),
            ("1.1.x", None),
            ("1.1.", None),
            ("1.2.0", None),
            ("2.0.0", None),
            ("1", None),
        ] {
            assert_eq!(edition_of(version), edition, "{version}");
        }
    }
}
