//! The wire verdicts of oasdiff's rules, where they fit: its own base documents, edited as its rules are about.

use clientsmith::diagnostics::{Files, Pointer, Sink};
use clientsmith::source::{SourceFile, parse_tree};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::reports::{compare, wire};
use crate::support::{Inputs, corpus, fixture};

/// `oasdiff.toml`.
#[derive(Deserialize)]
struct Table {
    edit: Vec<Edit>,
}

/// An edit of a base document.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    base: String,
    /// What the other pointers are below of.
    at: String,
    #[serde(default)]
    remove: Vec<String>,
    #[serde(default)]
    set: Map<String, Value>,
    rule: Rule,
    back: Option<Rule>,
}

/// A rule of oasdiff.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    id: String,
    level: Level,
    /// Our verdict, where it is another.
    ours: Option<String>,
    /// Why it is.
    why: Option<String>,
}

/// How grave oasdiff finds a change.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Level {
    Error,
    Warning,
    Info,
}

impl Edit {
    fn apply(&self, document: &mut Value) {
        for path in &self.remove {
            let (parent, key) = self.split(path);
            let removed = match document.pointer_mut(&parent) {
                Some(Value::Object(map)) => map.shift_remove(&key),
                Some(Value::Array(list)) => Some(list.remove(key.parse().unwrap())),
                _ => None,
            };
            assert!(
                removed.is_some(),
                "{}: there is no {parent}/{key}",
                self.base
            );
        }
        for (path, value) in &self.set {
            let (parent, key) = self.split(path);
            let parent = document.pointer_mut(&parent).and_then(Value::as_object_mut);
            let parent = parent.unwrap_or_else(|| panic!("{}: {path} has no parent", self.base));
            parent.insert(key, value.clone());
        }
    }

    /// The pointer of the parent, and the name in it.
    fn split(&self, path: &str) -> (String, String) {
        let whole = format!("{}{path}", self.at);
        let (parent, key) = whole.rsplit_once('/').unwrap();
        (
            parent.to_owned(),
            Pointer::parse(&format!("/{key}")).last().unwrap(),
        )
    }
}

impl Rule {
    /// Whether a verdict is that of the rule, or the one that is said to be ours.
    fn agrees(&self, wire: &str) -> bool {
        assert_eq!(self.ours.is_some(), self.why.is_some(), "{}", self.id);
        match (&self.ours, self.level) {
            (Some(ours), _) => wire == ours,
            (None, Level::Error) => wire == "breaking",
            (None, Level::Warning) => wire == "warning",
            (None, Level::Info) => matches!(wire, "compatible" | "none"),
        }
    }
}

fn inputs(document: &Value) -> Inputs {
    Inputs::of_text(
        "openapi.json",
        &serde_json::to_string_pretty(document).unwrap(),
    )
}

#[test]
fn verdicts_on_the_wire_are_those_of_oasdiff() {
    let Some(folder) = corpus("suites/oasdiff") else {
        return;
    };
    let table = std::fs::read_to_string(fixture("../change/oasdiff.toml")).unwrap();
    let table: Table = toml::from_str(&table).unwrap();
    let (mut same, mut ours, mut faults) = (0, 0, String::new());
    for edit in &table.edit {
        let file = SourceFile {
            path: edit.base.clone(),
            bytes: std::fs::read(folder.join(&edit.base)).unwrap(),
        };
        let base = parse_tree(&file, &mut Files::default(), &mut Sink::default())
            .1
            .unwrap();
        let mut revision = base.clone();
        edit.apply(&mut revision);
        let directions = [
            (Some(&edit.rule), &base, &revision),
            (edit.back.as_ref(), &revision, &base),
        ];
        for (rule, before, after) in directions {
            let Some(rule) = rule else { continue };
            let changes = compare(&edit.base, &inputs(before), &inputs(after));
            let wire = wire(&changes);
            match rule.agrees(wire) {
                true if rule.ours.is_some() => ours += 1,
                true => same += 1,
                false => {
                    let report = clientsmith::change::text(&changes);
                    faults.push_str(&format!(
                        "== {}: {}, {:?}; ours: {wire}\n{report}\n",
                        edit.base, rule.id, rule.level
                    ));
                }
            }
        }
    }
    println!("{same} verdicts are oasdiff's, {ours} are ours for a reason");
    assert!(faults.is_empty(), "{faults}");
}
